/* Host names and addresses within quoted texts: where they are, and texts without them. */
#pragma once

#include "base/buf.h"

#include <stdbool.h>
#include <stddef.h>

struct host_span {
	size_t begin;
	size_t end;
	size_t last; /* where its last label begins; `end` for an IPv4 address */
};

/* The next host name or IPv4 address at or after `from`: labels of letters, digits and hyphens with dots between, of
 * which the last has two letters or more, or four numbers. */
bool host_next(const char *text, size_t len, size_t from, struct host_span *out);

/* The text with every host hidden but for "www." and its last label, as www.********.com, with what follows it in an
 * address (path, port) and who is before an @. */
void host_mask(const char *text, size_t len, struct buf *out);

/* A form in which texts that differ in hosts, numbers, letter case or spaces only are the same. */
void host_fold(const char *text, size_t len, struct buf *out);
