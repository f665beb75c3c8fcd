#include "packet/packet.h"

#include "frames.h"
#include "tap.h"

static struct packet decode(uint32_t link, const struct test_frame *f)
{
	struct packet p;
	packet_decode(link, f->bytes, f->len, &p);
	return p;
}

static bool is_syn(const struct packet *p)
{
	return p->form == PACKET_IP && p->version == 4 && p->proto == PROTO_TCP && p->has_ports && p->has_flags &&
	       p->src_port == 0x1234 && p->dst_port == 445 && p->tcp_flags == TCP_SYN && p->seq == 0x01020304 &&
	       p->ttl == 61 && p->ip_id == 0x1234 && p->ip_len == 40 && addr_equal(p->src, addr_v4(0xc6336407)) &&
	       addr_equal(p->dst, addr_v4(0xcb00710a)) && packet_service(p) == service_make(PROTO_TCP, 445);
}

/* The same SYN behind every link header that is known. */
static void test_links(void)
{
	static const struct {
		const char *name;
		uint32_t link;
		uint8_t head[32];
		size_t len;
	} links[] = {{"Ethernet", LINK_ETHERNET, {[12] = 0x08}, 14},
		     {"Ethernet with a VLAN tag", LINK_ETHERNET, {[12] = 0x81, 0, 0, 5, 0x08, 0}, 18},
		     {"Ethernet with two tags", LINK_ETHERNET, {[12] = 0x88, 0xa8, 0, 5, 0x81, 0, 0, 6, 0x08, 0}, 22},
		     {"Ethernet with PPPoE", LINK_ETHERNET, {[12] = 0x88, 0x64, 0x11, 0, 0, 1, 0, 42, 0x00, 0x21}, 22},
		     {"Ethernet with a tag and PPPoE",
		      LINK_ETHERNET,
		      {[12] = 0x81, 0, 0, 5, 0x88, 0x64, 0x11, 0, 0, 1, 0, 42, 0x00, 0x21},
		      26},
		     {"PPPoE", LINK_PPPOE, {0x11, 0, 0, 1, 0, 42, 0x00, 0x21}, 8},
		     {"PPP", LINK_PPP, {0xff, 0x03, 0x00, 0x21}, 4},
		     {"PPP with a compressed protocol field", LINK_PPP, {0x21}, 1},
		     {"PPP in HDLC framing", LINK_PPP_HDLC, {0xff, 0x03, 0x00, 0x21}, 4},
		     {"raw IP", LINK_RAW, {0}, 0},
		     {"IPv4", LINK_IPV4, {0}, 0},
		     {"Ethernet with four tags",
		      LINK_ETHERNET,
		      {[12] = 0x91, 0, 0, 5, 0x88, 0xa8, 0, 6, 0x81, 0, 0, 7, 0x81, 0, 0, 8, 0x08, 0},
		      30},
		     {"PPP with a compressed field after address and control", LINK_PPP, {0xff, 0x03, 0x21}, 3},
		     {"raw IP by the number of some BSDs", 12, {0}, 0},
		     {"BSD loopback, little endian", LINK_NULL, {2, 0, 0, 0}, 4},
		     {"BSD loopback, big endian", LINK_NULL, {0, 0, 0, 2}, 4},
		     {"OpenBSD loopback", LINK_LOOP, {0, 0, 0, 2}, 4},
		     {"Linux cooked", LINK_SLL, {0, 0, 0, 1, 0, 6, [14] = 0x08}, 16},
		     {"Linux cooked with a VLAN tag", LINK_SLL, {0, 0, 0, 1, 0, 6, [14] = 0x81, 0, 0, 5, 0x08, 0}, 20},
		     {"Linux cooked, version 2", LINK_SLL2, {0x08, 0, [8] = 0, 1, 0, 6}, 20}};
	for (size_t i = 0; i < sizeof(links) / sizeof(*links); i++) {
		struct test_frame f = {.len = 0};
		frame_add(&f, links[i].head, links[i].len);
		frame_ipv4(&f, PROTO_TCP, 20, 0);
		frame_tcp(&f);
		FRAME_ADD(&f, 0, 0, 0, 0, 0, 0); /* the padding of a short Ethernet frame */
		struct packet p = decode(links[i].link, &f);
		OK(packet_link_known(links[i].link) && is_syn(&p) && p.transport_len == 20, links[i].name);
		bool none = true;
		for (size_t cut = 0; cut < links[i].len + 40; cut++) {
			struct test_frame part = f;
			part.len = cut;
			p = decode(links[i].link, &part);
			none &= !is_syn(&p) || cut >= links[i].len + 34;
			none &= p.form != PACKET_IP || p.transport_len <= cut;
		}
		OK(none, "cut anywhere it is never more than it is");
	}
	OK(!packet_link_known(147), "a link type of users is not known");
}

