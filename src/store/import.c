/* One import is one transaction: facts, coverage and the ledger row together, or nothing. */
#include "base/buf.h"
#include "base/civil.h"
#include "store/store.h"
#include "store/store_int.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static const struct table source_day_table = {"source_day",
					      11,
					      {COLUMN_DAY, COLUMN_U16, COLUMN_U8, COLUMN_U16, COLUMN_U8, COLUMN_U64,
					       COLUMN_U16, COLUMN_U32, COLUMN_U32, COLUMN_I64, COLUMN_I64}};
static const struct table service_hour_table = {
    "service_hour", 8, {COLUMN_DAY, COLUMN_U8, COLUMN_U16, COLUMN_U8, COLUMN_U16, COLUMN_U8, COLUMN_U16, COLUMN_U32}};
static const struct table maintenance_table = {"maintenance",
					       10,
					       {COLUMN_DAY, COLUMN_U16, COLUMN_U8, COLUMN_U16, COLUMN_U64, COLUMN_U16,
						COLUMN_U32, COLUMN_U32, COLUMN_I64, COLUMN_I64}};

static const struct table mark_day_table = {
    "mark_day", 8, {COLUMN_DAY, COLUMN_U16, COLUMN_U8, COLUMN_U16, COLUMN_U64, COLUMN_U16, COLUMN_U8, COLUMN_U32}};
static const struct table flood_run_table = {"flood_run",
					     10,
					     {COLUMN_DAY, COLUMN_U16, COLUMN_U8, COLUMN_U16, COLUMN_U64, COLUMN_U16,
					      COLUMN_U8, COLUMN_U32, COLUMN_I64, COLUMN_I64}};
static const struct table login_run_table = {
    "login_run",
    9,
    {COLUMN_DAY, COLUMN_U16, COLUMN_U8, COLUMN_U16, COLUMN_U64, COLUMN_U16, COLUMN_U32, COLUMN_I64, COLUMN_I64}};
static const struct table message_table = {
    "message", 8, {COLUMN_DAY, COLUMN_U16, COLUMN_U8, COLUMN_U16, COLUMN_U64, COLUMN_U64, COLUMN_U16, COLUMN_U32}};
static const struct table message_text_table = {
    "message_text", 7, {COLUMN_U64, COLUMN_U64, COLUMN_TEXT, COLUMN_TEXT, COLUMN_TEXT, COLUMN_U8, COLUMN_U8}};

static const struct table payload_day_table = {"payload_day",
					       11,
					       {COLUMN_DAY, COLUMN_U16, COLUMN_U8, COLUMN_U16, COLUMN_U64, COLUMN_U16,
						COLUMN_U8, COLUMN_U64, COLUMN_U8, COLUMN_U8, COLUMN_U32}};
static const struct table payload_text_table = {"payload_text", 4, {COLUMN_U64, COLUMN_U64, COLUMN_U8, COLUMN_TEXT}};

/* Rows of one point: the fillers get the point with them. */
struct rows {
	uint16_t point;
	const void *rows;
};

/* NOLINTNEXTLINE(bugprone-macro-parentheses): a name that is being declared cannot stand in them */
#define EACH(i) for (size_t i = 0; i < count; i++)

static void fill_source_days(const void *from_rows, size_t from, size_t count, void *const *columns)
{
	const struct rows *all = from_rows;
	const struct source_day *rows = (const struct source_day *)all->rows + from;
	EACH(i)((int32_t *)columns[0])[i] = rows[i].day;
	EACH(i)((uint16_t *)columns[1])[i] = all->point;
	EACH(i)((uint8_t *)columns[2])[i] = service_proto(rows[i].service);
	EACH(i)((uint16_t *)columns[3])[i] = service_port(rows[i].service);
	EACH(i)((uint8_t *)columns[4])[i] = rows[i].kind;
	EACH(i)((uint64_t *)columns[5])[i] = rows[i].source;
	EACH(i)((uint16_t *)columns[6])[i] = rows[i].region;
	EACH(i)((uint32_t *)columns[7])[i] = rows[i].accesses;
	EACH(i)((uint32_t *)columns[8])[i] = rows[i].attempts;
	EACH(i)((int64_t *)columns[9])[i] = rows[i].first_us;
	EACH(i)((int64_t *)columns[10])[i] = rows[i].last_us;
}

