#include "tally/attempts.h"

#include "base/civil.h"
#include "base/hash.h"
#include "base/slots.h"

#include <stdlib.h>

#define WINDOW_US (60 * US_PER_SECOND)
#define ROWS_MAX (1u << 24)
#define ROWS_FIRST 1024

struct attempt {
	uint64_t source;
	struct addr to;
	int64_t last_us;
	service_id service;
	uint32_t seq;
	uint16_t src_port;
};

struct generation {
	struct slots index;
	struct attempt *rows;
	size_t count;
	size_t room;
};

struct attempts {
	struct hash_key key;
	struct generation young;
	struct generation old;
	int64_t begin_us; /* of the younger generation */
	bool begun;
	bool exact;
};

static int generation_init(struct generation *g)
{
	g->rows = malloc(ROWS_FIRST * sizeof(*g->rows));
	g->room = ROWS_FIRST;
	g->count = 0;
	return g->rows && !slots_init(&g->index, ROWS_FIRST) ? 0 : ERR_NOMEM;
}

static void generation_done(struct generation *g)
{
	free(g->rows);
	slots_done(&g->index);
}

struct attempts *attempts_new(void)
{
	struct attempts *a = calloc(1, sizeof(*a));
	struct err err;
	if (!a)
		return NULL;
	a->exact = true;
	if (hash_key_random(&a->key, &err) || generation_init(&a->young) || generation_init(&a->old)) {
		attempts_free(a);
		return NULL;
	}
	return a;
}

void attempts_free(struct attempts *a)
{
	if (!a)
		return;
	generation_done(&a->young);
	generation_done(&a->old);
	free(a);
}

bool attempts_exact(const struct attempts *a)
{
	return a->exact;
}

/* The older generation is forgotten; its memory serves the new one, unless a burst made it far too
 * large. */
static int turn(struct attempts *a, int64_t time_us)
{
	struct generation spare = a->old;
	a->old = a->young;
	a->young = spare;
	a->begin_us = time_us;
	struct generation *g = &a->young;
	g->count = 0;
	if (g->index.mask + 1 > 64 * (size_t)ROWS_FIRST && g->index.used * 16 < g->index.mask) {
		generation_done(g);
		return generation_init(g);
	}
	slots_clear(&g->index);
	return 0;
}

static bool same(const struct attempt *a, const struct attempt *b)
{
	return a->source == b->source && a->service == b->service && a->seq == b->seq && a->src_port == b->src_port &&
	       addr_equal(a->to, b->to);
}

static struct attempt *find(struct generation *g, const struct attempt *key, uint64_t hash, struct slots_probe *probe)
{
	uint32_t row;
	*probe = slots_seek(&g->index, hash);
	while (slots_next(&g->index, probe, &row))
		if (same(&g->rows[row], key))
			return &g->rows[row];
	return NULL;
}

static int remember(struct generation *g, const struct attempt *key, const struct slots_probe *probe)
{
	if (g->count == g->room) {
		struct attempt *rows = realloc(g->rows, 2 * g->room * sizeof(*rows));
		if (!rows)
			return ERR_NOMEM;
		g->rows = rows;
		g->room *= 2;
	}
	int code = slots_put(&g->index, probe, (uint32_t)g->count);
	if (!code)
		g->rows[g->count++] = *key;
	return code;
}

/* No more than 60 s apart, in either order: captures are not always sorted to the microsecond. */
static bool near(int64_t a, int64_t b)
{
	return a - b <= WINDOW_US && b - a <= WINDOW_US;
}

int attempts_see(struct attempts *a, const struct tally_event *event)
{
	int64_t time_us = event->time_us;
	struct attempt key = {.source = event->source,
			      .to = event->to,
			      .last_us = time_us,
			      .service = event->service,
			      .seq = event->seq,
			      .src_port = event->src_port};
	if (!a->begun || time_us - a->begin_us > WINDOW_US) {
		/* after a long silence both generations are stale */
		bool stale = a->begun && time_us - a->begin_us > 2 * WINDOW_US;
		a->begun = true;
		if ((stale && turn(a, time_us)) || turn(a, time_us))
			return ERR_NOMEM;
	}
	uint64_t hash = hash_pair(&a->key, key.source, (uint64_t)key.service << 32 | key.seq);
	hash = hash_pair(&a->key, hash, key.to.low ^ key.to.high ^ (uint64_t)key.src_port << 48);

	struct slots_probe at;
	struct slots_probe ignored;
	struct attempt *row = find(&a->young, &key, hash, &at);
	if (row) {
		bool retry = near(time_us, row->last_us);
		row->last_us = time_us > row->last_us || !retry ? time_us : row->last_us;
		return !retry;
	}
	row = find(&a->old, &key, hash, &ignored);
	bool retry = row && near(time_us, row->last_us);
	if (a->young.count >= ROWS_MAX) {
		a->exact = false;
		return !retry;
	}
	int code = remember(&a->young, &key, &at);
	return code ? code : !retry;
}
