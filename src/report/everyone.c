/* Section 1: what the month means for somebody who only uses the internet. */
#include "report/sections.h"

#include "report/look.h"
#include "report/number.h"
#include "report/tell.h"

#include <jansson.h>
#include <math.h>
#include <string.h>

#define SAME 0.005 /* a change of less than half a percent is none to a reader */

static const json_t *totals(const struct page *p)
{
	return json_object_get(p->summary, "totals");
}

static void card(struct page *p, const char *label, const char *number, const char *unit)
{
	page_markup(p, "<div class=\"card\">");
	page_element(p, "dt", NULL, label);
	page_markup(p, "<dd>");
	page_element(p, "span", "large", number);
	page_element(p, "span", "unit", unit);
	page_markup(p, "</dd></div>\n");
}

/* "4 to 5", or "4" when both are the same. */
static const char *per_source(struct page *p)
{
	long long low = look_count(totals(p), "accesses_per_source_low");
	long long high = look_count(totals(p), "accesses_per_source_high");
	if (low == high)
		return number_count(p, low);
	/* TRANSLATORS: a range of numbers in a card, such as 4 to 5 */
	return page_fill(p, "{0}–{1}", number_count(p, low), number_count(p, high), NULL);
}

static void cards(struct page *p)
{
	const json_t *t = totals(p);
	long long points = look_count(json_object_get(p->summary, "points"), "observing");
	page_markup(p, "<dl class=\"cards\">\n");
	card(p, page_fill(p, "Unsolicited accesses", NULL), number_count(p, look_count(t, "accesses")),
	     page_fill_n(p, "at one observation point", "at {0} observation points", points, number_count(p, points),
			 NULL));
	card(p, page_fill(p, "Accesses per point and day", NULL),
	     number_average(p, look_number(t, "accesses_per_point_day")), page_fill(p, "on average", NULL));
	card(p, page_fill(p, "Sources per point and day", NULL),
	     number_average(p, look_number(t, "sources_per_point_day")), page_fill(p, "on average", NULL));
	if (look_has(t, "accesses_per_source_low"))
		card(p, page_fill(p, "Accesses per source", NULL), per_source(p), page_fill(p, "times a day", NULL));
	double possible = look_number(t, "possible_point_days");
	card(p, page_fill(p, "Coverage", NULL), number_percent(p, look_number(t, "point_days"), possible),
	     page_fill(p, "{0} of {1} point-days", number_plain(p, look_number(t, "point_days")),
		       number_plain(p, possible), NULL));
	page_markup(p, "</dl>\n");
}

static void tell_totals(struct page *p)
{
	const json_t *t = totals(p);
	long long points = look_count(json_object_get(p->summary, "points"), "observing");
	page_paragraph_begin(p, "lead");
	page_sentence(p, page_fill_n(p, "In {0}, the one observation point received {2} unsolicited accesses.",
				     "In {0}, the {1} observation points received {2} unsolicited accesses in all.",
				     points, number_month(p, look_month(p)), number_count(p, points),
				     number_count(p, look_count(t, "accesses")), NULL));
	page_sentence(p, page_fill(p, "At one point and on one day, that is {0} accesses from {1} sources.",
				   number_average(p, look_number(t, "accesses_per_point_day")),
				   number_average(p, look_number(t, "sources_per_point_day")), NULL));
	page_paragraph_end(p);
}

static void tell_meaning(struct page *p)
{
	const json_t *t = totals(p);
	long long low = look_count(t, "accesses_per_source_low");
	long long high = look_count(t, "accesses_per_source_high");
	const char *sources = number_average(p, look_number(t, "sources_per_point_day"));
	page_paragraph_begin(p, NULL);
	page_sentence(p,
		      page_fill(p,
				"An observation point is connected to the internet as an ordinary home or office is, "
				"so about as much can be expected to reach your own connection.",
				NULL));
	if (look_has(t, "accesses_per_source_low") && low == high)
		page_sentence(p, page_fill_n(p,
					     "In other words: every day about {0} strangers (sources) came to your "
					     "computer or router, each of them once.",
					     "In other words: every day about {0} strangers (sources) came to your "
					     "computer or router, and each source came {1} times.",
					     low, sources, number_count(p, low), NULL));
	else if (look_has(t, "accesses_per_source_low"))
		page_sentence(p, page_fill(p,
					   "In other words: every day about {0} strangers (sources) came to your "
					   "computer or router, and each source came {1} to {2} times.",
					   sources, number_count(p, low), number_count(p, high), NULL));
	page_paragraph_end(p);
	page_paragraph_begin(p, NULL);
	page_sentence(p,
		      page_fill(p,
				"Most of these accesses come from programs that look for computers and devices with a "
				"weakness, day and night and without choosing anybody.",
				NULL));
	page_sentence(p, page_fill(p,
				   "Being accessed does no harm in itself: what is kept up to date and stands behind a "
				   "router or firewall turns them away.",
				   NULL));
	page_sentence(p,
		      page_fill(p,
				"Leave automatic updates and the firewall switched on, and change the passwords with "
				"which routers, cameras and recorders were delivered.",
				NULL));
	page_paragraph_end(p);
}

