/* HTTP, and SSDP, which is HTTP in datagrams. */
#include "label/payload.h"

#include <string.h>

#define LINE_MAX_BYTES 1024

/* " HTTP/1.1" at the end of the first line. */
static bool ends_as_request(const uint8_t *data, size_t line)
{
	return line > 9 && !memcmp(data + line - 9, " HTTP/", 6) && data[line - 2] == '.';
}

static void write_header(const uint8_t *data, size_t len, const char *name, struct detail *out)
{
	size_t value_len;
	const uint8_t *value = payload_header(data, len, name, &value_len);
	if (!value)
		return;
	detail_text(out, ", ");
	detail_text(out, name);
	detail_text(out, " ");
	detail_quote(out, value, value_len);
}

bool payload_ssdp(const uint8_t *data, size_t len, const struct packet *p, struct detail *out)
{
	size_t n;
	(void)p;
	if (payload_begins(data, len, "M-SEARCH * HTTP/1.")) {
		detail_text(out, "M-SEARCH");
		write_header(data, len, "ST", out);
		return true;
	}
	if (payload_begins(data, len, "NOTIFY * HTTP/1.")) {
		detail_text(out, "NOTIFY");
		write_header(data, len, "NT", out);
		return true;
	}
	if (payload_begins(data, len, "HTTP/1.") &&
	    (payload_port(p, 1900) || (payload_header(data, len, "ST", &n) && payload_header(data, len, "USN", &n)))) {
		detail_text(out, "response");
		write_header(data, len, "ST", out);
		return true;
	}
	return false;
}

bool payload_http(const uint8_t *data, size_t len, const struct packet *p, struct detail *out)
{
	static const char *const methods[] = {
	    "GET ",      "POST ",  "HEAD ",  "OPTIONS ",          "PUT ", "DELETE ", "CONNECT ",
	    "PROPFIND ", "TRACE ", "PATCH ", "SSTP_DUPLEX_POST ", "PRI "};
	(void)p;
	size_t line = payload_line(data, len < LINE_MAX_BYTES ? len : LINE_MAX_BYTES, 0);
	if (payload_begins(data, line, "HTTP/1.") && line >= 12) {
		detail_text(out, "response ");
		detail_quote(out, data + 9, 3);
		return true;
	}
	size_t method = 0;
	for (size_t i = 0; !method && i < sizeof(methods) / sizeof(*methods); i++)
		if (payload_begins(data, line, methods[i]))
			method = strlen(methods[i]);
	/* a long target may not end within the first line's cap */
	if (!method || (!ends_as_request(data, line) && line < LINE_MAX_BYTES))
		return false;
	size_t end = line < LINE_MAX_BYTES && line - 9 >= method ? line - 9 : line;
	detail_quote(out, data, end);
	write_header(data, len, "Host", out);
	write_header(data, len, "User-Agent", out);
	return true;
}
