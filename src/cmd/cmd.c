#include "cmd/cmd.h"

#include "base/resource.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define SYSTEM_CONFIG "/etc/teiten/teiten.yaml"

int cmd_fail(const struct command *command, const struct err *err)
{
	(void)fflush(stdout);
	(void)fprintf(stderr, "teiten %s: %s\n", command->name, err->msg);
	return EXIT_FAILED;
}

int cmd_usage(const struct command *command, const char *fmt, ...)
{
	va_list ap;
	va_start(ap, fmt);
	(void)fprintf(stderr, "teiten %s: ", command->name);
	(void)vfprintf(stderr, fmt, ap);
	(void)fprintf(stderr, "; see teiten %s --help\n", command->name);
	va_end(ap);
	return EXIT_USAGE;
}

int cmd_usage_option(const struct command *command, char **argv)
{
	const char *given = argv[optind - 1];
	if (!strncmp(given, "--", 2))
		return cmd_usage(command, "%.60s is no option, or its value is missing or not wanted", given);
	return cmd_usage(command, "-%c is no option", optopt);
}

int cmd_config(const char *path, struct config **out, struct err *err)
{
	struct config *c = NULL;
	int code = config_new(&c, err);
	if (code)
		return code;
	const char *from = path ? path : getenv("TEITEN_CONFIG");
	if (!from && access(SYSTEM_CONFIG, F_OK) == 0)
		from = SYSTEM_CONFIG;
	if (from && *from)
		code = config_read(c, from, err);
	if (code)
		config_free(c);
	else
		*out = c;
	return code;
}

bool cmd_common_take(struct cmd_common *common, int option, const char *value)
{
	if (option == 's')
		common->store = value;
	else if (option == 'c')
		common->config = value;
	else
		return false;
	return true;
}

int cmd_common_config(const struct cmd_common *common, struct config **out, struct err *err)
{
	struct config *c = NULL;
	int code = cmd_config(common->config, &c, err);
	if (!code && common->store)
		code = config_set(c, "store", common->store, err);
	if (code)
		config_free(c);
	else
		*out = c;
	return code;
}

int cmd_regions(const struct config *config, char *out, size_t room, struct err *err)
{
	if (!config->regions)
		return resource_path("regions.mmdb", out, room, err);
	if (strlen(config->regions) >= room)
		return err_set(err, ERR_LIMIT, "the path of the region data is too long");
	(void)snprintf(out, room, "%s", config->regions);
	return 0;
}

int cmd_store_read(const struct config *config, struct store **out, struct err *err)
{
	struct store *s = NULL;
	size_t open = 0;
	int code = store_open(config->store, STORE_READ, &s, err);
	if (!code)
		code = store_open_days(s, &open, err);
	if (!code && open) {
		store_close(s);
		s = NULL;
		code = store_open(config->store, STORE_WRITE, &s, err);
		if (!code)
			code = store_close_days(s, (unsigned)config->wide, NULL, NULL, err);
	}
	if (code)
		store_close(s);
	else
		*out = s;
	return code;
}
