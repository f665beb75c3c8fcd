/* Totals, months, days and kinds. */
#include "base/civil.h"
#include "label/label.h"
#include "summary/parts.h"
#include "summary/tree.h"

#include <math.h>
#include <string.h>

struct sums {
	uint64_t accesses, attempts, sources, distinct, distinct_kind[KIND_COUNT];
};

struct totals {
	struct sums day[DAYS_MAX];
	struct sums month[MONTHS];
	uint64_t kind[KIND_COUNT][DAYS_MAX]; /* accesses */
	uint64_t kind_points[KIND_COUNT][DAYS_MAX];
	uint64_t points[DAYS_MAX];
};

static int read_days(struct parts *p, struct totals *t, struct err *err)
{
	const struct store_param params[] = {frame_from(p->days.first_day),
					     frame_to(p->days.first_day + (int32_t)p->days.days - 1)};
	struct store_result *r = NULL;
	int code = store_query(p->store, "summary_days", params, 2, &r, err);
	for (size_t i = 0; !code && i < store_rows(r); i++) {
		size_t day = (size_t)(store_number(r, i, 0) - p->days.first_day);
		struct sums *d = &t->day[day];
		struct sums *m = &t->month[frame_month_of(&p->days, day)];
		d->accesses = store_unsigned(r, i, 1);
		d->attempts = store_unsigned(r, i, 2);
		d->sources = store_unsigned(r, i, 3);
		t->points[day] = store_unsigned(r, i, 4);
		m->accesses += d->accesses;
		m->attempts += d->attempts;
		m->sources += d->sources;
	}
	store_result_free(r);
	return code;
}

static int read_kinds(struct parts *p, struct totals *t, struct err *err)
{
	const struct store_param params[] = {frame_from(p->days.first_day),
					     frame_to(p->days.first_day + (int32_t)p->days.days - 1)};
	struct store_result *r = NULL;
	int code = store_query(p->store, "summary_day_kinds", params, 2, &r, err);
	for (size_t i = 0; !code && i < store_rows(r); i++) {
		size_t day = (size_t)(store_number(r, i, 0) - p->days.first_day);
		size_t kind = (size_t)store_number(r, i, 1) - 1;
		if (kind >= KIND_COUNT)
			continue;
		t->kind[kind][day] = store_unsigned(r, i, 2);
		t->kind_points[kind][day] = store_unsigned(r, i, 3);
	}
	store_result_free(r);
	return code;
}

/* `what` 0 counts all sources, 4 those of a kind. */
static void set_distinct(struct sums *s, int64_t what, int64_t item, uint64_t sources)
{
	if (what == 0)
		s->distinct = sources;
	else if (what == 4 && item >= 1 && item <= KIND_COUNT)
		s->distinct_kind[item - 1] = sources;
}

static int read_distinct(struct parts *p, struct totals *t, struct err *err)
{
	const struct store_param days[] = {frame_from(p->days.first_day),
					   frame_to(p->days.first_day + (int32_t)p->days.days - 1)};
	const struct store_param months[] = {store_number_param("first", p->days.first_month),
					     store_number_param("last", p->days.month)};
	struct store_result *r = NULL;
	int code = store_query(p->store, "summary_distinct", days, 2, &r, err);
	for (size_t i = 0; !code && i < store_rows(r); i++)
		set_distinct(&t->day[store_number(r, i, 0) - p->days.first_day], store_number(r, i, 1),
			     store_number(r, i, 2), store_unsigned(r, i, 3));
	store_result_free(r);
	r = NULL;
	if (!code)
		code = store_query(p->store, "summary_month_distinct", months, 2, &r, err);
	for (size_t i = 0; !code && i < store_rows(r); i++)
		set_distinct(&t->month[store_number(r, i, 0) - p->days.first_month], store_number(r, i, 1),
			     store_number(r, i, 2), store_unsigned(r, i, 3));
	store_result_free(r);
	return code;
}

/* The days of one month within the frame. */
static void month_range(const struct parts *p, size_t month, size_t *from, size_t *to)
{
	*from = (size_t)(month_first_day(p->days.first_month + (int32_t)month) - p->days.first_day);
	*to = (size_t)(month_first_day(p->days.first_month + (int32_t)month + 1) - p->days.first_day);
}

/* "Each source came 4 to 5 times": the whole numbers around the quotient of the published averages. */
static void add_times(json_t *o, double accesses, double sources)
{
	double a = nearbyint(accesses);
	double s = nearbyint(sources);
	if (s < 1) {
		(void)json_object_set_new(o, "accesses_per_source_low", json_null());
		(void)json_object_set_new(o, "accesses_per_source_high", json_null());
		return;
	}
	double low = floor(a / s);
	(void)json_object_set_new(o, "accesses_per_source_low", json_integer((json_int_t)low));
	(void)json_object_set_new(o, "accesses_per_source_high",
				  json_integer((json_int_t)(low * s < a ? low + 1 : low)));
}

static json_t *totals_tree(const struct parts *p, const struct totals *t, size_t month)
{
	size_t from;
	size_t to;
	month_range(p, month, &from, &to);
	const struct sums *s = &t->month[month];
	double point_days = coverage_sum(&p->coverage, from, to);
	size_t expected_to = to < p->coverage.expected_days ? to : p->coverage.expected_days;
	size_t expected = expected_to > from ? expected_to - from : 0;
	size_t points = coverage_points(&p->coverage, from, to);
	json_t *o = json_pack("{s:o, s:o, s:o, s:o, s:o, s:f, s:o, s:o, s:o}", "accesses", tree_number(s->accesses),
			      "attempts", tree_number(s->attempts), "cumulative_sources", tree_number(s->sources),
			      "distinct_sources", tree_number(s->distinct), "points", tree_number(points), "point_days",
			      point_days, "possible_point_days", tree_number(points * expected),
			      "accesses_per_point_day", tree_quotient((double)s->accesses, point_days),
			      "sources_per_point_day", tree_quotient((double)s->sources, point_days));
	if (point_days > 0)
		add_times(o, (double)s->accesses / point_days, (double)s->sources / point_days);
	else
		add_times(o, 0, 0);
	return o;
}

