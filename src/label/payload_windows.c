/* What Windows listens to besides RPC: remote desktop (MS-RDPBCGR 2.2.1.1) and file sharing (MS-CIFS, MS-SMB2). */
#include "label/payload.h"

#include <string.h>

#define TPKT 4
#define CONNECT_REQUEST 0xe0
#define SESSION 4 /* length before each message, as of NetBIOS */

bool payload_rdp(const uint8_t *data, size_t len, const struct packet *p, struct detail *out)
{
	static const char cookie[] = "Cookie: mstshash=";
	(void)p;
	if (len < TPKT + 7 || data[0] != 3 || data[1] != 0 || data[TPKT + 1] != CONNECT_REQUEST)
		return false;
	const uint8_t *user = memmem(data, len, cookie, sizeof(cookie) - 1);
	if (user) {
		user += sizeof(cookie) - 1;
		size_t left = (size_t)(data + len - user);
		detail_text(out, "user ");
		detail_quote(out, user, payload_line(user, left, 0));
	} else {
		detail_text(out, "connection request");
	}
	return true;
}

bool payload_smb(const uint8_t *data, size_t len, const struct packet *p, struct detail *out)
{
	static const char *const commands[] = {"negotiate", "session setup", "logoff", "tree connect"};
	(void)p;
	if (len < SESSION + 14 || data[0] != 0)
		return false;
	data += SESSION;
	if (!memcmp(data,
		    "\xfe"
		    "SMB",
		    4)) {
		detail_text(out, "SMB2, ");
		detail_name(out, commands, sizeof(commands) / sizeof(*commands), data[12]);
		return true;
	}
	if (memcmp(data,
		   "\xff"
		   "SMB",
		   4) != 0)
		return false;
	detail_text(out, "SMB1, ");
	if (data[4] == 0x72)
		detail_text(out, "negotiate");
	else if (data[4] == 0x73)
		detail_text(out, "session setup");
	else if (data[4] == 0x32)
		detail_text(out, "transaction"); /* also of the tests for MS17-010 */
	else {
		detail_text(out, "command ");
		detail_number(out, data[4]);
	}
	return true;
}
