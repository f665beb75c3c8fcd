/* Sections 3 and 4: six months, hours, regions, kinds, coverage, calendar, map. */
#include "report/sections.h"

#include "base/civil.h"
#include "report/look.h"
#include "report/number.h"

#include <jansson.h>
#include <stdio.h>
#include <string.h>

#define N_(msgid) msgid /* for xgettext: translated where it is used */

static const char *range(struct page *p)
{
	return number_months(p, json_object_get(p->summary, "months"));
}

static const json_t *table_of(const struct page *p, const char *section, const char *by, const char *count)
{
	return json_object_get(json_object_get(json_object_get(p->summary, section), by), count);
}

/* The largest part of the six months, and its share in the first and the last month that were observed. */
static void tell_months(struct page *p, const char *by, const char *entries)
{
	const json_t *series = table_of(p, "half_year", by, "accesses");
	const json_t *monthly = json_object_get(p->summary, "monthly");
	const json_t *months = json_object_get(p->summary, "months");
	const json_t *names = json_object_get(p->summary, entries);
	double all = 0;
	double most = 0;
	const json_t *first = NULL;
	const json_t *row = NULL;
	size_t i;
	const json_t *one;
	json_array_foreach(series, i, one)
	{
		const json_t *name = json_array_get(names, i);
		double sum = look_sum(one);
		all += sum;
		if (sum > most && strcmp(look_text(name, "key"), "other") != 0) {
			most = sum;
			first = name;
			row = one;
		}
	}
	if (!first || look_nulls(row) != look_nulls(json_array_get(series, json_array_size(series) - 1)))
		return; /* a month of it is in "other": its sum is not known */
	page_sentence(p, page_fill(p, "Over all these months, the largest share belongs to {0} ({1}).",
				   look_label(p, first), number_percent(p, most, all), NULL));
	int from = look_greatest(row) < 0 ? -1 : 0;
	int to = (int)json_array_size(row) - 1;
	while (from >= 0 && from < to && !json_is_number(json_array_get(row, (size_t)from)))
		from++;
	if (from < 0 || from >= to || !json_is_number(json_array_get(row, (size_t)to)))
		return;
	double whole[2] = {look_number(json_array_get(monthly, (size_t)from), "accesses"),
			   look_number(json_array_get(monthly, (size_t)to), "accesses")};
	const char *from_month = json_string_value(json_array_get(months, (size_t)from));
	const char *to_month = json_string_value(json_array_get(months, (size_t)to));
	if (whole[0] > 0 && whole[1] > 0 && from_month && to_month)
		page_sentence(p, page_fill(p, "It was {0} in {1} and {2} in {3}.",
					   number_percent(p, look_at(row, from), whole[0]), number_month(p, from_month),
					   number_percent(p, look_at(row, to), whole[1]), number_month(p, to_month),
					   NULL));
}

static void tell_missing_months(struct page *p)
{
	int missing = 0;
	int hidden = 0;
	size_t i;
	const json_t *month;
	json_array_foreach(json_object_get(p->summary, "monthly"), i, month)
	{
		bool is_hidden = look_hidden_month(month);
		hidden += is_hidden;
		missing += !is_hidden && !look_has(month, "accesses_per_point_day");
	}
	if (hidden)
		page_sentence(
		    p, page_fill_n(p,
				   "In one of the six months too few points were observing for its numbers to be "
				   "published; it is left empty.",
				   "In {0} of the six months too few points were observing for their numbers to "
				   "be published; they are left empty.",
				   hidden, number_count(p, hidden), NULL));
	if (missing)
		page_sentence(p, page_fill_n(p, "One of the six months was not observed and is left empty.",
					     "{0} of the six months were not observed and are left empty.", missing,
					     number_count(p, missing), NULL));
}

