#include "tally/payloads.h"

#include "base/grow.h"
#include "base/hash.h"
#include "base/slots.h"

#include <stdlib.h>
#include <string.h>

struct payloads {
	struct hash_key key;
	struct slots rows;  /* of tally_rows.payloads */
	struct slots texts; /* of tally_rows.payload_texts */
};

struct payloads *payloads_new(void)
{
	struct payloads *p = calloc(1, sizeof(*p));
	struct err err;
	if (p && (hash_key_random(&p->key, &err) || slots_init(&p->rows, 16) || slots_init(&p->texts, 16))) {
		payloads_free(p);
		return NULL;
	}
	return p;
}

void payloads_free(struct payloads *p)
{
	if (!p)
		return;
	slots_done(&p->rows);
	slots_done(&p->texts);
	free(p);
}

void payloads_begin(struct payloads *p)
{
	slots_clear(&p->rows);
	slots_clear(&p->texts);
}

void payload_texts_clear(struct tally_rows *rows)
{
	for (size_t i = 0; i < rows->payload_text_count; i++)
		free((char *)(uintptr_t)rows->payload_texts[i].detail);
	rows->payload_text_count = 0;
}

/* Have the set say what this content is. */
static int know_text(struct payloads *p, struct tally_rows *r, const struct payload_known *known)
{
	struct slots_probe probe = slots_seek(&p->texts, hash_pair(&p->key, known->content, 1));
	uint32_t row;
	while (slots_next(&p->texts, &probe, &row))
		if (r->payload_texts[row].content == known->content)
			return 0;
	if (grow_array((void **)&r->payload_texts, &r->payload_text_room, r->payload_text_count + 1,
		       sizeof(*r->payload_texts)))
		return ERR_NOMEM;
	char *detail = strdup(known->detail.text);
	if (!detail || slots_put(&p->texts, &probe, (uint32_t)r->payload_text_count)) {
		free(detail);
		return ERR_NOMEM;
	}
	r->payload_texts[r->payload_text_count++] = (struct payload_text){
	    .content = known->content, .form = known->form, .detail = detail, .payload = known->payload};
	return 0;
}

static bool same(const struct payload_day *a, const struct payload_day *b)
{
	return a->content == b->content && a->source == b->source && a->day == b->day && a->service == b->service &&
	       a->payload == b->payload && a->ttl == b->ttl && a->plain == b->plain;
}

static uint64_t hash_of(const struct payloads *p, const struct payload_day *d)
{
	uint64_t rest = (uint64_t)d->service << 32 | (uint64_t)d->payload << 24 | (uint64_t)d->ttl << 16 |
			(uint64_t)d->plain << 8 | ((uint32_t)d->day & 0xff);
	return hash_pair(&p->key, hash_pair(&p->key, d->source, d->content), rest);
}

int payloads_count(struct payloads *p, struct tally_rows *r, struct place *place, const struct payload_day *key,
		   const struct payload_known *known)
{
	struct slots_probe probe = slots_seek(&p->rows, hash_of(p, key));
	uint32_t row;
	while (slots_next(&p->rows, &probe, &row)) {
		if (same(&r->payloads[row], key)) {
			r->payloads[row].accesses++;
			return 0;
		}
	}
	if ((known->content && know_text(p, r, known)) ||
	    grow_array((void **)&r->payloads, &r->payload_room, r->payload_count + 1, sizeof(*r->payloads)) ||
	    slots_put(&p->rows, &probe, (uint32_t)r->payload_count))
		return ERR_NOMEM;
	struct payload_day *day = &r->payloads[r->payload_count++];
	*day = *key;
	day->accesses = 1;
	day->region = place ? place_region(place, key->source) : REGION_UNKNOWN;
	return 0;
}
