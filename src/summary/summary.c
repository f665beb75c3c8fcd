#include "summary/summary.h"

#include "base/civil.h"
#include "summary/parts.h"
#include "summary/tree.h"

static json_t *month_names(const struct frame_days *d)
{
	json_t *list = json_array();
	for (int32_t m = d->first_month; m <= d->month; m++) {
		char text[CIVIL_TEXT_MAX];
		month_text(m, text);
		(void)json_array_append_new(list, json_string(text));
	}
	return list;
}

static json_t *day_names(const struct frame_days *d)
{
	json_t *list = json_array();
	for (size_t i = 0; i < d->month_days; i++) {
		char text[CIVIL_TEXT_MAX];
		day_text(d->month_day + (int32_t)i, text);
		(void)json_array_append_new(list, json_string(text));
	}
	return list;
}

/* The head comes first in the text; the parts follow in the order in which they are made. */
static void add_head(struct parts *p)
{
	char month[CIVIL_TEXT_MAX];
	month_text(p->days.month, month);
	const char *zone = p->coverage.time_zone;
	(void)json_object_set_new(p->tree, "schema", json_string("teiten-summary-1"));
	(void)json_object_set_new(p->tree, "generator", json_string("teiten " TEITEN_VERSION));
	(void)json_object_set_new(p->tree, "month", json_string(month));
	(void)json_object_set_new(p->tree, "time_zone", zone[0] ? json_string(zone) : json_null());
	(void)json_object_set_new(p->tree, "months", month_names(&p->days));
	(void)json_object_set_new(p->tree, "days", day_names(&p->days));
	(void)json_object_set_new(p->tree, "published", json_false());
	(void)json_object_set_new(p->tree, "publication",
				  json_pack("{s:i, s:i}", "min_points", (int)p->options->points, "folded_cells", 0));
}

int summary_make(struct store *s, const struct summary_options *options, struct json_t **out, struct err *err)
{
	struct knowledge *knowledge = NULL;
	struct parts p = {.store = s, .options = options, .days = frame_days_of(options->month), .tree = json_object()};
	int code = p.tree ? knowledge_open(&knowledge, err) : err_set(err, ERR_NOMEM, "no memory for the summary");
	p.knowledge = knowledge;
	if (!code)
		code = coverage_read(s, &p.days, options->now_us, &p.coverage, err);
	if (!code)
		code = rank_services(s, options, &p.days, &p.services, err);
	if (!code)
		code = rank_regions(s, options, &p.days, knowledge, &p.regions, err);
	if (!code) {
		add_head(&p);
		code = parts_coverage(&p, err);
	}
	if (!code)
		code = parts_totals(&p, err);
	if (!code)
		code = parts_series(&p, err);
	if (!code)
		code = parts_tables(&p, err);
	if (!code)
		code = parts_changes(&p, err);
	if (!code)
		code = parts_sections(&p, err);
	if (!code)
		code = parts_episodes(&p, err);
	if (!code)
		code = parts_logins(&p, err);
	if (!code)
		code = parts_tools(&p, err);
	if (!code)
		code = parts_surveys(&p, err);
	if (!code)
		code = parts_attacks(&p, err);
	if (!code)
		code = parts_conduct(&p, err);
	if (!code)
		code = parts_payloads(&p, err);
	if (!code)
		code = parts_messages(&p, err);
	rank_done(&p.services);
	rank_done(&p.regions);
	coverage_done(&p.coverage);
	knowledge_close(knowledge);
	if (code)
		json_decref(p.tree);
	else
		*out = p.tree;
	return code;
}
