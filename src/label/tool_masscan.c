#include "label/tool.h"

bool tool_masscan(const struct packet *p)
{
	if (p->version != 4)
		return false;
	uint32_t folded = (uint32_t)p->dst.low ^ p->dst_port ^ p->seq;
	return (p->ip_id & 0xffff) == (folded & 0xffff);
}

bool tool_masscan_udp(const struct packet *p, uint32_t *key)
{
	if (p->version != 4 || !p->has_ports || p->ttl <= 200 || p->ip_len != 28)
		return false;
	*key = p->src_port;
	return true;
}
