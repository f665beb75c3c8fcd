/* Times of log lines. The classic form of syslog has no year: lines tell only how many years have begun since the first
 * line, and the year of that is found when all have been read. */
#pragma once

#include "base/civil.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct stamp {
	bool local;      /* by the clock on the wall, without a year; else time_us is UTC */
	int64_t time_us; /* local: since midnight */
	int year;        /* local: begun since the first line; may be -1 */
	int month;       /* local: 1 to 12 */
	int day;
};

/* Where the years of classic lines have got to. Zeroed at first. */
struct stamp_years {
	int year;
	int month; /* 0: no line yet */
	int day;
};

/* "Nov  3 04:05:06 " or "2005-11-03T04:05:06.123456+09:00 " at the begin of a line: how many bytes it takes, or 0. */
size_t stamp_read(const char *line, size_t len, struct stamp_years *years, struct stamp *out);

/* The moment in UTC, where the first line is of `first_year`. ERR_PARSE: no such day. */
int stamp_time(const struct stamp *s, int first_year, const struct zone *zone, int64_t *out) MUST_USE;

/* The year of the first line, when the last line is not after `end_us`, by when the file was last written; a day is
 * allowed for clocks that differ. */
int stamp_first_year(const struct stamp *last, int64_t end_us, const struct zone *zone);
