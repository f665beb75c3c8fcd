/* The bytes of a capture or a log, decompressed: plain, gzip or zstd, told by the first bytes. What lies on disk is
 * hashed as it is read. */
#pragma once

#include "base/err.h"
#include "base/hash.h"
#include "segment/segment.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct source;

/* Open a file, or standard input for "-". */
int source_open(const char *path, const struct segment_limits *limits, struct source **out, struct err *err) MUST_USE;
void source_close(struct source *s);

/* Up to `room` bytes; *got is 0 only at the end. `stop`, when it becomes true, ends a wait for a slow pipe. */
int source_read(struct source *s, uint8_t *out, size_t room, const volatile bool *stop, size_t *got,
		struct err *err) MUST_USE;

/* The compressed data ended in the middle. */
bool source_cut(const struct source *s);
uint64_t source_bytes(const struct source *s); /* read from disk so far */
uint64_t source_size(const struct source *s);  /* 0: not known */

/* Read what is left and give the SHA-256 of the file as it lies on disk. */
int source_sha256(struct source *s, char *out, struct err *err) MUST_USE;
