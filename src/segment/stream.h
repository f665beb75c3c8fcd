/* The bytes of a source in one piece as large as needed, read ahead by a thread of its own. */
#pragma once

#include "base/err.h"
#include "segment/source.h"

#include <stddef.h>
#include <stdint.h>

struct stream;

/* Borrows the source until stream_close. `most` is the largest piece that will be asked for. */
int stream_open(struct source *source, size_t most, struct stream **out, struct err *err) MUST_USE;
void stream_close(struct stream *s);

/* See up to `want` bytes from here on; *have is less only at the end. They stay where they are until the next
 * call. */
int stream_peek(struct stream *s, size_t want, const uint8_t **bytes, size_t *have, struct err *err) MUST_USE;

/* Go on by `count` bytes that were seen. */
void stream_skip(struct stream *s, size_t count);

/* Bytes passed so far: the position for messages. */
uint64_t stream_position(const struct stream *s);

/* End the thread; the source may be used by the caller again. */
void stream_stop(struct stream *s);
