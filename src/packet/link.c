#include "packet/packet_int.h"

#define VLAN_TAGS_MAX 4

enum ether_type {
	ETHER_IPV4 = 0x0800,
	ETHER_VLAN = 0x8100,
	ETHER_IPV6 = 0x86dd,
	ETHER_PPPOE = 0x8864, /* session stage, RFC 2516 */
	ETHER_QINQ = 0x88a8,
	ETHER_QINQ_OLD = 0x9100
};

enum { PPP_IPV4 = 0x0021, PPP_IPV6 = 0x0057 };
enum { ARPHRD_LOOPBACK_DEVICE = 772 };

bool packet_link_known(uint32_t link_type)
{
	switch (link_type) {
	case LINK_NULL:
	case LINK_ETHERNET:
	case LINK_PPP:
	case LINK_PPP_HDLC:
	case LINK_PPPOE:
	case LINK_RAW:
	case LINK_LOOP:
	case LINK_SLL:
	case LINK_IPV4:
	case LINK_IPV6:
	case LINK_SLL2:
	case 12: /* raw IP by the numbers of some BSDs */
	case 14:
		return true;
	default:
		return false;
	}
}

/* RFC 1661: the protocol field is two bytes, or one with the lowest bit set when compressed. */
static enum network read_ppp_protocol(struct rd *r)
{
	uint16_t protocol = rd_u8(r);
	if (!(protocol & 1))
		protocol = (uint16_t)(protocol << 8 | rd_u8(r));
	if (r->bad)
		return NETWORK_SHORT;
	return protocol == PPP_IPV4 || protocol == PPP_IPV6 ? NETWORK_IP : NETWORK_NOT_IP;
}

static enum network read_ppp(struct rd *r)
{
	if (r->left >= 2 && r->p[0] == 0xff && r->p[1] == 0x03) /* address and control, RFC 1662 */
		(void)rd_take(r, 2);
	return read_ppp_protocol(r);
}

/* Version and type, code, session, length. Codes other than 0 are discovery. */
static enum network read_pppoe(struct rd *r)
{
	const uint8_t *head = rd_take(r, 6);
	if (!head)
		return NETWORK_SHORT;
	return head[1] == 0 ? read_ppp_protocol(r) : NETWORK_NOT_IP;
}

static enum network read_ether_type(struct rd *r, uint16_t type)
{
	for (int tags = 0; type == ETHER_VLAN || type == ETHER_QINQ || type == ETHER_QINQ_OLD; tags++) {
		if (tags == VLAN_TAGS_MAX)
			return NETWORK_NOT_IP;
		(void)rd_be16(r);
		type = rd_be16(r);
	}
	if (r->bad)
		return NETWORK_SHORT;
	if (type == ETHER_IPV4 || type == ETHER_IPV6)
		return NETWORK_IP;
	return type == ETHER_PPPOE ? read_pppoe(r) : NETWORK_NOT_IP;
}

static enum network read_ethernet(struct rd *r, struct packet *out)
{
	const uint8_t *head = rd_take(r, 14);
	if (!head)
		return NETWORK_SHORT;
	out->group = head[0] & 1;
	return read_ether_type(r, (uint16_t)(head[12] << 8 | head[13]));
}

/* A loopback header holds an address family in the byte order of whoever captured; families differ from
 * system to system, the IP version does not: only what is surely not IP is told from the family. */
static enum network read_null(struct rd *r)
{
	uint32_t family = rd_be32(r);
	if (r->bad)
		return NETWORK_SHORT;
	if (family > 0xffff)
		family = __builtin_bswap32(family);
	switch (family) {
	case 2:  /* AF_INET everywhere */
	case 10: /* AF_INET6 of Linux */
	case 23: /* of Windows */
	case 24: /* of NetBSD and OpenBSD */
	case 28: /* of FreeBSD */
	case 30: /* of macOS */
		return NETWORK_IP;
	default:
		return NETWORK_NOT_IP;
	}
}

/* Packet types of Linux: to us, broadcast, multicast, to another host, sent by us. */
static void set_packet_type(struct packet *out, uint16_t type, uint16_t device)
{
	out->direction = type == 4 ? DIRECTION_OUT : type <= 3 ? DIRECTION_IN : DIRECTION_UNKNOWN;
	out->group = type == 1 || type == 2;
	out->elsewhere = type == 3;
	out->loopback = device == ARPHRD_LOOPBACK_DEVICE;
}

static enum network read_sll(struct rd *r, struct packet *out)
{
	uint16_t type = rd_be16(r);
	uint16_t device = rd_be16(r);
	(void)rd_take(r, 10);
	uint16_t protocol = rd_be16(r);
	if (r->bad)
		return NETWORK_SHORT;
	set_packet_type(out, type, device);
	return read_ether_type(r, protocol);
}

static enum network read_sll2(struct rd *r, struct packet *out)
{
	uint16_t protocol = rd_be16(r);
	(void)rd_take(r, 6);
	uint16_t device = rd_be16(r);
	uint8_t type = rd_u8(r);
	(void)rd_take(r, 9);
	if (r->bad)
		return NETWORK_SHORT;
	set_packet_type(out, type, device);
	return read_ether_type(r, protocol);
}

enum network link_read(uint32_t link_type, struct rd *r, struct packet *out)
{
	switch (link_type) {
	case LINK_ETHERNET:
		return read_ethernet(r, out);
	case LINK_NULL:
	case LINK_LOOP:
		return read_null(r);
	case LINK_PPP:
	case LINK_PPP_HDLC:
		return read_ppp(r);
	case LINK_PPPOE:
		return read_pppoe(r);
	case LINK_SLL:
		return read_sll(r, out);
	case LINK_SLL2:
		return read_sll2(r, out);
	default:
		return NETWORK_IP; /* raw IP: its first byte tells the version */
	}
}
