/* Checks the installation. Each check prints one line; what fails says what to do. */
#include "base/civil.h"
#include "base/resource.h"
#include "cmd/cmd.h"
#include "figure/figure.h"
#include "knowledge/knowledge.h"
#include "place/place.h"

#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#define OLD_DAYS 400
#define FONT "BIZ UDPGothic"

struct doctor {
	const struct config *config;
	json_t *rows; /* NULL: print text */
	size_t bad;
};

enum outcome { FINE, NOTICE, WRONG };

static void tell(struct doctor *d, const char *check, enum outcome outcome, const char *text)
{
	static const char *const names[] = {"ok", "notice", "wrong"};
	d->bad += outcome == WRONG;
	if (d->rows)
		(void)json_array_append_new(
		    d->rows, json_pack("{s:s, s:s, s:s}", "check", check, "outcome", names[outcome], "text", text));
	else
		printf("%-7s %-12s %s\n", names[outcome], check, text);
}

static void check_regions(struct doctor *d)
{
	char path[4096];
	char text[4400];
	struct place *place = NULL;
	struct err err = {0};
	if (cmd_regions(d->config, path, sizeof(path), &err) || place_open(path, &place, &err)) {
		tell(d, "regions", WRONG, err.msg);
		return;
	}
	long long age = (long long)time(NULL) / 86400 - place_build_day(place);
	(void)snprintf(text, sizeof(text), "%s, %lld days old%s (%s)", place_build(place), age,
		       age > OLD_DAYS ? ": get a newer file, and name it with `regions`" : "", path);
	tell(d, "regions", age > OLD_DAYS ? NOTICE : FINE, text);
	place_close(place);
}

static void check_zone(struct doctor *d)
{
	struct zone *zone = NULL;
	struct err err = {0};
	const char *name = d->config->time_zone ? d->config->time_zone : "Asia/Tokyo";
	if (zone_open(name, &zone, &err))
		tell(d, "time zone", WRONG, err.msg);
	else
		tell(d, "time zone", FINE, name);
	zone_close(zone);
}

/* The first line that a program prints; false when it cannot be run. */
static bool first_line(const char *command, char *out, size_t room)
{
	FILE *f = popen(command, "r"); /* only fixed commands of ours */
	out[0] = '\0';
	if (!f)
		return false;
	bool read = fgets(out, (int)room, f) != NULL;
	out[strcspn(out, "\n")] = '\0';
	return pclose(f) == 0 && read;
}

static void check_programs(struct doctor *d)
{
	char line[256];
	if (first_line("weasyprint --version 2>/dev/null", line, sizeof(line)))
		tell(d, "PDF", FINE, line);
	else
		tell(d, "PDF", NOTICE, "WeasyPrint is not installed: no PDF reports (apt-get install weasyprint)");
	if (first_line("fc-list '" FONT "' family 2>/dev/null", line, sizeof(line)) && line[0])
		tell(d, "fonts", FINE, FONT);
	else
		tell(d, "fonts", NOTICE,
		     "the font " FONT " is not installed: figures fall back to another (apt-get "
		     "install fonts-morisawa-bizud-gothic)");
}

static void check_parts(struct doctor *d)
{
	char text[512];
	struct knowledge *k = NULL;
	struct figure_set *f = NULL;
	struct err err = {0};
	if (knowledge_open(&k, &err)) {
		tell(d, "knowledge", WRONG, err.msg);
	} else {
		(void)snprintf(text, sizeof(text), "%zu explanations of services", knowledge_count(k));
		tell(d, "knowledge", FINE, text);
	}
	knowledge_close(k);
	if (figure_open(&f, &err))
		tell(d, "figures", WRONG, err.msg);
	else
		tell(d, "figures", FINE, "the scripts load");
	figure_close(f);
	if (resource_path("locale", text, sizeof(text), &err))
		tell(d, "languages", WRONG, err.msg);
	else
		tell(d, "languages", FINE, text);
}

static void check_store(struct doctor *d)
{
	char text[512];
	struct store *store = NULL;
	struct err err = {0};
	int code = store_open(d->config->store, STORE_READ, &store, &err);
	if (code == ERR_ABSENT) {
		(void)snprintf(text, sizeof(text), "%s: none yet; teiten import makes it", d->config->store);
		tell(d, "store", NOTICE, text);
	} else if (code || store_check(store, &err)) {
		tell(d, "store", WRONG, err.msg);
	} else {
		(void)snprintf(text, sizeof(text), "%s (%s): all totals agree", d->config->store, store_engine());
		tell(d, "store", FINE, text);
	}
	store_close(store);
}

static int run(int argc, char **argv)
{
	static const struct option options[] = {
	    {"json", no_argument, NULL, 'j'}, CMD_COMMON_OPTIONS, {NULL, 0, NULL, 0}};
	struct cmd_common common = {0};
	bool json = false;
	for (int option; (option = getopt_long(argc, argv, ":", options, NULL)) != -1;) {
		if (option == 'h') {
			puts(command_doctor.help);
			return EXIT_DONE;
		}
		if (option == 'j')
			json = true;
		else if (!cmd_common_take(&common, option, optarg))
			return cmd_usage_option(&command_doctor, argv);
	}
	if (argc != optind)
		return cmd_usage(&command_doctor, "it takes no arguments");
	struct config *config = NULL;
	struct err err = {0};
	if (cmd_common_config(&common, &config, &err))
		return cmd_fail(&command_doctor, &err);
	struct doctor d = {.config = config, .rows = json ? json_array() : NULL};
	check_regions(&d);
	check_zone(&d);
	check_parts(&d);
	check_programs(&d);
	check_store(&d);
	if (d.rows) {
		(void)json_dumpf(d.rows, stdout, JSON_INDENT(1));
		(void)putchar('\n');
	}
	json_decref(d.rows);
	config_free(config);
	return d.bad ? EXIT_FAILED : EXIT_DONE;
}

const struct command command_doctor = {
    "doctor", run, "check the installation and the store",
    "usage: teiten doctor [OPTIONS]\n\n"
    "Checks the region data and its age, time zones, the parts that are built in, WeasyPrint, "
    "fonts, and that\n"
    "all totals of the store agree. Exit status 1 when something is wrong.\n\n"
    "  --json               the checks as JSON\n"
    "  --store URL, --config FILE\n\n"
    "example:\n"
    "  teiten doctor --store duckdb:teiten.duckdb"};
