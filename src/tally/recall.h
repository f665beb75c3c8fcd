/* What payloads are, remembered: the same bytes come again and again, and are read and hashed once. One thread asks;
 * what it is given stays as it is until the memory is cleared, and may be read by others. */
#pragma once

#include "label/payload.h"

#include <stdint.h>

/* Numbers are below 2^63. */
struct payload_known {
	uint64_t content; /* the same for equal details; of unknown data for equal bytes. 0: too many, it has no text */
	uint64_t form;    /* of the detail */
	uint64_t id;      /* keyed hash, for recall.c alone */
	uint32_t variants; /* of an unknown form: contents that it has so far; for recall.c alone */
	uint8_t payload;   /* enum payload */
	struct detail detail;
};

struct recall;

struct recall *recall_new(void); /* NULL: no memory */
void recall_free(struct recall *r);

/* Forget all: what was given before is gone. */
void recall_clear(struct recall *r);

/* *out is NULL for a packet without data. ERR_NOMEM or 0. */
int recall_payload(struct recall *r, const struct packet *p, const struct payload_known **out) MUST_USE;
