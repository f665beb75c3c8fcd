#include "simulate/ip.h"

#include "base/service.h"

#include <string.h>

#define PAYLOAD_MAX 1900

uint32_t ip_sum(uint32_t sum, const uint8_t *bytes, size_t len)
{
	size_t i = 0;
	for (; i + 1 < len; i += 2)
		sum += (uint32_t)(bytes[i] << 8 | bytes[i + 1]);
	if (i < len)
		sum += (uint32_t)bytes[i] << 8;
	return sum;
}

uint16_t ip_fold(uint32_t sum)
{
	while (sum >> 16)
		sum = (sum & 0xffff) + (sum >> 16);
	return (uint16_t)~sum;
}

static void put_be64(uint8_t *at, uint64_t v)
{
	put_be32(at, (uint32_t)(v >> 32));
	put_be32(at + 4, (uint32_t)v);
}

static size_t head_len(const struct ip_head *ip)
{
	return addr_is_v4(ip->src) ? 20 : 40;
}

/* The IP header before `body` bytes of a protocol. */
static void head_put(struct draft *out, const struct ip_head *ip, uint8_t proto, size_t body)
{
	uint8_t *b = out->bytes;
	out->len = head_len(ip) + body;
	if (addr_is_v4(ip->src)) {
		memset(b, 0, 20);
		b[0] = 0x45;
		put_be16(b + 2, (uint16_t)out->len);
		put_be16(b + 4, ip->id);
		b[6] = ip->df ? 0x40 : 0;
		b[8] = ip->ttl;
		b[9] = proto;
		put_be32(b + 12, (uint32_t)ip->src.low);
		put_be32(b + 16, (uint32_t)ip->dst.low);
		put_be16(b + 10, ip_fold(ip_sum(0, b, 20)));
		return;
	}
	put_be32(b, 0x60000000);
	put_be16(b + 4, (uint16_t)body);
	b[6] = proto;
	b[7] = ip->ttl;
	put_be64(b + 8, ip->src.high);
	put_be64(b + 16, ip->src.low);
	put_be64(b + 24, ip->dst.high);
	put_be64(b + 32, ip->dst.low);
}

/* Checksum over the pseudo-header (RFC 793, RFC 8200 section 8.1) and what follows the IP header.
 */
static uint16_t body_checksum(const struct draft *d, const struct ip_head *ip, uint8_t proto)
{
	size_t head = head_len(ip);
	size_t body = d->len - head;
	const uint8_t *addresses = d->bytes + (head == 20 ? 12 : 8);
	uint32_t sum = ip_sum((uint32_t)proto + (uint32_t)body, addresses, head == 20 ? 8 : 32);
	return ip_fold(ip_sum(sum, d->bytes + head, body));
}

static void body_put(uint8_t *at, const void *payload, size_t len)
{
	if (len)
		memcpy(at, payload, len);
}

void ip_tcp(struct draft *out, const struct ip_head *ip, const struct tcp_head *tcp, const void *payload, size_t len)
{
	if (len > PAYLOAD_MAX)
		len = PAYLOAD_MAX;
	size_t head = 20 + tcp->options_len;
	head_put(out, ip, PROTO_TCP, head + len);
	uint8_t *t = out->bytes + head_len(ip);
	memset(t, 0, 20);
	put_be16(t, tcp->src_port);
	put_be16(t + 2, tcp->dst_port);
	put_be32(t + 4, tcp->seq);
	put_be32(t + 8, tcp->ack);
	t[12] = (uint8_t)(head / 4 << 4);
	t[13] = tcp->flags;
	put_be16(t + 14, tcp->window);
	body_put(t + 20, tcp->options, tcp->options_len);
	body_put(t + head, payload, len);
	put_be16(t + 16, body_checksum(out, ip, PROTO_TCP));
}

void ip_udp(struct draft *out, const struct ip_head *ip, uint16_t src_port, uint16_t dst_port, const void *payload,
	    size_t len, bool checksum)
{
	if (len > PAYLOAD_MAX)
		len = PAYLOAD_MAX;
	head_put(out, ip, PROTO_UDP, 8 + len);
	uint8_t *u = out->bytes + head_len(ip);
	put_be16(u, src_port);
	put_be16(u + 2, dst_port);
	put_be16(u + 4, (uint16_t)(8 + len));
	put_be16(u + 6, 0);
	body_put(u + 8, payload, len);
	if (checksum) {
		uint16_t sum = body_checksum(out, ip, PROTO_UDP);
		put_be16(u + 6, sum ? sum : 0xffff);
	}
}

void ip_icmp(struct draft *out, const struct ip_head *ip, uint8_t type, uint8_t code, uint32_t rest,
	     const void *payload, size_t len)
{
	if (len > PAYLOAD_MAX)
		len = PAYLOAD_MAX;
	bool v4 = addr_is_v4(ip->src);
	head_put(out, ip, v4 ? PROTO_ICMP : PROTO_ICMPV6, 8 + len);
	uint8_t *m = out->bytes + head_len(ip);
	m[0] = type;
	m[1] = code;
	put_be16(m + 2, 0);
	put_be32(m + 4, rest);
	body_put(m + 8, payload, len);
	put_be16(m + 2, v4 ? ip_fold(ip_sum(0, m, 8 + len)) : body_checksum(out, ip, PROTO_ICMPV6));
}

void ip_other(struct draft *out, const struct ip_head *ip, uint8_t proto, const void *payload, size_t len)
{
	if (len > PAYLOAD_MAX)
		len = PAYLOAD_MAX;
	head_put(out, ip, proto, len);
	body_put(out->bytes + head_len(ip), payload, len);
}
