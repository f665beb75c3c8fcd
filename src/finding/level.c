/* The level of the whole: accesses, and sources, per point and day against the months before. */
#include "finding/families.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define LEVEL_UP 1.25
#define LEVEL_DOWN 0.8
#define DRIFT 1.1        /* a steady level's change that is worth its causes */
#define DRIFT_EVERY 1.05 /* in every month since */
#define DRIVER_SHARE 0.25
#define DRIVER_RATIO 1.25
#define DRIVERS 3
#define LEVEL_NOISE 0.03
#define FEWER 0.97
#define MORE 1.03
#define PER_SOURCE 1.1

static bool monthly(const struct view *v, const char *name, size_t month, double *out)
{
	const json_t *of = json_array_get(json_object_get(v->summary, "monthly"), month);
	const json_t *n = json_object_get(of, name);
	if (!v->usable[month] || !json_is_number(n))
		return false;
	*out = json_number_value(n);
	return true;
}

static void months_before(const struct view *v, const char *name, size_t since, struct sample *out)
{
	double n;
	*out = (struct sample){.count = 0};
	for (size_t month = 0; month < since; month++)
		if (monthly(v, name, month, &n))
			sample_add(out, n, v->point_days[month]);
}

/* How the days of the month scatter around their median. */
static double noise_of_days(const struct view *v, const char *name)
{
	const json_t *row = json_object_get(json_object_get(json_object_get(v->summary, "daily"), "total"), name);
	struct sample days = {.count = 0};
	for (size_t i = 0; i < v->days; i++) {
		const json_t *n = json_array_get(row, i);
		if (json_is_number(n) && v->observed[i] > 0)
			sample_add(&days, json_number_value(n) / v->observed[i], v->observed[i]);
	}
	return MAD_SIGMA * sample_mad(&days, sample_median(&days)) / sqrt((double)(days.count ? days.count : 1));
}

/* The first month from which on every month is at least `ratio` times the median before it (or at most, for a ratio
 * below 1); the number of months when there is none. */
static size_t since_when(const struct view *v, const char *name, double ratio)
{
	for (size_t since = EARLIER_LEAST; since < v->months; since++) {
		struct sample before;
		bool all = true;
		months_before(v, name, since, &before);
		double expected = sample_median(&before);
		for (size_t month = since; month < v->months; month++) {
			double n;
			if (monthly(v, name, month, &n))
				all &= ratio > 1 ? n >= ratio * expected : n <= ratio * expected;
		}
		if (all && before.count >= EARLIER_LEAST)
			return since;
	}
	return v->months;
}

struct driver {
	size_t service;
	double change;
};

static int by_change(const void *pa, const void *pb)
{
	double a = fabs(((const struct driver *)pa)->change);
	double b = fabs(((const struct driver *)pb)->change);
	return (a < b) - (a > b);
}

/* Services that changed the way that all did, by their part of it; of which a source makes at least `burst` accesses.
 */
static json_t *drivers(const struct view *v, size_t since, double change, double burst)
{
	struct driver list[SAMPLE_MAX] = {{0}};
	size_t count = 0;
	json_t *out = json_array();
	size_t services = json_array_size(view_keys(v, BY_SERVICE));
	for (size_t i = 0; i < services && count < SAMPLE_MAX; i++) {
		struct sample before;
		double rate;
		if (!*view_key(v, BY_SERVICE, i) || view_before(v, BY_SERVICE, i, since, &before) < EARLIER_LEAST ||
		    !view_rate(v, BY_SERVICE, i, v->months - 1, &rate) || view_burst(v, BY_SERVICE, i) < burst)
			continue;
		double expected = sample_median(&before);
		double ratio = change > 0 ? rate / expected : expected / rate;
		if ((rate - expected) / change >= DRIVER_SHARE && !(ratio < DRIVER_RATIO))
			list[count++] = (struct driver){i, rate - expected};
	}
	qsort(list, count, sizeof(*list), by_change);
	for (size_t i = 0; i < count && i < DRIVERS; i++) {
		const json_t *one = json_array_get(view_keys(v, BY_SERVICE), list[i].service);
		(void)json_array_append_new(out, json_pack("{s:O, s:O, s:f, s:f}", "key", json_object_get(one, "key"),
							   "label", json_object_get(one, "label"), "change",
							   list[i].change, "share", list[i].change / change));
	}
	return out;
}

