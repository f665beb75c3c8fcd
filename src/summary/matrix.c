#include "summary/matrix.h"

#include "summary/tree.h"

#include <stdio.h>

static json_t *transposed(const json_t *rows)
{
	json_t *out = json_array();
	size_t columns = json_array_size(json_array_get(rows, 0));
	for (size_t i = 0; i < columns; i++) {
		json_t *line = json_array();
		for (size_t row = 0; row < json_array_size(rows); row++)
			(void)json_array_append(line, grid_cell(rows, row, i));
		(void)json_array_append_new(out, line);
	}
	return out;
}

static void points_name(const char *name, char *out, size_t room)
{
	(void)snprintf(out, room, "%s_points", name);
}

/* It is guarded along each region: its services are the rows that fold into "other". */
static void guard_matrix(struct guard *g, json_t *tree, const char *name)
{
	char beside[64];
	points_name(name, beside, sizeof(beside));
	json_t *values = transposed(json_object_get(tree, name));
	json_t *points = transposed(json_object_get(tree, beside));
	fold_grid(g, values, NULL, points);
	(void)json_object_set_new(tree, name, transposed(values));
	(void)json_object_del(tree, beside);
	json_decref(values);
	json_decref(points);
}

/* Whether a row of the table of months is shown in the month that lies `back` before the last. */
static bool shown(const json_t *rows, size_t row, size_t back)
{
	size_t months = json_array_size(json_array_get(rows, row));
	return months > back && !json_is_null(grid_cell(rows, row, months - 1 - back));
}

/* Rows that are folded in the table of months go into the last one, whole. */
static void fold_rows(json_t *values, json_t *points, const json_t *months, size_t back)
{
	size_t other = json_array_size(values) - 1;
	for (size_t row = 0; row < other; row++)
		for (size_t i = 0; !shown(months, row, back) && i < grid_columns(values); i++) {
			uint64_t seen = grid_number(points, row, i);
			uint64_t sum = grid_number(values, other, i) + grid_number(values, row, i);
			grid_set(values, other, i, tree_number(sum));
			grid_set(values, row, i, json_null());
			if (seen > grid_number(points, other, i))
				grid_set(points, other, i, tree_number(seen));
			grid_set(points, row, i, json_integer(0));
		}
}

/* Nothing can be told: of the month a table without numbers, of an earlier one none. */
static void withhold(struct guard *g, json_t *tree, const char *name, size_t back)
{
	json_t *values = json_object_get(tree, name);
	for (size_t row = 0; !back && row < json_array_size(values); row++)
		for (size_t i = 0; i < grid_columns(values); i++)
			grid_set(values, row, i, json_null());
	if (back)
		(void)json_object_set_new(tree, name, json_null());
	g->folded++;
}

void matrix_guard_month(struct guard *g, json_t *tree, const char *name, size_t back)
{
	char beside[64];
	const json_t *half_year = json_object_get(tree, "half_year");
	const json_t *regions = json_object_get(json_object_get(half_year, "region"), "accesses");
	const json_t *services = json_object_get(json_object_get(half_year, "service"), "accesses");
	json_t *values = json_object_get(tree, name);
	points_name(name, beside, sizeof(beside));
	if (!json_is_array(values))
		return;
	bool withheld = back && json_is_null(json_object_get(tree, "previous"));
	if (withheld || !shown(regions, json_array_size(regions) - 1, back) ||
	    !shown(services, json_array_size(services) - 1, back)) {
		withhold(g, tree, name, back);
		(void)json_object_del(tree, beside);
		return;
	}
	json_t *points = json_object_get(tree, beside);
	fold_rows(values, points, regions, back);
	json_t *turned = transposed(values);
	json_t *turned_points = transposed(points);
	fold_rows(turned, turned_points, services, back);
	(void)json_object_set_new(tree, name, transposed(turned));
	(void)json_object_set_new(tree, beside, transposed(turned_points));
	json_decref(turned);
	json_decref(turned_points);
	guard_matrix(g, tree, name);
}
