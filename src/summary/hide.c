#include "summary/hide.h"

static void hide(struct guard *g, json_t *values, json_t *second, size_t row, size_t column)
{
	grid_set(values, row, column, json_null());
	if (second)
		grid_set(second, row, column, json_null());
	g->folded++;
}

void hide_cells(struct guard *g, json_t *values, json_t *second, const json_t *points)
{
	for (size_t row = 0; row < json_array_size(values); row++)
		for (size_t i = 0; i < grid_columns(values); i++)
			if (grid_number(values, row, i) && grid_number(points, row, i) < g->k)
				hide(g, values, second, row, i);
}

bool hide_lone_in_columns(struct guard *g, json_t *values, json_t *second, const json_t *points)
{
	size_t rows = json_array_size(values);
	bool changed = false;
	for (size_t i = 0; i < grid_columns(values); i++) {
		size_t hidden = 0;
		for (size_t row = 0; row < rows; row++)
			hidden += grid_withheld(values, points, row, i);
		size_t row = hidden == 1 ? grid_least_row(values, rows, i) : rows;
		if (row == rows)
			continue;
		hide(g, values, second, row, i);
		changed = true;
	}
	return changed;
}

bool hide_lone_in_rows(struct guard *g, json_t *values, json_t *second, const json_t *points)
{
	size_t columns = grid_columns(values);
	bool changed = false;
	for (size_t row = 0; row < json_array_size(values); row++) {
		size_t hidden = 0;
		for (size_t i = 0; i < columns; i++)
			hidden += grid_withheld(values, points, row, i);
		size_t i = hidden == 1 ? grid_least_column(values, row) : columns;
		if (i == columns)
			continue;
		hide(g, values, second, row, i);
		changed = true;
	}
	return changed;
}
