#include "store/store.h"

#include "base/buf.h"
#include "base/civil.h"
#include "store/store_int.h"

#include <fcntl.h>
#include <libgen.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

#define PATH_ROOM 4096

const char *store_engine(void)
{
	return engine_name();
}

static int url_path(const char *url, const char **out, struct err *err)
{
	static const char scheme[] = "duckdb:";
	const char *colon = strstr(url, "://");
	if (!strncmp(url, scheme, strlen(scheme)))
		url += strlen(scheme);
	else if (colon)
		return err_set(err, ERR_CONFIG,
			       "store %.200s: this build keeps its store in DuckDB; use duckdb:PATH or a path", url);
	if (!*url)
		return err_set(err, ERR_CONFIG, "the store's path is empty; use duckdb:PATH or a path");
	*out = url;
	return 0;
}

static int make_schema(struct store *s, struct err *err)
{
	char version[128];
	(void)snprintf(version, sizeof(version), "INSERT INTO meta VALUES ('version', '%d')", STORE_VERSION);
	int code = engine_run(s->engine, "BEGIN TRANSACTION", err);
	static const char *const schemas[] = {"schema", "schema_closed", "schema_logins"};
	for (size_t i = 0; !code && i < sizeof(schemas) / sizeof(*schemas); i++)
		code = engine_run(s->engine, sql_find(schemas[i]), err);
	if (!code)
		code = engine_run(s->engine, version, err);
	if (!code)
		code = engine_run(s->engine, "COMMIT", err);
	return code;
}

