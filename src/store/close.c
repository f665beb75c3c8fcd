/* Closing days: the figures that do not add up are computed once from the facts and kept. */
#include "base/civil.h"
#include "store/day.h"
#include "store/store.h"
#include "store/store_int.h"

#include <stdio.h>
#include <stdlib.h>

#define ROWS_AT_ONCE 8000000 /* a larger day is taken in parts, by source, so that memory stays bounded */
#define ROWS_IN_TRANSACTION 4000000

static const struct table day_cell_table = {"day_cell",
					    10,
					    {COLUMN_DAY, COLUMN_U16, COLUMN_U8, COLUMN_U16, COLUMN_U8, COLUMN_U16,
					     COLUMN_U64, COLUMN_U64, COLUMN_U64, COLUMN_U64}};
static const struct table day_distinct_table = {"day_distinct", 4, {COLUMN_DAY, COLUMN_U8, COLUMN_U32, COLUMN_U64}};

struct closed_rows {
	int32_t day;
	const void *rows;
};

#define EACH(i) for (size_t i = 0; i < count; i++)

static void fill_cells(const void *from_rows, size_t from, size_t count, void *const *columns)
{
	const struct closed_rows *all = from_rows;
	const struct day_cell *rows = (const struct day_cell *)all->rows + from;
	EACH(i)((int32_t *)columns[0])[i] = all->day;
	EACH(i)((uint16_t *)columns[1])[i] = rows[i].point;
	EACH(i)((uint8_t *)columns[2])[i] = service_proto(rows[i].service);
	EACH(i)((uint16_t *)columns[3])[i] = service_port(rows[i].service);
	EACH(i)((uint8_t *)columns[4])[i] = rows[i].kind;
	EACH(i)((uint16_t *)columns[5])[i] = rows[i].region;
	EACH(i)((uint64_t *)columns[6])[i] = rows[i].accesses;
	EACH(i)((uint64_t *)columns[7])[i] = rows[i].attempts;
	EACH(i)((uint64_t *)columns[8])[i] = rows[i].sources;
	EACH(i)((uint64_t *)columns[9])[i] = rows[i].kind_sources;
}

static void fill_distincts(const void *from_rows, size_t from, size_t count, void *const *columns)
{
	const struct closed_rows *all = from_rows;
	const struct day_distinct *rows = (const struct day_distinct *)all->rows + from;
	EACH(i)((int32_t *)columns[0])[i] = all->day;
	EACH(i)((uint8_t *)columns[1])[i] = rows[i].what;
	EACH(i)((uint32_t *)columns[2])[i] = rows[i].item;
	EACH(i)((uint64_t *)columns[3])[i] = rows[i].sources;
}

static int read_part(struct store *s, int32_t date, int64_t parts, int64_t part, struct day *day, struct err *err)
{
	const struct store_param params[] = {store_day_param("day", date), store_number_param("parts", parts),
					     store_number_param("part", part)};
	struct store_result *r = NULL;
	int code = store_query(s, "close_rows", params, 3, &r, err);
	size_t n = code ? 0 : store_rows(r);
	struct day_row *rows = n ? malloc(n * sizeof(*rows)) : NULL;
	if (n && !rows)
		code = err_set(err, ERR_NOMEM, "no memory to close a day");
	for (size_t i = 0; !code && i < n; i++)
		rows[i] = (struct day_row){
		    .source = store_unsigned(r, i, 0),
		    .point = (uint16_t)store_number(r, i, 1),
		    .service = service_make((uint8_t)store_number(r, i, 2), (uint16_t)store_number(r, i, 3)),
		    .kind = (uint8_t)store_number(r, i, 4),
		    .region = (region_id)store_number(r, i, 5),
		    .accesses = (uint32_t)store_number(r, i, 6),
		    .attempts = (uint32_t)store_number(r, i, 7)};
	store_result_free(r);
	if (!code && n && day_add(day, rows, n))
		code = err_set(err, ERR_NOMEM, "no memory to close a day");
	free(rows);
	return code;
}

static int write_day(struct store *s, int32_t date, const struct day *day, struct err *err)
{
	size_t n = 0;
	struct closed_rows rows = {date, day_cells(day, &n)};
	int code = engine_append(s->engine, &day_cell_table, fill_cells, &rows, n, err);
	rows.rows = day_distincts(day, &n);
	return code ? code : engine_append(s->engine, &day_distinct_table, fill_distincts, &rows, n, err);
}

