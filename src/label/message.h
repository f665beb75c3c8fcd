/* Pop-up messages of the Windows Messenger service: NetrSendMessage (MS-MSRP 3.2.4.1) as one connectionless DCE/RPC
 * request over UDP (The Open Group C706, 12.4.5 and 14.3.4.2). */
#pragma once

#include "packet/packet.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define MESSAGE_NAME_MAX 128  /* bytes kept of sender and recipient */
#define MESSAGE_TEXT_MAX 2048 /* bytes kept of the text; real ones have up to 1,308 */

/* Bytes in the sender's OEM code page, up to the first NUL; borrowed from the packet. */
struct message {
	const uint8_t *sender;
	const uint8_t *recipient;
	const uint8_t *text;
	uint16_t sender_len;
	uint16_t recipient_len;
	uint16_t text_len;
	bool cut; /* the packet or a cap ended it early */
};

/* False when the packet is no such message, or its lengths contradict each other. */
bool message_read(const struct packet *p, struct message *out);
