/* The one place that makes numbers: store -> everything that is shown of a month and of the six months that
 * end with it, as JSON (docs/summary.schema.json). Report, figures, API and dashboard only print it. */
#pragma once

#include "base/err.h"
#include "store/store.h"

#include <stddef.h>
#include <stdint.h>

struct json_t;

/* Services shown as one. */
struct summary_group {
	const char *key;      /* "messenger" */
	const char *label_ja; /* "102x(UDP)/103x(UDP)" */
	const char *label_en;
	uint8_t proto;
	const uint16_t *ports;
	size_t port_count;
};

struct summary_options {
	int32_t month;   /* base/civil.h */
	unsigned top;    /* named services and regions before "other": 10 */
	unsigned points; /* k of the publication rules: a cell that fewer points saw is not published: 3 */
	unsigned cap;    /* 0 */
	const struct summary_group *groups;
	size_t group_count;
	int64_t now_us;              /* days that begin later are the future, not outage */
	const uint16_t *only_points; /* restrict to these points, or NULL for all (never published) */
	size_t only_point_count;
};

/* Everything, for the operator: with a row of coverage for each point, nothing suppressed. The caller owns
 * *out (json_decref). A month without data is a summary too: its numbers are zero and its averages null. */
int summary_make(struct store *s, const struct summary_options *options, struct json_t **out, struct err *err) MUST_USE;

/* What may be published of it (definitions.md, Publication): no per-point rows, cells that fewer than k
 * points saw folded into "other" and counted. Returns a new tree. */
int summary_publish(const struct json_t *full, struct json_t **out, struct err *err) MUST_USE;
