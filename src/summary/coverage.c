#include "summary/coverage.h"

#include "base/civil.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* A stretch of observed time, kept in microseconds weighted by the share of packets that were not lost. */
struct stretch {
	int64_t begin_us;
	int64_t end_us;
	double kept;
};

struct days {
	const struct zone *zone;
	int32_t first_day;
	size_t count;
	double *observed_us;
};

static void add_stretch(const struct days *d, struct stretch s)
{
	if (s.end_us <= s.begin_us)
		return;
	struct zone_span span = zone_span_at(d->zone, s.begin_us);
	int32_t day = civil_day(s.begin_us + span.offset_us);
	for (int64_t at = s.begin_us; at < s.end_us; day++) {
		int64_t next = zone_day_begin(d->zone, day + 1);
		int64_t end = next < s.end_us ? next : s.end_us;
		int64_t index = (int64_t)day - d->first_day;
		if (index >= 0 && index < (int64_t)d->count)
			d->observed_us[index] += (double)(end - at) * s.kept;
		at = end > at ? end : at;
		if (index >= (int64_t)d->count)
			return;
	}
}

static double kept_share(const struct coverage_segment *s)
{
	return s->seen ? (double)(s->seen - s->dropped) / (double)s->seen : 1;
}

/* The local midnight before (or at) a time, and the one after it. */
static int64_t midnight(const struct zone *zone, int64_t time_us, int after)
{
	int32_t day = civil_day(time_us + zone_span_at(zone, time_us).offset_us);
	return zone_day_begin(zone, day + after);
}

/* The time before a segment that counts: back to `until` (the end of what is before), or to midnight. */
static int64_t reach_back(const struct zone *zone, const struct coverage_segment *s, bool has_before,
			  int64_t before_end, int64_t before_silence)
{
	if (has_before && before_end >= s->begin_us)
		return before_end;
	int64_t silence = has_before && before_silence > s->silence_us ? before_silence : s->silence_us;
	if (has_before && s->begin_us - before_end <= silence)
		return before_end;
	int64_t day = midnight(zone, s->begin_us, 0);
	if (s->begin_us - day > s->silence_us)
		return s->begin_us;
	return has_before && before_end > day ? before_end : day;
}

void coverage_days(const struct zone *zone, const struct coverage_segment *segments, size_t count, int32_t first_day,
		   size_t days, double *out)
{
	struct days d = {zone, first_day, days, out};
	int64_t end = 0; /* of what is observed so far */
	int64_t silence = 0;
	memset(out, 0, days * sizeof(*out));
	for (size_t i = 0; i < count; i++) {
		const struct coverage_segment *s = &segments[i];
		int64_t begin = reach_back(zone, s, i > 0, end, silence);
		if (i == 0 || s->end_us > end) {
			add_stretch(&d, (struct stretch){begin, s->end_us, kept_share(s)});
			end = s->end_us;
			silence = s->silence_us;
		}
		/* forward to midnight, unless the next segment comes sooner */
		int64_t day_end = midnight(zone, end, 1);
		bool joined = i + 1 < count && segments[i + 1].begin_us <= day_end;
		if (!joined && day_end - end <= silence) {
			add_stretch(&d, (struct stretch){end, day_end, kept_share(s)});
			end = day_end;
		}
	}
	for (size_t i = 0; i < days; i++) {
		int32_t day = first_day + (int32_t)i;
		out[i] /= (double)(zone_day_begin(zone, day + 1) - zone_day_begin(zone, day));
	}
}

/* The segments of one point out of the sorted rows. */
static size_t take_segments(const struct store_result *rows, size_t *at, int64_t point, struct coverage_segment *out)
{
	size_t n = 0;
	while (*at < store_rows(rows) && store_number(rows, *at, 0) < point)
		(*at)++;
	for (; *at < store_rows(rows) && store_number(rows, *at, 0) == point; (*at)++)
		out[n++] = (struct coverage_segment){store_number(rows, *at, 1), store_number(rows, *at, 2),
						     store_number(rows, *at, 3), store_unsigned(rows, *at, 4),
						     store_unsigned(rows, *at, 5)};
	return n;
}

