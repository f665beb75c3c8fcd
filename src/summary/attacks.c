/* Denial-of-service attacks elsewhere, by their backscatter: traces of one kind of flood on one victim, no more than an
 * hour from one to the next at any point, at least ten of them. */
#include "base/addr.h"
#include "base/civil.h"
#include "base/grow.h"
#include "base/service.h"
#include "label/flood.h"
#include "summary/parts.h"
#include "summary/tree.h"

#include <stdlib.h>

#define LEAST_PACKETS 10
#define SHOWN 10
#define POINTS_MAX 65536
#define ADDRESSES 4294967296.0 /* of IPv4 */

struct attack {
	uint64_t victim;
	uint64_t packets;
	uint64_t points;
	uint64_t services;
	uint64_t service_packets; /* to the one that has most */
	int64_t begin_us;
	int64_t end_us;
	int32_t day;
	service_id service;
	region_id region;
	uint8_t kind;
};

struct run {
	uint64_t packets;
	service_id service;
	uint16_t point;
};

struct attacks {
	struct attack *list;
	size_t count, room;
	struct run *runs; /* of the attack that is being joined */
	size_t run_count, run_room;
	bool *points; /* by number: those that saw any attack */
};

static int by_service(const void *pa, const void *pb)
{
	const struct run *a = pa;
	const struct run *b = pb;
	return (a->service > b->service) - (a->service < b->service);
}

static int by_point(const void *pa, const void *pb)
{
	const struct run *a = pa;
	const struct run *b = pb;
	return (a->point > b->point) - (a->point < b->point);
}

/* What the runs of an attack say of points and services. */
static void sum_runs(struct attacks *a, struct attack *attack)
{
	qsort(a->runs, a->run_count, sizeof(*a->runs), by_point);
	for (size_t i = 0; i < a->run_count; i++)
		attack->points += i == 0 || a->runs[i].point != a->runs[i - 1].point;
	qsort(a->runs, a->run_count, sizeof(*a->runs), by_service);
	for (size_t i = 0; i < a->run_count;) {
		uint64_t packets = 0;
		size_t end = i;
		while (end < a->run_count && a->runs[end].service == a->runs[i].service)
			packets += a->runs[end++].packets;
		attack->services++;
		attack->packets += packets;
		if (packets > attack->service_packets) {
			attack->service_packets = packets;
			attack->service = a->runs[i].service;
		}
		i = end;
	}
}

/* Keep the attack whose runs are all there, when it is large enough and began in the month. */
static int end_attack(const struct parts *p, struct attacks *a, struct attack *attack)
{
	int32_t first = p->days.month_day;
	sum_runs(a, attack);
	if (attack->packets >= LEAST_PACKETS && attack->day >= first &&
	    attack->day < first + (int32_t)p->days.month_days) {
		if (grow_array((void **)&a->list, &a->room, a->count + 1, sizeof(*a->list)))
			return ERR_NOMEM;
		a->list[a->count++] = *attack;
		for (size_t i = 0; i < a->run_count; i++)
			a->points[a->runs[i].point] = true;
	}
	a->run_count = 0;
	return 0;
}

static struct attack attack_of(const struct store_result *r, size_t row)
{
	return (struct attack){.victim = store_unsigned(r, row, 0),
			       .kind = (uint8_t)store_number(r, row, 1),
			       .region = (region_id)store_number(r, row, 5),
			       .day = (int32_t)store_number(r, row, 6),
			       .begin_us = store_number(r, row, 7),
			       .end_us = store_number(r, row, 8)};
}

/* Runs come sorted by victim, kind and begin. */
static int join_runs(const struct parts *p, const struct store_result *r, struct attacks *a)
{
	struct attack attack = {.victim = 0};
	for (size_t i = 0; i < store_rows(r); i++) {
		struct attack next = attack_of(r, i);
		bool more = a->run_count && next.victim == attack.victim && next.kind == attack.kind &&
			    next.begin_us - attack.end_us <= FLOOD_GAP_US;
		if (!more) {
			if (a->run_count && end_attack(p, a, &attack))
				return ERR_NOMEM;
			attack = next;
		}
		attack.end_us = next.end_us > attack.end_us ? next.end_us : attack.end_us;
		if (grow_array((void **)&a->runs, &a->run_room, a->run_count + 1, sizeof(*a->runs)))
			return ERR_NOMEM;
		a->runs[a->run_count++] =
		    (struct run){store_unsigned(r, i, 9),
				 service_make((uint8_t)store_number(r, i, 2), (uint16_t)store_number(r, i, 3)),
				 (uint16_t)store_number(r, i, 4)};
	}
	return a->run_count ? end_attack(p, a, &attack) : 0;
}

