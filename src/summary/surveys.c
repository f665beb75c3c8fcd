/* Accesses from networks of those who survey the whole internet and say so. */
#include "summary/surveys.h"

#include "summary/parts.h"
#include "summary/tree.h"

#include <stdlib.h>

static json_t *scanner_tree(const struct scanner *s, const struct store_result *r, size_t row)
{
	return json_pack("{s:s, s:o, s:o, s:s, s:s, s:o, s:o, s:o, s:o}", "key", s->key, "label",
			 tree_label(s->name[LANGUAGE_JA], s->name[LANGUAGE_EN]), "purpose",
			 tree_label(s->purpose[LANGUAGE_JA], s->purpose[LANGUAGE_EN]), "reference", s->reference.url,
			 "fact_day", s->fact_day, "accesses", tree_number(store_unsigned(r, row, 1)),
			 "distinct_sources", tree_number(store_unsigned(r, row, 2)), "points",
			 tree_number(store_unsigned(r, row, 3)), "days", tree_number(store_unsigned(r, row, 4)));
}

/* A source is of one survey only, so that accesses and sources add up. */
static int read_store(const struct parts *p, const struct scanners *scanners, const struct store_range *ranges,
		      size_t count, json_t *o, struct err *err)
{
	const struct store_param params[] = {frame_from(p->days.month_day),
					     frame_to(p->days.first_day + (int32_t)p->days.days - 1),
					     store_ranges_param("surveys", ranges, count)};
	struct store_result *each = NULL;
	uint64_t accesses = 0;
	uint64_t sources = 0;
	json_t *shown = json_array();
	int code = store_query(p->store, "summary_surveys", params, 3, &each, err);
	for (size_t i = 0; !code && i < store_rows(each); i++) {
		const struct scanner *s = scanners_at(scanners, (size_t)store_number(each, i, 0));
		if (!s)
			continue;
		accesses += store_unsigned(each, i, 1);
		sources += store_unsigned(each, i, 2);
		(void)json_array_append_new(shown, scanner_tree(s, each, i));
	}
	store_result_free(each);
	(void)json_object_set_new(o, "accesses", tree_number(accesses));
	(void)json_object_set_new(o, "distinct_sources", tree_number(sources));
	(void)json_object_set_new(o, "shown", shown);
	return code;
}

int surveys_ranges(const struct scanners *scanners, struct store_range **out, size_t *count, struct err *err)
{
	size_t n;
	const struct scanner_range *from = scanners_ranges(scanners, &n);
	struct store_range *ranges = calloc(n + 1, sizeof(*ranges));
	if (!ranges)
		return err_set(err, ERR_NOMEM, "no memory for the list of scanners");
	for (size_t i = 0; i < n; i++)
		ranges[i] = (struct store_range){.low = from[i].low,
						 .high = from[i].high,
						 .item = (uint32_t)from[i].scanner,
						 .since = scanners_at(scanners, from[i].scanner)->since};
	*out = ranges;
	*count = n;
	return 0;
}

int parts_surveys(struct parts *p, struct err *err)
{
	struct scanners *scanners = NULL;
	struct store_range *ranges = NULL;
	size_t count = 0;
	json_t *o = json_object();
	(void)json_object_set_new(p->tree, "surveys", o);
	int code = scanners_open(&scanners, err);
	if (code)
		return code;
	code = surveys_ranges(scanners, &ranges, &count, err);
	if (!code)
		code = read_store(p, scanners, ranges, count, o, err);
	free(ranges);
	scanners_close(scanners);
	return code;
}
