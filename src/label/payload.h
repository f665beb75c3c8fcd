/* What the data of a UDP or TCP packet is. Each recogniser is a pure function in a file of its own, payload_*.c, for
 * one protocol or a few of one kind; payload.c lists them. The content decides, and the port only where content alone
 * is ambiguous. The detail that a recogniser writes is the same for all packets of one wave, and never holds an
 * address. */
#pragma once

#include "label/detail.h"
#include "packet/packet.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Stored numbers: only ever append. */
enum payload {
	PAYLOAD_UNKNOWN,
	PAYLOAD_MESSENGER,
	PAYLOAD_SIP,
	PAYLOAD_DNS,
	PAYLOAD_MDNS,
	PAYLOAD_NETBIOS,
	PAYLOAD_NTP,
	PAYLOAD_SSDP,
	PAYLOAD_MEMCACHED,
	PAYLOAD_LDAP,
	PAYLOAD_SNMP,
	PAYLOAD_TFTP,
	PAYLOAD_SLAMMER,
	PAYLOAD_SQL_BROWSER,
	PAYLOAD_COAP,
	PAYLOAD_QUIC,
	PAYLOAD_BITTORRENT,
	PAYLOAD_HTTP,
	PAYLOAD_TLS,
	PAYLOAD_DTLS,
	PAYLOAD_RDP,
	PAYLOAD_SMB,
	PAYLOAD_ADB,
	PAYLOAD_REDIS,
	PAYLOAD_TELNET,
	PAYLOAD_SSH,
	PAYLOAD_IKE,
	PAYLOAD_STUN,
	PAYLOAD_RPC,
	PAYLOAD_IPMI,
	PAYLOAD_WS_DISCOVERY,
	PAYLOAD_UBIQUITI,
	PAYLOAD_GAME_QUERY,
	PAYLOAD_COUNT
};

typedef bool (*payload_reader)(const uint8_t *data, size_t len, const struct packet *p, struct detail *out);

/* Which protocols a reader is asked for. */
enum payload_carrier { PAYLOAD_OVER_UDP = 1, PAYLOAD_OVER_TCP = 2, PAYLOAD_OVER_BOTH = 3 };

struct payload_entry {
	const char *name; /* "sip" */
	payload_reader reads;
	unsigned over;        /* enum payload_carrier */
	const char *detail;   /* what is extracted */
	const char *source;   /* where the rule comes from */
	const char *mistakes; /* what else looks so */
};

/* NULL for numbers that there are not. */
const struct payload_entry *payload_entry(unsigned payload);

/* The data after a UDP or TCP header; NULL when there is none, or it is not this packet's to have. */
const uint8_t *payload_data(const struct packet *p, size_t *len);

/* What it is, with its detail. Of unknown data this is its length and how it begins. */
enum payload payload_read(const uint8_t *data, size_t len, const struct packet *p, struct detail *out);

/* Does either port of the packet have this number? */
bool payload_port(const struct packet *p, uint16_t port);
/* The source port, as far as it can make a difference to payload_read: 0 for one that nothing looks at. */
uint16_t payload_source_port(const struct packet *p);
/* Does the data begin with these characters? */
bool payload_begins(const uint8_t *data, size_t len, const char *text);
/* The line that begins at `at`, without its end. */
size_t payload_line(const uint8_t *data, size_t len, size_t at);
/* The value of a header line ("User-Agent"), borrowed; NULL when there is none. */
const uint8_t *payload_header(const uint8_t *data, size_t len, const char *name, size_t *value_len);

/* The recognisers. They write to `out` only when they return true. */
bool payload_messenger(const uint8_t *data, size_t len, const struct packet *p, struct detail *out);
bool payload_sip(const uint8_t *data, size_t len, const struct packet *p, struct detail *out);
bool payload_dns(const uint8_t *data, size_t len, const struct packet *p, struct detail *out);
bool payload_mdns(const uint8_t *data, size_t len, const struct packet *p, struct detail *out);
bool payload_netbios(const uint8_t *data, size_t len, const struct packet *p, struct detail *out);
bool payload_ntp(const uint8_t *data, size_t len, const struct packet *p, struct detail *out);
bool payload_ssdp(const uint8_t *data, size_t len, const struct packet *p, struct detail *out);
bool payload_memcached(const uint8_t *data, size_t len, const struct packet *p, struct detail *out);
bool payload_ldap(const uint8_t *data, size_t len, const struct packet *p, struct detail *out);
bool payload_snmp(const uint8_t *data, size_t len, const struct packet *p, struct detail *out);
bool payload_tftp(const uint8_t *data, size_t len, const struct packet *p, struct detail *out);
bool payload_slammer(const uint8_t *data, size_t len, const struct packet *p, struct detail *out);
bool payload_sql_browser(const uint8_t *data, size_t len, const struct packet *p, struct detail *out);
bool payload_coap(const uint8_t *data, size_t len, const struct packet *p, struct detail *out);
bool payload_quic(const uint8_t *data, size_t len, const struct packet *p, struct detail *out);
bool payload_bittorrent(const uint8_t *data, size_t len, const struct packet *p, struct detail *out);
bool payload_http(const uint8_t *data, size_t len, const struct packet *p, struct detail *out);
bool payload_tls(const uint8_t *data, size_t len, const struct packet *p, struct detail *out);
bool payload_dtls(const uint8_t *data, size_t len, const struct packet *p, struct detail *out);
bool payload_rdp(const uint8_t *data, size_t len, const struct packet *p, struct detail *out);
bool payload_smb(const uint8_t *data, size_t len, const struct packet *p, struct detail *out);
bool payload_adb(const uint8_t *data, size_t len, const struct packet *p, struct detail *out);
bool payload_redis(const uint8_t *data, size_t len, const struct packet *p, struct detail *out);
bool payload_telnet(const uint8_t *data, size_t len, const struct packet *p, struct detail *out);
bool payload_ssh(const uint8_t *data, size_t len, const struct packet *p, struct detail *out);
bool payload_ike(const uint8_t *data, size_t len, const struct packet *p, struct detail *out);
bool payload_stun(const uint8_t *data, size_t len, const struct packet *p, struct detail *out);
bool payload_rpc(const uint8_t *data, size_t len, const struct packet *p, struct detail *out);
bool payload_ipmi(const uint8_t *data, size_t len, const struct packet *p, struct detail *out);
bool payload_ws_discovery(const uint8_t *data, size_t len, const struct packet *p, struct detail *out);
bool payload_ubiquiti(const uint8_t *data, size_t len, const struct packet *p, struct detail *out);
bool payload_game_query(const uint8_t *data, size_t len, const struct packet *p, struct detail *out);
