/* What may leave the house (definitions.md, Publication; docs/decisions/0003). A cell is what stands in one place
 * of a table: a service on a day, a region in a month. One that fewer than k points saw could tell a stranger
 * where a point is, so it goes into "other"; and when "other" alone is then seen by fewer than k points, the
 * smallest cells beside it go there too, so that no difference of two published numbers gives a small cell away. */
#include "summary/summary.h"

#include "base/civil.h"
#include "summary/tree.h"

#include <string.h>

struct guard {
	uint64_t k;
	uint64_t folded;
};

/* One column of a table whose last row is "other": values of the rows in up to two lists, and their points. */
struct column {
	json_t *values[2]; /* [[...] per row]; the second may be NULL */
	json_t *points;
	size_t index;
};

static json_t *cell(const json_t *rows, size_t row, size_t index)
{
	return json_array_get(json_array_get(rows, row), index);
}

static uint64_t cell_number(const json_t *rows, size_t row, size_t index)
{
	return (uint64_t)json_integer_value(cell(rows, row, index));
}

static void set_cell(json_t *rows, size_t row, size_t index, json_t *value)
{
	(void)json_array_set_new(json_array_get(rows, row), index, value);
}

static void fold(struct guard *g, const struct column *c, size_t row, size_t other)
{
	for (size_t i = 0; i < 2 && c->values[i]; i++) {
		uint64_t sum = cell_number(c->values[i], other, c->index) + cell_number(c->values[i], row, c->index);
		set_cell(c->values[i], other, c->index, tree_number(sum));
		set_cell(c->values[i], row, c->index, json_null());
	}
	uint64_t points = cell_number(c->points, row, c->index);
	if (points > cell_number(c->points, other, c->index))
		set_cell(c->points, other, c->index, tree_number(points));
	g->folded++;
}

/* The smallest cell that is shown and not zero; rows when there is none. */
static size_t smallest(const struct column *c, size_t rows)
{
	size_t best = rows;
	for (size_t row = 0; row < rows; row++) {
		uint64_t n = cell_number(c->values[0], row, c->index);
		if (n && (best == rows || n < cell_number(c->values[0], best, c->index)))
			best = row;
	}
	return best;
}

static void guard_column(struct guard *g, const struct column *c)
{
	size_t other = json_array_size(c->points) - 1;
	if (json_is_null(cell(c->values[0], other, c->index)))
		return; /* nothing was observed */
	for (size_t row = 0; row < other; row++)
		if (cell_number(c->values[0], row, c->index) && cell_number(c->points, row, c->index) < g->k)
			fold(g, c, row, other);
	while (cell_number(c->values[0], other, c->index) && cell_number(c->points, other, c->index) < g->k) {
		size_t row = smallest(c, other);
		if (row < other) {
			fold(g, c, row, other);
			continue;
		}
		for (size_t i = 0; i < 2 && c->values[i]; i++)
			set_cell(c->values[i], other, c->index, json_null());
		g->folded++;
	}
}

static void guard_columns(struct guard *g, json_t *first, json_t *second, json_t *points)
{
	size_t rows = json_array_size(points);
	size_t columns = rows ? json_array_size(json_array_get(points, 0)) : 0;
	for (size_t i = 0; i < columns; i++) {
		struct column c = {{first, second}, points, i};
		guard_column(g, &c);
	}
}

/* {"accesses", "cumulative_sources", "points"}. */
static void guard_table(struct guard *g, json_t *table)
{
	guard_columns(g, json_object_get(table, "accesses"), json_object_get(table, "cumulative_sources"),
		      json_object_get(table, "points"));
	(void)json_object_del(table, "points");
}

static json_t *transposed(const json_t *rows)
{
	json_t *out = json_array();
	size_t columns = json_array_size(json_array_get(rows, 0));
	for (size_t i = 0; i < columns; i++) {
		json_t *line = json_array();
		for (size_t row = 0; row < json_array_size(rows); row++)
			(void)json_array_append(line, cell(rows, row, i));
		(void)json_array_append_new(out, line);
	}
	return out;
}

