/* Payloads -> rows by day, service, content, source and the bits by which senders with forged sources are told; and
 * what each content is, once in each set of rows. */
#pragma once

#include "tally/tally.h"

struct payloads;

struct payloads *payloads_new(void) MUST_USE; /* NULL: no memory */
void payloads_free(struct payloads *p);

/* Count one. `key` has all but the region and the count. ERR_NOMEM or 0. */
int payloads_count(struct payloads *p, struct tally_rows *rows, struct place *place, const struct payload_day *key,
		   const struct payload_known *known) MUST_USE;

/* The rows were taken: begin a new set. */
void payloads_begin(struct payloads *p);

/* Free the texts of a set; its array stays. */
void payload_texts_clear(struct tally_rows *rows);
