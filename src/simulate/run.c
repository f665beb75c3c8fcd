#include "simulate/simulate.h"

#include "base/resource.h"
#include "simulate/own.h"
#include "simulate/traffic.h"

#include <errno.h>
#include <jansson.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

enum { PATH_BYTES = 4096, SCALE_MOST = 1000, DAYS_MAX = 31 };

static const char *const shipped[] = {
    "hello",       "One point, one day, 300 accesses: for a first try",
    "modern-week", "A week of 2026 at twelve points: botnets, scanners, backscatter, IPv6, a small darknet",
    "talot2-2005", "June to November 2005 at ten points: 543,415 accesses in November",
    NULL};

const char *const *simulate_shipped(void)
{
	return shipped;
}

struct run {
	const struct simulate_options *options;
	struct scenario *scenario;
	struct day day;
	struct frames frames;
	struct cell *cells; /* of one month */
	struct simulate_result result;
	uint64_t all;
	json_t *months; /* for expected.json */
	struct err *err;
};

static uint64_t scaled(const struct run *r, uint64_t n)
{
	__extension__ unsigned __int128 product = (unsigned __int128)n * r->day.scale_micro;
	return (uint64_t)((product + MICRO / 2) / MICRO);
}

static int find_scenario(const char *name, struct scenario **out, struct err *err)
{
	for (size_t i = 0; shipped[i]; i += 2) {
		char file[80];
		char path[PATH_BYTES];
		if (strcmp(shipped[i], name) != 0)
			continue;
		(void)snprintf(file, sizeof(file), "scenarios/%s.yaml", name);
		int code = resource_path(file, path, sizeof(path), err);
		return code ? code : scenario_read(path, out, err);
	}
	int code = scenario_read(name, out, err);
	if (code && !strchr(name, '/') && !strchr(name, '.'))
		return err_set(err, ERR_ABSENT, "no scenario is called %s: name a file, or one that --list shows",
			       name);
	return code;
}

static int check_months(struct run *r)
{
	const struct scenario *s = r->scenario;
	for (size_t i = 0; i < s->month_count; i++) {
		char text[CIVIL_TEXT_MAX];
		uint64_t accesses = scaled(r, s->months[i].accesses);
		month_text(s->months[i].month, text);
		if (!scaled(r, s->months[i].sources))
			return err_set(r->err, ERR_CONFIG,
				       "at a scale of %g no source is left in %s: choose a larger one",
				       r->options->scale, text);
		if (accesses > UINT32_MAX)
			return err_set(r->err, ERR_CONFIG,
				       "at a scale of %g %s has too many accesses: choose a smaller one",
				       r->options->scale, text);
		r->all += accesses;
	}
	return 0;
}

static int make_folder(const char *path, struct err *err)
{
	struct stat st;
	if (mkdir(path, 0777) == 0 || (errno == EEXIST && stat(path, &st) == 0 && S_ISDIR(st.st_mode)))
		return 0;
	return err_errno(err, "make the folder %s", path);
}

static int write_json(struct run *r, const char *name, const json_t *value)
{
	char path[PATH_BYTES];
	int n = snprintf(path, sizeof(path), "%s/%s", r->options->folder, name);
	if (n < 0 || (size_t)n >= sizeof(path))
		return err_set(r->err, ERR_LIMIT, "%s: the path is too long", r->options->folder);
	char *text = value ? json_dumps(value, JSON_INDENT(1)) : NULL;
	if (!text)
		return err_set(r->err, ERR_NOMEM, "no memory for %s", name);
	int code = frames_write_text(path, text, strlen(text), r->err);
	free(text);
	return code;
}

static json_t *point_json(const struct scenario *s, const struct point_plan *p)
{
	char text[ADDR_TEXT_MAX];
	char service[SERVICE_TEXT_MAX];
	json_t *address = json_array();
	json_t *prefix = json_array();
	json_t *maintenance = json_array();
	for (size_t i = 0; i < p->address_count; i++) {
		addr_text(p->address[i], text);
		(void)json_array_append_new(address, json_string(text));
	}
	for (size_t i = 0; i < p->prefix_count; i++) {
		prefix_text(p->prefix[i], text);
		(void)json_array_append_new(prefix, json_string(text));
	}
	for (size_t i = 0; i < p->maintenance_count; i++) {
		service_text(p->maintenance[i], service);
		(void)json_array_append_new(maintenance, json_string(service));
	}
	return json_pack("{s:s, s:o, s:o, s:o, s:s}", "id", p->id, "address", address, "prefix", prefix, "maintenance",
			 maintenance, "time_zone", zone_name(s->zone));
}

static int write_points(struct run *r)
{
	json_t *points = json_array();
	for (size_t i = 0; i < r->scenario->point_count; i++)
		(void)json_array_append_new(points, point_json(r->scenario, &r->scenario->points[i]));
	int code = 0;
	if (json_array_size(points) != r->scenario->point_count)
		code = err_set(r->err, ERR_NOMEM, "no memory for points.json");
	else
		code = write_json(r, "points.json", points);
	json_decref(points);
	return code;
}

static json_t *expected_json(const struct run *r)
{
	return json_pack("{s:s, s:I, s:f, s:s, s:O}", "scenario", r->scenario->name, "seed", (json_int_t)r->day.seed,
			 "scale", (double)r->day.scale_micro / 1e6, "time_zone", zone_name(r->scenario->zone), "months",
			 r->months);
}

