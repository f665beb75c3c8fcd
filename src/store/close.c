/* Closing days: the figures that do not add up are computed once from the facts and kept. */
#include "store/close.h"

#include "base/civil.h"
#include "base/grow.h"
#include "store/month.h"
#include "store/store.h"
#include "store/store_int.h"

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>

#define ROWS_AT_ONCE 8000000 /* a larger day is taken in parts, by source, so that memory stays bounded */
#define MONTH_ROWS_AT_ONCE 32000000
#define ROWS_IN_TRANSACTION 16000000

/* Rows of a day, or of a part of it by source, on their way from the store to the thread that counts them. */
struct part {
	struct day *day;
	struct day_row *rows;
	size_t count;
	size_t room;
	struct day_tool *tools;
	size_t tool_count, tool_room;
	pthread_t counter;
	bool counting;
	int code;
};

static int take_rows(void *ctx, size_t rows, const int64_t *const *columns)
{
	struct part *p = ctx;
	if (p->count + rows > p->room) {
		size_t room = p->room ? p->room : 1 << 16;
		while (room < p->count + rows)
			room *= 2;
		struct day_row *more = realloc(p->rows, room * sizeof(*more));
		if (!more)
			return ERR_NOMEM;
		p->rows = more;
		p->room = room;
	}
	for (size_t i = 0; i < rows; i++)
		p->rows[p->count++] =
		    (struct day_row){.source = (uint64_t)columns[0][i],
				     .point = (uint16_t)columns[1][i],
				     .service = service_make((uint8_t)columns[2][i], (uint16_t)columns[3][i]),
				     .kind = (uint8_t)columns[4][i],
				     .region = (region_id)columns[5][i],
				     .accesses = (uint32_t)columns[6][i],
				     .attempts = (uint32_t)columns[7][i]};
	return 0;
}

static int take_tools(void *ctx, size_t rows, const int64_t *const *columns)
{
	struct part *p = ctx;
	if (grow_array((void **)&p->tools, &p->tool_room, p->tool_count + rows, sizeof(*p->tools)))
		return ERR_NOMEM;
	for (size_t i = 0; i < rows; i++)
		p->tools[p->tool_count++] =
		    (struct day_tool){(uint64_t)columns[0][i], (uint64_t)columns[2][i], (uint8_t)columns[1][i]};
	return 0;
}

static int by_tool(const void *pa, const void *pb)
{
	const struct day_tool *a = pa;
	const struct day_tool *b = pb;
	if (a->source != b->source)
		return a->source < b->source ? -1 : 1;
	return (a->tool > b->tool) - (a->tool < b->tool);
}

static int by_source(const void *pa, const void *pb)
{
	const struct day_tool *a = pa;
	const struct day_tool *b = pb;
	if (a->source != b->source)
		return a->source < b->source ? -1 : 1;
	if (a->matched != b->matched)
		return a->matched < b->matched ? -1 : 1;
	return (a->tool > b->tool) - (a->tool < b->tool);
}

/* Rows of one source and tool become one, which only its points and services had set apart. */
static void sum_tools(struct part *p)
{
	size_t kept = 0;
	for (size_t i = 0; i < p->tool_count; i++) {
		struct day_tool *last = kept ? &p->tools[kept - 1] : NULL;
		if (last && last->source == p->tools[i].source && last->tool == p->tools[i].tool)
			last->matched += p->tools[i].matched;
		else
			p->tools[kept++] = p->tools[i];
	}
	p->tool_count = kept;
}

static int read_rows(struct store *s, const char *query, const struct store_param params[3], engine_take take,
		     struct part *p, struct err *err)
{
	struct buf sql;
	buf_init(&sql, 4096);
	int code = sql_expand(&sql, sql_find(query), params, 3, err);
	if (!code)
		code = engine_scan(s->engine, buf_string(&sql), take, p, err);
	buf_done(&sql);
	return code;
}

