/* The packets of one source's visit to one service of one point. */
#pragma once

#include "simulate/day.h"

struct visit {
	const struct service_plan *service;
	service_id id; /* what it counts as */
	struct addr source;
	uint64_t accesses;
};

/* Add exactly visit->accesses packets to the day, and what the point's kernel answers by itself. */
void probe_visit(struct day *d, const struct visit *visit);
