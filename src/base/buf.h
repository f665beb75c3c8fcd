/* A growable byte buffer with a hard cap that is set when it is made. After any append the bytes
 * are followed by a NUL that is not counted, so text can be used as a string. Once an append fails
 * the buffer stays as it was and remembers the failure: append many, test once. */
#pragma once

#include "base/err.h"

#include <stdbool.h>
#include <stddef.h>

struct buf {
	char *bytes; /* NULL while empty */
	size_t len;
	size_t room;
	size_t cap;
	int failed; /* 0, or the first ERR_NOMEM or ERR_LIMIT */
};

void buf_init(struct buf *b, size_t cap_bytes);
void buf_done(struct buf *b);
void buf_clear(struct buf *b);

void buf_add(struct buf *b, const void *bytes, size_t len);
void buf_text(struct buf *b, const char *text);
void buf_printf(struct buf *b, const char *fmt, ...) PRINTF_LIKE(2, 3);

/* The text so far, never NULL. */
const char *buf_string(const struct buf *b);

/* Hand the bytes to the caller, who frees them; the buffer is empty again. NULL when an append
 * failed. */
char *buf_take(struct buf *b) MUST_USE;
