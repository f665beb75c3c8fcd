/* Shared by the subcommands. Only here are things printed and the program ended. */
#pragma once

#include "base/err.h"
#include "config/config.h"
#include "store/store.h"

#include <getopt.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum exit_status { EXIT_DONE = 0, EXIT_FAILED = 1, EXIT_USAGE = 2 };

struct command {
	const char *name;
	int (*run)(int argc, char **argv); /* argv[0] is the command's name */
	const char *summary;
	const char *help; /* usage, options and an example */
};

extern const struct command command_import, command_report, command_query, command_points, command_doctor,
    command_simulate;

/* One clear line on standard error; returns EXIT_FAILED. */
int cmd_fail(const struct command *command, const struct err *err);
/* The same for a wrong command line; returns EXIT_USAGE. */
int cmd_usage(const struct command *command, const char *fmt, ...) PRINTF_LIKE(2, 3);
/* The same when getopt_long, told by a leading ':' to be silent, stopped at an option. */
int cmd_usage_option(const struct command *command, char **argv);

/* The configuration of --config FILE, $TEITEN_CONFIG or /etc/teiten/teiten.yaml, whichever comes
 * first. */
int cmd_config(const char *path, struct config **out, struct err *err) MUST_USE;

/* Path of the region data. */
int cmd_regions(const struct config *config, char *out, size_t room, struct err *err) MUST_USE;

/* Open the store for reading; days that an import left open are closed first. */
int cmd_store_read(const struct config *config, struct store **out, struct err *err) MUST_USE;

/* Options that most commands have. */
#define CMD_COMMON_OPTIONS                                                                                             \
	{"store", required_argument, NULL, 's'}, {"config", required_argument, NULL, 'c'},                             \
	{                                                                                                              \
		"help", no_argument, NULL, 'h'                                                                         \
	}
struct cmd_common {
	const char *store;
	const char *config;
};
/* Take a common option; false when it is none of them. */
bool cmd_common_take(struct cmd_common *common, int option, const char *value);
int cmd_common_config(const struct cmd_common *common, struct config **out, struct err *err) MUST_USE;
