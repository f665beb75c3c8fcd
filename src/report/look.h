/* Reading a summary: numbers, labels, greatest values. Null means that there is nothing to say. */
#pragma once

#include "report/page.h"

struct json_t;

long long look_count(const struct json_t *object, const char *key);  /* 0 when absent */
double look_number(const struct json_t *object, const char *key);    /* 0 when absent or null */
bool look_has(const struct json_t *object, const char *key);         /* a number is there */
const char *look_text(const struct json_t *object, const char *key); /* "" when absent */
/* The entry of the summary's list `list` that has this key; NULL when there is none. */
const struct json_t *look_keyed(const struct page *p, const char *list, const char *key);
/* The label of a service, region or group in the page's language. */
const char *look_label(const struct page *p, const struct json_t *entry);
const char *look_month(const struct page *p);    /* the month of the report, "2005-11" */
const char *look_previous(const struct page *p); /* the month before it */
bool look_observed(const struct page *p);        /* some point was observing in the month */

/* Days of the month that were observed, but whose numbers are not published. */
int look_hidden_days(const struct page *p);
/* A month of the summary's six that was observed, but whose numbers are not published. */
bool look_hidden_month(const struct json_t *month);
/* How many points must have seen what is published; 1 when there is no such rule. */
long long look_least_points(const struct page *p);

/* Places of the greatest and the least number of an array, nulls passed over; -1 when there is no number. */
int look_greatest(const struct json_t *array);
int look_least(const struct json_t *array);
double look_at(const struct json_t *array, int i);
double look_sum(const struct json_t *array);
int look_nulls(const struct json_t *array);
/* The series of a table, added up place by place; null where the last of them, "other", is: then nothing was observed,
 * or what was folded into it is hidden. The caller owns it; NULL: no memory. */
struct json_t *look_total(const struct json_t *series) MUST_USE;

/* "A (30.0%), B (24.0%) and C (22.0%)": the largest few of `entries` by their number `key`, as shares of `whole`;
 * "other" and what is 0 are not named. "" when there are none; *count of them, when not NULL. */
const char *look_largest(struct page *p, const struct json_t *entries, const char *key, double whole, int most,
			 int *count);
/* The largest entry by its number `key`, "other" passed over; NULL when all are 0. */
const struct json_t *look_first(const struct json_t *entries, const char *key);

/* What is known about a service or group of the summary: of its key, else of its first member. NULL for nothing. */
const struct knowledge_entry *look_entry(const struct page *p, const struct json_t *service);
