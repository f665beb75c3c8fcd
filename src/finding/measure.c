#include "finding/measure.h"

#include <math.h>
#include <stdlib.h>

#define HALF_PI 1.5707963267948966
#define ROOT_HALF 0.7071067811865476
#define EVEN 0.02 /* of the weight: so near to the half, it lies between two numbers */

struct weighed {
	double value;
	double weight;
};

void sample_add(struct sample *s, double value, double weight)
{
	if (s->count == SAMPLE_MAX || !(weight > 0))
		return;
	s->value[s->count] = value;
	s->weight[s->count++] = weight;
}

static int by_value(const void *pa, const void *pb)
{
	const struct weighed *a = pa;
	const struct weighed *b = pb;
	return (a->value > b->value) - (a->value < b->value);
}

double sample_median(const struct sample *s)
{
	struct weighed list[SAMPLE_MAX] = {{0}};
	double all = 0;
	for (size_t i = 0; i < s->count; i++) {
		list[i] = (struct weighed){s->value[i], s->weight[i]};
		all += s->weight[i];
	}
	qsort(list, s->count, sizeof(*list), by_value);
	double below = 0;
	for (size_t i = 0; i < s->count; i++) {
		below += list[i].weight;
		if (i + 1 < s->count && fabs(below - all / 2) <= EVEN * all)
			return (list[i].value + list[i + 1].value) / 2;
		if (below >= all / 2)
			return list[i].value;
	}
	return 0;
}

double sample_mad(const struct sample *s, double median)
{
	struct sample off = *s;
	for (size_t i = 0; i < s->count; i++)
		off.value[i] = fabs(s->value[i] - median);
	return sample_median(&off);
}

struct verdict measure(const struct sample *before, double value, double noise)
{
	double median = sample_median(before);
	double sigma = fmax(MAD_SIGMA * sample_mad(before, median), noise);
	double error = sigma * sqrt(1 + HALF_PI / (double)(before->count ? before->count : 1));
	return (struct verdict){.value = value,
				.expected = median,
				.ratio = median > 0 ? value / median : NAN,
				.score = error > 0 ? (value - median) / error : 0};
}

/* The quantile by halving: erfc is all that the C library must know of the normal distribution. */
double measure_least(size_t tests)
{
	double tail = ALPHA / (2 * (double)(tests ? tests : 1));
	double low = 0;
	double high = 10;
	while (high - low > 1e-9) {
		double middle = (low + high) / 2;
		if (erfc(middle * ROOT_HALF) / 2 > tail)
			low = middle;
		else
			high = middle;
	}
	return fmax(high, SCORE_LEAST);
}
