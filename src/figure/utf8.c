#include "figure/utf8.h"

#include <stdint.h>

/* Length and code point of the UTF-8 sequence at p; 0 when there is none. Table 3-7 of the Unicode standard. */
static size_t sequence(const unsigned char *p, size_t left, uint32_t *code)
{
	unsigned char c = p[0];
	size_t n = c < 0x80 ? 1 : c >= 0xc2 && c < 0xe0 ? 2 : c >= 0xe0 && c < 0xf0 ? 3 : c >= 0xf0 && c < 0xf5 ? 4 : 0;
	if (!n || n > left)
		return 0;
	*code = n == 1 ? c : n == 2 ? c & 0x1fu : n == 3 ? c & 0x0fu : c & 0x07u;
	for (size_t i = 1; i < n; i++) {
		if ((p[i] & 0xc0) != 0x80)
			return 0;
		*code = *code << 6 | (p[i] & 0x3fu);
	}
	bool longer = (n == 3 && *code < 0x800) || (n == 4 && *code < 0x10000);
	bool outside = *code > 0x10ffff || (*code >= 0xd800 && *code < 0xe000);
	return longer || outside ? 0 : n;
}

static void three_bytes(uint32_t code, struct buf *out)
{
	char b[3] = {(char)(0xe0 | code >> 12), (char)(0x80 | (code >> 6 & 0x3f)), (char)(0x80 | (code & 0x3f))};
	buf_add(out, b, sizeof(b));
}

int utf8_to_engine(const char *text, size_t len, struct buf *out)
{
	const unsigned char *p = (const unsigned char *)text;
	size_t plain = 0; /* bytes before `at` that are copied as they are */
	size_t at = 0;
	while (at < len) {
		uint32_t code = 0;
		size_t n = sequence(p + at, len - at, &code);
		if (!n)
			return ERR_PARSE;
		if (n == 4) {
			buf_add(out, text + at - plain, plain);
			plain = 0;
			three_bytes(0xd800 + ((code - 0x10000) >> 10), out);
			three_bytes(0xdc00 + ((code - 0x10000) & 0x3ff), out);
		} else {
			plain += n;
		}
		at += n;
	}
	buf_add(out, text + at - plain, plain);
	return out->failed;
}

/* The surrogate at p (three bytes), or 0. */
static uint32_t surrogate(const unsigned char *p, size_t left)
{
	if (left < 3 || p[0] != 0xed || (p[1] & 0xe0) != 0xa0 || (p[2] & 0xc0) != 0x80)
		return 0;
	return 0xd000u | (p[1] & 0x3fu) << 6 | (p[2] & 0x3fu);
}

void utf8_from_engine(const char *text, size_t len, struct buf *out)
{
	const unsigned char *p = (const unsigned char *)text;
	size_t plain = 0;
	size_t at = 0;
	while (at < len) {
		uint32_t high = surrogate(p + at, len - at);
		if (!high) {
			plain++;
			at++;
			continue;
		}
		buf_add(out, text + at - plain, plain);
		plain = 0;
		uint32_t low = high < 0xdc00 ? surrogate(p + at + 3, len - at - 3) : 0;
		if (low < 0xdc00) {
			buf_add(out, "\xef\xbf\xbd", 3);
			at += 3;
			continue;
		}
		uint32_t code = 0x10000 + ((high - 0xd800) << 10) + (low - 0xdc00);
		char b[4] = {(char)(0xf0 | code >> 18), (char)(0x80 | (code >> 12 & 0x3f)),
			     (char)(0x80 | (code >> 6 & 0x3f)), (char)(0x80 | (code & 0x3f))};
		buf_add(out, b, sizeof(b));
		at += 6;
	}
	buf_add(out, text + at - plain, plain);
}
