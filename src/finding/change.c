/* Services and regions that rose or fell against the months before; regions at a service against the month before. */
#include "finding/families.h"

#include <math.h>
#include <stdio.h>

#define UP 1.5
#define DOWN 0.67
#define PAIR_UP 2.0
#define PAIR_DOWN 0.5
#define SHARE_LEAST 0.01 /* of all accesses, that the difference must be */
#define PAIR_NOISE 0.07  /* of one month, which alone is compared with */

/* Enough accesses, and enough of all, for a change to be spoken of. */
static bool worth(const struct view *v, const struct verdict *c)
{
	return fmax(c->value, c->expected) * v->point_days[v->months - 1] >= COUNT_LEAST &&
	       fabs(c->value - c->expected) >= SHARE_LEAST * v->all;
}

static bool beyond(double value, double expected, double up, double down, bool rise)
{
	return rise ? value >= up * expected && value > 0 : value <= down * expected && expected > 0;
}

/* From `since` on, every month is above (below) the median before it. */
static bool holds(const struct view *v, enum by by, size_t i, size_t since, bool rise, struct verdict *out)
{
	struct sample before;
	double rate;
	if (view_before(v, by, i, since, &before) < EARLIER_LEAST)
		return false;
	double expected = sample_median(&before);
	for (size_t month = since; month < v->months; month++)
		if (v->usable[month] && (!view_rate(v, by, i, month, &rate) || !beyond(rate, expected, UP, DOWN, rise)))
			return false;
	*out = measure(&before, rate, view_noise(v, by, i, fmax(rate, expected)));
	return worth(v, out) && fabs(out->score) >= v->least;
}

static void add_change(struct view *v, enum by by, size_t i, size_t since, bool rise, const struct verdict *c)
{
	char months[EVIDENCE_MAX];
	char narrow[EVIDENCE_MAX];
	char evidence[2 * EVIDENCE_MAX + 32];
	double share = (c->value - c->expected) / v->all;
	json_t *numbers = numbers_of(c);
	number_set(numbers, "share", share);
	(void)json_object_set_new(numbers, "accesses", json_integer(llround(c->value * v->point_days[v->months - 1])));
	(void)json_object_set_new(numbers, "from", json_string(view_month(v, since)));
	(void)json_object_set_new(numbers, "to", json_string(view_month(v, v->months - 1)));
	evidence_months(v, months);
	if (by == BY_SERVICE)
		evidence_service(v, i, narrow);
	else
		(void)snprintf(narrow, sizeof(narrow), " --region %s", view_key(v, by, i));
	(void)snprintf(evidence, sizeof(evidence), "%s %s%s", by == BY_SERVICE ? "day-service" : "day-region", months,
		       narrow);
	view_add(v, rise ? "surge" : "drop", view_severity(c->ratio, share), subject_of(v, by, i), numbers,
		 by == BY_SERVICE ? "fig3_1_1" : "fig3_2_1", evidence);
}

static void changes_by(struct view *v, enum by by)
{
	size_t count = json_array_size(view_keys(v, by));
	for (size_t i = 0; i < count; i++) {
		bool found = !*view_key(v, by, i);
		for (size_t since = EARLIER_LEAST; since < v->months && !found; since++)
			for (int rise = 1; rise >= 0 && !found; rise--) {
				struct verdict c;
				found = holds(v, by, i, since, rise, &c);
				if (found)
					add_change(v, by, i, since, rise, &c);
			}
	}
}

void find_changes(struct view *v)
{
	if (!v->comparable)
		return;
	changes_by(v, BY_SERVICE);
	changes_by(v, BY_REGION);
}

/* How all of a row changed since the month before; 1 when that is not known. */
static double change_of(const struct view *v, enum by by, size_t i)
{
	double before;
	double after;
	if (!view_rate(v, by, i, v->months - 2, &before) || !view_rate(v, by, i, v->months - 1, &after) ||
	    !(before > 0))
		return 1;
	return after / before;
}

/* A region at a service changed, beyond what the service and the region did as a whole. */
static void find_pair(struct view *v, size_t region, size_t service)
{
	const json_t *now = json_object_get(v->summary, "region_service");
	const json_t *then = json_object_get(v->summary, "region_service_previous");
	double value;
	double before;
	if (!view_cell(now, region, service, &value) || !view_cell(then, region, service, &before))
		return;
	value /= v->point_days[v->months - 1];
	before /= v->point_days[v->months - 2];
	bool rise = value > before;
	double a = change_of(v, BY_SERVICE, service);
	double b = change_of(v, BY_REGION, region);
	double as_others = before * (rise ? fmax(1, fmax(a, b)) : fmin(1, fmin(a, b)));
	struct sample one = {.count = 0};
	sample_add(&one, before, 1);
	double most = fmax(value, before);
	double burst = fmax(view_burst(v, BY_SERVICE, service), view_burst(v, BY_REGION, region));
	double point_days = v->point_days[v->months - 1];
	double noise = fmax(PAIR_NOISE * before, sqrt(2 * burst * most * point_days) / point_days);
	struct verdict c = measure(&one, value, noise);
	if (!worth(v, &c) || fabs(c.score) < v->least || !beyond(value, before, PAIR_UP, PAIR_DOWN, rise) ||
	    !beyond(value, as_others, UP, DOWN, rise))
		return;
	char narrow[EVIDENCE_MAX];
	char months[EVIDENCE_MAX];
	char evidence[2 * EVIDENCE_MAX + 32];
	double share = (value - before) / v->all;
	json_t *numbers = numbers_of(&c);
	number_set(numbers, "share", share);
	evidence_months(v, months);
	evidence_service(v, service, narrow);
	(void)snprintf(evidence, sizeof(evidence), "day-service %s%s --region %s", months, narrow,
		       view_key(v, BY_REGION, region));
	view_add(v, rise ? "surge" : "drop", view_severity(c.ratio, share), subject_pair(v, service, region), numbers,
		 "fig4_2_3", evidence);
}

void find_pairs(struct view *v)
{
	size_t services = json_array_size(view_keys(v, BY_SERVICE));
	size_t regions = json_array_size(view_keys(v, BY_REGION));
	if (v->months < 2 || !v->usable[v->months - 1] || !v->usable[v->months - 2] || !v->comparable)
		return;
	for (size_t region = 0; region < regions; region++)
		for (size_t service = 0; service < services; service++)
			if (*view_key(v, BY_REGION, region) && *view_key(v, BY_SERVICE, service))
				find_pair(v, region, service);
}
