/* Errors: a negative code to branch on, a message for the person who must act.
 * Libraries fill it and never print; only commands print, log or exit. */
#pragma once

enum err_code {
	ERR_NOMEM = -1,  /* no memory */
	ERR_IO = -2,     /* a file, a device or the system refused */
	ERR_PARSE = -3,  /* bytes or text that are not what they should be */
	ERR_LIMIT = -4,  /* a cap was reached */
	ERR_PEER = -5,   /* another program answered wrongly or not at all */
	ERR_BUSY = -6,   /* somebody else holds it */
	ERR_ABSENT = -7, /* there is no such thing */
	ERR_EXISTS = -8, /* it is there already */
	ERR_CONFIG = -9  /* the caller asked for something that cannot be */
};

struct err {
	int code;
	char msg[512];
};

#define MUST_USE __attribute__((warn_unused_result))
#define PRINTF_LIKE(fmt, args) __attribute__((format(printf, fmt, args)))

/* Store code and message, return code, so callers write `return err_set(...)`. err may be NULL. */
int err_set(struct err *err, int code, const char *fmt, ...) PRINTF_LIKE(3, 4);

/* The same with ": " and the text of errno at the end; the code is ERR_IO, or ERR_NOMEM for ENOMEM.
 */
int err_errno(struct err *err, const char *fmt, ...) PRINTF_LIKE(2, 3);

/* Put "text: " before the message that is there, so that a caller can add what it knew. Returns the
 * code. */
int err_prefix(struct err *err, const char *fmt, ...) PRINTF_LIKE(2, 3);
