/* Rows pass from the thread that counts to one that writes to the store, so that both cores work.
 * At most one set waits: memory stays bounded. */
#pragma once

#include "base/err.h"
#include "store/store.h"
#include "tally/tally.h"

#include <stdint.h>

struct handover;

/* Rows go to `store` for `point`, within the transaction that is open. */
int handover_start(struct store *store, uint16_t point, struct handover **out, struct err *err) MUST_USE;

/* Give a full set and get an empty one in its place. Waits while the last one is still being
 * written; then the writer's error, if it had one, comes back here. */
int handover_give(struct handover *h, struct tally_rows *rows, struct err *err) MUST_USE;

/* Wait for the writer and end it. The writer's error, if any. */
int handover_finish(struct handover *h, struct err *err) MUST_USE;
