/* What comes to 1434: the SQL Server Resolution Protocol (MC-SQLR 2.2), and the worm Slammer of 2003, which overran it.
 */
#include "label/payload.h"

#include <string.h>

#define FILLER 96

bool payload_slammer(const uint8_t *data, size_t len, const struct packet *p, struct detail *out)
{
	(void)p;
	(void)out;
	if (len <= FILLER || data[0] != 4)
		return false;
	for (size_t i = 1; i <= FILLER; i++)
		if (data[i] != 1)
			return false;
	return true;
}

bool payload_sql_browser(const uint8_t *data, size_t len, const struct packet *p, struct detail *out)
{
	if (p->src_port == 1434 && len >= 3 && data[0] == 5) {
		detail_text(out, "response");
		return true;
	}
	if (p->dst_port != 1434 || len == 0)
		return false;
	if ((data[0] == 2 || data[0] == 3) && len <= 2) {
		detail_text(out, "list of instances");
		return true;
	}
	if (data[0] != 4 || len < 2)
		return false;
	detail_text(out, "instance ");
	const uint8_t *end = memchr(data + 1, 0, len - 1);
	detail_quote(out, data + 1, end ? (size_t)(end - data - 1) : len - 1);
	return true;
}