/* An IPv6 SYN behind each address family that some system has for it, in both byte orders. */
static void test_families(void)
{
	static const uint8_t families[] = {10, 23, 24, 28, 30};
	for (size_t i = 0; i < 2 * sizeof(families); i++) {
		struct test_frame f = {.len = 0};
		uint8_t family = families[i / 2];
		FRAME_ADD(&f, i % 2 ? family : 0, 0, 0, i % 2 ? 0 : family);
		frame_ipv6(&f, PROTO_TCP, 20);
		frame_tcp(&f);
		struct packet p = decode(LINK_NULL, &f);
		OK(p.form == PACKET_IP && p.version == 6 && p.dst_port == 445, "an address family of IPv6");
		p = decode(LINK_LOOP, &f);
		OK(p.form == PACKET_IP && p.version == 6, "the same on a loopback of OpenBSD");
		f.bytes[i % 2 ? 0 : 3] = 7;
		p = decode(LINK_NULL, &f);
		IS_INT(p.form, PACKET_NOT_IP, "a family of others");
	}
}

static void test_not_ip(void)
{
	static const struct {
		const char *name;
		uint32_t link;
		uint8_t head[40];
		size_t len;
	} heads[] = {{"five VLAN tags",
		      LINK_ETHERNET,
		      {[12] = 0x81, 0, 0, 1, 0x81, 0, 0, 2, 0x81, 0, 0, 3, 0x81, 0, 0, 4, 0x81, 0, 0, 5, 0x08, 0},
		      34},
		     {"PPPoE discovery", LINK_ETHERNET, {[12] = 0x88, 0x63, 0x11, 9, 0, 0, 0, 4}, 20},
		     {"PPPoE with a code that is no session", LINK_PPPOE, {0x11, 0xa7, 0, 1, 0, 0, 0, 0x21}, 8},
		     {"the link control of PPP", LINK_PPP, {0xff, 0x03, 0xc0, 0x21}, 4},
		     {"ARP on a cooked line", LINK_SLL, {0, 0, 0, 1, 0, 6, [14] = 0x08, 0x06}, 16},
		     {"ARP on a cooked line, version 2", LINK_SLL2, {0x08, 0x06, [8] = 0, 1, 0, 6}, 20}};
	for (size_t i = 0; i < sizeof(heads) / sizeof(*heads); i++) {
		struct test_frame f = {.len = 0};
		frame_add(&f, heads[i].head, heads[i].len);
		frame_ipv4(&f, PROTO_TCP, 20, 0);
		frame_tcp(&f);
		struct packet p = decode(heads[i].link, &f);
		IS_INT(p.form, PACKET_NOT_IP, heads[i].name);
	}
}

static void test_cooked_types(void)
{
	static const enum direction want[] = {DIRECTION_IN, DIRECTION_IN,  DIRECTION_IN,
					      DIRECTION_IN, DIRECTION_OUT, DIRECTION_UNKNOWN};
	for (uint8_t type = 0; type < 6; type++) {
		struct test_frame f = {.len = 0};
		FRAME_ADD(&f, 0, type, 0, 1, 0, 6, 0, 0, 0, 0, 0, 0, 0, 0, 0x08, 0);
		frame_ipv4(&f, PROTO_TCP, 20, 0);
		frame_tcp(&f);
		struct packet p = decode(LINK_SLL, &f);
		OK(is_syn(&p) && p.direction == want[type], "direction of a cooked packet");
		OK(p.group == (type == 1 || type == 2) && p.elsewhere == (type == 3),
		   "broadcast, multicast and others' packets");
		f.bytes[2] = 3;
		f.bytes[3] = 4; /* ARPHRD_LOOPBACK */
		p = decode(LINK_SLL, &f);
		OK(p.loopback, "a loopback device");
		f = (struct test_frame){.len = 0};
		FRAME_ADD(&f, 0x08, 0, 0, 0, 0, 0, 0, 1, 0, 1, type, 6, 0, 0, 0, 0, 0, 0, 0, 0);
		frame_ipv4(&f, PROTO_TCP, 20, 0);
		frame_tcp(&f);
		p = decode(LINK_SLL2, &f);
		OK(is_syn(&p) && p.direction == want[type] && p.group == (type == 1 || type == 2) &&
		       p.elsewhere == (type == 3) && !p.loopback,
		   "the same in version 2");
		f.bytes[8] = 3;
		f.bytes[9] = 4;
		p = decode(LINK_SLL2, &f);
		OK(p.loopback, "a loopback device in version 2");
	}
}

