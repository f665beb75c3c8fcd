#include "figure/script.h"

#include "base/buf.h"
#include "figure/utf8.h"

#include <duktape.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define TEXT_CAP ((size_t)64 << 20) /* bytes of one text in or out */
#define SLOTS 2

struct offer {
	script_reader reader;
	void *ctx;
};

struct script {
	duk_context *duk;
	size_t used;
	size_t cap;
	struct offer offers[SLOTS];
};

/* Before each block: its size, for the count of what is used. */
union head {
	size_t size;
	max_align_t align;
};

static void *take(void *ctx, duk_size_t size)
{
	struct script *s = ctx;
	if (!size || size > s->cap - s->used)
		return NULL;
	union head *h = malloc(sizeof(*h) + size);
	if (!h)
		return NULL;
	h->size = size;
	s->used += size;
	return h + 1;
}

static void give(void *ctx, void *block)
{
	struct script *s = ctx;
	if (!block)
		return;
	union head *h = (union head *)block - 1;
	s->used -= h->size;
	free(h);
}

static void *resize(void *ctx, void *block, duk_size_t size)
{
	struct script *s = ctx;
	if (!block)
		return take(ctx, size);
	if (!size) {
		give(ctx, block);
		return NULL;
	}
	union head *h = (union head *)block - 1;
	size_t before = h->size;
	if (size > before && size - before > s->cap - s->used)
		return NULL;
	union head *moved = realloc(h, sizeof(*h) + size);
	if (!moved)
		return NULL;
	s->used = s->used - before + size;
	moved->size = size;
	return moved + 1;
}

/* Reached only by a fault inside the engine: every script runs in a protected call. */
static void fatal(void *ctx, const char *what)
{
	(void)ctx;
	(void)what;
	abort();
}

int script_new(size_t memory_cap_bytes, struct script **out, struct err *err)
{
	struct script *s = calloc(1, sizeof(*s));
	if (!s)
		return err_set(err, ERR_NOMEM, "no memory for the figures' engine");
	s->cap = memory_cap_bytes;
	s->duk = duk_create_heap(take, resize, give, s, fatal);
	if (!s->duk) {
		free(s);
		return err_set(err, ERR_NOMEM, "no memory for the figures' engine");
	}
	*out = s;
	return 0;
}

void script_free(struct script *s)
{
	if (!s)
		return;
	duk_destroy_heap(s->duk);
	free(s);
}

/* What was thrown, and the line of ours that it came from. */
struct thrown {
	char text[400];
};

/* The first line of a stack that names a script and not the engine's own source; "" when there is none. */
static const char *place_in_script(const char *stack, size_t *len)
{
	for (const char *line = strchr(stack, '\n'); line; line = strchr(line, '\n')) {
		line++;
		*len = strcspn(line, "\n");
		if (!memmem(line, *len, " internal", strlen(" internal")))
			return line;
	}
	*len = 0;
	return "";
}

static duk_ret_t describe(duk_context *duk, void *ctx)
{
	struct thrown *t = ctx;
	if (duk_is_error(duk, -1))
		duk_get_prop_string(duk, -1, "stack");
	const char *text = duk_safe_to_string(duk, -1);
	size_t len = 0;
	const char *place = place_in_script(text, &len);
	(void)snprintf(t->text, sizeof(t->text), "%.*s%.*s", (int)strcspn(text, "\n"), text, (int)len, place);
	return 0;
}

/* The error that lies on the stack's top, as ours. */
static int failure(struct script *s, const char *doing, struct err *err)
{
	struct thrown t = {""};
	if (duk_safe_call(s->duk, describe, &t, 1, 1) != DUK_EXEC_SUCCESS)
		(void)snprintf(t.text, sizeof(t.text), "no memory to say what is wrong");
	duk_pop(s->duk);
	bool room = strstr(t.text, "alloc fail") != NULL;
	return err_set(err, room ? ERR_LIMIT : ERR_PARSE, "%s: %s", doing, t.text);
}

struct source {
	const char *name;
	const unsigned char *bytes;
	size_t len;
};

