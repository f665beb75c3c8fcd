/* Accesses pass from the thread that reads and judges packets to one that counts them, in batches through a short
 * ring, so that both cores work. The counting thread also hands full rows on (handover.h). */
#pragma once

#include "base/err.h"
#include "centre/handover.h"
#include "tally/tally.h"

#include <stdint.h>

struct feed;

/* What was counted since feed_begin. */
struct feed_sums {
	uint64_t attempts;
	uint64_t rows;
};

/* Borrows the tally, which must not be used by others until feed_free. */
int feed_new(struct tally *tally, struct feed **out, struct err *err) MUST_USE;
void feed_free(struct feed *f);

/* What follows belongs to one file; its rows go to `handover`, or nowhere when it is NULL. */
void feed_begin(struct feed *f, struct handover *handover);

/* Count one event, whose message goes with it. The error may be that of an earlier one. */
int feed_give(struct feed *f, const struct tally_event *event, struct err *err) MUST_USE;

/* Wait until all is counted, and hand the last rows over; or, when the file is broken, throw them away. */
int feed_end(struct feed *f, bool broken, struct feed_sums *sums, struct err *err) MUST_USE;
