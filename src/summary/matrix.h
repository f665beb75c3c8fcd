/* What may be published of regions by services. Used by summary_publish on its own copy of the tree. */
#pragma once

#include "summary/fold.h"

/* The table `name`, with its points beside it under name_points, which go. */
void matrix_guard(struct guard *g, json_t *tree, const char *name);

/* That of the month before, after the tables of months: a region or service that is folded into "other" there is so
 * here too, and where that month is withheld there is no table at all. */
void matrix_guard_previous(struct guard *g, json_t *tree);
