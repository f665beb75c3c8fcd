/* UTF-8 and the engine's own form of it (CESU-8: characters outside the basic plane as two surrogates of
 * three bytes each, so that scripts see the same units as in a browser). */
#pragma once

#include "base/buf.h"

#include <stddef.h>

/* Append text for the engine. ERR_PARSE when it is not UTF-8 (RFC 3629). */
int utf8_to_engine(const char *text, size_t len, struct buf *out) MUST_USE;

/* Append text from the engine. A surrogate without its pair becomes U+FFFD. */
void utf8_from_engine(const char *text, size_t len, struct buf *out);
