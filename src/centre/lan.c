#include "centre/lan.h"

#include <string.h>

/* Behind a router that translates addresses, the neighbours have addresses of the same private range
 * (RFC 1918, RFC 4193). */
static size_t default_lan(const struct config_prefixes *own, struct prefix *out)
{
	static const char *const ranges[] = {"10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "fc00::/7"};
	size_t count = 0;
	for (size_t i = 0; i < sizeof(ranges) / sizeof(*ranges); i++) {
		struct prefix range;
		if (prefix_parse(ranges[i], &range))
			continue;
		for (size_t k = 0; k < own->count; k++) {
			if (!prefix_holds(range, own->list[k].addr))
				continue;
			out[count++] = range;
			break;
		}
	}
	return count;
}

size_t lan_of_point(const struct config_point *p, struct prefix *out)
{
	if (!p->lan_given)
		return default_lan(&p->addresses, out);
	memcpy(out, p->lan.list, p->lan.count * sizeof(*out));
	return p->lan.count;
}
