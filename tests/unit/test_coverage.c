/* Hand-made segments of a point, and the share of each day that they cover. */
#include "summary/coverage.h"

#include "base/civil.h"

#include "tap.h"

#include <math.h>

#define HOUR US_PER_HOUR
#define MINUTE (60 * US_PER_SECOND)

static struct zone *zone;
static int32_t first; /* day */

static int64_t at(int day, double hour)
{
	return zone_day_begin(zone, first + day) + (int64_t)(hour * (double)HOUR);
}

static void is(const struct coverage_segment *segments, size_t count, const double *want, size_t days, const char *name)
{
	double got[8];
	bool good = true;
	coverage_days(zone, segments, count, first, days, got);
	for (size_t i = 0; i < days; i++)
		good &= fabs(got[i] - want[i]) < 1e-9;
	OK(good, name);
	for (size_t i = 0; !good && i < days; i++)
		printf("# day %zu: got %.9f, want %.9f\n", i, got[i], want[i]);
}

#define IS(segments, name, ...)                                                                                        \
	do {                                                                                                           \
		const double want[] = {__VA_ARGS__};                                                                   \
		is(segments, sizeof(segments) / sizeof(*(segments)), want, sizeof(want) / sizeof(*want), name);        \
	} while (0)

static void test_days(void)
{
	const struct coverage_segment whole[] = {{at(0, 0.1), at(0, 23.9), 10 * MINUTE, 100, 0}};
	IS(whole, "a file that nearly fills its day covers it", 1, 0);
	const struct coverage_segment half[] = {{at(0, 0.1), at(0, 12), 10 * MINUTE, 100, 0}};
	IS(half, "one that ends at noon covers half of it", 0.5, 0);
	const struct coverage_segment inside[] = {{at(0, 6), at(0, 12), 10 * MINUTE, 100, 0}};
	IS(inside, "one in the middle of the day covers what it lasts", 0.25, 0);
	const struct coverage_segment quiet[] = {{at(0, 9), at(0, 9), 24 * HOUR, 1, 0}};
	IS(quiet, "a day with a single packet is a quiet day", 1, 0);
	const struct coverage_segment two[] = {{at(0, 0), at(0, 8), HOUR, 10, 0}, {at(0, 9), at(0, 24), HOUR, 10, 0}};
	IS(two, "a gap as long as silence can be is silence", 1, 0);
	const struct coverage_segment gap[] = {{at(0, 0), at(0, 8), HOUR, 10, 0}, {at(0, 10), at(0, 24), HOUR, 10, 0}};
	IS(gap, "a longer one is an outage", 22.0 / 24, 0);
	const struct coverage_segment patient[] = {{at(0, 0), at(0, 8), HOUR, 10, 0},
						   {at(0, 10), at(0, 24), 3 * HOUR, 10, 0}};
	IS(patient, "the more patient of two neighbours decides", 1, 0);
	const struct coverage_segment overlap[] = {{at(0, 0), at(0, 16), HOUR, 10, 0},
						   {at(0, 8), at(0, 12), HOUR, 10, 0},
						   {at(0, 12), at(0, 24), HOUR, 10, 0}};
	IS(overlap, "what overlaps counts once", 1, 0);
	const struct coverage_segment days[] = {{at(0, 0.2), at(2, 23.9), HOUR, 10, 0}};
	IS(days, "one file of three days", 1, 1, 1, 0);
	const struct coverage_segment came[] = {{at(1, 12), at(1, 23.99), 10 * MINUTE, 10, 0},
						{at(2, 0.01), at(2, 23.99), 10 * MINUTE, 10, 0}};
	IS(came, "a point that came at noon of the second day", 0, 0.5, 1, 0);
	const struct coverage_segment lost[] = {{at(0, 0), at(0, 24), HOUR, 100, 25}};
	IS(lost, "a quarter of the packets lost", 0.75, 0);
	const struct coverage_segment before[] = {{at(-3, 0), at(0, 6), MINUTE, 10, 0}};
	IS(before, "what lies before the first day is left out", 0.25, 0);
}

static void test_month(void)
{
	struct coverage_segment daily[30];
	double got[30];
	double sum = 0;
	for (int i = 0; i < 30; i++)
		daily[i] = (struct coverage_segment){at(i, 0.013), at(i, 23.987), 10 * MINUTE, 1000, 0};
	coverage_days(zone, daily, 30, first, 30, got);
	for (int i = 0; i < 30; i++)
		sum += got[i];
	OK(fabs(sum - 30) < 1e-9, "thirty daily files are thirty days");
}

int main(void)
{
	struct err err;
	if (zone_open("Asia/Tokyo", &zone, &err) || day_parse("2005-11-01", &first))
		return EXIT_FAILURE;
	test_days();
	test_month();
	zone_close(zone);
	if (zone_open("Europe/Berlin", &zone, &err) || day_parse("2005-10-30", &first))
		return EXIT_FAILURE;
	const struct coverage_segment summer[] = {
	    {zone_day_begin(zone, first), zone_day_begin(zone, first) + 5 * HOUR, MINUTE, 10, 0}};
	IS(summer, "five hours of a day that has twenty-five", 0.2, 0);
	zone_close(zone);
	return tap_done();
}
