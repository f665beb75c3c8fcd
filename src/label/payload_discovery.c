/* Questions that ask a device or a game what it is: IPMI, WS-Discovery, Ubiquiti, game servers. */
#include "label/payload.h"

#include <string.h>

#define XML_LOOKED_AT 2048

/* RMCP (IPMI 2.0, 13.1.3): version 6, then the class: 6 ASF, 7 IPMI. */
bool payload_ipmi(const uint8_t *data, size_t len, const struct packet *p, struct detail *out)
{
	(void)p;
	if (len < 12 || data[0] != 6 || data[1] != 0 || data[2] != 0xff || (data[3] & 0x7e) != 6)
		return false;
	bool ipmi = (data[3] & 0x1f) == 7;
	detail_text(out, ipmi ? "IPMI" : "ASF");
	if (!ipmi && data[8] == 0x80)
		detail_text(out, ", presence ping");
	/* session header of ten bytes and message of seven before the command's data (13.6, 13.8) */
	if (ipmi && len >= 23 && data[4] == 0 && data[19] == 0x38)
		detail_text(out, ", channel authentication capabilities");
	return true;
}

bool payload_ws_discovery(const uint8_t *data, size_t len, const struct packet *p, struct detail *out)
{
	static const char schema[] = "/ws/2005/04/discovery";
	static const char later[] = "/ws-dd/ns/discovery/2009/01";
	static const char *const words[] = {"ProbeMatches", "Probe", "ResolveMatches", "Resolve", "Hello", "Bye"};
	size_t n = len < XML_LOOKED_AT ? len : XML_LOOKED_AT;
	(void)p;
	if (len < 20 || data[0] != '<' ||
	    (!memmem(data, n, schema, sizeof(schema) - 1) && !memmem(data, n, later, sizeof(later) - 1))) {
		/* the shortest question that devices answer has no schema */
		if (p->dst_port != 3702 || len == 0 || data[0] != '<')
			return false;
	}
	for (size_t i = 0; i < sizeof(words) / sizeof(*words); i++) {
		if (memmem(data, n, words[i], strlen(words[i]))) {
			detail_text(out, words[i]);
			return true;
		}
	}
	detail_text(out, "other");
	return true;
}

bool payload_ubiquiti(const uint8_t *data, size_t len, const struct packet *p, struct detail *out)
{
	if (!payload_port(p, 10001) || len < 4 || data[2] != 0 || data[0] == 0 || data[0] > 2)
		return false;
	if (data[0] == 1 ? data[1] > 1 : data[1] != 6 && data[1] != 8)
		return false;
	detail_text(out, data[0] == 1 ? "version 1" : "version 2");
	if (len > 4)
		detail_text(out, ", response");
	return true;
}

/* Out-of-band messages begin with four bytes 0xff. */
bool payload_game_query(const uint8_t *data, size_t len, const struct packet *p, struct detail *out)
{
	static const char *const queries[] = {"TSource Engine Query", "getstatus", "getinfo", "getservers",
					      "getchallenge",         "U",         "V",       "statusResponse"};
	(void)p;
	if (len < 5 || memcmp(data, "\xff\xff\xff\xff", 4) != 0)
		return false;
	for (size_t i = 0; i < sizeof(queries) / sizeof(*queries); i++) {
		size_t n = strlen(queries[i]);
		if (!payload_begins(data + 4, len - 4, queries[i]) || (n == 1 && len != 9))
			continue;
		detail_text(out, queries[i]);
		return true;
	}
	return false;
}
