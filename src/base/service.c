#include "base/service.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *port_protocol(uint8_t proto)
{
	return proto == PROTO_TCP ? "tcp" : proto == PROTO_UDP ? "udp" : NULL;
}

static const char *type_protocol(uint8_t proto)
{
	return proto == PROTO_ICMP ? "icmp" : proto == PROTO_ICMPV6 ? "icmpv6" : NULL;
}

static uint16_t echo_request(uint8_t proto)
{
	return proto == PROTO_ICMP ? 8 : 128;
}

void service_text(service_id s, char *out)
{
	uint8_t proto = service_proto(s);
	if (port_protocol(proto))
		(void)snprintf(out, SERVICE_TEXT_MAX, "%u/%s", (unsigned)service_port(s), port_protocol(proto));
	else if (!type_protocol(proto))
		(void)snprintf(out, SERVICE_TEXT_MAX, "proto/%u", (unsigned)proto);
	else if (service_port(s) == echo_request(proto))
		(void)snprintf(out, SERVICE_TEXT_MAX, "ping/%s", type_protocol(proto));
	else
		(void)snprintf(out, SERVICE_TEXT_MAX, "%s/%u", type_protocol(proto), (unsigned)service_port(s));
}

void service_label(service_id s, char *out)
{
	uint8_t proto = service_proto(s);
	if (port_protocol(proto))
		(void)snprintf(out, SERVICE_TEXT_MAX, "%u(%s)", (unsigned)service_port(s),
			       proto == PROTO_TCP ? "TCP" : "UDP");
	else if (!type_protocol(proto))
		(void)snprintf(out, SERVICE_TEXT_MAX, "IP(%u)", (unsigned)proto);
	else if (service_port(s) == echo_request(proto))
		(void)snprintf(out, SERVICE_TEXT_MAX, "Ping(%s)", proto == PROTO_ICMP ? "ICMP" : "ICMPv6");
	else
		(void)snprintf(out, SERVICE_TEXT_MAX, "%u(%s)", (unsigned)service_port(s),
			       proto == PROTO_ICMP ? "ICMP" : "ICMPv6");
}

static int parse_number(const char *text, unsigned long max, unsigned long *out)
{
	char *end = NULL;
	if (text[0] < '0' || text[0] > '9' || strlen(text) > 5)
		return ERR_PARSE;
	*out = strtoul(text, &end, 10);
	return *end || *out > max ? ERR_PARSE : 0;
}

int service_parse(const char *text, service_id *out)
{
	char head[SERVICE_TEXT_MAX];
	const char *slash = strchr(text, '/');
	if (!slash || (size_t)(slash - text) >= sizeof(head))
		return ERR_PARSE;
	memcpy(head, text, (size_t)(slash - text));
	head[slash - text] = '\0';
	const char *tail = slash + 1;
	unsigned long n;

	for (unsigned p = 0; p <= UINT8_MAX; p++) {
		uint8_t proto = (uint8_t)p;
		const char *name = port_protocol(proto);
		if (name && !strcmp(tail, name) && !parse_number(head, UINT16_MAX, &n)) {
			*out = service_make(proto, (uint16_t)n);
			return 0;
		}
		name = type_protocol(proto);
		if (name && !strcmp(tail, name) && !strcmp(head, "ping")) {
			*out = service_make(proto, echo_request(proto));
			return 0;
		}
		if (name && !strcmp(head, name) && !parse_number(tail, UINT8_MAX, &n)) {
			*out = service_make(proto, (uint16_t)n);
			return 0;
		}
	}
	if (!strcmp(head, "proto") && !parse_number(tail, UINT8_MAX, &n) && !port_protocol((uint8_t)n) &&
	    !type_protocol((uint8_t)n)) {
		*out = service_make((uint8_t)n, 0);
		return 0;
	}
	return ERR_PARSE;
}

int region_parse(const char *text, region_id *out)
{
	if (!strcmp(text, "??")) {
		*out = REGION_UNKNOWN;
		return 0;
	}
	if (strlen(text) != 2 || !isalpha((unsigned char)text[0]) || !isalpha((unsigned char)text[1]))
		return ERR_PARSE;
	*out = region_make((char)toupper((unsigned char)text[0]), (char)toupper((unsigned char)text[1]));
	return 0;
}
