/* Worms that are still seen, told by what they send. */
#include "label/tool.h"

#define SLAMMER_BYTES 376
#define NACHI_BYTES 64

static bool all_are(const uint8_t *bytes, size_t from, size_t to, uint8_t value)
{
	for (size_t i = from; i < to; i++)
		if (bytes[i] != value)
			return false;
	return true;
}

bool tool_slammer(const struct packet *p)
{
	size_t len;
	if (!p->has_ports || p->dst_port != 1434)
		return false;
	const uint8_t *data = tool_data(p, &len);
	return len == SLAMMER_BYTES && data[0] == 0x04 && all_are(data, 1, 97, 0x01);
}

bool tool_nachi(const struct packet *p)
{
	size_t len;
	if (p->version != 4 || p->icmp_type != 8)
		return false;
	const uint8_t *data = tool_data(p, &len);
	return len == NACHI_BYTES && all_are(data, 0, len, 0xaa);
}