static int by_packets(const void *pa, const void *pb)
{
	const struct attack *a = pa;
	const struct attack *b = pb;
	if (a->packets != b->packets)
		return a->packets > b->packets ? -1 : 1;
	if (a->begin_us != b->begin_us)
		return a->begin_us < b->begin_us ? -1 : 1;
	return (a->victim > b->victim) - (a->victim < b->victim);
}

static int by_victim(const void *pa, const void *pb)
{
	const struct attack *a = pa;
	const struct attack *b = pb;
	return (a->victim > b->victim) - (a->victim < b->victim);
}

static json_t *attack_tree(const struct parts *p, const struct attack *a, int64_t addresses)
{
	char day[CIVIL_TEXT_MAX];
	char victim[ADDR_TEXT_MAX];
	json_t *o = json_object();
	day_text(a->day, day);
	addr_source_text(a->victim, victim);
	(void)json_object_set_new(o, "day", json_string(day));
	(void)json_object_set_new(o, "seconds", json_integer((json_int_t)((a->end_us - a->begin_us) / US_PER_SECOND)));
	(void)json_object_set_new(o, "flood", json_string(flood_name(a->kind)));
	(void)json_object_set_new(o, "service", parts_service(a->service));
	(void)json_object_set_new(o, "services", tree_number(a->services));
	(void)json_object_set_new(o, "region", parts_region(p, a->region));
	(void)json_object_set_new(o, "packets", tree_number(a->packets));
	(void)json_object_set_new(o, "points", tree_number(a->points));
	(void)json_object_set_new(o, "victim", json_string(victim));
	(void)json_object_set_new(o, "estimated_packets",
				  addresses ? json_real((double)a->packets * ADDRESSES / (double)addresses)
					    : json_null());
	return o;
}

static json_t *kinds_tree(const struct attacks *a)
{
	json_t *kinds = json_array();
	for (unsigned k = 1; k < FLOOD_COUNT; k++) {
		uint64_t count = 0;
		uint64_t packets = 0;
		for (size_t i = 0; i < a->count; i++) {
			count += a->list[i].kind == k;
			packets += a->list[i].kind == k ? a->list[i].packets : 0;
		}
		(void)json_array_append_new(kinds, json_pack("{s:s, s:o, s:o}", "key", flood_name(k), "count",
							     tree_number(count), "packets", tree_number(packets)));
	}
	return kinds;
}

static json_t *attacks_tree(const struct parts *p, struct attacks *a, int64_t addresses)
{
	uint64_t packets = 0;
	uint64_t victims = 0;
	uint64_t points = 0;
	json_t *largest = json_array();
	qsort(a->list, a->count, sizeof(*a->list), by_victim);
	for (size_t i = 0; i < a->count; i++)
		victims += i == 0 || a->list[i].victim != a->list[i - 1].victim;
	qsort(a->list, a->count, sizeof(*a->list), by_packets);
	for (size_t i = 0; i < a->count; i++) {
		packets += a->list[i].packets;
		if (i < SHOWN)
			(void)json_array_append_new(largest, attack_tree(p, &a->list[i], addresses));
	}
	for (size_t i = 0; i < POINTS_MAX; i++)
		points += a->points[i];
	return json_pack("{s:o, s:o, s:o, s:o, s:I, s:o, s:o}", "count", tree_number(a->count), "packets",
			 tree_number(packets), "victims", tree_number(victims), "points", tree_number(points),
			 "addresses", (json_int_t)addresses, "kinds", kinds_tree(a), "largest", largest);
}

int parts_attacks(struct parts *p, struct err *err)
{
	/* an attack may begin before the month, or end after it */
	const struct store_param params[] = {frame_from(p->days.month_day - 1),
					     frame_to(p->days.month_day + (int32_t)p->days.month_days),
					     store_number_param("least", LEAST_PACKETS)};
	struct store_result *runs = NULL;
	struct store_result *addresses = NULL;
	struct attacks a = {.points = calloc(POINTS_MAX, sizeof(*a.points)), .room = 0};
	int code = a.points && !grow_array((void **)&a.list, &a.room, 1, sizeof(*a.list)) ? 0 : ERR_NOMEM;
	if (!code)
		code = store_query(p->store, "summary_flood_runs", params, 3, &runs, err);
	if (!code)
		code = store_query(p->store, "summary_addresses", params, 2, &addresses, err);
	if (!code && join_runs(p, runs, &a))
		code = ERR_NOMEM;
	if (code == ERR_NOMEM)
		code = err_set(err, ERR_NOMEM, "no memory for the summary");
	if (!code)
		(void)json_object_set_new(p->tree, "attacks", attacks_tree(p, &a, store_number(addresses, 0, 0)));
	store_result_free(runs);
	store_result_free(addresses);
	free(a.list);
	free(a.runs);
	free(a.points);
	return code;
}
