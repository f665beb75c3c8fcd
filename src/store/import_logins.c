/* Log-ins of logs: facts, names and ledger of one file in one transaction. */
#include "base/buf.h"
#include "store/store.h"
#include "store/store_int.h"

#include <stdio.h>
#include <time.h>

static const struct table login_table = {"login",
					 11,
					 {COLUMN_DAY, COLUMN_U16, COLUMN_U8, COLUMN_U16, COLUMN_U64, COLUMN_U16,
					  COLUMN_U64, COLUMN_I64, COLUMN_U16, COLUMN_U32, COLUMN_U32}};
static const struct table login_name_table = {"login_name", 2, {COLUMN_U64, COLUMN_TEXT}};

static void fill_logins(const void *from_rows, size_t from, size_t count, void *const *columns)
{
	const struct login_row *rows = (const struct login_row *)from_rows + from;
	for (size_t i = 0; i < count; i++) {
		((int32_t *)columns[0])[i] = rows[i].day;
		((uint16_t *)columns[1])[i] = rows[i].point;
		((uint8_t *)columns[2])[i] = service_proto(rows[i].service);
		((uint16_t *)columns[3])[i] = service_port(rows[i].service);
		((uint64_t *)columns[4])[i] = rows[i].source;
		((uint16_t *)columns[5])[i] = rows[i].region;
		((uint64_t *)columns[6])[i] = rows[i].name;
		((int64_t *)columns[7])[i] = rows[i].time_s;
		((uint16_t *)columns[8])[i] = rows[i].source_port;
		((uint32_t *)columns[9])[i] = rows[i].failed;
		((uint32_t *)columns[10])[i] = rows[i].accepted;
	}
}

static void fill_login_names(const void *from_rows, size_t from, size_t count, void *const *columns)
{
	const struct login_name *rows = (const struct login_name *)from_rows + from;
	for (size_t i = 0; i < count; i++) {
		((uint64_t *)columns[0])[i] = rows[i].name;
		((const char **)columns[1])[i] = rows[i].text;
	}
}

int store_has_login_log(struct store *s, uint16_t point, const char *sha256, bool *out, struct err *err)
{
	char sql[256];
	int64_t n = 0;
	(void)snprintf(sql, sizeof(sql), "SELECT count(*) AS n FROM login_log WHERE sha256 = '%.64s' AND point = %u",
		       sha256, (unsigned)point);
	int code = store_one(s, sql, &n, err);
	if (!code)
		*out = n != 0;
	return code;
}

int store_known_logins(struct store *s, const struct store_login_log *log, store_take_logins take, void *ctx,
		       struct err *err)
{
	char sql[512];
	(void)snprintf(
	    sql, sizeof(sql),
	    "SELECT source, name, time_s, source_port, failed, accepted FROM login WHERE point = %u AND proto = %u "
	    "AND port = %u AND time_s >= %lld AND time_s <= %lld",
	    (unsigned)log->point, (unsigned)service_proto(log->service), (unsigned)service_port(log->service),
	    (long long)log->begin_s, (long long)log->end_s);
	return engine_scan(s->engine, sql, take, ctx, err);
}

int store_add_logins(struct store *s, const struct login_row *rows, size_t n, struct err *err)
{
	return engine_append(s->engine, &login_table, fill_logins, rows, n, err);
}

int store_add_login_names(struct store *s, const struct login_name *rows, size_t n, struct err *err)
{
	return engine_append(s->engine, &login_name_table, fill_login_names, rows, n, err);
}

static int write_ledger(struct store *s, const struct store_login_log *log, struct err *err)
{
	struct timespec now;
	struct buf sql;
	(void)clock_gettime(CLOCK_REALTIME, &now);
	buf_init(&sql, 65536);
	buf_printf(&sql, "INSERT INTO login_log VALUES ('%s', %u, %u, %u, ", log->sha256, (unsigned)log->point,
		   (unsigned)service_proto(log->service), (unsigned)service_port(log->service));
	sql_quote(&sql, log->file);
	buf_text(&sql, ", ");
	sql_quote(&sql, log->regions);
	buf_printf(&sql, ", %llu, %s, %lld, %lld, %llu, %llu", (unsigned long long)log->bytes,
		   log->truncated ? "true" : "false", (long long)log->begin_s, (long long)log->end_s,
		   (unsigned long long)log->lines, (unsigned long long)log->logins);
	for (size_t i = 0; i < sizeof(log->reasons) / sizeof(*log->reasons); i++)
		buf_printf(&sql, ", %llu", (unsigned long long)log->reasons[i]);
	buf_printf(&sql, ", %llu, %llu, %llu, %lld)", (unsigned long long)log->failed,
		   (unsigned long long)log->accepted, (unsigned long long)log->known,
		   (long long)now.tv_sec * 1000000 + now.tv_nsec / 1000);
	int code = sql.failed ? err_set(err, sql.failed, "the name of a file is too long for the ledger")
			      : engine_run(s->engine, buf_string(&sql), err);
	buf_done(&sql);
	return code;
}

int store_logins_commit(struct store *s, const struct store_login_log *log, struct err *err)
{
	int code = engine_flush(s->engine, err);
	if (!code)
		code = write_ledger(s, log, err);
	if (!code)
		code = engine_run(s->engine, "COMMIT", err);
	if (code) {
		store_import_rollback(s);
		return code;
	}
	s->importing = false;
	return 0;
}
