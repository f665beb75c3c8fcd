#include "label/message.h"

#include "base/rd.h"

#include <string.h>

#define UDP_HEADER 8
#define RPC_HEADER 80
#define RPC_REQUEST 0
#define SEND_MESSAGE 0 /* operation number of NetrSendMessage */
#define FRAGMENT 0x04  /* flags1: one of several datagrams; senders of pop-ups need only one */
#define CANCEL 0xfc    /* flags2: bits that no request has */

/* 5a7b91f8-ff00-11d0-a9b2-00c04fb6e6fc, the interface of the Messenger service. */
static const uint8_t interface_little[16] = {0xf8, 0x91, 0x7b, 0x5a, 0x00, 0xff, 0xd0, 0x11,
					     0xa9, 0xb2, 0x00, 0xc0, 0x4f, 0xb6, 0xe6, 0xfc};
static const uint8_t interface_big[16] = {0x5a, 0x7b, 0x91, 0xf8, 0xff, 0x00, 0x11, 0xd0,
					  0xa9, 0xb2, 0x00, 0xc0, 0x4f, 0xb6, 0xe6, 0xfc};

/* The header; *body is the length of the stub that follows. */
static bool read_header(struct rd *r, bool *big_endian, uint16_t *body)
{
	uint8_t version = rd_u8(r);
	uint8_t type = rd_u8(r);
	uint8_t flags1 = rd_u8(r);
	uint8_t flags2 = rd_u8(r);
	uint8_t representation = rd_u8(r); /* high nibble: byte order; low: ASCII or EBCDIC */
	*big_endian = (representation & 0xf0) == 0;
	(void)rd_take(r, 3 + 16); /* floats, serial number, object */
	const uint8_t *interface = rd_take(r, 16);
	(void)rd_take(r, 16 + 4); /* activity, boot time */
	uint32_t interface_version = rd_u32(r, *big_endian);
	(void)rd_take(r, 4); /* sequence number */
	uint16_t operation = rd_u16(r, *big_endian);
	(void)rd_take(r, 4); /* hints */
	*body = rd_u16(r, *big_endian);
	uint16_t fragment = rd_u16(r, *big_endian);
	(void)rd_take(r, 2); /* authentication, serial number */
	return !r->bad && version == 4 && type == RPC_REQUEST && !(flags1 & FRAGMENT) && !(flags2 & CANCEL) &&
	       !(representation & 0xee) && !memcmp(interface, *big_endian ? interface_big : interface_little, 16) &&
	       interface_version == 1 && operation == SEND_MESSAGE && fragment == 0;
}

/* A conformant and varying string: room, offset, length, bytes with a NUL; the next one begins at a multiple of four.
 */
static bool read_string(struct rd *r, const uint8_t *begin, bool big_endian, size_t most, const uint8_t **out,
			uint16_t *len, bool *cut)
{
	(void)rd_take(r, (4 - (size_t)(r->p - begin) % 4) % 4);
	uint32_t room = rd_u32(r, big_endian);
	uint32_t offset = rd_u32(r, big_endian);
	uint32_t count = rd_u32(r, big_endian);
	if (r->bad || offset != 0 || room < count)
		return false;
	if (count > r->left) {
		count = (uint32_t)r->left;
		*cut = true;
	}
	const uint8_t *text = rd_take(r, count);
	const uint8_t *end = count ? memchr(text, 0, count) : NULL;
	size_t n = end ? (size_t)(end - text) : count;
	if (n > most) {
		n = most;
		*cut = true;
	}
	*out = text;
	*len = (uint16_t)n;
	return true;
}

bool message_read(const struct packet *p, struct message *out)
{
	if (p->proto != PROTO_UDP || !p->has_ports || p->transport_len < UDP_HEADER + RPC_HEADER ||
	    p->transport[UDP_HEADER] != 4)
		return false;
	struct rd r = {.p = p->transport + UDP_HEADER, .left = p->transport_len - UDP_HEADER};
	struct message m = {.cut = false};
	bool big_endian = false;
	uint16_t body = 0;
	if (!read_header(&r, &big_endian, &body))
		return false;
	if (r.left > body)
		r.left = body; /* what follows is no part of the message */
	m.cut = r.left < body;
	const uint8_t *begin = r.p;
	if (!read_string(&r, begin, big_endian, MESSAGE_NAME_MAX, &m.sender, &m.sender_len, &m.cut) ||
	    !read_string(&r, begin, big_endian, MESSAGE_NAME_MAX, &m.recipient, &m.recipient_len, &m.cut) ||
	    !read_string(&r, begin, big_endian, MESSAGE_TEXT_MAX, &m.text, &m.text_len, &m.cut))
		return false;
	*out = m;
	return true;
}
