/* A service as definitions.md names it: protocol and destination port; ICMP by type. Pure. */
#pragma once

#include "base/err.h"

#include <stdint.h>

enum { PROTO_ICMP = 1, PROTO_IGMP = 2, PROTO_TCP = 6, PROTO_UDP = 17, PROTO_ICMPV6 = 58 };

/* protocol << 16 | port; the port is the type for ICMP and ICMPv6, and 0 for other protocols. */
typedef uint32_t service_id;

#define SERVICE_TEXT_MAX 24

static inline service_id service_make(uint8_t proto, uint16_t port)
{
	return (uint32_t)proto << 16 | port;
}

static inline uint8_t service_proto(service_id s)
{
	return (uint8_t)(s >> 16);
}

static inline uint16_t service_port(service_id s)
{
	return (uint16_t)s;
}

/* "445/tcp", "ping/icmp", "icmp/3", "ping/icmpv6", "icmpv6/129", "proto/47". out has
 * SERVICE_TEXT_MAX bytes. */
void service_text(service_id s, char *out);

/* The reverse; also "icmp/8" for ping. */
int service_parse(const char *text, service_id *out) MUST_USE;

/* "445(TCP)" and "Ping(ICMP)", the reference report's way to write it. */
void service_label(service_id s, char *out);

/* A region is an ISO 3166 code in two capital letters, kept as a number: first << 8 | second. */
typedef uint16_t region_id;
#define REGION_UNKNOWN ((region_id)('?' << 8 | '?'))

static inline region_id region_make(char a, char b)
{
	return (region_id)((uint8_t)a << 8 | (uint8_t)b);
}

static inline void region_text(region_id r, char out[3])
{
	out[0] = (char)(r >> 8);
	out[1] = (char)(r & 0xff);
	out[2] = '\0';
}

/* Two letters of either case, or "??". */
int region_parse(const char *text, region_id *out) MUST_USE;
