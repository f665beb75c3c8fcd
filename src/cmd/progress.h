/* Progress of long work on a terminal: done, rate, share, time left. Silent in a pipe. */
#pragma once

#include <stdbool.h>
#include <stdint.h>

struct progress {
	bool shown; /* standard error is a terminal */
	int64_t begin_us;
	int64_t last_us;
	bool dirty; /* a line stands on the terminal */
};

void progress_start(struct progress *p);
/* `done` of `all` (0: not known); `count` things named `unit` so far. Draws at most ten times a
 * second. */
void progress_show(struct progress *p, const char *what, uint64_t done, uint64_t all, uint64_t count, const char *unit);
/* Take the line away, before anything else is printed and at the end. */
void progress_clear(struct progress *p);
/* Seconds since the start. */
double progress_seconds(const struct progress *p);
