/* Within section 4.7: accesses of those who survey the whole internet and say so. */
#include "report/sections.h"

#include "report/look.h"
#include "report/number.h"
#include "report/table.h"

#include <jansson.h>

static const char *in_language(const struct page *p, const json_t *label)
{
	return look_text(label, p->language == LANGUAGE_JA ? "ja" : "en");
}

static json_t *text(const char *plain)
{
	return json_string(plain);
}

/* {"columns", "rows"} for table_page. */
static json_t *table_of(struct page *p, const json_t *shown)
{
	json_t *rows = json_array();
	size_t i;
	const json_t *one;
	json_array_foreach(shown, i, one)
	{
		json_t *row = json_array();
		(void)json_array_append_new(row, text(look_label(p, one)));
		(void)json_array_append_new(row, text(in_language(p, json_object_get(one, "purpose"))));
		(void)json_array_append(row, json_object_get(one, "accesses"));
		(void)json_array_append(row, json_object_get(one, "distinct_sources"));
		(void)json_array_append(row, json_object_get(one, "days"));
		(void)json_array_append_new(rows, row);
	}
	json_t *columns = json_array();
	(void)json_array_append_new(columns, text(page_fill(p, "Who surveys", NULL)));
	(void)json_array_append_new(columns, text(page_fill(p, "What for", NULL)));
	(void)json_array_append_new(columns, text(page_fill(p, "Accesses", NULL)));
	(void)json_array_append_new(columns, text(page_fill(p, "Distinct sources", NULL)));
	(void)json_array_append_new(columns, text(page_fill(p, "Days", NULL)));
	return json_pack("{s:o, s:o}", "columns", columns, "rows", rows);
}

void section_surveys(struct page *p)
{
	const json_t *surveys = json_object_get(p->summary, "surveys");
	const json_t *shown = json_object_get(surveys, "shown");
	double accesses = look_number(surveys, "accesses");
	double all = look_number(json_object_get(p->summary, "totals"), "accesses");
	if (!(accesses > 0) || !(all > 0))
		return;
	page_element(p, "h4", NULL, page_fill(p, "Survey scans", NULL));
	page_paragraph_begin(p, NULL);
	page_sentence(p, page_fill(p,
				   "{0} accesses ({1} of all) from {2} distinct sources came from networks of "
				   "organisations that survey the whole internet and say so.",
				   number_count(p, (long long)accesses), number_percent(p, accesses, all),
				   number_count(p, look_count(surveys, "distinct_sources")), NULL));
	page_sentence(
	    p, page_fill(p,
			 "They look for what is open without breaking into it, and leave alone whoever asks them "
			 "to. Who wants to know what others prepare should look at the rest.",
			 NULL));
	page_paragraph_end(p);
	if (!json_array_size(shown))
		return;
	json_t *table = table_of(p, shown);
	table_page(p, table);
	json_decref(table);
}