/* The matrix is guarded along each region: its services are the rows that fold into "other". */
static void guard_matrix(struct guard *g, json_t *tree)
{
	json_t *values = transposed(json_object_get(tree, "region_service"));
	json_t *points = transposed(json_object_get(tree, "region_service_points"));
	guard_columns(g, values, NULL, points);
	(void)json_object_set_new(tree, "region_service", transposed(values));
	(void)json_object_del(tree, "region_service_points");
	json_decref(values);
	json_decref(points);
}

static void guard_hours(struct guard *g, json_t *hourly)
{
	guard_columns(g, json_object_get(hourly, "month"), NULL, json_object_get(hourly, "points_month"));
	guard_columns(g, json_object_get(hourly, "half_year"), NULL, json_object_get(hourly, "points_half_year"));
	(void)json_object_del(hourly, "points_month");
	(void)json_object_del(hourly, "points_half_year");
}

static bool entry_small(const struct guard *g, const json_t *one)
{
	return json_integer_value(json_object_get(one, "accesses")) &&
	       (uint64_t)json_integer_value(json_object_get(one, "points")) < g->k;
}

static void fold_entry(struct guard *g, json_t *one, json_t *rest)
{
	static const char *const names[] = {"accesses", "cumulative_sources"};
	for (size_t n = 0; n < 2; n++) {
		json_int_t sum = json_integer_value(json_object_get(rest, names[n])) +
				 json_integer_value(json_object_get(one, names[n]));
		(void)json_object_set_new(rest, names[n], json_integer(sum));
		(void)json_object_set_new(one, names[n], json_null());
	}
	json_int_t points = json_integer_value(json_object_get(one, "points"));
	if (points > json_integer_value(json_object_get(rest, "points")))
		(void)json_object_set_new(rest, "points", json_integer(points));
	g->folded++;
}

/* The smallest entry that is shown and not zero; NULL when there is none. */
static json_t *smallest_entry(const json_t *list, size_t count)
{
	json_t *best = NULL;
	for (size_t i = 0; i < count; i++) {
		json_t *one = json_array_get(list, i);
		json_int_t n = json_integer_value(json_object_get(one, "accesses"));
		if (n && (!best || n < json_integer_value(json_object_get(best, "accesses"))))
			best = one;
	}
	return best;
}

/* The first `count` entries of a list that with `rest` add up to a published total: small ones go into the rest,
 * and when that alone is then small, the smallest beside them do too. */
static void guard_entries(struct guard *g, const json_t *list, size_t count, json_t *rest)
{
	json_t *one;
	for (size_t i = 0; i < count; i++)
		if (entry_small(g, json_array_get(list, i)))
			fold_entry(g, json_array_get(list, i), rest);
	while (entry_small(g, rest) && (one = smallest_entry(list, count)))
		fold_entry(g, one, rest);
	if (!entry_small(g, rest))
		return;
	(void)json_object_set_new(rest, "accesses", json_null());
	(void)json_object_set_new(rest, "cumulative_sources", json_null());
	g->folded++;
}

/* A list whose last entry is "other". */
static void guard_list(struct guard *g, json_t *list)
{
	size_t count = json_array_size(list);
	if (count)
		guard_entries(g, list, count - 1, json_array_get(list, count - 1));
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
	guard_entries(g, map, json_array_size(map), rest);
	json_decref(rest);
	remove_hidden(map);
}

/* The first few regions of a group, of more: small ones are left out. */
static void guard_first(struct guard *g, json_t *list)
{
	for (size_t i = json_array_size(list); i-- > 0;)
		if (entry_small(g, json_array_get(list, i))) {
			(void)json_array_remove(list, i);
			g->folded++;
		}
}

static void drop_points(json_t *list)
{
	size_t i;
	json_t *one;
	json_array_foreach(list, i, one)(void) json_object_del(one, "points");
}

/* Days of the members of a group: a cell that too few points saw is left out; the group's other members and its
 * total do not tell it, since neither is published by day. */
static void guard_group(struct guard *g, json_t *group)
{
	size_t i;
	json_t *member;
	json_array_foreach(json_object_get(group, "members"), i, member)
	{
		json_t *accesses = json_object_get(member, "accesses");
		const json_t *points = json_object_get(member, "points");
		for (size_t day = 0; day < json_array_size(accesses); day++) {
			if (!json_integer_value(json_array_get(accesses, day)) ||
			    (uint64_t)json_integer_value(json_array_get(points, day)) >= g->k)
				continue;
			(void)json_array_set_new(accesses, day, json_null());
			g->folded++;
		}
		(void)json_object_del(member, "points");
	}
	guard_first(g, json_object_get(group, "regions"));
	drop_points(json_object_get(group, "regions"));
}