static int close_day(struct store *s, int32_t date, int64_t facts, unsigned wide, struct err *err)
{
	struct day *day = day_new(wide);
	if (!day)
		return err_set(err, ERR_NOMEM, "no memory to close a day");
	int64_t parts = facts / ROWS_AT_ONCE + 1;
	int code = 0;
	for (int64_t part = 0; !code && part < parts; part++)
		code = read_part(s, date, parts, part, day, err);
	if (!code && day_finish(day))
		code = err_set(err, ERR_NOMEM, "no memory to close a day");
	if (!code)
		code = write_day(s, date, day, err);
	day_free(day);
	return code;
}

static int close_month(struct store *s, int32_t month, struct err *err)
{
	const struct store_param params[] = {store_day_param("from", month_first_day(month)),
					     store_day_param("to", month_first_day(month + 1) - 1)};
	struct store_result *r = NULL;
	int code = store_query(s, "close_month", params, 2, &r, err);
	int64_t counts[DAY_KINDS + 1] = {0};
	for (size_t i = 0; !code && i < store_rows(r); i++) {
		int64_t sources = store_number(r, i, DAY_KINDS);
		counts[0] += sources;
		for (size_t k = 0; k < DAY_KINDS; k++)
			counts[k + 1] += store_number(r, i, k) ? sources : 0;
	}
	store_result_free(r);
	char sql[256];
	(void)snprintf(sql, sizeof(sql), "DELETE FROM month_distinct WHERE month = %d", month);
	if (!code)
		code = engine_run(s->engine, sql, err);
	for (int k = 0; !code && k <= DAY_KINDS; k++) {
		(void)snprintf(sql, sizeof(sql), "INSERT INTO month_distinct VALUES (%d, %d, %d, %lld)", month,
			       k ? DAY_KIND : DAY_ALL, k, (long long)counts[k]);
		code = engine_run(s->engine, sql, err);
	}
	return code;
}

static int end_batch(struct store *s, int32_t from, int32_t to, bool ends_month, struct err *err)
{
	char first[CIVIL_TEXT_MAX];
	char last[CIVIL_TEXT_MAX];
	char sql[128];
	day_text(from, first);
	day_text(to, last);
	(void)snprintf(sql, sizeof(sql), "DELETE FROM open_day WHERE day >= '%s' AND day <= '%s'", first, last);
	int code = engine_flush(s->engine, err);
	if (!code)
		code = engine_run(s->engine, sql, err);
	if (!code && ends_month)
		code = close_month(s, month_of_day(to), err);
	return code ? code : engine_run(s->engine, "COMMIT", err);
}

struct closing {
	struct store *store;
	struct store_result *days; /* open days in order, with their number of facts */
	unsigned wide;
	void (*progress)(void *ctx, size_t done, size_t all);
	void *ctx;
};

/* One transaction: days of one month, up to a bounded number of facts. Returns how many days in
 * *closed. */
static int close_batch(const struct closing *c, size_t from, size_t *closed, struct err *err)
{
	struct store *s = c->store;
	size_t all = store_rows(c->days);
	int32_t first = (int32_t)store_number(c->days, from, 0);
	int64_t facts = 0;
	size_t at = from;
	int code = engine_run(s->engine, "BEGIN TRANSACTION", err);
	if (code)
		return code;
	while (!code && at < all && facts < ROWS_IN_TRANSACTION) {
		int32_t day = (int32_t)store_number(c->days, at, 0);
		if (month_of_day(day) != month_of_day(first))
			break;
		int64_t rows = store_number(c->days, at, 1);
		code = close_day(s, day, rows, c->wide, err);
		facts += rows;
		at++;
		if (c->progress)
			c->progress(c->ctx, at, all);
	}
	int32_t last = (int32_t)store_number(c->days, at - 1, 0);
	bool ends = at == all || month_of_day((int32_t)store_number(c->days, at, 0)) != month_of_day(first);
	if (!code)
		code = end_batch(s, first, last, ends, err);
	if (code) {
		engine_rollback(s->engine);
		return code;
	}
	*closed = at - from;
	return 0;
}

int store_close_days(struct store *s, unsigned wide, void (*progress)(void *ctx, size_t done, size_t all), void *ctx,
		     struct err *err)
{
	struct closing c = {s, NULL, wide, progress, ctx};
	int code = engine_query(s->engine,
				"SELECT o.day AS day, count(s.source) AS facts FROM open_day o LEFT JOIN source_day s "
				"ON s.day = o.day GROUP BY o.day ORDER BY o.day",
				&c.days, err);
	size_t closed = 0;
	for (size_t at = 0; !code && at < store_rows(c.days); at += closed)
		code = close_batch(&c, at, &closed, err);
	store_result_free(c.days);
	return code;
}
