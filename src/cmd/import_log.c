#include "cmd/import_log.h"

#include "centre/logins.h"
#include "cmd/progress.h"

#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define DEFAULT_SERVICE "22/tcp"

/* By enum logs_reason. */
static const char *const reason_names[LOGS_REASONS] = {"other-program", "other-message", "other-method", "pretender",
						       "unreadable"};

static void show_problem(void *ctx, const char *path, const char *problem)
{
	json_t *problems = ctx;
	(void)fprintf(stderr, "teiten import: %s; the file was left out\n", problem);
	if (problems)
		(void)json_array_append_new(
		    problems, json_pack("{s:s, s:s, s:b}", "file", path, "problem", problem, "left_out", true));
}

static void print_json(const struct logins_totals *t, size_t files, const char *store, double seconds, json_t *problems)
{
	json_t *excluded = json_object();
	for (size_t i = 0; i < LOGS_REASONS; i++)
		(void)json_object_set_new(excluded, reason_names[i], json_integer((json_int_t)t->reasons[i]));
	(void)json_object_set_new(excluded, "own-network", json_integer((json_int_t)t->own_network));
	json_t *o = json_pack("{s:I, s:I, s:I, s:I, s:I, s:I, s:I, s:I, s:o, s:f, s:s, s:O}", "files",
			      (json_int_t)files, "imported", (json_int_t)t->imported, "already", (json_int_t)t->already,
			      "failed", (json_int_t)t->failed_files, "lines", (json_int_t)t->lines, "attempts",
			      (json_int_t)t->failed, "accepted", (json_int_t)t->accepted, "known", (json_int_t)t->known,
			      "excluded", excluded, "seconds", seconds, "store", store, "problems", problems);
	(void)json_dumpf(o, stdout, JSON_COMPACT);
	(void)putchar('\n');
	json_decref(o);
}

static void print_text(const struct logins_totals *t, const char *store, double seconds)
{
	printf("%llu %s imported into %s", (unsigned long long)t->imported, t->imported == 1 ? "log" : "logs", store);
	if (t->already)
		printf(", %llu already imported", (unsigned long long)t->already);
	if (t->failed_files)
		printf(", %llu left out", (unsigned long long)t->failed_files);
	printf(" in %.1f s\n", seconds);
	printf("%llu lines: %llu failed attempts, %llu accepted log-ins", (unsigned long long)t->lines,
	       (unsigned long long)t->failed, (unsigned long long)t->accepted);
	if (t->known)
		printf(", and %llu that another log had told already", (unsigned long long)t->known);
	(void)putchar('\n');
	const char *separator = "lines not counted: ";
	for (size_t i = 0; i <= LOGS_REASONS; i++) {
		uint64_t n = i < LOGS_REASONS ? t->reasons[i] : t->own_network;
		if (!n)
			continue;
		printf("%s%llu %s", separator, (unsigned long long)n,
		       i < LOGS_REASONS ? reason_names[i] : "own-network");
		separator = ", ";
	}
	if (*separator == ',')
		(void)putchar('\n');
	if (t->reasons[LOGS_PRETENDER])
		printf("%llu entries of the journal call themselves sshd and were not written by it\n",
		       (unsigned long long)t->reasons[LOGS_PRETENDER]);
}

static int take_values(const struct log_arguments *a, struct logins_options *o, struct err *err)
{
	char *end = NULL;
	long year = a->year ? strtol(a->year, &end, 10) : 0;
	const char *service = a->service ? a->service : DEFAULT_SERVICE;
	if (strcmp(a->kind, "sshd") != 0)
		return err_set(err, ERR_CONFIG, "--log: \"%.40s\" is not known; sshd is", a->kind);
	if (a->year && (!*a->year || *end || year < 1970 || year > 2106))
		return err_set(err, ERR_CONFIG, "--year: \"%.40s\" is not a year such as 2005", a->year);
	if (service_parse(service, &o->service))
		return err_set(err, ERR_CONFIG, "--service: \"%.40s\" is not a service such as 22/tcp", service);
	o->year = (int)year;
	return 0;
}

int import_log(const struct log_arguments *a, struct config *config, const struct config_point *only,
	       const char *const *paths, size_t count, bool *failed, struct err *err)
{
	char regions[4096];
	struct timespec now;
	struct store *store = NULL;
	struct progress progress;
	struct logins_totals totals = {0};
	json_t *problems = a->json ? json_array() : NULL;
	struct logins_options options = {.point = only ? only : config->points,
					 .regions = regions,
					 .time_zone = a->time_zone ? a->time_zone : config->time_zone,
					 .problem = show_problem,
					 .ctx = problems};
	(void)clock_gettime(CLOCK_REALTIME, &now);
	options.now_us = (int64_t)now.tv_sec * 1000000 + now.tv_nsec / 1000;
	progress_start(&progress);
	int code = take_values(a, &options, err);
	if (!code && !only && config->point_count != 1)
		code = err_set(err, ERR_CONFIG, "a log does not say of which point it is: give --point NAME");
	if (!code && a->regions)
		code = config_set(config, "regions", a->regions, err);
	if (!code)
		code = cmd_regions(config, regions, sizeof(regions), err);
	if (!code)
		code = store_open(config->store, STORE_CREATE, &store, err);
	if (!code)
		code = logins_run(store, paths, count, &options, &totals, err);
	store_close(store);
	if (!code && a->json)
		print_json(&totals, count, config->store, progress_seconds(&progress), problems);
	else if (!code)
		print_text(&totals, config->store, progress_seconds(&progress));
	json_decref(problems);
	*failed = totals.failed_files > 0;
	return code;
}
