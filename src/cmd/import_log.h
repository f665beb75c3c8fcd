/* teiten import --log: logs of maintenance services. */
#pragma once

#include "cmd/cmd.h"

struct log_arguments {
	const char *kind; /* NULL: captures are imported */
	const char *year;
	const char *service;
	const char *regions;
	const char *time_zone;
	bool json;
};

/* *failed: a file was left out. */
int import_log(const struct log_arguments *a, struct config *config, const struct config_point *only,
	       const char *const *paths, size_t count, bool *failed, struct err *err) MUST_USE;