/* The folder of a store, locked until it is closed, which the end of the process does as well. */
static int lock_folder(const char *path, struct err *err)
{
	char copy[PATH_ROOM];
	(void)snprintf(copy, sizeof(copy), "%s", path);
	int folder = open(dirname(copy), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (folder < 0)
		return err_errno(err, "store %s", path);
	(void)flock(folder, LOCK_EX); /* where a file system has no locks, two first imports must not meet */
	return folder;
}

static int make_file(const char *made, const char *path, struct err *err)
{
	struct store s = {0};
	int code = engine_open(made, STORE_CREATE, &s.engine, err);
	if (!code)
		code = make_schema(&s, err);
	if (!code)
		code = engine_run(s.engine, "CHECKPOINT", err);
	engine_close(s.engine);
	if (!code && rename(made, path))
		code = err_errno(err, "store %s", path);
	return code;
}

/* A store comes into being whole: it is made beside its place and moved there when it is complete, so that a
 * process that is killed leaves none rather than half of one. */
static int make_store(const char *path, struct err *err)
{
	char made[PATH_ROOM];
	char log[PATH_ROOM];
	int n = snprintf(made, sizeof(made), "%s.new", path);
	int m = snprintf(log, sizeof(log), "%s.new.wal", path);
	if (n < 0 || m < 0 || (size_t)m >= sizeof(log))
		return err_set(err, ERR_LIMIT, "the path of the store is too long");
	int folder = lock_folder(path, err);
	if (folder < 0)
		return folder;
	int code = 0;
	if (access(path, F_OK)) { /* nobody else made it meanwhile */
		(void)unlink(made);
		(void)unlink(log);
		code = make_file(made, path, err);
		(void)unlink(log);
		if (code)
			(void)unlink(made);
	}
	(void)close(folder);
	return code;
}

static int check_version(struct store *s, const char *path, struct err *err)
{
	int64_t version = 0;
	struct err ignored;
	if (store_one(s, "SELECT CAST(value AS BIGINT) AS v FROM meta WHERE name = 'version'", &version, &ignored) ||
	    version < 1)
		return err_set(err, ERR_PARSE, "store %s is a DuckDB file, but not a teiten store", path);
	if (version > STORE_VERSION)
		return err_set(err, ERR_CONFIG,
			       "store %s was made by a newer teiten (store version %lld, this one "
			       "knows %d): upgrade teiten",
			       path, (long long)version, STORE_VERSION);
	if (version < STORE_VERSION)
		return err_set(
		    err, ERR_CONFIG,
		    "store %s was made by an older teiten (store version %lld, this one makes %d): import the "
		    "captures into a new store",
		    path, (long long)version, STORE_VERSION);
	return 0;
}

static int prepare(struct store *s, const char *path, enum store_mode mode, struct err *err)
{
	int64_t tables = 0;
	int code = store_one(s, "SELECT count(*) AS n FROM information_schema.tables", &tables, err);
	if (!code && !tables && mode == STORE_CREATE)
		return make_schema(s, err);
	return code ? code : check_version(s, path, err);
}

int store_open(const char *url, enum store_mode mode, struct store **out, struct err *err)
{
	const char *path = NULL;
	int code = url_path(url, &path, err);
	if (code)
		return code;
	if (mode != STORE_CREATE && access(path, F_OK))
		return err_set(err, ERR_ABSENT, "there is no store %s: make one with teiten import", path);
	if (mode == STORE_CREATE && access(path, F_OK))
		code = make_store(path, err);
	if (code)
		return code;
	struct store *s = calloc(1, sizeof(*s));
	if (!s)
		return err_set(err, ERR_NOMEM, "no memory for store %s", path);
	code = engine_open(path, mode, &s->engine, err);
	if (!code)
		code = prepare(s, path, mode, err);
	if (code) {
		store_close(s);
		return code;
	}
	*out = s;
	return 0;
}

void store_close(struct store *s)
{
	if (!s)
		return;
	if (s->importing)
		store_import_rollback(s);
	engine_close(s->engine);
	free(s->touched);
	free(s);
}

static int find_point(struct store *s, const char *name, const char *time_zone, uint16_t *out, struct err *err)
{
	struct buf sql;
	struct store_result *r = NULL;
	buf_init(&sql, 4096);
	buf_text(&sql, "SELECT point, time_zone FROM point WHERE name = ");
	sql_quote(&sql, name);
	int code = sql.failed ? err_set(err, ERR_LIMIT, "the name of point %.40s... is too long", name)
			      : engine_query(s->engine, buf_string(&sql), &r, err);
	if (!code && !store_rows(r))
		code = ERR_ABSENT;
	else if (!code && strcmp(store_text(r, 0, 1), time_zone) != 0)
		code = err_set(err, ERR_CONFIG,
			       "point %s has been counted in the days of %s; it cannot go on in those of %s", name,
			       store_text(r, 0, 1), time_zone);
	else if (!code)
		*out = (uint16_t)store_number(r, 0, 0);
	store_result_free(r);
	buf_done(&sql);
	return code;
}

int store_point(struct store *s, const char *name, const char *time_zone, uint16_t *out, struct err *err)
{
	int64_t last = 0;
	int code = find_point(s, name, time_zone, out, err);
	if (code != ERR_ABSENT)
		return code;
	code = store_one(s, "SELECT coalesce(max(point), 0) AS n FROM point", &last, err);
	if (code)
		return code;
	if (last >= UINT16_MAX)
		return err_set(err, ERR_LIMIT, "the store has %d points already, which is the most it can have",
			       UINT16_MAX);
	struct buf sql;
	buf_init(&sql, 4096);
	buf_printf(&sql, "INSERT INTO point VALUES (%lld, ", (long long)last + 1);
	sql_quote(&sql, name);
	buf_text(&sql, ", ");
	sql_quote(&sql, time_zone);
	buf_text(&sql, ", 0)");
	code = engine_run(s->engine, buf_string(&sql), err);
	buf_done(&sql);
	if (!code)
		*out = (uint16_t)(last + 1);
	return code;
}

int store_point_addresses(struct store *s, uint16_t point, uint64_t addresses, struct err *err)
{
	char sql[128];
	(void)snprintf(sql, sizeof(sql), "UPDATE point SET addresses = %llu WHERE point = %u AND addresses <> %llu",
		       (unsigned long long)addresses, (unsigned)point, (unsigned long long)addresses);
	return engine_run(s->engine, sql, err);
}

int store_point_zone(struct store *s, const char *name, char *out, size_t room, struct err *err)
{
	struct store_result *r = NULL;
	int code = engine_query(s->engine, "SELECT name, time_zone FROM point", &r, err);
	bool found = false;
	for (size_t i = 0; !code && i < store_rows(r); i++) {
		if (strcmp(store_text(r, i, 0), name) != 0)
			continue;
		(void)snprintf(out, room, "%s", store_text(r, i, 1));
		found = true;
	}
	store_result_free(r);
	return code ? code : found ? 0 : ERR_ABSENT;
}

static int count_segments(struct store *s, const char *sql, bool *out, struct err *err)
{
	int64_t n = 0;
	int code = store_one(s, sql, &n, err);
	if (!code)
		*out = n != 0;
	return code;
}

int store_has_segment(struct store *s, uint16_t point, const char *sha256, bool *out, struct err *err)
{
	char sql[256];
	(void)snprintf(sql, sizeof(sql), "SELECT count(*) AS n FROM segment WHERE sha256 = '%.64s' AND point = %u",
		       sha256, (unsigned)point);
	return count_segments(s, sql, out, err);
}

int store_has_size(struct store *s, uint16_t point, uint64_t bytes, bool *out, struct err *err)
{
	char sql[256];
	(void)snprintf(sql, sizeof(sql), "SELECT count(*) AS n FROM segment WHERE bytes = %llu AND point = %u",
		       (unsigned long long)bytes, (unsigned)point);
	return count_segments(s, sql, out, err);
}

int store_open_days(struct store *s, size_t *out, struct err *err)
{
	int64_t n = 0;
	int code = store_one(s, "SELECT count(*) AS n FROM open_day", &n, err);
	if (!code)
		*out = (size_t)n;
	return code;
}
