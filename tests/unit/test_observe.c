/* The scenarios of definitions.md, one by one, with packets made by hand. */
#include "observe/observe.h"

#include "base/civil.h"

#include "tap.h"

#define SECOND US_PER_SECOND
#define START (INT64_C(1130770800) * SECOND)

static struct addr at(const char *text)
{
	struct addr a = {0};
	if (addr_parse(text, &a))
		exit(EXIT_FAILURE);
	return a;
}

static struct packet make(const char *from, const char *to, uint8_t proto, uint16_t sp, uint16_t dp, uint8_t flags)
{
	struct packet p = {.form = PACKET_IP,
			   .version = strchr(from, ':') ? 6 : 4,
			   .proto = proto,
			   .src = at(from),
			   .dst = at(to),
			   .src_port = sp,
			   .dst_port = dp,
			   .tcp_flags = flags,
			   .transport_len = 20};
	p.has_ports = proto == PROTO_TCP || proto == PROTO_UDP;
	p.has_flags = proto == PROTO_TCP;
	return p;
}

static struct packet make_icmp(const char *from, const char *to, uint8_t type, uint16_t id)
{
	struct packet p = make(from, to, strchr(from, ':') ? PROTO_ICMPV6 : PROTO_ICMP, 0, 0, 0);
	p.icmp_type = type;
	p.icmp_id = id;
	return p;
}

static struct observe *new_point(const char *own, const char *dark, const char *maintenance)
{
	struct observe_point point = {0};
	struct observe *o = NULL;
	struct err err;
	if (own)
		point.own[point.own_count++] = (struct prefix){at(own), 128};
	if (dark) {
		point.dark[point.own_count] = true;
		if (prefix_parse(dark, &point.own[point.own_count++]))
			exit(EXIT_FAILURE);
	}
	if (maintenance && service_parse(maintenance, &point.maintenance[point.maintenance_count++]))
		exit(EXIT_FAILURE);
	if (observe_new(&point, 1024, &o, &err))
		exit(EXIT_FAILURE);
	return o;
}

static enum verdict see(struct observe *o, struct packet p, int64_t after_s)
{
	return observe_packet(o, &p, DIRECTION_UNKNOWN, START + after_s * SECOND);
}

static void is(enum verdict got, enum verdict want, const char *name)
{
	IS_TEXT(verdict_name(got), verdict_name(want), name);
}

#define ME "203.0.113.10"
#define THEM "198.51.100.7"

static void test_strangers(void)
{
	struct observe *o = new_point(ME, NULL, NULL);
	is(see(o, make(THEM, ME, PROTO_TCP, 4000, 445, TCP_SYN), 0), VERDICT_ACCESS, "a stranger's SYN");
	is(see(o, make(ME, THEM, PROTO_TCP, 445, 4000, TCP_RST | TCP_ACK), 0), VERDICT_OUTBOUND, "the kernel's RST");
	is(see(o, make(THEM, ME, PROTO_TCP, 4000, 445, TCP_SYN), 1), VERDICT_ACCESS,
	   "after which the next SYN counts too");
	is(see(o, make(ME, THEM, PROTO_TCP, 445, 4000, TCP_SYN | TCP_ACK), 2), VERDICT_OUTBOUND,
	   "the kernel's SYN-ACK");
	is(see(o, make(THEM, ME, PROTO_TCP, 4000, 445, TCP_ACK), 3), VERDICT_ACCESS,
	   "begins nothing: the stranger's ACK counts");
	is(see(o, make(ME, THEM, PROTO_TCP, 445, 4000, TCP_ACK), 4), VERDICT_OUTBOUND, "nor does the point's own ACK");
	is(see(o, make(THEM, ME, PROTO_TCP, 4000, 445, TCP_ACK | TCP_FIN), 5), VERDICT_ACCESS,
	   "so the stranger's FIN counts");
	is(see(o, make(THEM, ME, PROTO_UDP, 53, 1026, 0), 6), VERDICT_ACCESS, "UDP from a stranger");
	is(see(o, make(ME, THEM, PROTO_UDP, 1026, 53, 0), 7), VERDICT_OUTBOUND, "the point's answer");
	is(see(o, make(THEM, ME, PROTO_UDP, 53, 1026, 0), 8), VERDICT_ACCESS, "does not make the stranger solicited");
	is(see(o, make_icmp(THEM, ME, 8, 1), 9), VERDICT_ACCESS, "a ping");
	is(see(o, make_icmp(ME, THEM, 0, 1), 9), VERDICT_OUTBOUND, "its reply");
	is(see(o, make_icmp(THEM, ME, 0, 1), 9), VERDICT_ACCESS, "an echo reply to nothing");
	is(see(o, make(THEM, ME, PROTO_TCP, 80, 5000, TCP_SYN | TCP_ACK), 10), VERDICT_ACCESS, "a SYN-ACK to nothing");
	is(see(o, make(THEM, ME, PROTO_TCP, 80, 5000, TCP_RST), 10), VERDICT_ACCESS, "an RST to nothing");
	is(see(o, make(THEM, ME, 47, 0, 0, 0), 11), VERDICT_ACCESS, "GRE out of the blue");
	is(see(o, make(ME, ME, PROTO_TCP, 139, 139, TCP_SYN), 12), VERDICT_ACCESS,
	   "a packet from the point to itself is forged");
	observe_free(o);
}

