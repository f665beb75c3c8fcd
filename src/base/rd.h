/* Reader over borrowed bytes. The first short read latches `bad`; later reads yield zero, so a
 * decoder reads field after field and tests once at the end. It never looks past the bytes it was
 * given. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

struct rd {
	const uint8_t *p;
	size_t left;
	bool bad;
};

/* The next n bytes, borrowed, or NULL (and bad) when fewer are left. */
static inline const uint8_t *rd_take(struct rd *r, size_t n)
{
	if (r->bad || n > r->left) {
		r->bad = true;
		return NULL;
	}
	const uint8_t *at = r->p;
	r->p += n;
	r->left -= n;
	return at;
}

static inline uint8_t rd_u8(struct rd *r)
{
	const uint8_t *b = rd_take(r, 1);
	return b ? b[0] : 0;
}

static inline uint16_t rd_be16(struct rd *r)
{
	const uint8_t *b = rd_take(r, 2);
	return b ? (uint16_t)(b[0] << 8 | b[1]) : 0;
}

static inline uint32_t rd_be32(struct rd *r)
{
	const uint8_t *b = rd_take(r, 4);
	return b ? (uint32_t)b[0] << 24 | (uint32_t)b[1] << 16 | (uint32_t)b[2] << 8 | b[3] : 0;
}

static inline uint64_t rd_be64(struct rd *r)
{
	uint64_t high = rd_be32(r);
	return high << 32 | rd_be32(r);
}

/* Capture files come in the byte order of the machine that wrote them. */
static inline uint16_t rd_u16(struct rd *r, bool big_endian)
{
	uint16_t v = rd_be16(r);
	return big_endian ? v : __builtin_bswap16(v);
}

static inline uint32_t rd_u32(struct rd *r, bool big_endian)
{
	uint32_t v = rd_be32(r);
	return big_endian ? v : __builtin_bswap32(v);
}