struct change_words {
	const char *rose;
	const char *fell;
	const char *same;
};

static void tell_change(struct page *p, double before, double after, const struct change_words *words)
{
	const char *month = number_month(p, look_previous(p));
	const char *from = number_average(p, before);
	const char *to = number_average(p, after);
	double change = before > 0 ? (after - before) / before : 0;
	const char *share = number_percent(p, fabs(change), 1);
	const char *msgid = fabs(change) < SAME ? words->same : change > 0 ? words->rose : words->fell;
	page_sentence(p, page_fill(p, msgid, month, share, from, to, NULL));
}

#define N_(msgid) msgid /* for xgettext: translated where it is used */

/* Why there is nothing to compare this month with. */
static void tell_no_comparison(struct page *p, const json_t *before)
{
	const json_t *monthly = json_object_get(p->summary, "monthly");
	size_t months = json_array_size(monthly);
	const char *msgid = N_("There is no observation of {0} to compare this month with.");
	if (look_has(before, "accesses_per_point_day"))
		msgid = N_("{0} was observed, but no access came; there is no change in percent.");
	else if (months >= 2 && look_hidden_month(json_array_get(monthly, months - 2)))
		msgid = N_("In {0} too few points were observing for its numbers to be published, so this month is not "
			   "compared with it.");
	page_sentence(p, page_fill(p, msgid, number_month(p, look_previous(p)), NULL));
}

static void tell_comparison(struct page *p)
{
	static const struct change_words accesses = {
	    N_("Compared with {0}, accesses per point and day rose by {1}, from {2} to {3}."),
	    N_("Compared with {0}, accesses per point and day fell by {1}, from {2} to {3}."),
	    N_("Compared with {0}, accesses per point and day hardly changed: {2}, then {3}.")};
	static const struct change_words sources = {N_("Sources per point and day rose by {1}, from {2} to {3}."),
						    N_("Sources per point and day fell by {1}, from {2} to {3}."),
						    N_("Sources per point and day hardly changed: {2}, then {3}.")};
	const json_t *before = json_object_get(p->summary, "previous");
	const json_t *now = totals(p);
	page_paragraph_begin(p, NULL);
	page_sentence(p,
		      page_fill(p,
				"Figure 1 shows the accesses and sources per observation point and day for each month "
				"from {0}.",
				number_months(p, json_object_get(p->summary, "months")), NULL));
	if (look_has(before, "accesses_per_point_day") && look_number(before, "accesses_per_point_day") > 0) {
		tell_change(p, look_number(before, "accesses_per_point_day"),
			    look_number(now, "accesses_per_point_day"), &accesses);
		tell_change(p, look_number(before, "sources_per_point_day"), look_number(now, "sources_per_point_day"),
			    &sources);
	} else {
		tell_no_comparison(p, before);
	}
	page_paragraph_end(p);
	if (!tell_compared(p))
		return;
	page_paragraph_begin(p, NULL);
	tell_level(p);
	page_paragraph_end(p);
}

static void tell_coverage(struct page *p)
{
	const json_t *t = totals(p);
	double possible = look_number(t, "possible_point_days");
	page_paragraph_begin(p, "note");
	page_sentence(
	    p, page_fill(p,
			 "The averages of {0} rest on {1} observed of {2} possible point-days (coverage {3}); "
			 "time in which a point was not observing is left out of them.",
			 number_month(p, look_month(p)), number_plain(p, look_number(t, "point_days")),
			 number_plain(p, possible), number_percent(p, look_number(t, "point_days"), possible), NULL));
	page_paragraph_end(p);
}

void section_everyone(struct page *p)
{
	page_section_begin(p, 2, "1", page_fill(p, "To everyone who uses the internet", NULL));
	if (look_observed(p)) {
		tell_totals(p);
		cards(p);
		tell_meaning(p);
		page_figure(p, "fig1");
		tell_comparison(p);
		tell_coverage(p);
	} else {
		page_paragraph_begin(p, "lead");
		page_sentence(p, page_fill(p, "In {0} no point was observing, so this month has no numbers.",
					   number_month(p, look_month(p)), NULL));
		page_sentence(p,
			      page_fill(p,
					"That says nothing about the accesses themselves: unobserved time is not quiet "
					"time.",
					NULL));
		page_paragraph_end(p);
		page_figure(p, "fig1");
	}
	page_section_end(p);
}
