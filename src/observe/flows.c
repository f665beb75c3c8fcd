#include "observe/flows.h"

#include "base/civil.h"
#include "base/service.h"

#include <stdlib.h>

#define WAYS 8

/* Life times. Those of TCP follow Linux's connection tracking, except that a closed connection is
 * remembered longer: servers send a last RST minutes after the end, and it is no stranger's. UDP is
 * longer than usual, because answers of slow name servers are late. */
static int64_t life_us(const struct flow *f)
{
	if (f->key.proto == PROTO_TCP) {
		switch ((enum flow_state)f->state) {
		case FLOW_ESTABLISHED:
			return 5 * US_PER_DAY;
		case FLOW_CLOSING:
			return 900 * US_PER_SECOND;
		case FLOW_FREE:
		case FLOW_OPENING:
			return 120 * US_PER_SECOND;
		}
	}
	bool echo = f->key.proto == PROTO_ICMP || f->key.proto == PROTO_ICMPV6;
	return (echo ? 60 : 180) * US_PER_SECOND;
}

static bool alive(const struct flow *f, int64_t time_us)
{
	return f->state != FLOW_FREE && time_us - f->last_us <= life_us(f);
}

static bool same(const struct flow_key *a, const struct flow_key *b)
{
	return addr_equal(a->remote, b->remote) && a->local_port == b->local_port && a->remote_port == b->remote_port &&
	       a->proto == b->proto && addr_equal(a->local, b->local);
}

static struct flow *set_of(const struct flows *t, const struct flow_key *key)
{
	const uint64_t words[] = {key->local.high, key->local.low, key->remote.high, key->remote.low,
				  (uint64_t)key->local_port << 32 | (uint64_t)key->remote_port << 16 | key->proto};
	uint64_t hash = hash_sip(&t->hash, words, sizeof(words) / sizeof(*words));
	return t->flow + (hash & (t->sets - 1)) * WAYS;
}

int flows_init(struct flows *t, size_t count, struct err *err)
{
	*t = (struct flows){.sets = count / WAYS};
	int code = hash_key_random(&t->hash, err);
	if (code)
		return code;
	t->flow = calloc(count, sizeof(*t->flow));
	return t->flow ? 0 : err_set(err, ERR_NOMEM, "no memory for %zu flows", count);
}

void flows_done(struct flows *t)
{
	free(t->flow);
	t->flow = NULL;
}

struct flow *flows_find(struct flows *t, const struct flow_key *key, int64_t time_us)
{
	if (!t->used)
		return NULL;
	struct flow *set = set_of(t, key);
	for (size_t i = 0; i < WAYS; i++)
		if (set[i].state != FLOW_FREE && same(&set[i].key, key))
			return alive(&set[i], time_us) ? &set[i] : NULL;
	return NULL;
}

struct flow *flows_enter(struct flows *t, const struct flow_key *key, enum flow_state state, int64_t time_us,
			 bool *fresh)
{
	struct flow *set = set_of(t, key);
	struct flow *victim = NULL;
	for (size_t i = 0; i < WAYS; i++) {
		struct flow *f = &set[i];
		if (f->state != FLOW_FREE && same(&f->key, key)) {
			if (alive(f, time_us)) {
				f->last_us = time_us;
				if (fresh)
					*fresh = false;
				return f;
			}
			victim = f;
			break;
		}
		bool better =
		    !victim || (victim->state != FLOW_FREE && (f->state == FLOW_FREE || f->last_us < victim->last_us));
		if (better)
			victim = f;
	}
	t->evictions += alive(victim, time_us);
	t->used += victim->state == FLOW_FREE;
	*victim = (struct flow){*key, (uint8_t)state, time_us};
	if (fresh)
		*fresh = true;
	return victim;
}
