#include "simulate/shape.h"

#include "base/service.h"

#include <string.h>

struct shape_row {
	const char *name;
	uint8_t proto;
	bool ipv6;
	bool backscatter;
};

static const struct shape_row rows[SHAPE_COUNT] = {
    [SHAPE_WINDOWS] = {"windows", PROTO_TCP, true, false},
    [SHAPE_LINUX] = {"linux", PROTO_TCP, true, false},
    [SHAPE_ZMAP_OLD] = {"zmap-old", PROTO_TCP, false, false},
    [SHAPE_ZMAP] = {"zmap", PROTO_TCP, true, false},
    [SHAPE_MASSCAN_OLD] = {"masscan-old", PROTO_TCP, false, false},
    [SHAPE_MASSCAN] = {"masscan", PROTO_TCP, false, false},
    [SHAPE_MIRAI] = {"mirai", PROTO_TCP, false, false},
    [SHAPE_NMAP] = {"nmap", PROTO_TCP, true, false},
    [SHAPE_SYN_ACK] = {"syn-ack", PROTO_TCP, true, true},
    [SHAPE_RESET] = {"reset", PROTO_TCP, true, true},
    [SHAPE_EMPTY] = {"empty", PROTO_UDP, true, false},
    [SHAPE_BYTES] = {"bytes", PROTO_UDP, true, false},
    [SHAPE_MESSENGER] = {"messenger", PROTO_UDP, false, false},
    [SHAPE_MESSENGER_FORGED] = {"messenger-forged", PROTO_UDP, false, false},
    [SHAPE_SLAMMER] = {"slammer", PROTO_UDP, false, false},
    [SHAPE_NETBIOS] = {"netbios", PROTO_UDP, false, false},
    [SHAPE_SIP] = {"sip", PROTO_UDP, false, false},
    [SHAPE_NTP] = {"ntp", PROTO_UDP, true, false},
    [SHAPE_SSDP] = {"ssdp", PROTO_UDP, true, false},
    [SHAPE_MEMCACHED] = {"memcached", PROTO_UDP, true, false},
    [SHAPE_CLDAP] = {"cldap", PROTO_UDP, true, false},
    [SHAPE_DNS] = {"dns", PROTO_UDP, true, false},
    [SHAPE_SNMP] = {"snmp", PROTO_UDP, true, false},
    [SHAPE_PING] = {"ping", PROTO_ICMP, true, false},
    [SHAPE_PING_LINUX] = {"ping-linux", PROTO_ICMP, true, false},
    [SHAPE_PING_AA] = {"ping-aa", PROTO_ICMP, false, false},
    [SHAPE_ECHO_REPLY] = {"echo-reply", PROTO_ICMP, false, true},
    [SHAPE_UNREACHABLE] = {"unreachable", PROTO_ICMP, false, true},
};

const char *shape_name(enum shape s)
{
	return rows[s].name;
}

int shape_find(const char *name)
{
	int s = 0;
	while (s < SHAPE_COUNT && strcmp(rows[s].name, name) != 0)
		s++;
	return s;
}

uint8_t shape_proto(enum shape s)
{
	return rows[s].proto;
}

bool shape_ipv6(enum shape s)
{
	return rows[s].ipv6;
}

bool shape_backscatter(enum shape s)
{
	return rows[s].backscatter;
}
