/* Sources that did the same on one day: came to exactly the same services, by the same tool. What a worm, a botnet or
 * one scanner with many addresses looks like from a few points; as windows are calendar days, it needs no time-out,
 * which at ten addresses would have to be weeks. One pass, all in memory. */
#pragma once

#include "base/err.h"
#include "base/service.h"

#include <stddef.h>
#include <stdint.h>

#define GROUP_SERVICES 8 /* of a set that are kept */
#define GROUP_POINTS 16  /* at most so many points are told apart */

struct group {
	uint64_t number; /* the same for the same services and tool on any day; below 2^63 */
	uint64_t sources;
	uint64_t accesses;
	uint32_t service_count;
	service_id services[GROUP_SERVICES]; /* the first ones */
	uint16_t points[GROUP_POINTS];
	uint16_t point_count;
	uint8_t tool; /* enum tool; 0: none */
};

/* What one source did on the day. */
struct group_source {
	uint64_t accesses;
	const service_id *services; /* sorted, each once */
	size_t service_count;
	const uint16_t *points; /* sorted, each once */
	size_t point_count;
	uint8_t tool;
};

struct groups;

struct groups *groups_new(void) MUST_USE; /* NULL: no memory */
void groups_free(struct groups *g);

/* A source that came to one service only, and by no tool, is in no group: that would be the service itself. */
int groups_add(struct groups *g, const struct group_source *s) MUST_USE;

/* The largest groups of `least` sources or more, at most `most` of them; sorted by sources. They live as long as g. */
const struct group *groups_largest(struct groups *g, size_t least, size_t most, size_t *n);
