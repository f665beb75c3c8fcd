#include "label/payload.h"

#include <string.h>

#define FRAME 8 /* request, sequence, datagrams, reserved: 16 bits each (protocol.txt, "UDP protocol") */

static const char *command_of(const uint8_t *data, size_t len)
{
	static const char *const commands[] = {"stats", "version",   "gets",      "get",    "set",
					       "add",   "replace",   "append",    "delete", "incr",
					       "touch", "flush_all", "verbosity", "quit"};
	size_t line = payload_line(data, len, 0);
	for (size_t i = 0; line < len && i < sizeof(commands) / sizeof(*commands); i++) {
		size_t n = strlen(commands[i]);
		if (payload_begins(data, line, commands[i]) && (line == n || data[n] == ' '))
			return commands[i];
	}
	return NULL;
}

static bool is_answer(const uint8_t *data, size_t len)
{
	return payload_begins(data, len, "STAT ") || payload_begins(data, len, "VALUE ") ||
	       payload_begins(data, len, "VERSION ");
}

bool payload_memcached(const uint8_t *data, size_t len, const struct packet *p, struct detail *out)
{
	if (p->proto == PROTO_UDP) {
		if (len <= FRAME || data[2] || data[4] || !data[5] || data[6] || data[7])
			return false;
		data += FRAME;
		len -= FRAME;
	} else if (!payload_port(p, 11211)) {
		return false;
	}
	const char *command = command_of(data, len);
	if (!command && !(is_answer(data, len) && payload_port(p, 11211)))
		return false;
	detail_text(out, command ? command : "response");
	return true;
}
