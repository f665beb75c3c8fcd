/* A small store made by hand, its summary, and what may be published of it. */
#include "summary/summary.h"

#include "base/civil.h"
#include "summary/fold.h"
#include "summary/tree.h"

#include "tap.h"

#include <unistd.h>

#define JP region_make('J', 'P')
#define CN region_make('C', 'N')

static char folder[] = "/tmp/teiten-summary-XXXXXX";
static struct store *store;
static struct err err;
static int32_t november; /* its first day */

static const service_id smb = PROTO_TCP << 16 | 445;
static const service_id pop1 = PROTO_UDP << 16 | 1026;
static const service_id pop2 = PROTO_UDP << 16 | 1027;
static const service_id rare = PROTO_TCP << 16 | 31337;

static void check(int code)
{
	if (!code)
		return;
	printf("Bail out! %s\n", err.msg);
	exit(EXIT_FAILURE);
}

/* One day of one point: `loud` accesses to 445 by sources 1.., pop-ups from China, and perhaps one to a rare port. */
static void add_day(const char *name, int32_t day, uint32_t loud, bool with_rare)
{
	static int serial;
	char sha[80];
	uint16_t point;
	struct source_day rows[8];
	struct service_hour hours[8];
	size_t n = 0;
	int64_t begin = ((int64_t)day * 24 - 9) * US_PER_HOUR;
	for (uint64_t source = 1; source <= 3; source++)
		rows[n++] = (struct source_day){.source = source,
						.day = day,
						.service = smb,
						.kind = 1,
						.accesses = loud,
						.attempts = loud,
						.region = JP};
	rows[n++] = (struct source_day){
	    .source = 77, .day = day, .service = pop1, .kind = 1, .accesses = 10, .attempts = 10, .region = CN};
	rows[n++] = (struct source_day){
	    .source = 77, .day = day, .service = pop2, .kind = 1, .accesses = 5, .attempts = 5, .region = CN};
	rows[n++] = (struct source_day){
	    .source = 1, .day = day, .service = smb, .kind = 2, .accesses = 1, .attempts = 1, .region = JP};
	if (with_rare)
		rows[n++] = (struct source_day){.source = 99,
						.day = day,
						.service = rare,
						.kind = 1,
						.accesses = 2,
						.attempts = 1,
						.region = REGION_UNKNOWN};
	struct store_segment s = {.sha256 = sha,
				  .file = "f.pcap",
				  .regions = "test 2005-11-01",
				  .begin_us = begin + US_PER_SECOND,
				  .end_us = begin + US_PER_DAY - US_PER_SECOND,
				  .silence_us = US_PER_HOUR};
	for (size_t i = 0; i < n; i++) {
		s.accesses += rows[i].accesses;
		hours[i] = (struct service_hour){.day = day,
						 .service = rows[i].service,
						 .accesses = rows[i].accesses,
						 .region = rows[i].region,
						 .hour = 3,
						 .kind = rows[i].kind};
	}
	s.seen = s.accesses + 7;
	s.excluded[5] = 7;
	(void)snprintf(sha, sizeof(sha), "%064d", ++serial);
	check(store_point(store, name, "Asia/Tokyo", &point, &err));
	s.point = point;
	check(store_import_begin(store, &err));
	check(store_add_source_days(store, point, rows, n, &err));
	check(store_add_service_hours(store, point, hours, n, &err));
	check(store_import_commit(store, &s, &err));
}

static json_t *make(const char *month)
{
	static const uint16_t ports[] = {1026, 1027, 1028};
	static const struct summary_group group = {.key = "pop",
						   .label_ja = "ポップ",
						   .label_en = "Pop-ups",
						   .proto = PROTO_UDP,
						   .ports = ports,
						   .port_count = 3};
	struct summary_options o = {
	    .top = 10, .points = 3, .groups = &group, .group_count = 1, .now_us = INT64_C(1800000000) * US_PER_SECOND};
	json_t *tree = NULL;
	check(month_parse(month, &o.month));
	check(summary_make(store, &o, &tree, &err));
	return tree;
}

