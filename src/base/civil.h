/* Civil time: local days and hours of any zone of the tz database, daylight saving included.
 * Days are counted from 1970-01-01 (day 0), months from year 0 (year * 12 + month - 1). */
#pragma once

#include "base/err.h"

#include <stdbool.h>
#include <stdint.h>

#define CIVIL_TEXT_MAX 16
#define US_PER_SECOND INT64_C(1000000)
#define US_PER_HOUR (INT64_C(3600) * US_PER_SECOND)
#define US_PER_DAY (INT64_C(86400) * US_PER_SECOND)

/* A stretch of time during which a zone keeps one offset from UTC. */
struct zone_span {
	int64_t begin_us; /* inclusive */
	int64_t end_us;   /* exclusive */
	int64_t offset_us;
};

struct zone;

/* ERR_ABSENT when the tz database has no such name. Not thread-safe while it runs: it sets TZ and
 * puts it back. Know that times before 1970 or after 2106 keep the nearest known offset. */
int zone_open(const char *name, struct zone **out, struct err *err) MUST_USE;
void zone_close(struct zone *zone);
const char *zone_name(const struct zone *zone);

/* The stretch that holds this time. Callers on a hot path keep it until a time falls outside. */
struct zone_span zone_span_at(const struct zone *zone, int64_t time_us);

/* The moment at which the zone's clocks show this local time: the first of the two where they are set back, and the
 * first moment after where they skip it. */
int64_t zone_time_at(const struct zone *zone, int64_t local_us);

/* When the local day begins, in microseconds UTC. Where midnight itself is skipped, the first
 * moment after. */
int64_t zone_day_begin(const struct zone *zone, int32_t day);

static inline int32_t civil_day(int64_t local_us)
{
	int64_t day = local_us / US_PER_DAY;
	return (int32_t)(local_us % US_PER_DAY < 0 ? day - 1 : day);
}

static inline int civil_hour(int64_t local_us)
{
	return (int)((local_us - civil_day(local_us) * US_PER_DAY) / US_PER_HOUR);
}

/* "2005-11-01" and back. Years 1970 to 2106. out has CIVIL_TEXT_MAX bytes. */
int day_parse(const char *text, int32_t *out) MUST_USE;
/* The same of three numbers; ERR_PARSE when there is no such day. */
int day_make(int year, int month, int day, int32_t *out) MUST_USE;
void day_text(int32_t day, char *out);
/* 0 is Monday. */
int day_of_week(int32_t day);

/* "2005-11" and back. */
int month_parse(const char *text, int32_t *out) MUST_USE;
void month_text(int32_t month, char *out);
int32_t month_first_day(int32_t month);
int32_t month_of_day(int32_t day);
