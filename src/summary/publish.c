/* What may leave the house (definitions.md, Publication; docs/decisions/0003). A cell is what stands in one place
 * of a table: a service on a day, a region in a month. One that fewer than k points saw could tell a stranger
 * where a point is: it goes into "other" (fold.c) or is left out (hide.c), with others beside it, so that no
 * difference of two published numbers gives it away. */
#include "summary/summary.h"

#include "base/civil.h"
#include "summary/explained.h"
#include "summary/hide.h"
#include "summary/matrix.h"
#include "summary/tree.h"

#include <string.h>

/* {"accesses", "cumulative_sources", "points"}. */
static void guard_table(struct guard *g, json_t *table)
{
	fold_grid(g, json_object_get(table, "accesses"), json_object_get(table, "cumulative_sources"),
		  json_object_get(table, "points"));
	(void)json_object_del(table, "points");
}

static void guard_hours(struct guard *g, json_t *hourly)
{
	fold_grid(g, json_object_get(hourly, "month"), NULL, json_object_get(hourly, "points_month"));
	fold_grid(g, json_object_get(hourly, "half_year"), NULL, json_object_get(hourly, "points_half_year"));
	(void)json_object_del(hourly, "points_month");
	(void)json_object_del(hourly, "points_half_year");
}

/* A list whose last entry is "other". */
static void guard_list(struct guard *g, json_t *list)
{
	size_t count = json_array_size(list);
	if (count)
		fold_entries(g, list, count - 1, json_array_get(list, count - 1));
}

static void remove_hidden(json_t *list)
{
	for (size_t i = json_array_size(list); i-- > 0;)
		if (json_is_null(json_object_get(json_array_get(list, i), "accesses")))
			(void)json_array_remove(list, i);
}

/* All regions: what is folded is not shown, but it is the difference to the month's total. */
static void guard_map(struct guard *g, json_t *map)
{
	json_t *rest = json_object();
	fold_entries(g, map, json_array_size(map), rest);
	json_decref(rest);
	remove_hidden(map);
}

/* The row of a group among the services by day; NULL when it is not one of them. */
static const json_t *days_of_group(const json_t *tree, const char *key)
{
	const json_t *days = json_object_get(json_object_get(json_object_get(tree, "daily"), "service"), "accesses");
	size_t i;
	const json_t *service;
	json_array_foreach(json_object_get(tree, "services"), i, service)
	{
		if (!strcmp(json_string_value(json_object_get(service, "key")), key))
			return json_array_get(days, i);
	}
	return NULL;
}

/* Members of a group by day. Together they are the group's day, which is one of the services' days: where that was
 * folded, all of its members are hidden, and no member is hidden alone. */
static void guard_group(struct guard *g, const json_t *tree, json_t *group)
{
	json_t *values = json_array();
	json_t *points = json_array();
	size_t i;
	json_t *member;
	json_array_foreach(json_object_get(group, "members"), i, member)
	{
		(void)json_array_append(values, json_object_get(member, "accesses"));
		(void)json_array_append(points, json_object_get(member, "points"));
	}
	hide_cells(g, values, NULL, points);
	(void)hide_lone_in_columns(g, values, NULL, points);
	const json_t *days = days_of_group(tree, json_string_value(json_object_get(group, "key")));
	size_t before = grid_columns(values) - json_array_size(days); /* the month before comes first */
	for (size_t day = 0; day < json_array_size(days); day++)
		for (size_t row = 0; row < json_array_size(values) && json_is_null(json_array_get(days, day)); row++)
			grid_set(values, row, before + day, json_null());
	json_decref(values);
	json_decref(points);
	fold_drop_points(json_object_get(group, "members"));
	fold_first(g, json_object_get(group, "regions"));
	fold_drop_points(json_object_get(group, "regions"));
}

/* The kinds of a day add up to the day, and the days of a kind to its month: neither may leave one cell hidden alone,
 * and hiding a second one for the one sum may leave it alone in the other. */
static void guard_kind_days(struct guard *g, json_t *kind)
{
	json_t *accesses = json_object_get(kind, "accesses");
	json_t *sources = json_object_get(kind, "distinct_sources");
	const json_t *points = json_object_get(kind, "points");
	hide_cells(g, accesses, sources, points);
	while (hide_lone_in_columns(g, accesses, sources, points) || hide_lone_in_rows(g, accesses, sources, points))
		;
}

static void hide_kind(struct guard *g, json_t *one)
{
	(void)json_object_set_new(one, "accesses", json_null());
	(void)json_object_set_new(one, "distinct_sources", json_null());
	g->folded++;
}

