/* An open-addressing index from a hash to row numbers of an array that the caller keeps. It holds
 *the low 32 bits of each hash, so that most wrong rows are passed over without touching them and
 *growing needs nothing of the rows. Inline: it is the inner loop of exact counting.
 *
 *	struct slots_probe p = slots_seek(&index, hash);
 *	uint32_t row;
 *	while (slots_next(&index, &p, &row))
 *		if (rows[row] is the one)
 *			return row;
 *	return slots_put(&index, &p, new_row);     // 0 or ERR_NOMEM
 */
#pragma once

#include "base/err.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

struct slot {
	uint32_t hash;
	uint32_t row_after; /* row + 1; 0 means empty */
};

struct slots {
	struct slot *slot;
	size_t mask; /* slots - 1; slots are a power of two, at most 2^31 */
	size_t used;
};

struct slots_probe {
	size_t at;
	uint32_t hash;
};

static inline int slots_init(struct slots *s, size_t rows_expected)
{
	size_t size = 16;
	while (size < rows_expected * 2 && size < (size_t)1 << 31)
		size *= 2;
	s->slot = calloc(size, sizeof(*s->slot));
	s->mask = size - 1;
	s->used = 0;
	return s->slot ? 0 : ERR_NOMEM;
}

static inline void slots_done(struct slots *s)
{
	free(s->slot);
	*s = (struct slots){0};
}

static inline void slots_clear(struct slots *s)
{
	memset(s->slot, 0, (s->mask + 1) * sizeof(*s->slot));
	s->used = 0;
}

static inline struct slots_probe slots_seek(const struct slots *s, uint64_t hash)
{
	return (struct slots_probe){(uint32_t)hash & s->mask, (uint32_t)hash};
}

static inline void slots_prefetch(const struct slots *s, uint64_t hash)
{
	__builtin_prefetch(&s->slot[(uint32_t)hash & s->mask]);
}

/* The next row whose hash is the same; false at the end of the chain, where a new row belongs. */
static inline bool slots_next(const struct slots *s, struct slots_probe *p, uint32_t *row)
{
	for (;; p->at = (p->at + 1) & s->mask) {
		const struct slot *slot = &s->slot[p->at];
		if (!slot->row_after)
			return false;
		if (slot->hash == p->hash) {
			*row = slot->row_after - 1;
			p->at = (p->at + 1) & s->mask;
			return true;
		}
	}
}

static inline int slots_grow(struct slots *s)
{
	struct slots more;
	if (s->mask >= ((size_t)1 << 31) - 1)
		return ERR_LIMIT;
	if (slots_init(&more, s->mask + 1))
		return ERR_NOMEM;
	for (size_t i = 0; i <= s->mask; i++) {
		if (!s->slot[i].row_after)
			continue;
		size_t at = s->slot[i].hash & more.mask;
		while (more.slot[at].row_after)
			at = (at + 1) & more.mask;
		more.slot[at] = s->slot[i];
	}
	more.used = s->used;
	free(s->slot);
	*s = more;
	return 0;
}

/* Enter a row where the probe ended. The table is kept at most five eighths full. */
static inline int slots_put(struct slots *s, const struct slots_probe *p, uint32_t row)
{
	size_t at = p->at;
	if ((s->used + 1) * 8 > (s->mask + 1) * 5) {
		int code = slots_grow(s);
		if (code)
			return code;
		at = p->hash & s->mask;
		while (s->slot[at].row_after)
			at = (at + 1) & s->mask;
	}
	s->slot[at] = (struct slot){p->hash, row + 1};
	s->used++;
	return 0;
}
