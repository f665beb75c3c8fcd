#include "label/tool.h"

#define TCP_HEADER 20
#define DATAGRAM_HEADER 8 /* of UDP and of an ICMP echo */

static const struct tool_entry entries[TOOL_COUNT] = {
    [TOOL_ZMAP_OLD] = {.name = "zmap-old",
		       .detects = tool_zmap_old,
		       .least = 2,
		       .proto = PROTO_TCP,
		       .evidence = "SYN with IP identification 54321",
		       .source = "ZMap before 4.1.0 (2024-03), src/probe_modules/packet.c",
		       .mistakes = "one SYN of 65,536 by chance"},
    [TOOL_ZMAP] = {.name = "zmap",
		   .detects = tool_zmap,
		   .by_header = true,
		   .least = 2,
		   .proto = PROTO_TCP,
		   .evidence =
		       "SYN with window 65535, the options of Windows, Linux or BSD as ZMap orders them, a TTL of 64 "
		       "or less, and fragmentation allowed",
		   .source = "ZMap since 4.1.1 (2024-05), src/probe_modules/module_tcp_synscan.c and src/state.c",
		   .mistakes = "these systems themselves forbid fragmentation, and Windows starts at TTL 128"},
    [TOOL_MASSCAN] = {.name = "masscan",
		      .detects = tool_masscan,
		      .least = 2,
		      .proto = PROTO_TCP,
		      .evidence = "SYN whose IP identification is destination, port and sequence number folded by "
				  "exclusive or",
		      .source = "masscan, src/templ-pkt.c",
		      .mistakes = "one SYN of 65,536 by chance; missed where the address is translated"},
    [TOOL_MIRAI] = {.name = "mirai",
		    .detects = tool_mirai,
		    .least = 1,
		    .proto = PROTO_TCP,
		    .evidence = "SYN whose sequence number is the destination address",
		    .source = "the source of Mirai, published in 2016, and its descendants",
		    .mistakes = "one SYN of 4 thousand million by chance"},
    [TOOL_SLAMMER] = {.name = "slammer",
		      .detects = tool_slammer,
		      .least = 1,
		      .proto = PROTO_UDP,
		      .evidence = "UDP to 1434 with 376 bytes: 0x04, then 96 times 0x01",
		      .source = "CERT advisory CA-2003-04",
		      .mistakes = "none known"},
    [TOOL_NACHI] = {.name = "nachi",
		    .detects = tool_nachi,
		    .least = 2,
		    .proto = PROTO_ICMP,
		    .evidence = "ping with 64 bytes of 0xaa",
		    .source = "the worm of August 2003, as captured then",
		    .mistakes = "other programs may fill a ping so"},
    [TOOL_SIP_SCANNER] = {.name = "sip-scanner",
			  .detects = tool_sip_scanner,
			  .least = 1,
			  .proto = PROTO_UDP,
			  .evidence = "SIP request that names friendly-scanner, sipvicious, sipsak or sundayddr",
			  .source = "SIPVicious and what was made of it",
			  .mistakes = "somebody who tests his own telephone with the tool"},
    [TOOL_NMAP] = {.name = "nmap",
		   .key = tool_nmap,
		   .by_header = true,
		   .least = 2,
		   .proto = PROTO_TCP,
		   .evidence =
		       "SYNs with window 1024, 2048, 3072 or 4096 and a segment size alone, whose sequence numbers "
		       "differ by the same 16 bits in both halves",
		   .source = "nmap, seq32_encode in scan_engine_raw.cc",
		   .mistakes = "one pair of such SYNs in 65,536 by chance"},
    [TOOL_UNICORNSCAN] =
	{.name = "unicornscan",
	 .key = tool_unicornscan,
	 .by_header = true,
	 .least = 2,
	 .proto = PROTO_TCP,
	 .evidence = "SYNs with window 4128 and a segment size alone, whose sequence number, destination "
		     "and ports give one key",
	 .source = "unicornscan, src/scan_progs/tcphash.h and send_packet.c, with its first fingerprint",
	 .mistakes = "one pair of 4 thousand million by chance; missed when sent by a big-endian machine"},
    [TOOL_MASSCAN_UDP] = {.name = "masscan-udp",
			  .key = tool_masscan_udp,
			  .spread = true,
			  .least = 2,
			  .proto = PROTO_UDP,
			  .evidence =
			      "UDP without data, with a TTL above 200, from one port to different ports or addresses",
			  .source = "a capture of masscan 1.0.4: one source port for 1,001 probes",
			  .mistakes = "another scanner that sends nothing from one port with a high TTL"},
    [TOOL_HPING] = {.name = "hping",
		    .detects = tool_hping,
		    .by_header = true,
		    .least = 2,
		    .proto = PROTO_TCP,
		    .evidence = "SYN with window 512 and no options, a TTL of 64 or less, and fragmentation allowed",
		    .source = "hping3, its default window, as sent by its program",
		    .mistakes = "other programs that make packets by hand with that window"},
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

/* Windows, with lengths of the header in words, that the detectors with by_header look for: other SYNs need not be
 * shown to them. */
static bool header_is_known(const struct packet *p)
{
	switch ((unsigned)(p->transport[12] >> 4) << 16 | tool_tcp_window(p)) {
	case 5 << 16 | 512:
	case 6 << 16 | 1024:
	case 6 << 16 | 2048:
	case 6 << 16 | 3072:
	case 6 << 16 | 4096:
	case 6 << 16 | 4128:
	case 8 << 16 | 65535:
	case 10 << 16 | 65535:
	case 11 << 16 | 65535:
		return true;
	default:
		return false;
	}
}

uint64_t tool_marks(const struct packet *p, uint32_t *key)
{
	uint64_t marks = 0;
	if (p->proto == PROTO_TCP && !is_syn(p))
		return 0;
	bool header = p->proto == PROTO_TCP && header_is_known(p);
	for (unsigned t = TOOL_NONE + 1; t < TOOL_COUNT; t++)
		if (entries[t].proto == p->proto && (header || !entries[t].by_header) &&
		    (entries[t].key ? entries[t].key(p, key) : entries[t].detects(p)))
			marks |= UINT64_C(1) << t;
	return marks;
}

unsigned tool_tcp_window(const struct packet *p)
{
	return (unsigned)p->transport[14] << 8 | p->transport[15];
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