static void guard_kinds(struct guard *g, json_t *tree)
{
	json_t *kind = json_object_get(json_object_get(tree, "daily"), "kind");
	guard_kind_days(g, kind);
	(void)json_object_del(kind, "points");
	size_t hidden = 0;
	size_t i;
	json_t *one;
	json_t *least = NULL;
	json_array_foreach(json_object_get(tree, "kinds"), i, one)
	{
		json_int_t accesses = json_integer_value(json_object_get(one, "accesses"));
		if (accesses && (uint64_t)json_integer_value(json_object_get(one, "points")) < g->k) {
			hide_kind(g, one);
			hidden++;
		} else if (accesses && (!least || accesses < json_integer_value(json_object_get(least, "accesses")))) {
			least = one;
		}
		(void)json_object_del(one, "points");
	}
	if (hidden == 1 && least)
		hide_kind(g, least);
}

/* Days of one month in the calendar: those that too few points saw are hidden, and never one alone, which the
 * month's total would give away. */
static void guard_month_days(struct guard *g, json_t *accesses, const json_t *points, size_t from, size_t to)
{
	size_t hidden = 0;
	size_t least = to;
	for (size_t day = from; day < to; day++) {
		json_int_t n = json_integer_value(json_array_get(accesses, day));
		if (n && (uint64_t)json_integer_value(json_array_get(points, day)) < g->k) {
			(void)json_array_set_new(accesses, day, json_null());
			hidden++;
		} else if (n && (least == to || n < json_integer_value(json_array_get(accesses, least)))) {
			least = day;
		}
	}
	if (hidden == 1 && least < to) {
		(void)json_array_set_new(accesses, least, json_null());
		hidden++;
	}
	g->folded += hidden;
}

/* A day of the month is hidden in every table: its parts would add up to it. Its points stay, so that it is known to
 * have been observed. */
static void hide_day(json_t *tree, size_t day)
{
	static const char *const names[] = {"accesses", "cumulative_sources", "distinct_sources"};
	static const char *const tables[] = {"service", "region", "kind"};
	json_t *daily = json_object_get(tree, "daily");
	for (size_t n = 0; n < 3; n++) {
		(void)json_array_set_new(json_object_get(json_object_get(daily, "total"), names[n]), day, json_null());
		for (size_t t = 0; t < 3; t++) {
			json_t *rows = json_object_get(json_object_get(daily, tables[t]), names[n]);
			for (size_t row = 0; row < json_array_size(rows); row++)
				grid_set(rows, row, day, json_null());
		}
	}
}

/* Before the tables of the days are guarded. */
static void guard_days(struct guard *g, json_t *tree)
{
	json_t *calendar = json_object_get(tree, "calendar");
	json_t *accesses = json_object_get(calendar, "accesses");
	json_t *total = json_object_get(json_object_get(tree, "daily"), "total");
	int32_t day = 0;
	if (day_parse(json_string_value(json_object_get(calendar, "from")), &day))
		return;
	for (size_t from = 0; from < json_array_size(accesses);) {
		int32_t month = month_of_day(day + (int32_t)from);
		size_t to = (size_t)(month_first_day(month + 1) - day);
		guard_month_days(g, accesses, json_object_get(calendar, "points"), from, to);
		from = to;
	}
	/* the month's own days are the calendar's last */
	size_t days = json_array_size(json_object_get(total, "accesses"));
	size_t first = json_array_size(accesses) - days;
	for (size_t i = 0; i < days; i++)
		if (json_is_null(json_array_get(accesses, first + i)))
			hide_day(tree, i);
	(void)json_object_del(calendar, "points");
	(void)json_object_del(total, "points");
}

/* Hours of the six months: less the months that are shown, they would give the one that is not. */
static void hide_half_year_hours(json_t *tree)
{
	json_t *hours = json_object_get(json_object_get(tree, "hourly"), "half_year");
	for (size_t row = 0; row < json_array_size(hours); row++)
		for (size_t hour = 0; hour < grid_columns(hours); hour++)
			grid_set(hours, row, hour, json_null());
}

/* Months that too few points saw: their averages would be those of single points. */
static void guard_months(struct guard *g, json_t *tree)
{
	static const char *const names[] = {"accesses",
					    "attempts",
					    "cumulative_sources",
					    "distinct_sources",
					    "accesses_per_point_day",
					    "sources_per_point_day",
					    "accesses_per_source_low",
					    "accesses_per_source_high"};
	size_t i;
	json_t *month;
	if (fold_small(g, json_object_get(tree, "previous")))
		(void)json_object_set_new(tree, "previous", json_null());
	json_array_foreach(json_object_get(tree, "monthly"), i, month)
	{
		if (!fold_small(g, month))
			continue;
		for (size_t n = 0; n < sizeof(names) / sizeof(*names); n++)
			(void)json_object_set_new(month, names[n], json_null());
		hide_half_year_hours(tree);
		g->folded++;
	}
}

