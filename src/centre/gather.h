/* Which capture files to import, and which point each belongs to. */
#pragma once

#include "base/err.h"
#include "config/config.h"

#include <stddef.h>
#include <stdint.h>

struct gathered_file {
	char *path;
	const struct config_point *point;
	int64_t begin_us; /* time of the first packet; INT64_MAX when there is none or it cannot be
			     read */
	uint64_t bytes;   /* 0 when not known (standard input) */
};

struct gathered {
	struct gathered_file *files; /* by point in the configuration's order, then by time, then by path */
	size_t count;
	size_t room;
	size_t skipped; /* files in folders that are no captures */
};

/* Folders are walked. A file belongs to `only` when it is given; else to the point that the nearest
 * folder of its path is named after; else to the only point there is. ERR_ABSENT: no such file or
 * folder. ERR_CONFIG: it cannot be told which point a file belongs to. */
int gather(const struct config *config, const struct config_point *only, const char *const *paths, size_t count,
	   struct gathered *out, struct err *err) MUST_USE;
void gathered_done(struct gathered *g);
