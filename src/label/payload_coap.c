#include "label/payload.h"

#include "base/rd.h"

#include <string.h>

#define URI_PATH 11
#define PATH_MAX_BYTES 128

/* A delta or length of 13 or 14 has one or two bytes more (RFC 7252, 3.1). */
static uint32_t extended(struct rd *r, uint32_t nibble)
{
	if (nibble == 13)
		return 13u + rd_u8(r);
	if (nibble == 14)
		return 269u + rd_be16(r);
	r->bad |= nibble == 15;
	return nibble;
}

/* "/.well-known/core" */
static bool read_path(struct rd *r, uint8_t path[PATH_MAX_BYTES], size_t *n)
{
	uint32_t option = 0;
	*n = 0;
	while (r->left && r->p[0] != 0xff) {
		uint8_t head = rd_u8(r);
		option += extended(r, head >> 4);
		uint32_t len = extended(r, head & 15);
		const uint8_t *value = rd_take(r, len);
		if (r->bad)
			return false;
		if (option != URI_PATH || *n + len + 1 > PATH_MAX_BYTES)
			continue;
		path[(*n)++] = '/';
		memcpy(path + *n, value, len);
		*n += len;
	}
	return true;
}

bool payload_coap(const uint8_t *data, size_t len, const struct packet *p, struct detail *out)
{
	static const char *const methods[] = {"empty", "GET", "POST", "PUT", "DELETE", "FETCH", "PATCH", "iPATCH"};
	struct rd r = {.p = data, .left = len};
	uint8_t path[PATH_MAX_BYTES];
	size_t n;
	uint8_t head = rd_u8(&r);
	uint8_t code = rd_u8(&r);
	(void)rd_be16(&r);
	size_t token = head & 15;
	if (head >> 6 != 1 || token > 8 || !rd_take(&r, token) || !read_path(&r, path, &n))
		return false;
	bool known = n >= 12 && !memcmp(path, "/.well-known", 12);
	if (!known && !payload_port(p, 5683))
		return false;
	if (code >= 64) {
		detail_text(out, "response ");
		detail_number(out, code >> 5);
		detail_text(out, ".");
		detail_number(out, code & 31);
		return true;
	}
	detail_name(out, methods, sizeof(methods) / sizeof(*methods), code);
	detail_text(out, " ");
	detail_quote(out, path, n);
	return true;
}
