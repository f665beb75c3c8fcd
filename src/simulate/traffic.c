#include "simulate/traffic.h"

#include "base/hash.h"
#include "base/slots.h"
#include "simulate/probe.h"
#include "simulate/source.h"

#include <stdlib.h>

enum { TRIES = 64, TAIL = 64 };
#define VISITS_MAX (UINT64_C(1) << 24)

/* 0.7 to 1.3 in thousandths, most often near 1: the sum of four draws. */
static uint64_t around_one(struct random *r)
{
	uint64_t sum = 700;
	for (int i = 0; i < 4; i++)
		sum += random_below(r, 151);
	return sum;
}

/* How busy a day is against a usual one, in millionths, at most 1000. */
static uint64_t day_weight(const struct scenario *s, int32_t day)
{
	uint64_t usual = 0;
	uint64_t today = 0;
	for (size_t i = 0; i < s->service_count; i++) {
		usual += s->services[i].weight;
		today += scenario_weight(&s->services[i], day);
	}
	if (!usual)
		return MICRO;
	uint64_t ratio = today / usual >= 1000 ? 1000 * MICRO : random_part(MICRO, 0, today, usual);
	return ratio ? ratio : 1;
}

/* A cell's weight for visits is kept in `visits`, the noise on its accesses in `accesses`, until divided. */
static void weigh(const struct scenario *s, const struct month_plan *month, uint64_t seed, struct cell *cells)
{
	const uint64_t words[] = {seed, (uint64_t)month->month, 'm'};
	struct random r;
	random_seed(&r, words, sizeof(words) / sizeof(*words));
	struct cell *cell = cells;
	for (int32_t day = month->first_day; day <= month->last_day; day++) {
		uint64_t busy = day_weight(s, day) * around_one(&r) / 1000;
		for (size_t p = 0; p < s->point_count; p++, cell++) {
			/* Each connection has its own level, the same every day. */
			uint64_t level = 800 + random_mix(seed, p) % 400;
			cell->visits =
			    random_part(busy, 0, s->points[p].busy, MICRO) * level / 1000 * around_one(&r) / 1000 + 1;
			cell->accesses = around_one(&r);
		}
	}
}

void traffic_divide(const struct scenario *s, const struct month_plan *month, uint64_t seed, uint64_t accesses,
		    uint64_t sources, struct cell *cells)
{
	size_t count = (size_t)(month->last_day - month->first_day + 1) * s->point_count;
	uint64_t weights = 0;
	uint64_t before = 0;
	weigh(s, month, seed, cells);
	for (size_t i = 0; i < count; i++)
		weights += cells[i].visits;
	for (size_t i = 0; i < count; i++) {
		uint64_t after = before + cells[i].visits;
		cells[i].visits = random_part(sources, before, after, weights);
		before = after;
	}
	/* Every visit makes one access; the rest goes where the visits are. */
	weights = before = 0;
	for (size_t i = 0; i < count; i++)
		weights += cells[i].visits * cells[i].accesses;
	for (size_t i = 0; i < count; i++) {
		uint64_t after = before + cells[i].visits * cells[i].accesses;
		cells[i].accesses = cells[i].visits + random_part(accesses - sources, before, after, weights);
		before = after;
	}
}

/* The services that reach this point today, with running weights. */
struct choice {
	const struct service_plan *service[SCENARIO_SERVICES_MAX];
	uint64_t sums[SCENARIO_SERVICES_MAX];
	size_t count;
};

static void choose(const struct day *d, struct choice *out)
{
	uint64_t sum = 0;
	out->count = 0;
	for (size_t i = 0; i < d->scenario->service_count; i++) {
		const struct service_plan *service = &d->scenario->services[i];
		uint64_t weight = scenario_weight(service, d->day);
		if (!weight || !scenario_reaches(d->point, service))
			continue;
		sum += weight;
		out->service[out->count] = service;
		out->sums[out->count++] = sum;
	}
}

static bool maintained(const struct point_plan *point, service_id id)
{
	for (size_t i = 0; i < point->maintenance_count; i++)
		if (point->maintenance[i] == id)
			return true;
	return false;
}

