#include "report/tell.h"

#include "report/look.h"
#include "report/number.h"

#include <jansson.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#define N_(msgid) msgid /* for xgettext: translated where it is used */

const json_t *tell_next(const struct page *p, const char *type, size_t *at)
{
	const json_t *findings = json_object_get(p->summary, "findings");
	while (*at < json_array_size(findings)) {
		const json_t *one = json_array_get(findings, (*at)++);
		if (!type || !strcmp(look_text(one, "type"), type))
			return one;
	}
	return NULL;
}

const json_t *tell_first(const struct page *p, const char *type)
{
	size_t at = 0;
	return tell_next(p, type, &at);
}

bool tell_compared(const struct page *p)
{
	return tell_first(p, "level_steady") || tell_first(p, "level_up") || tell_first(p, "level_down");
}

double tell_number(const json_t *finding, const char *name)
{
	return look_number(json_object_get(finding, "numbers"), name);
}

static bool has_number(const json_t *finding, const char *name)
{
	return look_has(json_object_get(finding, "numbers"), name);
}

static const char *type_of(const json_t *finding)
{
	return look_text(finding, "type");
}

static const json_t *subject_of(const json_t *finding)
{
	return json_object_get(finding, "subject");
}

bool tell_rose(const json_t *finding)
{
	static const char *const types[] = {"surge", "day_surge", "entered_top", "first_seen"};
	if (strcmp(look_text(subject_of(finding), "kind"), "service") != 0)
		return false;
	for (size_t i = 0; i < sizeof(types) / sizeof(*types); i++)
		if (!strcmp(type_of(finding), types[i]))
			return true;
	return false;
}

/* 2.8; whole numbers as such. */
static const char *times(struct page *p, double ratio)
{
	return number_plain(p, nearbyint(ratio * 10) / 10);
}

static const char *rate(struct page *p, const json_t *finding, const char *name)
{
	return number_average(p, tell_number(finding, name));
}

static const char *when(struct page *p, const json_t *finding, const char *name)
{
	const char *text = look_text(json_object_get(finding, "numbers"), name);
	return strlen(text) > 7 ? number_day(p, text) : number_month(p, text);
}

/* {0} what, {1} its accesses per point and day, {2} times or percent, {3} expected, {4} since, {5} the month. */
struct change_words {
	const char *kind;
	const char *rose;
	const char *rose_since;
	const char *began;
	const char *fell;
	const char *fell_since;
};

static const struct change_words CHANGES[] = {
    {"service",
     N_("Accesses to {0} rose to {1} per point and day, {2} times the {3} that the months before let expect."),
     N_("Since {4}, accesses to {0} have been on a higher level: {1} per point and day in {5}, {2} times the {3} that "
	"the months "
	"before let expect."),
     N_("Accesses to {0} began: {1} per point and day, after none in the months before."),
     N_("Accesses to {0} fell to {1} per point and day, {2} of the {3} that the months before let expect."),
     N_("Since {4}, accesses to {0} have been on a lower level: {1} per point and day in {5}, {2} of the {3} that the "
	"months "
	"before "
	"let expect.")},
    {"region",
     N_("Accesses from {0} rose to {1} per point and day, {2} times the {3} that the months before let expect."),
     N_("Since {4}, accesses from {0} have been on a higher level: {1} per point and day in {5}, {2} times the {3} "
	"that the months "
	"before let expect."),
     N_("Accesses from {0} began: {1} per point and day, after none in the months before."),
     N_("Accesses from {0} fell to {1} per point and day, {2} of the {3} that the months before let expect."),
     N_("Since {4}, accesses from {0} have been on a lower level: {1} per point and day in {5}, {2} of the {3} that "
	"the months "
	"before let expect.")},
    {"pair", N_("Accesses from {0} to {6} rose to {1} per point and day, {2} times the {3} of the month before."), NULL,
     N_("Accesses from {0} to {6} began: {1} per point and day, after none the month before."),
     N_("Accesses from {0} to {6} fell to {1} per point and day, {2} of the {3} of the month before."), NULL}};

