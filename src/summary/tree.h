/* Small helpers to build the summary's tree of values. */
#pragma once

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "knowledge/knowledge.h"

/* Numbers of a table: rows of keys, columns of days, months or hours. Owned; zeroed. */
struct grid {
	size_t rows;
	size_t columns;
	uint64_t *accesses;
	uint64_t *sources;
	uint64_t *points; /* that saw the cell; of a union at least the largest part's */
};

bool grid_init(struct grid *g, size_t rows, size_t columns);
void grid_done(struct grid *g);
/* Add to a cell. */
void grid_add(struct grid *g, size_t row, size_t column, uint64_t accesses, uint64_t sources, uint64_t points);

/* The grid's columns [from, from + count) as {"accesses": [[]], "cumulative_sources": [[]], "points": [[]]}; a
 * column whose `known` is false is null. known may be NULL. Without sources, `sources` is left out. */
json_t *grid_tree(const struct grid *g, size_t from, size_t count, const bool *known, bool sources);

/* One member of a grid as [[...] per row]. */
json_t *grid_rows(const struct grid *g, const uint64_t *values, size_t from, size_t count, const bool *known);

json_t *tree_number(uint64_t n);
/* A real number, or null when the divisor is not above zero. */
json_t *tree_quotient(double a, double b);
json_t *tree_label(const char *ja, const char *en);