static duk_ret_t run(duk_context *duk, void *ctx)
{
	const struct source *source = ctx;
	duk_push_string(duk, source->name);
	duk_compile_lstring_filename(duk, 0, (const char *)source->bytes, source->len);
	duk_call(duk, 0);
	return 0;
}

int script_run(struct script *s, const char *name, const unsigned char *source, size_t len, struct err *err)
{
	struct source ctx = {name, source, len};
	if (duk_safe_call(s->duk, run, &ctx, 0, 1) != DUK_EXEC_SUCCESS)
		return failure(s, name, err);
	duk_pop(s->duk);
	return 0;
}

static duk_ret_t offered(duk_context *duk)
{
	duk_memory_functions memory;
	duk_get_memory_functions(duk, &memory);
	const struct script *s = memory.udata;
	const struct offer *offer = &s->offers[duk_get_current_magic(duk)];
	size_t len = 0;
	const char *text = offer->reader(offer->ctx, duk_safe_to_string(duk, 0), duk_safe_to_string(duk, 1), &len);
	if (!text)
		return 0; /* undefined */
	duk_push_lstring(duk, text, len);
	return 1;
}

struct naming {
	int slot;
	const char *name;
};

static duk_ret_t put_offer(duk_context *duk, void *ctx)
{
	const struct naming *n = ctx;
	duk_push_c_function(duk, offered, 2);
	duk_set_magic(duk, -1, n->slot);
	duk_put_global_string(duk, n->name);
	return 0;
}

int script_offer(struct script *s, int slot, const char *name, script_reader reader, void *ctx, struct err *err)
{
	struct naming n = {slot, name};
	if (slot < 0 || slot >= SLOTS)
		return err_set(err, ERR_CONFIG, "figures' engine: no slot %d", slot);
	s->offers[slot] = (struct offer){reader, ctx};
	if (duk_safe_call(s->duk, put_offer, &n, 0, 1) != DUK_EXEC_SUCCESS)
		return failure(s, name, err);
	duk_pop(s->duk);
	return 0;
}

struct call {
	const char *object;
	const char *method;
	const struct buf *a;
	const char *b;
	bool with_a;
};

static duk_ret_t call_method(duk_context *duk, void *ctx)
{
	const struct call *c = ctx;
	duk_get_global_string(duk, c->object);
	duk_push_string(duk, c->method);
	if (c->with_a)
		duk_push_lstring(duk, buf_string(c->a), c->a->len);
	if (c->b)
		duk_push_string(duk, c->b);
	duk_call_prop(duk, 0, c->with_a + (c->b != NULL));
	duk_require_string(duk, -1);
	return 1;
}

static int result(struct script *s, char **out, size_t *out_len, struct err *err)
{
	struct buf text;
	buf_init(&text, TEXT_CAP);
	size_t len = 0;
	const char *from = duk_get_lstring(s->duk, -1, &len);
	utf8_from_engine(from, len, &text);
	size_t n = text.len;
	int code = text.failed;
	char *bytes = buf_take(&text);
	duk_pop(s->duk);
	buf_done(&text);
	if (!bytes)
		return err_set(err, code ? code : ERR_NOMEM, "no memory for a figure's text");
	*out = bytes;
	if (out_len)
		*out_len = n;
	return 0;
}

int script_call(struct script *s, const char *object, const char *method, const char *a, size_t a_len, const char *b,
		char **out, size_t *out_len, struct err *err)
{
	struct buf text;
	buf_init(&text, TEXT_CAP);
	int code = a ? utf8_to_engine(a, a_len, &text) : 0;
	if (code) {
		buf_done(&text);
		return err_set(err, code, code == ERR_PARSE ? "%s: the text is not UTF-8" : "%s: the text is too long",
			       method);
	}
	struct call ctx = {object, method, &text, b, a != NULL};
	bool thrown = duk_safe_call(s->duk, call_method, &ctx, 0, 1) != DUK_EXEC_SUCCESS;
	buf_done(&text);
	if (thrown)
		return failure(s, method, err);
	return result(s, out, out_len, err);
}
