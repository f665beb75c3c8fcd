/* What a simulated packet looks like: one name for each tool, worm or kind of answer whose traces
 * can be told apart in real traffic. */
#pragma once

#include <stdbool.h>
#include <stdint.h>

enum shape {
	/* TCP: probes */
	SHAPE_WINDOWS,
	SHAPE_LINUX,
	SHAPE_ZMAP_OLD,
	SHAPE_ZMAP,
	SHAPE_MASSCAN_OLD,
	SHAPE_MASSCAN,
	SHAPE_MIRAI,
	SHAPE_NMAP,
	/* TCP: answers to traffic that somebody forged in the point's name */
	SHAPE_SYN_ACK,
	SHAPE_RESET,
	/* UDP */
	SHAPE_EMPTY,
	SHAPE_BYTES,
	SHAPE_MESSENGER,
	SHAPE_MESSENGER_FORGED,
	SHAPE_SLAMMER,
	SHAPE_NETBIOS,
	SHAPE_SIP,
	SHAPE_NTP,
	SHAPE_SSDP,
	SHAPE_MEMCACHED,
	SHAPE_CLDAP,
	SHAPE_DNS,
	SHAPE_SNMP,
	/* ICMP and ICMPv6 */
	SHAPE_PING,
	SHAPE_PING_LINUX,
	SHAPE_PING_AA,
	SHAPE_ECHO_REPLY,
	SHAPE_UNREACHABLE
};
#define SHAPE_COUNT (SHAPE_UNREACHABLE + 1)

/* Its name in scenario files: "zmap-old", ... */
const char *shape_name(enum shape s);
/* The shape of this name, or SHAPE_COUNT. */
int shape_find(const char *name);
/* IP protocol that it belongs to (ICMP also stands for ICMPv6). */
uint8_t shape_proto(enum shape s);
/* True when it can be sent over IPv6. */
bool shape_ipv6(enum shape s);
/* True for answers to forged traffic. */
bool shape_backscatter(enum shape s);
