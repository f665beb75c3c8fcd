/* What the store needs of a database engine. store_duckdb.c implements it; the choice is made at
 * link time. */
#pragma once

#include "base/err.h"
#include "store/store.h"

#include <stddef.h>
#include <stdint.h>

struct engine;

/* `path` is what follows the scheme in the URL. */
int engine_open(const char *path, enum store_mode mode, struct engine **out, struct err *err) MUST_USE;
void engine_close(struct engine *e);
const char *engine_name(void);

/* Run statements that answer nothing. */
int engine_run(struct engine *e, const char *sql, struct err *err) MUST_USE;

/* Run one query. */
int engine_query(struct engine *e, const char *sql, struct store_result **out, struct err *err) MUST_USE;

/* Go through the rows of a query of whole numbers without keeping them: `take` gets them a few thousand at a
 * time, column by column. It returns 0 to go on. Texts and NULL are 0. */
typedef int (*engine_take)(void *ctx, size_t rows, const int64_t *const *columns);
int engine_scan(struct engine *e, const char *sql, engine_take take, void *ctx, struct err *err) MUST_USE;

/* A table's rows are appended in columns. Types are those of schema.sql, in its column order. */
enum column_type { COLUMN_U8, COLUMN_U16, COLUMN_U32, COLUMN_U64, COLUMN_I64, COLUMN_DAY, COLUMN_TEXT };
#define ENGINE_COLUMNS_MAX 16

struct table {
	const char *name;
	size_t column_count;
	enum column_type types[ENGINE_COLUMNS_MAX];
};

/* Fill up to `room` rows of the columns; `from` is the row to begin with. A column of texts is one of const char *, of
 * UTF-8 that lives until the append returns. */
typedef void (*engine_fill)(const void *rows, size_t from, size_t count, void *const *columns);

/* Append `count` rows of a table within the transaction that is open. */
int engine_append(struct engine *e, const struct table *table, engine_fill fill, const void *rows, size_t count,
		  struct err *err) MUST_USE;

/* Make everything that was appended visible to the statements that follow. Before COMMIT. */
int engine_flush(struct engine *e, struct err *err) MUST_USE;
/* Undo the open transaction, with everything that was appended in it. */
void engine_rollback(struct engine *e);

/* Results are built column by column. */
struct store_result *result_new(size_t columns);
int result_name(struct store_result *r, size_t column, const char *name) MUST_USE;
/* Make room for `more` rows, all zero and empty. */
int result_grow(struct store_result *r, size_t more) MUST_USE;
/* The numbers of a column, to be filled. */
int64_t *result_numbers(struct store_result *r, size_t column);
int result_set_text(struct store_result *r, size_t row, size_t column, const char *text, size_t len) MUST_USE;