static int fill_points(const struct store_result *points, const struct store_result *rows, const struct frame_days *d,
		       struct coverage *out, struct err *err)
{
	struct coverage_segment *segments = calloc(store_rows(rows) + 1, sizeof(*segments));
	struct zone *zone = NULL;
	size_t at = 0;
	int code = segments ? 0 : err_set(err, ERR_NOMEM, "no memory for the coverage");
	for (size_t i = 0; !code && i < out->count; i++) {
		const char *name = store_text(points, i, 2);
		if (!zone || strcmp(zone_name(zone), name) != 0) {
			zone_close(zone);
			zone = NULL;
			code = zone_open(name, &zone, err);
		}
		if (code)
			break;
		(void)snprintf(out->points[i].name, COVERAGE_NAME_MAX, "%s", store_text(points, i, 1));
		size_t n = take_segments(rows, &at, store_number(points, i, 0), segments);
		coverage_days(zone, segments, n, d->first_day, d->days, out->points[i].share);
		if (i == 0)
			(void)snprintf(out->time_zone, COVERAGE_NAME_MAX, "%s", name);
		else if (strcmp(out->time_zone, name) != 0)
			out->time_zone[0] = '\0';
	}
	zone_close(zone);
	free(segments);
	return code;
}

int coverage_read(struct store *s, const struct frame_days *d, int64_t now_us, struct coverage *out, struct err *err)
{
	/* a day of margin on both sides: zones are up to 14 hours from UTC, and neighbours close gaps */
	const struct store_param limit = store_number_param("limit", UINT16_MAX);
	int64_t from = ((int64_t)d->first_day - 2) * US_PER_DAY;
	const struct store_param params[] = {
	    store_number_param("from_us", from > 0 ? from : 0),
	    store_number_param("to_us", ((int64_t)d->first_day + (int64_t)d->days + 2) * US_PER_DAY)};
	struct store_result *points = NULL;
	struct store_result *rows = NULL;
	struct coverage c = {0};
	int code = store_query(s, "summary_points", &limit, 1, &points, err);
	if (!code)
		code = store_query(s, "summary_coverage", params, 2, &rows, err);
	if (!code) {
		c.count = store_rows(points);
		c.points = calloc(c.count ? c.count : 1, sizeof(*c.points));
		code = c.points ? fill_points(points, rows, d, &c, err)
				: err_set(err, ERR_NOMEM, "no memory for the coverage");
	}
	int64_t until = civil_day(now_us) + (int64_t)1 - d->first_day; /* today counts */
	c.expected_days = until < 0 ? 0 : until > (int64_t)d->days ? d->days : (size_t)until;
	store_result_free(points);
	store_result_free(rows);
	if (code)
		coverage_done(&c);
	else
		*out = c;
	return code;
}

void coverage_done(struct coverage *c)
{
	free(c->points);
	*c = (struct coverage){0};
}

/* Shares are quotients of microseconds; what is within a thousandth of a second of a whole day is one. */
double coverage_sum(const struct coverage *c, size_t from, size_t to)
{
	double sum = 0;
	for (size_t i = 0; i < c->count; i++)
		for (size_t day = from; day < to; day++)
			sum += c->points[i].share[day];
	double whole = nearbyint(sum);
	return fabs(sum - whole) < 1e-6 ? whole : sum;
}

size_t coverage_points(const struct coverage *c, size_t from, size_t to)
{
	size_t n = 0;
	for (size_t i = 0; i < c->count; i++)
		for (size_t day = from; day < to; day++)
			if (c->points[i].share[day] > 0) {
				n++;
				break;
			}
	return n;
}
