/* Decode one frame into the few fields that observing and labelling need. Pure: no I/O, no allocation,
 * nothing kept between calls. All numbers are in host byte order. */
#pragma once

#include "base/addr.h"
#include "base/service.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Link types by their numbers in capture files (tcpdump.org, "LINKTYPE_ values"). */
enum link_type {
	LINK_NULL = 0,
	LINK_ETHERNET = 1,
	LINK_PPP = 9,
	LINK_PPP_HDLC = 50, /* PPP in HDLC-like framing, RFC 1662 */
	LINK_PPPOE = 51,
	LINK_RAW = 101,
	LINK_LOOP = 108,
	LINK_SLL = 113,
	LINK_IPV4 = 228,
	LINK_IPV6 = 229,
	LINK_SLL2 = 276
};

enum direction { DIRECTION_UNKNOWN, DIRECTION_IN, DIRECTION_OUT };

enum tcp_flag { TCP_FIN = 0x01, TCP_SYN = 0x02, TCP_RST = 0x04, TCP_PSH = 0x08, TCP_ACK = 0x10, TCP_URG = 0x20 };

/* What the network layer was found to be. */
enum packet_form {
	PACKET_NOT_IP,   /* ARP, spanning tree, ...: a good frame, but not ours */
	PACKET_IP,       /* an IP packet whose transport header could be read as far as `has_*` say */
	PACKET_MALFORMED /* claims to be IP but cannot be read: too short, lengths that contradict */
};

struct packet {
	enum packet_form form;
	enum direction direction; /* as the link header says (SLL); else unknown */
	bool group;               /* the link-level destination is broadcast or multicast */
	bool elsewhere;           /* the link header says: to another host (SLL packet type 3) */
	bool loopback;            /* captured on a loopback device (SLL with ARPHRD_LOOPBACK) */
	uint8_t version;          /* 4 or 6 */
	uint8_t proto;            /* after IPv6 extension headers */
	uint8_t ttl;              /* or hop limit */
	bool more_fragments;
	bool dont_fragment;  /* IPv4 */
	bool later_fragment; /* fragment offset above zero: no transport header here */
	bool has_ports;      /* src_port and dst_port are set (TCP and UDP) */
	bool has_flags;      /* tcp_flags and seq are set: a tiny first fragment can lack them */
	uint8_t tcp_flags;   /* enum tcp_flag */
	uint8_t icmp_type;   /* ICMP and ICMPv6, when transport_len > 0 */
	uint8_t icmp_code;
	uint16_t icmp_id; /* echo request and reply: the identifier */
	uint16_t src_port;
	uint16_t dst_port;
	uint16_t ip_len; /* total length as the header claims, at most 65535 */
	uint32_t ip_id;  /* IPv4 identification, or that of an IPv6 fragment header */
	uint32_t seq;    /* TCP sequence number */
	struct addr src;
	struct addr dst;
	const uint8_t *transport; /* borrowed: the transport header and what follows, link padding cut off */
	size_t transport_len;     /* bytes really captured */
};

/* True when frames of this link type can be decoded. */
bool packet_link_known(uint32_t link_type);

/* Decode. Never fails: a frame that cannot be read is PACKET_MALFORMED. The link type must be known. */
void packet_decode(uint32_t link_type, const uint8_t *bytes, size_t len, struct packet *out);

/* Decode from the IP header on, such as the packet quoted by an ICMP error, which may be cut short: then
 * `form` is still PACKET_IP as long as the IP header is whole. */
void packet_decode_ip(const uint8_t *bytes, size_t len, struct packet *out);

/* The service of an inbound packet by definitions.md. */
service_id packet_service(const struct packet *p);
