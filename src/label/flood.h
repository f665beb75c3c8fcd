/* Backscatter: who is being flooded in the point's name, and with what. Whoever floods a victim with forged sources
 * makes it, or the routers before it, answer addresses that never asked; the answers that fall on a point tell of the
 * flood (Moore, Voelker, Savage: Inferring Internet Denial-of-Service Activity, 2001). Pure functions of the packet. */
#pragma once

#include "packet/packet.h"

#include <stdbool.h>
#include <stdint.h>

/* Stored numbers. */
enum flood_kind { FLOOD_NONE, FLOOD_TCP, FLOOD_UDP, FLOOD_ICMP, FLOOD_COUNT };

struct flood {
	uint64_t victim;    /* source key */
	service_id service; /* of the victim: that it answers from, or that an ICMP error quotes */
	uint8_t kind;       /* enum flood_kind: what it is flooded with */
};

/* What the packet tells; kind is FLOOD_NONE when it is no trace of a flood.
 *
 * TCP: SYN-ACK and RST. ICMP: echo replies. ICMP errors: by the packet that they quote, when the point's address is its
 * source. UDP: answers of DNS, NTP, SNMP, SSDP, LDAP, memcached, portmap and chargen to a port of 1024 or above. */
struct flood flood_of(const struct packet *p);

/* "tcp", "udp", "icmp"; "" for other numbers. */
const char *flood_name(unsigned kind);
