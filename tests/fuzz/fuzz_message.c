/* A UDP packet's transport header and payload; its texts are decoded too. */
#include "label/codepage.h"
#include "label/message.h"

#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void inside(const uint8_t *data, size_t size, const uint8_t *text, size_t len)
{
	static struct codepages *pages;
	char out[CODEPAGE_ROOM(MESSAGE_TEXT_MAX)];
	if (len && (text < data || len > size - (size_t)(text - data)))
		__builtin_trap();
	if (!pages)
		pages = codepages_new();
	if (pages && (codepage_decode(pages, text, len, out) >= CODEPAGE_COUNT || strlen(out) >= CODEPAGE_ROOM(len)))
		__builtin_trap();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct packet p = {.form = PACKET_IP,
			   .version = 4,
			   .proto = PROTO_UDP,
			   .has_ports = true,
			   .transport = data,
			   .transport_len = size};
	struct message m;
	if (!message_read(&p, &m))
		return 0;
	inside(data, size, m.sender, m.sender_len);
	inside(data, size, m.recipient, m.recipient_len);
	inside(data, size, m.text, m.text_len);
	return 0;
}
