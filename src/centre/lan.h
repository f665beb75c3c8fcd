/* The neighbours of a point, who are no strangers. */
#pragma once

#include "config/config.h"

/* As configured, else the private range that an own address lies in. `out` has room for CONFIG_PREFIXES_MAX; returns
 * how many. */
size_t lan_of_point(const struct config_point *p, struct prefix *out);