static void guard_maintenance(const struct guard *g, json_t *list)
{
	size_t i;
	json_t *one;
	json_array_foreach(list, i, one)
	{
		size_t e;
		json_t *episode;
		if ((uint64_t)json_integer_value(json_object_get(one, "points")) < g->k)
			(void)json_object_set_new(one, "points", json_null());
		json_array_foreach(json_object_get(json_object_get(one, "episodes"), "largest"), e, episode)(void)
		    json_object_del(episode, "source");
	}
}

/* Whether the table of months tells a service's number: what it does not could else be the difference to "other". */
static bool shown_month(const json_t *tree, const char *key, size_t month)
{
	const json_t *rows =
	    json_object_get(json_object_get(json_object_get(tree, "half_year"), "service"), "accesses");
	size_t i;
	const json_t *service;
	json_array_foreach(json_object_get(tree, "services"), i, service)
	{
		if (!strcmp(json_string_value(json_object_get(service, "key")), key))
			return json_is_number(grid_cell(rows, i, month));
	}
	return false;
}

/* New services that enough points saw; how many accesses, only where the service is named. */
static void guard_new(struct guard *g, json_t *tree)
{
	json_t *list = json_object_get(tree, "new_services");
	size_t last = json_array_size(json_object_get(tree, "months")) - 1;
	size_t i;
	json_t *one;
	fold_first(g, list);
	fold_drop_points(list);
	json_array_foreach(list, i, one)
	{
		if (shown_month(tree, json_string_value(json_object_get(one, "key")), last))
			continue;
		(void)json_object_set_new(one, "accesses", json_null());
		(void)json_object_set_new(one, "cumulative_sources", json_null());
	}
}

/* The largest services of two months: those whose numbers the table of months does not tell are left out. */
static void guard_ranking(json_t *tree)
{
	json_t *list = json_object_get(tree, "ranking");
	size_t months = json_array_size(json_object_get(tree, "months"));
	bool before = !json_is_null(json_object_get(tree, "previous"));
	for (size_t i = json_array_size(list); i-- > 0;) {
		const char *key = json_string_value(json_object_get(json_array_get(list, i), "key"));
		if (!before || !shown_month(tree, key, months - 1) || !shown_month(tree, key, months - 2))
			(void)json_array_remove(list, i);
	}
}

static void guard_tree(struct guard *g, json_t *tree)
{
	json_t *daily = json_object_get(tree, "daily");
	json_t *half_year = json_object_get(tree, "half_year");
	guard_list(g, json_object_get(tree, "services"));
	guard_list(g, json_object_get(tree, "regions"));
	fold_drop_points(json_object_get(tree, "services"));
	fold_drop_points(json_object_get(tree, "regions"));
	guard_days(g, tree);
	guard_table(g, json_object_get(daily, "service"));
	guard_table(g, json_object_get(daily, "region"));
	guard_table(g, json_object_get(half_year, "service"));
	guard_table(g, json_object_get(half_year, "region"));
	guard_hours(g, json_object_get(tree, "hourly"));
	guard_kinds(g, tree);
	guard_months(g, tree);
	matrix_guard_month(g, tree, "region_service", 0);
	matrix_guard_month(g, tree, "region_service_previous", 1);
	guard_new(g, tree);
	guard_ranking(tree);
	guard_map(g, json_object_get(tree, "map"));
	fold_drop_points(json_object_get(tree, "map"));
	size_t i;
	json_t *group;
	json_array_foreach(json_object_get(tree, "groups"), i, group) guard_group(g, tree, group);
	guard_maintenance(g, json_object_get(tree, "maintenance"));
	hide_logins(g, json_object_get(tree, "logins"));
	guard_explained(g, tree);
	(void)json_object_del(json_object_get(tree, "coverage"), "by_point");
}

int summary_publish(const struct json_t *full, struct json_t **out, struct err *err)
{
	json_t *tree = json_deep_copy(full);
	if (!tree)
		return err_set(err, ERR_NOMEM, "no memory for the published summary");
	json_int_t points = json_integer_value(json_object_get(json_object_get(tree, "points"), "known"));
	json_int_t k = json_integer_value(json_object_get(json_object_get(tree, "publication"), "min_points"));
	struct guard g = {.k = points < 3 || k < 1 ? 1 : (uint64_t)k};
	if (fold_small(&g, json_object_get(tree, "totals"))) {
		json_decref(tree);
		return err_set(
		    err, ERR_CONFIG,
		    "fewer than %llu of %lld points observed in that month, and numbers of so few are not published "
		    "(--min-points says how many there must be)",
		    (unsigned long long)g.k, (long long)points);
	}
	guard_tree(&g, tree);
	(void)json_object_set_new(tree, "published", json_true());
	(void)json_object_set_new(
	    tree, "publication",
	    json_pack("{s:o, s:o}", "min_points", tree_number(g.k), "folded_cells", tree_number(g.folded)));
	*out = tree;
	return 0;
}
