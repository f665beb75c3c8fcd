#include "label/payload.h"

#include <string.h>

#define LINE_MAX_BYTES 1024

static bool is_response(const uint8_t *data, size_t line)
{
	return payload_begins(data, line, "SIP/2.0 ") && line >= 11;
}

static const char *method_of(const uint8_t *data, size_t line)
{
	static const char *const methods[] = {"OPTIONS", "REGISTER", "INVITE", "ACK",   "BYE",    "CANCEL", "SUBSCRIBE",
					      "NOTIFY",  "MESSAGE",  "INFO",   "PRACK", "UPDATE", "REFER",  "PUBLISH"};
	if (line < 9 || memcmp(data + line - 8, " SIP/2.0", 8) != 0)
		return NULL;
	for (size_t i = 0; i < sizeof(methods) / sizeof(*methods); i++) {
		size_t n = strlen(methods[i]);
		if (payload_begins(data, line, methods[i]) && data[n] == ' ')
			return methods[i];
	}
	return NULL;
}

bool payload_sip(const uint8_t *data, size_t len, const struct packet *p, struct detail *out)
{
	(void)p;
	size_t line = payload_line(data, len < LINE_MAX_BYTES ? len : LINE_MAX_BYTES, 0);
	const char *method = method_of(data, line);
	if (!method && !is_response(data, line))
		return false;
	if (method) {
		detail_text(out, method);
	} else {
		detail_text(out, "response ");
		detail_quote(out, data + 8, 3);
	}
	size_t agent_len;
	const uint8_t *agent = payload_header(data, len, "User-Agent", &agent_len);
	if (agent) {
		detail_text(out, ", User-Agent ");
		detail_quote(out, agent, agent_len);
	}
	return true;
}
