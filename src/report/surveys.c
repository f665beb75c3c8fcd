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

static void show_table(struct page *p, const json_t *shown)
{
	json_t *rows = json_array();
	size_t i;
	const json_t *one;
	json_array_foreach(shown, i, one)(void) json_array_append_new(
	    rows, json_pack("[s, s, O, O, O]", look_label(p, one), in_language(p, json_object_get(one, "purpose")),
			    json_object_get(one, "accesses"), json_object_get(one, "distinct_sources"),
			    json_object_get(one, "days")));
	table_rows(p,
		   json_pack("[s, s, s, s, s]", page_fill(p, "Who surveys", NULL), page_fill(p, "What for", NULL),
			     page_fill(p, "Accesses", NULL), page_fill(p, "Distinct sources", NULL),
			     page_fill(p, "Days", NULL)),
		   rows);
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
	if (json_array_size(shown))
		show_table(p, shown);
}
