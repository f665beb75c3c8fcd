/* Entries of the systemd journal, as `journalctl -o json` and `-o export` give them: only the fields that say who wrote
 * what and when. */
#pragma once

#include "base/buf.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define JOURNAL_MESSAGE_MAX 8192
#define JOURNAL_WORD_MAX 64

enum journal_field {
	JOURNAL_UNIT,        /* _SYSTEMD_UNIT; names that begin with "_" are set by the journal itself */
	JOURNAL_COMM,        /* _COMM */
	JOURNAL_UID,         /* _UID */
	JOURNAL_TIME,        /* __REALTIME_TIMESTAMP */
	JOURNAL_SOURCE_TIME, /* _SOURCE_REALTIME_TIMESTAMP */
	JOURNAL_IDENTIFIER,  /* SYSLOG_IDENTIFIER: what the writer says of itself */
	JOURNAL_WORDS,
	JOURNAL_MESSAGE = JOURNAL_WORDS,
	JOURNAL_OTHER
};

struct journal_entry {
	char words[JOURNAL_WORDS][JOURNAL_WORD_MAX]; /* "" when absent or too long for what is looked for */
	char message[JOURNAL_MESSAGE_MAX];
	size_t message_len;
	bool has_message;
	bool broken; /* it has two messages, or one that is too long */
};

void journal_clear(struct journal_entry *e);

enum journal_field journal_field_of(const char *name, size_t len);
void journal_set(struct journal_entry *e, enum journal_field field, const void *bytes, size_t len);

/* A line of JSON; false when it is none. */
bool journal_read_json(const char *line, size_t len, struct journal_entry *out);

/* Who wrote it? Any user of the machine may call itself sshd; only root's sshd is believed. */
enum journal_writer { JOURNAL_SSHD, JOURNAL_PRETENDER, JOURNAL_SOMEBODY };
enum journal_writer journal_writer(const struct journal_entry *e);

/* When, in microseconds UTC; ERR_PARSE when it does not say. */
int journal_time(const struct journal_entry *e, int64_t *out) MUST_USE;

/* "sshd", or since OpenSSH 9.8 "sshd-session" and 10.0 "sshd-auth". */
bool journal_is_sshd(const char *name, size_t len);
