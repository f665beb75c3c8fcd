/* Divide a month's exact totals over its points and days, and each day's over visits. */
#pragma once

#include "simulate/day.h"

struct cell {
	uint64_t visits;   /* distinct (service, source) of this point and day */
	uint64_t accesses; /* no fewer than visits */
};

/* Cells by day, then point. Their sums are exactly the totals. `cells` has room for all of the month. */
void traffic_divide(const struct scenario *s, const struct month_plan *month, uint64_t seed, uint64_t accesses,
		    uint64_t sources, struct cell *cells);

/* Fill a day with exactly so many visits and accesses. */
int traffic_day(struct day *d, const struct cell *cell, struct err *err) MUST_USE;
