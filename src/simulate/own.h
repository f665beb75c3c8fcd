/* What is on a point's line besides accesses: none of it may be counted as one. */
#pragma once

#include "simulate/day.h"

/* The point's own look-ups, clock, web, pings and traces with their answers, and the noise of its LAN.
 * Every answer follows within four seconds and before midnight. Nothing for dark points. */
void own_traffic(struct day *d);

/* Dictionary attacks on the point's maintenance services and the operator's log-ins; counts connections. */
void own_maintenance(struct day *d);
