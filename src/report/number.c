#include "report/number.h"

#include "report/text.h"

#include <jansson.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define N_(msgid) msgid /* for xgettext: translated where it is used */

static const char *const MONTHS[12] = {N_("January"),   N_("February"), N_("March"),    N_("April"),
				       N_("May"),       N_("June"),     N_("July"),     N_("August"),
				       N_("September"), N_("October"),  N_("November"), N_("December")};

/* Put commas between the thousands of what snprintf wrote. */
static const char *grouped(struct page *p, const char *plain)
{
	char out[96];
	size_t at = 0;
	size_t sign = *plain == '-';
	size_t digits = strspn(plain + sign, "0123456789");
	for (size_t i = 0; plain[i] && at + 2 < sizeof(out); i++) {
		if (i > sign && i < sign + digits && (sign + digits - i) % 3 == 0)
			out[at++] = ',';
		out[at++] = plain[i];
	}
	out[at] = '\0';
	return page_keep(p, out);
}

const char *number_count(struct page *p, long long n)
{
	char plain[32];
	(void)snprintf(plain, sizeof(plain), "%lld", n);
	return grouped(p, plain);
}

static const char *decimals(struct page *p, double n, int most)
{
	char plain[64];
	(void)snprintf(plain, sizeof(plain), "%.*f", most, fabs(n) < 1e30 ? n : 0.0);
	size_t len = strlen(plain);
	if (strchr(plain, '.')) {
		while (plain[len - 1] == '0')
			len--;
		len -= plain[len - 1] == '.';
		plain[len] = '\0';
	}
	return grouped(p, plain);
}

const char *number_average(struct page *p, double n)
{
	return decimals(p, n, n < 10 ? 2 : n < 100 ? 1 : 0);
}

const char *number_plain(struct page *p, double n)
{
	return decimals(p, n, 3);
}

const char *number_percent(struct page *p, double part, double whole)
{
	char plain[64];
	if (!(whole > 0))
		return "–";
	(void)snprintf(plain, sizeof(plain), "%.1f%%", part * 100 / whole);
	return grouped(p, plain);
}

/* The parts of "2005-11-09"; 0 where it is something else. */
static void take(const char *date, int *year, int *month, int *day)
{
	char *end = NULL;
	long y = strtol(date, &end, 10);
	long m = *end == '-' ? strtol(end + 1, &end, 10) : 0;
	long d = *end == '-' ? strtol(end + 1, &end, 10) : 0;
	*year = y > 0 && y < 10000 ? (int)y : 0;
	*month = m >= 1 && m <= 12 ? (int)m : 0;
	*day = d >= 1 && d <= 31 ? (int)d : 0;
}

static const char *year_text(struct page *p, int year)
{
	char plain[16];
	(void)snprintf(plain, sizeof(plain), "%d", year);
	return page_keep(p, plain);
}

static const char *month_name(const struct page *p, int month)
{
	return month ? text(p->language, MONTHS[month - 1]) : "–";
}

const char *number_month(struct page *p, const char *month_text)
{
	int year;
	int month;
	int day;
	take(month_text, &year, &month, &day);
	/* TRANSLATORS: {0} is the month, {1} the year */
	return page_fill(p, "{0} {1}", month_name(p, month), year_text(p, year), NULL);
}

const char *number_months(struct page *p, const json_t *months)
{
	const char *first = json_string_value(json_array_get(months, 0));
	const char *last = json_string_value(json_array_get(months, json_array_size(months) - 1));
	int year[2];
	int month[2];
	int day;
	take(first ? first : "", &year[0], &month[0], &day);
	take(last ? last : "", &year[1], &month[1], &day);
	if (year[0] == year[1])
		/* TRANSLATORS: first and last month, year */
		return page_fill(p, "{0} to {1} {2}", month_name(p, month[0]), month_name(p, month[1]),
				 year_text(p, year[0]), NULL);
	return page_fill(p, "{0} to {1}", number_month(p, first ? first : ""), number_month(p, last ? last : ""), NULL);
}

const char *number_day(struct page *p, const char *day_text)
{
	int year;
	int month;
	int day;
	take(day_text, &year, &month, &day);
	/* TRANSLATORS: {0} is the day of the month, {1} the month */
	/* TRANSLATORS: {0} is the month, {1} the day of the month */
	return page_fill(p, "{1} {0}", month_name(p, month), number_count(p, day), NULL);
}