static void test_own(void)
{
	struct observe *o = new_point(ME, NULL, NULL);
	is(see(o, make(ME, THEM, PROTO_TCP, 3000, 80, TCP_SYN), 0), VERDICT_OUTBOUND, "the point begins a connection");
	is(see(o, make(THEM, ME, PROTO_TCP, 80, 3000, TCP_SYN | TCP_ACK), 1), VERDICT_REPLY, "its SYN-ACK");
	is(see(o, make(THEM, ME, PROTO_TCP, 80, 3000, TCP_ACK), 86400), VERDICT_REPLY, "data a day later");
	is(see(o, make(THEM, ME, PROTO_TCP, 80, 3000, TCP_SYN), 86401), VERDICT_ACCESS,
	   "but a pure SYN is never a reply");
	is(see(o, make(THEM, ME, PROTO_TCP, 80, 3001, TCP_SYN | TCP_ACK), 2), VERDICT_ACCESS,
	   "another port is another flow");
	is(see(o, make(THEM, ME, PROTO_TCP, 80, 3000, TCP_FIN | TCP_ACK), 86402), VERDICT_REPLY, "the end");
	is(see(o, make(THEM, ME, PROTO_TCP, 80, 3000, TCP_RST), 86402 + 890), VERDICT_REPLY, "a late RST of it");
	is(see(o, make(THEM, ME, PROTO_TCP, 80, 3000, TCP_RST), 86402 + 3600), VERDICT_ACCESS,
	   "an hour later it is a stranger's");
	is(see(o, make(ME, THEM, PROTO_UDP, 3000, 53, 0), 0), VERDICT_OUTBOUND, "a question");
	is(see(o, make(THEM, ME, PROTO_UDP, 53, 3000, 0), 170), VERDICT_REPLY, "a late answer");
	is(see(o, make(THEM, ME, PROTO_UDP, 53, 3000, 0), 170 + 181), VERDICT_ACCESS, "too late");
	is(see(o, make_icmp(ME, THEM, 8, 77), 0), VERDICT_OUTBOUND, "a ping of the point's own");
	is(see(o, make_icmp(THEM, ME, 0, 77), 1), VERDICT_REPLY, "its reply");
	is(see(o, make_icmp(THEM, ME, 0, 78), 1), VERDICT_ACCESS, "another identifier is not");
	is(see(o, make(ME, THEM, 47, 0, 0, 0), 0), VERDICT_OUTBOUND, "a tunnel of its own");
	is(see(o, make(THEM, ME, 47, 0, 0, 0), 5), VERDICT_REPLY, "answers");
	observe_free(o);
}

static struct packet quoting(const char *from, uint8_t type, uint16_t quoted_port)
{
	static uint8_t bytes[36];
	static const uint8_t head[] = {3, 3, 0,  0,  0, 0, 0,   0, 0x45, 0,  0,   28, 0,   0,
				       0, 0, 64, 17, 0, 0, 203, 0, 113,  10, 198, 51, 100, 7};
	memcpy(bytes, head, sizeof(head));
	bytes[28] = (uint8_t)(quoted_port >> 8);
	bytes[29] = (uint8_t)quoted_port;
	bytes[31] = 53;
	struct packet p = make_icmp(from, ME, type, 0);
	p.transport = bytes;
	p.transport_len = sizeof(bytes);
	return p;
}

