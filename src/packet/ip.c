#include "packet/packet_int.h"

#define EXTENSIONS_MAX 8
#define QUOTED_LEAST 8 /* bytes that an ICMP error quotes after the IP header, RFC 792 */

enum { EXT_HOP_BY_HOP = 0, EXT_ROUTING = 43, EXT_FRAGMENT = 44, EXT_AH = 51, EXT_DESTINATION = 60 };

static uint32_t be32(const uint8_t *b)
{
	return (uint32_t)b[0] << 24 | (uint32_t)b[1] << 16 | (uint32_t)b[2] << 8 | b[3];
}

static uint64_t be64(const uint8_t *b)
{
	return (uint64_t)be32(b) << 32 | be32(b + 4);
}

/* The least that a protocol's header needs. */
static size_t header_least(const struct packet *p)
{
	switch (p->proto) {
	case PROTO_TCP:
		return 20;
	case PROTO_UDP:
		return 8;
	case PROTO_ICMP:
		return p->version == 4 ? 8 : 0;
	case PROTO_ICMPV6:
		return p->version == 6 ? 4 : 0;
	default:
		return 0;
	}
}

static void read_tcp(struct packet *p)
{
	const uint8_t *t = p->transport;
	if (p->transport_len >= 4) {
		p->has_ports = true;
		p->src_port = (uint16_t)(t[0] << 8 | t[1]);
		p->dst_port = (uint16_t)(t[2] << 8 | t[3]);
	}
	if (p->transport_len >= 14) {
		p->has_flags = true;
		p->seq = be32(t + 4);
		p->tcp_flags = t[13];
	}
}

static void read_icmp(struct packet *p)
{
	const uint8_t *t = p->transport;
	if (p->transport_len >= 1)
		p->icmp_type = t[0];
	if (p->transport_len >= 2)
		p->icmp_code = t[1];
	if (p->transport_len >= 6)
		p->icmp_id = (uint16_t)(t[4] << 8 | t[5]);
}

/* `claimed` is the length of the transport part that the IP header speaks of, `r` what was captured of it. */
static void read_transport(struct packet *p, const struct rd *r, size_t claimed, bool quoted)
{
	p->transport = r->p;
	p->transport_len = r->left < claimed ? r->left : claimed;
	if (p->later_fragment)
		return;
	/* Small first fragments are a scanner's trick and no error; a whole packet too short for its header is. */
	if (!quoted && !p->more_fragments && claimed < header_least(p)) {
		p->form = PACKET_MALFORMED;
		return;
	}
	if (p->proto == PROTO_TCP) {
		read_tcp(p);
	} else if (p->proto == PROTO_UDP) {
		if (p->transport_len >= 4) {
			p->has_ports = true;
			p->src_port = (uint16_t)(r->p[0] << 8 | r->p[1]);
			p->dst_port = (uint16_t)(r->p[2] << 8 | r->p[3]);
		}
	} else if ((p->proto == PROTO_ICMP && p->version == 4) || (p->proto == PROTO_ICMPV6 && p->version == 6)) {
		read_icmp(p);
	}
}

/* RFC 791. */
static void read_ipv4(struct rd *r, struct packet *p, bool quoted)
{
	const uint8_t *h = rd_take(r, 20);
	if (!h)
		return;
	size_t header = (size_t)(h[0] & 15) * 4;
	size_t total = (size_t)(h[2] << 8 | h[3]);
	/* Zero is segmentation offload: the capturing machine left the length to the card. And some hosts quote a
	 * total from which they have taken the header. */
	if (total == 0 || (quoted && total < header + QUOTED_LEAST))
		total = r->left + 20 <= UINT16_MAX ? r->left + 20 : UINT16_MAX;
	if (header < 20 || total < header || !rd_take(r, header - 20))
		return;
	uint16_t fragment = (uint16_t)(h[6] << 8 | h[7]);
	p->form = PACKET_IP;
	p->version = 4;
	p->proto = h[9];
	p->ttl = h[8];
	p->ip_len = (uint16_t)total;
	p->ip_id = (uint32_t)(h[4] << 8 | h[5]);
	p->more_fragments = fragment & 0x2000;
	p->dont_fragment = fragment & 0x4000;
	p->later_fragment = fragment & 0x1fff;
	p->src = addr_v4(be32(h + 12));
	p->dst = addr_v4(be32(h + 16));
	read_transport(p, r, total - header, quoted);
}

