/* Keyed hashes. Every table whose keys a stranger chooses is keyed with secret random bytes, so
 * that nobody can aim packets at one slot. */
#pragma once

#include "base/err.h"

#include <stddef.h>
#include <stdint.h>

struct hash_key {
	uint64_t a;
	uint64_t b;
};

/* Fill from the system's random source. */
int hash_key_random(struct hash_key *out, struct err *err) MUST_USE;

/* SipHash-1-3 over 64-bit words (Aumasson and Bernstein, "SipHash: a fast short-input PRF", 2012).
 */
uint64_t hash_sip(const struct hash_key *key, const uint64_t *words, size_t count);

/* Two words into one by a 128-bit product folded in half, keyed: about 2 ns, for tables that are
 * thrown away after each file. */
static inline uint64_t hash_pair(const struct hash_key *key, uint64_t x, uint64_t y)
{
	__extension__ unsigned __int128 p = (unsigned __int128)(x ^ key->a) * ((y ^ key->b) | 1);
	uint64_t h = (uint64_t)p ^ (uint64_t)(p >> 64);
	return h ^ h >> 29;
}

#define SHA256_BYTES 32
#define SHA256_TEXT_MAX 65

struct sha256;
struct sha256 *sha256_new(void) MUST_USE; /* NULL: no memory */
void sha256_free(struct sha256 *h);
void sha256_add(struct sha256 *h, const void *bytes, size_t len);
/* The digest as lower-case hexadecimal text of SHA256_TEXT_MAX bytes; the hash starts anew. */
void sha256_text(struct sha256 *h, char *out);
/* The first 63 bits of the digest: nobody can make two texts with one number. The hash starts anew. */
uint64_t sha256_number(struct sha256 *h);
