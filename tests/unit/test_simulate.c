#include "simulate/simulate.h"

#include "base/civil.h"
#include "simulate/random.h"
#include "simulate/scenario.h"

#include "tap.h"
#include "unit/capture_walk.h"

#include <dirent.h>
#include <jansson.h>
#include <sys/stat.h>
#include <unistd.h>

enum { PATH_BYTES = 4096 };

static char work[PATH_BYTES - 512]; /* this run's own folder */

static const char *path_of(const char *name)
{
	static char paths[8][PATH_BYTES];
	static int turn;
	char *path = paths[turn++ % 8];
	(void)snprintf(path, PATH_BYTES, "%.2000s/%.2000s", work, name);
	return path;
}

static void remove_tree(const char *path)
{
	DIR *folder = opendir(path);
	for (struct dirent *entry; folder && (entry = readdir(folder));) {
		char inside[PATH_BYTES];
		if (!strcmp(entry->d_name, ".") || !strcmp(entry->d_name, ".."))
			continue;
		(void)snprintf(inside, sizeof(inside), "%.3000s/%s", path, entry->d_name);
		remove_tree(inside);
	}
	if (folder)
		(void)closedir(folder);
	(void)remove(path);
}

static bool same_file(const char *a, const char *b)
{
	size_t a_len = 0;
	size_t b_len = 0;
	uint8_t *x = load(a, &a_len);
	uint8_t *y = load(b, &b_len);
	bool same = x && y && a_len == b_len && !memcmp(x, y, a_len);
	free(x);
	free(y);
	return same;
}

static int simulate(const char *scenario, const char *folder, double scale, uint64_t seed, struct err *err)
{
	struct simulate_result result;
	struct simulate_options o = {.scenario = scenario, .folder = path_of(folder), .scale = scale, .seed = seed};
	return simulate_run(&o, &result, err);
}

/* Every file of one month. */
static void walk_month(const char *folder, const char *month, struct tally *t)
{
	char name[PATH_BYTES];
	(void)snprintf(name, sizeof(name), "%.100s/points.json", folder);
	json_t *points = json_load_file(path_of(name), 0, NULL);
	size_t i;
	json_t *point;
	json_array_foreach(points, i, point)
	{
		struct zone *zone = NULL;
		struct err err;
		(void)snprintf(name, sizeof(name), "%.100s/%s", folder,
			       json_string_value(json_object_get(point, "id")));
		DIR *files = opendir(path_of(name));
		if (!files || zone_open(json_string_value(json_object_get(point, "time_zone")), &zone, &err))
			t->wrong_day++;
		for (struct dirent *entry; files && zone && (entry = readdir(files));) {
			char inside[PATH_BYTES];
			char day[16];
			if (strncmp(entry->d_name, month, 7) != 0)
				continue;
			(void)snprintf(inside, sizeof(inside), "%.2000s/%.200s", name, entry->d_name);
			(void)snprintf(day, sizeof(day), "%.10s", entry->d_name);
			walk_file(path_of(inside), day, point, zone, t);
		}
		zone_close(zone);
		if (files)
			(void)closedir(files);
	}
	json_decref(points);
}

static struct tally check_counts(const char *folder)
{
	char name[PATH_BYTES];
	struct tally all = {0};
	(void)snprintf(name, sizeof(name), "%.100s/expected.json", folder);
	json_t *expected = json_load_file(path_of(name), 0, NULL);
	const char *month;
	json_t *row;
	OK(json_object_size(json_object_get(expected, "months")) > 0, "expected.json names months");
	json_object_foreach(json_object_get(expected, "months"), month, row)
	{
		struct tally t = {0};
		walk_month(folder, month, &t);
		IS_INT(t.accesses, json_integer_value(json_object_get(row, "accesses")), "accesses as expected");
		IS_INT(t.cumulative, json_integer_value(json_object_get(row, "cumulative_sources")),
		       "sources as expected");
		IS_INT(t.connections, json_integer_value(json_object_get(row, "connections")),
		       "connections as expected");
		IS_INT(t.wrong_sums, 0, "every checksum and length is right");
		IS_INT(t.wrong_order, 0, "frames are in order of time");
		IS_INT(t.wrong_day, 0, "and inside their local day");
		IS_INT(t.late_answers, 0, "servers answer within four seconds of being asked");
		uint64_t *sum = (uint64_t *)&all;
		const uint64_t *part = (const uint64_t *)&t;
		for (size_t i = 0; i < sizeof(t) / sizeof(uint64_t); i++)
			sum[i] += part[i];
	}
	json_decref(expected);
	return all;
}

