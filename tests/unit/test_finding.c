/* Findings on worlds made here: nothing is invented in quiet ones, everything planted is found. */
#include "finding/finding.h"
#include "finding/measure.h"

#include "finding_world.h"
#include "tap.h"

#include <stdlib.h>
#include <string.h>

#define QUIET 30
#define EACH 6 /* worlds for each thing that is planted */
#define LAST ((MONTHS - 1) * DAYS)

static struct world world; /* too large for a stack */

static json_t *findings(uint64_t seed)
{
	json_t *list = NULL;
	struct err err = {0};
	world.seed = seed;
	world_run(&world);
	json_t *tree = world_summary(&world);
	OK(!finding_make(tree, &list, &err), "findings are made");
	json_decref(tree);
	return list;
}

static const char *text_of(const json_t *one, const char *a, const char *b)
{
	const json_t *o = b ? json_object_get(one, a) : one;
	const char *text = json_string_value(json_object_get(o, b ? b : a));
	return text ? text : "";
}

static const json_t *find(const json_t *list, const char *type, const char *key)
{
	size_t i;
	const json_t *one;
	json_array_foreach(list, i, one)
	{
		if (!strcmp(text_of(one, "type", NULL), type) && !strcmp(text_of(one, "subject", "key"), key))
			return one;
	}
	return NULL;
}

static double number(const json_t *one, const char *name)
{
	return json_number_value(json_object_get(json_object_get(one, "numbers"), name));
}

/* Says that something changed; what is always so, or could mislead, does not. */
static bool is_change(const json_t *one)
{
	static const char *const none[] = {"level_steady", "concentration", "coverage"};
	for (size_t i = 0; i < sizeof(none) / sizeof(*none); i++)
		if (!strcmp(text_of(one, "type", NULL), none[i]))
			return false;
	return true;
}

static size_t changes(const json_t *list, bool tell)
{
	size_t count = 0;
	size_t i;
	const json_t *one;
	json_array_foreach(list, i, one)
	{
		count += is_change(one);
		if (is_change(one) && tell)
			printf("# %s %s: %.1f, not %.1f (score %.1f)\n", text_of(one, "type", NULL),
			       text_of(one, "subject", "key"), number(one, "value"), number(one, "expected"),
			       number(one, "score"));
	}
	return count;
}

static void test_quiet(void)
{
	size_t invented = 0;
	size_t told = 0;
	size_t steady = 0;
	for (uint64_t seed = 1; seed <= QUIET; seed++) {
		world = (struct world){
		    .weekends = seed % 2, .changing = seed % 3 == 0, .gaps = seed % 4 == 0, .region = -1};
		json_t *list = findings(seed);
		size_t n = changes(list, true);
		invented += n;
		told += n > 0;
		steady += find(list, "level_steady", "accesses") && find(list, "level_steady", "sources");
		json_decref(list);
	}
	printf("# %zu changes invented, in %zu of %d quiet worlds\n", invented, told, QUIET);
	IS_INT(invented, 0, "no change is invented in a quiet world");
	IS_INT(steady, QUIET, "the level of quiet worlds is steady");
}

struct planted {
	const char *what;
	struct world world;
	const char *type;
	const char *key;
	double ratio; /* of what is found, about; 0: it has none */
	const char *from;
	const char *to;
};

static void test_planted(const struct planted *p)
{
	size_t found = 0;
	size_t right = 0;
	size_t besides = 0;
	for (uint64_t seed = 1; seed <= EACH; seed++) {
		world = p->world;
		world.weekends = seed % 2;
		world.changing = seed % 3 == 0;
		world.gaps = seed % 4 == 0;
		json_t *list = findings(seed + 1000);
		const json_t *one = find(list, p->type, p->key);
		double ratio = number(one, "ratio");
		bool span = !p->from || (!strcmp(text_of(json_object_get(one, "numbers"), "from", NULL), p->from) &&
					 !strcmp(text_of(json_object_get(one, "numbers"), "to", NULL), p->to));
		found += one != NULL;
		right += one && (p->ratio <= 0 || (ratio > p->ratio / 1.35 && ratio < p->ratio * 1.35)) && span;
		besides += changes(list, false) - (one != NULL);
		json_decref(list);
	}
	printf("# %s: found in %zu of %d worlds, with %zu other changes\n", p->what, found, EACH, besides);
	IS_INT(found, EACH, p->what);
	IS_INT(right, EACH, "with the right size and time");
}