static void test_forms(void)
{
	struct test_frame f = {.len = 0};
	frame_ethernet(&f, 0x0806);
	struct packet p = decode(LINK_ETHERNET, &f);
	IS_INT(p.form, PACKET_NOT_IP, "ARP is not IP");
	f = (struct test_frame){.len = 0};
	FRAME_ADD(&f, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 2, 0, 0, 0, 0, 1, 0x08, 0);
	frame_ipv4(&f, PROTO_UDP, 8, 0);
	FRAME_ADD(&f, 0, 53, 0x10, 0, 0, 8, 0, 0);
	p = decode(LINK_ETHERNET, &f);
	OK(p.form == PACKET_IP && p.group && p.src_port == 53 && p.dst_port == 4096, "a broadcast UDP datagram");
	static const struct {
		const char *name;
		size_t at;
		uint8_t value;
	} broken[] = {{"a version that is none", 0, 0x55},
		      {"a header too short", 0, 0x44},
		      {"a total shorter than the header", 3, 10},
		      {"options that are not there", 0, 0x4f},
		      {"a TCP segment shorter than its header", 3, 30}};
	for (size_t i = 0; i < sizeof(broken) / sizeof(*broken); i++) {
		f = (struct test_frame){.len = 0};
		frame_ipv4(&f, PROTO_TCP, 20, 0);
		frame_tcp(&f);
		f.bytes[broken[i].at] = broken[i].value;
		p = decode(LINK_RAW, &f);
		IS_INT(p.form, PACKET_MALFORMED, broken[i].name);
	}
	f = (struct test_frame){.len = 0};
	FRAME_ADD(&f, 0x46, 0, 0, 44, 0, 0, 0, 0, 61, 6, 0, 0, 198, 51, 100, 7, 203, 0, 113, 10, 1, 1, 1, 1);
	frame_tcp(&f);
	p = decode(LINK_RAW, &f);
	OK(p.form == PACKET_IP && p.dst_port == 445, "options are passed over");
}

static void test_fragments(void)
{
	struct test_frame f = {.len = 0};
	frame_ipv4(&f, PROTO_TCP, 8, 0x2000);
	FRAME_ADD(&f, 0x12, 0x34, 0x01, 0xbd, 1, 2, 3, 4);
	struct packet p = decode(LINK_RAW, &f);
	OK(p.form == PACKET_IP && p.more_fragments && p.has_ports && !p.has_flags && p.dst_port == 445,
	   "a tiny first fragment has ports only");
	f = (struct test_frame){.len = 0};
	frame_ipv4(&f, PROTO_TCP, 8, 1);
	FRAME_ADD(&f, 0x12, 0x34, 0x01, 0xbd, 1, 2, 3, 4);
	p = decode(LINK_RAW, &f);
	OK(p.form == PACKET_IP && p.later_fragment && !p.has_ports, "a later fragment has none");
}

/* All that a decoder says of a cut frame must lie in it and agree with itself. */
static bool consistent(const struct packet *p, const struct test_frame *f)
{
	if (p->form != PACKET_IP)
		return true;
	size_t at = (size_t)(p->transport - f->bytes);
	return at <= f->len && p->transport_len <= f->len - at && (!p->has_ports || p->transport_len >= 4) &&
	       (!p->has_flags || p->transport_len >= 14) && !(p->later_fragment && p->has_ports);
}

