#include "label/tool.h"

bool tool_masscan(const struct packet *p)
{
	if (p->version != 4)
		return false;
	uint32_t folded = (uint32_t)p->dst.low ^ p->dst_port ^ p->seq;
	return (p->ip_id & 0xffff) == (folded & 0xffff);
}