static void add_months(struct parts *p, const struct totals *t)
{
	json_t *monthly = json_array();
	for (size_t month = 0; month < MONTHS; month++) {
		char name[CIVIL_TEXT_MAX];
		month_text(p->days.first_month + (int32_t)month, name);
		json_t *o = json_pack("{s:s}", "month", name);
		json_t *rest = totals_tree(p, t, month);
		(void)json_object_update(o, rest);
		json_decref(rest);
		(void)json_array_append_new(monthly, o);
	}
	bool before = p->observed_month[MONTHS - 2] || t->month[MONTHS - 2].accesses;
	(void)json_object_set_new(p->tree, "totals", totals_tree(p, t, MONTHS - 1));
	(void)json_object_set_new(p->tree, "previous", before ? totals_tree(p, t, MONTHS - 2) : json_null());
	(void)json_object_set_new(p->tree, "monthly", monthly);
}

/* A number of each day; null where nothing was observed. */
static json_t *day_numbers(const struct parts *p, size_t from, size_t count, const void *first, size_t step)
{
	json_t *list = json_array();
	for (size_t i = from; i < from + count; i++) {
		uint64_t n;
		memcpy(&n, (const char *)first + i * step, sizeof(n));
		(void)json_array_append_new(list, p->observed[i] ? tree_number(n) : json_null());
	}
	return list;
}

static void add_daily(struct parts *p, const struct totals *t)
{
	size_t from = p->days.days - p->days.month_days;
	size_t n = p->days.month_days;
	json_t *daily = parts_branch(p, "daily");
	json_t *total = json_object();
	(void)json_object_set_new(total, "accesses", day_numbers(p, from, n, &t->day[0].accesses, sizeof(t->day[0])));
	(void)json_object_set_new(total, "cumulative_sources",
				  day_numbers(p, from, n, &t->day[0].sources, sizeof(t->day[0])));
	(void)json_object_set_new(total, "distinct_sources",
				  day_numbers(p, from, n, &t->day[0].distinct, sizeof(t->day[0])));
	(void)json_object_set_new(total, "points", day_numbers(p, from, n, &t->points[0], sizeof(t->points[0])));
	(void)json_object_set_new(daily, "total", total);

	json_t *kind = json_pack("{s:[], s:[], s:[], s:[]}", "keys", "accesses", "distinct_sources", "points");
	json_t *kinds = json_array();
	for (size_t k = 0; k < KIND_COUNT; k++) {
		const char *name = kind_name((enum kind)(k + 1));
		uint64_t accesses = 0;
		uint64_t points = 0;
		for (size_t day = from; day < from + n; day++) {
			accesses += t->kind[k][day];
			points = t->kind_points[k][day] > points ? t->kind_points[k][day] : points;
		}
		(void)json_array_append_new(json_object_get(kind, "keys"), json_string(name));
		(void)json_array_append_new(json_object_get(kind, "accesses"),
					    day_numbers(p, from, n, t->kind[k], sizeof(uint64_t)));
		(void)json_array_append_new(json_object_get(kind, "distinct_sources"),
					    day_numbers(p, from, n, &t->day[0].distinct_kind[k], sizeof(t->day[0])));
		(void)json_array_append_new(json_object_get(kind, "points"),
					    day_numbers(p, from, n, t->kind_points[k], sizeof(uint64_t)));
		(void)json_array_append_new(kinds, json_pack("{s:s, s:o, s:o, s:o}", "key", name, "accesses",
							     tree_number(accesses), "distinct_sources",
							     tree_number(t->month[MONTHS - 1].distinct_kind[k]),
							     "points", tree_number(points)));
	}
	(void)json_object_set_new(daily, "kind", kind);
	(void)json_object_set_new(p->tree, "kinds", kinds);
}

static void add_calendar(struct parts *p, const struct totals *t)
{
	char from[CIVIL_TEXT_MAX];
	char to[CIVIL_TEXT_MAX];
	day_text(p->days.first_day, from);
	day_text(p->days.first_day + (int32_t)p->days.days - 1, to);
	(void)json_object_set_new(p->tree, "calendar",
				  json_pack("{s:s, s:s, s:o, s:o}", "from", from, "to", to, "accesses",
					    day_numbers(p, 0, p->days.days, &t->day[0].accesses, sizeof(t->day[0])),
					    "points",
					    day_numbers(p, 0, p->days.days, &t->points[0], sizeof(t->points[0]))));
}

/* A day was observed when a point was there, or when anything was counted. */
static void set_observed(struct parts *p, const struct totals *t)
{
	for (size_t day = 0; day < p->days.days; day++) {
		p->observed[day] = t->day[day].accesses > 0 || coverage_sum(&p->coverage, day, day + 1) > 0;
		if (p->observed[day])
			p->observed_month[frame_month_of(&p->days, day)] = true;
	}
}

int parts_totals(struct parts *p, struct err *err)
{
	static const struct totals none;
	struct totals t = none;
	int code = read_days(p, &t, err);
	if (!code)
		code = read_kinds(p, &t, err);
	if (!code)
		code = read_distinct(p, &t, err);
	if (code)
		return code;
	set_observed(p, &t);
	add_months(p, &t);
	add_daily(p, &t);
	add_calendar(p, &t);
	return 0;
}