static void test_cuts(void)
{
	struct test_frame frames[6] = {{.len = 0}};
	frame_ipv4(&frames[0], PROTO_UDP, 12, 0);
	FRAME_ADD(&frames[0], 0, 53, 0x10, 0, 0, 12, 0, 0, 1, 2, 3, 4);
	frame_ipv4(&frames[1], PROTO_ICMP, 8 + 28, 0);
	FRAME_ADD(&frames[1], 3, 3, 0, 0, 0, 0, 0, 0);
	frame_ipv4(&frames[1], PROTO_UDP, 8, 0);
	FRAME_ADD(&frames[1], 0x10, 0, 0, 53, 0, 8, 0, 0);
	frame_ipv6(&frames[2], PROTO_ICMPV6, 8);
	FRAME_ADD(&frames[2], 128, 0, 0, 0, 0x12, 0x34, 0, 1);
	frame_ipv4(&frames[3], 47, 4, 0);
	FRAME_ADD(&frames[3], 0, 0, 8, 0);
	frame_ipv4(&frames[4], PROTO_TCP, 8, 0x2000);
	FRAME_ADD(&frames[4], 0x12, 0x34, 0x01, 0xbd, 1, 2, 3, 4);
	frame_ipv6(&frames[5], 44, 16);
	FRAME_ADD(&frames[5], 17, 0, 0, 9, 0, 0, 0, 7, 1, 2, 3, 4, 5, 6, 7, 8);
	for (size_t i = 0; i < sizeof(frames) / sizeof(*frames); i++) {
		bool good = true;
		size_t head = frames[i].bytes[0] >> 4 == 4 ? 20 : 40;
		for (size_t cut = 0; cut <= frames[i].len; cut++) {
			struct test_frame part = frames[i];
			part.len = cut;
			struct packet p = decode(LINK_RAW, &part);
			/* a short snap length is no fault of the packet; IPv6's extensions must be whole */
			size_t least = i == 5 ? head + 8 : head;
			good &= consistent(&p, &part) && (p.form == PACKET_IP) == (cut >= least);
		}
		OK(good, "cut anywhere a frame agrees with itself");
	}
}

static void test_lengths(void)
{
	static const struct {
		const char *name;
		uint8_t proto;
		uint16_t rest;
		enum packet_form form;
	} cases[] = {{"TCP of 19 bytes", PROTO_TCP, 19, PACKET_MALFORMED},
		     {"TCP of 20", PROTO_TCP, 20, PACKET_IP},
		     {"UDP of 7 bytes", PROTO_UDP, 7, PACKET_MALFORMED},
		     {"UDP of 8", PROTO_UDP, 8, PACKET_IP},
		     {"ICMP of 7 bytes", PROTO_ICMP, 7, PACKET_MALFORMED},
		     {"ICMP of 8", PROTO_ICMP, 8, PACKET_IP},
		     {"GRE of no bytes", 47, 0, PACKET_IP}};
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct test_frame f = {.len = 0};
		frame_ipv4(&f, cases[i].proto, cases[i].rest, 0);
		frame_tcp(&f);
		struct packet p = decode(LINK_RAW, &f);
		IS_INT(p.form, cases[i].form, cases[i].name);
	}
}

/* Hosts differ in what total length they leave in the header that an ICMP error quotes. */
static void test_quotes(void)
{
	static const uint8_t totals[] = {0, 12, 20, 24, 32, 40};
	for (size_t i = 0; i < sizeof(totals); i++) {
		struct test_frame f = {.len = 0};
		struct packet p;
		frame_ipv4(&f, PROTO_TCP, 20, 0);
		frame_tcp(&f);
		f.bytes[3] = totals[i];
		packet_decode_ip(f.bytes, 28, &p);
		OK(p.form == PACKET_IP && p.has_ports && p.dst_port == 445 && p.transport_len == 8 &&
		       consistent(&p, &f),
		   "a quoted packet with another total");
		packet_decode_ip(f.bytes, 19, &p);
		IS_INT(p.form, PACKET_MALFORMED, "a quoted header must be whole");
	}
}

