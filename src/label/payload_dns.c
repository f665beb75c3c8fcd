/* DNS, and its relatives at other ports: multicast DNS and LLMNR. */
#include "label/payload.h"

#include "base/rd.h"

#include <string.h>

#define NAME_MAX_BYTES 255
#define TYPE_ANY 255
#define TYPE_TXT 16
#define TYPE_OPT 41

struct question {
	bool response;
	bool recursion;
	unsigned opcode;
	unsigned code;
	uint16_t counts[4];
	uint16_t type;
	uint16_t class;
	size_t left; /* bytes behind the question */
	char name[NAME_MAX_BYTES + 2];
};

/* Labels with full stops between; "." is the root. A question has no pointers. */
static bool read_name(struct rd *r, char *out)
{
	size_t n = 0;
	for (;;) {
		uint8_t len = rd_u8(r);
		const uint8_t *label = rd_take(r, len);
		if (r->bad || len > 63 || n + len + 1 > NAME_MAX_BYTES)
			return false;
		if (len == 0)
			break;
		if (n)
			out[n++] = '.';
		for (size_t i = 0; i < len; i++) {
			out[n + i] = '?';
			if (label[i] > ' ' && label[i] < 0x7f)
				out[n + i] = (char)label[i];
		}
		n += len;
	}
	if (n == 0)
		out[n++] = '.';
	out[n] = '\0';
	return true;
}

static bool read_question(const uint8_t *data, size_t len, struct question *q)
{
	struct rd r = {.p = data, .left = len};
	(void)rd_be16(&r); /* identifier */
	uint16_t flags = rd_be16(&r);
	for (size_t i = 0; i < 4; i++)
		q->counts[i] = rd_be16(&r);
	q->response = flags >> 15;
	q->recursion = flags >> 8 & 1;
	q->opcode = flags >> 11 & 15;
	q->code = flags & 15;
	if (r.bad || q->counts[0] != 1 || q->opcode > 5 || q->opcode == 3 || !read_name(&r, q->name))
		return false;
	q->type = rd_be16(&r);
	q->class = rd_be16(&r) & 0x7fff; /* the highest bit asks for a unicast answer (RFC 6762) */
	q->left = r.left;
	return !r.bad && q->type != 0 && (q->class == 1 || q->class == 3 || q->class == 4 || q->class >= 254) &&
	       q->class <= 255;
}

static void write_type(uint16_t type, struct detail *out)
{
	static const char *const names[] = {
	    [1] = "A",      [2] = "NS",     [5] = "CNAME",  [6] = "SOA",    [12] = "PTR",
	    [13] = "HINFO", [15] = "MX",    [16] = "TXT",   [24] = "SIG",   [28] = "AAAA",
	    [33] = "SRV",   [35] = "NAPTR", [43] = "DS",    [46] = "RRSIG", [48] = "DNSKEY",
	    [64] = "SVCB",  [65] = "HTTPS", [252] = "AXFR", [255] = "ANY"};
	if (type >= sizeof(names) / sizeof(*names) || !names[type])
		detail_text(out, "TYPE");
	detail_name(out, names, sizeof(names) / sizeof(*names), type);
}

static void write_question(const struct question *q, struct detail *out)
{
	static const char *const codes[] = {"no error",     "format error",    "server failure",
					    "no such name", "not implemented", "refused"};
	detail_text(out, q->response ? "response, " : "query ");
	if (q->response) {
		detail_name(out, codes, sizeof(codes) / sizeof(*codes), q->code);
		detail_text(out, ", ");
	}
	write_type(q->type, out);
	detail_text(out, " ");
	if (q->class == 3)
		detail_text(out, "CH ");
	detail_host(out, q->name);
	/* answers far longer than the question: somebody looks for amplifiers, or uses one (RFC 5358) */
	if (!q->response && q->recursion && q->class == 1 && (q->type == TYPE_ANY || q->type == TYPE_TXT))
		detail_text(out, ", amplification");
}

/* A query that is nothing else: its question, and EDNS perhaps (RFC 6891: root name, type OPT). */
static bool fills_packet(const uint8_t *data, size_t len, const struct question *q)
{
	if (q->response || q->counts[1] || q->counts[2] || q->counts[3] > 1)
		return false;
	const uint8_t *rest = data + len - q->left;
	if (q->counts[3] == 0)
		return q->left == 0;
	return q->left >= 11 && rest[0] == 0 && rest[1] == 0 && rest[2] == TYPE_OPT;
}

bool payload_dns(const uint8_t *data, size_t len, const struct packet *p, struct detail *out)
{
	struct question q;
	if (payload_port(p, 5353) || payload_port(p, 5355) || p->dst_port == 137 || !read_question(data, len, &q))
		return false;
	if (!payload_port(p, 53) && !fills_packet(data, len, &q))
		return false;
	write_question(&q, out);
	return true;
}

bool payload_mdns(const uint8_t *data, size_t len, const struct packet *p, struct detail *out)
{
	struct question q;
	if (!(payload_port(p, 5353) || payload_port(p, 5355)) || !read_question(data, len, &q))
		return false;
	detail_text(out, q.response ? "response, " : "query ");
	write_type(q.type, out);
	detail_text(out, " ");
	if (!strcmp(q.name, "_services._dns-sd._udp.local")) /* RFC 6763, 9 */
		detail_text(out, q.name);
	else
		detail_host(out, q.name);
	return true;
}
