#include "label/tool.h"

#define TCP_HEADER 20
#define DATAGRAM_HEADER 8 /* of UDP and of an ICMP echo */

static const struct tool_entry entries[TOOL_COUNT] = {
    [TOOL_ZMAP_OLD] = {"zmap-old", tool_zmap_old, 2, PROTO_TCP, "SYN with IP identification 54321",
		       "ZMap before 4.1.0 (2024-03), src/probe_modules/packet.c", "one SYN of 65,536 by chance"},
    [TOOL_ZMAP] = {"zmap", tool_zmap, 2, PROTO_TCP,
		   "SYN with window 65535, the options of Windows, a TTL of 64 or less, and fragmentation allowed",
		   "ZMap since 4.1.1 (2024-05), src/probe_modules/module_tcp_synscan.c and src/state.c",
		   "Windows itself starts at TTL 128 and forbids fragmentation"},
    [TOOL_MASSCAN] = {"masscan", tool_masscan, 2, PROTO_TCP,
		      "SYN whose IP identification is destination, port and sequence number folded by exclusive or",
		      "masscan, src/templ-pkt.c",
		      "one SYN of 65,536 by chance; missed where the address is translated"},
    [TOOL_MIRAI] = {"mirai", tool_mirai, 1, PROTO_TCP, "SYN whose sequence number is the destination address",
		    "the source of Mirai, published in 2016, and its descendants",
		    "one SYN of 4 thousand million by chance"},
    [TOOL_SLAMMER] = {"slammer", tool_slammer, 1, PROTO_UDP, "UDP to 1434 with 376 bytes: 0x04, then 96 times 0x01",
		      "CERT advisory CA-2003-04", "none known"},
    [TOOL_NACHI] = {"nachi", tool_nachi, 2, PROTO_ICMP, "ping with 64 bytes of 0xaa",
		    "the worm of August 2003, as captured then", "other programs may fill a ping so"},
    [TOOL_SIP_SCANNER] = {"sip-scanner", tool_sip_scanner, 1, PROTO_UDP,
			  "SIP request that names friendly-scanner, sipvicious, sipsak or sundayddr",
			  "SIPVicious and what was made of it", "somebody who tests his own telephone with the tool"},
};

const struct tool_entry *tool_entry(enum tool t)
{
	return t == TOOL_NONE || (unsigned)t >= TOOL_COUNT ? NULL : &entries[t];
}

size_t tool_sure(uint32_t list[TOOL_COUNT])
{
	size_t count = 0;
	for (unsigned t = TOOL_NONE + 1; t < TOOL_COUNT; t++)
		if (entries[t].least == 1)
			list[count++] = t;
	return count;
}

/* The first packet of a TCP connection, with all of its header but options. */
static bool is_syn(const struct packet *p)
{
	return p->proto == PROTO_TCP && p->has_flags && p->transport_len >= TCP_HEADER &&
	       (p->tcp_flags & (TCP_SYN | TCP_ACK | TCP_RST | TCP_FIN)) == TCP_SYN;
}

uint32_t tool_marks(const struct packet *p)
{
	uint32_t marks = 0;
	if (p->proto == PROTO_TCP && !is_syn(p))
		return 0;
	for (unsigned t = TOOL_NONE + 1; t < TOOL_COUNT; t++)
		if (entries[t].proto == p->proto && entries[t].detects(p))
			marks |= 1u << t;
	return marks;
}

const uint8_t *tool_tcp_options(const struct packet *p, size_t *len)
{
	size_t header = (size_t)(p->transport[12] >> 4) * 4;
	if (header > p->transport_len)
		header = p->transport_len;
	*len = header > TCP_HEADER ? header - TCP_HEADER : 0;
	return p->transport + TCP_HEADER;
}

const uint8_t *tool_data(const struct packet *p, size_t *len)
{
	*len = p->transport_len > DATAGRAM_HEADER ? p->transport_len - DATAGRAM_HEADER : 0;
	return *len ? p->transport + DATAGRAM_HEADER : NULL;
}