static void test_errors(void)
{
	struct observe *o = new_point(ME, NULL, NULL);
	is(see(o, make(ME, THEM, PROTO_UDP, 3000, 53, 0), 0), VERDICT_OUTBOUND, "a question");
	is(see(o, quoting("192.0.2.1", 3, 3000), 1), VERDICT_RELATED, "an error that quotes it");
	is(see(o, quoting("192.0.2.1", 3, 3001), 1), VERDICT_ACCESS, "an error that quotes what was never sent");
	is(see(o, quoting("192.0.2.1", 8, 3000), 1), VERDICT_ACCESS, "a ping is no error");
	struct packet cut = quoting("192.0.2.1", 3, 3000);
	cut.transport_len = 20;
	is(see(o, cut, 1), VERDICT_ACCESS, "an error that quotes too little");
	observe_free(o);
}

static void test_housekeeping(void)
{
	struct observe *o = new_point(ME, NULL, NULL);
	struct packet arp = {.form = PACKET_NOT_IP};
	struct packet broken = {.form = PACKET_MALFORMED};
	struct packet later = make(THEM, ME, PROTO_UDP, 0, 0, 0);
	struct packet group = make(THEM, ME, PROTO_UDP, 1, 2, 0);
	later.later_fragment = true;
	later.has_ports = false;
	group.group = true;
	is(see(o, arp, 0), VERDICT_NOT_IP, "ARP");
	is(see(o, broken, 0), VERDICT_MALFORMED, "a broken packet");
	is(see(o, later, 0), VERDICT_FRAGMENT, "a later fragment");
	is(see(o, group, 0), VERDICT_GROUP, "a broadcast frame");
	is(see(o, make("192.0.2.254", "239.255.255.250", PROTO_UDP, 1900, 1900, 0), 0), VERDICT_GROUP, "multicast");
	is(see(o, make("0.0.0.0", "255.255.255.255", PROTO_UDP, 68, 67, 0), 0), VERDICT_GROUP, "broadcast");
	is(see(o, make("192.0.2.254", ME, PROTO_UDP, 67, 68, 0), 0), VERDICT_DHCP, "a DHCP reply");
	is(see(o, make("192.0.2.254", "224.0.0.1", PROTO_IGMP, 0, 0, 0), 0), VERDICT_CONTROL, "IGMP");
	is(see(o, make("169.254.1.1", ME, PROTO_TCP, 1, 2, TCP_SYN), 0), VERDICT_LOCAL, "a link-local source");
	is(see(o, make("192.168.1.1", ME, PROTO_TCP, 1, 2, TCP_SYN), 0), VERDICT_ACCESS,
	   "a private source at a public address is forged, and counts");
	is(see(o, make("127.0.0.1", ME, PROTO_TCP, 1, 2, TCP_SYN), 0), VERDICT_LOCAL, "a loopback source");
	is(see(o, make("100.64.0.1", ME, PROTO_TCP, 1, 2, TCP_SYN), 0), VERDICT_ACCESS,
	   "a provider's shared space is outside");
	is(see(o, make("240.0.0.1", ME, PROTO_TCP, 1, 2, TCP_SYN), 0), VERDICT_ACCESS,
	   "a bogus source is an access all the same");
	is(see(o, make(THEM, "192.0.2.99", PROTO_TCP, 1, 2, TCP_SYN), 0), VERDICT_ELSEWHERE, "to somebody else");
	struct packet loop = make(THEM, ME, PROTO_TCP, 1, 2, TCP_SYN);
	loop.loopback = true;
	is(see(o, loop, 0), VERDICT_LOCAL, "on a loopback device");
	observe_free(o);
}

