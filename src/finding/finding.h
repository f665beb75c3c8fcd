/* What a month's numbers say by themselves: the level, what rose and fell, what is new, what could mislead. A pure
 * function of a summary, the operator's or a published one alike, so that what is said of a published summary rests
 * on published numbers only. Null cells are unknown, never zero. docs/decisions/0010 tells the rules and why. */
#pragma once

#include "base/err.h"

#include <stddef.h>

struct json_t;

/* A kind of finding: its name in JSON, what it says, and when it is said. */
struct finding_type {
	const char *name;
	const char *says;
	const char *rule;
};

const struct finding_type *finding_types(size_t *count);

/* An array of findings (docs/summary.schema.json, `findings`), the most severe first. The caller owns *out
 * (json_decref). A summary without numbers has few or none. */
int finding_make(const struct json_t *summary, struct json_t **out, struct err *err) MUST_USE;
