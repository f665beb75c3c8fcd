/* What OpenSSH writes about one log-in. Pure. Nothing here ever sees a password: sshd does not log them. */
#pragma once

#include "base/addr.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum sshd_line {
	SSHD_LOGIN,        /* a password or keyboard-interactive answer that failed, or a log-in of any method */
	SSHD_OTHER_METHOD, /* failed by a key or without any method: clients offer all their keys, which is no guessing
			    */
	SSHD_OTHER,        /* another message of sshd; also "Invalid user", which repeats a failure */
	SSHD_UNREADABLE    /* begins like a log-in and does not end like one */
};

struct sshd_login {
	const char *user; /* bytes, borrowed from the message; may be empty */
	size_t user_len;
	struct addr source;
	uint16_t source_port;
	uint32_t times; /* "message repeated 3 times: [ ... ]" */
	bool accepted;
};

/* Read one message, without time, host and tag. *out is written for SSHD_LOGIN only. */
enum sshd_line sshd_read(const char *message, size_t len, struct sshd_login *out);
