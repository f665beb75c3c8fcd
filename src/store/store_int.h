/* Shared within the store: not for other folders. */
#pragma once

#include "base/buf.h"
#include "store/engine.h"

#include <stdbool.h>

#define TOUCHED_DAYS_MAX 65536

struct store {
	struct engine *engine;
	bool importing;
	int32_t *touched; /* local days that the import has facts of, each once */
	size_t touched_count;
};

/* Texts of store/sql/, built in: the table ends with a NULL name. */
struct sql_text {
	const char *name;
	const char *text;
};
extern const struct sql_text sql_texts[];

/* The text of a named query, or NULL. */
const char *sql_find(const char *name);

/* Put the parameters into a query's text. */
int sql_expand(struct buf *out, const char *text, const struct store_param *params, size_t count,
	       struct err *err) MUST_USE;

/* Text from people, quoted for SQL by doubling the quotes. */
void sql_quote(struct buf *sql, const char *text);

/* A query whose answer is one number. */
int store_one(struct store *s, const char *sql, int64_t *out, struct err *err) MUST_USE;
