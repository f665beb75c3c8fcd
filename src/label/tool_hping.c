#include "label/tool.h"

#define DEFAULT_WINDOW 512

bool tool_hping(const struct packet *p)
{
	size_t len;
	(void)tool_tcp_options(p, &len);
	return p->version == 4 && len == 0 && p->ttl <= 64 && !p->dont_fragment && tool_tcp_window(p) == DEFAULT_WINDOW;
}
