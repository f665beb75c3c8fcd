/* Attacks, wide sources and groups of a store made by hand: how runs of several points become attacks, and what may be
 * published of all this. */
#include "summary/summary.h"

#include "base/civil.h"
#include "label/flood.h"
#include "label/suspect.h"
#include "label/tool.h"

#include "tap.h"

#include <jansson.h>
#include <unistd.h>

#define CN region_make('C', 'N')
#define POINTS 4
#define SOURCES 6

static char folder[] = "/tmp/teiten-explained-XXXXXX";
static struct store *store;
static struct err err;
static int32_t day; /* 10 November 2005 */
static const service_id web = PROTO_TCP << 16 | 80;
static const service_id tls = PROTO_TCP << 16 | 443;

static void check(int code)
{
	if (!code)
		return;
	printf("Bail out! %s\n", err.msg);
	exit(EXIT_FAILURE);
}

static struct flood_run run(uint64_t victim, service_id service, int64_t begin_s, int64_t end_s, uint32_t packets)
{
	int64_t noon = ((int64_t)day * 24 - 9 + 12) * US_PER_HOUR;
	return (struct flood_run){.victim = victim,
				  .begin_us = noon + begin_s * US_PER_SECOND,
				  .end_us = noon + end_s * US_PER_SECOND,
				  .day = day,
				  .service = service,
				  .packets = packets,
				  .region = CN,
				  .kind = FLOOD_TCP};
}

/* What one point saw: six sources at two services, by masscan; and traces of attacks. Victim 7 is seen by all points,
 * one after the other; victim 8 by the first only; victim 9 too little; victim 10 in two attacks with two hours
 * between. */
static void add_point(uint16_t number)
{
	char name[16];
	char sha[80];
	uint16_t point;
	struct source_day rows[2 * SOURCES];
	struct mark_day marks[2 * SOURCES + 1];
	struct flood_run runs[8];
	size_t n = 0;
	size_t run_count = 0;
	(void)snprintf(name, sizeof(name), "point%u", number);
	(void)snprintf(sha, sizeof(sha), "%064d", number);
	for (uint64_t i = 0; i < (uint64_t)2 * SOURCES; i++, n++) {
		uint64_t source = 0x01010101 + i / 2;
		rows[i] = (struct source_day){.source = source,
					      .day = day,
					      .service = i % 2 ? tls : web,
					      .accesses = 3,
					      .attempts = 3,
					      .region = CN,
					      .kind = 1};
		marks[i] = (struct mark_day){.source = source,
					     .day = day,
					     .service = rows[i].service,
					     .matched = 3,
					     .region = CN,
					     .mark = TOOL_MASSCAN};
	}
	marks[n] = marks[0];
	marks[n].mark = SUSPECT_TTL;
	runs[run_count++] = run(7, web, 60 * number, 60 * number + 3000, 4);
	runs[run_count++] = run(7, tls, 60 * number + 100, 60 * number + 200, 1);
	if (number == 1)
		runs[run_count++] = run(8, web, 0, 100, 30);
	runs[run_count++] = run(9, web, 0, 100, 2);
	runs[run_count++] = run(10, web, 0, 100, 5);
	runs[run_count++] = run(10, web, 2 * 3600 + 101, 2 * 3600 + 500, 6);
	int64_t begin = ((int64_t)day * 24 - 9) * US_PER_HOUR;
	const struct store_segment s = {.sha256 = sha,
					.file = "f.pcap",
					.regions = "test",
					.begin_us = begin,
					.end_us = begin + US_PER_DAY,
					.seen = n * 3,
					.accesses = n * 3};
	struct store_segment segment = s;
	check(store_point(store, name, "Asia/Tokyo", &point, &err));
	check(store_point_addresses(store, point, 256, &err));
	segment.point = point;
	check(store_import_begin(store, &err));
	check(store_add_source_days(store, point, rows, n, &err));
	check(store_add_mark_days(store, point, marks, n + 1, &err));
	check(store_add_flood_runs(store, point, runs, run_count, &err));
	check(store_import_commit(store, &segment, &err));
}

static json_int_t number(const json_t *o, const char *name)
{
	return json_integer_value(json_object_get(o, name));
}

