/* The name service of NetBIOS (RFC 1002, 4.2). */
#include "label/payload.h"

#include "base/rd.h"

#define ENCODED 32 /* letters A to P, two for each byte of the name */

/* The name is padded with blanks or zeros; its last byte tells the kind. */
static bool decode(const uint8_t *letters, uint8_t name[ENCODED / 2])
{
	for (size_t i = 0; i < ENCODED; i++)
		if (letters[i] < 'A' || letters[i] > 'P')
			return false;
	for (size_t i = 0; i < ENCODED / 2; i++)
		name[i] = (uint8_t)((letters[2 * i] - 'A') << 4 | (letters[2 * i + 1] - 'A'));
	return true;
}

bool payload_netbios(const uint8_t *data, size_t len, const struct packet *p, struct detail *out)
{
	struct rd r = {.p = data, .left = len};
	uint8_t name[ENCODED / 2];
	(void)p;
	(void)rd_be16(&r); /* identifier */
	uint16_t flags = rd_be16(&r);
	uint16_t questions = rd_be16(&r);
	uint16_t answers = rd_be16(&r);
	(void)rd_be32(&r);
	uint8_t size = rd_u8(&r);
	const uint8_t *letters = rd_take(&r, ENCODED);
	bool root = rd_u8(&r) == 0;
	uint16_t type = rd_be16(&r);
	bool response = flags >> 15;
	if (r.bad || size != ENCODED || !root || (type != 0x20 && type != 0x21) || questions + answers == 0 ||
	    questions > 1 || answers > 1 || !decode(letters, name))
		return false;
	detail_text(out, response ? "response, " : "");
	detail_text(out, type == 0x21 ? "NBSTAT " : "NB ");
	size_t n = ENCODED / 2 - 1;
	while (n && (name[n - 1] == ' ' || name[n - 1] == 0))
		n--;
	detail_quote(out, name, n);
	return true;
}
