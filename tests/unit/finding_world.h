/* Worlds of six months for the rules of findings: sources come as Poisson has it and send in bursts, days and months
 * scatter around their mean, weekends may be busier, and points may come and go. */
#pragma once

#include <jansson.h>
#include <math.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

#define SERVICES 9 /* with "other" */
#define REGIONS 6
#define MONTHS 6
#define DAYS ((size_t)30) /* of every month: what a month is called does not matter here */
#define HOURS 24
#define PAIRS_KEPT 2

struct world {
	uint64_t seed;
	bool weekends;   /* twice as busy for the first two services */
	bool gaps;       /* half of August and four days of the month were not observed */
	bool changing;   /* points come and go */
	size_t service;  /* what is planted concerns this one */
	int region;      /* and sources of this region only; -1: all */
	size_t from, to; /* days of the six months, from 0; to is not one of them */
	double factor;   /* of what would come; 0: nothing is planted */
	int shift;       /* hours later */
	double again;    /* how likely a source sends once more, where something is planted; 0: as usual */
	bool newcomer;   /* in the last month the rest has a service that was never there */
	double points[MONTHS];
	uint64_t accesses[SERVICES][MONTHS * DAYS];
	uint64_t sources[SERVICES][MONTHS * DAYS];
	uint64_t by_region[REGIONS][MONTHS * DAYS];
	uint64_t region_sources[REGIONS][MONTHS * DAYS];
	uint64_t pairs[PAIRS_KEPT][REGIONS][SERVICES]; /* the month before, the month */
	uint64_t hours[2][SERVICES][HOURS];            /* the month, all */
};

static const char *const world_services[SERVICES] = {"445/tcp",  "135/tcp", "1026/udp", "139/tcp", "ping/icmp",
						     "1433/tcp", "137/udp", "80/tcp",   "other"};
static const char *const world_regions[REGIONS] = {"JP", "CN", "US", "KR", "TW", "other"};
static const double world_rates[SERVICES] = {440, 380, 330, 120, 60, 45, 35, 20, 60}; /* accesses per point and day */

static inline double world_dice(struct world *w)
{
	w->seed ^= w->seed << 13;
	w->seed ^= w->seed >> 7;
	w->seed ^= w->seed << 17;
	return (double)(w->seed >> 11) / 9007199254740992.0;
}

/* Normal, by the sum of twelve. */
static inline double world_noise(struct world *w, double sigma)
{
	double sum = -6;
	for (int i = 0; i < 12; i++)
		sum += world_dice(w);
	return sum * sigma;
}

static inline size_t world_poisson(struct world *w, double mean)
{
	if (mean > 60) {
		double n = mean + world_noise(w, sqrt(mean));
		return n > 0 ? (size_t)(n + 0.5) : 0;
	}
	double p = exp(-mean);
	double sum = p;
	double at = world_dice(w);
	size_t n = 0;
	while (at > sum && n < 400)
		sum += p *= mean / (double)++n;
	return n;
}

static inline int world_region(struct world *w, size_t service)
{
	/* the first two mostly from the first region, the third from the second */
	double at = world_dice(w);
	double first = service < 2 ? 0.7 : service == 2 ? 0.05 : 0.3;
	double second = service == 2 ? 0.95 : first + 0.2;
	if (at < first)
		return 0;
	if (at < second)
		return 1;
	return 2 + (int)((at - second) / (1 - second) * 3.999);
}

/* Busy in the evening, as home computers are. */
static inline int world_hour(struct world *w, size_t service)
{
	for (;;) {
		int hour = (int)(world_dice(w) * HOURS);
		double busy = service == 2 ? 1 : 0.3 + 0.7 * (1 + cos((hour - 21) * 0.2618)) / 2;
		if (world_dice(w) < busy)
			return hour;
	}
}

static inline bool world_planted(const struct world *w, size_t service, size_t day)
{
	return (w->factor > 0 || w->shift) && service == w->service && day >= w->from && day < w->to;
}

static inline bool world_observed(const struct world *w, size_t day)
{
	size_t month = day / DAYS;
	size_t of_month = day % DAYS;
	return !w->gaps ||
	       !((month == 2 && of_month < DAYS / 2) || (month == MONTHS - 1 && of_month > 2 && of_month < 7));
}

static inline double world_days(const struct world *w, size_t month)
{
	size_t count = 0;
	for (size_t day = month * DAYS; day < (month + 1) * DAYS; day++)
		count += world_observed(w, day);
	return (double)count;
}

/* Null where nothing was observed. */
static inline json_t *world_number(const struct world *w, size_t day, uint64_t n)
{
	return world_observed(w, day) ? json_integer((json_int_t)n) : json_null();
}