static void fill_service_hours(const void *from_rows, size_t from, size_t count, void *const *columns)
{
	const struct rows *all = from_rows;
	const struct service_hour *rows = (const struct service_hour *)all->rows + from;
	EACH(i)((int32_t *)columns[0])[i] = rows[i].day;
	EACH(i)((uint8_t *)columns[1])[i] = rows[i].hour;
	EACH(i)((uint16_t *)columns[2])[i] = all->point;
	EACH(i)((uint8_t *)columns[3])[i] = service_proto(rows[i].service);
	EACH(i)((uint16_t *)columns[4])[i] = service_port(rows[i].service);
	EACH(i)((uint8_t *)columns[5])[i] = rows[i].kind;
	EACH(i)((uint16_t *)columns[6])[i] = rows[i].region;
	EACH(i)((uint32_t *)columns[7])[i] = rows[i].accesses;
}

static void fill_maintenance(const void *from_rows, size_t from, size_t count, void *const *columns)
{
	const struct rows *all = from_rows;
	const struct maintenance_day *rows = (const struct maintenance_day *)all->rows + from;
	EACH(i)((int32_t *)columns[0])[i] = rows[i].day;
	EACH(i)((uint16_t *)columns[1])[i] = all->point;
	EACH(i)((uint8_t *)columns[2])[i] = service_proto(rows[i].service);
	EACH(i)((uint16_t *)columns[3])[i] = service_port(rows[i].service);
	EACH(i)((uint64_t *)columns[4])[i] = rows[i].source;
	EACH(i)((uint16_t *)columns[5])[i] = rows[i].region;
	EACH(i)((uint32_t *)columns[6])[i] = rows[i].packets;
	EACH(i)((uint32_t *)columns[7])[i] = rows[i].connections;
	EACH(i)((int64_t *)columns[8])[i] = rows[i].first_us;
	EACH(i)((int64_t *)columns[9])[i] = rows[i].last_us;
}

static void fill_mark_days(const void *from_rows, size_t from, size_t count, void *const *columns)
{
	const struct rows *all = from_rows;
	const struct mark_day *rows = (const struct mark_day *)all->rows + from;
	EACH(i)((int32_t *)columns[0])[i] = rows[i].day;
	EACH(i)((uint16_t *)columns[1])[i] = all->point;
	EACH(i)((uint8_t *)columns[2])[i] = service_proto(rows[i].service);
	EACH(i)((uint16_t *)columns[3])[i] = service_port(rows[i].service);
	EACH(i)((uint64_t *)columns[4])[i] = rows[i].source;
	EACH(i)((uint16_t *)columns[5])[i] = rows[i].region;
	EACH(i)((uint8_t *)columns[6])[i] = rows[i].mark;
	EACH(i)((uint32_t *)columns[7])[i] = rows[i].matched;
}

static void fill_flood_runs(const void *from_rows, size_t from, size_t count, void *const *columns)
{
	const struct rows *all = from_rows;
	const struct flood_run *rows = (const struct flood_run *)all->rows + from;
	EACH(i)((int32_t *)columns[0])[i] = rows[i].day;
	EACH(i)((uint16_t *)columns[1])[i] = all->point;
	EACH(i)((uint8_t *)columns[2])[i] = service_proto(rows[i].service);
	EACH(i)((uint16_t *)columns[3])[i] = service_port(rows[i].service);
	EACH(i)((uint64_t *)columns[4])[i] = rows[i].victim;
	EACH(i)((uint16_t *)columns[5])[i] = rows[i].region;
	EACH(i)((uint8_t *)columns[6])[i] = rows[i].kind;
	EACH(i)((uint32_t *)columns[7])[i] = rows[i].packets;
	EACH(i)((int64_t *)columns[8])[i] = rows[i].begin_us;
	EACH(i)((int64_t *)columns[9])[i] = rows[i].end_us;
}

