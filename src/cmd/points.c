#include "base/civil.h"
#include "cmd/cmd.h"
#include "cmd/output.h"
#include "cmd/summarize.h"

#include <jansson.h>
#include <stdio.h>

struct points_arguments {
	struct cmd_common common;
	enum output_format format;
	const char *month;
};

/* What each point observed in a month: days, of how many. */
static void print_month(const json_t *summary, enum output_format format)
{
	size_t i;
	size_t d;
	json_t *point;
	json_t *share;
	const json_t *coverage = json_object_get(summary, "coverage");
	double expected = 0;
	json_array_foreach(json_object_get(coverage, "expected"), d, share) expected += json_integer_value(share) > 0;
	if (format == OUTPUT_JSON)
		(void)putchar('[');
	else
		printf(format == OUTPUT_CSV ? "point,observed_days,expected_days,coverage\r\n"
					    : "%-24s  observed  expected  coverage\n",
		       "point");
	json_array_foreach(json_object_get(coverage, "by_point"), i, point)
	{
		const char *name = json_string_value(json_object_get(point, "point"));
		double observed = 0;
		json_array_foreach(json_object_get(point, "days"), d, share) observed += json_number_value(share);
		double part = expected > 0 ? observed / expected : 0;
		if (format == OUTPUT_JSON)
			printf(
			    "%s\n {\"point\":\"%s\",\"observed_days\":%.6f,\"expected_days\":%.0f,\"coverage\":%.6f}",
			    i ? "," : "", name, observed, expected, part);
		else if (format == OUTPUT_CSV)
			printf("%s,%.6f,%.0f,%.6f\r\n", name, observed, expected, part);
		else
			printf("%-24s  %8.2f  %8.0f  %7.1f%%\n", name, observed, expected, 100 * part);
	}
	if (format == OUTPUT_JSON)
		(void)puts("\n]");
}

static int show_month(const struct points_arguments *a, const struct config *config, struct store *store,
		      struct err *err)
{
	int32_t month;
	json_t *summary = NULL;
	if (month_parse(a->month, &month))
		return err_set(err, ERR_CONFIG, "\"%.40s\" is not a month such as 2005-11", a->month);
	int code = summarize(store, config, month, &summary, err);
	if (!code)
		print_month(summary, a->format);
	json_decref(summary);
	return code;
}

static int show_points(const struct points_arguments *a, struct store *store, struct err *err)
{
	const struct store_param limit = store_number_param("limit", UINT16_MAX);
	struct store_result *r = NULL;
	int code = store_query(store, "query_points", &limit, 1, &r, err);
	if (!code)
		code = output_result(r, a->format, err);
	store_result_free(r);
	return code;
}

static int answer(const struct points_arguments *a, struct err *err)
{
	struct config *config = NULL;
	struct store *store = NULL;
	int code = cmd_common_config(&a->common, &config, err);
	if (!code)
		code = cmd_store_read(config, &store, err);
	if (!code)
		code = a->month ? show_month(a, config, store, err) : show_points(a, store, err);
	store_close(store);
	config_free(config);
	return code;
}

static int run(int argc, char **argv)
{
	static const struct option options[] = {{"month", required_argument, NULL, 'm'},
						{"json", no_argument, NULL, 'j'},
						{"csv", no_argument, NULL, 'v'},
						CMD_COMMON_OPTIONS,
						{NULL, 0, NULL, 0}};
	struct points_arguments a = {.format = OUTPUT_TABLE};
	for (int option; (option = getopt_long(argc, argv, ":", options, NULL)) != -1;) {
		if (option == 'h') {
			puts(command_points.help);
			return EXIT_DONE;
		}
		if (option == 'j')
			a.format = OUTPUT_JSON;
		else if (option == 'v')
			a.format = OUTPUT_CSV;
		else if (option == 'm')
			a.month = optarg;
		else if (!cmd_common_take(&a.common, option, optarg))
			return cmd_usage_option(&command_points, argv);
	}
	if (argc != optind)
		return cmd_usage(&command_points, "it takes no arguments");
	struct err err = {0};
	return answer(&a, &err) ? cmd_fail(&command_points, &err) : EXIT_DONE;
}

const struct command command_points = {
    "points", run, "list the points and what came from them",
    "usage: teiten points [OPTIONS]\n\n"
    "The points that the store knows: time zone, files, first and last packet, packets seen and "
    "lost.\n"
    "teiten query coverage --month M tells what share of each day each point was observing.\n\n"
    "  --month YYYY-MM      what each point observed in the month instead\n"
    "  --json, --csv        instead of a table\n"
    "  --store URL, --config FILE\n\n"
    "example:\n"
    "  teiten points --store duckdb:/var/lib/teiten/teiten.duckdb"};
