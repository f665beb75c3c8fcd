#include "report/report.h"

#include "base/civil.h"
#include "cmd/cmd.h"
#include "cmd/progress.h"
#include "cmd/summarize.h"
#include "finding/finding.h"
#include "summary/summary.h"

#include <jansson.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

struct report_arguments {
	struct cmd_common common;
	const char *folder;
	const char *language;
	const char *format;
	const char *min_points;
	const char *top;
	const char *publisher;
};

static int take_formats(const char *text, unsigned *out, struct err *err)
{
	static const struct {
		const char *name;
		unsigned format;
	} known[] = {{"html", REPORT_HTML}, {"pdf", REPORT_PDF}, {"csv", REPORT_CSV},
		     {"json", REPORT_JSON}, {"svg", REPORT_SVG}, {"png", REPORT_PNG}};
	unsigned formats = 0;
	for (const char *at = text; *at;) {
		size_t len = strcspn(at, ",");
		unsigned found = 0;
		for (size_t i = 0; i < sizeof(known) / sizeof(*known); i++)
			if (strlen(known[i].name) == len && !memcmp(known[i].name, at, len))
				found = known[i].format;
		if (!found)
			return err_set(err, ERR_CONFIG, "\"%.*s\" is not a format: html, pdf, csv, json, svg, png",
				       (int)(len < 20 ? len : 20), at);
		formats |= found;
		at += len + (at[len] == ',');
	}
	*out = formats;
	return 0;
}

static int take_languages(const char *text, bool *languages, struct err *err)
{
	languages[LANGUAGE_JA] = !strcmp(text, "ja") || !strcmp(text, "both");
	languages[LANGUAGE_EN] = !strcmp(text, "en") || !strcmp(text, "both");
	if (!languages[LANGUAGE_JA] && !languages[LANGUAGE_EN])
		return err_set(err, ERR_CONFIG, "--lang is ja, en or both, not \"%.20s\"", text);
	return 0;
}

static void show_file(void *ctx, const char *path)
{
	progress_show(ctx, path, 0, 0, 0, "");
}

static void print_headline(const json_t *summary, const char *folder, double seconds)
{
	const json_t *totals = json_object_get(summary, "totals");
	const json_t *accesses = json_object_get(totals, "accesses_per_point_day");
	printf("report of %s in %s (%.1f s): %lld accesses", json_string_value(json_object_get(summary, "month")),
	       folder, seconds, (long long)json_integer_value(json_object_get(totals, "accesses")));
	if (json_is_number(accesses))
		printf(", %.0f from %.0f sources per point and day", json_number_value(accesses),
		       json_number_value(json_object_get(totals, "sources_per_point_day")));
	else
		printf("; no point was observing");
	(void)putchar('\n');
}

/* A month without data is reported as such, as long as any of the six months has some. */
static int check_observed(const json_t *summary, struct err *err)
{
	size_t i;
	json_t *month;
	json_array_foreach(json_object_get(summary, "monthly"), i,
			   month) if (json_number_value(json_object_get(month, "point_days")) > 0 ||
				      json_integer_value(json_object_get(month, "accesses")) > 0) return 0;
	return err_set(
	    err, ERR_ABSENT,
	    "the store has no observation of %s, nor of the five months before; teiten points tells what it has",
	    json_string_value(json_object_get(summary, "month")));
}

/* Made from what is published, and printed with it. */
static int add_findings(json_t *published, struct err *err)
{
	json_t *findings = NULL;
	int code = finding_make(published, &findings, err);
	if (!code)
		(void)json_object_set_new(published, "findings", findings);
	return code;
}

