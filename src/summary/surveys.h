/* The list of those who survey the internet, as the store's queries take it. */
#pragma once

#include "knowledge/scanners.h"
#include "store/store.h"

/* The ranges as rows to join with; `item` is the place in the list. The caller frees *out. */
int surveys_ranges(const struct scanners *scanners, struct store_range **out, size_t *count, struct err *err) MUST_USE;
