/* Bytes of a log -> log-ins at sshd. What the form is, each line tells: syslog with classic or full times,
 * `journalctl -o short-iso`, `-o json`; `-o export` is told by its first field. Lines that are not understood are
 * counted by reason and are never an error. */
#pragma once

#include "logs/sshd.h"
#include "logs/stamp.h"

struct logs_reader;

struct logs_login {
	struct stamp when;
	struct sshd_login login; /* borrowed until the call returns */
};

/* Gets each log-in; what is not 0 ends the reading. */
typedef int (*logs_take)(void *ctx, const struct logs_login *login);

enum logs_reason {
	LOGS_OTHER_PROGRAM, /* not of sshd */
	LOGS_OTHER_MESSAGE, /* of sshd, and no log-in */
	LOGS_OTHER_METHOD,  /* a key that failed */
	LOGS_PRETENDER,     /* in the journal, by somebody who calls himself sshd and is not */
	LOGS_UNREADABLE,    /* no time, or not to be understood */
	LOGS_REASONS
};

struct logs_counts {
	uint64_t lines; /* or entries of the journal: log-ins and all reasons together */
	uint64_t logins;
	uint64_t reasons[LOGS_REASONS];
};

struct logs_reader *logs_reader_new(logs_take take, void *ctx) MUST_USE; /* NULL: no memory */
void logs_reader_free(struct logs_reader *r);

/* Read on. 0, or what `take` gave. */
int logs_reader_feed(struct logs_reader *r, const uint8_t *bytes, size_t len) MUST_USE;
/* The end of the file: the last line may have no line break. */
int logs_reader_end(struct logs_reader *r) MUST_USE;

const struct logs_counts *logs_reader_counts(const struct logs_reader *r);
/* The time of the last line without a year; false when no line is of that form. */
bool logs_reader_last(const struct logs_reader *r, struct stamp *out);
