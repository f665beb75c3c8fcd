/* Numbers, months and days as the page's language writes them. All texts live as long as the page. */
#pragma once

#include "report/page.h"

struct json_t;

/* 543,415 */
const char *number_count(struct page *p, long long n);
/* An average: whole, but small ones keep a digit that says something. */
const char *number_average(struct page *p, double n);
/* Up to three decimals, as few as it takes. */
const char *number_plain(struct page *p, double n);
/* 30.0%; a dash when the whole is nothing. */
const char *number_percent(struct page *p, double part, double whole);

/* "2005-11" -> 2005年11月, November 2005. */
const char *number_month(struct page *p, const char *month);
/* From the first to the last of an array of months: 2005年6月～11月, June to November 2005. */
const char *number_months(struct page *p, const struct json_t *months);
/* "2005-11-09" -> 11月9日, 9 November. */
const char *number_day(struct page *p, const char *day);
