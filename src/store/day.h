/* The closed figures of one day from its source_day rows: exact, in one pass over the rows sorted
 * by source. */
#pragma once

#include "base/err.h"
#include "base/service.h"
#include "store/group.h"

#include <stddef.h>
#include <stdint.h>

#define DAY_KINDS 3

/* A source_day row as far as closing needs it. */
struct day_row {
	uint64_t source;
	service_id service;
	uint32_t accesses;
	uint32_t attempts;
	uint16_t point;
	region_id region;
	uint8_t kind; /* 1 to DAY_KINDS */
};

/* A row of day_cell. */
struct day_cell {
	uint64_t accesses;
	uint64_t attempts;
	uint64_t sources;
	uint64_t kind_sources;
	service_id service;
	uint16_t point;
	region_id region;
	uint8_t kind;
};

/* A row of wide_day: a source that came to many points. */
struct day_wide {
	uint64_t source;
	uint64_t accesses;
	uint32_t points;
	uint32_t services;
	region_id region;
};

/* A tool whose mark a source's packets of the day bear. */
struct day_tool {
	uint64_t source;
	uint64_t matched; /* of its accesses */
	uint8_t tool;
};

/* What day_distinct counts; stored numbers. */
enum day_what { DAY_ALL, DAY_POINT, DAY_SERVICE, DAY_REGION, DAY_KIND, DAY_WIDE };

/* A row of day_distinct. */
struct day_distinct {
	uint64_t sources;
	uint32_t item;
	uint8_t what;
};

struct day;

struct day *day_new(unsigned wide) MUST_USE; /* NULL: no memory */
void day_free(struct day *d);

/* Add rows. They are reordered. All rows of one source must come in one call, with its tools; these are sorted by
 * source and by how many match, least first. */
int day_add(struct day *d, struct day_row *rows, size_t n, const struct day_tool *tools, size_t tool_count) MUST_USE;

/* After the last day_add, once: the distinct counts are complete. ERR_NOMEM or 0. */
int day_finish(struct day *d) MUST_USE;

const struct day_cell *day_cells(const struct day *d, size_t *n);
const struct day_distinct *day_distincts(const struct day *d, size_t *n);
const struct day_wide *day_wides(const struct day *d, size_t *n);
/* The largest groups of five sources or more, at most a hundred. */
const struct group *day_groups(struct day *d, size_t *n);
