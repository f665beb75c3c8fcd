/* A small ES5 engine with a memory cap, in which only scripts that are built into the program run. */
#pragma once

#include "base/err.h"

#include <stddef.h>

struct script;

/* Read a text that a script asks for; NULL when there is none. */
typedef const char *(*script_reader)(void *ctx, const char *a, const char *b, size_t *len);

int script_new(size_t memory_cap_bytes, struct script **out, struct err *err) MUST_USE;
void script_free(struct script *s);

/* Run a source text; `name` is for messages. */
int script_run(struct script *s, const char *name, const unsigned char *source, size_t len, struct err *err) MUST_USE;

/* Make `reader` a global function name(a, b) of the scripts. Slots 0 and 1. */
int script_offer(struct script *s, int slot, const char *name, script_reader reader, void *ctx,
		 struct err *err) MUST_USE;

/* object.method(a, b) of texts; its result as UTF-8 that the caller frees. A NULL argument is left out. */
int script_call(struct script *s, const char *object, const char *method, const char *a, size_t a_len, const char *b,
		char **out, size_t *out_len, struct err *err) MUST_USE;
