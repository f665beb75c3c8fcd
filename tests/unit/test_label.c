#include "label/label.h"

#include "tap.h"

static void is(uint8_t version, uint8_t proto, uint8_t flags, uint8_t type, const char *want)
{
	struct packet p = {.form = PACKET_IP,
			   .version = version,
			   .proto = proto,
			   .tcp_flags = flags,
			   .icmp_type = type,
			   .transport_len = 8,
			   .has_flags = proto == PROTO_TCP,
			   .has_ports = proto == PROTO_TCP || proto == PROTO_UDP};
	char name[64];
	(void)snprintf(name, sizeof(name), "IPv%d protocol %d flags %02x type %d is %s", version, proto, flags, type,
		       want);
	IS_TEXT(kind_name(label_kind(&p)), want, name);
}

int main(void)
{
	is(4, PROTO_TCP, TCP_SYN, 0, "probe");
	is(4, PROTO_TCP, TCP_SYN | 0xc0, 0, "probe"); /* with ECN */
	is(4, PROTO_TCP, TCP_SYN | TCP_FIN, 0, "probe");
	is(4, PROTO_TCP, TCP_SYN | TCP_ACK, 0, "backscatter");
	is(4, PROTO_TCP, TCP_RST, 0, "backscatter");
	is(4, PROTO_TCP, TCP_RST | TCP_ACK, 0, "backscatter");
	is(4, PROTO_TCP, TCP_ACK, 0, "other");
	is(4, PROTO_TCP, 0, 0, "other");
	is(4, PROTO_TCP, TCP_FIN | TCP_PSH | TCP_URG, 0, "other");
	is(4, PROTO_UDP, 0, 0, "probe");
	static const uint8_t asks[] = {8, 10, 13, 15, 17};
	static const uint8_t answers[] = {0, 3, 4, 5, 11, 12, 14, 16, 18};
	for (size_t i = 0; i < sizeof(asks); i++)
		is(4, PROTO_ICMP, 0, asks[i], "probe");
	for (size_t i = 0; i < sizeof(answers); i++)
		is(4, PROTO_ICMP, 0, answers[i], "backscatter");
	is(4, PROTO_ICMP, 0, 200, "other");
	is(6, PROTO_ICMPV6, 0, 128, "probe");
	is(6, PROTO_ICMPV6, 0, 129, "backscatter");
	is(6, PROTO_ICMPV6, 0, 1, "backscatter");
	is(6, PROTO_ICMPV6, 0, 200, "other");
	is(4, 47, 0, 0, "other");
	struct packet tiny = {.form = PACKET_IP, .version = 4, .proto = PROTO_TCP, .has_ports = true};
	IS_TEXT(kind_name(label_kind(&tiny)), "other", "a first fragment too small for flags");
	for (int k = 1; k <= KIND_COUNT; k++) {
		enum kind back = KIND_OTHER;
		OK(!kind_parse(kind_name((enum kind)k), &back) && (int)back == k, "a kind's name comes back");
	}
	enum kind none;
	IS_INT(kind_parse("scan", &none), ERR_PARSE, "an unknown kind is refused");
	return tap_done();
}
