/* Pop-up messages -> rows by day, service, text and source, and the texts themselves, decoded once in each set of rows.
 */
#pragma once

#include "tally/tally.h"

struct messages;

struct messages *messages_new(void) MUST_USE; /* NULL: no memory */
void messages_free(struct messages *m);

/* Count one. `key` has the day, service, source and region; *number and *form are those of the text, or 0. ERR_NOMEM or
 * 0. */
int messages_count(struct messages *m, struct tally_rows *rows, const struct tally_message *message,
		   const struct message_day *key, uint64_t *number, uint64_t *form) MUST_USE;

/* The rows were taken: begin a new set. */
void messages_begin(struct messages *m);

/* Free the texts of a set; its array stays. */
void message_texts_clear(struct tally_rows *rows);
