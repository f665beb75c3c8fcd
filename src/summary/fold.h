/* Cells that too few points saw go into "other" of their column (docs/decisions/0003). Used by summary_publish on
 * its own copy of the tree; a grid is [[value per column] per row], null where there is nothing to tell. */
#pragma once

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct guard {
	uint64_t k;      /* points that must have seen a cell */
	uint64_t folded; /* cells that were folded or hidden, so far */
};

json_t *grid_cell(const json_t *rows, size_t row, size_t column);
uint64_t grid_number(const json_t *rows, size_t row, size_t column); /* 0 for null */
void grid_set(json_t *rows, size_t row, size_t column, json_t *value);
size_t grid_columns(const json_t *rows);
/* Null, though something was observed then: the points of such a cell are known. */
bool grid_withheld(const json_t *values, const json_t *points, size_t row, size_t column);
/* The smallest cell of a column, or of a row, that is shown and not zero; the number of them when there is none. */
size_t grid_least_row(const json_t *rows, size_t count, size_t column);
size_t grid_least_column(const json_t *rows, size_t row);

/* A grid whose last row is "other", of values and, in `second` (may be NULL), of sources. */
void fold_grid(struct guard *g, json_t *values, json_t *second, json_t *points);

/* An entry {"accesses", "cumulative_sources", "points"} that too few points saw. */
bool fold_small(const struct guard *g, const json_t *entry);
/* The first `count` entries of a list that with `rest` add up to a published total. */
void fold_entries(struct guard *g, const json_t *list, size_t count, json_t *rest);

/* Take out the entries of a list that too few points saw; what is left is no sum. */
void fold_first(struct guard *g, json_t *list);
/* The points are what the guard goes by, and stay in the house. */
void fold_drop_points(json_t *list);
