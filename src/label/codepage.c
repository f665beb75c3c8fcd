#include "label/codepage.h"

#include <iconv.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

static const struct {
	const char *name;
	const char *charset; /* as iconv calls it; NULL: none is needed */
} pages[CODEPAGE_COUNT] = {{"ascii", NULL},    {"cp932", "CP932"}, {"cp936", "CP936"},
			   {"cp949", "CP949"}, {"cp437", "CP437"}, {"latin1", "CP1252"}};

struct codepages {
	iconv_t converters[CODEPAGE_COUNT];
	char *best; /* of the text that is being decoded */
	size_t room;
};

#define NO_CONVERTER ((iconv_t)-1)

const char *codepage_name(enum codepage c)
{
	return (unsigned)c < CODEPAGE_COUNT ? pages[c].name : "unknown";
}

struct codepages *codepages_new(void)
{
	struct codepages *c = calloc(1, sizeof(*c));
	for (size_t i = 0; c && i < CODEPAGE_COUNT; i++)
		c->converters[i] = pages[i].charset ? iconv_open("UTF-8", pages[i].charset) : NO_CONVERTER;
	return c;
}

void codepages_free(struct codepages *c)
{
	if (!c)
		return;
	for (size_t i = 0; i < CODEPAGE_COUNT; i++)
		if (c->converters[i] != NO_CONVERTER)
			(void)iconv_close(c->converters[i]);
	free(c->best);
	free(c);
}

/* The number of a character in valid UTF-8, and its length. */
static uint32_t code_point(const uint8_t *s, size_t *len)
{
	if (s[0] < 0x80) {
		*len = 1;
		return s[0];
	}
	*len = s[0] < 0xe0 ? 2 : s[0] < 0xf0 ? 3 : 4;
	uint32_t v = s[0] & (0xffu >> (*len + 1));
	for (size_t i = 1; i < *len; i++)
		v = v << 6 | (s[i] & 0x3f);
	return v;
}

static bool is_one_of(uint32_t v, const uint32_t *list, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (list[i] == v)
			return true;
	return false;
}

/* Among the most frequent characters of Chinese, and syllables of Korean: code pages 936 and 949 share most of their
 * bytes, so that short texts are told apart by these. */
static bool is_frequent(uint32_t v, enum codepage page)
{
	static const uint32_t chinese[] = {U'的', U'是', U'不', U'了', U'在', U'人', U'有', U'我',
					   U'您', U'请', U'你', U'中', U'网', U'电', U'机', U'统',
					   U'系', U'件', U'用', U'免', U'站', U'一', U'和', U'为'};
	static const uint32_t korean[] = {U'이', U'다', U'는', U'을', U'에', U'의', U'가', U'고',
					  U'하', U'지', U'로', U'기', U'사', U'한', U'니', U'습',
					  U'를', U'은', U'터', U'스', U'시', U'해', U'요', U'인'};
	if (page == CODEPAGE_936)
		return is_one_of(v, chinese, sizeof(chinese) / sizeof(*chinese));
	return page == CODEPAGE_949 && is_one_of(v, korean, sizeof(korean) / sizeof(*korean));
}

/* How likely a character is in real text of a page. Kana are telling; half-width kana, private use and drawings come
 * from reading another page's bytes. */
static int weight(uint32_t v, enum codepage page)
{
	if (v < 0x80)
		return 0;
	if (is_frequent(v, page))
		return 8;
	if (v >= 0x3041 && v <= 0x30ff) /* kana */
		return page == CODEPAGE_932 ? 4 : 0;
	if (v >= 0xac00 && v <= 0xd7a3) /* hangul */
		return 2;
	if (v >= 0x4e00 && v <= 0x9fff) /* ideographs */
		return page == CODEPAGE_949 ? 0 : 1;
	if ((v >= 0x3000 && v <= 0x303f) || (v >= 0xff01 && v <= 0xff60)) /* punctuation, wide forms */
		return 2;
	if ((v >= 0xff61 && v <= 0xff9f) || (v >= 0xe000 && v <= 0xf8ff))
		return -3;
	return -1;
}

/* The national standards KS X 1001 and GB 2312 use bytes from 0xa1 on. The extensions of pages 949 and 936 fill in the
 * lower ones with what is rare: text that has many such bytes is of another page. */
static bool is_extension(const uint8_t *bytes, size_t len)
{
	size_t low = 0;
	size_t high = 0;
	for (size_t i = 0; i < len; i++) {
		low += bytes[i] >= 0x80 && bytes[i] < 0xa1;
		high += bytes[i] >= 0xa1;
	}
	return 4 * low > high;
}

