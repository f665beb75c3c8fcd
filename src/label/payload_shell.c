/* Ways to a shell or to a machine's commands: Telnet, SSH, the Android debug bridge, Redis. */
#include "label/payload.h"

#include <string.h>
#include <strings.h>

#define ADB_HEADER 24
#define REDIS_SHOWN 64

static uint32_t little(const uint8_t *b)
{
	return (uint32_t)b[3] << 24 | (uint32_t)b[2] << 16 | (uint32_t)b[1] << 8 | b[0];
}

/* A message's last word is its first with all bits turned. */
bool payload_adb(const uint8_t *data, size_t len, const struct packet *p, struct detail *out)
{
	static const char *const commands[] = {"CNXN", "AUTH", "OPEN", "OKAY", "CLSE", "WRTE", "SYNC", "STLS"};
	(void)p;
	if (len < ADB_HEADER || little(data) != ~little(data + 20))
		return false;
	for (size_t i = 0; i < sizeof(commands) / sizeof(*commands); i++) {
		if (!payload_begins(data, len, commands[i]))
			continue;
		detail_text(out, commands[i]);
		if (len > ADB_HEADER && (i == 0 || i == 2)) {
			const uint8_t *end = memchr(data + ADB_HEADER, 0, len - ADB_HEADER);
			detail_text(out, " ");
			detail_quote(out, data + ADB_HEADER, (size_t)((end ? end : data + len) - data) - ADB_HEADER);
		}
		return true;
	}
	return false;
}

/* Words of a command: each is $LENGTH and its bytes on lines of their own. */
static void write_words(const uint8_t *data, size_t len, struct detail *out)
{
	bool first = true;
	for (size_t at = 0; at < len && out->len < REDIS_SHOWN;) {
		size_t line = payload_line(data, len, at);
		if (line && data[at] != '$' && data[at] != '*') {
			detail_text(out, first ? "" : " ");
			detail_quote(out, data + at, line);
			first = false;
		}
		at += line + 1;
	}
}

bool payload_redis(const uint8_t *data, size_t len, const struct packet *p, struct detail *out)
{
	static const char *const words[] = {"INFO",   "PING",    "CONFIG", "SLAVEOF", "AUTH", "KEYS", "FLUSHALL",
					    "MODULE", "COMMAND", "CLIENT", "SET",     "GET",  "QUIT", "ECHO"};
	if (len >= 8 && data[0] == '*' && data[1] >= '1' && data[1] <= '9' &&
	    memmem(data, len < 16 ? len : 16, "\r\n$", 3)) {
		write_words(data, len, out);
		return true;
	}
	if (!payload_port(p, 6379))
		return false;
	size_t line = payload_line(data, len, 0);
	for (size_t i = 0; i < sizeof(words) / sizeof(*words); i++) {
		size_t n = strlen(words[i]);
		if (line >= n && !strncasecmp((const char *)data, words[i], n) && (line == n || data[n] == ' ')) {
			detail_quote(out, data, line);
			return true;
		}
	}
	return false;
}

bool payload_telnet(const uint8_t *data, size_t len, const struct packet *p, struct detail *out)
{
	static const char *const verbs[] = {"WILL ", "WON'T ", "DO ", "DON'T "};
	(void)p;
	if (len < 3 || data[0] != 0xff || data[1] < 0xfb || data[1] == 0xff)
		return false;
	for (size_t i = 0; i + 3 <= len && i < 24 && data[i] == 0xff && data[i + 1] >= 0xfb && data[i + 1] < 0xff;
	     i += 3) {
		detail_text(out, i ? ", " : "");
		detail_text(out, verbs[data[i + 1] - 0xfb]);
		detail_number(out, data[i + 2]);
	}
	return true;
}

bool payload_ssh(const uint8_t *data, size_t len, const struct packet *p, struct detail *out)
{
	(void)p;
	if (!payload_begins(data, len, "SSH-2.0-") && !payload_begins(data, len, "SSH-1."))
		return false;
	detail_quote(out, data, payload_line(data, len, 0));
	return true;
}
