#include "centre/import.h"

#include "centre/gather.h"
#include "cmd/cmd.h"
#include "cmd/import_log.h"
#include "cmd/progress.h"

#include <jansson.h>
#include <stdio.h>
#include <string.h>

struct import_arguments {
	struct cmd_common common;
	const char *points;
	const char *point;
	const char *values[5]; /* of point_keys */
	const char *regions;
	struct log_arguments log;
	bool count_only;
	bool json;
};

static const char *const point_keys[] = {"address", "prefix", "maintenance", "lan", "time_zone"};
enum { POINT_KEYS = 5, KEY_TIME_ZONE = 4 };

struct shown {
	struct progress progress;
	json_t *problems; /* NULL unless --json */
};

static void show_news(void *ctx, const struct import_news *news)
{
	struct shown *shown = ctx;
	switch (news->event) {
	case IMPORT_PROGRESS:
	case IMPORT_DONE:
		progress_show(&shown->progress, "importing", news->bytes_done, news->bytes_all, news->packets,
			      "packets");
		return;
	case IMPORT_CLOSING:
		progress_show(&shown->progress, "closing days", news->done, news->all, 0, "");
		return;
	case IMPORT_ALREADY:
		return;
	case IMPORT_FAILED:
	case IMPORT_NOTE:
		break;
	}
	progress_clear(&shown->progress);
	/* what is wrong with a file names it already; a note does not */
	if (news->event == IMPORT_NOTE)
		(void)fprintf(stderr, "teiten import: %s: %s\n", news->path, news->problem);
	else
		(void)fprintf(stderr, "teiten import: %s%s%s; the file was left out\n",
			      strstr(news->problem, news->path) ? "" : news->path,
			      strstr(news->problem, news->path) ? "" : ": ", news->problem);
	if (shown->problems)
		(void)json_array_append_new(shown->problems,
					    json_pack("{s:s, s:s, s:b}", "file", news->path, "problem", news->problem,
						      "left_out", news->event == IMPORT_FAILED));
}

static void print_json(const struct import_totals *t, const struct gathered *g, const struct config *config,
		       const struct shown *shown, bool count_only)
{
	json_t *excluded = json_object();
	for (size_t v = VERDICT_MAINTENANCE; v < VERDICT_COUNT; v++)
		(void)json_object_set_new(excluded, verdict_name((enum verdict)v),
					  json_integer((json_int_t)t->verdicts[v]));
	json_t *o = json_pack(
	    "{s:I, s:I, s:I, s:I, s:I, s:I, s:I, s:I, s:I, s:o, s:I, s:f, s:o?, s:O}", "files", (json_int_t)g->count,
	    "imported", (json_int_t)t->imported, "already", (json_int_t)t->already, "skipped", (json_int_t)g->skipped,
	    "failed", (json_int_t)t->failed, "packets", (json_int_t)t->packets, "accesses", (json_int_t)t->accesses,
	    "attempts", (json_int_t)t->attempts, "connections", (json_int_t)t->connections, "excluded", excluded,
	    "dropped", (json_int_t)t->dropped, "seconds", progress_seconds(&shown->progress), "store",
	    count_only ? NULL : json_string(config->store), "problems", shown->problems);
	(void)json_dumpf(o, stdout, JSON_COMPACT);
	(void)putchar('\n');
	json_decref(o);
}

static void print_text(const struct import_totals *t, const struct gathered *g, const struct config *config,
		       const struct shown *shown, bool count_only)
{
	printf("%llu %s %s", (unsigned long long)t->imported, t->imported == 1 ? "file" : "files",
	       count_only ? "counted" : "imported");
	if (!count_only)
		printf(" into %s", config->store);
	if (t->already)
		printf(", %llu already imported", (unsigned long long)t->already);
	if (t->failed)
		printf(", %llu left out", (unsigned long long)t->failed);
	if (g->skipped)
		printf(", %zu passed over that are no captures", g->skipped);
	printf(" in %.1f s\n", progress_seconds(&shown->progress));
	printf("%llu packets: %llu accesses (%llu attempts)", (unsigned long long)t->packets,
	       (unsigned long long)t->accesses, (unsigned long long)t->attempts);
	if (t->connections)
		printf(", %llu connections to maintenance services", (unsigned long long)t->connections);
	if (t->dropped)
		printf(", and %llu lost by the kernel", (unsigned long long)t->dropped);
	(void)putchar('\n');
	const char *separator = "not counted: ";
	for (size_t v = VERDICT_MAINTENANCE; v < VERDICT_COUNT; v++) {
		if (!t->verdicts[v])
			continue;
		printf("%s%llu %s", separator, (unsigned long long)t->verdicts[v], verdict_name((enum verdict)v));
		separator = ", ";
	}
	if (*separator == ',')
		(void)putchar('\n');
}

