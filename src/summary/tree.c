#include "summary/tree.h"

#include <math.h>
#include <stdlib.h>

bool grid_init(struct grid *g, size_t rows, size_t columns)
{
	size_t cells = rows > 0 && columns > 0 ? rows * columns : 1;
	*g = (struct grid){.rows = rows, .columns = columns};
	g->accesses = calloc(cells, sizeof(*g->accesses));
	g->sources = calloc(cells, sizeof(*g->sources));
	g->points = calloc(cells, sizeof(*g->points));
	return g->accesses && g->sources && g->points;
}

void grid_done(struct grid *g)
{
	free(g->accesses);
	free(g->sources);
	free(g->points);
	*g = (struct grid){0};
}

void grid_add(struct grid *g, size_t row, size_t column, uint64_t accesses, uint64_t sources, uint64_t points)
{
	if (row >= g->rows || column >= g->columns)
		return;
	size_t at = row * g->columns + column;
	g->accesses[at] += accesses;
	g->sources[at] += sources;
	g->points[at] = points > g->points[at] ? points : g->points[at];
}

json_t *tree_number(uint64_t n)
{
	return json_integer((json_int_t)n);
}

json_t *tree_quotient(double a, double b)
{
	return b > 0 ? json_real(a / b) : json_null();
}

json_t *tree_label(const char *ja, const char *en)
{
	return json_pack("{s:s, s:s}", "ja", ja, "en", en);
}

json_t *grid_rows(const struct grid *g, const uint64_t *values, size_t from, size_t count, const bool *known)
{
	json_t *rows = json_array();
	for (size_t row = 0; row < g->rows; row++) {
		json_t *cells = json_array();
		for (size_t column = from; column < from + count; column++)
			(void)json_array_append_new(cells, known && !known[column]
							       ? json_null()
							       : tree_number(values[row * g->columns + column]));
		(void)json_array_append_new(rows, cells);
	}
	return rows;
}

json_t *grid_tree(const struct grid *g, size_t from, size_t count, const bool *known, bool sources)
{
	json_t *o = json_object();
	(void)json_object_set_new(o, "accesses", grid_rows(g, g->accesses, from, count, known));
	if (sources)
		(void)json_object_set_new(o, "cumulative_sources", grid_rows(g, g->sources, from, count, known));
	(void)json_object_set_new(o, "points", grid_rows(g, g->points, from, count, known));
	return o;
}
