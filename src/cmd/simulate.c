#include "simulate/simulate.h"

#include "cmd/cmd.h"
#include "cmd/progress.h"

#include <stdio.h>
#include <stdlib.h>

static void show(void *ctx, uint64_t done, uint64_t all)
{
	progress_show(ctx, "simulating", done, all, done, "packets");
}

static void list(void)
{
	for (const char *const *s = simulate_shipped(); s[0]; s += 2)
		printf("%-14s %s\n", s[0], s[1]);
}

static int simulate(const struct simulate_options *from, struct err *err)
{
	struct progress progress;
	struct simulate_options options = *from;
	struct simulate_result result;
	progress_start(&progress);
	options.progress = show;
	options.ctx = &progress;
	int code = simulate_run(&options, &result, err);
	progress_clear(&progress);
	if (!code)
		printf("%llu files in %s: %llu packets, of which %llu are accesses (%.1f s)\n",
		       (unsigned long long)result.files, options.folder, (unsigned long long)result.packets,
		       (unsigned long long)result.accesses, progress_seconds(&progress));
	return code;
}

static int run(int argc, char **argv)
{
	static const struct option options[] = {
	    {"out", required_argument, NULL, 'o'},  {"scale", required_argument, NULL, 'f'},
	    {"seed", required_argument, NULL, 'd'}, {"list", no_argument, NULL, 'l'},
	    {"help", no_argument, NULL, 'h'},       {NULL, 0, NULL, 0}};
	struct simulate_options o = {.scale = 1};
	char *end = NULL;
	for (int option; (option = getopt_long(argc, argv, ":", options, NULL)) != -1;) {
		switch (option) {
		case 'o':
			o.folder = optarg;
			break;
		case 'f':
			o.scale = strtod(optarg, &end);
			if (end == optarg || *end)
				return cmd_usage(&command_simulate, "--scale: \"%.40s\" is not a number", optarg);
			break;
		case 'd':
			o.seed = strtoull(optarg, &end, 10);
			if (end == optarg || *end)
				return cmd_usage(&command_simulate, "--seed: \"%.40s\" is not a number", optarg);
			break;
		case 'l':
			list();
			return EXIT_DONE;
		case 'h':
			puts(command_simulate.help);
			return EXIT_DONE;
		default:
			return cmd_usage_option(&command_simulate, argv);
		}
	}
	if (argc - optind != 1)
		return cmd_usage(&command_simulate, "give one scenario");
	if (!o.folder)
		return cmd_usage(&command_simulate, "give --out FOLDER");
	o.scenario = argv[optind];
	struct err err = {0};
	return simulate(&o, &err) ? cmd_fail(&command_simulate, &err) : EXIT_DONE;
}

const struct command command_simulate = {
    "simulate", run, "make traffic from a scenario, to try teiten out",
    "usage: teiten simulate SCENARIO --out FOLDER [OPTIONS]\n\n"
    "Writes capture files of several points, with the points file that teiten import wants, and "
    "what an exact\n"
    "counter must find in them. A scenario is one that comes with teiten, or a YAML file.\n\n"
    "  --list               the scenarios that come with teiten\n"
    "  --scale F            fewer or more accesses and sources (default: 1)\n"
    "  --seed N             other traffic of the same kind\n\n"
    "example:\n"
    "  teiten simulate talot2-2005 --out autumn --scale 0.1"};
