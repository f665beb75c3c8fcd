/* Structured text (YAML, of which JSON is a part) as a tree of jansson values. Scalars: plain whole
 * numbers and decimals become numbers, true/false booleans, null and nothing null; everything else,
 * and everything in quotes, is a string. Anchors, tags and merge keys are refused, depth and size
 * are capped. */
#pragma once

#include "base/err.h"

#include <stddef.h>

struct json_t;

/* ERR_PARSE with "line N: what is wrong". The caller owns *out (json_decref). */
int document_parse(const char *text, size_t len, struct json_t **out, struct err *err) MUST_USE;

/* Several documents separated by `---`, as a JSON array. */
int document_parse_all(const char *text, size_t len, struct json_t **out, struct err *err) MUST_USE;

/* From a file; err names it. At most 64 MiB. */
int document_read(const char *path, struct json_t **out, struct err *err) MUST_USE;