static const char *tell_change(struct page *p, const json_t *f)
{
	const char *kind = look_text(subject_of(f), "kind");
	const struct change_words *words = &CHANGES[0];
	for (size_t i = 0; i < sizeof(CHANGES) / sizeof(*CHANGES); i++)
		if (!strcmp(CHANGES[i].kind, kind))
			words = &CHANGES[i];
	bool rose = !strcmp(type_of(f), "surge");
	const char *from = look_text(json_object_get(f, "numbers"), "from");
	bool since = *from && strcmp(from, look_month(p)) != 0 && words->rose_since;
	const char *msgid = rose ? (since ? words->rose_since : words->rose) : since ? words->fell_since : words->fell;
	double value = tell_number(f, "value");
	double expected = tell_number(f, "expected");
	if (rose && !has_number(f, "ratio"))
		msgid = words->began;
	const json_t *service = look_keyed(p, "services", look_text(subject_of(f), "service"));
	const json_t *region = look_keyed(p, "regions", look_text(subject_of(f), "region"));
	const char *label = look_label(p, region ? region : subject_of(f));
	return page_fill(p, msgid, label, rate(p, f, "value"),
			 rose ? times(p, tell_number(f, "ratio")) : number_percent(p, value, expected),
			 rate(p, f, "expected"), since ? when(p, f, "from") : "", number_month(p, look_month(p)),
			 service ? look_label(p, service) : "", NULL);
}

static const char *tell_day_surge(struct page *p, const json_t *f)
{
	const json_t *numbers = json_object_get(f, "numbers");
	bool one = !strcmp(look_text(numbers, "from"), look_text(numbers, "to"));
	const char *msgid =
	    one ? N_("On {1}, {0} received {2} accesses, {3} times as many as on a usual day of the month.")
		: N_("From {1} to {4}, {0} received {2} accesses, {3} times as many as on usual days of the month.");
	return page_fill(p, msgid, look_label(p, subject_of(f)), when(p, f, "from"),
			 number_count(p, look_count(numbers, "accesses")), times(p, tell_number(f, "ratio")),
			 when(p, f, "to"), NULL);
}

static const char *tell_rank(struct page *p, const json_t *f)
{
	bool entered = !strcmp(type_of(f), "entered_top");
	const json_t *numbers = json_object_get(f, "numbers");
	const char *msgid =
	    entered ? N_("{0} is new among the most accessed destinations: place {2} with {1} accesses.")
		    : N_("{0} is no longer among the most accessed destinations: {1} accesses, after place {2} "
			 "the month before.");
	return page_fill(p, msgid, look_label(p, subject_of(f)), number_count(p, look_count(numbers, "accesses")),
			 number_count(p, look_count(numbers, entered ? "rank" : "rank_expected")), NULL);
}

static const char *tell_first_seen(struct page *p, const json_t *f)
{
	const json_t *numbers = json_object_get(f, "numbers");
	const char *label = look_label(p, subject_of(f));
	long long days = look_count(numbers, "days");
	if (has_number(f, "accesses"))
		return page_fill_n(
		    p, "{0} was accessed for the first time in these six months: {2} accesses on one day.",
		    "{0} was accessed for the first time in these six months: {2} accesses on {1} days.", days, label,
		    number_count(p, days), number_count(p, look_count(numbers, "accesses")), NULL);
	return page_fill_n(p, "{0} was accessed for the first time in these six months, on one day.",
			   "{0} was accessed for the first time in these six months, on {1} days.", days, label,
			   number_count(p, days), NULL);
}

static const char *tell_hours(struct page *p, const json_t *f)
{
	char gained[24];
	char lost[24];
	(void)snprintf(gained, sizeof(gained), "%d", (int)tell_number(f, "hour"));
	(void)snprintf(lost, sizeof(lost), "%d", (int)tell_number(f, "hour_expected"));
	return page_fill(
	    p,
	    "{0} was accessed at other hours than in the months before: {1} of its accesses moved; the hour "
	    "from {2}:00 gained most, and that from {3}:00 lost most.",
	    look_label(p, subject_of(f)), number_percent(p, tell_number(f, "value"), 1), page_keep(p, gained),
	    page_keep(p, lost), NULL);
}

/* "A (+355) and B (+20)": services with what they gained or lost. */
static const char *driver_list(struct page *p, const json_t *drivers)
{
	const char *list = "";
	size_t count = json_array_size(drivers);
	size_t i;
	const json_t *one;
	json_array_foreach(drivers, i, one)
	{
		double change = look_number(one, "change");
		const char *amount = number_average(p, fabs(change));
		/* TRANSLATORS: a service, and the accesses per point and day that it gained or lost */
		const char *item =
		    page_fill(p, change > 0 ? N_("{0} (+{1})") : N_("{0} (−{1})"), look_label(p, one), amount, NULL);
		if (i == 0)
			list = item;
		else
			list = page_fill(p, i + 1 < count ? N_("{0}, {1}") : N_("{0} and {1}"), list, item, NULL);
	}
	return list;
}

