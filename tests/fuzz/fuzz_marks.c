/* A packet from its IP header on: every mark, suspicion and trace of a flood. */
#include "label/flood.h"
#include "label/label.h"
#include "label/suspect.h"
#include "label/tool.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct packet p;
	uint32_t key = 0;
	packet_decode_ip(data, size, &p);
	if (p.form != PACKET_IP)
		return 0;
	uint64_t tools = tool_marks(&p, &key);
	uint64_t all = tools | suspect_marks(&p, tools);
	struct flood flood = flood_of(&p);
	if (tools >> TOOL_COUNT || all >> SUSPECT_END || all & 1 || flood.kind >= FLOOD_COUNT || !label_kind(&p))
		__builtin_trap();
	return 0;
}
