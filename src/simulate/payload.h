/* What UDP probes carry. */
#pragma once

#include "simulate/day.h"

#define PAYLOAD_BYTES 1800

struct payload {
	uint8_t bytes[PAYLOAD_BYTES];
	size_t len;
};

/* Fill in for a shape of UDP. `message` numbers the scenario's message for pop-ups. */
void payload_make(struct payload *out, struct day *d, enum shape shape, size_t message, struct addr src,
		  struct addr dst, uint16_t src_port);
