#include "tally/recall.h"

#include "base/hash.h"
#include "base/slots.h"

#include <stdlib.h>
#include <string.h>

#define KNOWN_MAX 16384 /* payloads of one file; further ones are content 0 of their protocol */
#define VARIANTS_MAX 64 /* contents of one unknown form; further ones are counted as the form itself */
#define WHOLE UINT8_MAX /* no payload's number: the content of all bytes is never a form */
#define RECENT 8192     /* a power of two */

struct recent {
	uint64_t hash;
	const struct payload_known *known;
};

struct recall {
	struct hash_key key;
	struct sha256 *digest;
	struct recent recent[RECENT]; /* by hash of the bytes */
	struct slots index;           /* of `known`, by id */
	struct payload_known *known[KNOWN_MAX];
	size_t count;
	struct payload_known too_many[PAYLOAD_COUNT];
};

struct recall *recall_new(void)
{
	struct recall *r = calloc(1, sizeof(*r));
	struct err err;
	if (!r)
		return NULL;
	r->digest = sha256_new();
	if (!r->digest || hash_key_random(&r->key, &err) || slots_init(&r->index, 1024)) {
		recall_free(r);
		return NULL;
	}
	for (size_t i = 0; i < PAYLOAD_COUNT; i++)
		r->too_many[i].payload = (uint8_t)i;
	return r;
}

static void forget(struct recall *r)
{
	for (size_t i = 0; i < r->count; i++)
		free(r->known[i]);
	r->count = 0;
}

void recall_free(struct recall *r)
{
	if (!r)
		return;
	forget(r);
	sha256_free(r->digest);
	slots_done(&r->index);
	free(r);
}

void recall_clear(struct recall *r)
{
	forget(r);
	slots_clear(&r->index);
	memset(r->recent, 0, sizeof(r->recent));
}

/* In two lanes: a worm's packet takes some 20 ns. */
static uint64_t hash_bytes(const struct recall *r, const void *bytes, size_t len, uint64_t more)
{
	const uint8_t *data = bytes;
	uint64_t one = hash_pair(&r->key, len, more);
	uint64_t two = ~one;
	uint64_t words[4];
	for (; len >= sizeof(words); data += sizeof(words), len -= sizeof(words)) {
		memcpy(words, data, sizeof(words));
		one = hash_pair(&r->key, one ^ words[0], words[1]);
		two = hash_pair(&r->key, two ^ words[2], words[3]);
	}
	memset(words, 0, sizeof(words));
	memcpy(words, data, len);
	one = hash_pair(&r->key, one ^ words[0], words[1]);
	two = hash_pair(&r->key, two ^ words[2], words[3]);
	return hash_pair(&r->key, one, two);
}

static uint64_t number_of(struct recall *r, uint8_t payload, const void *bytes, size_t len)
{
	sha256_add(r->digest, &payload, 1);
	sha256_add(r->digest, bytes, len);
	return sha256_number(r->digest);
}

/* The one that these bytes make, entered when it is new; NULL when there are too many already. Bytes are known by a
 * keyed hash; the number, which costs more, is made once. */
static int find(struct recall *r, uint8_t what, const void *bytes, size_t len, const struct payload_known *made,
		struct payload_known **out)
{
	uint64_t id = hash_bytes(r, bytes, len, what);
	struct slots_probe probe = slots_seek(&r->index, id);
	uint32_t row;
	while (slots_next(&r->index, &probe, &row)) {
		if (r->known[row]->id == id) {
			*out = r->known[row];
			return 0;
		}
	}
	*out = NULL;
	if (r->count == KNOWN_MAX)
		return 0;
	struct payload_known *known = malloc(sizeof(*known));
	if (!known || slots_put(&r->index, &probe, (uint32_t)r->count)) {
		free(known);
		return ERR_NOMEM;
	}
	*known = *made;
	known->id = id;
	known->content = number_of(r, what, bytes, len);
	known->form = known->form ? known->form : known->content;
	r->known[r->count++] = known;
	*out = known;
	return 0;
}

/* Data that nothing recognises is told apart by all of its bytes, as long as its form has not too many contents. */
static int know_unknown(struct recall *r, const uint8_t *data, size_t len, struct payload_known *made,
			struct payload_known **out)
{
	struct payload_known *form = NULL;
	int code = find(r, PAYLOAD_UNKNOWN, made->detail.text, made->detail.len, made, &form);
	if (code || !form || form->variants == VARIANTS_MAX) {
		*out = form;
		return code;
	}
	size_t before = r->count;
	made->form = form->content;
	code = find(r, WHOLE, data, len, made, out);
	form->variants += r->count > before;
	return code;
}

static int know(struct recall *r, const uint8_t *data, size_t len, const struct packet *p,
		const struct payload_known **out)
{
	struct payload_known made = {.variants = 0};
	struct payload_known *known = NULL;
	made.payload = (uint8_t)payload_read(data, len, p, &made.detail);
	int code = made.payload == PAYLOAD_UNKNOWN
		       ? know_unknown(r, data, len, &made, &known)
		       : find(r, made.payload, made.detail.text, made.detail.len, &made, &known);
	if (!code)
		*out = known ? known : &r->too_many[made.payload];
	return code;
}

int recall_payload(struct recall *r, const struct packet *p, const struct payload_known **out)
{
	size_t len;
	const uint8_t *data = payload_data(p, &len);
	if (!data) {
		*out = NULL;
		return 0;
	}
	uint64_t from = payload_source_port(p);
	uint64_t hash = hash_bytes(r, data, len, from << 32 | (uint64_t)p->dst_port << 8 | p->proto);
	struct recent *recent = &r->recent[hash & (RECENT - 1)];
	if (recent->known && recent->hash == hash) {
		*out = recent->known;
		return 0;
	}
	int code = know(r, data, len, p, out);
	if (!code)
		*recent = (struct recent){hash, *out};
	return code;
}
