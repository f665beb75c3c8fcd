/* What kind of access a packet is. Pure functions of the packet. */
#pragma once

#include "packet/packet.h"

enum kind { KIND_PROBE = 1, KIND_BACKSCATTER = 2, KIND_OTHER = 3 };
#define KIND_COUNT 3 /* kinds are numbered 1 to KIND_COUNT */

/* By definitions.md: probe = TCP with SYN and not ACK, UDP, ICMP requests; backscatter = SYN-ACK,
 * RST, ICMP replies and errors; the rest is other. */
enum kind label_kind(const struct packet *p);

/* "probe", "backscatter", "other". */
const char *kind_name(enum kind k);
int kind_parse(const char *text, enum kind *out) MUST_USE;
