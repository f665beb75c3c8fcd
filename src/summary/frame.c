#include "summary/frame.h"

#include "base/civil.h"

struct frame_days frame_days_of(int32_t month)
{
	struct frame_days d = {.first_month = month - MONTHS + 1, .month = month};
	d.first_day = month_first_day(d.first_month);
	d.month_day = month_first_day(month);
	d.days = (size_t)(month_first_day(month + 1) - d.first_day);
	d.month_days = (size_t)(month_first_day(month + 1) - d.month_day);
	return d;
}

size_t frame_month_of(const struct frame_days *d, size_t index)
{
	return (size_t)(month_of_day(d->first_day + (int32_t)index) - d->first_month);
}

struct store_param frame_from(int32_t day)
{
	return store_day_param("from", day);
}

struct store_param frame_to(int32_t day)
{
	return store_day_param("to", day);
}
