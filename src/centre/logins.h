/* Logs of maintenance services -> the store: each file whole, in one transaction, or not at all; what two files both
 * tell is counted once (docs/decisions/0012). */
#pragma once

#include "base/err.h"
#include "config/config.h"
#include "logs/reader.h"
#include "store/store.h"

#include <stddef.h>
#include <stdint.h>

struct logins_totals {
	uint64_t imported; /* files */
	uint64_t already;
	uint64_t failed_files;
	uint64_t lines;
	uint64_t failed; /* attempts that are new */
	uint64_t accepted;
	uint64_t known; /* of which the store knew from other files */
	uint64_t own_network;
	uint64_t reasons[LOGS_REASONS];
};

struct logins_options {
	const struct config_point *point;
	const char *regions; /* path of the MMDB file */
	const char *time_zone;
	service_id service;
	int year;       /* of the first line, where lines have none; 0: from the time of the file */
	int64_t now_us; /* stands for the time of what has none, such as a pipe */
	/* a file was left out: why */
	void (*problem)(void *ctx, const char *path, const char *problem);
	void *ctx;
};

/* Import the files in the given order. One that fails is told and left out. A negative code when nothing can go on. */
int logins_run(struct store *store, const char *const *paths, size_t count, const struct logins_options *options,
	       struct logins_totals *out, struct err *err) MUST_USE;
