/* Log-ins of one log, gathered into rows of facts, each once: what the store has of them already is taken off. */
#pragma once

#include "logs/reader.h"
#include "place/place.h"
#include "store/store.h"

struct login_rows;

struct login_rows *login_rows_new(void) MUST_USE; /* NULL: no memory */
void login_rows_free(struct login_rows *l);

/* Keep a log-in; its time may still lack the year. ERR_NOMEM, or ERR_LIMIT when there are too many. */
int login_rows_add(struct login_rows *l, const struct logs_login *login) MUST_USE;

/* When all are in: give each its time, day, region and place. `log` gets failed, accepted, begin and end; the lines
 * whose day does not exist go to `no_day`. */
struct login_frame {
	const struct zone *zone;
	struct place *place;
	int first_year; /* of times without a year */
};
int login_rows_settle(struct login_rows *l, const struct login_frame *frame, struct store_login_log *log,
		      uint64_t *no_day) MUST_USE;

/* Rows of the store, as store_known_logins gives them. */
int login_rows_know(void *login_rows, size_t count, const int64_t *const *columns);

/* What is new, in the order of time, with the names that stand in it. Borrowed. log->known is told. */
int login_rows_new_ones(struct login_rows *l, struct store_login_log *log, const struct login_row **rows, size_t *count,
			const struct login_name **names, size_t *name_count) MUST_USE;

/* Failed attempts among the new ones. */
uint64_t login_rows_failed(const struct login_rows *l);
