#include "summary/fold.h"

#include "summary/tree.h"

/* A grid whose last row is "other", with the points that saw each cell. */
struct table {
	json_t *values[2]; /* the second may be NULL */
	json_t *points;
	size_t other;
};

json_t *grid_cell(const json_t *rows, size_t row, size_t column)
{
	return json_array_get(json_array_get(rows, row), column);
}

uint64_t grid_number(const json_t *rows, size_t row, size_t column)
{
	return (uint64_t)json_integer_value(grid_cell(rows, row, column));
}

void grid_set(json_t *rows, size_t row, size_t column, json_t *value)
{
	(void)json_array_set_new(json_array_get(rows, row), column, value);
}

size_t grid_columns(const json_t *rows)
{
	return json_array_size(json_array_get(rows, 0));
}

bool grid_withheld(const json_t *values, const json_t *points, size_t row, size_t column)
{
	return json_is_null(grid_cell(values, row, column)) && !json_is_null(grid_cell(points, row, column));
}

size_t grid_least_row(const json_t *rows, size_t count, size_t column)
{
	size_t best = count;
	for (size_t row = 0; row < count; row++) {
		uint64_t n = grid_number(rows, row, column);
		if (n && (best == count || n < grid_number(rows, best, column)))
			best = row;
	}
	return best;
}

size_t grid_least_column(const json_t *rows, size_t row)
{
	size_t count = grid_columns(rows);
	size_t best = count;
	for (size_t column = 0; column < count; column++) {
		uint64_t n = grid_number(rows, row, column);
		if (n && (best == count || n < grid_number(rows, row, best)))
			best = column;
	}
	return best;
}

static void fold(struct guard *g, const struct table *t, size_t row, size_t column)
{
	for (size_t i = 0; i < 2 && t->values[i]; i++) {
		uint64_t sum = grid_number(t->values[i], t->other, column) + grid_number(t->values[i], row, column);
		grid_set(t->values[i], t->other, column, tree_number(sum));
		grid_set(t->values[i], row, column, json_null());
	}
	uint64_t points = grid_number(t->points, row, column);
	if (points > grid_number(t->points, t->other, column))
		grid_set(t->points, t->other, column, tree_number(points));
	g->folded++;
}

/* Small cells go into "other"; while that alone is small, the total less what is shown would give it away, so the
 * smallest cell beside it goes there too. Nothing left to fold: "other" itself is hidden. */
static void fold_column(struct guard *g, const struct table *t, size_t column)
{
	const json_t *values = t->values[0];
	for (size_t row = 0; row < t->other; row++)
		if (grid_number(values, row, column) && grid_number(t->points, row, column) < g->k)
			fold(g, t, row, column);
	while (grid_number(values, t->other, column) && grid_number(t->points, t->other, column) < g->k) {
		size_t row = grid_least_row(values, t->other, column);
		if (row < t->other) {
			fold(g, t, row, column);
			continue;
		}
		for (size_t i = 0; i < 2 && t->values[i]; i++)
			grid_set(t->values[i], t->other, column, json_null());
		g->folded++;
	}
}

/* A row's total is published elsewhere, so that less what is shown would be the one cell that was folded: the
 * smallest beside it is folded with it. */
static void fold_second(struct guard *g, const struct table *t, size_t row)
{
	size_t columns = grid_columns(t->values[0]);
	size_t folded = 0;
	for (size_t column = 0; column < columns; column++)
		folded += grid_withheld(t->values[0], t->points, row, column);
	size_t column = folded == 1 ? grid_least_column(t->values[0], row) : columns;
	if (column < columns)
		fold(g, t, row, column);
}

void fold_grid(struct guard *g, json_t *values, json_t *second, json_t *points)
{
	size_t rows = json_array_size(points);
	if (!rows)
		return;
	const struct table t = {{values, second}, points, rows - 1};
	for (size_t i = 0; i < grid_columns(points); i++)
		if (!json_is_null(grid_cell(points, t.other, i)))
			fold_column(g, &t, i);
	for (size_t row = 0; row < t.other; row++)
		fold_second(g, &t, row);
}

bool fold_small(const struct guard *g, const json_t *entry)
{
	return json_integer_value(json_object_get(entry, "accesses")) &&
	       (uint64_t)json_integer_value(json_object_get(entry, "points")) < g->k;
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

void fold_entries(struct guard *g, const json_t *list, size_t count, json_t *rest)
{
	json_t *one;
	for (size_t i = 0; i < count; i++)
		if (fold_small(g, json_array_get(list, i)))
			fold_entry(g, json_array_get(list, i), rest);
	while (fold_small(g, rest) && (one = smallest_entry(list, count)))
		fold_entry(g, one, rest);
	if (!fold_small(g, rest))
		return;
	(void)json_object_set_new(rest, "accesses", json_null());
	(void)json_object_set_new(rest, "cumulative_sources", json_null());
	g->folded++;
}

void fold_first(struct guard *g, json_t *list)
{
	for (size_t i = json_array_size(list); i-- > 0;)
		if ((uint64_t)json_integer_value(json_object_get(json_array_get(list, i), "points")) < g->k) {
			(void)json_array_remove(list, i);
			g->folded++;
		}
}

void fold_drop_points(json_t *list)
{
	size_t i;
	json_t *one;
	json_array_foreach(list, i, one)(void) json_object_del(one, "points");
}