/* --- the tests --- */

static void test_hello(void)
{
	struct err err;
	IS_INT(simulate("hello", "a", 1, 0, &err), 0, "hello runs");
	IS_INT(simulate("hello", "b", 1, 0, &err), 0, "and again");
	IS_INT(simulate("hello", "c", 1, 77, &err), 0, "and with another seed");
	OK(same_file(path_of("a/home/2026-06-01.pcap"), path_of("b/home/2026-06-01.pcap")),
	   "the same seed, the same bytes");
	OK(same_file(path_of("a/expected.json"), path_of("b/expected.json")), "and the same expectation");
	OK(!same_file(path_of("a/home/2026-06-01.pcap"), path_of("c/home/2026-06-01.pcap")),
	   "another seed, other bytes");
	IS_INT(check_counts("a").accesses, 300, "300 accesses");
	IS_INT(check_counts("c").accesses, 300, "with any seed");
	IS_INT(simulate("hello", "a", 1, 0, &err), 0, "the same simulation may be written again");
	IS_INT(simulate("hello", "a", 1, 78, &err), ERR_EXISTS, "another one is not mixed into it");
	IS_INT(simulate("hello", "d", 0.1, 0, &err), 0, "a tenth");
	IS_INT(check_counts("d").accesses, 30, "has a tenth of the accesses");
}

static void test_week(void)
{
	struct err err;
	IS_INT(simulate("modern-week", "week", 0.05, 0, &err), 0, "the week runs");
	struct tally t = check_counts("week");
	IS_INT(t.accesses, 20615, "a twentieth of 412,300");
	OK(t.mirai > 1000 && t.masscan > 300 && t.zmap_old > 200, "tools leave their traces");
	OK(t.backscatter > 300 && t.version_6 > 100, "there is backscatter, and IPv6");
	OK(t.connections > 0, "and log-ins at the server");
}

static void test_reference(void)
{
	struct err err;
	struct scenario *s = NULL;
	char path[PATH_BYTES];
	(void)snprintf(path, sizeof(path), "%s/data/scenarios/talot2-2005.yaml", getenv("TEITEN_SOURCE"));
	IS_INT(scenario_read(path, &s, &err), 0, "the reference's months can be read");
	if (s) {
		const struct month_plan *november = &s->months[s->month_count - 1];
		uint64_t point_days = s->point_count * (uint64_t)(november->last_day - november->first_day + 1);
		IS_INT(november->accesses, 543415, "accesses of November 2005, as published");
		IS_INT(november->accesses / point_days, 1811, "for each point and day");
		IS_INT(november->sources / point_days, 404, "from so many sources");
	}
	scenario_free(s);
	IS_INT(simulate("talot2-2005", "talot2", 0.01, 0, &err), 0, "six months run");
	struct tally t = check_counts("talot2");
	OK(t.popups * 20 > t.accesses, "pop-up messages are there");
	IS_INT(t.version_6, 0, "and no IPv6 in 2005");
}

#define HEAD "name: t\nmonths: [{month: 2005-10, days: [29, 31], accesses: 900, sources: 400}]\n"
#define POINT "points: [{id: a, address: 192.0.2.1}]\n"
#define WORLD "regions: {US: 24.0.0.0/13}\nmixes: {m: {US: 1}}\n"
#define SERVICE "services: [{service: 80/tcp, weight: 1, repeat: 2, regions: m}]\n"

static int put_scenario(const char *text)
{
	FILE *f = fopen(path_of("own.yaml"), "w");
	if (!f)
		return -1;
	(void)fputs(text, f);
	return fclose(f);
}

