/* The embedded engine: DuckDB in process, one file (architecture.md, 4). */
#include "store/engine.h"

#include <duckdb.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define OPEN_APPENDERS 12

struct appender {
	const struct table *table;
	duckdb_appender handle;
	duckdb_data_chunk chunk;
	const char **texts; /* columns of texts, while rows are filled in */
};

struct engine {
	duckdb_database database;
	duckdb_connection connection;
	struct appender appenders[OPEN_APPENDERS];
	size_t appender_count;
};

const char *engine_name(void)
{
	return "DuckDB";
}

/* DuckDB's messages are long; a person gets the first line without the class of the error. */
static int engine_error(struct err *err, int code, const char *what, const char *message)
{
	const char *text = message ? message : "unknown error";
	const char *colon = strstr(text, "Error: ");
	if (colon && colon - text < 40)
		text = colon + strlen("Error: ");
	size_t len = strcspn(text, "\n");
	if (strstr(text, "No space left"))
		return err_set(err, ERR_IO, "%s: the disk is full; free space and run the same command again", what);
	if (message && strstr(message, "Duplicate key"))
		code = ERR_EXISTS;
	return err_set(err, code, "%s: %.*s", what, (int)(len < 300 ? len : 300), text);
}

static int open_error(struct err *err, const char *path, const char *message)
{
	if (message && strstr(message, "Could not set lock"))
		return err_set(err, ERR_BUSY,
			       "store %s is in use by another process; wait until it is done, or stop it", path);
	if (message && (strstr(message, "not a valid DuckDB") || strstr(message, "magic bytes")))
		return err_set(err, ERR_PARSE, "store %s is not a teiten store", path);
	char what[320];
	(void)snprintf(what, sizeof(what), "open store %.256s", path);
	return engine_error(err, ERR_IO, what, message);
}

int engine_open(const char *path, enum store_mode mode, struct engine **out, struct err *err)
{
	struct engine *e = calloc(1, sizeof(*e));
	duckdb_config config = NULL;
	if (!e || duckdb_create_config(&config) != DuckDBSuccess) {
		free(e);
		return err_set(err, ERR_NOMEM, "no memory for store %s", path);
	}
	/* Nothing may be fetched from outside, and nothing in a store may load code. */
	(void)duckdb_set_config(config, "autoinstall_known_extensions", "false");
	(void)duckdb_set_config(config, "autoload_known_extensions", "false");
	(void)duckdb_set_config(config, "preserve_insertion_order", "false");
	/* Counts, times and addresses: nothing packs them better, and trying the other ways takes a tenth of an import.
	 */
	(void)duckdb_set_config(config, "force_compression", "bitpacking");
	(void)duckdb_set_config(config, "access_mode", mode == STORE_READ ? "READ_ONLY" : "READ_WRITE");
	char *message = NULL;
	int code = 0;
	if (duckdb_open_ext(path, &e->database, config, &message) != DuckDBSuccess)
		code = open_error(err, path, message);
	duckdb_free(message);
	duckdb_destroy_config(&config);
	if (!code && duckdb_connect(e->database, &e->connection) != DuckDBSuccess)
		code = err_set(err, ERR_NOMEM, "no memory for store %s", path);
	if (code) {
		engine_close(e);
		return code;
	}
	*out = e;
	return 0;
}

static void close_appenders(struct engine *e)
{
	for (size_t i = 0; i < e->appender_count; i++) {
		duckdb_appender_destroy(&e->appenders[i].handle);
		duckdb_destroy_data_chunk(&e->appenders[i].chunk);
		free((void *)e->appenders[i].texts);
	}
	e->appender_count = 0;
}

void engine_rollback(struct engine *e)
{
	duckdb_result result;
	/* what the appenders still hold goes into the transaction that is undone */
	close_appenders(e);
	(void)duckdb_query(e->connection, "ROLLBACK", &result);
	duckdb_destroy_result(&result);
}

void engine_close(struct engine *e)
{
	if (!e)
		return;
	close_appenders(e);
	duckdb_disconnect(&e->connection);
	duckdb_close(&e->database);
	free(e);
}

int engine_run(struct engine *e, const char *sql, struct err *err)
{
	duckdb_result result;
	int code = 0;
	if (duckdb_query(e->connection, sql, &result) != DuckDBSuccess)
		code = engine_error(err, ERR_IO, "store", duckdb_result_error(&result));
	duckdb_destroy_result(&result);
	return code;
}

#define COPY(type)                                                                                                     \
	for (idx_t row = 0; row < rows; row++)                                                                         \
	out[row] = (int64_t)((const type *)data)[row]

