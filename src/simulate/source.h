/* Where accesses come from: addresses in the prefixes of regions, and pools of sources that come
 * back. */
#pragma once

#include "simulate/day.h"

/* A new address of a region mix. Never one of the servers that points talk to. */
struct addr source_fresh(const struct scenario *s, size_t mix, bool ipv6, struct random *r);

/* A source for one visit to a service: from its pool, or new when `fresh` or as the pool's share
 * says. */
struct addr source_visit(struct day *d, const struct service_plan *service, bool fresh);

/* The same source always says the same: how many routers are on the way to it, 6 to 24. */
uint8_t source_hops(struct addr source);

/* For IPv6: another host of the same /64. */
struct addr source_neighbour(struct addr source, struct random *r);
