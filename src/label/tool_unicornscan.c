#include "label/tool.h"

/* The sequence number is a key of the run over destination and ports; the address enters it in the order of the
 * sender's memory, which is nearly always little-endian. */
bool tool_unicornscan(const struct packet *p, uint32_t *key)
{
	size_t len;
	const uint8_t *options = tool_tcp_options(p, &len);
	if (p->version != 4 || tool_tcp_window(p) != 4128 || len != 4 || options[0] != 2)
		return false;
	*key = p->seq ^ __builtin_bswap32((uint32_t)p->dst.low) ^ ((uint32_t)p->dst_port << 16 | p->src_port);
	return true;
}