static void test_lan(void)
{
	struct observe_point point = {.own = {{at("192.168.1.9"), 128}}, .own_count = 1, .lan_count = 1};
	struct observe *o = NULL;
	struct err err;
	if (prefix_parse("192.168.0.0/16", &point.lan[0]) || observe_new(&point, 1024, &o, &err))
		exit(EXIT_FAILURE);
	is(see(o, make("192.168.1.1", "192.168.1.9", PROTO_TCP, 1, 2, TCP_SYN), 0), VERDICT_LOCAL,
	   "a neighbour on the LAN");
	is(see(o, make(THEM, "192.168.1.9", PROTO_TCP, 1, 2, TCP_SYN), 0), VERDICT_ACCESS,
	   "a stranger through the router");
	observe_free(o);
}

static void test_ipv6(void)
{
	struct observe *o = new_point("2001:db8::10", NULL, "22/tcp");
	is(see(o, make("2400:cb00::1", "2001:db8::10", PROTO_TCP, 1, 80, TCP_SYN), 0), VERDICT_ACCESS, "an IPv6 SYN");
	is(see(o, make("2400:cb00::1", "2001:db8::10", PROTO_TCP, 1, 22, TCP_SYN), 0), VERDICT_CONNECTION,
	   "to a maintenance service");
	is(see(o, make_icmp("fe80::1", "2001:db8::10", 135, 0), 0), VERDICT_CONTROL, "neighbour solicitation");
	is(see(o, make_icmp("2400:cb00::1", "ff02::1", 134, 0), 0), VERDICT_CONTROL, "router advertisement");
	is(see(o, make_icmp("2400:cb00::1", "2001:db8::10", 128, 3), 0), VERDICT_ACCESS, "a ping");
	is(see(o, make("fe80::1", "2001:db8::10", PROTO_UDP, 547, 546, 0), 0), VERDICT_DHCP, "DHCPv6");
	is(see(o, make("fd00::1", "2001:db8::10", PROTO_UDP, 1, 2, 0), 0), VERDICT_ACCESS,
	   "a unique local source at a public address");
	is(see(o, make("::1:2:3", "2001:db8::10", PROTO_UDP, 1, 2, 0), 0), VERDICT_LOCAL, "a reserved source");
	is(see(o, make("2001:db8::10", "2400:cb00::9", PROTO_TCP, 9, 80, TCP_SYN), 0), VERDICT_OUTBOUND,
	   "the point begins");
	is(see(o, make("2400:cb00::9", "2001:db8::10", PROTO_TCP, 80, 9, TCP_ACK), 0), VERDICT_REPLY,
	   "and is answered");
	observe_free(o);
}

static void test_maintenance(void)
{
	struct observe *o = new_point(ME, NULL, "22/tcp");
	is(see(o, make(THEM, ME, PROTO_TCP, 4000, 22, TCP_SYN), 0), VERDICT_CONNECTION,
	   "a connection to the SSH server");
	is(see(o, make(ME, THEM, PROTO_TCP, 22, 4000, TCP_SYN | TCP_ACK), 0), VERDICT_OUTBOUND, "its answer");
	is(see(o, make(THEM, ME, PROTO_TCP, 4000, 22, TCP_ACK), 0), VERDICT_MAINTENANCE, "the rest of it");
	is(see(o, make(THEM, ME, PROTO_TCP, 4000, 22, TCP_RST), 0), VERDICT_MAINTENANCE, "to the end");
	is(see(o, make(THEM, ME, PROTO_UDP, 4000, 22, 0), 0), VERDICT_ACCESS, "UDP 22 is another service");
	is(see(o, make(ME, THEM, PROTO_TCP, 22, 80, TCP_SYN), 0), VERDICT_OUTBOUND, "the point goes out from port 22");
	is(see(o, make(THEM, ME, PROTO_TCP, 80, 22, TCP_SYN | TCP_ACK), 0), VERDICT_REPLY, "and is answered");
	observe_free(o);
	o = new_point(ME, NULL, "1194/udp");
	is(see(o, make(THEM, ME, PROTO_UDP, 4000, 1194, 0), 0), VERDICT_CONNECTION,
	   "the first packet of a UDP connection");
	is(see(o, make(THEM, ME, PROTO_UDP, 4000, 1194, 0), 100), VERDICT_MAINTENANCE, "the next one");
	is(see(o, make(THEM, ME, PROTO_UDP, 4000, 1194, 0), 500), VERDICT_CONNECTION, "after a pause it is a new one");
	observe_free(o);
}

