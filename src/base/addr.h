/* Internet addresses and prefixes as two 64-bit numbers. An IPv4 address a.b.c.d is kept as
 * ::ffff:a.b.c.d (RFC 4291, 2.5.5.2), so one comparison serves both families. */
#pragma once

#include "base/err.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct addr {
	uint64_t high;
	uint64_t low;
};

struct prefix {
	struct addr addr; /* bits after the length are zero */
	uint8_t bits;     /* 0 to 128; an IPv4 /24 has 120 */
};

#define ADDR_TEXT_MAX 64 /* room for any address or prefix as text, with its NUL */
#define ADDR_V4_MARK 0xffff00000000u

static inline struct addr addr_v4(uint32_t host_order)
{
	return (struct addr){0, ADDR_V4_MARK | host_order};
}

static inline bool addr_is_v4(struct addr a)
{
	return a.high == 0 && a.low >> 32 == 0xffff;
}

static inline bool addr_equal(struct addr a, struct addr b)
{
	return a.high == b.high && a.low == b.low;
}

static inline bool prefix_holds(struct prefix p, struct addr a)
{
	if (p.bits == 0)
		return true;
	if (p.bits <= 64)
		return (a.high ^ p.addr.high) >> (64 - p.bits) == 0;
	if (a.high != p.addr.high)
		return false;
	return (a.low ^ p.addr.low) >> (128 - p.bits) == 0;
}

/* The source key of definitions.md: the IPv4 address as a number, or the upper half of the IPv6
 * address. IPv6 sources whose upper half is below 2^32 are reserved space (RFC 4291: ::/96,
 * ::ffff:0:0/96 and the rest of ::/32) and never reach a key: observe leaves them out. */
static inline uint64_t addr_source_key(struct addr a)
{
	return addr_is_v4(a) ? (uint32_t)a.low : a.high;
}

/* Text of a source key: dotted quad, or an IPv6 /64 prefix. out has ADDR_TEXT_MAX bytes. */
void addr_source_text(uint64_t key, char *out);

/* "192.0.2.1" or "2001:db8::1". */
int addr_parse(const char *text, struct addr *out) MUST_USE;
void addr_text(struct addr a, char *out);

/* "192.0.2.0/24", "2001:db8::/32", or a single address. Bits after the length must be zero. */
int prefix_parse(const char *text, struct prefix *out) MUST_USE;
void prefix_text(struct prefix p, char *out);

/* A source key from an address or a /64 as written by a person. */
int addr_source_parse(const char *text, uint64_t *out) MUST_USE;