/* The points of the configuration, the points file and the flags; `only` is the one that --point
 * names. */
static int take_points(struct config *config, const struct import_arguments *a, const struct config_point **only,
		       struct err *err)
{
	int code = a->points ? config_read_points(config, a->points, err) : 0;
	struct config_point *p = NULL;
	*only = NULL;
	if (code || !a->point)
		return code;
	const struct config_point *known = config_point_find(config, a->point);
	if (known) {
		for (size_t i = 0; i < KEY_TIME_ZONE; i++)
			if (a->values[i])
				return err_set(err, ERR_CONFIG,
					       "point %s is in the configuration; --%s cannot change it", a->point,
					       point_keys[i]);
		*only = known;
		return 0;
	}
	code = config_point_add(config, a->point, &p, err);
	for (size_t i = 0; !code && i < KEY_TIME_ZONE; i++)
		if (a->values[i])
			code = config_point_set(p, point_keys[i], a->values[i], err);
	if (!code && !p->addresses.count && !p->dark.count && !a->log.kind) /* a log tells no addresses of ours */
		code = err_set(err, ERR_CONFIG, "point %s needs --address or --prefix", a->point);
	*only = p;
	return code;
}

static int run_import(const struct import_arguments *a, struct config *config, const struct gathered *files,
		      struct err *err, bool *failed)
{
	char regions[4096];
	struct store *store = NULL;
	struct import_totals totals = {0};
	struct shown shown = {.problems = a->json ? json_array() : NULL};
	int code = a->regions ? config_set(config, "regions", a->regions, err) : 0;
	if (!code)
		code = cmd_regions(config, regions, sizeof(regions), err);
	if (!code && !a->count_only)
		code = store_open(config->store, STORE_CREATE, &store, err);
	progress_start(&shown.progress);
	const struct import_options options = {.config = config,
					       .regions = regions,
					       .time_zone = a->values[KEY_TIME_ZONE] ? a->values[KEY_TIME_ZONE]
										     : config->time_zone,
					       .count_only = a->count_only,
					       .news = show_news,
					       .ctx = &shown};
	if (!code)
		code = import_run(store, files, &options, &totals, err);
	progress_clear(&shown.progress);
	store_close(store);
	if (!code && a->json)
		print_json(&totals, files, config, &shown, a->count_only);
	else if (!code)
		print_text(&totals, files, config, &shown, a->count_only);
	json_decref(shown.problems);
	*failed = totals.failed > 0;
	return code;
}

static int import_captures(const struct import_arguments *a, struct config *config, const struct config_point *only,
			   const char *const *paths, size_t count, bool *failed, struct err *err)
{
	struct gathered files = {0};
	int code = gather(config, only, paths, count, &files, err);
	if (!code && !files.count)
		code = err_set(err, ERR_ABSENT, "%s: there are no captures in it", paths[0]);
	if (!code)
		code = run_import(a, config, &files, err, failed);
	gathered_done(&files);
	return code;
}

static bool take_option(struct import_arguments *a, int option)
{
	switch (option) {
	case 'P':
		a->points = optarg;
		return true;
	case 'p':
		a->point = optarg;
		return true;
	case 'r':
		a->regions = optarg;
		return true;
	case 'n':
		a->count_only = true;
		return true;
	case 'j':
		a->json = true;
		return true;
	case 'l':
		a->log.kind = optarg;
		return true;
	case 'y':
		a->log.year = optarg;
		return true;
	case 'S':
		a->log.service = optarg;
		return true;
	default:
		break;
	}
	if (option >= 256 && option < 256 + POINT_KEYS) {
		a->values[option - 256] = optarg;
		return true;
	}
	return cmd_common_take(&a->common, option, optarg);
}

