#include "label/tool.h"

bool tool_mirai(const struct packet *p)
{
	return p->version == 4 && p->seq == (uint32_t)p->dst.low;
}
