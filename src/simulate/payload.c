#include "simulate/payload.h"

#include <stdio.h>
#include <string.h>

static void put(struct payload *p, const void *bytes, size_t len)
{
	if (len > sizeof(p->bytes) - p->len)
		len = sizeof(p->bytes) - p->len;
	memcpy(p->bytes + p->len, bytes, len);
	p->len += len;
}

static void put_text(struct payload *p, const char *text)
{
	put(p, text, strlen(text));
}

static void put_le32(uint8_t *at, uint32_t v)
{
	for (int i = 0; i < 4; i++)
		at[i] = (uint8_t)(v >> (8 * i));
}

/* An NDR conformant and varying string: room, offset, length, bytes (C706 section 14.3.4.2). */
static void put_string(struct payload *p, const uint8_t *text, uint32_t len, bool align)
{
	uint8_t counts[12] = {0};
	const uint8_t zero[3] = {0};
	put_le32(counts, len);
	put_le32(counts + 8, len);
	put(p, counts, sizeof(counts));
	put(p, text, len);
	if (align)
		put(p, zero, (4 - len % 4) % 4);
}

/* NetrSendMessage (MS-MSRP 3.2.4.1) as a connectionless DCE/RPC request (C706 section 12.4.5).
 * Pop-up senders set idempotent and no-fack, so that one datagram is enough and nobody need answer.
 */
static void make_messenger(struct payload *p, struct day *d, size_t number)
{
	static const uint8_t interface[16] = {0xf8, 0x91, 0x7b, 0x5a, 0x00, 0xff, 0xd0, 0x11,
					      0xa9, 0xb2, 0x00, 0xc0, 0x4f, 0xb6, 0xe6, 0xfc};
	const struct message_plan *m = &d->scenario->messages[number];
	uint8_t head[80] = {4, 0, 0x28, 0, 0x10};
	memcpy(head + 24, interface, sizeof(interface));
	random_fill(&d->random, head + 40, 16); /* activity */
	head[60] = 1;                           /* version of the interface */
	memset(head + 70, 0xff, 4);             /* no hints */
	put(p, head, sizeof(head));
	put_string(p, m->from, m->from_len, true);
	put_string(p, m->to, m->to_len, true);
	put_string(p, m->text, m->text_len, false);
	size_t body = p->len - sizeof(head);
	p->bytes[74] = (uint8_t)body;
	p->bytes[75] = (uint8_t)(body >> 8);
}

/* The worm's look from outside: 376 bytes, 0x04 and a run of 0x01 to overflow with (CERT
 * CA-2003-04). What follows is no program, only noise of the same length. */
static void make_slammer(struct payload *p)
{
	uint8_t body[376];
	struct random noise;
	const uint64_t words[] = {1434, 376};
	random_seed(&noise, words, 2);
	random_fill(&noise, body, sizeof(body));
	body[0] = 0x04;
	memset(body + 1, 0x01, 96);
	put(p, body, sizeof(body));
}

/* Node status request for "*" (RFC 1002 section 4.2.17). */
static void make_netbios(struct payload *p, struct day *d)
{
	uint8_t head[13] = {0, 0, 0x00, 0x00, 0x00, 0x01, 0, 0, 0, 0, 0, 0, 0x20};
	random_fill(&d->random, head, 2);
	put(p, head, sizeof(head));
	put_text(p, "CKAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA");
	const uint8_t tail[5] = {0x00, 0x00, 0x21, 0x00, 0x01};
	put(p, tail, sizeof(tail));
}

static void make_sip(struct payload *p, struct day *d, struct addr src, struct addr dst, uint16_t src_port)
{
	char from[ADDR_TEXT_MAX];
	char to[ADDR_TEXT_MAX];
	char text[1024];
	addr_text(src, from);
	addr_text(dst, to);
	unsigned long long call = random_next(&d->random) >> 4;
	int n = snprintf(text, sizeof(text),
			 "OPTIONS sip:100@%s SIP/2.0\r\n"
			 "Via: SIP/2.0/UDP %s:%u;branch=z9hG4bK-%u;rport\r\n"
			 "Max-Forwards: 70\r\n"
			 "To: \"sipvicious\"<sip:100@1.1.1.1>\r\n"
			 "From: \"sipvicious\"<sip:100@1.1.1.1>;tag=%08x\r\n"
			 "User-Agent: friendly-scanner\r\n"
			 "Call-ID: %llu\r\n"
			 "Contact: sip:100@%s:%u\r\n"
			 "CSeq: 1 OPTIONS\r\n"
			 "Accept: application/sdp\r\n"
			 "Content-Length: 0\r\n\r\n",
			 to, from, (unsigned)src_port, (unsigned)random_below(&d->random, UINT32_MAX),
			 (unsigned)random_below(&d->random, UINT32_MAX), call, from, (unsigned)src_port);
	put(p, text, n > 0 ? (size_t)n : 0);
}

