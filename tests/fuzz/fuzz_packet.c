/* The first byte chooses the link type, the rest is the frame. */
#include "packet/packet.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const uint32_t links[] = {LINK_NULL, LINK_ETHERNET, LINK_PPP,  LINK_PPP_HDLC, LINK_PPPOE, LINK_RAW,
					 LINK_LOOP, LINK_SLL,      LINK_IPV4, LINK_IPV6,     LINK_SLL2};
	struct packet p;
	if (size == 0)
		return 0;
	packet_decode(links[data[0] % (sizeof(links) / sizeof(*links))], data + 1, size - 1, &p);
	if (p.form == PACKET_IP) {
		const uint8_t *end = data + size;
		if (p.transport < data || p.transport > end || p.transport_len > (size_t)(end - p.transport))
			__builtin_trap();
		if ((p.has_ports && p.transport_len < 4) || (p.has_flags && p.transport_len < 14))
			__builtin_trap();
		if ((p.version != 4 && p.version != 6) || (p.later_fragment && p.has_ports))
			__builtin_trap();
		if (p.proto == PROTO_ICMP && p.transport_len > 8) {
			struct packet quoted;
			packet_decode_ip(p.transport + 8, p.transport_len - 8, &quoted);
		}
		(void)packet_service(&p);
	}
	return 0;
}
