/* Who surveys the whole internet, from which networks: data/scanners.yaml. */
#pragma once

#include "base/err.h"
#include "knowledge/knowledge.h"

#include <stddef.h>
#include <stdint.h>

struct scanner {
	const char *key;
	const char *name[LANGUAGE_COUNT];
	const char *purpose[LANGUAGE_COUNT];
	struct knowledge_reference reference;
	const char *fact_day; /* "2026-10-14": when that page or list said so */
	int32_t since;        /* before this day the networks may have been somebody else's */
};

/* Source keys (base/addr.h) from low to high. Sorted, without overlap. */
struct scanner_range {
	uint64_t low;
	uint64_t high;
	size_t scanner;
};

struct scanners;

/* From the data built into the program. */
int scanners_open(struct scanners **out, struct err *err) MUST_USE;
/* From a text of YAML, for tests. ERR_PARSE names the entry and what is wrong with it. */
int scanners_parse(const char *text, size_t len, struct scanners **out, struct err *err) MUST_USE;
void scanners_close(struct scanners *s);

size_t scanners_count(const struct scanners *s);
const struct scanner *scanners_at(const struct scanners *s, size_t i);
const struct scanner_range *scanners_ranges(const struct scanners *s, size_t *count);
