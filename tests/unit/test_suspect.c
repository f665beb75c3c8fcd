/* Suspicions: each on a packet that gives rise to it, and on an honest one beside it. */
#include "label/suspect.h"

#include "tap.h"

static struct packet from(uint32_t v4)
{
	return (struct packet){.form = PACKET_IP,
			       .version = 4,
			       .proto = PROTO_TCP,
			       .ttl = 54,
			       .has_ports = true,
			       .has_flags = true,
			       .tcp_flags = TCP_SYN,
			       .src_port = 40000,
			       .dst_port = 23,
			       .src = addr_v4(v4),
			       .dst = addr_v4(0x08080404)};
}

static void suspects(struct packet p, unsigned want, const char *what)
{
	OK(suspect_marks(&p, 0) == (want ? UINT64_C(1) << want : 0), what);
}

static void test_sources(void)
{
	static const struct {
		uint32_t v4;
		bool bogon;
	} cases[] = {{0x08080808, false}, {0x0a000001, true}, {0x09ffff01, false}, {0x64400001, true},
		     {0x64800001, false}, {0x7f000001, true}, {0xac1fff01, true},  {0xac200001, false},
		     {0xc0a80101, true},  {0xc6120001, true}, {0xc6140001, false}, {0xdfffff01, false},
		     {0xe0000001, true},  {0xf0000001, true}, {0xc0000201, true},  {0xc0000301, false},
		     {0xcb007101, true},  {0x00000001, true}, {0xc0000001, true}};
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++)
		suspects(from(cases[i].v4), cases[i].bogon ? SUSPECT_BOGON : 0, "reserved or not");
	suspects(from(0x080808ff), SUSPECT_EDGE, "a source that ends in .255");
	suspects(from(0x08080800), SUSPECT_EDGE, "or in .0");
	suspects(from(0x08080404), SUSPECT_SELF, "from itself");
	struct packet p = from(0);
	p.version = 6;
	p.src = (struct addr){0x2a00145000000000, 0xff};
	p.dst = (struct addr){0x2a00145000000000, 1};
	suspects(p, 0, "IPv6 that was given out, with any last byte");
	p.src.high = 0x20010db800000000;
	suspects(p, SUSPECT_BOGON, "IPv6 for examples");
	p.src.high = 0xfc00000000000000;
	suspects(p, SUSPECT_BOGON, "IPv6 that is local");
}

static void test_headers(void)
{
	struct packet p = from(0x08080808);
	p.dst_port = 0;
	suspects(p, SUSPECT_PORT_ZERO, "to port 0");
	p = from(0x08080808);
	p.src_port = 0;
	suspects(p, SUSPECT_PORT_ZERO, "from port 0");
	p = from(0x08080808);
	p.ttl = 200;
	suspects(p, SUSPECT_TTL, "a high TTL");
	OK(suspect_marks(&p, 8) == 0, "unless a tool explains it");
	p.proto = PROTO_ICMP;
	p.has_ports = p.has_flags = false;
	suspects(p, 0, "in an ICMP packet it is common");
	p.proto = 47;
	p.ttl = 54;
	suspects(p, SUSPECT_PROTOCOL, "a tunnel");
	p.proto = 41;
	suspects(p, 0, "IPv6 in IPv4");
}

static void test_flags(void)
{
	static const struct {
		uint8_t flags;
		bool normal;
	} cases[] = {{TCP_SYN, true},
		     {TCP_SYN | 0xc0, true}, /* asks for ECN */
		     {TCP_SYN | TCP_ACK, true},
		     {TCP_RST, true},
		     {TCP_RST | TCP_ACK, true},
		     {TCP_FIN | TCP_PSH | TCP_ACK, true},
		     {0, false},
		     {TCP_SYN | TCP_FIN, false},
		     {TCP_FIN | TCP_PSH | TCP_URG, false},
		     {TCP_PSH, false},
		     {TCP_SYN | TCP_RST, false}};
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct packet p = from(0x08080808);
		p.tcp_flags = cases[i].flags;
		suspects(p, cases[i].normal ? 0 : SUSPECT_PROTOCOL, "flags");
	}
	struct packet p = from(0x08080808);
	p.has_flags = false;
	suspects(p, 0, "flags that were not captured");
}

int main(void)
{
	test_sources();
	test_headers();
	test_flags();
	for (unsigned s = MARK_SUSPICION; s < SUSPECT_END; s++)
		OK(suspect_entry(s) && suspect_entry(s)->name && suspect_entry(s)->rule && suspect_entry(s)->mistakes,
		   "an entry is whole");
	OK(!suspect_entry(MARK_SUSPICION - 1) && !suspect_entry(SUSPECT_END), "and there are no others");
	return tap_done();
}