static void fill_login_runs(const void *from_rows, size_t from, size_t count, void *const *columns)
{
	const struct rows *all = from_rows;
	const struct login_run *rows = (const struct login_run *)all->rows + from;
	EACH(i)((int32_t *)columns[0])[i] = rows[i].day;
	EACH(i)((uint16_t *)columns[1])[i] = all->point;
	EACH(i)((uint8_t *)columns[2])[i] = service_proto(rows[i].service);
	EACH(i)((uint16_t *)columns[3])[i] = service_port(rows[i].service);
	EACH(i)((uint64_t *)columns[4])[i] = rows[i].source;
	EACH(i)((uint16_t *)columns[5])[i] = rows[i].region;
	EACH(i)((uint32_t *)columns[6])[i] = rows[i].connections;
	EACH(i)((int64_t *)columns[7])[i] = rows[i].begin_us;
	EACH(i)((int64_t *)columns[8])[i] = rows[i].end_us;
}

static void fill_messages(const void *from_rows, size_t from, size_t count, void *const *columns)
{
	const struct rows *all = from_rows;
	const struct message_day *rows = (const struct message_day *)all->rows + from;
	EACH(i)((int32_t *)columns[0])[i] = rows[i].day;
	EACH(i)((uint16_t *)columns[1])[i] = all->point;
	EACH(i)((uint8_t *)columns[2])[i] = service_proto(rows[i].service);
	EACH(i)((uint16_t *)columns[3])[i] = service_port(rows[i].service);
	EACH(i)((uint64_t *)columns[4])[i] = rows[i].message;
	EACH(i)((uint64_t *)columns[5])[i] = rows[i].source;
	EACH(i)((uint16_t *)columns[6])[i] = rows[i].region;
	EACH(i)((uint32_t *)columns[7])[i] = rows[i].accesses;
}

static void fill_message_texts(const void *from_rows, size_t from, size_t count, void *const *columns)
{
	const struct message_text *rows = (const struct message_text *)from_rows + from;
	EACH(i)((uint64_t *)columns[0])[i] = rows[i].message;
	EACH(i)((uint64_t *)columns[1])[i] = rows[i].form;
	EACH(i)((const char **)columns[2])[i] = rows[i].sender;
	EACH(i)((const char **)columns[3])[i] = rows[i].recipient;
	EACH(i)((const char **)columns[4])[i] = rows[i].text;
	EACH(i)((uint8_t *)columns[5])[i] = rows[i].code_page;
	EACH(i)((uint8_t *)columns[6])[i] = rows[i].cut;
}

static void fill_payload_days(const void *from_rows, size_t from, size_t count, void *const *columns)
{
	const struct rows *all = from_rows;
	const struct payload_day *rows = (const struct payload_day *)all->rows + from;
	EACH(i)((int32_t *)columns[0])[i] = rows[i].day;
	EACH(i)((uint16_t *)columns[1])[i] = all->point;
	EACH(i)((uint8_t *)columns[2])[i] = service_proto(rows[i].service);
	EACH(i)((uint16_t *)columns[3])[i] = service_port(rows[i].service);
	EACH(i)((uint64_t *)columns[4])[i] = rows[i].source;
	EACH(i)((uint16_t *)columns[5])[i] = rows[i].region;
	EACH(i)((uint8_t *)columns[6])[i] = rows[i].payload;
	EACH(i)((uint64_t *)columns[7])[i] = rows[i].content;
	EACH(i)((uint8_t *)columns[8])[i] = rows[i].ttl;
	EACH(i)((uint8_t *)columns[9])[i] = rows[i].plain;
	EACH(i)((uint32_t *)columns[10])[i] = rows[i].accesses;
}