/* The visits of a day, with an index of (service, source). */
struct visits {
	struct visit *visit;
	size_t count;
	struct slots index;
	struct hash_key key;
};

/* 1 when entered, 0 when the same source has already been at this service today. */
static int enter(struct visits *v, const struct visit *visit)
{
	uint64_t source = addr_source_key(visit->source);
	struct slots_probe probe = slots_seek(&v->index, hash_pair(&v->key, source, visit->id));
	uint32_t row;
	while (slots_next(&v->index, &probe, &row))
		if (v->visit[row].id == visit->id && addr_source_key(v->visit[row].source) == source)
			return 0;
	if (slots_put(&v->index, &probe, (uint32_t)v->count))
		return ERR_NOMEM;
	v->visit[v->count++] = *visit;
	return 1;
}

static int draw(struct day *d, const struct choice *choice, struct visits *v, struct err *err)
{
	for (int i = 0; i < TRIES; i++) {
		const struct service_plan *service =
		    choice->service[random_pick(&d->random, choice->sums, choice->count)];
		const struct target *t = &service->target[random_below(&d->random, service->target_count)];
		struct visit visit = {.service = service};
		visit.id = service_make(t->proto, (uint16_t)random_between(&d->random, t->low, t->high));
		if (maintained(d->point, visit.id))
			continue;
		visit.source = source_visit(d, service, i > TRIES / 2);
		int code = enter(v, &visit);
		if (code < 0)
			return err_set(err, code, "no memory for a day's visits");
		if (code)
			return 0;
	}
	return err_set(
	    err, ERR_CONFIG,
	    "the scenario has too few source addresses or services for %s: add prefixes to its regions, or lower "
	    "sources or the scale",
	    d->point->id);
}

/* Some sources come once, some very often: the rest of the accesses goes by appetite. */
static int share_out(struct day *d, struct visits *v, uint64_t rest, struct err *err)
{
	uint64_t *appetite = calloc(v->count, sizeof(*appetite));
	if (!appetite)
		return err_set(err, ERR_NOMEM, "no memory for a day's visits");
	uint64_t weights = 0;
	for (size_t i = 0; i < v->count; i++) {
		appetite[i] = (v->visit[i].service->repeat - MICRO) / 1000 * random_tail(&d->random, TAIL);
		weights += appetite[i];
	}
	uint64_t before = 0;
	for (size_t i = 0; i < v->count; i++) {
		uint64_t after = before + (weights ? appetite[i] : 1);
		v->visit[i].accesses = 1 + random_part(rest, before, after, weights ? weights : v->count);
		before = after;
	}
	free(appetite);
	return 0;
}

int traffic_day(struct day *d, const struct cell *cell, struct err *err)
{
	if (!cell->visits)
		return 0;
	if (cell->visits > VISITS_MAX)
		return err_set(err, ERR_LIMIT, "more than %llu sources for one point and day: choose a smaller scale",
			       (unsigned long long)VISITS_MAX);
	struct choice choice;
	choose(d, &choice);
	if (!choice.count)
		return err_set(err, ERR_CONFIG, "the scenario has no service that reaches %s on that day",
			       d->point->id);
	/* The keys are not chosen by a stranger; a fixed key keeps the order of nothing, only speed. */
	struct visits v = {.key = {random_next(&d->random), random_next(&d->random)}};
	int code = 0;
	v.visit = calloc((size_t)cell->visits, sizeof(*v.visit));
	if (!v.visit || slots_init(&v.index, (size_t)cell->visits))
		code = err_set(err, ERR_NOMEM, "no memory for a day's visits");
	while (!code && v.count < cell->visits)
		code = draw(d, &choice, &v, err);
	if (!code)
		code = share_out(d, &v, cell->accesses - cell->visits, err);
	for (size_t i = 0; i < v.count && !code; i++)
		probe_visit(d, &v.visit[i]);
	free(v.visit);
	slots_done(&v.index);
	return code;
}