static int write_report(const struct report_arguments *a, const struct config *config, int32_t month, struct err *err)
{
	struct report_options options = {.folder = a->folder, .publisher = config->publisher, .wrote = show_file};
	struct progress progress;
	struct store *store = NULL;
	json_t *full = NULL;
	json_t *published = NULL;
	progress_start(&progress);
	options.ctx = &progress;
	int code = take_formats(a->format, &options.formats, err);
	if (!code)
		code = take_languages(a->language, options.languages, err);
	if (!code)
		code = cmd_store_read(config, &store, err);
	progress_show(&progress, "computing the summary", 0, 0, 0, "");
	if (!code)
		code = summarize(store, config, month, &full, err);
	store_close(store);
	if (!code)
		code = check_observed(full, err);
	if (!code)
		code = summary_publish(full, &published, err);
	if (!code)
		code = add_findings(published, err);
	if (!code)
		code = report_write(published, &options, err);
	progress_clear(&progress);
	if (!code)
		print_headline(published, a->folder, progress_seconds(&progress));
	json_decref(full);
	json_decref(published);
	return code;
}

static bool take_option(struct report_arguments *a, int option)
{
	const char **const slots[] = {&a->folder, &a->language, &a->format, &a->min_points, &a->top, &a->publisher};
	if (option >= 256 && option < 256 + (int)(sizeof(slots) / sizeof(*slots))) {
		*slots[option - 256] = optarg;
		return true;
	}
	return cmd_common_take(&a->common, option, optarg);
}

static int run(int argc, char **argv)
{
	static const struct option options[] = {{"out", required_argument, NULL, 256},
						{"lang", required_argument, NULL, 257},
						{"format", required_argument, NULL, 258},
						{"min-points", required_argument, NULL, 259},
						{"top", required_argument, NULL, 260},
						{"publisher", required_argument, NULL, 261},
						CMD_COMMON_OPTIONS,
						{NULL, 0, NULL, 0}};
	struct report_arguments a = {.language = "both", .format = "html,pdf,csv,json,svg,png"};
	for (int option; (option = getopt_long(argc, argv, ":", options, NULL)) != -1;) {
		if (option == 'h') {
			puts(command_report.help);
			return EXIT_DONE;
		}
		if (!take_option(&a, option))
			return cmd_usage_option(&command_report, argv);
	}
	int32_t month;
	char folder[64];
	if (argc - optind != 1)
		return cmd_usage(&command_report, "give one month, such as 2005-11");
	if (month_parse(argv[optind], &month))
		return cmd_usage(&command_report, "\"%.40s\" is not a month such as 2005-11", argv[optind]);
	(void)snprintf(folder, sizeof(folder), "report-%s", argv[optind]);
	if (!a.folder)
		a.folder = folder;
	struct config *config = NULL;
	struct err err = {0};
	int code = cmd_common_config(&a.common, &config, &err);
	if (!code && a.min_points)
		code = config_set(config, "min_points", a.min_points, &err);
	if (!code && a.top)
		code = config_set(config, "top", a.top, &err);
	if (!code && a.publisher)
		code = config_set(config, "publisher", a.publisher, &err);
	if (!code)
		code = write_report(&a, config, month, &err);
	config_free(config);
	return code ? cmd_fail(&command_report, &err) : EXIT_DONE;
}

const struct command command_report = {
    "report", run, "write the report of a month",
    "usage: teiten report YYYY-MM [OPTIONS]\n\n"
    "Writes the month's report: one HTML page a language that works alone, PDF, and every figure "
    "as CSV, SVG and PNG.\n\n"
    "  --out FOLDER         where to write (default: report-YYYY-MM)\n"
    "  --lang ja|en|both    languages (default: both)\n"
    "  --format LIST        of html,pdf,csv,json,svg,png (default: all)\n"
    "  --min-points K       a cell that fewer points saw is not published (default: 3)\n"
    "  --top N              services and regions named before the rest is other (default: 10)\n"
    "  --publisher NAME     who publishes it\n"
    "  --store URL, --config FILE\n\n"
    "example:\n"
    "  teiten report 2005-11 --lang ja --format html,pdf --out november"};