static const char *tell_quotient(struct page *p, const json_t *f)
{
	const json_t *drivers = json_object_get(json_object_get(f, "numbers"), "drivers");
	bool more = !strcmp(type_of(f), "more_accesses_fewer_sources");
	const char *msgid =
	    more ? N_("There were more accesses from fewer sources than in the months before: {0} accesses "
		      "per source, after {1}.")
		 : N_("There were fewer accesses from more sources than in the months before: {0} accesses "
		      "per source, after {1}.");
	const char *why =
	    more ? N_("{0} A reason is the increase of accesses to {1} per point and day: its sources come more "
		      "often than others.")
		 : N_("{0} A reason is the decrease of accesses to {1} per point and day: its sources come more "
		      "often than others.");
	const char *what =
	    page_fill(p, msgid, times(p, tell_number(f, "value")), times(p, tell_number(f, "expected")), NULL);
	/* TRANSLATORS: {0} is the sentence before, {1} a service with what it gained or lost */
	return json_array_size(drivers) ? page_fill(p, why, what, driver_list(p, drivers), NULL) : what;
}

static const char *tell_coverage(struct page *p, const json_t *f)
{
	const char *key = look_text(subject_of(f), "key");
	long long value = (long long)tell_number(f, "value");
	if (!strcmp(key, "months") && !value)
		return page_fill(p,
				 "None of the five months before was observed enough to compare with; three are needed "
				 "before anything is called a change.",
				 NULL);
	if (!strcmp(key, "months"))
		return page_fill_n(p,
				   "Of the five months before, one was observed enough to compare with; three are "
				   "needed before anything is called a change.",
				   "Of the five months before, {0} were observed enough to compare with; three are "
				   "needed before anything is called a change.",
				   value, number_count(p, value), NULL);
	if (!strcmp(key, "points"))
		return page_fill(p,
				 "{0} points were observing, after {1} in the months before: what seems a change may "
				 "be due to the other points.",
				 number_count(p, value), number_plain(p, tell_number(f, "expected")), NULL);
	return page_fill(p,
			 "Only {0} of {1} possible point-days were observed. Months with gaps are compared by what was "
			 "observed in them, and weigh less.",
			 number_plain(p, tell_number(f, "value")), number_plain(p, tell_number(f, "expected")), NULL);
}

const char *tell_sentence(struct page *p, const json_t *f)
{
	static const struct {
		const char *type;
		const char *(*tell)(struct page *p, const json_t *f);
	} all[] = {{"surge", tell_change},
		   {"drop", tell_change},
		   {"day_surge", tell_day_surge},
		   {"entered_top", tell_rank},
		   {"left_top", tell_rank},
		   {"first_seen", tell_first_seen},
		   {"hours_changed", tell_hours},
		   {"more_accesses_fewer_sources", tell_quotient},
		   {"fewer_accesses_more_sources", tell_quotient},
		   {"coverage", tell_coverage}};
	for (size_t i = 0; i < sizeof(all) / sizeof(*all); i++)
		if (!strcmp(type_of(f), all[i].type))
			return all[i].tell(p, f);
	return NULL;
}

static void tell_drivers(struct page *p, const json_t *f)
{
	const json_t *numbers = json_object_get(f, "numbers");
	const json_t *drivers = json_object_get(numbers, "drivers");
	double change = tell_number(f, "value") - tell_number(f, "expected");
	if (!*look_text(numbers, "from"))
		return;
	const char *due = change > 0
			      ? N_("The increase since {0}, by {1} per point and day, is due to accesses to {2}.")
			      : N_("The decrease since {0}, by {1} per point and day, is due to accesses to {2}.");
	const char *spread =
	    change > 0 ? N_("The increase since {0}, by {1} per point and day, is spread over many destinations.")
		       : N_("The decrease since {0}, by {1} per point and day, is spread over many destinations.");
	page_sentence(p, page_fill(p, json_array_size(drivers) ? due : spread, when(p, f, "from"),
				   number_average(p, fabs(change)), driver_list(p, drivers), NULL));
}