void section_half_year(struct page *p)
{
	page_section_begin(p, 2, "3", page_fill(p, "Six months", NULL));
	page_section_begin(p, 3, "3.1", page_fill(p, "Shares of the destinations, {0}", range(p), NULL));
	page_paragraph_begin(p, NULL);
	page_sentence(p, page_fill(p, "Each column is the whole of a month; its parts are the destinations.", NULL));
	tell_missing_months(p);
	tell_months(p, "service", "services");
	page_paragraph_end(p);
	page_figure(p, "fig3_1_1");
	page_figure(p, "fig3_1_2");
	page_section_end(p);
	page_section_begin(p, 3, "3.2", page_fill(p, "Shares of the source regions, {0}", range(p), NULL));
	page_paragraph_begin(p, NULL);
	page_sentence(p, page_fill(p, "The same months, by the region of the sources.", NULL));
	tell_months(p, "region", "regions");
	page_paragraph_end(p);
	page_figure(p, "fig3_2_1");
	page_figure(p, "fig3_2_2");
	page_section_end(p);
	page_section_end(p);
}

static const char *hour_text(struct page *p, int hour)
{
	char plain[24];
	(void)snprintf(plain, sizeof(plain), "%d", hour);
	return page_keep(p, plain);
}

static void tell_hours(struct page *p, const char *key, const char *time, const char *msgid, bool withheld)
{
	json_t *total = look_total(json_object_get(json_object_get(p->summary, "hourly"), key));
	int most = look_greatest(total);
	int least = look_least(total);
	if (most >= 0 && look_nulls(total))
		page_sentence(
		    p,
		    page_fill(p,
			      "Of {0}, the accesses of some hours are withheld so that nothing can be told of single "
			      "points; the hours with most and fewest accesses are therefore not named.",
			      time, NULL));
	else if (most >= 0 && look_at(total, most) > 0)
		page_sentence(p, page_fill(p, msgid, hour_text(p, most),
					   number_count(p, (long long)look_at(total, most)), hour_text(p, least),
					   number_count(p, (long long)look_at(total, least)), time, NULL));
	else if (most < 0 && withheld)
		page_sentence(p, page_fill(p,
					   "Figure 4.1.1 is left empty: the hours of {0}, less the months that are "
					   "published, would give the one that is not.",
					   time, NULL));
	json_decref(total);
}

static bool some_month_hidden(const struct page *p)
{
	size_t i;
	const json_t *month;
	json_array_foreach(json_object_get(p->summary, "monthly"), i, month)
	{
		if (look_hidden_month(month))
			return true;
	}
	return false;
}

static void hours(struct page *p)
{
	const char *zone = look_text(p->summary, "time_zone");
	page_section_begin(p, 3, "4.1", page_fill(p, "Hours of the day, {0}", range(p), NULL));
	page_paragraph_begin(p, NULL);
	if (*zone)
		page_sentence(p, page_fill(p, "Hours are those of the time zone {0}.", zone, NULL));
	else
		page_sentence(p, page_fill(p, "Hours are those of each observation point's own time zone.", NULL));
	tell_hours(
	    p, "half_year", range(p),
	    N_("Over the six months, most accesses came in the hour from {0}:00 ({1}) and fewest in the hour from "
	       "{2}:00 ({3})."),
	    some_month_hidden(p));
	tell_hours(p, "month", number_month(p, look_month(p)),
		   N_("In {4}, most came in the hour from {0}:00 ({1}) and fewest in the hour from {2}:00 ({3})."),
		   false);
	page_paragraph_end(p);
	page_figure(p, "fig4_1_1");
	page_figure(p, "fig4_1_2");
	page_section_end(p);
}

static void regions(struct page *p)
{
	const char *month = number_month(p, look_month(p));
	page_section_begin(p, 3, "4.2", page_fill(p, "Regions and their destinations in {0}", month, NULL));
	page_paragraph(
	    p, page_fill(p,
			 "Figures 4.2.1 and 4.2.2 divide the accesses of the month by destination and by source "
			 "region; figure 4.2.3 shows what each region's accesses were aimed at.",
			 NULL));
	page_figure(p, "fig4_2_1");
	page_figure(p, "fig4_2_2");
	page_figure(p, "fig4_2_3");
	page_section_end(p);
}