/* The hour that comes twice when summer time ends must stay inside its day. */
static void test_clock_change(void)
{
	struct err err;
	IS_INT(put_scenario(HEAD
			    "time_zone: Europe/Berlin\npoints: [{id: a, address: 203.0.113.1, answers: true}]\n" WORLD
			    "hours: {two: [0,0,1,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,1]}\n"
			    "services: [{service: 80/tcp, weight: 1, repeat: 3, retries: 90, regions: m, hours: two}]\n"
			    "own: {names: 400, web: 400, pings: 50, traces: 50}\n"),
	       0, "a scenario in Berlin");
	IS_INT(simulate(path_of("own.yaml"), "berlin", 1, 0, &err), 0, "runs over the end of summer time");
	IS_INT(check_counts("berlin").accesses, 900, "and keeps its total");
}

static void test_wrong_scenarios(void)
{
	static const struct {
		const char *text, *says;
	} cases[] = {
	    {HEAD WORLD SERVICE, "points"},
	    {HEAD "points: []\n" WORLD SERVICE, "points"},
	    {HEAD "points: [{id: a}]\n" WORLD SERVICE, "needs an address"},
	    {HEAD "points: [{id: a, address: 8.8.8.8}]\n" WORLD SERVICE, "documentation range"},
	    {HEAD "points: [{id: ../a, address: 192.0.2.1}]\n" WORLD SERVICE, "may only hold"},
	    {HEAD "points: [{id: a, address: 192.0.2.1}, {id: b, address: 192.0.2.1}]\n" WORLD SERVICE, "also belongs"},
	    {HEAD "points: [{id: a, address: 192.0.2.253}]\n" WORLD SERVICE, "also a server"},
	    {HEAD POINT WORLD, "services"},
	    {HEAD POINT WORLD "services: [{service: 80/tcp, weight: 1, regions: {FR: 1}}]\n", "services[0].regions.FR"},
	    {HEAD POINT WORLD "services: [{service: 80/tcp, weight: 1, regions: x}]\n", "no mix"},
	    {HEAD POINT WORLD "services: [{service: 80/tcp, wieght: 1, regions: m}]\n", "no such key: wieght"},
	    {HEAD POINT WORLD "services: [{service: 80/tpc, weight: 1, regions: m}]\n", "no service"},
	    {HEAD POINT WORLD "services: [{service: 80/tcp, packet: slammer, weight: 1, regions: m}]\n",
	     "another protocol"},
	    {HEAD POINT WORLD "services: [{service: 80/tcp, packet: nothing, weight: 1, regions: m}]\n", "nothing"},
	    {HEAD POINT WORLD "services: [{service: 80/tcp, ip: 6, weight: 1, regions: m}]\n", "no IPv6 prefix"},
	    {HEAD POINT WORLD "services: [{service: 1026/udp, packet: messenger, weight: 1, regions: m}]\n",
	     "messages"},
	    {HEAD POINT "regions: {US: 10.0.0.0/8}\n" SERVICE, "reserved"},
	    {HEAD POINT WORLD "hours: {h: [1, 2]}\n" SERVICE, "24 weights"},
	    {HEAD POINT WORLD SERVICE "time_zone: Asia/Nowhere\n", "time_zone"},
	    {"name: t\nmonths: [{month: 2005-10, accesses: 9, sources: 10}]\n" POINT WORLD SERVICE,
	     "sources is above accesses"},
	    {"name: t\nmonths: [{month: 2005-13, accesses: 9, sources: 1}]\n" POINT WORLD SERVICE, "no month"},
	    {"name: t\nmonths: [{month: 2005-10, accesses: -9, sources: 1}]\n" POINT WORLD SERVICE, "accesses"},
	    {"name: t\nmonths: []\n" POINT WORLD SERVICE, "months"},
	    {"- 1\n", "mapping"},
	    {"name: [\n", "line"},
	};
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct err err = {0};
		struct scenario *s = NULL;
		int code = scenario_parse(cases[i].text, strlen(cases[i].text), &s, &err);
		if (!OK(code == ERR_PARSE && strstr(err.msg, cases[i].says), cases[i].says))
			printf("# %d %s\n", code, err.msg);
		scenario_free(s);
	}
	struct scenario *s = NULL;
	struct err err;
	static const char good[] = HEAD POINT WORLD SERVICE;
	IS_INT(scenario_parse(good, sizeof(good) - 1, &s, &err), 0, "what they have in common is right");
	scenario_free(s);
}

