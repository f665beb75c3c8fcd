#include "label/detail.h"

#include "label/host.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>

#define QUOTE_MAX 512 /* bytes looked at */
#define NUMBER_MAX 3  /* longer numbers are ports, times and identifiers */
#define HEX_MAX 6     /* longer ones may be an address */
#define TOKEN_MAX 11  /* longer ones with a digit are made up */
#define WORD_MAX 24

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool is_hex(char c)
{
	return is_digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

static bool is_word(char c)
{
	return is_digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static void add(struct detail *d, const char *text, size_t len)
{
	size_t room = DETAIL_MAX - d->len;
	if (len > room)
		len = room;
	memcpy(d->text + d->len, text, len);
	d->len += len;
	d->text[d->len] = '\0';
}

void detail_text(struct detail *d, const char *text)
{
	add(d, text, strlen(text));
}

void detail_number(struct detail *d, unsigned long long n)
{
	char text[24];
	(void)snprintf(text, sizeof(text), "%llu", n);
	detail_text(d, text);
}

void detail_name(struct detail *d, const char *const *names, size_t count, unsigned n)
{
	if (n < count && names[n])
		detail_text(d, names[n]);
	else
		detail_number(d, n);
}

static size_t run(const char *text, size_t len, size_t at, bool (*is)(char))
{
	size_t end = at;
	while (end < len && is(text[end]))
		end++;
	return end - at;
}

/* Where four numbers of up to three digits end that have the same sign between them: 1.2.3.4, 1-2-3-4, 1%2e2%2e3%2e4.
 */
static size_t four_numbers(const char *text, size_t len, size_t at)
{
	char sign = '\0';
	for (int i = 0;; i++) {
		size_t digits = run(text, len, at, is_digit);
		if (digits == 0 || digits > 3)
			return 0;
		at += digits;
		if (i == 3)
			return at;
		if (at == len || !strchr(".-_,:x %", text[at]) || (sign && text[at] != sign))
			return 0;
		sign = text[at];
		at += sign == '%' ? 3 : 1;
		if (at > len)
			return 0;
	}
}

/* An IPv6 address, or what looks like one: two colons or more among hexadecimal digits. */
static size_t many_colons(const char *text, size_t len, size_t at)
{
	size_t colons = 0;
	size_t digits = 0;
	size_t end = at;
	for (; end < len && (is_hex(text[end]) || text[end] == ':'); end++) {
		colons += text[end] == ':';
		digits += text[end] != ':';
	}
	return colons > 1 && digits ? end : 0;
}

/* index.php looks like a host; so does what stands after :// or @, and is one. */
static bool is_file(const char *text, const struct host_span *h)
{
	static const char *const ends[] = {"action", "asp", "aspx", "axd",  "bak",  "bin",  "cfg", "cgi", "conf",
					   "css",    "dll", "do",   "env",  "exe",  "git",  "gz",  "htm", "html",
					   "ico",    "ini", "jpg",  "js",   "json", "jsp",  "log", "php", "pl",
					   "png",    "py",  "sh",   "sql",  "tar",  "txt",  "xml", "yml", "zip",
					   "asmx",   "srf", "esp",  "ashx", "yaml", "mips", "arm", "gif"};
	if (h->begin && strchr("@/", text[h->begin - 1]) &&
	    (text[h->begin - 1] == '@' || (h->begin > 1 && text[h->begin - 2] == '/')))
		return false;
	if (memchr(text + h->begin, '.', h->last - 1 - h->begin))
		return false;
	for (size_t i = 0; i < sizeof(ends) / sizeof(*ends); i++)
		if (strlen(ends[i]) == h->end - h->last && !strncasecmp(text + h->last, ends[i], h->end - h->last))
			return true;
	return false;
}

/* A run of letters and digits, as it is or as one sign. */
static void add_token(struct detail *d, const char *text, size_t len)
{
	size_t digits = 0;
	size_t hex = 0;
	size_t row = 0;
	size_t longest = 0;
	for (size_t i = 0; i < len; i++) {
		row = is_digit(text[i]) ? row + 1 : 0;
		longest = row > longest ? row : longest;
		digits += is_digit(text[i]);
		hex += is_hex(text[i]);
	}
	bool made_up = longest > NUMBER_MAX || (digits && hex == len && len > HEX_MAX) || (digits && len > TOKEN_MAX) ||
		       len > WORD_MAX;
	add(d, made_up ? "#" : text, made_up ? 1 : len);
}

static void add_host(struct detail *d, const char *text, const struct host_span *h)
{
	if (h->last == h->end) {
		detail_text(d, "***.***.***.***");
		return;
	}
	detail_text(d, "********.");
	add(d, text + h->last, h->end - h->last);
}

/* What stands at `at`, written or masked; where it ends. */
static size_t add_next(struct detail *d, const char *text, size_t len, size_t at, const struct host_span *host)
{
	bool fresh = at == 0 || !is_word(text[at - 1]);
	size_t end = at == 0 || !is_digit(text[at - 1]) ? four_numbers(text, len, at) : 0;
	if (!end && fresh)
		end = many_colons(text, len, at);
	if (end) {
		detail_text(d, "***.***.***.***");
		return end + run(text, len, end, is_word);
	}
	if (host->begin == at && host->end > at && !is_file(text, host)) {
		add_host(d, text, host);
		return host->end;
	}
	size_t word = run(text, len, at, is_word);
	size_t letters = word;
	while (letters && is_digit(text[at + letters - 1]))
		letters--;
	if (letters && letters < word && four_numbers(text, len, at + letters))
		word = letters; /* a192.0.2.1 */
	if (word)
		add_token(d, text + at, word);
	else
		add(d, text + at, 1);
	return at + (word ? word : 1);
}

/* Bytes as text; what was cut off within a word loses all of the word, which could be half an address. */
static size_t copy_text(const uint8_t *bytes, size_t len, char *out)
{
	size_t n = len < QUOTE_MAX ? len : QUOTE_MAX;
	for (size_t i = 0; i < n; i++) {
		out[i] = '.';
		if (bytes[i] >= ' ' && bytes[i] < 0x7f)
			out[i] = (char)bytes[i];
	}
	while (n < len && n && out[n - 1] != ' ' && out[n - 1] != '/')
		n--;
	return n;
}

void detail_quote(struct detail *d, const uint8_t *bytes, size_t len)
{
	char text[QUOTE_MAX] = "";
	size_t n = copy_text(bytes, len, text);
	struct host_span host = {0};
	bool more = host_next(text, n, 0, &host);
	for (size_t at = 0; at < n && d->len < DETAIL_MAX;) {
		while (more && host.begin < at)
			more = host_next(text, n, host.end > at ? host.end : at, &host);
		const struct host_span none = {.begin = n};
		at = add_next(d, text, n, at, more ? &host : &none);
	}
}

void detail_host(struct detail *d, const char *name)
{
	static const char *const known[] = {".",       "version.bind", "hostname.bind", "id.server", "version.server",
					    "isc.org", "ripe.net",     "localhost",     "wpad"};
	for (size_t i = 0; i < sizeof(known) / sizeof(*known); i++) {
		if (!strcasecmp(name, known[i])) {
			detail_text(d, known[i]);
			return;
		}
	}
	const char *dot = strrchr(name, '.');
	bool plain = dot && dot[1];
	for (const char *c = dot ? dot + 1 : name; plain && *c; c++)
		plain = (*c >= 'a' && *c <= 'z') || (*c >= 'A' && *c <= 'Z');
	detail_text(d, "********");
	if (plain && strlen(dot) <= WORD_MAX)
		for (; *dot; dot++) {
			char lower = *dot;
			if (lower >= 'A' && lower <= 'Z')
				lower = (char)(lower - 'A' + 'a');
			add(d, &lower, 1);
		}
}