/* Shares of the kinds that are published, and how many are not. */
static void tell_kinds(struct page *p)
{
	const json_t *probe = look_keyed(p, "kinds", "probe");
	const json_t *backscatter = look_keyed(p, "kinds", "backscatter");
	double all = look_number(json_object_get(p->summary, "totals"), "accesses");
	int hidden = 0;
	size_t i;
	const json_t *kind;
	json_array_foreach(json_object_get(p->summary, "kinds"), i, kind) hidden += !look_has(kind, "accesses");
	if (!(all > 0))
		return;
	const char *probes = number_percent(p, look_number(probe, "accesses"), all);
	const char *answers = number_percent(p, look_number(backscatter, "accesses"), all);
	if (look_has(probe, "accesses") && look_has(backscatter, "accesses"))
		page_sentence(
		    p, page_fill(p,
				 "Of the accesses, {0} were probes that look for something, and {1} were "
				 "backscatter: answers to packets that somebody else sent with a forged address.",
				 probes, answers, NULL));
	else if (look_has(probe, "accesses"))
		page_sentence(p,
			      page_fill(p, "Of the accesses, {0} were probes that look for something.", probes, NULL));
	else if (look_has(backscatter, "accesses"))
		page_sentence(p, page_fill(p,
					   "Of the accesses, {0} were backscatter: answers to packets that somebody "
					   "else sent with a forged address.",
					   answers, NULL));
	if (hidden)
		page_sentence(
		    p,
		    page_fill_n(p, "The number of one kind is withheld so that nothing can be told of single points.",
				"The numbers of {0} kinds are withheld so that nothing can be told of single points.",
				hidden, number_count(p, hidden), NULL));
}

/* Days that were observed, but of which the kinds are not published. */
static int hidden_days(const struct page *p)
{
	const json_t *kinds = table_of(p, "daily", "kind", "accesses");
	const json_t *total = table_of(p, "daily", "total", "accesses");
	int hidden = 0;
	size_t day;
	const json_t *all;
	json_array_foreach(total, day, all)
	{
		bool gap = false;
		size_t i;
		const json_t *kind;
		json_array_foreach(kinds, i, kind) gap |= json_is_null(json_array_get(kind, day));
		hidden += gap && json_is_number(all);
	}
	return hidden;
}

static void kinds(struct page *p)
{
	int hidden = hidden_days(p);
	page_section_begin(p, 3, "4.3", page_fill(p, "Kinds of accesses in {0}", number_month(p, look_month(p)), NULL));
	page_paragraph_begin(p, NULL);
	tell_kinds(p);
	page_sentence(
	    p, page_fill(p,
			 "Backscatter is the trace of an attack on somebody else; the observation point happens to "
			 "have the forged address.",
			 NULL));
	if (hidden)
		page_sentence(
		    p, page_fill_n(p,
				   "On one day a kind was seen by too few points to be published; it is missing from "
				   "the figure, although the day was observed.",
				   "On {0} days a kind was seen by too few points to be published; it is missing from "
				   "the figure, although the days were observed.",
				   hidden, number_count(p, hidden), NULL));
	page_paragraph_end(p);
	page_figure(p, "fig_kinds");
	page_section_end(p);
}

static void coverage(struct page *p)
{
	const json_t *t = json_object_get(p->summary, "totals");
	const json_t *daily = json_object_get(json_object_get(p->summary, "coverage"), "daily");
	const json_t *days = json_object_get(p->summary, "days");
	double possible = look_number(t, "possible_point_days");
	double observed = look_number(t, "point_days");
	int least = look_least(daily);
	const char *day = least < 0 ? NULL : json_string_value(json_array_get(days, (size_t)least));
	page_section_begin(p, 3, "4.4",
			   page_fill(p, "How much was observed in {0}", number_month(p, look_month(p)), NULL));
	page_paragraph_begin(p, NULL);
	if (possible > 0)
		page_sentence(p, page_fill(p, "{0} of {1} possible point-days were observed: {2}.",
					   number_plain(p, observed), number_plain(p, possible),
					   number_percent(p, observed, possible), NULL));
	else
		page_sentence(p, page_fill(p, "Nothing was observed in {0}.", number_month(p, look_month(p)), NULL));
	if (day && observed > 0 && look_at(daily, least) < look_at(daily, look_greatest(daily)))
		page_sentence(p, page_fill(p, "The day with least observation was {0} ({1} point-days).",
					   number_day(p, day), number_plain(p, look_at(daily, least)), NULL));
	page_paragraph_end(p);
	page_figure(p, "fig_coverage");
	page_section_end(p);
}