/* A vector as whole numbers. Sums are 128 bits wide in DuckDB; ours fit in 64. */
static void copy_numbers(duckdb_type type, const void *data, idx_t rows, int64_t *out)
{
	switch ((int)type) {
	case DUCKDB_TYPE_BOOLEAN:
	case DUCKDB_TYPE_UTINYINT:
		COPY(uint8_t);
		break;
	case DUCKDB_TYPE_USMALLINT:
		COPY(uint16_t);
		break;
	case DUCKDB_TYPE_UINTEGER:
		COPY(uint32_t);
		break;
	case DUCKDB_TYPE_INTEGER:
	case DUCKDB_TYPE_DATE:
		COPY(int32_t);
		break;
	case DUCKDB_TYPE_BIGINT:
	case DUCKDB_TYPE_UBIGINT:
		COPY(int64_t);
		break;
	case DUCKDB_TYPE_HUGEINT:
		for (idx_t row = 0; row < rows; row++)
			out[row] = (int64_t)((const duckdb_hugeint *)data)[row].lower;
		break;
	default: /* texts stay zero */
		break;
	}
}

static int copy_texts(struct store_result *r, size_t base, idx_t rows, size_t column, void *data, uint64_t *valid)
{
	for (idx_t row = 0; row < rows; row++) {
		if (valid && !duckdb_validity_row_is_valid(valid, row))
			continue;
		duckdb_string_t *text = &((duckdb_string_t *)data)[row];
		if (result_set_text(r, base + row, column, duckdb_string_t_data(text), duckdb_string_t_length(*text)))
			return ERR_NOMEM;
	}
	return 0;
}

static int copy_column(struct store_result *r, size_t base, idx_t rows, size_t column, duckdb_data_chunk chunk,
		       duckdb_type type)
{
	duckdb_vector vector = duckdb_data_chunk_get_vector(chunk, column);
	uint64_t *valid = duckdb_vector_get_validity(vector);
	void *data = duckdb_vector_get_data(vector);
	if (type == DUCKDB_TYPE_VARCHAR)
		return copy_texts(r, base, rows, column, data, valid);
	int64_t *out = result_numbers(r, column) + base;
	copy_numbers(type, data, rows, out);
	for (idx_t row = 0; valid && row < rows; row++)
		if (!duckdb_validity_row_is_valid(valid, row))
			out[row] = 0;
	return 0;
}

static int copy_result(duckdb_result *from, struct store_result **out)
{
	size_t columns = duckdb_column_count(from);
	struct store_result *r = result_new(columns);
	int code = r ? 0 : ERR_NOMEM;
	for (size_t i = 0; !code && i < columns; i++)
		code = result_name(r, i, duckdb_column_name(from, i));
	duckdb_data_chunk chunk = NULL;
	while (!code && (chunk = duckdb_fetch_chunk(*from))) {
		idx_t rows = duckdb_data_chunk_get_size(chunk);
		size_t base = store_rows(r);
		code = result_grow(r, rows);
		for (size_t i = 0; !code && i < columns; i++)
			code = copy_column(r, base, rows, i, chunk, duckdb_column_type(from, i));
		duckdb_destroy_data_chunk(&chunk);
	}
	if (code)
		store_result_free(r);
	else
		*out = r;
	return code;
}

int engine_query(struct engine *e, const char *sql, struct store_result **out, struct err *err)
{
	duckdb_result result;
	int code = 0;
	if (duckdb_query(e->connection, sql, &result) != DuckDBSuccess)
		code = engine_error(err, ERR_IO, "store", duckdb_result_error(&result));
	else if (copy_result(&result, out))
		code = err_set(err, ERR_NOMEM, "no memory for the answer of the store");
	duckdb_destroy_result(&result);
	return code;
}

static int scan_result(duckdb_result *from, engine_take take, void *ctx)
{
	size_t count = duckdb_column_count(from);
	size_t room = duckdb_vector_size();
	const int64_t *columns[ENGINE_COLUMNS_MAX];
	int64_t *numbers = calloc(count * room, sizeof(*numbers));
	duckdb_data_chunk chunk = NULL;
	int code = numbers && count <= ENGINE_COLUMNS_MAX ? 0 : ERR_NOMEM;
	while (!code && (chunk = duckdb_fetch_chunk(*from))) {
		idx_t rows = duckdb_data_chunk_get_size(chunk);
		for (size_t i = 0; i < count; i++) {
			columns[i] = numbers + i * room;
			copy_numbers(duckdb_column_type(from, i),
				     duckdb_vector_get_data(duckdb_data_chunk_get_vector(chunk, i)), rows,
				     numbers + i * room);
		}
		code = take(ctx, rows, columns);
		duckdb_destroy_data_chunk(&chunk);
	}
	free(numbers);
	return code;
}

/* The answer as a stream: it is never whole in memory, and the engine goes on with it while rows are taken. */
static int open_stream(struct engine *e, const char *sql, duckdb_result *out, struct err *err)
{
	duckdb_prepared_statement statement = NULL;
	duckdb_pending_result pending = NULL;
	int code = 0;
	if (duckdb_prepare(e->connection, sql, &statement) != DuckDBSuccess)
		code = engine_error(err, ERR_IO, "store", duckdb_prepare_error(statement));
	else if (duckdb_pending_prepared_streaming(statement, &pending) != DuckDBSuccess)
		code = engine_error(err, ERR_IO, "store", duckdb_pending_error(pending));
	else if (duckdb_execute_pending(pending, out) != DuckDBSuccess) {
		code = engine_error(err, ERR_IO, "store", duckdb_result_error(out));
		duckdb_destroy_result(out);
	}
	duckdb_destroy_pending(&pending);
	duckdb_destroy_prepare(&statement);
	return code;
}

