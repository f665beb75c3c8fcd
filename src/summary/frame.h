/* The frame of a summary: six months, their days, and what every part of it reads and adds to. */
#pragma once

#include "base/err.h"
#include "knowledge/knowledge.h"
#include "store/store.h"
#include "summary/summary.h"

#include <stddef.h>
#include <stdint.h>

#define MONTHS 6
#define DAYS_MAX 186
#define HOURS 24

struct frame_days {
	int32_t first_month; /* base/civil.h */
	int32_t month;       /* the last of the six */
	int32_t first_day;   /* of the six months */
	int32_t month_day;   /* first day of the month */
	size_t days;         /* of the six months */
	size_t month_days;
};

struct frame_days frame_days_of(int32_t month);

/* Which of the six months a day lies in. `index` counts from first_day. */
size_t frame_month_of(const struct frame_days *d, size_t index);

/* From..to as parameters of a query. */
struct store_param frame_from(int32_t day);
struct store_param frame_to(int32_t day);
