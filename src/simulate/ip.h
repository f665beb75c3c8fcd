/* Build IP packets with right lengths and checksums. Pure: into a draft of fixed size. */
#pragma once

#include "base/addr.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define DRAFT_BYTES 2048

struct draft {
	uint8_t bytes[DRAFT_BYTES];
	size_t len;
};

/* Both addresses are of one family, which decides the version. */
struct ip_head {
	struct addr src;
	struct addr dst;
	uint8_t ttl;
	uint16_t id; /* IPv4 only */
	bool df;     /* do not fragment; IPv4 only */
};

enum { IP_FIN = 0x01, IP_SYN = 0x02, IP_RST = 0x04, IP_PSH = 0x08, IP_ACK = 0x10 };

struct tcp_head {
	uint16_t src_port;
	uint16_t dst_port;
	uint32_t seq;
	uint32_t ack;
	uint8_t flags;
	uint16_t window;
	const uint8_t *options;
	size_t options_len; /* a multiple of 4, at most 40 */
};

/* Payloads of at most 1,900 bytes; more is cut off. */
void ip_tcp(struct draft *out, const struct ip_head *ip, const struct tcp_head *tcp, const void *payload, size_t len);
/* Without a checksum the field is zero, which UDP over IPv4 allows (RFC 768). */
void ip_udp(struct draft *out, const struct ip_head *ip, uint16_t src_port, uint16_t dst_port, const void *payload,
	    size_t len, bool checksum);
/* ICMP or ICMPv6, by the family; `rest` is the second word of the header. */
void ip_icmp(struct draft *out, const struct ip_head *ip, uint8_t type, uint8_t code, uint32_t rest,
	     const void *payload, size_t len);
/* Any other protocol. */
void ip_other(struct draft *out, const struct ip_head *ip, uint8_t proto, const void *payload, size_t len);

/* Store in network order. */
static inline void put_be16(uint8_t *at, uint16_t v)
{
	at[0] = (uint8_t)(v >> 8);
	at[1] = (uint8_t)v;
}

static inline void put_be32(uint8_t *at, uint32_t v)
{
	put_be16(at, (uint16_t)(v >> 16));
	put_be16(at + 2, (uint16_t)v);
}

/* The Internet checksum (RFC 1071) of bytes, continued from a sum. */
uint32_t ip_sum(uint32_t sum, const uint8_t *bytes, size_t len);
uint16_t ip_fold(uint32_t sum);
