#include "label/flood.h"

#include <string.h>

#define UDP_HEADER 8
#define ICMP_HEADER 8
#define FIRST_CLIENT_PORT 1024

static const char *const names[FLOOD_COUNT] = {"", "tcp", "udp", "icmp"};

const char *flood_name(unsigned kind)
{
	return kind < FLOOD_COUNT ? names[kind] : "";
}

/* Is the data an answer? Each looks at no more than it has. */
static bool dns_answers(const uint8_t *data, size_t len) /* RFC 1035, 4.1.1: QR */
{
	return len >= 12 && data[2] & 0x80;
}

static bool ntp_answers(const uint8_t *data, size_t len) /* RFC 5905: mode server; RFC 9327: R of modes 6 and 7 */
{
	if (len < 8)
		return false;
	unsigned mode = data[0] & 7;
	return (mode == 4 && len >= 48) || (mode == 6 && data[1] & 0x80) || (mode == 7 && data[0] & 0x80);
}

/* BER: the tag of the operation after an outer sequence, `integers` integers and, for SNMP, the community. */
static bool ber_operation(const uint8_t *data, size_t len, bool community, uint8_t least, uint8_t most)
{
	static const uint8_t sequence = 0x30, integer = 0x02, octets = 0x04;
	size_t at = 0;
	if (len < 2 || data[0] != sequence)
		return false;
	at = data[1] & 0x80 ? 2 + (size_t)(data[1] & 0x7f) : 2;
	for (int i = 0; i < 1 + community; i++) {
		if (at + 2 > len || data[at] != (i ? octets : integer) || data[at + 1] & 0x80)
			return false;
		at += 2 + (size_t)data[at + 1];
	}
	return at < len && data[at] >= least && data[at] <= most;
}

static bool snmp_answers(const uint8_t *data, size_t len) /* RFC 3416: Response-PDU */
{
	return ber_operation(data, len, true, 0xa2, 0xa2);
}

static bool ldap_answers(const uint8_t *data, size_t len) /* RFC 4511: SearchResultEntry, SearchResultDone */
{
	return ber_operation(data, len, false, 0x64, 0x65);
}

static bool ssdp_answers(const uint8_t *data, size_t len)
{
	return len >= 12 && !memcmp(data, "HTTP/1.1 200", 12);
}

static bool memcached_answers(const uint8_t *data, size_t len) /* a frame header of eight bytes before the text */
{
	return len >= 13 && (!memcmp(data + 8, "VALUE", 5) || !memcmp(data + 8, "STAT ", 5));
}

static bool portmap_answers(const uint8_t *data, size_t len) /* RFC 5531: msg_type REPLY */
{
	static const uint8_t reply[] = {0, 0, 0, 1};
	return len >= 24 && !memcmp(data + 4, reply, 4);
}

static bool chargen_answers(const uint8_t *data, size_t len) /* RFC 864: printable text */
{
	return len >= 72 && data[0] >= ' ' && data[0] < 127;
}

static const struct reflector {
	uint16_t port;
	bool (*answers)(const uint8_t *data, size_t len);
} reflectors[] = {{19, chargen_answers}, {53, dns_answers},   {111, portmap_answers}, {123, ntp_answers},
		  {161, snmp_answers},   {389, ldap_answers}, {1900, ssdp_answers},   {11211, memcached_answers}};

static bool udp_answers(const struct packet *p)
{
	if (!p->has_ports || p->dst_port < FIRST_CLIENT_PORT || p->transport_len <= UDP_HEADER)
		return false;
	for (size_t i = 0; i < sizeof(reflectors) / sizeof(*reflectors); i++)
		if (reflectors[i].port == p->src_port)
			return reflectors[i].answers(p->transport + UDP_HEADER, p->transport_len - UDP_HEADER);
	return false;
}

static struct flood flood_by(const struct packet *p, enum flood_kind kind, service_id service)
{
	return (struct flood){addr_source_key(p->src), service, (uint8_t)kind};
}

static enum flood_kind kind_of(uint8_t proto)
{
	return proto == PROTO_TCP ? FLOOD_TCP : proto == PROTO_UDP ? FLOOD_UDP : FLOOD_ICMP;
}

/* RFC 792 and RFC 4443: the packet that an error quotes was sent to the victim. */
static struct flood flood_quoted(const struct packet *p)
{
	struct packet quoted;
	static const struct flood none;
	if (p->transport_len <= ICMP_HEADER)
		return none;
	packet_decode_ip(p->transport + ICMP_HEADER, p->transport_len - ICMP_HEADER, &quoted);
	bool whole = quoted.form == PACKET_IP && !quoted.later_fragment;
	if (!whole || !addr_equal(quoted.src, p->dst) ||
	    ((quoted.proto == PROTO_TCP || quoted.proto == PROTO_UDP) && !quoted.has_ports))
		return none;
	return (struct flood){addr_source_key(quoted.dst), packet_service(&quoted), (uint8_t)kind_of(quoted.proto)};
}

static bool is_icmp_error(const struct packet *p)
{
	if (p->proto == PROTO_ICMPV6)
		return p->icmp_type >= 1 && p->icmp_type <= 4;
	return p->icmp_type == 3 || p->icmp_type == 4 || p->icmp_type == 11 || p->icmp_type == 12;
}

struct flood flood_of(const struct packet *p)
{
	static const struct flood none;
	bool icmp = (p->proto == PROTO_ICMP && p->version == 4) || (p->proto == PROTO_ICMPV6 && p->version == 6);
	if (p->proto == PROTO_TCP && p->has_flags &&
	    (p->tcp_flags & TCP_RST || (p->tcp_flags & (TCP_SYN | TCP_ACK)) == (TCP_SYN | TCP_ACK)))
		return flood_by(p, FLOOD_TCP, service_make(PROTO_TCP, p->src_port));
	if (p->proto == PROTO_UDP && udp_answers(p))
		return flood_by(p, FLOOD_UDP, service_make(PROTO_UDP, p->src_port));
	if (!icmp || !p->transport_len)
		return none;
	if (is_icmp_error(p))
		return flood_quoted(p);
	if (p->proto == PROTO_ICMP && p->icmp_type == 0)
		return flood_by(p, FLOOD_ICMP, service_make(PROTO_ICMP, 8));
	if (p->proto == PROTO_ICMPV6 && p->icmp_type == 129)
		return flood_by(p, FLOOD_ICMP, service_make(PROTO_ICMPV6, 128));
	return none;
}