/* A folder that holds another simulation would mix two worlds that no count fits. */
static int check_folder(const struct run *r)
{
	char path[PATH_BYTES];
	int n = snprintf(path, sizeof(path), "%s/expected.json", r->options->folder);
	if (n < 0 || (size_t)n >= sizeof(path))
		return err_set(r->err, ERR_LIMIT, "%s: the path is too long", r->options->folder);
	json_t *there = json_load_file(path, 0, NULL);
	if (!there)
		return 0;
	json_t *ours = expected_json(r);
	bool same = ours && json_equal(json_object_get(there, "scenario"), json_object_get(ours, "scenario")) &&
		    json_equal(json_object_get(there, "seed"), json_object_get(ours, "seed")) &&
		    json_equal(json_object_get(there, "scale"), json_object_get(ours, "scale"));
	json_decref(there);
	json_decref(ours);
	if (same)
		return 0;
	return err_set(r->err, ERR_EXISTS, "%s holds another simulation: name another folder, or remove it",
		       r->options->folder);
}

static int run_point_day(struct run *r, size_t point, int32_t day, const struct cell *cell)
{
	struct day *d = &r->day;
	char path[PATH_BYTES];
	char text[CIVIL_TEXT_MAX];
	day_begin(d, point, day);
	int code = traffic_day(d, cell, r->err);
	if (code)
		return code;
	own_traffic(d);
	own_maintenance(d);
	day_text(day, text);
	int n = snprintf(path, sizeof(path), "%s/%s/%s.pcap", r->options->folder, d->point->id, text);
	if (n < 0 || (size_t)n >= sizeof(path))
		return err_set(r->err, ERR_LIMIT, "%s: the path is too long", r->options->folder);
	code = frames_write(d->frames, path, r->err);
	if (code)
		return code;
	r->result.files++;
	r->result.packets += d->frames->count;
	r->result.accesses += d->accesses;
	if (r->options->progress)
		r->options->progress(r->options->ctx, r->result.accesses, r->all);
	return 0;
}

static int run_month(struct run *r, const struct month_plan *month)
{
	const struct scenario *s = r->scenario;
	uint64_t accesses = scaled(r, month->accesses);
	uint64_t sources = scaled(r, month->sources);
	uint64_t connections = 0;
	const struct cell *cell = r->cells;
	traffic_divide(s, month, r->day.seed, accesses, sources, r->cells);
	for (int32_t day = month->first_day; day <= month->last_day; day++) {
		for (size_t p = 0; p < s->point_count; p++, cell++) {
			int code = run_point_day(r, p, day, cell);
			if (code)
				return code;
			connections += r->day.connections;
		}
	}
	char text[CIVIL_TEXT_MAX];
	month_text(month->month, text);
	json_t *row = json_pack("{s:I, s:I, s:I, s:I}", "accesses", (json_int_t)accesses, "cumulative_sources",
				(json_int_t)sources, "points", (json_int_t)s->point_count, "connections",
				(json_int_t)connections);
	if (json_object_set_new(r->months, text, row))
		return err_set(r->err, ERR_NOMEM, "no memory for expected.json");
	return 0;
}

static int run_all(struct run *r)
{
	const struct scenario *s = r->scenario;
	frames_init(&r->frames);
	r->cells = calloc(DAYS_MAX * s->point_count, sizeof(*r->cells));
	r->months = json_object();
	if (!r->cells || !r->months)
		return err_set(r->err, ERR_NOMEM, "no memory for a simulation");
	int code = check_months(r);
	if (!code)
		code = make_folder(r->options->folder, r->err);
	if (!code)
		code = check_folder(r);
	if (!code)
		code = write_points(r);
	for (size_t i = 0; i < s->point_count && !code; i++) {
		char path[PATH_BYTES];
		int n = snprintf(path, sizeof(path), "%s/%s", r->options->folder, s->points[i].id);
		if (n < 0 || (size_t)n >= sizeof(path))
			return err_set(r->err, ERR_LIMIT, "%s: the path is too long", r->options->folder);
		code = make_folder(path, r->err);
	}
	for (size_t i = 0; i < s->month_count && !code; i++)
		code = run_month(r, &s->months[i]);
	if (code)
		return code;
	json_t *expected = expected_json(r);
	code = write_json(r, "expected.json", expected);
	json_decref(expected);
	return code;
}

int simulate_run(const struct simulate_options *options, struct simulate_result *out, struct err *err)
{
	if (!(options->scale >= 1e-6 && options->scale <= SCALE_MOST))
		return err_set(err, ERR_CONFIG, "a scale of %g is out of range: 0.000001 to %d are possible",
			       options->scale, SCALE_MOST);
	if (options->seed > INT64_MAX)
		return err_set(err, ERR_CONFIG, "a seed is at most %lld", (long long)INT64_MAX);
	struct run *r = calloc(1, sizeof(*r));
	if (!r)
		return err_set(err, ERR_NOMEM, "no memory for a simulation");
	r->options = options;
	r->err = err;
	int code = find_scenario(options->scenario, &r->scenario, err);
	if (!code) {
		r->day.scenario = r->scenario;
		r->day.frames = &r->frames;
		r->day.seed = options->seed ? options->seed : r->scenario->seed;
		r->day.scale_micro = (uint64_t)llround(options->scale * 1e6);
		code = run_all(r);
	}
	if (!code)
		*out = r->result;
	scenario_free(r->scenario);
	frames_done(&r->frames);
	json_decref(r->months);
	free(r->cells);
	free(r);
	return code;
}
