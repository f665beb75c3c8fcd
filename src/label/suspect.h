/* Why the source of a packet is not what it seems to be, or the packet is no honest one: what CAIDA's filters call
 * spoofed or not routable, corrected (a RST with ACK, and ECN, are normal). Such accesses are counted like all; this
 * tells how many they are. Pure functions of the packet. */
#pragma once

#include "packet/packet.h"

#include <stdint.h>

/* Stored numbers, after those of the tools. */
#define MARK_SUSPICION 32
enum suspicion {
	SUSPECT_BOGON = MARK_SUSPICION, /* a source that nobody can have */
	SUSPECT_SELF,                   /* source and destination are the same */
	SUSPECT_PORT_ZERO,              /* TCP or UDP from or to port 0 */
	SUSPECT_TTL,                    /* a TTL of 200 and more, and no tool that is known to do so */
	SUSPECT_EDGE,                   /* an IPv4 source ending in .0 or .255 */
	SUSPECT_PROTOCOL, /* a protocol other than TCP, UDP, ICMP and IPv6 in IPv4, or TCP flags that no system sends */
	SUSPECT_END
};

/* A bit for each suspicion: 1 << SUSPECT_TTL, ... `tools`: what tool_marks says of the packet. */
uint64_t suspect_marks(const struct packet *p, uint64_t tools);

struct suspect_entry {
	const char *name; /* "bogon" */
	const char *rule;
	const char *mistakes; /* what honest packets it may take */
};

/* NULL for other numbers. */
const struct suspect_entry *suspect_entry(unsigned mark);
