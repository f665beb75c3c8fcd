/* How much of each day each point was really observing (definitions.md, Averages). */
#pragma once

#include "summary/frame.h"

#define COVERAGE_NAME_MAX 64

struct zone;

/* One segment of a point: it listened from begin to end, and beyond by silence where nothing contradicts. */
struct coverage_segment {
	int64_t begin_us;
	int64_t end_us;
	int64_t silence_us;
	uint64_t seen; /* frames and dropped */
	uint64_t dropped;
};

/* The observed share of each of `days` local days from `first_day` on: 0 to 1. Segments must be sorted by begin.
 *
 * A gap between two segments counts as observed when it is no longer than the silence of either; so does the
 * time from a segment to the local midnight before or after it. Segments that overlap count once, and one
 * that lost packets counts by the share it kept. */
void coverage_days(const struct zone *zone, const struct coverage_segment *segments, size_t count, int32_t first_day,
		   size_t days, double *out);

struct coverage_point {
	char name[COVERAGE_NAME_MAX];
	double share[DAYS_MAX]; /* of each day of the six months */
};

struct coverage {
	struct coverage_point *points;
	size_t count;
	char time_zone[COVERAGE_NAME_MAX]; /* of all points, or "" when they differ */
	size_t expected_days;              /* of the six months, less what lies in the future */
};

int coverage_read(struct store *s, const struct frame_days *d, int64_t now_us, struct coverage *out,
		  struct err *err) MUST_USE;
void coverage_done(struct coverage *c);

/* Point-days observed in days [from, to) of the frame, and the number of points with any. */
double coverage_sum(const struct coverage *c, size_t from, size_t to);
size_t coverage_points(const struct coverage *c, size_t from, size_t to);
