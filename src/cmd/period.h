/* What a query is asked of: days and, if wanted, one service, region, point or kind. */
#pragma once

#include "base/err.h"
#include "label/tool.h"
#include "store/store.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define PERIOD_PARAMS_MAX 20

struct period {
	struct store_param params[PERIOD_PARAMS_MAX];
	size_t count;
	uint32_t sure[TOOL_COUNT]; /* the list of a parameter, which points here: not to be copied */
	int32_t month;             /* -1 when the days are not those of one month */
};

struct period_arguments {
	const char *month;
	const char *from;
	const char *to;
	const char *service;
	const char *region;
	const char *point;
	const char *kind;
	const char *source;
	const char *limit;
};

/* Turn the arguments into parameters of the queries. The store tells the number of a point. */
int period_make(const struct period_arguments *a, struct store *s, struct period *out, struct err *err) MUST_USE;
