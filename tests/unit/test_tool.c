/* Marks of tools: each on a packet made as the tool makes it, and on one that differs in the mark. */
#include "label/tool.h"

#include "tap.h"

#include <string.h>

static uint8_t bytes[512];

static struct packet syn(uint32_t to, uint16_t port, uint32_t seq, uint32_t ip_id)
{
	memset(bytes, 0, sizeof(bytes));
	bytes[12] = 5 << 4;
	return (struct packet){.form = PACKET_IP,
			       .version = 4,
			       .proto = PROTO_TCP,
			       .ttl = 54,
			       .has_ports = true,
			       .has_flags = true,
			       .tcp_flags = TCP_SYN,
			       .ip_id = ip_id,
			       .seq = seq,
			       .dst = addr_v4(to),
			       .dst_port = port,
			       .transport = bytes,
			       .transport_len = 20};
}

static struct packet datagram(uint8_t proto, uint16_t port, const void *data, size_t len)
{
	memset(bytes, 0, sizeof(bytes));
	memcpy(bytes + 8, data, len);
	return (struct packet){.form = PACKET_IP,
			       .version = 4,
			       .proto = proto,
			       .icmp_type = 8,
			       .has_ports = proto == PROTO_UDP,
			       .dst_port = port,
			       .transport = bytes,
			       .transport_len = 8 + len};
}

static void marks(struct packet p, enum tool want, const char *what)
{
	uint32_t key = 0;
	IS_INT((int64_t)tool_marks(&p, &key), want ? 1 << want : 0, what);
}

static void test_syn(void)
{
	static const uint8_t windows[] = {2, 4, 0x05, 0xb4, 1, 3, 3, 8, 1, 1, 4, 2};
	marks(syn(0xc6336407, 80, 5, 1), TOOL_NONE, "a plain SYN has no mark");
	marks(syn(0xc6336407, 80, 5, 54321), TOOL_ZMAP_OLD, "ZMap of old");
	marks(syn(0xc6336407, 80, 0x12345678, (0x6407 ^ 80 ^ 0x5678) & 0xffff), TOOL_MASSCAN, "masscan");
	marks(syn(0xc6336407, 37215, 0xc6336407, 1), TOOL_MIRAI, "Mirai, on any port");
	struct packet p = syn(0xc6336407, 80, 5, 777);
	memcpy(bytes + 20, windows, sizeof(windows));
	bytes[12] = 8 << 4;
	bytes[14] = bytes[15] = 0xff;
	p.transport_len = 32;
	marks(p, TOOL_ZMAP, "ZMap of today");
	static const uint8_t like_linux[] = {2, 4, 0x05, 0xb4, 4, 2, 8, 10, 9, 9, 9, 9, 0, 0, 0, 0, 1, 3, 3, 7};
	p.transport_len = 40;
	bytes[12] = 10 << 4;
	memcpy(bytes + 20, like_linux, sizeof(like_linux));
	marks(p, TOOL_ZMAP, "with the options of Linux");
	bytes[28] = 77;
	marks(p, TOOL_ZMAP, "at another time");
	bytes[37] = 4;
	marks(p, TOOL_NONE, "with another option");
	p.transport_len = 32;
	bytes[12] = 8 << 4;
	memcpy(bytes + 20, windows, sizeof(windows));
	p.dont_fragment = true;
	marks(p, TOOL_NONE, "Windows itself forbids fragmentation");
	p.dont_fragment = false;
	p.ttl = 120;
	marks(p, TOOL_NONE, "or has a higher TTL");
	p.ttl = 54;
	p.transport_len = 28;
	marks(p, TOOL_NONE, "cut short: not told");
	p = syn(0xc6336407, 37215, 0xc6336407, 54321);
	p.tcp_flags = TCP_SYN | TCP_ACK;
	marks(p, TOOL_NONE, "an answer has no mark");
	p = syn(0, 0, 0, 0);
	p.version = 6;
	marks(p, TOOL_NONE, "nor has IPv6");
}

