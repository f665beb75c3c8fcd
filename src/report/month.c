/* Section 2: the month by service (2.1, 2.2) and by region (2.3). */
#include "report/sections.h"

#include "report/look.h"
#include "report/number.h"
#include "report/tell.h"

#include <jansson.h>
#include <string.h>

#define NAMED 3         /* of the largest, in a sentence */
#define N_(msgid) msgid /* for xgettext: translated where it is used */

static double total(const struct page *p, const char *key)
{
	return look_number(json_object_get(p->summary, "totals"), key);
}

static const char *day_at(struct page *p, int i)
{
	const char *day =
	    i < 0 ? NULL : json_string_value(json_array_get(json_object_get(p->summary, "days"), (size_t)i));
	return number_day(p, day ? day : "");
}

static void tell_days(struct page *p)
{
	const json_t *daily =
	    json_object_get(json_object_get(json_object_get(p->summary, "daily"), "total"), "accesses");
	int most = look_greatest(daily);
	int least = look_least(daily);
	int hidden = look_hidden_days(p);
	int missing = most < 0 ? 0 : look_nulls(daily) - hidden;
	const char *msgid =
	    hidden ? N_("Of the days that are published, {0} had most accesses with {1}, and {2} fewest with {3}.")
		   : N_("The day with most accesses was {0} with {1}; the day with fewest, {2} with {3}.");
	if (most >= 0)
		page_sentence(p, page_fill(p, msgid, day_at(p, most), number_count(p, (long long)look_at(daily, most)),
					   day_at(p, least), number_count(p, (long long)look_at(daily, least)), NULL));
	if (hidden)
		page_sentence(
		    p, page_fill_n(p,
				   "The numbers of one day are withheld so that nothing can be told of single points; "
				   "it was observed, and is dotted in the figures.",
				   "The numbers of {0} days are withheld so that nothing can be told of single points; "
				   "they were observed, and are dotted in the figures.",
				   hidden, number_count(p, hidden), NULL));
	if (missing)
		page_sentence(p, page_fill_n(p, "One day was not observed at all and is hatched in the figures.",
					     "{0} days were not observed at all and are hatched in the figures.",
					     missing, number_count(p, missing), NULL));
}

static void by_service(struct page *p)
{
	page_section_begin(p, 3, "2.1",
			   page_fill(p, "Unsolicited accesses in {0}", number_month(p, look_month(p)), NULL));
	page_paragraph_begin(p, NULL);
	page_sentence(p,
		      page_fill(p, "Figure 2.1.1 shows the accesses of each day by destination (kind of port).", NULL));
	tell_days(p);
	page_paragraph_end(p);
	page_figure(p, "fig2_1_1");
	page_paragraph(
	    p, page_fill(p,
			 "Figure 2.1.2 shows the sources in the same way. A source counts once for each day, point "
			 "and destination port: {0} cumulative sources in the month, made by {1} distinct ones.",
			 number_count(p, (long long)total(p, "cumulative_sources")),
			 number_count(p, (long long)total(p, "distinct_sources")), NULL));
	page_figure(p, "fig2_1_2");
	page_section_end(p);
}

static void tell_largest(struct page *p, const json_t *entries, const char *key, const char *one, const char *several)
{
	int count;
	const char *list = look_largest(p, entries, key, total(p, key), NAMED, &count);
	if (count)
		page_sentence(p, page_fill(p, count > 1 ? several : one, list, NULL));
}

static void shares(struct page *p)
{
	const json_t *services = json_object_get(p->summary, "services");
	page_section_begin(p, 3, "2.2",
			   page_fill(p, "Shares of the destinations in {0}", number_month(p, look_month(p)), NULL));
	page_paragraph_begin(p, NULL);
	if (!look_first(services, "accesses"))
		page_sentence(p, page_fill(p, "There are no accesses to divide.", NULL));
	tell_largest(p, services, "accesses", N_("Of all accesses, the largest share went to {0}."),
		     N_("Of all accesses, the largest shares went to {0}."));
	tell_largest(p, services, "cumulative_sources", N_("Counted by sources, {0} comes first."),
		     N_("Counted by sources, the order is {0}."));
	if (look_first(services, "accesses"))
		page_sentence(
		    p,
		    page_fill(p,
			      "A destination with a greater share of the accesses than of the sources is accessed many "
			      "times by each of them.",
			      NULL));
	page_paragraph_end(p);
	page_figure(p, "fig2_2_1");
	page_figure(p, "fig2_2_2");
	page_section_end(p);
}

