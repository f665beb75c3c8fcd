/* Marks of accesses -> rows by day, service, source and mark. A tool with a key (label/tool.h) marks a packet whose key
 * is that of the one before it from the same source; the first of a run therefore has no mark. */
#pragma once

#include "tally/tally.h"

struct marks;

struct marks *marks_new(void) MUST_USE; /* NULL: no memory */
void marks_free(struct marks *m);

/* Count what an event is marked with. `row` has the day, service, source and region. ERR_NOMEM or 0. */
int marks_count(struct marks *m, struct tally_rows *rows, const struct tally_event *e,
		const struct mark_day *row) MUST_USE;

/* The rows were taken: begin a new set. */
void marks_begin(struct marks *m);