static inline void world_source(struct world *w, size_t service, size_t day, int region)
{
	size_t month = day / DAYS;
	int hour = world_hour(w, service);
	if (world_planted(w, service, day))
		hour = (hour + w->shift) % HOURS;
	double again = world_planted(w, service, day) && w->again > 0 ? w->again : 0.75;
	uint64_t n = 1;
	while (n < 40 && world_dice(w) < again)
		n++;
	w->accesses[service][day] += n;
	w->sources[service][day]++;
	w->by_region[region][day] += n;
	w->region_sources[region][day]++;
	if (month + PAIRS_KEPT >= MONTHS)
		w->pairs[month + PAIRS_KEPT - MONTHS][region][service] += n;
	w->hours[1][service][hour] += n;
	if (month == MONTHS - 1)
		w->hours[0][service][hour] += n;
}

static inline void world_day(struct world *w, size_t service, size_t day, double mean)
{
	double busy = exp(world_noise(w, 0.12)) * (w->weekends && service < 2 && day % 7 > 4 ? 2 : 1);
	size_t sources = world_poisson(w, mean * busy * w->points[day / DAYS] / 4);
	bool planted = world_planted(w, service, day) && w->factor > 0;
	if (!world_observed(w, day))
		return;
	for (size_t i = 0; i < sources; i++) {
		int region = world_region(w, service);
		double times = planted && (w->region < 0 || region == w->region) ? w->factor : 1;
		for (double left = times; left > 0; left -= 1)
			if (left >= 1 || world_dice(w) < left)
				world_source(w, service, day, region);
	}
}

static inline void world_run(struct world *w)
{
	w->seed = w->seed * 2654435761u + 88172645463325252u;
	for (size_t month = 0; month < MONTHS; month++)
		w->points[month] = w->changing ? 5 + (double)((month * 7 + w->seed) % 9) : 10;
	for (size_t service = 0; service < SERVICES; service++)
		for (size_t month = 0; month < MONTHS; month++) {
			double mean = world_rates[service] * exp(world_noise(w, 0.05));
			for (size_t day = month * DAYS; day < (month + 1) * DAYS; day++)
				world_day(w, service, day, mean);
		}
}

static inline json_t *world_keys(const uint64_t (*accesses)[MONTHS * DAYS], const uint64_t (*sources)[MONTHS * DAYS],
				 const char *const *names, size_t count)
{
	json_t *list = json_array();
	for (size_t i = 0; i < count; i++) {
		json_int_t n = 0;
		json_int_t s = 0;
		for (size_t day = (MONTHS - 1) * DAYS; day < MONTHS * DAYS; day++) {
			n += (json_int_t)accesses[i][day];
			s += (json_int_t)sources[i][day];
		}
		(void)json_array_append_new(list, json_pack("{s:s, s:{s:s, s:s}, s:[s], s:I, s:I}", "key", names[i],
							    "label", "ja", names[i], "en", names[i], "members",
							    names[i], "accesses", n, "cumulative_sources", s));
	}
	return list;
}

/* Days of the last month, and sums of the six. */
static inline void world_table(const struct world *w, json_t *tree, const char *name,
			       const uint64_t (*accesses)[MONTHS * DAYS], size_t count)
{
	json_t *daily = json_array();
	json_t *half_year = json_array();
	for (size_t i = 0; i < count; i++) {
		json_t *days = json_array();
		json_t *months = json_array();
		for (size_t month = 0; month < MONTHS; month++) {
			json_int_t sum = 0;
			for (size_t day = month * DAYS; day < (month + 1) * DAYS; day++)
				sum += (json_int_t)accesses[i][day];
			(void)json_array_append_new(months, json_integer(sum));
		}
		for (size_t day = (MONTHS - 1) * DAYS; day < MONTHS * DAYS; day++)
			(void)json_array_append_new(days, world_number(w, day, accesses[i][day]));
		(void)json_array_append_new(daily, days);
		(void)json_array_append_new(half_year, months);
	}
	(void)json_object_set_new(json_object_get(tree, "daily"), name, json_pack("{s:o}", "accesses", daily));
	(void)json_object_set_new(json_object_get(tree, "half_year"), name, json_pack("{s:o}", "accesses", half_year));
}

static inline json_t *world_rows(const uint64_t *cells, size_t rows, size_t columns)
{
	json_t *list = json_array();
	for (size_t row = 0; row < rows; row++) {
		json_t *line = json_array();
		for (size_t i = 0; i < columns; i++)
			(void)json_array_append_new(line, json_integer((json_int_t)cells[row * columns + i]));
		(void)json_array_append_new(list, line);
	}
	return list;
}

