#include "tally/floods.h"

#include "base/grow.h"
#include "base/hash.h"
#include "base/slots.h"

#include <stdlib.h>

struct floods {
	struct hash_key key;
	struct slots rows; /* of tally_rows.floods */
};

struct floods *floods_new(void)
{
	struct floods *f = calloc(1, sizeof(*f));
	struct err err;
	if (f && (hash_key_random(&f->key, &err) || slots_init(&f->rows, 16))) {
		floods_free(f);
		return NULL;
	}
	return f;
}

void floods_free(struct floods *f)
{
	if (!f)
		return;
	slots_done(&f->rows);
	free(f);
}

void floods_begin(struct floods *f)
{
	slots_clear(&f->rows);
}

static bool goes_on(const struct flood_run *run, const struct flood *flood, int64_t time_us)
{
	return run->victim == flood->victim && run->service == flood->service && run->kind == flood->kind &&
	       time_us - run->end_us <= FLOOD_GAP_US && run->begin_us - time_us <= FLOOD_GAP_US;
}

int floods_count(struct floods *f, struct tally_rows *r, const struct tally_event *e, int32_t day, region_id region)
{
	const struct flood *flood = &e->flood;
	struct slots_probe probe =
	    slots_seek(&f->rows, hash_pair(&f->key, flood->victim, (uint64_t)flood->service << 8 | flood->kind));
	uint32_t row;
	while (slots_next(&f->rows, &probe, &row)) {
		struct flood_run *run = &r->floods[row];
		if (!goes_on(run, flood, e->time_us))
			continue;
		run->day = e->time_us < run->begin_us ? day : run->day;
		run->begin_us = e->time_us < run->begin_us ? e->time_us : run->begin_us;
		run->end_us = e->time_us > run->end_us ? e->time_us : run->end_us;
		run->packets++;
		return 0;
	}
	if (grow_array((void **)&r->floods, &r->flood_room, r->flood_count + 1, sizeof(*r->floods)) ||
	    slots_put(&f->rows, &probe, (uint32_t)r->flood_count))
		return ERR_NOMEM;
	r->floods[r->flood_count++] = (struct flood_run){.victim = flood->victim,
							 .begin_us = e->time_us,
							 .end_us = e->time_us,
							 .day = day,
							 .service = flood->service,
							 .packets = 1,
							 .region = region,
							 .kind = flood->kind};
	return 0;
}
