#include "store/month.h"

#include "base/hash.h"

#include <stdlib.h>
#include <string.h>

#define FIRST_ROOM 4096

/* Open addressing. A place is empty while it has no kind. */
struct month {
	struct hash_key key;
	uint64_t *sources;
	uint8_t *kinds;
	size_t mask;
	size_t used;
};

static int make_room(struct month *m, size_t room)
{
	m->sources = malloc(room * sizeof(*m->sources));
	m->kinds = calloc(room, sizeof(*m->kinds));
	m->mask = room - 1;
	m->used = 0;
	return m->sources && m->kinds ? 0 : ERR_NOMEM;
}

struct month *month_new(void)
{
	struct month *m = calloc(1, sizeof(*m));
	struct err err;
	if (m && (hash_key_random(&m->key, &err) || make_room(m, FIRST_ROOM))) {
		month_free(m);
		return NULL;
	}
	return m;
}

void month_free(struct month *m)
{
	if (!m)
		return;
	free(m->sources);
	free(m->kinds);
	free(m);
}

/* The place of a source, or the empty one where it belongs. */
static size_t seek(const struct month *m, uint64_t source)
{
	size_t at = hash_pair(&m->key, source, 0) & m->mask;
	while (m->kinds[at] && m->sources[at] != source)
		at = (at + 1) & m->mask;
	return at;
}

static int grow(struct month *m)
{
	struct month old = *m;
	if (make_room(m, 2 * (old.mask + 1))) {
		free(m->sources);
		free(m->kinds);
		*m = old;
		return ERR_NOMEM;
	}
	for (size_t i = 0; i <= old.mask; i++) {
		if (!old.kinds[i])
			continue;
		size_t at = seek(m, old.sources[i]);
		m->sources[at] = old.sources[i];
		m->kinds[at] = old.kinds[i];
	}
	m->used = old.used;
	free(old.sources);
	free(old.kinds);
	return 0;
}

int month_add(struct month *m, uint64_t source, uint8_t kind)
{
	size_t at = seek(m, source);
	if (!m->kinds[at]) {
		m->sources[at] = source;
		m->used++;
	}
	m->kinds[at] |= (uint8_t)(1u << kind);
	return m->used * 2 > m->mask ? grow(m) : 0;
}

void month_take(struct month *m, uint64_t counts[DAY_KINDS + 1])
{
	counts[0] += m->used;
	for (size_t i = 0; i <= m->mask; i++)
		for (unsigned k = 1; k <= DAY_KINDS; k++)
			counts[k] += m->kinds[i] >> k & 1;
	memset(m->kinds, 0, m->mask + 1);
	m->used = 0;
}
