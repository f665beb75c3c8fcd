/* Which tool made a packet, told by marks that the tool leaves. Each detector is a pure function of one packet in a
 * file of its own, tool_*.c; tool.c lists them. Some tools show only in that packets of one source agree: their
 * detector gives a key, and a packet has the mark when its key is that of the one before it (tally/marks.h). A mark of
 * 16 bits comes up by chance in one packet of 65,536, so that a tool is named for a source's day by how many of its
 * packets match, to one service or to all: named_tools.inc. */
#pragma once

#include "packet/packet.h"

#include <stdbool.h>
#include <stdint.h>

/* Stored numbers; those from MARK_SUSPICION on are suspicions (suspect.h). */
enum tool {
	TOOL_NONE,
	TOOL_ZMAP_OLD,
	TOOL_ZMAP,
	TOOL_MASSCAN,
	TOOL_MIRAI,
	TOOL_SLAMMER,
	TOOL_NACHI,
	TOOL_SIP_SCANNER,
	TOOL_NMAP,
	TOOL_UNICORNSCAN,
	TOOL_MASSCAN_UDP,
	TOOL_HPING,
	TOOL_COUNT
};

typedef bool (*tool_detector)(const struct packet *p);
/* True for a packet that the tool may have made; *key is then the same in all that one run of it makes. */
typedef bool (*tool_key)(const struct packet *p, uint32_t *key);

struct tool_entry {
	const char *name;      /* "zmap-old" */
	tool_detector detects; /* NULL: it has a key */
	tool_key key;
	bool by_header;       /* looks for a TCP window and length of header that tool.c knows */
	bool spread;          /* packets with one key count only when they go to different services or addresses */
	unsigned least;       /* packets of a source's day that must match, before it is named */
	unsigned proto;       /* of its packets; of TCP only the first of a connection */
	const char *evidence; /* the mark */
	const char *source;   /* where the rule comes from */
	const char *mistakes; /* what else has the mark */
};

/* NULL for TOOL_NONE and unknown numbers. */
const struct tool_entry *tool_entry(enum tool t);

/* The tools that one packet names (least is 1), for the query named_tools.inc. Returns how many. */
size_t tool_sure(uint32_t list[TOOL_COUNT]);

/* A bit for each tool whose mark the packet has: 1 << TOOL_MASSCAN, ... For a tool with a key, whose packets no other
 * tool with a key makes: when it may have made the packet, and *key is set. */
uint64_t tool_marks(const struct packet *p, uint32_t *key);

/* The detectors. Each gets packets of its protocol only. */
bool tool_zmap_old(const struct packet *p);
bool tool_zmap(const struct packet *p);
bool tool_masscan(const struct packet *p);
bool tool_mirai(const struct packet *p);
bool tool_slammer(const struct packet *p);
bool tool_nachi(const struct packet *p);
bool tool_sip_scanner(const struct packet *p);
bool tool_hping(const struct packet *p);
bool tool_nmap(const struct packet *p, uint32_t *key);
bool tool_unicornscan(const struct packet *p, uint32_t *key);
bool tool_masscan_udp(const struct packet *p, uint32_t *key);

/* For them: window and options of a TCP header; the data after a UDP or ICMP header. */
unsigned tool_tcp_window(const struct packet *p);
const uint8_t *tool_tcp_options(const struct packet *p, size_t *len);
const uint8_t *tool_data(const struct packet *p, size_t *len);