static void test_attacks(const json_t *t)
{
	const json_t *attacks = json_object_get(t, "attacks");
	const json_t *largest = json_object_get(attacks, "largest");
	IS_INT(number(attacks, "count"), 4, "four attacks: ten packets and more");
	IS_INT(number(attacks, "victims"), 3, "on three victims");
	IS_INT(number(attacks, "packets"), 20 + 30 + 20 + 24, "with their packets");
	IS_INT(number(attacks, "addresses"), 1024, "of what the points observe");
	const json_t *one = json_array_get(largest, 0);
	IS_INT(number(one, "packets"), 30, "the largest");
	IS_INT(number(one, "points"), 1, "was seen by one point");
	OK(json_number_value(json_object_get(one, "estimated_packets")) == 30 * 4194304.0, "and stands for so many");
	IS_INT(number(json_array_get(largest, 1), "packets"), 24, "the second of one victim begins after a pause");
	size_t i;
	json_array_foreach(largest, i, one)
	{
		if (strcmp(json_string_value(json_object_get(one, "victim")), "0.0.0.7") != 0)
			continue;
		IS_INT(number(one, "points"), POINTS, "runs of all points are one attack");
		IS_INT(number(one, "seconds"), 60 * (POINTS - 1) + 3000, "from the first trace to the last");
		IS_INT(number(one, "services"), 2, "on two services");
		OK(!strcmp(json_string_value(json_object_get(json_object_get(one, "service"), "key")), "80/tcp"),
		   "most on one");
	}
}

static void test_conduct(const json_t *t)
{
	const json_t *wide = json_object_get(t, "wide");
	const json_t *groups = json_object_get(t, "source_groups");
	const json_t *first = json_array_get(json_object_get(wide, "shown"), 0);
	IS_INT(number(wide, "distinct_sources"), SOURCES, "all sources are wide");
	IS_INT(number(wide, "accesses"), SOURCES * 2 * 3 * POINTS, "with their accesses");
	IS_INT(number(first, "points"), POINTS, "at all points");
	OK(!strcmp(json_string_value(json_object_get(first, "tool")), "masscan"), "by masscan");
	IS_INT(json_array_size(json_object_get(first, "top_services")), 2, "at two services");
	IS_INT(json_array_size(groups), 1, "and they are one group");
	IS_INT(number(json_array_get(groups, 0), "sources"), SOURCES, "of all of them");
	OK(!strcmp(json_string_value(json_object_get(json_array_get(groups, 0), "tool")), "masscan"), "by masscan");
	IS_INT(number(json_array_get(json_object_get(t, "suspects"), 0), "accesses"), 3 * POINTS, "some are suspect");
}

static void test_published(const json_t *t)
{
	const json_t *attacks = json_object_get(t, "attacks");
	const json_t *largest = json_object_get(attacks, "largest");
	size_t i;
	const json_t *one;
	char *text = json_dumps(t, 0);
	IS_INT(number(attacks, "count"), 4, "all attacks are counted");
	IS_INT(json_array_size(largest), 2,
	       "what one point saw is not shown, nor one beside it, which would tell of it");
	json_array_foreach(largest, i, one)
	    OK(!json_object_get(one, "victim") && !json_object_get(one, "points"), "bare");
	OK(text && !strstr(text, "1.1.1.") && !strstr(text, "0.0.0."), "no source and no victim is in it");
	IS_INT(json_array_size(json_object_get(t, "source_groups")), 1, "the group is");
	free(text);
}

int main(void)
{
	struct summary_options o = {.top = 10, .points = 3, .now_us = INT64_C(1800000000) * US_PER_SECOND};
	char path[128];
	json_t *full = NULL;
	json_t *published = NULL;
	if (!mkdtemp(folder) || day_parse("2005-11-10", &day))
		return EXIT_FAILURE;
	(void)snprintf(path, sizeof(path), "%s/store.duckdb", folder);
	check(store_open(path, STORE_CREATE, &store, &err));
	for (uint16_t i = 1; i <= POINTS; i++)
		add_point(i);
	check(store_close_days(store, 3, NULL, NULL, &err));
	check(month_parse("2005-11", &o.month));
	check(summary_make(store, &o, &full, &err));
	test_attacks(full);
	test_conduct(full);
	check(summary_publish(full, &published, &err));
	test_published(published);
	json_decref(full);
	json_decref(published);
	store_close(store);
	(void)unlink(path);
	(void)rmdir(folder);
	return tap_done();
}