static void test_ipv6(void)
{
	struct test_frame f = {.len = 0};
	frame_ipv6(&f, PROTO_TCP, 20);
	frame_tcp(&f);
	struct packet p = decode(LINK_RAW, &f);
	OK(p.form == PACKET_IP && p.version == 6 && p.ttl == 55 && p.dst_port == 445 && p.ip_len == 60 &&
	       p.src.high == 0x2400cb0000000000u,
	   "an IPv6 SYN");
	f = (struct test_frame){.len = 0};
	frame_ipv6(&f, 0, 8 + 24 + 8 + 16 + 20);
	FRAME_ADD(&f, 43, 0, 1, 4, 0, 0, 0, 0);                                                 /* hop by hop */
	FRAME_ADD(&f, 44, 2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0); /* routing */
	FRAME_ADD(&f, 51, 0, 0, 1, 0xde, 0xad, 0xbe, 0xef);                                     /* first fragment */
	FRAME_ADD(&f, 6, 2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);                          /* authentication */
	frame_tcp(&f);
	p = decode(LINK_RAW, &f);
	OK(p.form == PACKET_IP && p.proto == PROTO_TCP && p.dst_port == 445 && p.more_fragments &&
	       p.ip_id == 0xdeadbeef,
	   "behind four extension headers");
	bool good = true;
	for (size_t cut = 0; cut < f.len; cut++) {
		struct test_frame part = f;
		part.len = cut;
		p = decode(LINK_RAW, &part);
		good &= p.form != PACKET_IP || p.transport_len <= cut;
	}
	OK(good, "cut anywhere it stays within its bytes");
	f = (struct test_frame){.len = 0};
	frame_ipv6(&f, 60, 80);
	for (int i = 0; i < 10; i++)
		FRAME_ADD(&f, 60, 0, 1, 4, 0, 0, 0, 0);
	p = decode(LINK_RAW, &f);
	IS_INT(p.form, PACKET_MALFORMED, "a chain of extension headers without end");
	for (uint16_t headers = 7; headers < 10; headers++) {
		f = (struct test_frame){.len = 0};
		frame_ipv6(&f, 60, (uint16_t)(8 * headers + 20));
		for (uint16_t i = 1; i <= headers; i++)
			FRAME_ADD(&f, i < headers ? 60 : PROTO_TCP, 0, 1, 4, 0, 0, 0, 0);
		frame_tcp(&f);
		p = decode(LINK_RAW, &f);
		IS_INT(p.form, headers <= 8 ? PACKET_IP : PACKET_MALFORMED, "eight extension headers are the most");
	}
	f = (struct test_frame){.len = 0};
	frame_ipv6(&f, 0, 0);
	FRAME_ADD(&f, 6, 0, 0xc2, 4, 0, 1, 0, 20);
	frame_tcp(&f);
	p = decode(LINK_RAW, &f);
	IS_INT(p.form, PACKET_MALFORMED, "a jumbogram");
	f = (struct test_frame){.len = 0};
	frame_ipv6(&f, PROTO_ICMPV6, 8);
	FRAME_ADD(&f, 128, 0, 0, 0, 0x12, 0x34, 0, 1);
	p = decode(LINK_RAW, &f);
	OK(p.icmp_type == 128 && p.icmp_id == 0x1234 && packet_service(&p) == service_make(PROTO_ICMPV6, 128),
	   "an ICMPv6 echo request");
}

static void test_others(void)
{
	struct test_frame f = {.len = 0};
	frame_ipv4(&f, PROTO_ICMP, 8, 0);
	FRAME_ADD(&f, 3, 1, 0, 0, 0, 0, 0, 0);
	struct packet p = decode(LINK_RAW, &f);
	OK(p.icmp_type == 3 && p.icmp_code == 1 && packet_service(&p) == service_make(PROTO_ICMP, 3), "an ICMP error");
	f = (struct test_frame){.len = 0};
	frame_ipv4(&f, 47, 4, 0);
	FRAME_ADD(&f, 0, 0, 8, 0);
	p = decode(LINK_RAW, &f);
	IS_INT(packet_service(&p), service_make(47, 0), "GRE is a protocol without ports");
	f = (struct test_frame){.len = 0};
	frame_ipv4(&f, PROTO_TCP, 1000, 0);
	frame_tcp(&f);
	packet_decode_ip(f.bytes, f.len - 12, &p);
	OK(p.form == PACKET_IP && p.has_ports && p.dst_port == 445 && !p.has_flags,
	   "a quoted packet may be cut after its ports");
}

int main(void)
{
	test_links();
	test_families();
	test_not_ip();
	test_cooked_types();
	test_forms();
	test_fragments();
	test_lengths();
	test_cuts();
	test_quotes();
	test_ipv6();
	test_others();
	return tap_done();
}
