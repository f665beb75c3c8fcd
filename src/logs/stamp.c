#include "logs/stamp.h"

#include <string.h>

struct at {
	const char *p;
	size_t left;
	bool bad;
};

static bool take(struct at *a, char c)
{
	if (a->bad || !a->left || *a->p != c) {
		a->bad = true;
		return false;
	}
	a->p++;
	a->left--;
	return true;
}

static int digits(struct at *a, size_t count, int least, int most)
{
	int n = 0;
	if (a->left < count)
		a->bad = true;
	for (size_t i = 0; !a->bad && i < count; i++, a->p++, a->left--) {
		a->bad = *a->p < '0' || *a->p > '9';
		n = n * 10 + (*a->p - '0');
	}
	if (n < least || n > most)
		a->bad = true;
	return n;
}

static bool next_is(const struct at *a, char c)
{
	return !a->bad && a->left && *a->p == c;
}

static int64_t clock_time(struct at *a)
{
	int64_t hour = digits(a, 2, 0, 23);
	(void)take(a, ':');
	int64_t minute = digits(a, 2, 0, 59);
	(void)take(a, ':');
	int64_t second = digits(a, 2, 0, 60); /* a leap second is told as the one before it */
	return ((hour * 60 + minute) * 60 + (second == 60 ? 59 : second)) * US_PER_SECOND;
}

static int64_t fraction(struct at *a)
{
	int64_t us = 0;
	int64_t unit = US_PER_SECOND;
	if (!next_is(a, '.') && !next_is(a, ','))
		return 0;
	(void)take(a, *a->p);
	if (!a->left || *a->p < '0' || *a->p > '9')
		a->bad = true;
	for (; !a->bad && a->left && *a->p >= '0' && *a->p <= '9'; a->p++, a->left--) {
		unit /= 10;
		us += (*a->p - '0') * unit;
	}
	return us;
}

static int64_t offset(struct at *a)
{
	if (next_is(a, 'Z')) {
		(void)take(a, 'Z');
		return 0;
	}
	int sign = next_is(a, '-') ? -1 : 1;
	(void)take(a, sign < 0 ? '-' : '+');
	int64_t hours = digits(a, 2, 0, 15);
	if (next_is(a, ':'))
		(void)take(a, ':');
	int64_t minutes = digits(a, 2, 0, 59);
	return sign * (hours * 60 + minutes) * 60 * US_PER_SECOND;
}

/* RFC 3339, as rsyslog writes it; journalctl leaves out the colon of the offset. */
static size_t read_full(struct at a, size_t len, struct stamp *out)
{
	int32_t days;
	int year = digits(&a, 4, 1970, 2106);
	(void)take(&a, '-');
	int month = digits(&a, 2, 1, 12);
	(void)take(&a, '-');
	int day = digits(&a, 2, 1, 31);
	(void)take(&a, 'T');
	int64_t us = clock_time(&a);
	us += fraction(&a);
	us -= offset(&a);
	(void)take(&a, ' ');
	if (a.bad || day_make(year, month, day, &days))
		return 0;
	*out = (struct stamp){.time_us = days * US_PER_DAY + us};
	return len - a.left;
}

static int month_named(struct at *a)
{
	static const char names[] = "JanFebMarAprMayJunJulAugSepOctNovDec";
	for (int i = 0; !a->bad && a->left >= 3 && i < 12; i++) {
		if (memcmp(a->p, names + (size_t)3 * (size_t)i, 3) != 0)
			continue;
		a->p += 3;
		a->left -= 3;
		return i + 1;
	}
	a->bad = true;
	return 0;
}

/* Lines come in the order of time, give or take a moment around midnight. A month that is smaller than the one before
 * is of the next year, unless the calendar goes back by a day only. */
static void pass_years(struct stamp_years *y, int month, int day)
{
	bool back_a_day = y->day == 1 && day >= 28;
	if (y->month == 1 && month == 12 && back_a_day)
		y->year--;
	else if (y->month > month && !(back_a_day && y->month == month + 1))
		y->year++;
	y->month = month;
	y->day = day;
}

static size_t read_classic(struct at a, size_t len, struct stamp_years *years, struct stamp *out)
{
	int month = month_named(&a);
	(void)take(&a, ' ');
	bool padded = next_is(&a, ' ');
	if (padded)
		(void)take(&a, ' ');
	int day = digits(&a, padded ? 1 : 2, 1, 31);
	(void)take(&a, ' ');
	int64_t us = clock_time(&a);
	(void)take(&a, ' ');
	int32_t known;
	if (a.bad || day_make(2000, month, day, &known)) /* 2000 had a 29 February */
		return 0;
	pass_years(years, month, day);
	*out = (struct stamp){.local = true, .time_us = us, .year = years->year, .month = month, .day = day};
	return len - a.left;
}

size_t stamp_read(const char *line, size_t len, struct stamp_years *years, struct stamp *out)
{
	struct at a = {line, len, false};
	if (!len)
		return 0;
	return *line >= '0' && *line <= '9' ? read_full(a, len, out) : read_classic(a, len, years, out);
}

int stamp_time(const struct stamp *s, int first_year, const struct zone *zone, int64_t *out)
{
	int32_t day;
	if (!s->local) {
		*out = s->time_us;
		return 0;
	}
	if (day_make(first_year + s->year, s->month, s->day, &day))
		return ERR_PARSE;
	*out = zone_time_at(zone, day * US_PER_DAY + s->time_us);
	return 0;
}

int stamp_first_year(const struct stamp *last, int64_t end_us, const struct zone *zone)
{
	int64_t local = end_us + zone_span_at(zone, end_us).offset_us;
	int year = month_of_day(civil_day(local)) / 12 + 1;
	/* a 29 February goes back to a year that has one */
	for (int tries = 0; tries < 10; tries++, year--) {
		int64_t time_us;
		if (!stamp_time(last, year - last->year, zone, &time_us) && time_us <= end_us + US_PER_DAY)
			break;
	}
	return year - last->year;
}
