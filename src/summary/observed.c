/* Coverage, and what the segments say of themselves. */
#include "base/civil.h"
#include "observe/observe.h"
#include "summary/parts.h"
#include "summary/tree.h"

#include <math.h>

static json_t *share_number(double share)
{
	return json_real(nearbyint(share * 1e9) / 1e9);
}

static void add_coverage(struct parts *p)
{
	size_t from = p->days.days - p->days.month_days;
	size_t known = coverage_points(&p->coverage, 0, p->days.days);
	json_t *daily = json_array();
	json_t *expected = json_array();
	json_t *observing = json_array();
	json_t *by_point = json_array();
	size_t in_month = coverage_points(&p->coverage, from, p->days.days);
	for (size_t day = from; day < p->days.days; day++) {
		(void)json_array_append_new(daily, share_number(coverage_sum(&p->coverage, day, day + 1)));
		(void)json_array_append_new(expected, tree_number(day < p->coverage.expected_days ? in_month : 0));
		(void)json_array_append_new(observing, tree_number(coverage_points(&p->coverage, day, day + 1)));
	}
	for (size_t i = 0; i < p->coverage.count; i++) {
		json_t *days = json_array();
		for (size_t day = from; day < p->days.days; day++)
			(void)json_array_append_new(days, share_number(p->coverage.points[i].share[day]));
		(void)json_array_append_new(by_point,
					    json_pack("{s:s, s:o}", "point", p->coverage.points[i].name, "days", days));
	}
	(void)json_object_set_new(p->tree, "points",
				  json_pack("{s:o, s:o, s:o}", "known", tree_number(known), "observing",
					    tree_number(in_month), "daily", observing));
	(void)json_object_set_new(
	    p->tree, "coverage",
	    json_pack("{s:o, s:o, s:o}", "daily", daily, "expected", expected, "by_point", by_point));
}

int parts_coverage(struct parts *p, struct err *err)
{
	const struct store_param params[] = {
	    store_number_param("from_us", (int64_t)p->days.month_day * US_PER_DAY - 14 * US_PER_HOUR),
	    store_number_param("to_us", (int64_t)(p->days.month_day + (int32_t)p->days.month_days) * US_PER_DAY)};
	struct store_result *segments = NULL;
	struct store_result *excluded = NULL;
	struct store_result *data = NULL;
	int code = store_query(p->store, "summary_segments", params, 2, &segments, err);
	if (!code)
		code = store_query(p->store, "summary_excluded", params, 2, &excluded, err);
	if (!code)
		code = store_query(p->store, "summary_regions_data", NULL, 0, &data, err);
	if (!code) {
		json_t *reasons = json_object();
		json_t *builds = json_array();
		for (size_t i = 0; i < store_rows(excluded); i++)
			if (store_unsigned(excluded, i, 0) < VERDICT_COUNT)
				(void)json_object_set_new(reasons,
							  verdict_name((enum verdict)store_number(excluded, i, 0)),
							  tree_number(store_unsigned(excluded, i, 1)));
		for (size_t i = 0; i < store_rows(data); i++)
			(void)json_array_append_new(builds, json_string(store_text(data, i, 0)));
		static const char *const names[] = {"count", "seen", "dropped", "accesses", "connections", "truncated"};
		json_t *o = json_object();
		for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++)
			(void)json_object_set_new(o, names[i], tree_number(store_unsigned(segments, 0, i)));
		(void)json_object_set_new(o, "excluded", reasons);
		add_coverage(p);
		(void)json_object_set_new(p->tree, "segments", o);
		(void)json_object_set_new(p->tree, "regions_data", builds);
	}
	store_result_free(segments);
	store_result_free(excluded);
	store_result_free(data);
	return code;
}
