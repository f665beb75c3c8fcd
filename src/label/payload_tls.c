/* The first message of a TLS client (RFC 8446, 4.1.2), and that DTLS begins at all (RFC 6347). */
#include "label/payload.h"

#include "base/rd.h"

#define HANDSHAKE 22
#define CLIENT_HELLO 1
#define SERVER_NAME 0
#define ALPN 16
#define SUPPORTED_VERSIONS 43

struct hello {
	uint16_t version;
	struct rd name; /* a host; borrowed */
	struct rd alpn;
};

static struct rd part(struct rd *r, size_t len)
{
	if (len > r->left)
		len = r->left; /* the packet does not hold all of it */
	const uint8_t *at = rd_take(r, len);
	return (struct rd){.p = at, .left = at ? len : 0, .bad = !at};
}

/* The highest that is no grease (RFC 8701). */
static void read_versions(struct rd r, struct hello *h)
{
	(void)rd_u8(&r);
	while (r.left >= 2) {
		uint16_t version = rd_be16(&r);
		if (version >> 8 == 3 && version > h->version)
			h->version = version;
	}
}

static void read_extensions(struct rd r, struct hello *h)
{
	while (r.left >= 4) {
		uint16_t type = rd_be16(&r);
		uint16_t size = rd_be16(&r);
		struct rd c = part(&r, size);
		if (type == SERVER_NAME && c.left > 5) {
			(void)rd_take(&c, 3);
			uint16_t name = rd_be16(&c);
			h->name = part(&c, name);
		} else if (type == ALPN && c.left > 3) {
			(void)rd_be16(&c);
			uint8_t first = rd_u8(&c);
			h->alpn = part(&c, first);
		} else if (type == SUPPORTED_VERSIONS) {
			read_versions(c, h);
		}
	}
}

static bool read_hello(const uint8_t *data, size_t len, struct hello *h)
{
	struct rd r = {.p = data, .left = len};
	uint8_t type = rd_u8(&r);
	uint16_t record = rd_be16(&r);
	(void)rd_be16(&r);
	uint8_t message = rd_u8(&r);
	(void)rd_take(&r, 3);
	h->version = rd_be16(&r);
	if (r.bad || type != HANDSHAKE || record >> 8 != 3 || message != CLIENT_HELLO || h->version >> 8 != 3)
		return false;
	(void)rd_take(&r, 32); /* random */
	uint8_t session = rd_u8(&r);
	(void)part(&r, session);
	uint16_t ciphers = rd_be16(&r);
	(void)part(&r, ciphers);
	uint8_t compressions = rd_u8(&r);
	(void)part(&r, compressions);
	uint16_t extensions = rd_be16(&r);
	read_extensions(part(&r, extensions), h);
	return true;
}

bool payload_tls(const uint8_t *data, size_t len, const struct packet *p, struct detail *out)
{
	static const char *const versions[] = {"SSL 3.0", "TLS 1.0", "TLS 1.1", "TLS 1.2", "TLS 1.3"};
	struct hello h = {.version = 0};
	(void)p;
	if (!read_hello(data, len, &h))
		return false;
	detail_name(out, versions, sizeof(versions) / sizeof(*versions), h.version & 0xff);
	if (h.alpn.left) {
		detail_text(out, ", ALPN ");
		detail_quote(out, h.alpn.p, h.alpn.left);
	}
	if (h.name.left) {
		detail_text(out, ", server name ");
		detail_quote(out, h.name.p, h.name.left);
	}
	return true;
}

bool payload_dtls(const uint8_t *data, size_t len, const struct packet *p, struct detail *out)
{
	(void)p;
	if (len < 14 || data[0] != HANDSHAKE || data[1] != 0xfe || (data[2] != 0xff && data[2] != 0xfd) ||
	    data[13] > CLIENT_HELLO + 2)
		return false;
	detail_text(out, data[13] == CLIENT_HELLO ? "client hello" : "server");
	return true;
}
