#include "base/civil.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#define FIRST_YEAR 1970
#define LAST_YEAR 2106
#define ZONE_DIR "/usr/share/zoneinfo/"

struct zone {
	char *name;
	size_t count;
	struct zone_span *spans; /* without gaps, in order */
};

/* Days from civil and back: the algorithms of Howard Hinnant, "chrono-Compatible Low-Level Date
 * Algorithms". */
static int32_t day_from_civil(int year, int month, int day)
{
	year -= month <= 2;
	int era = (year >= 0 ? year : year - 399) / 400;
	int of_era = year - era * 400;
	int of_year = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1;
	return era * 146097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719468;
}

static void day_to_civil(int32_t days, int *year, int *month, int *day)
{
	days += 719468;
	int era = (days >= 0 ? days : days - 146096) / 146097;
	int doe = days - era * 146097;
	int yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
	int doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
	int mp = (5 * doy + 2) / 153;
	*day = doy - (153 * mp + 2) / 5 + 1;
	*month = mp < 10 ? mp + 3 : mp - 9;
	*year = yoe + era * 400 + (*month <= 2);
}

static long offset_at(time_t t)
{
	struct tm tm;
	return localtime_r(&t, &tm) ? tm.tm_gmtoff : 0;
}

static int add_span(struct zone *zone, size_t *room, int64_t begin_us, long offset_s)
{
	if (zone->count == *room) {
		size_t more = *room ? *room * 2 : 64;
		struct zone_span *spans = realloc(zone->spans, more * sizeof(*spans));
		if (!spans)
			return ERR_NOMEM;
		zone->spans = spans;
		*room = more;
	}
	if (zone->count)
		zone->spans[zone->count - 1].end_us = begin_us;
	zone->spans[zone->count++] = (struct zone_span){begin_us, INT64_MAX, offset_s * US_PER_SECOND};
	return 0;
}

/* Ask the C library for the offset twice a day and halve the interval wherever it changed. So the
 * tz database is read by the one program that knows its format, and only once. */
static int find_spans(struct zone *zone)
{
	time_t end = (time_t)day_from_civil(LAST_YEAR + 1, 1, 1) * 86400;
	size_t room = 0;
	long offset = offset_at(0);
	if (add_span(zone, &room, INT64_MIN, offset))
		return ERR_NOMEM;
	for (time_t t = 0; t < end; t += 43200) {
		if (offset_at(t + 43200) == offset)
			continue;
		time_t low = t;
		time_t high = t + 43200;
		while (high - low > 1) {
			time_t mid = low + (high - low) / 2;
			if (offset_at(mid) == offset)
				low = mid;
			else
				high = mid;
		}
		offset = offset_at(high);
		if (add_span(zone, &room, (int64_t)high * US_PER_SECOND, offset))
			return ERR_NOMEM;
	}
	return 0;
}