/* Walk by keys and indices: "daily", "service", "accesses", "0", "3". */
static const json_t *walk(const json_t *tree, const char *way)
{
	char text[128];
	(void)snprintf(text, sizeof(text), "%s", way);
	for (char *rest = text, *step; tree && (step = strsep(&rest, "/"));)
		tree = json_is_array(tree) ? json_array_get(tree, (size_t)strtoul(step, NULL, 10))
					   : json_object_get(tree, step);
	return tree;
}

static void is(const json_t *tree, const char *way, json_int_t want)
{
	const json_t *value = walk(tree, way);
	OK(value && (json_is_integer(value) || json_is_real(value)), way);
	IS_INT(json_number_value(value), want, way);
}

static void is_null(const json_t *tree, const char *way)
{
	const json_t *value = walk(tree, way);
	OK(value && json_is_null(value), way);
}

static void is_text(const json_t *tree, const char *way, const char *want)
{
	IS_TEXT(json_string_value(walk(tree, way)), want, way);
}

/* Connections to SSH at a point: a run that begins `minute` minutes into the day and takes ten. */
static void add_run(const char *name, int32_t day, int minute, uint32_t connections)
{
	static int serial = 500000;
	const service_id ssh = PROTO_TCP << 16 | 22;
	const int64_t begin = (int64_t)day * US_PER_DAY - 9 * US_PER_HOUR + minute * 60 * US_PER_SECOND;
	const struct login_run run = {.source = 77,
				      .begin_us = begin,
				      .end_us = begin + 600 * US_PER_SECOND,
				      .day = day,
				      .service = ssh,
				      .connections = connections,
				      .region = CN};
	const struct maintenance_day row = {.source = 77,
					    .first_us = run.begin_us,
					    .last_us = run.end_us,
					    .day = day,
					    .service = ssh,
					    .packets = connections,
					    .connections = connections,
					    .region = CN};
	char sha[80];
	uint16_t point;
	struct store_segment s = {
	    .file = "run.pcap", .regions = "test 2005-11-01", .sha256 = sha, .connections = connections};
	s.begin_us = run.begin_us;
	s.end_us = run.end_us;
	s.seen = connections;
	(void)snprintf(sha, sizeof(sha), "%064d", ++serial);
	check(store_point(store, name, "Asia/Tokyo", &point, &err));
	s.point = point;
	check(store_import_begin(store, &err));
	check(store_add_maintenance(store, point, &row, 1, &err));
	check(store_add_login_runs(store, point, &run, 1, &err));
	check(store_import_commit(store, &s, &err));
}

/* Over midnight, in three files: 12 connections; alone: 9; at another point: 10. */
static void fill_runs(void)
{
	add_run("a", november + 3, 24 * 60 - 15, 5);
	add_run("a", november + 4, 10, 4);
	add_run("a", november + 4, 40, 3);
	add_run("a", november + 4, 81, 9);
	add_run("b", november + 4, 20, 10);
}

/* Ten days of November at four points; the rare port at one of them on the first day; two days of October at one. */
static void fill(void)
{
	static const char *const points[] = {"a", "b", "c", "d"};
	check(day_parse("2005-11-01", &november));
	for (int day = 0; day < 10; day++)
		for (size_t p = 0; p < 4; p++)
			add_day(points[p], november + day, 20, day == 0 && p == 0);
	add_day("a", november - 2, 100, false);
	add_day("a", november - 1, 100, false);
	fill_runs();
	check(store_close_days(store, 4, NULL, NULL, &err));
}