static void test_datagrams(void)
{
	uint8_t data[376] = {4};
	memset(data + 1, 1, 96);
	marks(datagram(PROTO_UDP, 1434, data, 376), TOOL_SLAMMER, "Slammer");
	marks(datagram(PROTO_UDP, 1434, data, 97), TOOL_NONE, "its beginning alone");
	marks(datagram(PROTO_UDP, 1433, data, 376), TOOL_NONE, "at another port");
	memset(data, 0xaa, 64);
	marks(datagram(PROTO_ICMP, 0, data, 64), TOOL_NACHI, "Nachi's ping");
	marks(datagram(PROTO_ICMP, 0, data, 63), TOOL_NONE, "a shorter ping");
	static const char sip[] = "OPTIONS sip:100@192.0.2.1 SIP/2.0\r\nUser-Agent: friendly-scanner\r\n";
	marks(datagram(PROTO_UDP, 5060, sip, sizeof(sip) - 1), TOOL_SIP_SCANNER, "a scanner of telephones");
	marks(datagram(PROTO_UDP, 5060, "friendly-scanner", 16), TOOL_NONE, "its name alone");
	marks(datagram(PROTO_UDP, 5060, "", 0), TOOL_NONE, "no data");
}

/* A SYN with a segment size alone. */
static struct packet small_syn(uint32_t seq, unsigned window)
{
	static const uint8_t size[] = {2, 4, 0x05, 0xb4};
	struct packet p = syn(0xc6336407, 80, seq, 7);
	memcpy(bytes + 20, size, sizeof(size));
	bytes[12] = 6 << 4;
	bytes[14] = (uint8_t)(window >> 8);
	bytes[15] = (uint8_t)window;
	p.transport_len = 24;
	return p;
}

static void has_key(struct packet p, enum tool want, uint32_t want_key, const char *what)
{
	uint32_t key = 0;
	IS_INT((int64_t)tool_marks(&p, &key), want ? 1 << want : 0, what);
	IS_INT(key, want_key, what);
}

static void test_keys(void)
{
	has_key(small_syn(0x12345678, 1024), TOOL_NMAP, 0x1234 ^ 0x5678, "nmap may have made it");
	has_key(small_syn(0x12345678, 4096), TOOL_NMAP, 0x1234 ^ 0x5678, "with another of its windows");
	has_key(small_syn(0x12345678, 1025), TOOL_NONE, 0, "no window of nmap's");
	has_key(small_syn(0x12345678, 5120), TOOL_NONE, 0, "nor is 5120");
	struct packet p = small_syn(0x12345678 ^ 0x076433c6 ^ (80u << 16 | 4321), 4128);
	p.src_port = 4321;
	has_key(p, TOOL_UNICORNSCAN, 0x12345678, "unicornscan's key is what is left of the sequence number");
	p = datagram(PROTO_UDP, 1900, "", 0);
	p.src_port = 51436;
	p.ttl = 252;
	p.ip_len = 28;
	has_key(p, TOOL_MASSCAN_UDP, 51436, "masscan over UDP, by its source port");
	p.ttl = 60;
	has_key(p, TOOL_NONE, 0, "not with an ordinary TTL");
	p = syn(0xc6336407, 80, 5, 1);
	bytes[14] = 2;
	marks(p, TOOL_HPING, "hping");
	p.dont_fragment = true;
	marks(p, TOOL_NONE, "which does not forbid fragmentation");
}

static void test_table(void)
{
	for (enum tool t = TOOL_NONE + 1; t < TOOL_COUNT; t++) {
		const struct tool_entry *e = tool_entry(t);
		OK(e && e->name && !e->detects == (e->key != NULL) && e->least && e->evidence && e->source &&
		       e->mistakes,
		   "an entry is whole");
	}
	OK(!tool_entry(TOOL_NONE) && !tool_entry(TOOL_COUNT), "and there are no others");
}

int main(void)
{
	test_syn();
	test_datagrams();
	test_keys();
	test_table();
	return tap_done();
}
