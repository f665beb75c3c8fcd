/* Cells that too few points saw, in tables without "other": they are left out, and never one alone where the total
 * beside it would give it away (docs/decisions/0003). */
#pragma once

#include "summary/fold.h"

/* Each cell that too few points saw becomes null, in `second` (may be NULL) as well. */
void hide_cells(struct guard *g, json_t *values, json_t *second, const json_t *points);

/* Where one cell of a column, or of a row, is withheld alone, the smallest beside it is hidden too. True when there
 * was such a cell. */
bool hide_lone_in_columns(struct guard *g, json_t *values, json_t *second, const json_t *points);
bool hide_lone_in_rows(struct guard *g, json_t *values, json_t *second, const json_t *points);

/* The branch "logins": names that may be published, no log-ins that succeeded, no source of an attack. */
void hide_logins(struct guard *g, json_t *logins);
