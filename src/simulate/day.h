/* One point's day in the making: its hours, its random stream, its frames and the books that are
 * kept of what was put into it. */
#pragma once

#include "simulate/frames.h"
#include "simulate/random.h"
#include "simulate/scenario.h"

enum { DAY_SLOTS_MAX = 32 };

struct day {
	const struct scenario *scenario;
	const struct point_plan *point;
	uint64_t seed;
	uint64_t scale_micro;
	int32_t day;
	int32_t month;
	int64_t begin_us;
	int64_t end_us;
	/* Stretches of the day within one local hour: 24, or more and fewer when clocks change. */
	int64_t slot_begin_us[DAY_SLOTS_MAX];
	int64_t slot_end_us[DAY_SLOTS_MAX];
	size_t slot_count;
	uint64_t sums[SCENARIO_HOURS_MAX][DAY_SLOTS_MAX]; /* running weights of the slots, by profile */
	struct random random;
	struct frames *frames;
	/* the books */
	uint64_t accesses;
	uint64_t connections;
};

/* Set up for one point and day; the frames are emptied. */
void day_begin(struct day *d, size_t point, int32_t day);

/* A time of this day by a profile of hours, at least margin_us before its end. */
int64_t day_time(struct day *d, size_t hours, int64_t margin_us);

/* A time soon after another one, or, now and then or when the day is too short for that, a new one.
 */
int64_t day_next(struct day *d, size_t hours, int64_t after_us, int64_t margin_us);

/* True when Windows and Linux of that time already look as today's do. */
bool day_is_modern(const struct day *d);

/* The point's first IPv4 address; only for points that are not dark. */
struct addr day_home(const struct day *d);
