#include "tally/marks.h"

#include "base/grow.h"
#include "base/hash.h"
#include "base/slots.h"

#include <stdlib.h>

#define SENDERS_MAX (1u << 20) /* whose keys are remembered; with more of them all are forgotten */

/* The last packet with a tool's key from a source. */
struct sender {
	uint64_t source;
	struct addr to;
	service_id service;
	uint32_t key;
	uint8_t tool;
};

struct marks {
	struct hash_key key;
	struct slots rows; /* of tally_rows.marks */
	struct slots index;
	struct sender *senders;
	size_t count;
	size_t room;
};

struct marks *marks_new(void)
{
	struct marks *m = calloc(1, sizeof(*m));
	struct err err;
	if (m && (hash_key_random(&m->key, &err) || slots_init(&m->rows, 16) || slots_init(&m->index, 16))) {
		marks_free(m);
		return NULL;
	}
	return m;
}

void marks_free(struct marks *m)
{
	if (!m)
		return;
	slots_done(&m->rows);
	slots_done(&m->index);
	free(m->senders);
	free(m);
}

void marks_begin(struct marks *m)
{
	slots_clear(&m->rows);
}

static int find_sender(struct marks *m, uint64_t source, uint8_t tool, struct sender **out, bool *known)
{
	if (m->count == SENDERS_MAX) {
		slots_clear(&m->index);
		m->count = 0;
	}
	struct slots_probe probe = slots_seek(&m->index, hash_pair(&m->key, source, tool));
	uint32_t row;
	*known = true;
	while (slots_next(&m->index, &probe, &row)) {
		*out = &m->senders[row];
		if ((*out)->source == source && (*out)->tool == tool)
			return 0;
	}
	if (grow_array((void **)&m->senders, &m->room, m->count + 1, sizeof(*m->senders)) ||
	    slots_put(&m->index, &probe, (uint32_t)m->count))
		return ERR_NOMEM;
	*out = &m->senders[m->count++];
	*known = false;
	return 0;
}

/* Does the packet go on with the run of the one before it? */
static int compare_key(struct marks *m, const struct tally_event *e, uint8_t tool, bool *same)
{
	struct sender *s = NULL;
	bool known;
	if (find_sender(m, e->source, tool, &s, &known))
		return ERR_NOMEM;
	bool elsewhere = known && (s->service != e->service || !addr_equal(s->to, e->to));
	*same = known && s->key == e->key && (elsewhere || !tool_entry((enum tool)tool)->spread);
	*s = (struct sender){e->source, e->to, e->service, e->key, tool};
	return 0;
}

static int add_row(struct marks *m, struct tally_rows *r, const struct mark_day *row)
{
	uint64_t rest = (uint64_t)(uint32_t)row->day << 32 | row->service << 8 | row->mark;
	struct slots_probe probe = slots_seek(&m->rows, hash_pair(&m->key, row->source, rest));
	uint32_t at;
	while (slots_next(&m->rows, &probe, &at)) {
		struct mark_day *d = &r->marks[at];
		if (d->source == row->source && d->service == row->service && d->day == row->day &&
		    d->mark == row->mark) {
			d->matched++;
			return 0;
		}
	}
	if (grow_array((void **)&r->marks, &r->mark_room, r->mark_count + 1, sizeof(*r->marks)) ||
	    slots_put(&m->rows, &probe, (uint32_t)r->mark_count))
		return ERR_NOMEM;
	r->marks[r->mark_count++] = *row;
	return 0;
}

int marks_count(struct marks *m, struct tally_rows *rows, const struct tally_event *e, const struct mark_day *row)
{
	struct mark_day day = *row;
	day.matched = 1;
	for (uint64_t left = e->marks; left; left &= left - 1) {
		day.mark = (uint8_t)__builtin_ctzll(left);
		const struct tool_entry *tool = tool_entry((enum tool)day.mark);
		bool holds = true;
		if (tool && tool->key && compare_key(m, e, day.mark, &holds))
			return ERR_NOMEM;
		if (holds && add_row(m, rows, &day))
			return ERR_NOMEM;
	}
	return 0;
}
