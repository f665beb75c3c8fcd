/* The summary of a month with the configuration's groups and limits. */
#pragma once

#include "base/err.h"
#include "config/config.h"
#include "store/store.h"

#include <stdint.h>

struct json_t;

/* The operator's full summary; json_decref it. */
int summarize(struct store *store, const struct config *config, int32_t month, struct json_t **out,
	      struct err *err) MUST_USE;
