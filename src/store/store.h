/* The store: facts and ledger in, named queries out. Chosen by URL: duckdb:PATH (or just a path).
 * One writer at a time. No row of a fact table is ever updated; closed figures are made from facts
 * and dropped when a late segment reopens their day. */
#pragma once

#include "base/err.h"
#include "base/service.h"
#include "store/facts.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define STORE_VERSION 3

struct store;

enum store_mode { STORE_CREATE, STORE_WRITE, STORE_READ };

/* STORE_CREATE makes the store when it is absent. ERR_BUSY: another process holds it. ERR_ABSENT:
 * there is none. ERR_CONFIG: made by a newer teiten, or a URL that means nothing. */
int store_open(const char *url, enum store_mode mode, struct store **out, struct err *err) MUST_USE;
void store_close(struct store *s);

/* Points: found by name or made. ERR_CONFIG when the point is known with another time zone. */
int store_point(struct store *s, const char *name, const char *time_zone, uint16_t *out, struct err *err) MUST_USE;

/* How many IPv4 addresses a point observes: what floods are estimated by. */
int store_point_addresses(struct store *s, uint16_t point, uint64_t addresses, struct err *err) MUST_USE;

#define STORE_REASONS_MAX 16

struct store_segment {
	const char *sha256;  /* of the file as it lay on disk */
	const char *file;    /* its name, without folders */
	const char *regions; /* build of the region data */
	uint64_t bytes;      /* size of the file */
	uint16_t point;
	uint32_t epoch;
	uint64_t sequence;
	int64_t begin_us; /* first and last packet */
	int64_t end_us;
	int64_t silence_us; /* a gap beside this segment up to this long is silence, not outage */
	uint64_t seen;      /* frames, and dropped */
	uint64_t accesses;
	uint64_t connections;
	uint64_t dropped;
	uint64_t excluded[STORE_REASONS_MAX]; /* by enum verdict */
	bool truncated;
	bool attempts_exact;
};

/* One import is one transaction. The rows may come in any number of calls. Exactly one of commit
 * and rollback ends it; a commit that fails has rolled back. ERR_EXISTS: the same bytes of the same
 * point are in the ledger. */
int store_import_begin(struct store *s, struct err *err) MUST_USE;
int store_add_source_days(struct store *s, uint16_t point, const struct source_day *rows, size_t n,
			  struct err *err) MUST_USE;
int store_add_service_hours(struct store *s, uint16_t point, const struct service_hour *rows, size_t n,
			    struct err *err) MUST_USE;
int store_add_maintenance(struct store *s, uint16_t point, const struct maintenance_day *rows, size_t n,
			  struct err *err) MUST_USE;
int store_add_mark_days(struct store *s, uint16_t point, const struct mark_day *rows, size_t n,
			struct err *err) MUST_USE;
int store_add_flood_runs(struct store *s, uint16_t point, const struct flood_run *rows, size_t n,
			 struct err *err) MUST_USE;
int store_add_login_runs(struct store *s, uint16_t point, const struct login_run *rows, size_t n,
			 struct err *err) MUST_USE;
int store_add_messages(struct store *s, uint16_t point, const struct message_day *rows, size_t n,
		       struct err *err) MUST_USE;
int store_add_message_texts(struct store *s, const struct message_text *rows, size_t n, struct err *err) MUST_USE;
int store_add_payload_days(struct store *s, uint16_t point, const struct payload_day *rows, size_t n,
			   struct err *err) MUST_USE;
int store_add_payload_texts(struct store *s, const struct payload_text *rows, size_t n, struct err *err) MUST_USE;
int store_import_commit(struct store *s, const struct store_segment *segment, struct err *err) MUST_USE;
void store_import_rollback(struct store *s);

/* Logs of log-ins (docs/decisions/0012) are imported in the same way, with a ledger of their own. */
struct store_login_log {
	const char *sha256;
	const char *file;
	const char *regions;
	uint64_t bytes;
	uint16_t point;
	service_id service;
	int64_t begin_s; /* first and last log-in; 0 when there is none */
	int64_t end_s;
	uint64_t lines;
	uint64_t logins;
	uint64_t reasons[6]; /* in the order of the table */
	uint64_t failed;
	uint64_t accepted;
	uint64_t known;
	bool truncated;
};

int store_has_login_log(struct store *s, uint16_t point, const char *sha256, bool *out, struct err *err) MUST_USE;
/* Rows of login that the store has of a service of a point between two seconds: a few thousand at a time. The columns:
 * source, name, time_s, source_port, failed, accepted. */
