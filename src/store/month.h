/* The distinct sources of a month, and of each kind: an exact set of sources with the kinds they were seen with. */
#pragma once

#include "base/err.h"
#include "store/day.h"

#include <stddef.h>
#include <stdint.h>

struct month;

struct month *month_new(void) MUST_USE; /* NULL: no memory */
void month_free(struct month *m);

/* A source was seen with a kind, 1 to DAY_KINDS. ERR_NOMEM or 0. */
int month_add(struct month *m, uint64_t source, uint8_t kind) MUST_USE;

/* Add to counts: [0] of all sources, [k] of those of kind k; and begin anew. */
void month_take(struct month *m, uint64_t counts[DAY_KINDS + 1]);