/* What the first region's accesses were aimed at most. */
static void tell_aim(struct page *p, const json_t *region)
{
	const json_t *regions = json_object_get(p->summary, "regions");
	const json_t *services = json_object_get(p->summary, "services");
	const json_t *rows = json_object_get(p->summary, "region_service");
	size_t i;
	const json_t *one;
	json_array_foreach(regions, i, one)
	{
		const json_t *row = one == region ? json_array_get(rows, i) : NULL;
		int most = row ? look_greatest(row) : -1;
		if (most < 0 || !(look_at(row, most) > 0))
			continue;
		const json_t *service = json_array_get(services, (size_t)most);
		if (!strcmp(look_text(service, "key"), "other"))
			continue;
		page_sentence(p,
			      page_fill(p, "What came from {0} was aimed most at {1} ({2} of it).",
					look_label(p, region), look_label(p, service),
					number_percent(p, look_at(row, most), look_number(region, "accesses")), NULL));
	}
}

static void by_region(struct page *p)
{
	const json_t *regions = json_object_get(p->summary, "regions");
	const json_t *first = look_first(regions, "accesses");
	page_section_begin(p, 3, "2.3",
			   page_fill(p, "Accesses by source region in {0}", number_month(p, look_month(p)), NULL));
	page_paragraph_begin(p, NULL);
	page_sentence(
	    p, page_fill(p,
			 "The region is the country to which the source's address is registered; the person behind "
			 "an access may be somewhere else.",
			 NULL));
	tell_largest(p, regions, "accesses", N_("Of all accesses, the largest share came from {0}."),
		     N_("Of all accesses, the largest shares came from {0}."));
	if (first)
		tell_aim(p, first);
	tell_largest(p, regions, "cumulative_sources", N_("Counted by sources, {0} comes first."),
		     N_("Counted by sources, the order is {0}."));
	page_paragraph_end(p);
	page_figure(p, "fig2_3_1");
	page_figure(p, "fig2_3_2");
	page_section_end(p);
}

#define EXPLAINED 3

/* What the largest destinations are and why they are accessed, each explanation once. */
static void explain_largest(struct page *p)
{
	const struct knowledge_entry *before[EXPLAINED] = {NULL};
	size_t count = 0;
	size_t i;
	const json_t *service;
	json_array_foreach(json_object_get(p->summary, "services"), i, service)
	{
		const struct knowledge_entry *entry = look_entry(p, service);
		bool known = !entry || !(look_number(service, "accesses") > 0);
		for (size_t k = 0; k < count; k++)
			known |= before[k] == entry;
		if (known || count == EXPLAINED)
			continue;
		if (!count)
			page_markup(p, "<dl class=\"terms\">\n");
		before[count++] = entry;
		const struct knowledge_text *t = &entry->text[p->language];
		page_element(p, "dt", NULL, look_label(p, service));
		page_markup(p, "<dd>");
		page_element(p, "strong", NULL, t->name);
		page_markup(p, "<br>");
		page_text(p, t->why);
		page_markup(p, "</dd>\n");
	}
	if (count)
		page_markup(p, "</dl>\n");
}

static void tell_month(struct page *p)
{
	const json_t *services = json_object_get(p->summary, "services");
	const json_t *first = look_first(services, "accesses");
	if (!first)
		return;
	page_paragraph_begin(p, NULL);
	tell_largest(p, services, "accesses", N_("Most accessed was {0}."), N_("Most accessed were {0}."));
	tell_concentration(p);
	page_sentence(p, page_fill(p, "All destinations that this report names are explained in section 5.", NULL));
	page_paragraph_end(p);
	explain_largest(p);
	page_element(p, "h3", NULL, page_fill(p, "What is particular about this month", NULL));
	tell_particular(p);
	tell_advice(p);
}

void section_month(struct page *p)
{
	page_section_begin(p, 2, "2", page_fill(p, "The month: {0}", number_month(p, look_month(p)), NULL));
	if (look_observed(p))
		tell_month(p);
	else
		page_paragraph(p,
			       page_fill(p, "There was no observation in {0}; the figures of this section are empty.",
					 number_month(p, look_month(p)), NULL));
	by_service(p);
	shares(p);
	by_region(p);
	section_groups(p);
	section_maintenance(p);
	page_section_end(p);
}
