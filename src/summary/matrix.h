/* What may be published of regions by services. Used by summary_publish on its own copy of the tree. */
#pragma once

#include "summary/fold.h"

/* The table `name` of the month that lies `back` months (0 or 1) before the last, with its points beside it under
 * name_points, which go. After the tables of months: a region or service that is folded into "other" there is so here
 * too. Where that month is withheld, an earlier one has no table, and the last one a table of nulls. */
void matrix_guard_month(struct guard *g, json_t *tree, const char *name, size_t back);
