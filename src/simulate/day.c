#include "simulate/day.h"

#include <string.h>

/* 2008-01-01: between the reference's years and this decade. */
#define MODERN_DAY 13879

static void take_slots(struct day *d, uint8_t *hour_of)
{
	int64_t at = d->begin_us;
	d->slot_count = 0;
	while (at < d->end_us && d->slot_count < DAY_SLOTS_MAX) {
		struct zone_span span = zone_span_at(d->scenario->zone, at);
		int64_t local = at + span.offset_us;
		int64_t next = at + US_PER_HOUR - (local - (int64_t)civil_day(local) * US_PER_DAY) % US_PER_HOUR;
		if (next > span.end_us)
			next = span.end_us;
		if (next > d->end_us)
			next = d->end_us;
		d->slot_begin_us[d->slot_count] = at;
		d->slot_end_us[d->slot_count] = next;
		hour_of[d->slot_count++] = (uint8_t)civil_hour(local);
		at = next;
	}
}

void day_begin(struct day *d, size_t point, int32_t day)
{
	const struct scenario *s = d->scenario;
	uint8_t hour_of[DAY_SLOTS_MAX];
	d->point = &s->points[point];
	d->day = day;
	d->month = month_of_day(day);
	d->begin_us = zone_day_begin(s->zone, day);
	d->end_us = zone_day_begin(s->zone, day + 1);
	take_slots(d, hour_of);
	for (size_t h = 0; h < s->hours_count; h++) {
		uint64_t sum = 0;
		uint64_t length = 0;
		for (size_t i = 0; i < d->slot_count; i++) {
			uint64_t seconds =
			    (uint64_t)(d->slot_end_us[i] - d->slot_begin_us[i]) / (uint64_t)US_PER_SECOND;
			length += seconds;
			sum += s->hours[h].weight[hour_of[i]] * seconds;
			d->sums[h][i] = sum;
		}
		if (sum)
			continue;
		/* the only hour of this profile is one that the change of clocks skips */
		for (size_t i = 0; i < d->slot_count; i++)
			d->sums[h][i] = i + 1 == d->slot_count ? length : i + 1;
	}
	const uint64_t words[] = {d->seed, point, (uint64_t)day};
	random_seed(&d->random, words, sizeof(words) / sizeof(*words));
	frames_clear(d->frames);
	d->accesses = 0;
	d->connections = 0;
}

int64_t day_time(struct day *d, size_t hours, int64_t margin_us)
{
	size_t slot = random_pick(&d->random, d->sums[hours], d->slot_count);
	int64_t length = d->slot_end_us[slot] - d->slot_begin_us[slot];
	int64_t at = d->slot_begin_us[slot] + (int64_t)random_below(&d->random, (uint64_t)length);
	if (at >= d->end_us - margin_us)
		at = d->end_us - margin_us - (int64_t)random_between(&d->random, 1, (uint64_t)(60 * US_PER_SECOND));
	return at;
}

int64_t day_next(struct day *d, size_t hours, int64_t after_us, int64_t margin_us)
{
	int64_t soon = after_us + (int64_t)random_between(&d->random, 200000, (uint64_t)(600 * US_PER_SECOND));
	if (random_chance(&d->random, MICRO / 4) || soon >= d->end_us - margin_us)
		return day_time(d, hours, margin_us);
	return soon;
}

bool day_is_modern(const struct day *d)
{
	return d->day >= MODERN_DAY;
}

struct addr day_home(const struct day *d)
{
	for (size_t i = 0; i < d->point->address_count; i++)
		if (addr_is_v4(d->point->address[i]))
			return d->point->address[i];
	return d->point->address[0];
}
