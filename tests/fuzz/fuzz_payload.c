/* The first byte chooses UDP or TCP, two words are the ports, the rest is the data. */
#include "label/payload.h"

#include <stdlib.h>
#include <string.h>

#define HEAD 5
#define TCP_HEADER 20

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* The address's bytes as whole bytes in hexadecimal. */
static bool names_bytes(const struct detail *d)
{
	const char *shown = strstr(d->text, ": ");
	const char *at = shown ? strstr(shown, "c0000201") : NULL;
	return at && (at - shown) % 2 == 0;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	if (size <= HEAD)
		return 0;
	bool tcp = data[0] & 1;
	size_t header = tcp ? TCP_HEADER : 8;
	size_t len = size - HEAD;
	uint8_t *transport = calloc(1, header + len);
	if (!transport)
		return 0;
	if (tcp)
		transport[12] = 5 << 4;
	memcpy(transport + header, data + HEAD, len);
	const struct packet p = {.form = PACKET_IP,
				 .version = 4,
				 .proto = tcp ? PROTO_TCP : PROTO_UDP,
				 .has_ports = true,
				 .src_port = (uint16_t)(data[1] << 8 | data[2]),
				 .dst_port = (uint16_t)(data[3] << 8 | data[4]),
				 .src = addr_v4(0xc6336407),
				 .dst = addr_v4(0xc0000201),
				 .transport = transport,
				 .transport_len = header + len};
	struct detail d;
	size_t found;
	const uint8_t *at = payload_data(&p, &found);
	if (!at || found != len || !payload_entry(payload_read(at, found, &p, &d)))
		__builtin_trap();
	if (d.len > DETAIL_MAX || strlen(d.text) != d.len || strstr(d.text, "192.0.2.1") || names_bytes(&d))
		__builtin_trap();
	for (size_t i = 0; i < d.len; i++)
		if (d.text[i] < ' ' || d.text[i] > '~')
			__builtin_trap();
	free(transport);
	return 0;
}
