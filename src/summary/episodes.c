/* Dictionary attacks on maintenance services: connections of one source to one point, no more than 30 minutes from one
 * to the next, at least ten of them (definitions.md). */
#include "base/addr.h"
#include "base/civil.h"
#include "summary/parts.h"
#include "summary/tree.h"

#include <stdlib.h>
#include <string.h>

#define LEAST_CONNECTIONS 10
#define SHOWN 5

struct episode {
	uint64_t source;
	uint64_t connections;
	int64_t begin_us;
	int64_t end_us;
	int32_t day;
	region_id region;
	uint16_t point;
	service_id service;
};

struct episodes {
	struct episode *list; /* as many as there are runs */
	size_t count;
};

static struct episode run_of(const struct store_result *r, size_t row)
{
	return (struct episode){.service =
				    service_make((uint8_t)store_number(r, row, 0), (uint16_t)store_number(r, row, 1)),
				.point = (uint16_t)store_number(r, row, 2),
				.source = store_unsigned(r, row, 3),
				.region = (region_id)store_number(r, row, 4),
				.day = (int32_t)store_number(r, row, 5),
				.begin_us = store_number(r, row, 6),
				.end_us = store_number(r, row, 7),
				.connections = store_unsigned(r, row, 8)};
}

/* Runs come sorted by service, point, source and begin. */
static bool goes_on(const struct episode *e, const struct episode *run)
{
	return e->service == run->service && e->point == run->point && e->source == run->source &&
	       run->begin_us - e->end_us <= LOGIN_GAP_US;
}

static void join_runs(const struct store_result *r, struct episodes *out)
{
	struct episode *last = NULL;
	for (size_t i = 0; i < store_rows(r); i++) {
		struct episode run = run_of(r, i);
		if (last && goes_on(last, &run)) {
			last->connections += run.connections;
			last->end_us = run.end_us > last->end_us ? run.end_us : last->end_us;
			continue;
		}
		last = &out->list[out->count++];
		*last = run;
	}
}

/* Those of the month, which are its own by the day on which they began; and of ten connections. */
static void keep_attacks(const struct parts *p, struct episodes *e)
{
	int32_t first = p->days.month_day;
	int32_t last = first + (int32_t)p->days.month_days - 1;
	size_t kept = 0;
	for (size_t i = 0; i < e->count; i++)
		if (e->list[i].connections >= LEAST_CONNECTIONS && e->list[i].day >= first && e->list[i].day <= last)
			e->list[kept++] = e->list[i];
	e->count = kept;
}

static int by_size(const void *pa, const void *pb)
{
	const struct episode *a = pa;
	const struct episode *b = pb;
	if (a->service != b->service)
		return a->service < b->service ? -1 : 1;
	if (a->connections != b->connections)
		return a->connections > b->connections ? -1 : 1;
	if (a->begin_us != b->begin_us)
		return a->begin_us < b->begin_us ? -1 : 1;
	return (a->source > b->source) - (a->source < b->source);
}

static int by_source(const void *pa, const void *pb)
{
	uint64_t a = *(const uint64_t *)pa;
	uint64_t b = *(const uint64_t *)pb;
	return (a > b) - (a < b);
}

static json_t *episode_tree(const struct parts *p, const struct episode *e)
{
	char day[CIVIL_TEXT_MAX];
	char source[ADDR_TEXT_MAX];
	char region[3];
	day_text(e->day, day);
	addr_source_text(e->source, source);
	region_text(e->region, region);
	json_t *label = tree_label(knowledge_region(p->knowledge, region, LANGUAGE_JA),
				   knowledge_region(p->knowledge, region, LANGUAGE_EN));
	return json_pack("{s:s, s:I, s:o, s:s, s:o, s:s}", "day", day, "seconds",
			 (json_int_t)((e->end_us - e->begin_us) / US_PER_SECOND), "connections",
			 tree_number(e->connections), "region", region, "label", label, "source", source);
}

/* {"count", "connections", "distinct_sources", "largest"} of the episodes of one service. */
static json_t *service_tree(const struct parts *p, const struct episode *list, size_t count)
{
	json_t *largest = json_array();
	uint64_t connections = 0;
	uint64_t distinct = 0;
	uint64_t *sources = calloc(count + 1, sizeof(*sources));
	for (size_t i = 0; i < count; i++) {
		connections += list[i].connections;
		if (sources)
			sources[i] = list[i].source;
		if (i < SHOWN)
			(void)json_array_append_new(largest, episode_tree(p, &list[i]));
	}
	if (sources)
		qsort(sources, count, sizeof(*sources), by_source);
	for (size_t i = 0; sources && i < count; i++)
		distinct += i == 0 || sources[i] != sources[i - 1];
	json_t *many = sources ? tree_number(distinct) : json_null();
	free(sources);
	return json_pack("{s:o, s:o, s:o, s:o}", "count", tree_number(count), "connections", tree_number(connections),
			 "distinct_sources", many, "largest", largest);
}

static void add_to_service(const struct parts *p, const struct episodes *e, json_t *maintenance)
{
	service_id service;
	if (service_parse(json_string_value(json_object_get(maintenance, "key")), &service))
		return;
	size_t from = 0;
	while (from < e->count && e->list[from].service != service)
		from++;
	size_t to = from;
	while (to < e->count && e->list[to].service == service)
		to++;
	(void)json_object_set_new(maintenance, "episodes", service_tree(p, e->list + from, to - from));
}

int parts_episodes(struct parts *p, struct err *err)
{
	/* an episode may begin before the month, or end after it */
	const struct store_param params[] = {frame_from(p->days.month_day - 1),
					     frame_to(p->days.month_day + (int32_t)p->days.month_days),
					     store_number_param("least", LEAST_CONNECTIONS)};
	struct store_result *r = NULL;
	struct episodes e = {0};
	int code = store_query(p->store, "summary_login_runs", params, 3, &r, err);
	if (code)
		return code;
	e.list = calloc(store_rows(r) + 1, sizeof(*e.list));
	if (e.list) {
		join_runs(r, &e);
		keep_attacks(p, &e);
		qsort(e.list, e.count, sizeof(*e.list), by_size);
		size_t i;
		json_t *service;
		json_array_foreach(json_object_get(p->tree, "maintenance"), i, service) add_to_service(p, &e, service);
	} else {
		code = err_set(err, ERR_NOMEM, "no memory for the summary");
	}
	store_result_free(r);
	free(e.list);
	return code;
}
