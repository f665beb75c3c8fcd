/* Protocols in BER (X.690): LDAP, over UDP also called CLDAP, and SNMP. */
#include "label/payload.h"

#include "base/rd.h"

#include <string.h>

#define INTEGER 0x02
#define OCTETS 0x04
#define OBJECT 0x06
#define ENUMERATED 0x0a
#define SEQUENCE 0x30

/* The next element's contents; what the packet does not hold of them is missing. */
static uint8_t element(struct rd *r, struct rd *contents)
{
	uint8_t tag = rd_u8(r);
	size_t len = rd_u8(r);
	if (len & 0x80) {
		size_t bytes = len & 0x7f;
		if (bytes == 0 || bytes > 4)
			r->bad = true;
		len = 0;
		for (size_t i = 0; !r->bad && i < bytes; i++)
			len = len << 8 | rd_u8(r);
	}
	if (len > r->left)
		len = r->left;
	const uint8_t *at = rd_take(r, len);
	*contents = (struct rd){.p = at, .left = at ? len : 0, .bad = !at};
	return r->bad ? 0 : tag;
}

static bool small_integer(struct rd *r, uint8_t tag, uint32_t *out)
{
	struct rd c;
	if (element(r, &c) != tag || c.left == 0 || c.left > 5)
		return false;
	*out = 0;
	while (c.left)
		*out = *out << 8 | rd_u8(&c);
	return true;
}

static void write_search(struct rd *r, struct detail *out)
{
	struct rd base;
	uint32_t scope = 0;
	detail_text(out, "searchRequest");
	if (element(r, &base) == OCTETS && base.left == 0 && small_integer(r, ENUMERATED, &scope) && scope == 0)
		detail_text(out, ", rootDSE");
}

bool payload_ldap(const uint8_t *data, size_t len, const struct packet *p, struct detail *out)
{
	static const char *const names[] = {"bindRequest", "bindResponse",      "unbindRequest",
					    NULL,          "searchResultEntry", "searchResultDone"};
	struct rd all = {.p = data, .left = len};
	struct rd r;
	struct rd c;
	uint32_t id;
	(void)p;
	if (len < 7 || data[0] != SEQUENCE || element(&all, &r) != SEQUENCE || !small_integer(&r, INTEGER, &id))
		return false;
	uint8_t operation = element(&r, &c);
	if (operation == 0x42 && c.left) /* unbindRequest is NULL */
		return false;
	if (operation == 0x63)
		write_search(&c, out);
	else if (operation == 0x42 || operation == 0x60 || operation == 0x61 || operation == 0x64 || operation == 0x65)
		detail_text(out, names[operation & 0x1f]);
	else if (operation == 0x77)
		detail_text(out, "extendedRequest");
	else if (operation == 0x78)
		detail_text(out, "extendedResponse");
	else
		return false;
	return true;
}

/* The first arcs: behind those of the system group there may be an address (ipAdEntAddr). */
static void write_object(struct rd *r, struct detail *out)
{
	static const uint8_t system_group[] = {0x2b, 6, 1, 2, 1, 1};
	bool whole = r->left >= sizeof(system_group) && !memcmp(r->p, system_group, sizeof(system_group));
	detail_text(out, ", 1.3");
	(void)rd_u8(r);
	for (int arcs = 0; r->left && arcs < (whole ? 7 : 5); arcs++) {
		unsigned long long arc = 0;
		uint8_t byte;
		do {
			byte = rd_u8(r);
			arc = (arc << 7 | (byte & 0x7f)) & UINT32_MAX;
		} while (byte & 0x80 && r->left);
		detail_text(out, ".");
		detail_number(out, arc);
	}
	if (r->left)
		detail_text(out, "...");
}

/* Request, error, error's index, then a list of objects with values. */
static void write_first_object(struct rd *r, struct detail *out)
{
	struct rd list;
	struct rd pair;
	struct rd object;
	uint32_t number;
	for (int i = 0; i < 3; i++)
		if (!small_integer(r, INTEGER, &number))
			return;
	if (element(r, &list) == SEQUENCE && element(&list, &pair) == SEQUENCE && element(&pair, &object) == OBJECT &&
	    object.left)
		write_object(&object, out);
}

static bool read_v3(struct rd *r, struct detail *out)
{
	struct rd header;
	struct rd flags;
	uint32_t number;
	if (element(r, &header) != SEQUENCE || !small_integer(&header, INTEGER, &number) ||
	    !small_integer(&header, INTEGER, &number) || element(&header, &flags) != OCTETS || flags.left != 1)
		return false;
	detail_text(out, flags.p[0] & 1 ? "v3, authenticated" : "v3, engine asked for");
	return true;
}

bool payload_snmp(const uint8_t *data, size_t len, const struct packet *p, struct detail *out)
{
	static const char *const versions[] = {"v1", "v2c"};
	static const char *const operations[] = {"get",      "get-next", "response", "set",   "trap",
						 "get-bulk", "inform",   "trap",     "report"};
	struct rd all = {.p = data, .left = len};
	struct rd r;
	struct rd community;
	struct rd c;
	uint32_t version;
	(void)p;
	if (len < 8 || data[0] != SEQUENCE || element(&all, &r) != SEQUENCE || !small_integer(&r, INTEGER, &version))
		return false;
	if (version == 3)
		return read_v3(&r, out);
	if (version > 1 || element(&r, &community) != OCTETS)
		return false;
	uint8_t operation = element(&r, &c);
	if (operation < 0xa0 || operation > 0xa8)
		return false;
	detail_text(out, versions[version]);
	detail_text(out, ", community ");
	detail_quote(out, community.p, community.left < 32 ? community.left : 32);
	detail_text(out, ", ");
	detail_text(out, operations[operation - 0xa0]);
	if (operation != 0xa4)
		write_first_object(&c, out);
	return true;
}
