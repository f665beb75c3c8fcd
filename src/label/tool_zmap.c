#include "label/tool.h"

#include <string.h>

#define OLD_IDENTIFICATION 54321

bool tool_zmap_old(const struct packet *p)
{
	return p->version == 4 && p->ip_id == OLD_IDENTIFICATION;
}

/* Options that it can send, in its order; the eight bytes of a time stamp vary. Its fourth choice, a segment size
 * alone, is that of too many others. */
static const struct options {
	size_t len;
	size_t stamp; /* where the time stamp's bytes begin; 0: none */
	uint8_t bytes[24];
} choices[] = {
    {12, 0, {2, 4, 0x05, 0xb4, 1, 3, 3, 8, 1, 1, 4, 2}},                                       /* Windows */
    {20, 8, {2, 4, 0x05, 0xb4, 4, 2, 8, 10, 0, 0, 0, 0, 0, 0, 0, 0, 1, 3, 3, 7}},              /* Linux */
    {24, 12, {2, 4, 0x05, 0xb4, 1, 3, 3, 6, 1, 1, 8, 10, 0, 0, 0, 0, 0, 0, 0, 0, 4, 2, 0, 0}}, /* BSD */
};

static bool matches(const struct options *c, const uint8_t *options, size_t len)
{
	if (len != c->len)
		return false;
	size_t before = c->stamp ? c->stamp : len;
	size_t after = c->stamp ? c->stamp + 8 : len;
	return !memcmp(options, c->bytes, before) && !memcmp(options + after, c->bytes + after, len - after);
}

bool tool_zmap(const struct packet *p)
{
	size_t len;
	if (p->version != 4 || p->dont_fragment || p->ttl > 64 || tool_tcp_window(p) != 65535)
		return false;
	const uint8_t *options = tool_tcp_options(p, &len);
	for (size_t i = 0; i < sizeof(choices) / sizeof(*choices); i++)
		if (matches(&choices[i], options, len))
			return true;
	return false;
}