static void test_every_plant(void)
{
	static const struct planted plants[] = {
	    {"a service doubles for a month",
	     {.service = 3, .region = -1, .from = LAST, .to = MONTHS * DAYS, .factor = 2},
	     "surge",
	     "139/tcp",
	     2,
	     "2005-11",
	     "2005-11"},
	    {"a service triples since October",
	     {.service = 4, .region = -1, .from = LAST - DAYS, .to = MONTHS * DAYS, .factor = 3},
	     "surge",
	     "ping/icmp",
	     3,
	     "2005-10",
	     "2005-11"},
	    {"a service is halved",
	     {.service = 2, .region = -1, .from = LAST, .to = MONTHS * DAYS, .factor = 0.5},
	     "drop",
	     "1026/udp",
	     0.5,
	     "2005-11",
	     "2005-11"},
	    {"a service triples for three days",
	     {.service = 3, .region = -1, .from = LAST + 10, .to = LAST + 13, .factor = 3},
	     "day_surge",
	     "139/tcp",
	     3,
	     "2005-11-11",
	     "2005-11-13"},
	    {"a region's share of a service",
	     {.service = 0, .region = 3, .from = LAST, .to = MONTHS * DAYS, .factor = 4},
	     "surge",
	     "445/tcp KR",
	     4,
	     NULL,
	     NULL},
	    {"hours are shifted",
	     {.service = 1, .region = -1, .from = LAST, .to = MONTHS * DAYS, .shift = 12},
	     "hours_changed",
	     "135/tcp",
	     0,
	     NULL,
	     NULL},
	    {"the level rises",
	     {.service = 0, .region = -1, .from = LAST, .to = MONTHS * DAYS, .factor = 3},
	     "level_up",
	     "accesses",
	     1.6,
	     "2005-11",
	     "2005-11"},
	    {"a new service", {.service = 0, .region = -1, .newcomer = true}, "first_seen", "6881/udp", 0, NULL, NULL},
	    {"the level falls",
	     {.service = 0, .region = -1, .from = LAST, .to = MONTHS * DAYS, .factor = 0.1},
	     "level_down",
	     "accesses",
	     0.73,
	     "2005-11",
	     "2005-11"},
	    {"a region leaves a service",
	     {.service = 0, .region = 1, .from = LAST, .to = MONTHS * DAYS, .factor = 0.2},
	     "drop",
	     "445/tcp CN",
	     0.2,
	     NULL,
	     NULL},
	    {"fewer sources send more",
	     {.service = 0, .region = -1, .from = LAST, .to = MONTHS * DAYS, .factor = 0.7, .again = 0.87},
	     "more_accesses_fewer_sources",
	     "sources",
	     1.2,
	     NULL,
	     NULL},
	    {"more sources send less",
	     {.service = 0, .region = -1, .from = LAST, .to = MONTHS * DAYS, .factor = 1.5, .again = 0.3},
	     "fewer_accesses_more_sources",
	     "sources",
	     0.73,
	     NULL,
	     NULL},
	    {"a service enters the largest",
	     {.service = 0, .region = -1, .newcomer = true},
	     "entered_top",
	     "6881/udp",
	     0,
	     NULL,
	     NULL},
	    {"a service leaves the largest",
	     {.service = 0, .region = -1, .newcomer = true},
	     "left_top",
	     "4899/tcp",
	     0.025,
	     NULL,
	     NULL}};
	for (size_t i = 0; i < sizeof(plants) / sizeof(*plants); i++)
		test_planted(&plants[i]);
}

/* Null is unknown: what is not published is not spoken of, and three earlier months are needed. */
static void test_unknown(void)
{
	struct err err = {0};
	json_t *list = NULL;
	world = (struct world){.service = 3, .region = -1, .from = LAST, .to = MONTHS * DAYS, .factor = 3, .seed = 77};
	world_run(&world);
	json_t *tree = world_summary(&world);
	json_t *row = json_array_get(
	    json_object_get(json_object_get(json_object_get(tree, "half_year"), "service"), "accesses"), 3);
	for (size_t month = 0; month < 3; month++)
		(void)json_array_set_new(row, month, json_null());
	OK(!finding_make(tree, &list, &err) && !find(list, "surge", "139/tcp"), "three unknown months: no surge");
	json_decref(list);
	for (size_t month = 0; month < 3; month++)
		(void)json_object_set_new(json_array_get(json_object_get(tree, "monthly"), month),
					  "accesses_per_point_day", json_null());
	OK(!finding_make(tree, &list, &err) && !find(list, "level_steady", "accesses"), "two months make no level");
	OK(find(list, "coverage", "months") != NULL && number(find(list, "coverage", "months"), "value") == 2,
	   "which is said");
	json_decref(list);
	json_decref(tree);
	tree = json_object();
	OK(!finding_make(tree, &list, &err) && !json_array_size(list), "nothing is said of nothing");
	json_decref(list);
	json_decref(tree);
}

static void test_measure(void)
{
	struct sample s = {.count = 0};
	const double five[] = {10, 12, 11, 40, 13};
	for (size_t i = 0; i < 5; i++)
		sample_add(&s, five[i], 1);
	OK(sample_median(&s) == 12 && sample_mad(&s, 12) == 1, "one odd number moves neither median nor MAD");
	sample_add(&s, 12.5, 1);
	OK(sample_median(&s) == 12.25, "of an even number it lies between two");
	s.weight[3] = 7; /* more than half of all */
	OK(sample_median(&s) == 40, "weights count");
	OK(measure_least(1) == SCORE_LEAST, "one test needs a score of 3.5");
	OK(fabs(measure_least(1000) - 4.417) < 0.01, "a thousand need more");
	size_t count = 0;
	const struct finding_type *types = finding_types(&count);
	OK(count >= 14 && types[count - 1].rule && *types[count - 1].says, "every type has its rule");
}

/* The schema and the table name the same types. */
static void test_types(void)
{
	char path[4096];
	(void)snprintf(path, sizeof(path), "%s/docs/summary.schema.json",
		       getenv("TEITEN_SOURCE") ? getenv("TEITEN_SOURCE") : ".");
	json_t *schema = json_load_file(path, 0, NULL);
	const json_t *at = schema;
	static const char *const way[] = {"properties", "findings", "items", "properties", "type", "enum"};
	for (size_t i = 0; i < sizeof(way) / sizeof(*way); i++)
		at = json_object_get(at, way[i]);
	size_t count = 0;
	const struct finding_type *types = finding_types(&count);
	IS_INT(json_array_size(at), count, "the schema has as many types");
	for (size_t i = 0; i < count; i++) {
		const char *name = json_string_value(json_array_get(at, i));
		IS_TEXT(name ? name : "", types[i].name, "and the same");
	}
	json_decref(schema);
}

int main(void)
{
	test_types();
	test_measure();
	test_unknown();
	test_quiet();
	test_every_plant();
	return tap_done();
}