static void test_episodes(const json_t *t)
{
	is_text(t, "maintenance/0/key", "22/tcp");
	is(t, "maintenance/0/episodes/count", 2);
	is(t, "maintenance/0/episodes/connections", 22);
	is(t, "maintenance/0/episodes/distinct_sources", 1);
	is(t, "maintenance/0/episodes/largest/0/connections", 12);
	is(t, "maintenance/0/episodes/largest/0/seconds", (15 + 50) * 60);
	is_text(t, "maintenance/0/episodes/largest/0/day", "2005-11-04");
	is_text(t, "maintenance/0/episodes/largest/0/source", "0.0.0.77");
	is(t, "maintenance/0/episodes/largest/1/connections", 10);
}

static void test_full(const json_t *t)
{
	is(t, "totals/accesses", 40 * 76 + 2);
	is(t, "totals/cumulative_sources", 40 * 5 + 1);
	is(t, "totals/distinct_sources", 5);
	is(t, "totals/point_days", 40);
	is(t, "totals/possible_point_days", 120);
	is(t, "totals/points", 4);
	is(t, "totals/accesses_per_source_low", 15);
	is(t, "totals/accesses_per_source_high", 16);
	is(t, "previous/accesses", 2 * 316);
	is(t, "previous/point_days", 2);
	is(t, "monthly/4/accesses_per_point_day", 316);
	is_null(t, "monthly/0/accesses_per_point_day");
	is_text(t, "services/0/key", "445/tcp");
	is_text(t, "services/1/key", "pop");
	is_text(t, "services/2/key", "31337/tcp");
	is_text(t, "services/3/key", "other");
	is(t, "services/1/accesses", 40 * 15);
	is(t, "services/1/cumulative_sources", 80);
	is(t, "services/3/accesses", 0);
	is_text(t, "regions/0/label/ja", "日本");
	is_text(t, "regions/1/key", "CN");
	is(t, "daily/service/accesses/0/0", 4 * 61);
	is(t, "daily/service/accesses/2/0", 2);
	is(t, "daily/service/accesses/2/1", 0);
	is_null(t, "daily/service/accesses/0/10");
	is(t, "daily/total/distinct_sources/0", 5);
	is(t, "daily/kind/accesses/1/0", 4);
	is(t, "daily/kind/distinct_sources/1/0", 1);
	is(t, "half_year/service/accesses/0/4", 2 * 301);
	is_null(t, "half_year/service/accesses/0/0");
	is(t, "hourly/month/0/3", 40 * 61);
	is(t, "hourly/half_year/0/3", 42 * 61 + 2 * 240);
	is(t, "region_service/1/1", 600);
	is(t, "region_service_previous/0/0", 2 * 301);
	is(t, "region_service_previous/1/1", 2 * 15);
	is_text(t, "ranking/1/key", "pop");
	is(t, "ranking/1/rank_previous", 2);
	is(t, "ranking/0/accesses_previous", 2 * 301);
	is_null(t, "ranking/2/rank_previous");
	IS_INT(json_array_size(walk(t, "new_services")), 0, "two accesses make no new service");
	is(t, "groups/0/members/0/accesses/31", 40);
	is_text(t, "groups/0/days/0", "2005-10-01");
	is(t, "coverage/by_point/3/days/9", 1);
	is(t, "coverage/daily/9", 4);
	is(t, "segments/excluded/outbound", 40 * 7);
	is_text(t, "regions_data/0", "test 2005-11-01");
	is(t, "points/observing", 4);
}

