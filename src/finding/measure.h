/* How far a number is from those before it, by statistics that a single odd month does not move. Pure.
 *
 * Centre and spread are median and MAD (median of the absolute deviations from it), weighted by the point-days behind
 * each number, so that a month with outages counts for what was observed in it. 1.4826 MAD estimates the standard
 * deviation of normal noise: 1 / (quantile of 3/4) = 1 / 0.67449 (Rousseeuw and Croux, Alternatives to the Median
 * Absolute Deviation, JASA 88, 1993). The score is Iglewicz and Hoaglin's modified z-score (How to Detect and Handle
 * Outliers, ASQC, 1993),
 *
 *	score = (value - median) / (sigma sqrt(1 + pi / (2 n))),    sigma = max(1.4826 MAD, noise),
 *
 * whose second factor is the error of the median of n numbers itself; they suggest 3.5 as the least that matters. Five
 * numbers may lie together by chance, so that `noise`, estimated from elsewhere, is the least that sigma can be.
 *
 * Where many services are tested, some are far off by chance. For T tests the least score is the quantile of
 * 1 - alpha / (2 T) of the normal distribution (Bonferroni), alpha = 0.01 for a whole report, and never less than 3.5.
 */
#pragma once

#include <stddef.h>

#define SAMPLE_MAX 32
#define MAD_SIGMA 1.4826
#define SCORE_LEAST 3.5
#define ALPHA 0.01

struct sample {
	double value[SAMPLE_MAX];
	double weight[SAMPLE_MAX];
	size_t count;
};

struct verdict {
	double value;
	double expected;
	double ratio; /* NAN when nothing was expected */
	double score;
};

/* Weights that are not above zero, and what has no room, are passed over. */
void sample_add(struct sample *s, double value, double weight);
/* Where half of the weight lies on either side; 0 of nothing. */
double sample_median(const struct sample *s);
double sample_mad(const struct sample *s, double median);

struct verdict measure(const struct sample *before, double value, double noise);
/* The least score that counts when so many tests are made. */
double measure_least(size_t tests);