static void fill_payload_texts(const void *from_rows, size_t from, size_t count, void *const *columns)
{
	const struct payload_text *rows = (const struct payload_text *)from_rows + from;
	EACH(i)((uint64_t *)columns[0])[i] = rows[i].content;
	EACH(i)((uint64_t *)columns[1])[i] = rows[i].form;
	EACH(i)((uint8_t *)columns[2])[i] = rows[i].payload;
	EACH(i)((const char **)columns[3])[i] = rows[i].detail;
}

int store_import_begin(struct store *s, struct err *err)
{
	if (!s->touched && !(s->touched = malloc(TOUCHED_DAYS_MAX * sizeof(*s->touched))))
		return err_set(err, ERR_NOMEM, "no memory to import");
	int code = engine_run(s->engine, "BEGIN TRANSACTION", err);
	if (code)
		return code;
	s->importing = true;
	s->touched_count = 0;
	return 0;
}

static int touch_day(struct store *s, int32_t day, struct err *err)
{
	for (size_t i = s->touched_count; i-- > 0;)
		if (s->touched[i] == day)
			return 0;
	if (s->touched_count == TOUCHED_DAYS_MAX)
		return err_set(err, ERR_LIMIT, "one file spans more than %d days", TOUCHED_DAYS_MAX);
	s->touched[s->touched_count++] = day;
	return 0;
}

int store_add_source_days(struct store *s, uint16_t point, const struct source_day *rows, size_t n, struct err *err)
{
	int code = 0;
	for (size_t i = 0; !code && i < n; i++)
		if (i == 0 || rows[i].day != rows[i - 1].day)
			code = touch_day(s, rows[i].day, err);
	struct rows all = {point, rows};
	return code ? code : engine_append(s->engine, &source_day_table, fill_source_days, &all, n, err);
}

int store_add_service_hours(struct store *s, uint16_t point, const struct service_hour *rows, size_t n, struct err *err)
{
	struct rows all = {point, rows};
	return engine_append(s->engine, &service_hour_table, fill_service_hours, &all, n, err);
}

int store_add_maintenance(struct store *s, uint16_t point, const struct maintenance_day *rows, size_t n,
			  struct err *err)
{
	struct rows all = {point, rows};
	return engine_append(s->engine, &maintenance_table, fill_maintenance, &all, n, err);
}

int store_add_mark_days(struct store *s, uint16_t point, const struct mark_day *rows, size_t n, struct err *err)
{
	struct rows all = {point, rows};
	return engine_append(s->engine, &mark_day_table, fill_mark_days, &all, n, err);
}

int store_add_flood_runs(struct store *s, uint16_t point, const struct flood_run *rows, size_t n, struct err *err)
{
	struct rows all = {point, rows};
	return engine_append(s->engine, &flood_run_table, fill_flood_runs, &all, n, err);
}

int store_add_login_runs(struct store *s, uint16_t point, const struct login_run *rows, size_t n, struct err *err)
{
	struct rows all = {point, rows};
	return engine_append(s->engine, &login_run_table, fill_login_runs, &all, n, err);
}

int store_add_messages(struct store *s, uint16_t point, const struct message_day *rows, size_t n, struct err *err)
{
	struct rows all = {point, rows};
	return engine_append(s->engine, &message_table, fill_messages, &all, n, err);
}

int store_add_message_texts(struct store *s, const struct message_text *rows, size_t n, struct err *err)
{
	return engine_append(s->engine, &message_text_table, fill_message_texts, rows, n, err);
}

int store_add_payload_days(struct store *s, uint16_t point, const struct payload_day *rows, size_t n, struct err *err)
{
	struct rows all = {point, rows};
	return engine_append(s->engine, &payload_day_table, fill_payload_days, &all, n, err);
}

int store_add_payload_texts(struct store *s, const struct payload_text *rows, size_t n, struct err *err)
{
	return engine_append(s->engine, &payload_text_table, fill_payload_texts, rows, n, err);
}

