/* Folding and hiding on random tables: no small cell is shown, no sum is lost, nothing is withheld alone. */
#include "summary/hide.h"
#include "summary/matrix.h"
#include "tap.h"

#include <stdlib.h>

#define ROWS 5
#define COLUMNS 9
#define K 3
#define ROUNDS 3000

static uint64_t state = 88172645463325252u;

static uint64_t dice(uint64_t sides)
{
	state ^= state << 13;
	state ^= state >> 7;
	state ^= state << 17;
	return state % sides;
}

/* Column 4 was not observed. Each point that saw a cell had one access or more to it. */
static void roll(json_t *values, json_t *points)
{
	for (size_t row = 0; row < ROWS; row++) {
		json_t *line = json_array();
		json_t *seen = json_array();
		for (size_t i = 0; i < COLUMNS; i++) {
			uint64_t by = dice(3) ? dice(9) : 0;
			(void)json_array_append_new(line, i == 4 ? json_null()
								 : json_integer((json_int_t)(by * (1 + dice(50)))));
			(void)json_array_append_new(seen, i == 4 ? json_null() : json_integer((json_int_t)by));
		}
		(void)json_array_append_new(values, line);
		(void)json_array_append_new(points, seen);
	}
}

static uint64_t sum_of_column(const json_t *values, size_t column)
{
	uint64_t sum = 0;
	for (size_t row = 0; row < ROWS; row++)
		sum += grid_number(values, row, column);
	return sum;
}

/* Cells that are withheld although something was there to see, in a row or in a column. */
static size_t lone_rows(const json_t *values, const json_t *points, size_t rows)
{
	size_t lone = 0;
	for (size_t row = 0; row < rows; row++) {
		size_t withheld = 0;
		for (size_t i = 0; i < COLUMNS; i++)
			withheld += grid_withheld(values, points, row, i);
		lone += withheld == 1 && grid_least_column(values, row) < COLUMNS;
	}
	return lone;
}

static size_t lone_columns(const json_t *values, const json_t *points)
{
	size_t lone = 0;
	for (size_t i = 0; i < COLUMNS; i++) {
		size_t withheld = 0;
		for (size_t row = 0; row < ROWS; row++)
			withheld += grid_withheld(values, points, row, i);
		lone += withheld == 1 && grid_least_row(values, ROWS, i) < ROWS;
	}
	return lone;
}

static size_t small_shown(const json_t *values, const json_t *points)
{
	size_t shown = 0;
	for (size_t row = 0; row < ROWS; row++)
		for (size_t i = 0; i < COLUMNS; i++)
			shown += grid_number(values, row, i) && grid_number(points, row, i) < K;
	return shown;
}

static void test_fold(void)
{
	size_t small = 0, lost = 0, lone = 0, unseen = 0, folded = 0;
	for (int round = 0; round < ROUNDS; round++) {
		json_t *values = json_array();
		json_t *points = json_array();
		struct guard g = {.k = K};
		roll(values, points);
		json_t *whole = json_deep_copy(values);
		fold_grid(&g, values, NULL, points);
		small += small_shown(values, points);
		lone += lone_rows(values, points, ROWS - 1);
		for (size_t i = 0; i < COLUMNS; i++) {
			bool other = !json_is_null(grid_cell(values, ROWS - 1, i));
			lost += other && sum_of_column(values, i) != sum_of_column(whole, i);
			/* "other" is hidden only when all of the column is */
			lost += !other && sum_of_column(values, i) != 0;
			unseen += i == 4 && (other || !json_is_null(grid_cell(points, 0, i)));
		}
		folded += g.folded;
		json_decref(whole);
		json_decref(values);
		json_decref(points);
	}
	IS_INT(small, 0, "no cell of fewer than three points is shown");
	IS_INT(lost, 0, "what is folded is in \"other\"");
	IS_INT(lone, 0, "no cell of a row is folded alone");
	IS_INT(unseen, 0, "a column that was not observed stays so");
	OK(folded > ROUNDS, "cells were folded");
}

static void test_hide(void)
{
	size_t small = 0, lone = 0, changed = 0;
	for (int round = 0; round < ROUNDS; round++) {
		json_t *values = json_array();
		json_t *points = json_array();
		struct guard g = {.k = K};
		roll(values, points);
		json_t *whole = json_deep_copy(values);
		hide_cells(&g, values, NULL, points);
		while (hide_lone_in_columns(&g, values, NULL, points) || hide_lone_in_rows(&g, values, NULL, points))
			;
		small += small_shown(values, points);
		lone += lone_rows(values, points, ROWS) + lone_columns(values, points);
		for (size_t row = 0; row < ROWS; row++)
			for (size_t i = 0; i < COLUMNS; i++)
				changed += json_is_integer(grid_cell(values, row, i)) &&
					   grid_number(values, row, i) != grid_number(whole, row, i);
		json_decref(whole);
		json_decref(values);
		json_decref(points);
	}
	IS_INT(small, 0, "no cell of fewer than three points is shown");
	IS_INT(lone, 0, "none is hidden alone in its row or column");
	IS_INT(changed, 0, "what is shown is as it was");
}