int engine_scan(struct engine *e, const char *sql, engine_take take, void *ctx, struct err *err)
{
	duckdb_result result;
	int code = open_stream(e, sql, &result, err);
	if (code)
		return code;
	if (scan_result(&result, take, ctx))
		code = err_set(err, ERR_NOMEM, "no memory for the answer of the store");
	else if (duckdb_result_error(&result)) /* the stream ended early */
		code = engine_error(err, ERR_IO, "store", duckdb_result_error(&result));
	duckdb_destroy_result(&result);
	return code;
}

static duckdb_type column_duckdb(enum column_type type)
{
	static const duckdb_type types[] = {[COLUMN_U8] = DUCKDB_TYPE_UTINYINT,  [COLUMN_U16] = DUCKDB_TYPE_USMALLINT,
					    [COLUMN_U32] = DUCKDB_TYPE_UINTEGER, [COLUMN_U64] = DUCKDB_TYPE_UBIGINT,
					    [COLUMN_I64] = DUCKDB_TYPE_BIGINT,   [COLUMN_DAY] = DUCKDB_TYPE_DATE,
					    [COLUMN_TEXT] = DUCKDB_TYPE_VARCHAR};
	return types[type];
}

static int open_appender(struct engine *e, const struct table *table, struct appender **out, struct err *err)
{
	for (size_t i = 0; i < e->appender_count; i++) {
		if (e->appenders[i].table == table) {
			*out = &e->appenders[i];
			return 0;
		}
	}
	if (e->appender_count == OPEN_APPENDERS)
		return err_set(err, ERR_LIMIT, "store: more tables at once than there are appenders");
	struct appender a = {.table = table};
	duckdb_logical_type types[ENGINE_COLUMNS_MAX];
	for (size_t i = 0; i < table->column_count; i++)
		types[i] = duckdb_create_logical_type(column_duckdb(table->types[i]));
	a.chunk = duckdb_create_data_chunk(types, table->column_count);
	for (size_t i = 0; i < table->column_count; i++)
		duckdb_destroy_logical_type(&types[i]);
	if (duckdb_appender_create(e->connection, NULL, table->name, &a.handle) != DuckDBSuccess) {
		int code = engine_error(err, ERR_IO, "store", duckdb_appender_error(a.handle));
		duckdb_appender_destroy(&a.handle);
		duckdb_destroy_data_chunk(&a.chunk);
		return code;
	}
	e->appenders[e->appender_count] = a;
	*out = &e->appenders[e->appender_count++];
	return 0;
}

/* Texts come as pointers, and are copied into the chunk. */
static void *text_column(struct appender *a, size_t rows)
{
	if (!a->texts)
		a->texts = calloc(ENGINE_COLUMNS_MAX * rows, sizeof(*a->texts));
	return a->texts;
}

static void copy_texts_in(const struct appender *a, const char *const *texts, size_t column, size_t rows)
{
	duckdb_vector vector = duckdb_data_chunk_get_vector(a->chunk, column);
	for (size_t row = 0; row < rows; row++)
		duckdb_vector_assign_string_element(vector, row, texts[row]);
}

int engine_append(struct engine *e, const struct table *table, engine_fill fill, const void *rows, size_t count,
		  struct err *err)
{
	struct appender *a = NULL;
	int code = count ? open_appender(e, table, &a, err) : 0;
	size_t room = duckdb_vector_size();
	for (size_t from = 0; !code && from < count; from += room) {
		size_t n = count - from < room ? count - from : room;
		void *columns[ENGINE_COLUMNS_MAX];
		duckdb_data_chunk_reset(a->chunk);
		for (size_t i = 0; i < table->column_count; i++) {
			bool text = table->types[i] == COLUMN_TEXT;
			if (text && !text_column(a, room))
				return err_set(err, ERR_NOMEM, "no memory to import");
			columns[i] = text ? a->texts + i * room
					  : duckdb_vector_get_data(duckdb_data_chunk_get_vector(a->chunk, i));
		}
		fill(rows, from, n, columns);
		for (size_t i = 0; i < table->column_count; i++)
			if (table->types[i] == COLUMN_TEXT)
				copy_texts_in(a, a->texts + i * room, i, n);
		duckdb_data_chunk_set_size(a->chunk, n);
		if (duckdb_append_data_chunk(a->handle, a->chunk) != DuckDBSuccess)
			code = engine_error(err, ERR_IO, "store", duckdb_appender_error(a->handle));
	}
	return code;
}

int engine_flush(struct engine *e, struct err *err)
{
	int code = 0;
	for (size_t i = 0; i < e->appender_count; i++) {
		struct appender *a = &e->appenders[i];
		if (!code && duckdb_appender_close(a->handle) != DuckDBSuccess)
			code = engine_error(err, ERR_IO, "store", duckdb_appender_error(a->handle));
	}
	close_appenders(e);
	return code;
}
