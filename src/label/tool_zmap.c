#include "label/tool.h"

#include <string.h>

#define OLD_IDENTIFICATION 54321

bool tool_zmap_old(const struct packet *p)
{
	return p->version == 4 && p->ip_id == OLD_IDENTIFICATION;
}

/* Segment size 1460, window scale 8, selective acknowledgement, with the fillers where Windows puts them. */
bool tool_zmap(const struct packet *p)
{
	static const uint8_t windows[] = {2, 4, 0x05, 0xb4, 1, 3, 3, 8, 1, 1, 4, 2};
	size_t len;
	if (p->version != 4 || p->dont_fragment || p->ttl > 64)
		return false;
	const uint8_t *options = tool_tcp_options(p, &len);
	return len == sizeof(windows) && !memcmp(options, windows, len) && p->transport[14] == 0xff &&
	       p->transport[15] == 0xff;
}