/* The days' closed figures no longer hold. A day that is open already has none. */
static int open_days(struct store *s, struct err *err)
{
	int code = 0;
	for (size_t i = 0; !code && i < s->touched_count; i++) {
		char day[CIVIL_TEXT_MAX];
		char sql[640];
		int64_t n = 0;
		day_text(s->touched[i], day);
		(void)snprintf(sql, sizeof(sql), "SELECT count(*) AS n FROM open_day WHERE day = '%s'", day);
		code = store_one(s, sql, &n, err);
		if (code || n)
			continue;
		(void)snprintf(sql, sizeof(sql),
			       "INSERT INTO open_day VALUES ('%s'); DELETE FROM day_cell WHERE day = '%s';"
			       "DELETE FROM day_distinct WHERE day = '%s'; DELETE FROM wide_day WHERE day = '%s';"
			       "DELETE FROM group_day WHERE day = '%s'; DELETE FROM group_service WHERE day = '%s';"
			       "DELETE FROM month_distinct WHERE month = %d",
			       day, day, day, day, day, day, month_of_day(s->touched[i]));
		code = engine_run(s->engine, sql, err);
	}
	return code;
}

/* File names and builds are text from outside. */
static void add_text(struct buf *sql, const char *text)
{
	buf_text(sql, ", '");
	for (; *text; text++)
		buf_add(sql, *text == '\'' ? "''" : text, *text == '\'' ? 2 : 1);
	buf_text(sql, "'");
}

static int write_ledger(struct store *s, const struct store_segment *segment, struct err *err)
{
	int64_t last = 0;
	int code = store_one(s, "SELECT coalesce(max(segment), 0) AS n FROM segment", &last, err);
	if (code)
		return code;
	struct timespec now;
	(void)clock_gettime(CLOCK_REALTIME, &now);
	long long id = (long long)last + 1;
	struct buf sql;
	buf_init(&sql, 65536);
	buf_printf(&sql, "INSERT INTO segment VALUES (%lld, '%s', %u, %u, %llu", id, segment->sha256,
		   (unsigned)segment->point, segment->epoch, (unsigned long long)segment->sequence);
	add_text(&sql, segment->file);
	add_text(&sql, segment->regions);
	buf_printf(&sql, ", %llu, %s, %s, %lld);", (unsigned long long)segment->bytes,
		   segment->truncated ? "true" : "false", segment->attempts_exact ? "true" : "false",
		   (long long)now.tv_sec * 1000000 + now.tv_nsec / 1000);
	if (segment->seen)
		buf_printf(&sql,
			   "INSERT INTO coverage VALUES (%lld, %u, %lld, %lld, %lld, %llu, %llu, "
			   "%llu, %llu);",
			   id, (unsigned)segment->point, (long long)segment->begin_us, (long long)segment->end_us,
			   (long long)segment->silence_us, (unsigned long long)segment->seen,
			   (unsigned long long)segment->accesses, (unsigned long long)segment->connections,
			   (unsigned long long)segment->dropped);
	for (size_t i = 0; i < STORE_REASONS_MAX; i++)
		if (segment->excluded[i])
			buf_printf(&sql, "INSERT INTO excluded VALUES (%lld, %u, %zu, %llu);", id,
				   (unsigned)segment->point, i, (unsigned long long)segment->excluded[i]);
	code = sql.failed ? err_set(err, sql.failed, "the name of a file is too long for the ledger")
			  : engine_run(s->engine, buf_string(&sql), err);
	buf_done(&sql);
	return code;
}

int store_import_commit(struct store *s, const struct store_segment *segment, struct err *err)
{
	bool known = false;
	int code = store_has_segment(s, segment->point, segment->sha256, &known, err);
	if (!code && known)
		code = err_set(err, ERR_EXISTS, "the same bytes have been imported already");
	if (!code)
		code = engine_flush(s->engine, err);
	if (!code)
		code = open_days(s, err);
	if (!code)
		code = write_ledger(s, segment, err);
	if (!code)
		code = engine_run(s->engine, "COMMIT", err);
	if (code) {
		store_import_rollback(s);
		return code;
	}
	s->importing = false;
	return 0;
}

void store_import_rollback(struct store *s)
{
	if (!s->importing)
		return;
	engine_rollback(s->engine);
	s->importing = false;
}
