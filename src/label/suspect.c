#include "label/suspect.h"

#define HIGH_TTL 200
#define PROTO_IPV6_IN_IPV4 41
#define TCP_ALL (TCP_FIN | TCP_SYN | TCP_RST | TCP_PSH | TCP_ACK | TCP_URG)

static const struct suspect_entry entries[SUSPECT_END - MARK_SUSPICION] = {
    {"bogon", "the source is in a range that is reserved (RFC 6890) or for multicast",
     "a network that lets its private addresses out"},
    {"self", "source and destination are the same address", "none known"},
    {"port-zero", "TCP or UDP from or to port 0", "some systems answer so to port 0"},
    {"ttl", "a TTL of 200 and more on TCP or UDP without the mark of a tool that does so",
     "Solaris, some routers and resolvers start at 255"},
    {"edge", "an IPv4 source that ends in .0 or .255", "hosts of networks larger than 256 addresses"},
    {"protocol", "neither TCP, UDP, ICMP nor IPv6 in IPv4, or TCP flags that no system sends",
     "tunnels that were meant for somebody else"},
};

const struct suspect_entry *suspect_entry(unsigned mark)
{
	return mark < MARK_SUSPICION || mark >= SUSPECT_END ? NULL : &entries[mark - MARK_SUSPICION];
}

/* RFC 6890 and its registry; 224.0.0.0/4 and 240.0.0.0/4 are no sources either. */
static const struct range {
	uint32_t first;
	unsigned bits;
} reserved[] = {{0x00000000, 8},  {0x0a000000, 8},  {0x64400000, 10}, {0x7f000000, 8},  {0xa9fe0000, 16},
		{0xac100000, 12}, {0xc0000000, 24}, {0xc0000200, 24}, {0xc0586300, 24}, {0xc0a80000, 16},
		{0xc6120000, 15}, {0xc6336400, 24}, {0xcb007100, 24}, {0xe0000000, 3}};

/* Quick: most sources have none of the first bytes of these ranges. A bit for each of 256: 0, 10, 100, 127, 169, 172,
 * 192, 198, 203, and 224 to 255. */
static bool may_be_reserved(uint32_t v4)
{
	static const uint64_t first_bytes[] = {0x401, UINT64_C(1) << (100 - 64) | UINT64_C(1) << (127 - 64),
					       UINT64_C(1) << (169 - 128) | UINT64_C(1) << (172 - 128),
					       0xffffffff00000841};
	return first_bytes[v4 >> 30] >> (v4 >> 24 & 63) & 1;
}

static bool is_bogon(struct addr a)
{
	if (!addr_is_v4(a)) /* only 2000::/3 is given out; 2001:db8::/32 is for examples */
		return a.high >> 61 != 1 || a.high >> 32 == 0x20010db8;
	uint32_t v4 = (uint32_t)a.low;
	for (size_t i = 0; may_be_reserved(v4) && i < sizeof(reserved) / sizeof(*reserved); i++)
		if ((v4 ^ reserved[i].first) >> (32 - reserved[i].bits) == 0)
			return true;
	return false;
}

/* With the bits of ECN (RFC 3168) left aside. */
static bool flags_are_normal(unsigned flags)
{
	switch (flags & TCP_ALL) {
	case TCP_SYN:
	case TCP_SYN | TCP_ACK:
	case TCP_ACK:
	case TCP_PSH | TCP_ACK:
	case TCP_FIN:
	case TCP_FIN | TCP_ACK:
	case TCP_FIN | TCP_PSH | TCP_ACK:
	case TCP_RST:
	case TCP_RST | TCP_ACK:
	case TCP_RST | TCP_PSH | TCP_ACK:
		return true;
	default:
		return false;
	}
}

static bool protocol_is_normal(const struct packet *p)
{
	switch (p->proto) {
	case PROTO_TCP:
		return !p->has_flags || flags_are_normal(p->tcp_flags);
	case PROTO_UDP:
	case PROTO_ICMP:
	case PROTO_ICMPV6:
	case PROTO_IPV6_IN_IPV4:
		return true;
	default:
		return false;
	}
}

static uint64_t bit(bool holds, enum suspicion s)
{
	return (uint64_t)holds << s;
}

uint64_t suspect_marks(const struct packet *p, uint64_t tools)
{
	unsigned last = (unsigned)p->src.low & 0xff;
	bool ports = p->proto == PROTO_TCP || p->proto == PROTO_UDP;
	return bit(is_bogon(p->src), SUSPECT_BOGON) | bit(addr_equal(p->src, p->dst), SUSPECT_SELF) |
	       bit(p->has_ports && (p->src_port == 0 || p->dst_port == 0), SUSPECT_PORT_ZERO) |
	       bit(ports && p->version == 4 && p->ttl >= HIGH_TTL && !tools, SUSPECT_TTL) |
	       bit(addr_is_v4(p->src) && (last == 0 || last == 255), SUSPECT_EDGE) |
	       bit(!protocol_is_normal(p), SUSPECT_PROTOCOL);
}
