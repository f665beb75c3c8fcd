/* Backscatter -> runs by victim, its service and kind of flood: packets with no more than an hour from one to the next.
 * As floods.c of one point sees a small part of a flood only, runs of several points are joined later. */
#pragma once

#include "tally/tally.h"

struct floods;

struct floods *floods_new(void) MUST_USE; /* NULL: no memory */
void floods_free(struct floods *f);

/* Count one packet of local day `day`. `region`: of the victim. ERR_NOMEM or 0. */
int floods_count(struct floods *f, struct tally_rows *rows, const struct tally_event *e, int32_t day,
		 region_id region) MUST_USE;

/* The rows were taken: begin a new set. */
void floods_begin(struct floods *f);