typedef int (*store_take_logins)(void *ctx, size_t rows, const int64_t *const *columns);
int store_known_logins(struct store *s, const struct store_login_log *log, store_take_logins take, void *ctx,
		       struct err *err) MUST_USE;
int store_add_logins(struct store *s, const struct login_row *rows, size_t n, struct err *err) MUST_USE;
int store_add_login_names(struct store *s, const struct login_name *rows, size_t n, struct err *err) MUST_USE;
/* As store_import_commit. */
int store_logins_commit(struct store *s, const struct store_login_log *log, struct err *err) MUST_USE;

/* Is this segment in the ledger? And is any file of this size, so that hashing it first pays? */
int store_has_size(struct store *s, uint16_t point, uint64_t bytes, bool *out, struct err *err) MUST_USE;
int store_has_segment(struct store *s, uint16_t point, const char *sha256, bool *out, struct err *err) MUST_USE;

/* Compute the closed figures of every day that has facts and is not closed. `wide` is the number of
 * points at which a source must be seen on one day to be called wide (definitions.md). progress may
 * be NULL. */
int store_close_days(struct store *s, unsigned wide, void (*progress)(void *ctx, size_t done, size_t all), void *ctx,
		     struct err *err) MUST_USE;

/* Source keys from low to high that belong to something, since a day. */
struct store_range {
	uint64_t low; /* below 2^63, as all of the internet's sources are */
	uint64_t high;
	uint32_t item;
	int32_t since;
};

/* Named queries (store/sql/NAME.sql), the same text on every engine. A parameter `:name` in the
 * text is replaced by its value, which is a number or a date, never text from outside. */
struct store_param {
	const char *name;
	enum { STORE_PARAM_NUMBER, STORE_PARAM_DAY, STORE_PARAM_LIST, STORE_PARAM_RANGES } type;
	int64_t value;                    /* never negative; a day counts from 1970-01-01 */
	const uint32_t *list;             /* STORE_PARAM_LIST: `value` numbers, at least one, for IN (:name) */
	const struct store_range *ranges; /* STORE_PARAM_RANGES: `value`, at least one, sorted, without overlap. :name
					   * is the item of a row's `source` on its `day`, or -1. */
};

static inline struct store_param store_number_param(const char *name, int64_t value)
{
	return (struct store_param){.name = name, .type = STORE_PARAM_NUMBER, .value = value};
}

static inline struct store_param store_day_param(const char *name, int32_t day)
{
	return (struct store_param){.name = name, .type = STORE_PARAM_DAY, .value = day};
}

static inline struct store_param store_list_param(const char *name, const uint32_t *list, size_t count)
{
	return (struct store_param){.name = name, .type = STORE_PARAM_LIST, .value = (int64_t)count, .list = list};
}

static inline struct store_param store_ranges_param(const char *name, const struct store_range *ranges, size_t count)
{
	return (struct store_param){
	    .name = name, .type = STORE_PARAM_RANGES, .value = (int64_t)count, .ranges = ranges};
}

struct store_result;

int store_query(struct store *s, const char *name, const struct store_param *params, size_t count,
		struct store_result **out, struct err *err) MUST_USE;
size_t store_rows(const struct store_result *r);
size_t store_columns(const struct store_result *r);
const char *store_column(const struct store_result *r, size_t column);
/* Whole numbers; a DATE as days since 1970-01-01; NULL and text as 0. */
int64_t store_number(const struct store_result *r, size_t row, size_t column);
uint64_t store_unsigned(const struct store_result *r, size_t row, size_t column);
/* Text of a VARCHAR column, borrowed until the result is freed; "" for anything else. */
const char *store_text(const struct store_result *r, size_t row, size_t column);
void store_result_free(struct store_result *r);

/* "DuckDB v1.5.6": for doctor. */
const char *store_engine(void);
/* Check that totals that must agree do agree, for doctor; err names the first that does not. */
int store_check(struct store *s, struct err *err) MUST_USE;

/* How many days have facts but no closed figures. A reader closes them first (store_close_days). */
int store_open_days(struct store *s, size_t *out, struct err *err) MUST_USE;

/* The time zone that a point was first counted in; ERR_ABSENT when the store does not know the
 * point. */
int store_point_zone(struct store *s, const char *name, char *out, size_t room, struct err *err) MUST_USE;