static void test_refusals(void)
{
	static const double scales[] = {0, -1, 1e-9, 1e9, 0.0 / 0.0, 1.0 / 0.0};
	struct err err;
	for (size_t i = 0; i < sizeof(scales) / sizeof(*scales); i++)
		IS_INT(simulate("hello", "no", scales[i], 0, &err), ERR_CONFIG, "an absurd scale is refused");
	IS_INT(simulate("hello", "no", 0.001, 0, &err), ERR_CONFIG, "and one that leaves no source");
	OK(access(path_of("no"), F_OK) != 0, "nothing was made");
	IS_INT(simulate("no-such-scenario", "no", 1, 0, &err), ERR_ABSENT, "an unknown name");
	OK(strstr(err.msg, "--list"), "with a hint");
	IS_INT(put_scenario("file in the way\n"), 0, "a file");
	IS_INT(simulate("hello", "own.yaml/x", 1, 0, &err), ERR_IO, "a folder that cannot be made");
	OK(strstr(err.msg, "own.yaml/x"), "is named");
	IS_INT(simulate("hello", "own.yaml", 1, 0, &err), ERR_IO, "a file is no folder");
	OK(!mkdir(path_of("blocked"), 0777) && !mkdir(path_of("blocked/home"), 0777) &&
	       !mkdir(path_of("blocked/home/2026-06-01.pcap.part"), 0777),
	   "a folder stands where a file must be written");
	IS_INT(simulate("hello", "blocked", 1, 0, &err), ERR_IO, "which is refused");
	OK(access(path_of("blocked/expected.json"), F_OK) != 0, "and nothing is promised");
	static const char small[] =
	    "name: t\nmonths: [{month: 2005-10, days: [1, 1], accesses: 900, sources: 400}]\n" POINT
	    "regions: {US: 24.0.0.0/28}\nmixes: {m: {US: 1}}\n" SERVICE;
	IS_INT(put_scenario(small), 0, "a scenario with sixteen addresses for 400 sources");
	IS_INT(simulate(path_of("own.yaml"), "few", 1, 0, &err), ERR_CONFIG, "cannot be kept");
	OK(strstr(err.msg, "add prefixes"), "and the message says what to do");
}

static void test_shipped(void)
{
	const char *const *list = simulate_shipped();
	size_t count = 0;
	for (; list[count]; count += 2) {
		struct err err;
		struct scenario *s = NULL;
		char path[PATH_BYTES];
		(void)snprintf(path, sizeof(path), "%s/data/scenarios/%s.yaml", getenv("TEITEN_SOURCE"), list[count]);
		if (OK(!scenario_read(path, &s, &err), list[count])) {
			IS_TEXT(s->name, list[count], "is called so inside");
			IS_TEXT(s->about, list[count + 1], "and says the same about itself");
		}
		scenario_free(s);
	}
	IS_INT(count, 6, "three scenarios are shipped");
}

static void test_random(void)
{
	struct random r = {{1, 2, 3, 4}};
	static const uint64_t want[] = {11520, 0, 1509978240, UINT64_C(1215971899390074240)};
	bool same = true;
	for (size_t i = 0; i < 4; i++)
		same &= random_next(&r) == want[i];
	OK(same, "xoshiro256** gives its authors' numbers");
	bool inside = true;
	bool reached[7] = {false};
	for (int i = 0; i < 1000; i++) {
		uint64_t x = random_below(&r, 7);
		inside &= x < 7;
		reached[x % 7] = true;
		uint64_t tail = random_tail(&r, 50);
		inside &= tail >= 1 && tail <= 50;
	}
	for (size_t i = 0; i < 7; i++)
		inside &= reached[i];
	OK(inside, "draws stay in their range and reach all of it");
	uint64_t sum = 0;
	for (uint64_t i = 0; i < 13; i++)
		sum += random_part(UINT64_C(1) << 40, i * i, (i + 1) * (i + 1), 169);
	OK(sum == UINT64_C(1) << 40, "parts add up to the total");
}

int main(void)
{
	const char *build = getenv("TEITEN_BUILD");
	(void)snprintf(work, sizeof(work), "%s/simulate-XXXXXX", build ? build : ".");
	if (!mkdtemp(work))
		return EXIT_FAILURE;
	test_random();
	test_hello();
	test_week();
	test_reference();
	test_clock_change();
	test_wrong_scenarios();
	test_refusals();
	test_shipped();
	remove_tree(work);
	return tap_done();
}
