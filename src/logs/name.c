#include "logs/name.h"

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#define SHOWN_BYTES 120

/* The length of the character that begins here, or 0 (RFC 3629). */
static size_t character(const uint8_t *b, size_t left, uint32_t *out)
{
	static const uint32_t least[] = {0, 0, 0x80, 0x800, 0x10000};
	size_t len = b[0] < 0x80 ? 1 : b[0] >= 0xf0 && b[0] < 0xf8 ? 4 : b[0] >= 0xe0 ? 3 : b[0] >= 0xc0 ? 2 : 0;
	if (!len || len > left || b[0] >= 0xf8)
		return 0;
	uint32_t c = len == 1 ? b[0] : b[0] & (0x7fu >> len);
	for (size_t i = 1; i < len; i++) {
		if ((b[i] & 0xc0) != 0x80)
			return 0;
		c = c << 6 | (b[i] & 0x3fu);
	}
	if (c < least[len] || c > 0x10ffff || (c >= 0xd800 && c <= 0xdfff))
		return 0;
	*out = c;
	return len;
}

static bool printable(uint32_t c)
{
	static const uint32_t hidden[][2] = {{0, 0x1f},        {0x7f, 0xa0},     {0xad, 0xad},     {0x61c, 0x61c},
					     {0x200b, 0x200f}, {0x2028, 0x202e}, {0x2060, 0x206f}, {0xe000, 0xf8ff},
					     {0xfe00, 0xfe0f}, {0xfeff, 0xfeff}, {0xfff0, 0xffff}, {0xe0000, 0x10ffff}};
	for (size_t i = 0; i < sizeof(hidden) / sizeof(*hidden); i++)
		if (c >= hidden[i][0] && c <= hidden[i][1])
			return false;
	return true;
}

void logs_name_text(const char *bytes, size_t len, char out[LOGS_NAME_MAX])
{
	const uint8_t *b = (const uint8_t *)bytes;
	size_t at = 0;
	for (size_t i = 0; i < len;) {
		uint32_t c = 0;
		size_t n = character(b + i, len - i, &c);
		if (at > SHOWN_BYTES) {
			(void)snprintf(out + at, LOGS_NAME_MAX - at, "…");
			return;
		}
		if (n && printable(c)) {
			memcpy(out + at, b + i, n);
			at += n;
		} else {
			n = n ? n : 1;
			for (size_t k = 0; k < n; k++, at += 4)
				(void)snprintf(out + at, LOGS_NAME_MAX - at, "\\x%02x", (unsigned)b[i + k]);
		}
		i += n;
	}
	out[at] = '\0';
}
