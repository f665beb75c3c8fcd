/* A summary as the rules read it: months and days with what was observed of them, rows of services and regions as
 * numbers per point and day, and the list of findings that they add to. */
#pragma once

#include "finding/measure.h"

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>

#define MONTHS_MAX 6
#define DAYS_OF_MONTH 31
#define EARLIER_LEAST 3     /* months, before anything is called a change */
#define OBSERVED_LEAST 0.25 /* of the point-days that were possible, for a month to be compared */
#define POINT_DAYS_LEAST 5
#define COUNT_LEAST 100 /* accesses in the month, or expected in it: fewer are not spoken of */

enum by { BY_SERVICE, BY_REGION };

struct view {
	const json_t *summary;
	json_t *out;
	size_t months; /* the last one is the month itself */
	double point_days[MONTHS_MAX];
	double possible[MONTHS_MAX];
	bool usable[MONTHS_MAX]; /* enough was observed, and its numbers are known */
	size_t earlier;          /* usable months before the month */
	bool comparable;         /* the month and enough months before it are usable */
	size_t days;
	double observed[DAYS_OF_MONTH]; /* point-days of each day of the month */
	double all;                     /* accesses per point and day in the month */
	double least;                   /* score, by the number of tests that this summary allows */
};

void view_init(struct view *v, const json_t *summary, json_t *out);

const json_t *view_keys(const struct view *v, enum by by);        /* services or regions */
const char *view_key(const struct view *v, enum by by, size_t i); /* "" for "other" and what is not there */
const char *view_month(const struct view *v, size_t month);
const char *view_day(const struct view *v, size_t day);

/* A number of a table [row][column]; false when it is null or absent. */
bool view_cell(const json_t *rows, size_t row, size_t column, double *out);
/* Accesses per point and day of row i in a month; false when unknown. */
bool view_rate(const struct view *v, enum by by, size_t i, size_t month, double *out);
/* The same of the usable months before `since`, weighed; how many. */
size_t view_before(const struct view *v, enum by by, size_t i, size_t since, struct sample *out);
/* Accesses per point and day of row i on each day that is known. */
void view_days(const struct view *v, enum by by, size_t i, struct sample *out);

/* Accesses that one source makes on a day: they come in bursts, so that counts vary more than Poisson's. */
double view_burst(const struct view *v, enum by by, size_t i);
/* The noise of a month's rate: the largest of what the days of the month show (1.4826 MAD / sqrt(days)), what bursts
 * of independent sources would make (variance 2 burst n of n accesses), and a twentieth of it. */
double view_noise(const struct view *v, enum by by, size_t i, double rate);

/* 3 for what is large by its size and by its share of all accesses, 1 for what is just worth a sentence. */
int view_severity(double ratio, double share);

/* Subjects; labels are those of the summary. NULL never: without memory, json_* pass it on. */
json_t *subject_total(const char *key, const char *ja, const char *en);
json_t *subject_of(const struct view *v, enum by by, size_t i);
json_t *subject_pair(const struct view *v, size_t service, size_t region);

/* {value, expected, ratio, score}: null for what is not a number. */
json_t *numbers_of(const struct verdict *verdict);
void number_set(json_t *numbers, const char *name, double value);

/* Options of `teiten query` for a service or group: " --service 445/tcp". The buffer has EVIDENCE_MAX bytes. */
#define EVIDENCE_MAX 256
void evidence_service(const struct view *v, size_t i, char *out);
/* "--from 2005-06-01 --to 2005-11-30": the six months. */
void evidence_months(const struct view *v, char *out);

/* Takes subject and numbers. */
void view_add(struct view *v, const char *type, int severity, json_t *subject, json_t *numbers, const char *figure,
	      const char *evidence);