/* {0} in the month, {1} expected, {2} times, {3} since. */
static void tell_level_of(struct page *p, const char *key, const char *steady, const char *up, const char *down)
{
	size_t at = 0;
	const json_t *f;
	while ((f = tell_next(p, NULL, &at))) {
		const char *type = type_of(f);
		if (strncmp(type, "level_", 6) != 0 || strcmp(look_text(subject_of(f), "key"), key) != 0)
			continue;
		const char *msgid = !strcmp(type, "level_up") ? up : !strcmp(type, "level_down") ? down : steady;
		page_sentence(p, page_fill(p, msgid, rate(p, f, "value"), rate(p, f, "expected"),
					   msgid == down
					       ? number_percent(p, tell_number(f, "value"), tell_number(f, "expected"))
					       : times(p, tell_number(f, "ratio")),
					   msgid == steady ? "" : when(p, f, "from"), NULL));
		if (!strcmp(key, "accesses"))
			tell_drivers(p, f);
	}
}

void tell_level(struct page *p)
{
	tell_level_of(
	    p, "accesses",
	    N_("Compared with all the months before, the accesses are on the same level: {0}, where {1} were to "
	       "be expected. The situation is steady."),
	    N_("Compared with all the months before, the level has risen since {3}: {0} accesses, {2} times the "
	       "{1} that were to be expected."),
	    N_("Compared with all the months before, the level has fallen since {3}: {0} accesses, {2} of the "
	       "{1} that were to be expected."));
	tell_level_of(p, "sources",
		      N_("The number of sources is on the same level: {0}, where {1} were to be expected."),
		      N_("The number of sources has risen since {3}: {0}, {2} times the {1} that were to be expected."),
		      N_("The number of sources has fallen since {3}: {0}, {2} of the {1} that were to be expected."));
}

void tell_particular(struct page *p)
{
	size_t at = 0;
	size_t told = 0;
	size_t changes = 0;
	const json_t *f;
	while ((f = tell_next(p, NULL, &at))) {
		const char *sentence = tell_sentence(p, f);
		if (!sentence)
			continue;
		changes += strcmp(type_of(f), "coverage") != 0;
		page_markup(p, told++ ? "<li>" : "<ul class=\"findings\">\n<li>");
		page_text(p, sentence);
		if (page_has_figure(p, look_text(f, "figure"))) {
			page_text(p, p->language == LANGUAGE_EN ? " " : "");
			/* TRANSLATORS: after a sentence: the figure that shows it */
			page_text(p, page_fill(p, "(Figure {0})", page_figure_number(p, look_text(f, "figure")), NULL));
		}
		page_markup(p, "</li>\n");
	}
	if (told)
		page_markup(p, "</ul>\n");
	if (!changes && tell_compared(p))
		page_paragraph(
		    p, page_fill(p,
				 "Nothing out of the ordinary was found among the destinations, the regions and "
				 "the hours.",
				 NULL));
}

void tell_concentration(struct page *p)
{
	size_t at = 0;
	const json_t *f;
	while ((f = tell_next(p, "concentration", &at))) {
		const json_t *subject = subject_of(f);
		const char *share = number_percent(p, tell_number(f, "value"), 1);
		if (strcmp(look_text(subject, "kind"), "pair") != 0) {
			page_sentence(p, page_fill(p, "More than half of all accesses came from {0}: {1}.",
						   look_label(p, subject), share, NULL));
			continue;
		}
		const json_t *service = look_keyed(p, "services", look_text(subject, "service"));
		const json_t *region = look_keyed(p, "regions", look_text(subject, "region"));
		if (service && region)
			page_sentence(p, page_fill(p, "Of the accesses to {0}, {2} came from {1}.",
						   look_label(p, service), look_label(p, region), share, NULL));
	}
}

void tell_about(struct page *p, const char *key)
{
	size_t at = 0;
	const json_t *f;
	while ((f = tell_next(p, NULL, &at))) {
		const char *kind = look_text(subject_of(f), "kind");
		const char *sentence = !strcmp(kind, "service") && !strcmp(look_text(subject_of(f), "key"), key)
					   ? tell_sentence(p, f)
					   : NULL;
		if (sentence)
			page_sentence(p, sentence);
	}
}