static inline void world_months(const struct world *w, json_t *tree)
{
	json_t *monthly = json_array();
	json_t *accesses = json_array();
	json_t *sources = json_array();
	for (size_t month = 0; month < MONTHS; month++) {
		char name[16];
		json_int_t n = 0;
		json_int_t s = 0;
		for (size_t day = month * DAYS; day < (month + 1) * DAYS; day++) {
			json_int_t today = 0;
			json_int_t today_sources = 0;
			for (size_t i = 0; i < SERVICES; i++) {
				today += (json_int_t)w->accesses[i][day];
				today_sources += (json_int_t)w->sources[i][day];
			}
			n += today;
			s += today_sources;
			if (month + 1 < MONTHS)
				continue;
			(void)json_array_append_new(accesses, world_number(w, day, (uint64_t)today));
			(void)json_array_append_new(sources, world_number(w, day, (uint64_t)today_sources));
		}
		(void)snprintf(name, sizeof(name), "2005-%02zu", month + 6);
		(void)json_array_append_new(json_object_get(tree, "months"), json_string(name));
		double days = w->points[month] * world_days(w, month);
		(void)json_array_append_new(
		    monthly, json_pack("{s:s, s:I, s:I, s:f, s:f, s:f, s:f, s:f}", "month", name, "accesses", n,
				       "cumulative_sources", s, "points", w->points[month], "point_days", days,
				       "possible_point_days", w->points[month] * DAYS, "accesses_per_point_day",
				       (double)n / days, "sources_per_point_day", (double)s / days));
	}
	(void)json_object_set_new(tree, "monthly", monthly);
	(void)json_object_set_new(json_object_get(tree, "daily"), "total",
				  json_pack("{s:o, s:o}", "accesses", accesses, "cumulative_sources", sources));
}

/* A rank of 0 is none. */
static inline void world_rank(json_t *list, const char *key, int rank, int before, int accesses, int accesses_before)
{
	(void)json_array_append_new(list,
				    json_pack("{s:s, s:{s:s, s:s}, s:o, s:o, s:i, s:i}", "key", key, "label", "ja", key,
					      "en", key, "rank", rank ? json_integer(rank) : json_null(),
					      "rank_previous", before ? json_integer(before) : json_null(), "accesses",
					      accesses, "accesses_previous", accesses_before));
}

/* The part of a summary that the rules read. */
static inline json_t *world_summary(const struct world *w)
{
	json_t *tree = json_pack("{s:[], s:[], s:{}, s:{}, s:{s:f}, s:[], s:[]}", "months", "days", "daily",
				 "half_year", "points", "observing", w->points[MONTHS - 1], "new_services", "ranking");
	json_t *observed = json_array();
	for (size_t day = 1; day <= DAYS; day++) {
		char name[16];
		(void)snprintf(name, sizeof(name), "2005-11-%02zu", day);
		(void)json_array_append_new(json_object_get(tree, "days"), json_string(name));
		bool there = world_observed(w, (MONTHS - 1) * DAYS + day - 1);
		(void)json_array_append_new(observed, json_real(there ? w->points[MONTHS - 1] : 0));
	}
	(void)json_object_set_new(tree, "coverage", json_pack("{s:o}", "daily", observed));
	world_months(w, tree);
	(void)json_object_set_new(tree, "services", world_keys(w->accesses, w->sources, world_services, SERVICES));
	(void)json_object_set_new(tree, "regions", world_keys(w->by_region, w->region_sources, world_regions, REGIONS));
	world_table(w, tree, "service", w->accesses, SERVICES);
	world_table(w, tree, "region", w->by_region, REGIONS);
	(void)json_object_set_new(tree, "hourly",
				  json_pack("{s:o, s:o}", "month", world_rows(w->hours[0][0], SERVICES, HOURS),
					    "half_year", world_rows(w->hours[1][0], SERVICES, HOURS)));
	(void)json_object_set_new(tree, "region_service_previous", world_rows(w->pairs[0][0], REGIONS, SERVICES));
	(void)json_object_set_new(tree, "region_service", world_rows(w->pairs[1][0], REGIONS, SERVICES));
	if (w->newcomer) {
		(void)json_array_append_new(json_object_get(tree, "new_services"),
					    json_pack("{s:s, s:{s:s, s:s}, s:i, s:i, s:i, s:i}", "key", "6881/udp",
						      "label", "ja", "6881(UDP)", "en", "6881(UDP)", "accesses", 900,
						      "cumulative_sources", 300, "days", 12, "points", 9));
		world_rank(json_object_get(tree, "ranking"), "6881/udp", 9, 0, 9000, 0);
		world_rank(json_object_get(tree, "ranking"), "4899/tcp", 0, 9, 200, 8000);
		world_rank(json_object_get(tree, "ranking"), "25/tcp", 10, 0, 1100, 1000);
	}
	return tree;
}