static int read_part(struct store *s, int32_t date, int64_t parts, int64_t part, struct part *p, struct err *err)
{
	const struct store_param params[] = {store_day_param("day", date), store_number_param("parts", parts),
					     store_number_param("part", part)};
	p->count = 0;
	p->tool_count = 0;
	int code = read_rows(s, "close_rows", params, take_rows, p, err);
	if (!code)
		code = read_rows(s, "close_tools", params, take_tools, p, err);
	if (code || !p->tool_count)
		return code;
	qsort(p->tools, p->tool_count, sizeof(*p->tools), by_tool);
	sum_tools(p);
	qsort(p->tools, p->tool_count, sizeof(*p->tools), by_source);
	return 0;
}

static void *count_part(void *ctx)
{
	struct part *p = ctx;
	p->code = day_add(p->day, p->rows, p->count, p->tools, p->tool_count);
	return NULL;
}

/* Count in a thread of its own, while the next part is read; without a thread if there is none to be had. */
static void start_counting(struct part *p)
{
	p->counting = pthread_create(&p->counter, NULL, count_part, p) == 0;
	if (!p->counting)
		(void)count_part(p);
}

static void join_counting(struct part *p)
{
	if (p->counting)
		(void)pthread_join(p->counter, NULL);
	p->counting = false;
}

static int await_counting(struct part *p, struct err *err)
{
	join_counting(p);
	return p->code ? err_set(err, p->code, "no memory to close a day") : 0;
}

/* A day whose last part is being counted while the next day is read. */
struct pending {
	struct part parts[2]; /* one is read while the other is counted */
	size_t turn;
	struct day *day; /* NULL: none */
	int32_t date;
};

static int finish_pending(struct store *s, struct pending *p, struct err *err)
{
	if (!p->day)
		return 0;
	int code = await_counting(&p->parts[1 - p->turn], err);
	if (!code && day_finish(p->day))
		code = err_set(err, ERR_NOMEM, "no memory to close a day");
	if (!code)
		code = close_write(s, p->date, p->day, err);
	day_free(p->day);
	p->day = NULL;
	return code;
}

static int close_day(struct store *s, int32_t date, int64_t facts, unsigned wide, struct pending *pending,
		     struct err *err)
{
	struct day *day = day_new(wide);
	int64_t parts = facts / ROWS_AT_ONCE + 1;
	int64_t left = facts;
	int code = day ? 0 : err_set(err, ERR_NOMEM, "no memory to close a day");
	for (int64_t part = 0; !code && part < parts; part++) {
		struct part *p = &pending->parts[pending->turn];
		struct part *before = &pending->parts[1 - pending->turn];
		code = read_part(s, date, parts, part, p, err);
		left -= (int64_t)p->count;
		if (!code)
			code = part ? await_counting(before, err) : finish_pending(s, pending, err);
		if (code)
			break;
		p->day = day;
		start_counting(p);
		pending->turn = 1 - pending->turn;
	}
	if (!code && left)
		code = err_set(err, ERR_IO, "store: a day to close could not be read whole");
	if (code) {
		join_counting(&pending->parts[0]);
		join_counting(&pending->parts[1]);
		day_free(day);
		return code;
	}
	pending->day = day;
	pending->date = date;
	return 0;
}

static void pending_done(struct pending *p)
{
	for (size_t i = 0; i < 2; i++) {
		join_counting(&p->parts[i]);
		free(p->parts[i].rows);
		free(p->parts[i].tools);
	}
	day_free(p->day);
}

static int count_facts(struct store *s, int32_t from, int32_t to, int64_t *out, struct err *err)
{
	char first[CIVIL_TEXT_MAX];
	char last[CIVIL_TEXT_MAX];
	char sql[160];
	day_text(from, first);
	day_text(to, last);
	(void)snprintf(sql, sizeof(sql), "SELECT count(*) AS n FROM source_day WHERE day >= '%s' AND day <= '%s'",
		       first, last);
	return store_one(s, sql, out, err);
}