/* Daily rows without "other": each cell stands for itself. */
static void guard_rows(struct guard *g, json_t *values, json_t *second, const json_t *points)
{
	for (size_t row = 0; row < json_array_size(values); row++)
		for (size_t i = 0; i < json_array_size(json_array_get(values, row)); i++) {
			if (!cell_number(values, row, i) || cell_number(points, row, i) >= g->k)
				continue;
			set_cell(values, row, i, json_null());
			if (second)
				set_cell(second, row, i, json_null());
			g->folded++;
		}
}

/* A kind that is hidden alone would be the total less the two others: the smallest of those is hidden with it. */
static void guard_kind_days(struct guard *g, json_t *kind)
{
	json_t *accesses = json_object_get(kind, "accesses");
	json_t *sources = json_object_get(kind, "distinct_sources");
	guard_rows(g, accesses, sources, json_object_get(kind, "points"));
	size_t kinds = json_array_size(accesses);
	for (size_t day = 0; kinds && day < json_array_size(json_array_get(accesses, 0)); day++) {
		const struct column c = {{accesses, sources}, NULL, day};
		size_t hidden = 0;
		for (size_t row = 0; row < kinds; row++)
			hidden += json_is_null(cell(accesses, row, day));
		size_t row = smallest(&c, kinds);
		if (hidden != 1 || row == kinds)
			continue;
		set_cell(accesses, row, day, json_null());
		set_cell(sources, row, day, json_null());
		g->folded++;
	}
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
	static const char *const names[] = {"accesses", "cumulative_sources", "distinct_sources"};
	for (size_t i = 0; i < days; i++)
		for (size_t n = 0; n < 3 && json_is_null(json_array_get(accesses, first + i)); n++)
			(void)json_array_set_new(json_object_get(total, names[n]), i, json_null());
	(void)json_object_del(calendar, "points");
	(void)json_object_del(total, "points");
}

static bool too_few(const struct guard *g, const json_t *month)
{
	return json_integer_value(json_object_get(month, "accesses")) &&
	       (uint64_t)json_integer_value(json_object_get(month, "points")) < g->k;
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
	if (too_few(g, json_object_get(tree, "previous")))
		(void)json_object_set_new(tree, "previous", json_null());
	json_array_foreach(json_object_get(tree, "monthly"), i, month)
	{
		if (!too_few(g, month))
			continue;
		for (size_t n = 0; n < sizeof(names) / sizeof(*names); n++)
			(void)json_object_set_new(month, names[n], json_null());
		g->folded++;
	}
}

static void guard_maintenance(const struct guard *g, json_t *list)
{
	size_t i;
	json_t *one;
	json_array_foreach(list, i, one) if ((uint64_t)json_integer_value(json_object_get(one, "points")) < g->k)(void)
	    json_object_set_new(one, "points", json_null());
}

static void guard_tree(struct guard *g, json_t *tree)
{
	json_t *daily = json_object_get(tree, "daily");
	json_t *half_year = json_object_get(tree, "half_year");
	guard_list(g, json_object_get(tree, "services"));
	guard_list(g, json_object_get(tree, "regions"));
	drop_points(json_object_get(tree, "services"));
	drop_points(json_object_get(tree, "regions"));
	guard_table(g, json_object_get(daily, "service"));
	guard_table(g, json_object_get(daily, "region"));
	guard_table(g, json_object_get(half_year, "service"));
	guard_table(g, json_object_get(half_year, "region"));
	guard_hours(g, json_object_get(tree, "hourly"));
	guard_matrix(g, tree);
	guard_kinds(g, tree);
	guard_days(g, tree);
	guard_months(g, tree);
	guard_map(g, json_object_get(tree, "map"));
	drop_points(json_object_get(tree, "map"));
	size_t i;
	json_t *group;
	json_array_foreach(json_object_get(tree, "groups"), i, group) guard_group(g, group);
	guard_maintenance(g, json_object_get(tree, "maintenance"));
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
	if (too_few(&g, json_object_get(tree, "totals"))) {
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
