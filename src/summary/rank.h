/* Which services and regions are named, and in what order; the rest is "other". */
#pragma once

#include "summary/frame.h"

#define KEYS_MAX 12 /* named ones and "other" */
#define KEY_TEXT_MAX 64

/* One named service (or group of them), or one region, or the rest. */
struct rank_key {
	char key[KEY_TEXT_MAX];
	char label[LANGUAGE_COUNT][KEY_TEXT_MAX];
	const struct summary_group *group; /* NULL: a single one */
	uint32_t item;                     /* service_id or region_id of a single one */
	uint64_t accesses;                 /* in the month */
	uint64_t sources;
	uint64_t points;
	uint64_t half_year; /* accesses in the six months */
};

struct rank {
	struct rank_key keys[KEYS_MAX];
	size_t count;    /* with "other", which is always the last */
	uint32_t *items; /* every service or region that is named, groups spelled out; never empty */
	size_t item_count;
};

int rank_services(struct store *s, const struct summary_options *o, const struct frame_days *d, struct rank *out,
		  struct err *err) MUST_USE;
int rank_regions(struct store *s, const struct summary_options *o, const struct frame_days *d,
		 const struct knowledge *k, struct rank *out, struct err *err) MUST_USE;
void rank_done(struct rank *r);

/* A service or group that is among the largest of the month, or was of the month before: [0] is the month. */
struct rank_place {
	const struct summary_group *group; /* NULL: a single one */
	uint32_t item;
	unsigned rank[2]; /* from 1; 0: not among them */
	uint64_t accesses[2];
};

/* The caller frees *out. */
int rank_places(struct store *s, const struct summary_options *o, const struct frame_days *d, struct rank_place **out,
		size_t *count, struct err *err) MUST_USE;

/* Index of the key that a service or region belongs to; the last one when it is not named. */
size_t rank_find(const struct rank *r, uint32_t item);

/* Does the group hold this service? */
bool rank_group_holds(const struct summary_group *g, uint32_t service);

/* The list parameter that names all items. */
struct store_param rank_param(const struct rank *r, const char *name);