static int run(int argc, char **argv)
{
	static const struct option options[] = {{"points", required_argument, NULL, 'P'},
						{"point", required_argument, NULL, 'p'},
						{"address", required_argument, NULL, 256},
						{"prefix", required_argument, NULL, 257},
						{"maintenance", required_argument, NULL, 258},
						{"lan", required_argument, NULL, 259},
						{"time-zone", required_argument, NULL, 256 + KEY_TIME_ZONE},
						{"regions", required_argument, NULL, 'r'},
						{"count-only", no_argument, NULL, 'n'},
						{"log", required_argument, NULL, 'l'},
						{"year", required_argument, NULL, 'y'},
						{"service", required_argument, NULL, 'S'},
						{"json", no_argument, NULL, 'j'},
						CMD_COMMON_OPTIONS,
						{NULL, 0, NULL, 0}};
	struct import_arguments a = {0};
	for (int option; (option = getopt_long(argc, argv, ":", options, NULL)) != -1;) {
		if (option == 'h') {
			puts(command_import.help);
			return EXIT_DONE;
		}
		if (!take_option(&a, option))
			return cmd_usage_option(&command_import, argv);
	}
	if (optind == argc)
		return cmd_usage(&command_import, "no files given");
	if (a.log.kind && a.count_only)
		return cmd_usage(&command_import, "--count-only is for captures");
	if (!a.log.kind && (a.log.year || a.log.service))
		return cmd_usage(&command_import, "--year and --service go with --log");
	struct config *config = NULL;
	const struct config_point *only = NULL;
	struct err err = {0};
	bool failed = false;
	int code = cmd_common_config(&a.common, &config, &err);
	a.log.json = a.json;
	a.log.regions = a.regions;
	a.log.time_zone = a.values[KEY_TIME_ZONE];
	if (!code)
		code = take_points(config, &a, &only, &err);
	if (!code && !config->point_count)
		code = err_set(&err, ERR_CONFIG,
			       "no point is known: give --points FILE, or --point NAME --address "
			       "ADDRESS, or a configuration with points");
	if (!code && a.log.kind)
		code = import_log(&a.log, config, only, (const char *const *)argv + optind, (size_t)(argc - optind),
				  &failed, &err);
	else if (!code)
		code = import_captures(&a, config, only, (const char *const *)argv + optind, (size_t)(argc - optind),
				       &failed, &err);
	config_free(config);
	if (code)
		return cmd_fail(&command_import, &err);
	return failed ? EXIT_FAILED : EXIT_DONE;
}

const struct command command_import = {
    "import", run, "count captures and keep the facts",
    "usage: teiten import [OPTIONS] FILE|FOLDER|- ...\n\n"
    "Counts what reached the points uninvited and keeps the facts in the store. Each file goes in "
    "whole or not\n"
    "at all; the same bytes count once, however often they are given. Folders are walked.\n\n"
    "  --points FILE        the points: a list as world.py and teiten simulate write it, or YAML\n"
    "  --point NAME         all files are of this point; described by:\n"
    "    --address A,...      its own addresses\n"
    "    --prefix P,...       prefixes where nothing is ever begun (a darknet)\n"
    "    --maintenance S,...  its maintenance services, such as 22/tcp: counted apart\n"
    "    --lan P,...|none     neighbours that are no strangers (default: the private range of an own address)\n"
    "  --time-zone ZONE     days and hours are counted in it (default: Asia/Tokyo)\n"
    "  --regions FILE       MMDB file with the country of each address\n"
    "  --count-only         count, and write nothing\n"
    "  --log sshd           the files are logs of sshd, of the point of --point: syslog, or journalctl -o json or "
    "export\n"
    "    --year Y             year of the first line, where lines have none (default: by the time of the file)\n"
    "    --service S          what the log is of (default: 22/tcp)\n"
    "  --json               the result as JSON\n"
    "  --store URL          duckdb:PATH (default: duckdb:teiten.duckdb)\n"
    "  --config FILE        the configuration (default: $TEITEN_CONFIG, "
    "/etc/teiten/teiten.yaml)\n\n"
    "example:\n"
    "  teiten import --point home --address 198.51.100.7 --time-zone Asia/Tokyo home-*.pcap.zst"};
