#include "label/payload.h"

#include "base/rd.h"

#define ID_MAX 20

/* 1, 2, the drafts, those of Google, and what only asks for a list of versions (RFC 9000, 15). */
static bool write_version(uint32_t version, struct detail *out)
{
	if (version == 1 || version == 0x6b3343cf) {
		detail_text(out, version == 1 ? "version 1" : "version 2");
	} else if (version >> 8 == 0xff0000) {
		detail_text(out, "draft ");
		detail_number(out, version & 0xff);
	} else if (version >> 16 == ('Q' << 8 | '0') || version >> 16 == ('T' << 8 | '0')) {
		detail_text(out, "Google ");
		detail_number(out, (version >> 8 & 15) * 10 + (version & 15));
	} else if ((version & 0x0f0f0f0f) == 0x0a0a0a0a) {
		detail_text(out, "versions asked for");
	} else {
		return false;
	}
	return true;
}

bool payload_quic(const uint8_t *data, size_t len, const struct packet *p, struct detail *out)
{
	static const char *const types[] = {", Initial", ", 0-RTT", ", Handshake", ", Retry"};
	struct rd r = {.p = data, .left = len};
	(void)p;
	uint8_t first = rd_u8(&r);
	if (first & 0x80) { /* long header */
		uint32_t version = rd_be32(&r);
		uint8_t to = rd_u8(&r);
		(void)rd_take(&r, to);
		uint8_t from = rd_u8(&r);
		(void)rd_take(&r, from);
		if (r.bad || to > ID_MAX || from > ID_MAX || !(first & 0x40) || !write_version(version, out))
			return false;
		if (version == 1)
			detail_text(out, types[first >> 4 & 3]);
		return true;
	}
	/* before Q046: flags with version and an identifier of eight bytes */
	(void)rd_take(&r, 8);
	uint32_t version = rd_be32(&r);
	return (first & 0x09) == 0x09 && !r.bad && version >> 16 == ('Q' << 8 | '0') && write_version(version, out);
}