/* A table of months in which some rows are folded in that which lies `back` before the last; "other", the last, is not.
 */
static json_t *months_of(size_t rows, bool *folded, size_t back)
{
	json_t *list = json_array();
	for (size_t row = 0; row < rows; row++) {
		folded[row] = row + 1 < rows && !dice(4);
		json_t *months = json_pack("[i, i]", 9, 9);
		if (folded[row])
			(void)json_array_set_new(months, 1 - back, json_null());
		(void)json_array_append_new(list, months);
	}
	return list;
}

/* Regions by services of the month and of the one before: what the table of months does not tell, this does not tell
 * either. */
static void test_matrix(void)
{
	size_t small = 0, told = 0, lost = 0;
	for (int round = 0; round < ROUNDS; round++) {
		json_t *values = json_array();
		json_t *points = json_array();
		struct guard g = {.k = K};
		bool regions[ROWS];
		bool services[COLUMNS];
		size_t back = (size_t)round % 2;
		const char *name = back ? "region_service_previous" : "region_service";
		const char *beside = back ? "region_service_previous_points" : "region_service_points";
		roll(values, points);
		for (size_t row = 0; row < ROWS; row++) { /* here every column was observed */
			grid_set(values, row, 4, json_integer(0));
			grid_set(points, row, 4, json_integer(0));
		}
		json_int_t whole = 0, after = 0;
		for (size_t i = 0; i < COLUMNS; i++)
			whole += (json_int_t)sum_of_column(values, i);
		json_t *before = json_deep_copy(points);
		json_t *tree = json_pack("{s:{s:{s:o}, s:{s:o}}, s:{}, s:o, s:o}", "half_year", "region", "accesses",
					 months_of(ROWS, regions, back), "service", "accesses",
					 months_of(COLUMNS, services, back), "previous", name, values, beside, points);
		matrix_guard_month(&g, tree, name, back);
		values = json_object_get(tree, name);
		lost += json_object_get(tree, beside) != NULL;
		bool hidden = false;
		for (size_t row = 0; row < ROWS; row++)
			for (size_t i = 0; i < COLUMNS; i++) {
				const json_t *cell = grid_cell(values, row, i);
				after += json_integer_value(cell);
				hidden |= json_is_null(cell) && i + 1 == COLUMNS;
				small += row + 1 < ROWS && i + 1 < COLUMNS && json_integer_value(cell) &&
					 grid_number(before, row, i) < K;
				told += (regions[row] || services[i]) && json_integer_value(cell);
			}
		lost += !hidden && whole != after;
		json_decref(before);
		json_decref(tree);
	}
	IS_INT(small, 0, "no cell of fewer than three points is shown");
	IS_INT(told, 0, "nor one of a region or service that is folded in the table of months");
	IS_INT(lost, 0, "what is folded is in \"other\"");
}

/* Where "other" itself is withheld in the month, nothing of it is told. */
static void test_withheld(void)
{
	struct guard g = {.k = K};
	json_t *tree = json_pack("{s:{s:{s:[[i],[n]]}, s:{s:[[i],[i]]}}, s:[[i,i],[i,i]], s:[[i,i],[i,i]]}",
				 "half_year", "region", "accesses", 9, "service", "accesses", 5, 4, "region_service", 5,
				 4, 0, 0, "region_service_points", 9, 9, 9, 9);
	OK(tree != NULL, "a month");
	matrix_guard_month(&g, tree, "region_service", 0);
	const json_t *values = json_object_get(tree, "region_service");
	for (size_t row = 0; row < 2; row++)
		for (size_t i = 0; i < 2; i++)
			OK(json_is_null(grid_cell(values, row, i)), "withheld");
	IS_INT(g.folded, 1, "counted");
	json_decref(tree);
}

static void test_entries(void)
{
	struct guard g = {.k = K};
	json_t *list = json_pack("[{s:i,s:i,s:i}, {s:i,s:i,s:i}, {s:i,s:i,s:i}]", "accesses", 900, "cumulative_sources",
				 90, "points", 9, "accesses", 40, "cumulative_sources", 4, "points", 3, "accesses", 7,
				 "cumulative_sources", 2, "points", 1);
	json_t *rest = json_pack("{s:i,s:i,s:i}", "accesses", 0, "cumulative_sources", 0, "points", 0);
	fold_entries(&g, list, 3, rest);
	IS_INT(json_integer_value(json_object_get(rest, "accesses")), 47, "the smallest beside it goes with it");
	IS_INT(json_integer_value(json_object_get(rest, "cumulative_sources")), 6, "with its sources");
	OK(json_is_null(json_object_get(json_array_get(list, 1), "accesses")), "which is not shown");
	IS_INT(json_integer_value(json_object_get(json_array_get(list, 0), "accesses")), 900, "the rest is");
	IS_INT(g.folded, 2, "both are counted");
	json_decref(list);
	json_decref(rest);
}

int main(void)
{
	test_fold();
	test_hide();
	test_matrix();
	test_withheld();
	test_entries();
	return tap_done();
}