static int take_sources(void *ctx, size_t rows, const int64_t *const *columns)
{
	int code = 0;
	for (size_t i = 0; !code && i < rows; i++)
		code = month_add(ctx, (uint64_t)columns[0][i], (uint8_t)columns[1][i]);
	return code;
}

/* Distinct sources of a month, in parts by source, so that memory stays bounded. */
static int count_month(struct store *s, int32_t first, int32_t last, uint64_t counts[DAY_KINDS + 1], struct err *err)
{
	struct month *month = month_new();
	int64_t facts = 0;
	int code = month ? count_facts(s, first, last, &facts, err) : err_set(err, ERR_NOMEM, "no memory for a month");
	int64_t parts = facts / MONTH_ROWS_AT_ONCE + 1;
	for (int64_t part = 0; !code && part < parts; part++) {
		const struct store_param params[] = {store_day_param("from", first), store_day_param("to", last),
						     store_number_param("parts", parts),
						     store_number_param("part", part)};
		struct buf sql;
		buf_init(&sql, 4096);
		code = sql_expand(&sql, sql_find("close_month"), params, 4, err);
		if (!code)
			code = engine_scan(s->engine, buf_string(&sql), take_sources, month, err);
		buf_done(&sql);
		month_take(month, counts);
	}
	month_free(month);
	return code;
}

static int close_month(struct store *s, int32_t month, struct err *err)
{
	uint64_t counts[DAY_KINDS + 1] = {0};
	char sql[256];
	int code = count_month(s, month_first_day(month), month_first_day(month + 1) - 1, counts, err);
	(void)snprintf(sql, sizeof(sql), "DELETE FROM month_distinct WHERE month = %d", month);
	if (!code)
		code = engine_run(s->engine, sql, err);
	for (int k = 0; !code && k <= DAY_KINDS; k++) {
		(void)snprintf(sql, sizeof(sql), "INSERT INTO month_distinct VALUES (%d, %d, %d, %llu)", month,
			       k ? DAY_KIND : DAY_ALL, k, (unsigned long long)counts[k]);
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
	struct store_result *days; /* open days in order */
	unsigned wide;
	void (*progress)(void *ctx, size_t done, size_t all);
	void *ctx;
};

/* Days of one month, up to a bounded number of facts. *at is the first that is left. */
static int close_some(const struct closing *c, size_t *at, struct err *err)
{
	struct pending pending = {.day = NULL};
	size_t all = store_rows(c->days);
	int32_t month = month_of_day((int32_t)store_number(c->days, *at, 0));
	int64_t facts = 0;
	int code = 0;
	while (!code && *at < all && facts < ROWS_IN_TRANSACTION) {
		int32_t day = (int32_t)store_number(c->days, *at, 0);
		int64_t rows = 0;
		if (month_of_day(day) != month)
			break;
		code = count_facts(c->store, day, day, &rows, err);
		if (!code)
			code = close_day(c->store, day, rows, c->wide, &pending, err);
		facts += rows;
		++*at;
		if (c->progress)
			c->progress(c->ctx, *at, all);
	}
	if (!code)
		code = finish_pending(c->store, &pending, err);
	pending_done(&pending);
	return code;
}

/* One transaction. Returns how many days in *closed. */
static int close_batch(const struct closing *c, size_t from, size_t *closed, struct err *err)
{
	struct store *s = c->store;
	size_t at = from;
	int code = engine_run(s->engine, "BEGIN TRANSACTION", err);
	if (code)
		return code;
	code = close_some(c, &at, err);
	int32_t first = (int32_t)store_number(c->days, from, 0);
	int32_t last = (int32_t)store_number(c->days, at - 1, 0);
	bool ends =
	    at == store_rows(c->days) || month_of_day((int32_t)store_number(c->days, at, 0)) != month_of_day(first);
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
	int code = engine_query(s->engine, "SELECT day FROM open_day ORDER BY day", &c.days, err);
	size_t closed = 0;
	for (size_t at = 0; !code && at < store_rows(c.days); at += closed)
		code = close_batch(&c, at, &closed, err);
	store_result_free(c.days);
	return code;
}