static void make_dns(struct payload *p, struct day *d)
{
	/* version.bind, TXT, CHAOS (RFC 4892 section 2). */
	uint8_t query[30] = {0,   0,   1,   0,   0,   1, 0,   0,   0,   0,   0, 0, 7,  'v', 'e',
			     'r', 's', 'i', 'o', 'n', 4, 'b', 'i', 'n', 'd', 0, 0, 16, 0,   3};
	random_fill(&d->random, query, 2);
	put(p, query, sizeof(query));
}

static void make_fixed(struct payload *p, enum shape shape)
{
	/* Private request of the monitor list: version 2, mode 7, XNTPD, request 42. */
	static const uint8_t ntp[8] = {0x17, 0x00, 0x03, 0x2a, 0, 0, 0, 0};
	/* memcached's UDP frame header, then a text command. */
	static const uint8_t memcached[8] = {0x00, 0x01, 0x00, 0x00, 0x00, 0x01, 0x00, 0x00};
	/* searchRequest of the root DSE for every attribute (RFC 4511 section 4.5.1). */
	static const uint8_t cldap[] = {0x30, 0x25, 0x02, 0x01, 0x01, 0x63, 0x20, 0x04, 0x00, 0x0a, 0x01, 0x00, 0x0a,
					0x01, 0x00, 0x02, 0x01, 0x00, 0x02, 0x01, 0x00, 0x01, 0x01, 0x00, 0x87, 0x0b,
					'o',  'b',  'j',  'e',  'c',  't',  'c',  'l',  'a',  's',  's',  0x30, 0x00};
	/* GetRequest of sysDescr.0, version 1, community public (RFC 1157). */
	static const uint8_t snmp[] = {0x30, 0x29, 0x02, 0x01, 0x00, 0x04, 0x06, 'p',  'u',  'b',  'l',
				       'i',  'c',  0xa0, 0x1c, 0x02, 0x04, 0x1a, 0x2b, 0x3c, 0x4d, 0x02,
				       0x01, 0x00, 0x02, 0x01, 0x00, 0x30, 0x0e, 0x30, 0x0c, 0x06, 0x08,
				       0x2b, 0x06, 0x01, 0x02, 0x01, 0x01, 0x01, 0x00, 0x05, 0x00};
	if (shape == SHAPE_NTP) {
		put(p, ntp, sizeof(ntp));
	} else if (shape == SHAPE_MEMCACHED) {
		put(p, memcached, sizeof(memcached));
		put_text(p, "stats\r\n");
	} else if (shape == SHAPE_CLDAP) {
		put(p, cldap, sizeof(cldap));
	} else if (shape == SHAPE_SNMP) {
		put(p, snmp, sizeof(snmp));
	} else if (shape == SHAPE_SSDP) {
		put_text(p, "M-SEARCH * HTTP/1.1\r\nHOST: 239.255.255.250:1900\r\nMAN: "
			    "\"ssdp:discover\"\r\nMX: 1\r\n"
			    "ST: ssdp:all\r\n\r\n");
	}
}

void payload_make(struct payload *out, struct day *d, enum shape shape, size_t message, struct addr src,
		  struct addr dst, uint16_t src_port)
{
	out->len = 0;
	if (shape == SHAPE_BYTES) {
		out->len = (size_t)random_between(&d->random, 4, 48);
		random_fill(&d->random, out->bytes, out->len);
	} else if (shape == SHAPE_MESSENGER || shape == SHAPE_MESSENGER_FORGED) {
		make_messenger(out, d, message);
	} else if (shape == SHAPE_SLAMMER) {
		make_slammer(out);
	} else if (shape == SHAPE_NETBIOS) {
		make_netbios(out, d);
	} else if (shape == SHAPE_SIP) {
		make_sip(out, d, src, dst, src_port);
	} else if (shape == SHAPE_DNS) {
		make_dns(out, d);
	} else if (shape != SHAPE_EMPTY) {
		make_fixed(out, shape);
	}
}
