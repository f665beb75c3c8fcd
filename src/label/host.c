#include "label/host.h"

#include <string.h>
#include <strings.h>

#define STARS "********"
#define LABELS_MAX 127 /* of a name (RFC 1035) */

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static bool in_label(char c)
{
	return is_letter(c) || is_digit(c) || c == '-';
}

/* The end of the label that begins at `at`. */
static size_t label_end(const char *text, size_t len, size_t at)
{
	while (at < len && in_label(text[at]))
		at++;
	return at;
}

static bool all(const char *text, size_t begin, size_t end, bool (*is)(char))
{
	for (size_t i = begin; i < end; i++)
		if (!is(text[i]))
			return false;
	return true;
}

/* The host that begins at `at`, the longest run of labels that is one. */
static bool host_at(const char *text, size_t len, size_t at, struct host_span *out)
{
	bool found = false;
	size_t labels = 0;
	bool numbers = true;
	for (size_t begin = at;;) {
		size_t end = label_end(text, len, begin);
		if (end == begin)
			break;
		labels++;
		numbers &= all(text, begin, end, is_digit) && end - begin <= 3;
		bool name = labels > 1 && end - begin >= 2 && all(text, begin, end, is_letter);
		if (name || (numbers && labels == 4)) {
			*out = (struct host_span){at, end, name ? begin : end};
			found = true;
		}
		if (end == len || text[end] != '.' || labels == LABELS_MAX)
			break;
		begin = end + 1;
	}
	return found;
}

bool host_next(const char *text, size_t len, size_t from, struct host_span *out)
{
	for (size_t at = from; at < len;) {
		if (!in_label(text[at])) {
			at++;
			continue;
		}
		if (host_at(text, len, at, out))
			return true;
		at = label_end(text, len, at);
	}
	return false;
}

static bool in_address(char c)
{
	return c > ' ' && c < 0x7f && !strchr("<>\"'()[]{},;", c);
}

/* Port and path belong to the address; full stops at their end to the sentence. */
static size_t address_end(const char *text, size_t len, size_t at)
{
	size_t end = at;
	if (at < len && (text[at] == '/' || text[at] == ':'))
		while (end < len && in_address(text[end]))
			end++;
	while (end > at && strchr(".:!?", text[end - 1]))
		end--;
	return end;
}

static void put_host(struct buf *out, const char *text, const struct host_span *h)
{
	if (h->last == h->end) {
		buf_text(out, "***.***.***.***");
		return;
	}
	if (h->last - h->begin > 4 && !strncasecmp(text + h->begin, "www.", 4))
		buf_add(out, text + h->begin, 4);
	buf_text(out, STARS ".");
	buf_add(out, text + h->last, h->end - h->last);
}

/* Who is before the @ that the text ends with there. */
static size_t name_begin(const char *text, size_t from, size_t at)
{
	while (at > from && (in_label(text[at - 1]) || strchr("._+%", text[at - 1])))
		at--;
	return at;
}

void host_mask(const char *text, size_t len, struct buf *out)
{
	struct host_span h;
	size_t at = 0;
	while (host_next(text, len, at, &h)) {
		if (h.end < len && text[h.end] == '@') { /* a name with dots, before its host */
			buf_add(out, text + at, h.begin - at);
			buf_text(out, STARS);
			at = h.end;
			continue;
		}
		size_t plain = h.begin;
		if (h.begin > at && text[h.begin - 1] == '@')
			plain = name_begin(text, at, h.begin - 1);
		buf_add(out, text + at, plain - at);
		if (plain < h.begin)
			buf_text(out, plain < h.begin - 1 ? STARS "@" : "@");
		put_host(out, text, &h);
		at = address_end(text, len, h.end);
		if (at > h.end)
			buf_text(out, "/" STARS);
	}
	buf_add(out, text + at, len - at);
}

static void fold_plain(const char *text, size_t from, size_t to, struct buf *out)
{
	for (size_t i = from; i < to; i++) {
		char c = text[i];
		char last = ' ';
		if (out->len)
			last = out->bytes[out->len - 1];
		if (c == ' ' || (c >= '\t' && c <= '\r'))
			c = ' ';
		else if (is_digit(c))
			c = '0';
		else if (c >= 'A' && c <= 'Z')
			c = (char)(c - 'A' + 'a');
		if ((c == ' ' || c == '0') && c == last)
			continue;
		buf_add(out, &c, 1);
	}
}

void host_fold(const char *text, size_t len, struct buf *out)
{
	struct host_span h;
	size_t at = 0;
	while (host_next(text, len, at, &h)) {
		fold_plain(text, at, h.begin, out);
		buf_text(out, "@host");
		at = address_end(text, len, h.end);
	}
	fold_plain(text, at, len, out);
}
