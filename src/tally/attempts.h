/* Attempts: packets of one source, point, protocol, ports and (TCP) sequence number no more than 60
 * s apart are one attempt (definitions.md). Of a point with many addresses, each address has
 * attempts of its own.
 *
 * Two generations of 60 s hold what was seen lately. When the younger is full of its time it
 * becomes the older; what falls off was last seen more than 60 s ago, so the count is exact while
 * times only go forward. */
#pragma once

#include "base/err.h"
#include "tally/tally.h"

#include <stdbool.h>
#include <stdint.h>

struct attempts;

struct attempts *attempts_new(void) MUST_USE; /* NULL: no memory */
void attempts_free(struct attempts *a);

/* 1: a new attempt; 0: a retry; or a negative code. */
int attempts_see(struct attempts *a, const struct tally_event *event) MUST_USE;

bool attempts_exact(const struct attempts *a);
