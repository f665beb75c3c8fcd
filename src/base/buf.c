#include "base/buf.h"

#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void buf_init(struct buf *b, size_t cap_bytes)
{
	*b = (struct buf){.cap = cap_bytes};
}

void buf_done(struct buf *b)
{
	free(b->bytes);
	*b = (struct buf){.cap = b->cap};
}

void buf_clear(struct buf *b)
{
	b->len = 0;
	b->failed = 0;
	if (b->bytes)
		b->bytes[0] = '\0';
}

static int reserve(struct buf *b, size_t more)
{
	if (b->failed)
		return b->failed;
	if (more > b->cap || b->len > b->cap - more)
		return b->failed = ERR_LIMIT;
	size_t need = b->len + more + 1;
	if (need <= b->room)
		return 0;
	size_t room = b->room ? b->room : 256;
	while (room < need)
		room *= 2;
	char *bytes = realloc(b->bytes, room);
	if (!bytes)
		return b->failed = ERR_NOMEM;
	b->bytes = bytes;
	b->room = room;
	return 0;
}

void buf_add(struct buf *b, const void *bytes, size_t len)
{
	if (reserve(b, len))
		return;
	if (len)
		memcpy(b->bytes + b->len, bytes, len);
	b->len += len;
	b->bytes[b->len] = '\0';
}

void buf_text(struct buf *b, const char *text)
{
	buf_add(b, text, strlen(text));
}

void buf_printf(struct buf *b, const char *fmt, ...)
{
	va_list ap;
	va_list again;
	va_start(ap, fmt);
	va_copy(again, ap);
	int n = vsnprintf(NULL, 0, fmt, ap);
	va_end(ap);
	if (n >= 0 && reserve(b, (size_t)n) == 0) {
		(void)vsnprintf(b->bytes + b->len, (size_t)n + 1, fmt, again);
		b->len += (size_t)n;
	}
	va_end(again);
}

const char *buf_string(const struct buf *b)
{
	return b->bytes ? b->bytes : "";
}

char *buf_take(struct buf *b)
{
	if (b->failed || reserve(b, 0))
		return NULL;
	char *bytes = b->bytes;
	bytes[b->len] = '\0';
	*b = (struct buf){.cap = b->cap};
	return bytes;
}