/* The day that is i days after `from`, "2005-06-01". */
static const char *calendar_day(struct page *p, int i)
{
	char day[CIVIL_TEXT_MAX];
	int32_t first;
	if (day_parse(look_text(json_object_get(p->summary, "calendar"), "from"), &first))
		return "–";
	day_text(first + i, day);
	return number_day(p, day);
}

static void calendar(struct page *p)
{
	const json_t *accesses = json_object_get(json_object_get(p->summary, "calendar"), "accesses");
	int most = look_greatest(accesses);
	int missing = look_nulls(accesses);
	bool guarded = missing && look_least_points(p) > 1;
	const char *msgid = guarded ? N_("Of the days that are published, {0} had most accesses with {1}.")
				    : N_("The day with most accesses was {0} with {1}.");
	page_section_begin(p, 3, "4.5", page_fill(p, "Calendar, {0}", range(p), NULL));
	page_paragraph_begin(p, NULL);
	if (most >= 0)
		page_sentence(p, page_fill(p, msgid, calendar_day(p, most),
					   number_count(p, (long long)look_at(accesses, most)), NULL));
	else if (!look_observed(p))
		page_sentence(p, page_fill(p, "None of these days was observed.", NULL));
	/* of the months before, the summary does not say which days were observed */
	if (guarded && (most >= 0 || look_observed(p)))
		page_sentence(
		    p,
		    page_fill_n(p,
				"One day is hatched or dotted: it was not observed, or its number is withheld so that "
				"nothing can be told of single points.",
				"{0} days are hatched or dotted: they were not observed, or their numbers are withheld "
				"so that nothing can be told of single points.",
				missing, number_count(p, missing), NULL));
	else if (most >= 0 && missing)
		page_sentence(p, page_fill_n(p, "One day without observation is hatched.",
					     "{0} days without observation are hatched.", missing,
					     number_count(p, missing), NULL));
	page_paragraph_end(p);
	page_figure(p, "fig_calendar");
	page_section_end(p);
}

static void map(struct page *p)
{
	const json_t *list = json_object_get(p->summary, "map");
	size_t count = json_array_size(list);
	long long least = look_least_points(p);
	page_section_begin(p, 3, "4.6",
			   page_fill(p, "Map of the sources in {0}", number_month(p, look_month(p)), NULL));
	page_paragraph_begin(p, NULL);
	if (count)
		page_sentence(p, page_fill_n(p, "One region is shown.", "{0} regions are shown.", (long long)count,
					     number_count(p, (long long)count), NULL));
	else
		page_sentence(p, page_fill(p, "There is no region to show.", NULL));
	if (least > 1)
		page_sentence(
		    p,
		    page_fill(
			p,
			"Regions that fewer than {0} observation points saw are shown like those without any access.",
			number_count(p, least), NULL));
	page_sentence(
	    p, page_fill(
		   p,
		   "The stronger the colour, the more accesses came from there; the steps grow tenfold, because a few "
		   "regions send most of them.",
		   NULL));
	page_paragraph_end(p);
	page_figure(p, "fig_map");
	page_section_end(p);
}

void section_other(struct page *p)
{
	page_section_begin(p, 2, "4", page_fill(p, "Other statistics", NULL));
	hours(p);
	regions(p);
	kinds(p);
	coverage(p);
	calendar(p);
	map(p);
	section_explained(p);
	section_attacks(p);
	page_section_end(p);
}
