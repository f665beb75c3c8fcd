/* Services that came to the largest or left them, and services that nobody had accessed before. */
#include "finding/families.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#define UP 1.5
#define DOWN 0.67
#define BURST 10         /* accesses of a source on a day, of a service of which it is not known */
#define MONTH_NOISE 0.07 /* of one month, which alone is compared with */
#define NEW_POINTS 3
#define NEW_SHOWN 5

static const char *text(const json_t *object, const char *key)
{
	const char *value = json_string_value(json_object_get(object, key));
	return value ? value : "";
}

static double member(const json_t *object, const char *key)
{
	return json_number_value(json_object_get(object, key));
}

static json_t *subject(const json_t *one)
{
	return json_pack("{s:s, s:s, s:O}", "kind", "service", "key", text(one, "key"), "label",
			 json_object_get(one, "label"));
}

static void ranked(struct view *v, const json_t *one)
{
	const json_t *rank = json_object_get(one, "rank");
	const json_t *before = json_object_get(one, "rank_previous");
	bool entered = json_is_integer(rank) && json_is_null(before);
	bool left = json_is_null(rank) && json_is_integer(before);
	double count = member(one, "accesses");
	double count_before = member(one, "accesses_previous");
	if (!(entered || left) || fmax(count, count_before) < COUNT_LEAST)
		return;
	double point_days = v->point_days[v->months - 1];
	double value = count / point_days;
	double expected = count_before / v->point_days[v->months - 2];
	struct sample previous = {.count = 0};
	sample_add(&previous, expected, 1);
	double noise = fmax(MONTH_NOISE * expected, sqrt(2 * BURST * fmax(value, expected) * point_days) / point_days);
	struct verdict c = measure(&previous, value, noise);
	if (fabs(c.score) < v->least || (entered ? value < UP * expected : value > DOWN * expected))
		return;
	char evidence[EVIDENCE_MAX];
	json_t *numbers = numbers_of(&c);
	(void)json_object_set(numbers, "rank", json_object_get(one, "rank"));
	(void)json_object_set(numbers, "rank_expected", json_object_get(one, "rank_previous"));
	(void)json_object_set_new(numbers, "accesses", json_integer(llround(count)));
	number_set(numbers, "accesses_expected", expected * point_days);
	(void)snprintf(evidence, sizeof(evidence), "top services --month %.7s",
		       view_month(v, entered ? v->months - 1 : v->months - 2));
	view_add(v, entered ? "entered_top" : "left_top", 1, subject(one), numbers, "fig2_1_1", evidence);
}

static void first_seen(struct view *v, const json_t *one)
{
	const json_t *points = json_object_get(one, "points");
	double observing = member(json_object_get(v->summary, "points"), "observing");
	if (json_is_integer(points) && json_number_value(points) < fmin(NEW_POINTS, observing))
		return;
	const json_t *accesses = json_object_get(one, "accesses");
	double month = v->all * v->point_days[v->months - 1];
	double share = json_number_value(accesses) / month;
	struct verdict c = {
	    .value = json_is_integer(accesses) ? json_number_value(accesses) / v->point_days[v->months - 1] : NAN,
	    .expected = 0,
	    .ratio = NAN,
	    .score = NAN};
	char evidence[EVIDENCE_MAX];
	char months[EVIDENCE_MAX];
	json_t *numbers = numbers_of(&c);
	(void)json_object_set(numbers, "accesses", json_object_get(one, "accesses"));
	(void)json_object_set(numbers, "days", json_object_get(one, "days"));
	if (json_is_integer(accesses))
		number_set(numbers, "share", share);
	evidence_months(v, months);
	(void)snprintf(evidence, sizeof(evidence), "day-service %.60s --service %.40s --kind probe", months,
		       text(one, "key"));
	view_add(v, "first_seen", view_severity(NAN, share), subject(one), numbers, "fig2_1_1", evidence);
}

void find_newcomers(struct view *v)
{
	size_t i;
	const json_t *one;
	if (!v->comparable)
		return;
	json_array_foreach(json_object_get(v->summary, "ranking"), i, one)
	{
		if (v->usable[v->months - 2])
			ranked(v, one);
	}
	json_array_foreach(json_object_get(v->summary, "new_services"), i, one)
	{
		if (i < NEW_SHOWN)
			first_seen(v, one);
	}
}
