#include "label/tool.h"

#include <string.h>

/* SIP requests begin with one of these (RFC 3261). */
static bool is_request(const uint8_t *data, size_t len)
{
	static const char *const methods[] = {"OPTIONS ", "REGISTER ", "INVITE "};
	for (size_t i = 0; i < sizeof(methods) / sizeof(*methods); i++)
		if (len > strlen(methods[i]) && !memcmp(data, methods[i], strlen(methods[i])))
			return true;
	return false;
}

bool tool_sip_scanner(const struct packet *p)
{
	static const char *const names[] = {"friendly-scanner", "sipvicious", "sipsak", "sundayddr"};
	size_t len;
	if (!p->has_ports)
		return false;
	const uint8_t *data = tool_data(p, &len);
	if (!len || !is_request(data, len))
		return false;
	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++)
		if (memmem(data, len, names[i], strlen(names[i])))
			return true;
	return false;
}
