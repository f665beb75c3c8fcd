/* Runs of days on which a service stands far above the month's other days. */
#include "finding/families.h"

#include <math.h>
#include <stdio.h>

#define TIMES 2.0
#define TIMES_OF_WEEKDAY 1.75 /* also of the same day in other weeks: a weekend is no surge */
#define RUN_MOST 10           /* days: what lasts longer is the month itself */
#define SHARE_LEAST 0.003     /* of the month's accesses, that the excess must be */
#define DAY_NOISE 0.1         /* a day is not steadier than a tenth */
#define DAYS_LEAST 10         /* known days, to know what is usual */

struct run {
	size_t from;
	size_t to;
	double accesses;
	double expected;
	double score; /* the greatest */
};

static void add_run(struct view *v, size_t service, const struct run *r, double usual)
{
	double month = v->all * v->point_days[v->months - 1];
	double excess = r->accesses - r->expected;
	if (r->to - r->from + 1 > RUN_MOST || excess < SHARE_LEAST * month || r->accesses < COUNT_LEAST)
		return;
	char narrow[EVIDENCE_MAX];
	char evidence[EVIDENCE_MAX + 64];
	struct verdict c = {.value = usual * r->accesses / r->expected,
			    .expected = usual,
			    .ratio = r->accesses / r->expected,
			    .score = r->score};
	json_t *numbers = numbers_of(&c);
	number_set(numbers, "share", excess / month);
	(void)json_object_set_new(numbers, "accesses", json_integer(llround(r->accesses)));
	number_set(numbers, "accesses_expected", r->expected);
	(void)json_object_set_new(numbers, "from", json_string(view_day(v, r->from)));
	(void)json_object_set_new(numbers, "to", json_string(view_day(v, r->to)));
	evidence_service(v, service, narrow);
	(void)snprintf(evidence, sizeof(evidence), "day-service --from %.10s --to %.10s%s", view_day(v, r->from),
		       view_day(v, r->to), narrow);
	view_add(v, "day_surge", view_severity(c.ratio, excess / month), subject_of(v, BY_SERVICE, service), numbers,
		 "fig2_1_1", evidence);
}

/* The median of the same day of the week in the other weeks; 0 when there is none. */
static double usual_of_weekday(const struct view *v, const json_t *rows, size_t service, size_t day)
{
	struct sample same = {.count = 0};
	double n;
	for (size_t i = day % 7; i < v->days; i += 7)
		if (i != day && v->observed[i] > 0 && view_cell(rows, service, i, &n))
			sample_add(&same, n / v->observed[i], v->observed[i]);
	return sample_median(&same);
}

/* Whether a day is far above; its score. */
static bool far_above(const struct view *v, const struct sample *days, double burst, double rate, size_t day,
		      double *score)
{
	double usual = sample_median(days);
	double noise = fmax(DAY_NOISE * usual, sqrt(2 * burst * fmax(usual, rate) / v->observed[day]));
	*score = measure(days, rate, noise).score;
	return rate >= TIMES * usual && *score >= v->least;
}

static void days_of(struct view *v, size_t service)
{
	const json_t *rows =
	    json_object_get(json_object_get(json_object_get(v->summary, "daily"), "service"), "accesses");
	struct sample days;
	struct run r = {.accesses = 0};
	double burst = view_burst(v, BY_SERVICE, service);
	view_days(v, BY_SERVICE, service, &days);
	double usual = sample_median(&days);
	if (days.count < DAYS_LEAST || !(usual > 0))
		return;
	bool open = false;
	for (size_t day = 0; day <= v->days; day++) {
		double n = 0;
		double score = 0;
		bool high = day < v->days && v->observed[day] > 0 && view_cell(rows, service, day, &n) &&
			    far_above(v, &days, burst, n / v->observed[day], day, &score) &&
			    n / v->observed[day] >= TIMES_OF_WEEKDAY * usual_of_weekday(v, rows, service, day);
		if (high && !open)
			r = (struct run){.from = day};
		if (high) {
			r.to = day;
			r.accesses += n;
			r.expected += usual * v->observed[day];
			r.score = fmax(r.score, score);
		} else if (open) {
			add_run(v, service, &r, usual);
		}
		open = high;
	}
}

void find_days(struct view *v)
{
	size_t services = json_array_size(view_keys(v, BY_SERVICE));
	for (size_t i = 0; i < services && v->months && v->usable[v->months - 1]; i++)
		if (*view_key(v, BY_SERVICE, i))
			days_of(v, i);
}
