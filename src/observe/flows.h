/* The memory of flows: a set-associative table of fixed size with a keyed hash. Nothing is
 * allocated after it is made; a full set gives up a dead entry first, else the one that was quiet
 * longest. */
#pragma once

#include "base/addr.h"
#include "base/hash.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Seen from the point: `local` is its own address. ICMP echo keeps the identifier as local port. */
struct flow_key {
	struct addr local;
	struct addr remote;
	uint16_t local_port;
	uint16_t remote_port;
	uint8_t proto;
};

enum flow_state {
	FLOW_FREE = 0,
	FLOW_OPENING,     /* the first packet was sent, nothing came back yet */
	FLOW_ESTABLISHED, /* TCP: answered; UDP, ICMP and others: alive */
	FLOW_CLOSING      /* TCP: a FIN or RST was seen */
};

struct flow {
	struct flow_key key;
	uint8_t state;
	int64_t last_us;
};

struct flows {
	struct flow *flow;
	size_t sets; /* a power of two */
	size_t used; /* entries ever filled: while zero, nothing needs to be looked up */
	uint64_t evictions;
	struct hash_key hash;
};

/* `count` entries, a power of two. */
int flows_init(struct flows *t, size_t count, struct err *err) MUST_USE;
void flows_done(struct flows *t);

/* The live entry, or NULL. */
struct flow *flows_find(struct flows *t, const struct flow_key *key, int64_t time_us);

/* The live entry, or a new one with this state; its time is now. *fresh (or NULL) tells which. */
struct flow *flows_enter(struct flows *t, const struct flow_key *key, enum flow_state state, int64_t time_us,
			 bool *fresh);