static int check_name(const char *name, struct err *err)
{
	char path[256];
	size_t good = strspn(name, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_+-/");
	bool plain = name[0] && name[0] != '/' && !name[good] && strlen(name) < 64;
	if (plain)
		(void)snprintf(path, sizeof(path), ZONE_DIR "%s", name);
	if (plain && access(path, R_OK) == 0 && name[strlen(name) - 1] != '/')
		return 0;
	return err_set(err, ERR_ABSENT,
		       "unknown time zone \"%.64s\": use a name of the tz database, such as Asia/Tokyo", name);
}

int zone_open(const char *name, struct zone **out, struct err *err)
{
	int code = check_name(name, err);
	if (code)
		return code;
	struct zone *zone = calloc(1, sizeof(*zone));
	char *saved = getenv("TZ") ? strdup(getenv("TZ")) : NULL;
	if (!zone || !(zone->name = strdup(name)) || setenv("TZ", name, 1)) {
		free(saved);
		zone_close(zone);
		return err_set(err, ERR_NOMEM, "no memory for time zone %s", name);
	}
	tzset();
	code = find_spans(zone);
	if (saved)
		(void)setenv("TZ", saved, 1);
	else
		(void)unsetenv("TZ");
	tzset();
	free(saved);
	if (code) {
		zone_close(zone);
		return err_set(err, code, "no memory for time zone %s", name);
	}
	*out = zone;
	return 0;
}

void zone_close(struct zone *zone)
{
	if (!zone)
		return;
	free(zone->name);
	free(zone->spans);
	free(zone);
}

const char *zone_name(const struct zone *zone)
{
	return zone->name;
}

struct zone_span zone_span_at(const struct zone *zone, int64_t time_us)
{
	size_t low = 0;
	size_t high = zone->count;
	while (high - low > 1) {
		size_t mid = low + (high - low) / 2;
		if (zone->spans[mid].begin_us <= time_us)
			low = mid;
		else
			high = mid;
	}
	return zone->spans[low];
}

int64_t zone_time_at(const struct zone *zone, int64_t local_us)
{
	for (size_t i = 0; i < zone->count; i++) {
		const struct zone_span *s = &zone->spans[i];
		int64_t t = local_us - s->offset_us;
		if (t < s->begin_us)
			return s->begin_us;
		if (t < s->end_us)
			return t;
	}
	return local_us;
}

int64_t zone_day_begin(const struct zone *zone, int32_t day)
{
	return zone_time_at(zone, (int64_t)day * US_PER_DAY);
}

static int read_number(const char **p, int digits, int *out)
{
	int v = 0;
	for (int i = 0; i < digits; i++, (*p)++) {
		if (**p < '0' || **p > '9')
			return ERR_PARSE;
		v = v * 10 + (**p - '0');
	}
	*out = v;
	return 0;
}

static int parse_year_month(const char **text, int *year, int *month)
{
	if (read_number(text, 4, year) || *(*text)++ != '-' || read_number(text, 2, month))
		return ERR_PARSE;
	return *year < FIRST_YEAR || *year > LAST_YEAR || *month < 1 || *month > 12 ? ERR_PARSE : 0;
}

int day_make(int year, int month, int day, int32_t *out)
{
	if (year < FIRST_YEAR || year > LAST_YEAR || month < 1 || month > 12 || day < 1 || day > 31)
		return ERR_PARSE;
	int32_t days = day_from_civil(year, month, day);
	if (month_of_day(days) != year * 12 + month - 1)
		return ERR_PARSE;
	*out = days;
	return 0;
}

int day_parse(const char *text, int32_t *out)
{
	int year;
	int month;
	int day;
	if (parse_year_month(&text, &year, &month) || *text++ != '-' || read_number(&text, 2, &day) || *text)
		return ERR_PARSE;
	return day_make(year, month, day, out);
}

void day_text(int32_t day, char *out)
{
	int y;
	int m;
	int d;
	day_to_civil(day, &y, &m, &d);
	(void)snprintf(out, CIVIL_TEXT_MAX, "%04d-%02u-%02u", y % 10000, (unsigned)m % 100, (unsigned)d % 100);
}

int day_of_week(int32_t day)
{
	return (int)(((int64_t)day + 3 + 7 * INT64_C(1000000000)) % 7);
}

int month_parse(const char *text, int32_t *out)
{
	int year;
	int month;
	if (parse_year_month(&text, &year, &month) || *text)
		return ERR_PARSE;
	*out = year * 12 + month - 1;
	return 0;
}

void month_text(int32_t month, char *out)
{
	(void)snprintf(out, CIVIL_TEXT_MAX, "%04d-%02u", month / 12 % 10000, (unsigned)(month % 12) + 1);
}

int32_t month_first_day(int32_t month)
{
	return day_from_civil(month / 12, month % 12 + 1, 1);
}

int32_t month_of_day(int32_t day)
{
	int y;
	int m;
	int d;
	day_to_civil(day, &y, &m, &d);
	return y * 12 + m - 1;
}