static void test_published(const json_t *full)
{
	json_t *t = NULL;
	check(summary_publish(full, &t, &err));
	is_null(t, "services/2/accesses");
	is(t, "totals/accesses", 40 * 76 + 2);
	is_null(t, "daily/service/accesses/2/0");
	OK(!walk(t, "daily/service/points") && !walk(t, "coverage/by_point") && !walk(t, "region_service_points"),
	   "no points in it");
	char *text = json_dumps(t, 0);
	OK(text && !strstr(text, "\"point\""), "nowhere");
	free(text);
	/* the day's "other" held the rare port alone: the next smallest went with it, so that 2 cannot be computed */
	is_null(t, "daily/service/accesses/1/0");
	is(t, "daily/service/accesses/3/0", 62);
	/* and a second day of that service, so that neither can be computed from its month */
	is_null(t, "daily/service/accesses/1/1");
	is(t, "daily/service/accesses/1/2", 60);
	/* October was seen by one point of four: all of it is folded away */
	is_null(t, "half_year/service/accesses/0/4");
	is_null(t, "half_year/service/accesses/3/4");
	is_null(t, "monthly/4/accesses");
	is_null(t, "monthly/4/accesses_per_point_day");
	is_null(t, "calendar/accesses/152");
	is(t, "calendar/accesses/153", 306);
	OK(json_is_null(walk(t, "previous")), "October is no month to compare with");
	OK(json_is_null(walk(t, "region_service_previous")) && !walk(t, "region_service_previous_points"),
	   "nor are its regions and services told");
	IS_INT(json_array_size(walk(t, "ranking")), 0, "nor who was the largest");
	/* from the half year's hours, less November, October could be computed */
	is_null(t, "hourly/half_year/0/3");
	is(t, "maintenance/0/episodes/largest/0/connections", 12);
	OK(!walk(t, "maintenance/0/episodes/largest/0/source"), "an attack's source is not published");
	is(t, "hourly/month/0/3", 40 * 61);
	OK(json_integer_value(walk(t, "publication/folded_cells")) > 5, "the cells are counted");
	json_decref(t);
}

/* One day that too few points saw takes another with it, in every table: else that one's parts would tell the sum. */
static void test_hidden_day(const json_t *full)
{
	json_t *few = json_deep_copy(full);
	json_t *t = NULL;
	int hidden = 0;
	(void)json_array_set_new(json_object_get(json_object_get(few, "calendar"), "points"), 155, json_integer(2));
	check(summary_publish(few, &t, &err));
	is_null(t, "calendar/accesses/155");
	for (size_t day = 0; day < 10; day++) {
		bool gone = json_is_null(json_array_get(walk(t, "daily/total/accesses"), day));
		hidden += gone;
		for (size_t row = 0; gone && row < json_array_size(walk(t, "daily/service/accesses")); row++)
			OK(json_is_null(grid_cell(walk(t, "daily/service/accesses"), row, day)) &&
			       json_is_null(grid_cell(walk(t, "daily/service/cumulative_sources"), row, day)),
			   "no part of a hidden day is shown");
		for (size_t row = 0; gone && row < 3; row++)
			OK(json_is_null(grid_cell(walk(t, "daily/kind/accesses"), row, day)), "nor a kind of it");
	}
	IS_INT(hidden, 2, "two days are hidden");
	json_decref(t);
	json_decref(few);
}

static void test_empty(void)
{
	json_t *t = make("2004-03");
	json_t *p = NULL;
	is(t, "totals/accesses", 0);
	is_null(t, "totals/accesses_per_point_day");
	is_null(t, "totals/accesses_per_source_low");
	OK(json_is_null(walk(t, "previous")), "no month before");
	IS_INT(json_array_size(walk(t, "services")), 1, "only other");
	is_null(t, "daily/service/accesses/0/0");
	IS_INT(json_array_size(walk(t, "groups")), 0, "no groups");
	check(summary_publish(t, &p, &err));
	is(p, "totals/accesses", 0);
	json_decref(p);
	json_decref(t);
}

int main(void)
{
	char path[64];
	if (!mkdtemp(folder))
		return EXIT_FAILURE;
	(void)snprintf(path, sizeof(path), "%s/s.duckdb", folder);
	check(store_open(path, STORE_CREATE, &store, &err));
	fill();
	json_t *full = make("2005-11");
	test_full(full);
	test_episodes(full);
	test_published(full);
	test_hidden_day(full);
	test_empty();
	json_decref(full);
	store_close(store);
	(void)unlink(path);
	(void)rmdir(folder);
	return tap_done();
}