static void test_dark(void)
{
	struct observe *o = new_point(NULL, "192.0.2.0/24", NULL);
	is(see(o, make(THEM, "192.0.2.255", PROTO_TCP, 80, 9, TCP_SYN | TCP_ACK), 0), VERDICT_ACCESS,
	   "backscatter into a darknet");
	is(see(o, make("192.0.2.9", THEM, PROTO_TCP, 9, 80, TCP_SYN), 1), VERDICT_OUTBOUND,
	   "something that claims to be of it");
	is(see(o, make(THEM, "192.0.2.9", PROTO_TCP, 80, 9, TCP_SYN | TCP_ACK), 2), VERDICT_ACCESS, "begins nothing");
	is(see(o, make(THEM, "192.0.3.1", PROTO_TCP, 80, 9, TCP_SYN), 2), VERDICT_ELSEWHERE, "beside the darknet");
	observe_free(o);
}

static void test_directions(void)
{
	struct observe *o = new_point(ME, NULL, NULL);
	struct packet in = make(ME, "192.0.2.1", PROTO_TCP, 1, 2, TCP_SYN);
	IS_TEXT(verdict_name(observe_packet(o, &in, DIRECTION_IN, START)), "elsewhere",
		"what the capture says of the direction is believed");
	struct packet answer = make("192.0.2.1", ME, PROTO_TCP, 2, 1, TCP_SYN | TCP_ACK);
	IS_TEXT(verdict_name(observe_packet(o, &answer, DIRECTION_IN, START)), "access", "so nothing was begun");
	observe_free(o);
	o = new_point(ME, NULL, NULL);
	is(see(o, make(ME, THEM, PROTO_TCP, 9, 443, TCP_ACK), 0), VERDICT_OUTBOUND,
	   "in the middle of an old connection");
	is(see(o, make(THEM, ME, PROTO_TCP, 443, 9, TCP_ACK), 1), VERDICT_REPLY, "its packets are replies");
	is(see(o, make(ME, THEM, PROTO_TCP, 10, 443, TCP_ACK), 7200), VERDICT_OUTBOUND, "two hours after the start");
	is(see(o, make(THEM, ME, PROTO_TCP, 443, 10, TCP_ACK), 7201), VERDICT_ACCESS,
	   "an unknown connection is not the point's");
	observe_resume(o);
	is(see(o, make(ME, THEM, PROTO_TCP, 11, 443, TCP_ACK), 7300), VERDICT_OUTBOUND, "after a gap");
	is(see(o, make(THEM, ME, PROTO_TCP, 443, 11, TCP_ACK), 7301), VERDICT_REPLY, "it may be again");
	observe_free(o);
}

/* A flood of strangers fills the strangers' table, never the point's own. */
static void test_flood(void)
{
	struct observe *o = new_point(ME, NULL, NULL);
	size_t before = observe_bytes(o);
	(void)see(o, make(ME, THEM, PROTO_UDP, 3000, 53, 0), 0);
	(void)see(o, make(ME, THEM, PROTO_TCP, 3000, 80, TCP_SYN), 0);
	for (uint32_t i = 0; i < 200000; i++) {
		struct packet p = make(THEM, ME, PROTO_UDP, (uint16_t)i, 53, 0);
		p.src = addr_v4(0x0b000000 + i);
		(void)see(o, p, 1);
	}
	is(see(o, make(THEM, ME, PROTO_UDP, 53, 3000, 0), 2), VERDICT_REPLY,
	   "after 200,000 strangers the answer is still known");
	is(see(o, make(THEM, ME, PROTO_TCP, 80, 3000, TCP_SYN | TCP_ACK), 2), VERDICT_REPLY, "and the other one too");
	IS_INT(observe_bytes(o), before, "memory has not grown");
	OK(observe_evictions(o) > 100000, "strangers had to make room");
	observe_free(o);
}

int main(void)
{
	test_strangers();
	test_own();
	test_errors();
	test_housekeeping();
	test_lan();
	test_ipv6();
	test_maintenance();
	test_dark();
	test_directions();
	test_flood();
	struct observe_point none = {0};
	struct observe *o = NULL;
	struct err err;
	IS_INT(observe_new(&none, 0, &o, &err), ERR_CONFIG, "a point without an address is refused");
	return tap_done();
}
