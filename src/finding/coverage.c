/* What could pass for a change and is none: time and points that were not observing. */
#include "finding/families.h"

#include <math.h>
#include <stdio.h>

#define COVERED 0.9
#define COVERED_BADLY 0.5
#define POINTS_CHANGED 1.25 /* times as many, or as few */

static void add(struct view *v, int severity, const char *key, const char *ja, const char *en, double value,
		double expected)
{
	struct verdict c = {
	    .value = value, .expected = expected, .ratio = expected > 0 ? value / expected : NAN, .score = NAN};
	char evidence[EVIDENCE_MAX];
	(void)snprintf(evidence, sizeof(evidence), "coverage --month %.7s", view_month(v, v->months - 1));
	view_add(v, "coverage", severity,
		 json_pack("{s:s, s:s, s:{s:s, s:s}}", "kind", "coverage", "key", key, "label", "ja", ja, "en", en),
		 numbers_of(&c), "fig_coverage", evidence);
}

void find_coverage(struct view *v)
{
	if (!v->months || !(v->point_days[v->months - 1] > 0))
		return;
	size_t last = v->months - 1;
	double covered = v->possible[last] > 0 ? v->point_days[last] / v->possible[last] : 1;
	if (covered < COVERED)
		add(v, covered < COVERED_BADLY ? 2 : 1, "days", "観測できた観測点・日", "observed point-days",
		    v->point_days[last], v->possible[last]);
	if (v->earlier < EARLIER_LEAST)
		add(v, 1, "months", "比較できる過去の月", "earlier months to compare with", (double)v->earlier,
		    EARLIER_LEAST);
	struct sample before = {.count = 0};
	const json_t *monthly = json_object_get(v->summary, "monthly");
	for (size_t i = 0; i < last; i++)
		if (v->usable[i])
			sample_add(&before, json_number_value(json_object_get(json_array_get(monthly, i), "points")),
				   1);
	double points = json_number_value(json_object_get(json_array_get(monthly, last), "points"));
	double usual = sample_median(&before);
	if (before.count >= EARLIER_LEAST && (points >= POINTS_CHANGED * usual || points * POINTS_CHANGED <= usual))
		add(v, 1, "points", "観測点の数", "observation points", points, usual);
}
