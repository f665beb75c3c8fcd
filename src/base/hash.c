#include "base/hash.h"

#include <nettle/sha2.h>
#include <stdlib.h>
#include <sys/random.h>

struct sha256 {
	struct sha256_ctx ctx;
};

int hash_key_random(struct hash_key *out, struct err *err)
{
	struct hash_key key;
	if (getrandom(&key, sizeof(key), 0) != (ssize_t)sizeof(key))
		return err_errno(err, "read random bytes");
	*out = key;
	return 0;
}

static uint64_t rotate(uint64_t x, int bits)
{
	return x << bits | x >> (64 - bits);
}

static void sip_round(uint64_t v[4])
{
	v[0] += v[1];
	v[1] = rotate(v[1], 13) ^ v[0];
	v[0] = rotate(v[0], 32);
	v[2] += v[3];
	v[3] = rotate(v[3], 16) ^ v[2];
	v[0] += v[3];
	v[3] = rotate(v[3], 21) ^ v[0];
	v[2] += v[1];
	v[1] = rotate(v[1], 17) ^ v[2];
	v[2] = rotate(v[2], 32);
}

uint64_t hash_sip(const struct hash_key *key, const uint64_t *words, size_t count)
{
	uint64_t v[4] = {key->a ^ 0x736f6d6570736575u, key->b ^ 0x646f72616e646f6du, key->a ^ 0x6c7967656e657261u,
			 key->b ^ 0x7465646279746573u};
	for (size_t i = 0; i < count; i++) {
		v[3] ^= words[i];
		sip_round(v);
		v[0] ^= words[i];
	}
	uint64_t length = (uint64_t)count * 8 << 56;
	v[3] ^= length;
	sip_round(v);
	v[0] ^= length;
	v[2] ^= 0xff;
	for (int i = 0; i < 3; i++)
		sip_round(v);
	return v[0] ^ v[1] ^ v[2] ^ v[3];
}

struct sha256 *sha256_new(void)
{
	struct sha256 *h = malloc(sizeof(*h));
	if (h)
		sha256_init(&h->ctx);
	return h;
}

void sha256_free(struct sha256 *h)
{
	free(h);
}

void sha256_add(struct sha256 *h, const void *bytes, size_t len)
{
	sha256_update(&h->ctx, len, bytes);
}

void sha256_text(struct sha256 *h, char *out)
{
	static const char digits[] = "0123456789abcdef";
	uint8_t digest[SHA256_BYTES];
	sha256_digest(&h->ctx, sizeof(digest), digest);
	for (size_t i = 0; i < sizeof(digest); i++) {
		out[2 * i] = digits[digest[i] >> 4];
		out[2 * i + 1] = digits[digest[i] & 15];
	}
	out[2 * sizeof(digest)] = '\0';
}

uint64_t sha256_number(struct sha256 *h)
{
	uint8_t digest[SHA256_BYTES];
	uint64_t number = 0;
	sha256_digest(&h->ctx, sizeof(digest), digest);
	for (size_t i = 0; i < sizeof(number); i++)
		number = number << 8 | digest[i];
	return number >> 1;
}
