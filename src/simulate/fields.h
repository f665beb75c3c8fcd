/* Read the values of a document with messages that say where they are: "services[3].weight: ...".
 * Every function takes the first complaint and goes on, so a reader asks for all and tests once. */
#pragma once

#include "base/err.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct json_t;

#define FIELDS_WHERE_MAX 160

struct fields {
	const struct json_t *value;   /* borrowed */
	char where[FIELDS_WHERE_MAX]; /* "" at the top */
	struct err *err;
	int code; /* 0, or the first complaint */
};

/* The document itself; complains when it is no mapping. */
void fields_open(struct fields *out, const struct json_t *document, struct err *err);

/* A value inside: of a key (NULL value when absent), or of a list's item. The child starts from the
 * parent's complaint; fields_join hands a child's complaint back. */
void fields_child(struct fields *out, const struct fields *parent, const char *key);
void fields_item(struct fields *out, const struct fields *list, size_t at);
void fields_join(struct fields *parent, const struct fields *child);

bool fields_has(const struct fields *f, const char *key);

/* Complain "WHERE: ..." about this value; returns the code. */
int fields_wrong(struct fields *f, const char *fmt, ...) PRINTF_LIKE(2, 3);

/* Complain about a key that is not in the NULL-terminated list, or when this is no mapping. */
void fields_known(struct fields *f, const char *const *keys);

/* Items of a list; a single value counts as a list of one, an absent one as none. */
size_t fields_count(const struct fields *f);

/* The value of a key as text of at most room - 1 bytes, or the fallback; no fallback means
 * required. */
void fields_text(struct fields *f, const char *key, const char *fallback, char *out, size_t room);
/* This value itself as text. */
const char *fields_self(struct fields *f);

/* A whole number; `required` complains when absent, else the fallback. */
uint64_t fields_whole(struct fields *f, const char *key, uint64_t low, uint64_t high, const uint64_t *fallback);

/* A number in millionths, 0 to 1e9. */
uint64_t fields_micro(struct fields *f, const char *key, const uint64_t *fallback);
/* This value itself. */
uint64_t fields_micro_self(struct fields *f);

/* Keys of a mapping; complains when this is no mapping, or one with more than `most` keys (then 0).
 */
size_t fields_keys(struct fields *f, size_t most);
/* Key number `at` in the order of the file; NULL past the last. */
const char *fields_key(const struct fields *f, size_t at);
