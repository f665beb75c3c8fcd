#include "cmd/cmd.h"
#include "cmd/output.h"

#include <stdio.h>

static int run(int argc, char **argv)
{
	static const struct option options[] = {
	    {"json", no_argument, NULL, 'j'}, {"csv", no_argument, NULL, 'v'}, CMD_COMMON_OPTIONS, {NULL, 0, NULL, 0}};
	const struct store_param limit = store_number_param("limit", UINT16_MAX);
	struct cmd_common common = {0};
	enum output_format format = OUTPUT_TABLE;
	for (int option; (option = getopt_long(argc, argv, "", options, NULL)) != -1;) {
		if (option == 'h') {
			puts(command_points.help);
			return EXIT_DONE;
		}
		if (option == 'j')
			format = OUTPUT_JSON;
		else if (option == 'v')
			format = OUTPUT_CSV;
		else if (!cmd_common_take(&common, option, optarg))
			return cmd_usage(&command_points, "the command line is wrong");
	}
	if (argc != optind)
		return cmd_usage(&command_points, "it takes no arguments");
	struct config *config = NULL;
	struct store *store = NULL;
	struct store_result *r = NULL;
	struct err err = {0};
	int code = cmd_common_config(&common, &config, &err);
	if (!code)
		code = cmd_store_read(config, &store, &err);
	if (!code)
		code = store_query(store, "query_points", &limit, 1, &r, &err);
	if (!code)
		code = output_result(r, format, &err);
	store_result_free(r);
	store_close(store);
	config_free(config);
	return code ? cmd_fail(&command_points, &err) : EXIT_DONE;
}

const struct command command_points = {
    "points", run, "list the points and what came from them",
    "usage: teiten points [OPTIONS]\n\n"
    "The points that the store knows: time zone, files, first and last packet, packets seen and "
    "lost.\n"
    "teiten query coverage --month M tells what share of each day each point was observing.\n\n"
    "  --json, --csv        instead of a table\n"
    "  --store URL, --config FILE\n\n"
    "example:\n"
    "  teiten points --store duckdb:/var/lib/teiten/teiten.duckdb"};