static void add_level(struct view *v, const char *type, const char *key, const struct verdict *level, size_t since)
{
	bool accesses = !strcmp(key, "accesses");
	double change = level->value - level->expected;
	char months[EVIDENCE_MAX];
	char evidence[EVIDENCE_MAX + 16] = "day-service ";
	json_t *numbers = numbers_of(level);
	if (since < v->months) {
		(void)json_object_set_new(numbers, "from", json_string(view_month(v, since)));
		(void)json_object_set_new(numbers, "to", json_string(view_month(v, v->months - 1)));
		if (accesses)
			(void)json_object_set_new(numbers, "drivers", drivers(v, since, change, 0));
	}
	evidence_months(v, months);
	(void)strncat(evidence, months, EVIDENCE_MAX);
	bool steady = !strcmp(type, "level_steady");
	view_add(v, type, steady ? 1 : view_severity(level->ratio, 1),
		 accesses ? subject_total(key, "アクセス数", "accesses") : subject_total(key, "発信元数", "sources"),
		 numbers, "fig1", evidence);
}

static void level_of(struct view *v, const char *key, const char *name, const char *daily)
{
	static const struct {
		const char *type;
		double ratio;
	} changes[] = {{"level_up", LEVEL_UP}, {"level_down", LEVEL_DOWN}};
	struct sample before;
	double value;
	double noise = noise_of_days(v, daily);
	if (!monthly(v, name, v->months - 1, &value))
		return;
	for (size_t i = 0; i < 2; i++) {
		size_t since = since_when(v, name, changes[i].ratio);
		months_before(v, name, since, &before);
		struct verdict level = measure(&before, value, fmax(noise, LEVEL_NOISE * sample_median(&before)));
		if (since < v->months && fabs(level.score) >= SCORE_LEAST) {
			add_level(v, changes[i].type, key, &level, since);
			return;
		}
	}
	months_before(v, name, v->months - 1, &before);
	struct verdict level = measure(&before, value, fmax(noise, LEVEL_NOISE * sample_median(&before)));
	size_t since = since_when(v, name, value > level.expected ? DRIFT_EVERY : 1 / DRIFT_EVERY);
	if (since < v->months) {
		months_before(v, name, since, &before);
		level = measure(&before, value, fmax(noise, LEVEL_NOISE * sample_median(&before)));
	}
	if (level.ratio < DRIFT && level.ratio > 1 / DRIFT)
		since = v->months;
	add_level(v, "level_steady", key, &level, since);
}

/* Accesses and sources that went opposite ways. */
static void find_quotient(struct view *v)
{
	struct sample accesses;
	struct sample sources;
	struct sample quotients = {.count = 0};
	double a;
	double s;
	months_before(v, "accesses_per_point_day", v->months - 1, &accesses);
	months_before(v, "sources_per_point_day", v->months - 1, &sources);
	for (size_t month = 0; month + 1 < v->months; month++)
		if (monthly(v, "accesses_per_point_day", month, &a) && monthly(v, "sources_per_point_day", month, &s) &&
		    s > 0)
			sample_add(&quotients, a / s, v->point_days[month]);
	if (quotients.count < EARLIER_LEAST || !monthly(v, "accesses_per_point_day", v->months - 1, &a) ||
	    !monthly(v, "sources_per_point_day", v->months - 1, &s) || !(s > 0))
		return;
	struct verdict of = measure(&quotients, a / s, LEVEL_NOISE * sample_median(&quotients));
	double more = a / sample_median(&accesses);
	double fewer = s / sample_median(&sources);
	const char *type = NULL;
	if (of.ratio >= PER_SOURCE && of.score >= SCORE_LEAST && more >= MORE && fewer <= FEWER)
		type = "more_accesses_fewer_sources";
	if (of.ratio <= 1 / PER_SOURCE && of.score <= -SCORE_LEAST && more <= FEWER && fewer >= MORE)
		type = "fewer_accesses_more_sources";
	char months[EVIDENCE_MAX];
	char evidence[EVIDENCE_MAX + 16] = "day-service ";
	evidence_months(v, months);
	(void)strncat(evidence, months, EVIDENCE_MAX);
	if (!type)
		return;
	/* more from fewer: what rose is what each source sends much of; fewer from more: what fell is that */
	json_t *numbers = numbers_of(&of);
	(void)json_object_set_new(numbers, "drivers", drivers(v, v->months - 1, a - sample_median(&accesses), a / s));
	view_add(v, type, 2, subject_total("sources", "発信元あたりのアクセス数", "accesses per source"), numbers,
		 "fig1", evidence);
}

void find_level(struct view *v)
{
	if (!v->comparable)
		return;
	level_of(v, "accesses", "accesses_per_point_day", "accesses");
	level_of(v, "sources", "sources_per_point_day", "cumulative_sources");
	find_quotient(v);
}
