/* Traces of floods: each kind of answer, what looks like one, and ICMP errors by what they quote. */
#include "label/flood.h"

#include "tap.h"

#include <string.h>

#define VICTIM 0x08080808u
#define POINT 0x05050502u

static uint8_t bytes[512];

static struct packet answer(uint8_t proto, uint16_t port, const void *data, size_t len)
{
	memset(bytes, 0, sizeof(bytes));
	if (len)
		memcpy(bytes + 8, data, len);
	return (struct packet){.form = PACKET_IP,
			       .version = 4,
			       .proto = proto,
			       .has_ports = proto != PROTO_ICMP,
			       .has_flags = proto == PROTO_TCP,
			       .src = addr_v4(VICTIM),
			       .dst = addr_v4(POINT),
			       .src_port = port,
			       .dst_port = 40000,
			       .transport = bytes,
			       .transport_len = 8 + len};
}

static void tells(struct packet p, enum flood_kind kind, service_id service, const char *what)
{
	struct flood f = flood_of(&p);
	IS_INT(f.kind, kind, what);
	if (kind) {
		IS_INT(f.service, service, what);
		IS_INT((int64_t)f.victim, VICTIM, what);
	}
}

static void test_tcp(void)
{
	struct packet p = answer(PROTO_TCP, 443, "", 0);
	p.tcp_flags = TCP_SYN | TCP_ACK;
	tells(p, FLOOD_TCP, service_make(PROTO_TCP, 443), "SYN-ACK: its source port is under attack");
	p.tcp_flags = TCP_RST | TCP_ACK;
	tells(p, FLOOD_TCP, service_make(PROTO_TCP, 443), "RST with ACK");
	p.tcp_flags = TCP_RST;
	tells(p, FLOOD_TCP, service_make(PROTO_TCP, 443), "RST");
	p.tcp_flags = TCP_SYN;
	tells(p, FLOOD_NONE, 0, "a SYN asks");
	p.tcp_flags = TCP_ACK;
	tells(p, FLOOD_NONE, 0, "an ACK alone says nothing");
}

/* An ICMP error that quotes a datagram from the point, or from `from`. */
static struct packet error_about(uint8_t type, uint32_t from, size_t quoted)
{
	uint8_t data[28] = {0x45, 0, 0, 60, 0, 0, 0, 0, 64, PROTO_UDP};
	data[12] = (uint8_t)(from >> 24);
	data[13] = (uint8_t)(from >> 16);
	data[14] = (uint8_t)(from >> 8);
	data[15] = (uint8_t)from;
	data[16] = data[17] = data[18] = data[19] = 8;
	data[20] = 1;
	data[22] = 0x13;
	data[23] = 0xc4; /* to port 5060 */
	struct packet p = answer(PROTO_ICMP, 0, data, quoted);
	p.src = addr_v4(0x01020304); /* a router before the victim */
	p.icmp_type = type;
	return p;
}

static void test_icmp(void)
{
	struct packet p = answer(PROTO_ICMP, 0, "", 0);
	tells(p, FLOOD_ICMP, service_make(PROTO_ICMP, 8), "echo reply");
	p.icmp_type = 8;
	tells(p, FLOOD_NONE, 0, "an echo request asks");
	tells(error_about(3, POINT, 28), FLOOD_UDP, service_make(PROTO_UDP, 5060), "unreachable: the victim is quoted");
	tells(error_about(11, POINT, 28), FLOOD_UDP, service_make(PROTO_UDP, 5060), "time exceeded on the way to it");
	tells(error_about(3, 0x01010101, 28), FLOOD_NONE, 0, "a quoted packet of somebody else");
	tells(error_about(5, POINT, 28), FLOOD_NONE, 0, "a redirect");
	for (size_t len = 0; len < 24; len++)
		tells(error_about(3, POINT, len), FLOOD_NONE, 0, "quoted too little");
	p = answer(PROTO_ICMPV6, 0, "", 0);
	p.version = 6;
	p.icmp_type = 129;
	tells(p, FLOOD_ICMP, service_make(PROTO_ICMPV6, 128), "echo reply of IPv6");
}

static void test_udp(void)
{
	static const struct {
		uint16_t port;
		size_t len;
		uint8_t data[80];
	} answers[] = {
	    {53, 12, {0x12, 0x34, 0x81, 0x80}},
	    {123, 48, {0x24}},
	    {123, 8, {0x97, 0, 3, 42}},
	    {123, 12, {0x16, 0x82}},
	    {161, 20, {0x30, 0x12, 2, 1, 1, 4, 6, 'p', 'u', 'b', 'l', 'i', 'c', 0xa2}},
	    {389, 12, {0x30, 0x0a, 2, 1, 1, 0x64}},
	    {389, 16, {0x30, 0x84, 0, 0, 0, 9, 2, 1, 1, 0x65}},
	    {1900, 15, "HTTP/1.1 200 OK"},
	    {11211, 16, {0, 0, 0, 0, 0, 1, 0, 0, 'S', 'T', 'A', 'T', ' '}},
	    {111, 24, {1, 2, 3, 4, 0, 0, 0, 1}},
	    {19, 72, "!\"#$%&'()*+,-./0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[]^_`abcdefghi"},
	};
	for (size_t i = 0; i < sizeof(answers) / sizeof(*answers); i++) {
		uint16_t port = answers[i].port;
		struct packet p = answer(PROTO_UDP, port, answers[i].data, answers[i].len);
		tells(p, FLOOD_UDP, service_make(PROTO_UDP, port), "an answer of a reflector");
		p.dst_port = 53;
		tells(p, FLOOD_NONE, 0, "not to a port of servers");
		p = answer(PROTO_UDP, 4000, answers[i].data, answers[i].len);
		tells(p, FLOOD_NONE, 0, "not from another port");
		for (size_t len = 0; len < 2; len++)
			tells(answer(PROTO_UDP, port, answers[i].data, len), FLOOD_NONE, 0, "cut short");
	}
	tells(answer(PROTO_UDP, 53, "\x12\x34\x01\x00\0\0\0\0\0\0\0\0", 12), FLOOD_NONE, 0, "a DNS query");
	tells(answer(PROTO_UDP, 123, "\x17\0\x03\x2a\0\0\0\0", 8), FLOOD_NONE, 0, "a request of NTP's monitor list");
	tells(answer(PROTO_UDP, 161, "\x30\x12\2\1\1\4\6public\xa0\0\0\0\0", 18), FLOOD_NONE, 0, "an SNMP request");
}

int main(void)
{
	test_tcp();
	test_icmp();
	test_udp();
	OK(!strcmp(flood_name(FLOOD_TCP), "tcp") && !strcmp(flood_name(FLOOD_COUNT), ""), "names");
	return tap_done();
}
