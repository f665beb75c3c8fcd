/* What may leave the house of the lists that explain (tools, suspects, attacks, wide sources, groups, messages):
 * entries that enough points saw, and never a source or a victim. Used by summary_publish on its own copy of the tree.
 */
#pragma once

#include "summary/fold.h"

void guard_explained(struct guard *g, json_t *tree);