/* RFC 8200: headers before the transport's; `claimed` counts down what the payload length still covers. */
static bool read_extensions(struct rd *r, struct packet *p, size_t *claimed)
{
	for (int i = 0;; i++) {
		size_t len;
		uint8_t kind = p->proto;
		if (kind != EXT_HOP_BY_HOP && kind != EXT_ROUTING && kind != EXT_FRAGMENT && kind != EXT_AH &&
		    kind != EXT_DESTINATION)
			return true;
		if (i == EXTENSIONS_MAX) /* nobody needs more of them */
			return false;
		const uint8_t *h = rd_take(r, 8);
		if (!h || *claimed < 8)
			return false;
		if (kind == EXT_FRAGMENT)
			len = 8;
		else if (kind == EXT_AH)
			len = ((size_t)h[1] + 2) * 4; /* RFC 4302 counts in words of four bytes, less two */
		else
			len = ((size_t)h[1] + 1) * 8;
		if (len < 8 || len > *claimed || !rd_take(r, len - 8))
			return false;
		*claimed -= len;
		p->proto = h[0];
		if (kind == EXT_FRAGMENT) {
			p->later_fragment = (h[2] << 8 | h[3]) & 0xfff8;
			p->more_fragments = h[3] & 1;
			p->ip_id = be32(h + 4);
			if (p->later_fragment)
				return true;
		}
	}
}

static void read_ipv6(struct rd *r, struct packet *p, bool quoted)
{
	const uint8_t *h = rd_take(r, 40);
	if (!h)
		return;
	size_t claimed = (size_t)(h[4] << 8 | h[5]);
	p->version = 6;
	p->proto = h[6];
	p->ttl = h[7];
	p->src = (struct addr){be64(h + 8), be64(h + 16)};
	p->dst = (struct addr){be64(h + 24), be64(h + 32)};
	p->ip_len = (uint16_t)(claimed + 40 > UINT16_MAX ? UINT16_MAX : claimed + 40);
	/* a length of zero with a hop-by-hop header would be a jumbogram, which no access line carries */
	if (!read_extensions(r, p, &claimed))
		return;
	p->form = PACKET_IP;
	read_transport(p, r, claimed, quoted);
}

/* Half a packet at a time: of the whole gcc makes a `rep stos`, which takes as long as half of decoding. */
static void clear(struct packet *out)
{
	const size_t half = sizeof(*out) / 2;
	memset(out, 0, half);
	memset((uint8_t *)out + half, 0, sizeof(*out) - half);
}

static void read_ip(struct rd *r, struct packet *out, bool quoted)
{
	out->form = PACKET_MALFORMED;
	if (r->left == 0)
		return;
	uint8_t version = r->p[0] >> 4;
	if (version == 4)
		read_ipv4(r, out, quoted);
	else if (version == 6)
		read_ipv6(r, out, quoted);
}

void packet_decode_ip(const uint8_t *bytes, size_t len, struct packet *out)
{
	struct rd r = {.p = bytes, .left = len};
	clear(out);
	read_ip(&r, out, true);
}

void packet_decode(uint32_t link_type, const uint8_t *bytes, size_t len, struct packet *out)
{
	struct rd r = {.p = bytes, .left = len};
	clear(out);
	switch (link_read(link_type, &r, out)) {
	case NETWORK_IP:
		read_ip(&r, out, false);
		break;
	case NETWORK_NOT_IP:
		out->form = PACKET_NOT_IP;
		break;
	case NETWORK_SHORT:
		out->form = PACKET_MALFORMED;
		break;
	}
}

service_id packet_service(const struct packet *p)
{
	if (p->proto == PROTO_TCP || p->proto == PROTO_UDP)
		return service_make(p->proto, p->has_ports ? p->dst_port : 0);
	if ((p->proto == PROTO_ICMP && p->version == 4) || (p->proto == PROTO_ICMPV6 && p->version == 6))
		return service_make(p->proto, p->icmp_type);
	return service_make(p->proto, 0);
}
