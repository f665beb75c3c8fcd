/* Hours of the day, and where the sources are. */
#include "finding/families.h"

#include <math.h>
#include <stdio.h>

#define HOURS 24
#define MOVED_LEAST 0.125
#define TIMES_CHANCE 3
#define HOUR_COUNT_LEAST 500 /* accesses in the month: fewer do not make a profile */
#define HALF 0.5
#define LARGE 5 /* services of which the origin is told */

/* The month's profile of a service and that of the other months, as shares; false when a cell is unknown. */
static bool profiles(const struct view *v, size_t service, double *month, double *others, double counts[2])
{
	const json_t *hourly = json_object_get(v->summary, "hourly");
	const json_t *now = json_object_get(hourly, "month");
	const json_t *all = json_object_get(hourly, "half_year");
	counts[0] = counts[1] = 0;
	for (size_t hour = 0; hour < HOURS; hour++) {
		if (!view_cell(now, service, hour, &month[hour]) || !view_cell(all, service, hour, &others[hour]))
			return false;
		others[hour] = fmax(others[hour] - month[hour], 0);
		counts[0] += month[hour];
		counts[1] += others[hour];
	}
	for (size_t hour = 0; hour < HOURS && counts[0] > 0 && counts[1] > 0; hour++) {
		month[hour] /= counts[0];
		others[hour] /= counts[1];
	}
	return counts[0] >= HOUR_COUNT_LEAST && counts[1] >= HOUR_COUNT_LEAST;
}

/* The share that moved is the half of all differences, sum |p - q| / 2 (total variation). By chance alone, with n
 * bursts, an hour's share p is off by sqrt(p (1 - p) / n) and in the mean by sqrt(2 / pi) of that. */
static void hours_of(struct view *v, size_t service)
{
	double month[HOURS];
	double others[HOURS];
	double counts[2];
	double moved = 0;
	double chance = 0;
	int gained = 0;
	int lost = 0;
	if (!profiles(v, service, month, others, counts))
		return;
	double burst = 2 * view_burst(v, BY_SERVICE, service);
	for (int hour = 0; hour < HOURS; hour++) {
		double off = month[hour] - others[hour];
		double p = others[hour];
		moved += fabs(off) / 2;
		chance += sqrt(M_2_PI * p * (1 - p) * (burst / counts[0] + burst / counts[1])) / 2;
		gained = off > month[gained] - others[gained] ? hour : gained;
		lost = off < month[lost] - others[lost] ? hour : lost;
	}
	if (moved < MOVED_LEAST || moved < TIMES_CHANCE * chance)
		return;
	struct verdict c = {.value = moved, .expected = chance, .ratio = moved / chance, .score = NAN};
	char narrow[EVIDENCE_MAX];
	char months[EVIDENCE_MAX];
	char evidence[2 * EVIDENCE_MAX + 32];
	json_t *numbers = numbers_of(&c);
	json_t *subject = subject_of(v, BY_SERVICE, service);
	(void)json_object_set_new(subject, "kind", json_string("hour"));
	(void)json_object_set_new(numbers, "hour", json_integer(gained));
	(void)json_object_set_new(numbers, "hour_expected", json_integer(lost));
	evidence_months(v, months);
	evidence_service(v, service, narrow);
	(void)snprintf(evidence, sizeof(evidence), "hour-service %s%s", months, narrow);
	view_add(v, "hours_changed", view_severity(1, moved * counts[0] / (v->all * v->point_days[v->months - 1])),
		 subject, numbers, "fig4_1_2", evidence);
}

void find_hours(struct view *v)
{
	size_t services = json_array_size(view_keys(v, BY_SERVICE));
	for (size_t i = 0; i < services && v->comparable; i++)
		if (*view_key(v, BY_SERVICE, i))
			hours_of(v, i);
}

static double accesses_of(const struct view *v, enum by by, size_t i)
{
	return json_number_value(json_object_get(json_array_get(view_keys(v, by), i), "accesses"));
}

static void add_concentration(struct view *v, json_t *subject, double part, double whole, const char *figure,
			      const char *evidence)
{
	struct verdict c = {.value = part / whole, .expected = HALF, .ratio = NAN, .score = NAN};
	json_t *numbers = numbers_of(&c);
	number_set(numbers, "share", part / (v->all * v->point_days[v->months - 1]));
	(void)json_object_set_new(numbers, "accesses", json_integer(llround(part)));
	view_add(v, "concentration", 1, subject, numbers, figure, evidence);
}

void find_concentration(struct view *v)
{
	size_t services = json_array_size(view_keys(v, BY_SERVICE));
	size_t regions = json_array_size(view_keys(v, BY_REGION));
	if (!v->months || !v->usable[v->months - 1])
		return;
	double whole = v->all * v->point_days[v->months - 1];
	for (size_t r = 0; r < regions; r++) {
		char evidence[2 * EVIDENCE_MAX];
		const char *region = view_key(v, BY_REGION, r);
		if (!*region)
			continue;
		(void)snprintf(evidence, sizeof(evidence), "top regions --month %.7s", view_month(v, v->months - 1));
		if (accesses_of(v, BY_REGION, r) > HALF * whole && whole >= COUNT_LEAST)
			add_concentration(v, subject_of(v, BY_REGION, r), accesses_of(v, BY_REGION, r), whole,
					  "fig4_2_2", evidence);
		for (size_t s = 0; s < services && s < LARGE; s++) {
			char narrow[EVIDENCE_MAX];
			double all = accesses_of(v, BY_SERVICE, s);
			double part;
			if (!*view_key(v, BY_SERVICE, s) || all < COUNT_LEAST ||
			    !view_cell(json_object_get(v->summary, "region_service"), r, s, &part) ||
			    !(part > HALF * all))
				continue;
			evidence_service(v, s, narrow);
			(void)snprintf(evidence, sizeof(evidence), "region-service --month %.7s%s",
				       view_month(v, v->months - 1), narrow);
			add_concentration(v, subject_pair(v, s, r), part, all, "fig4_2_3", evidence);
		}
	}
}