/* The mean weight of what is not ASCII; INT32_MIN when the bytes are no text of the page. Thousandths. */
static int fit(struct codepages *c, enum codepage page, const uint8_t *bytes, size_t len, char *out, size_t *out_len)
{
	char *from = (char *)(uintptr_t)bytes; /* iconv does not write to it */
	char *to = out;
	size_t left = len;
	size_t room = CODEPAGE_ROOM(len) - 1;
	if (c->converters[page] == NO_CONVERTER ||
	    ((page == CODEPAGE_936 || page == CODEPAGE_949) && is_extension(bytes, len)))
		return INT32_MIN;
	(void)iconv(c->converters[page], NULL, NULL, NULL, NULL);
	if (iconv(c->converters[page], &from, &left, &to, &room) == (size_t)-1 || left)
		return INT32_MIN;
	*out_len = (size_t)(to - out);
	int sum = 0;
	int count = 0;
	for (size_t i = 0, n; i < *out_len; i += n) {
		uint32_t v = code_point((const uint8_t *)out + i, &n);
		count += v >= 0x80;
		sum += weight(v, page);
	}
	return count ? 1000 * sum / count : 0;
}

static bool is_letter(uint8_t b)
{
	return (b >= 'a' && b <= 'z') || (b >= 'A' && b <= 'Z');
}

/* Bytes of 0xc0 and above beside letters are accented letters of Latin-1; in code page 437 text they are lines and
 * blocks, which stand together. */
static bool looks_latin(const uint8_t *bytes, size_t len)
{
	size_t letters = 0;
	size_t others = 0;
	for (size_t i = 0; i < len; i++) {
		if (bytes[i] < 0x80)
			continue;
		uint8_t before = i ? bytes[i - 1] : ' ';
		uint8_t after = i + 1 < len ? bytes[i + 1] : ' ';
		bool beside = is_letter(before) || is_letter(after);
		letters += bytes[i] >= 0xc0 && beside;
		others += !(bytes[i] >= 0xc0 && beside);
	}
	return letters > others;
}

/* Line ends become \n, other control characters U+FFFD. No byte of the raw text becomes more than three, so that there
 * is room for all. */
static void clean(const char *from, size_t len, char *out)
{
	size_t n = 0;
	for (size_t i = 0; i < len; i++) {
		uint8_t b = (uint8_t)from[i];
		if (b == '\r') {
			if (i + 1 < len && from[i + 1] == '\n')
				continue;
			out[n++] = '\n';
		} else if ((b < 0x20 && b != '\n' && b != '\t') || b == 0x7f) {
			memcpy(out + n, "\xef\xbf\xbd", 3);
			n += 3;
		} else if (b == 0xc2 && i + 1 < len && (uint8_t)from[i + 1] < 0xa0) { /* U+0080 to U+009F */
			memcpy(out + n, "\xef\xbf\xbd", 3);
			n += 3;
			i++;
		} else {
			out[n++] = from[i];
		}
	}
	out[n] = '\0';
}

/* Lines and blocks of page 437, of which the same stand side by side. */
static bool looks_drawn(const uint8_t *bytes, size_t len)
{
	size_t high = 0;
	size_t repeated = 0;
	for (size_t i = 0; i < len; i++) {
		if (bytes[i] < 0x80)
			continue;
		if (bytes[i] < 0xb0 || bytes[i] > 0xdf)
			return false;
		high++;
		repeated += i && bytes[i] == bytes[i - 1];
	}
	return 5 * repeated > high;
}

static bool is_ascii(const uint8_t *bytes, size_t len)
{
	for (size_t i = 0; i < len; i++)
		if (bytes[i] >= 0x80)
			return false;
	return true;
}

enum codepage codepage_decode(struct codepages *c, const uint8_t *bytes, size_t len, char *out)
{
	enum codepage best = looks_latin(bytes, len) ? CODEPAGE_LATIN1 : CODEPAGE_437;
	int best_fit = 0; /* two-byte pages must earn it */
	size_t n = 0;
	out[0] = '\0';
	if (c->room < CODEPAGE_ROOM(len)) {
		char *more = realloc(c->best, CODEPAGE_ROOM(len));
		if (!more)
			return CODEPAGE_ASCII;
		c->best = more;
		c->room = CODEPAGE_ROOM(len);
	}
	if (is_ascii(bytes, len)) {
		clean((const char *)bytes, len, out);
		return CODEPAGE_ASCII;
	}
	for (enum codepage page = CODEPAGE_932; page <= CODEPAGE_949 && !looks_drawn(bytes, len); page++) {
		int f = fit(c, page, bytes, len, c->best, &n);
		if (f > best_fit) {
			best = page;
			best_fit = f;
		}
	}
	if (fit(c, best, bytes, len, c->best, &n) == INT32_MIN) { /* a byte that even this page lacks */
		best = CODEPAGE_437;
		(void)fit(c, best, bytes, len, c->best, &n);
	}
	clean(c->best, n, out);
	return best;
}
