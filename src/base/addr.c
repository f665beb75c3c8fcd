#include "base/addr.h"

#include <arpa/inet.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static uint64_t be64(const uint8_t *b)
{
	uint64_t v = 0;
	for (int i = 0; i < 8; i++)
		v = v << 8 | b[i];
	return v;
}

static void put64(uint8_t *b, uint64_t v)
{
	for (int i = 7; i >= 0; i--, v >>= 8)
		b[i] = (uint8_t)v;
}

int addr_parse(const char *text, struct addr *out)
{
	struct in_addr v4;
	struct in6_addr v6;
	if (inet_pton(AF_INET, text, &v4) == 1) {
		*out = addr_v4(ntohl(v4.s_addr));
		return 0;
	}
	if (inet_pton(AF_INET6, text, &v6) == 1) {
		*out = (struct addr){be64(v6.s6_addr), be64(v6.s6_addr + 8)};
		return 0;
	}
	return ERR_PARSE;
}

void addr_text(struct addr a, char *out)
{
	if (addr_is_v4(a)) {
		struct in_addr v4 = {htonl((uint32_t)a.low)};
		(void)inet_ntop(AF_INET, &v4, out, ADDR_TEXT_MAX);
		return;
	}
	struct in6_addr v6;
	put64(v6.s6_addr, a.high);
	put64(v6.s6_addr + 8, a.low);
	(void)inet_ntop(AF_INET6, &v6, out, ADDR_TEXT_MAX);
}

int prefix_parse(const char *text, struct prefix *out)
{
	char head[ADDR_TEXT_MAX];
	const char *slash = strchr(text, '/');
	size_t len = slash ? (size_t)(slash - text) : strlen(text);
	if (len >= sizeof(head))
		return ERR_PARSE;
	memcpy(head, text, len);
	head[len] = '\0';

	struct prefix p = {.bits = 128};
	if (addr_parse(head, &p.addr))
		return ERR_PARSE;
	if (slash) {
		unsigned width = addr_is_v4(p.addr) && !strchr(head, ':') ? 32 : 128;
		char *end = NULL;
		unsigned long bits = strtoul(slash + 1, &end, 10);
		if (slash[1] < '0' || slash[1] > '9' || *end || bits > width)
			return ERR_PARSE;
		p.bits = (uint8_t)(bits + 128 - width);
	}
	uint64_t high_rest = p.bits >= 64 ? 0 : UINT64_MAX >> p.bits;
	uint64_t low_rest = p.bits >= 128 ? 0 : p.bits <= 64 ? UINT64_MAX : UINT64_MAX >> (p.bits - 64);
	if (p.addr.high & high_rest || p.addr.low & low_rest)
		return ERR_PARSE;
	*out = p;
	return 0;
}

void prefix_text(struct prefix p, char *out)
{
	addr_text(p.addr, out);
	bool v4 = addr_is_v4(p.addr) && p.bits >= 96;
	size_t len = strlen(out);
	(void)snprintf(out + len, ADDR_TEXT_MAX - len, "/%d", v4 ? p.bits - 96 : p.bits);
}

void addr_source_text(uint64_t key, char *out)
{
	if (key <= UINT32_MAX) {
		addr_text(addr_v4((uint32_t)key), out);
		return;
	}
	prefix_text((struct prefix){{key, 0}, 64}, out);
}

int addr_source_parse(const char *text, uint64_t *out)
{
	struct prefix p;
	char head[ADDR_TEXT_MAX];
	const char *slash = strchr(text, '/');
	if (slash && strcmp(slash, "/64") != 0)
		return ERR_PARSE;
	size_t len = slash ? (size_t)(slash - text) : strlen(text);
	if (len >= sizeof(head))
		return ERR_PARSE;
	memcpy(head, text, len);
	head[len] = '\0';
	if (prefix_parse(head, &p) || (slash && addr_is_v4(p.addr)))
		return ERR_PARSE;
	*out = addr_source_key(p.addr);
	return 0;
}
