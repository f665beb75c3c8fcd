#include "label/payload.h"

#include "label/message.h"

#include <assert.h>
#include <string.h>
#include <strings.h>

#define UDP_HEADER 8
#define TCP_HEADER 20
#define HEADERS_MAX 4096 /* bytes in which a header line is looked for */
#define PREFIX 16
#define UDP PAYLOAD_OVER_UDP
#define TCP PAYLOAD_OVER_TCP
#define BOTH PAYLOAD_OVER_BOTH

/* In the order in which they are asked: what cannot be mistaken for something else first. */
static const struct payload_entry entries[PAYLOAD_COUNT] = {
    [PAYLOAD_UNKNOWN] = {"unknown", NULL, BOTH, "length and first bytes", "", ""},
    [PAYLOAD_MESSENGER] = {"messenger", payload_messenger, UDP, "", "MS-MSRP 3.2.4.1; The Open Group C706, 12.4.5",
			   "none known: 16 bytes of the interface"},
    [PAYLOAD_SIP] = {"sip", payload_sip, BOTH, "method or status, User-Agent", "RFC 3261, 7", "none known"},
    [PAYLOAD_DNS] = {"dns", payload_dns, UDP, "query or response, type, name", "RFC 1035, 4; RFC 6891",
		     "elsewhere than at port 53 only a question that fills the packet is taken for one"},
    [PAYLOAD_MDNS] = {"mdns", payload_mdns, UDP, "type, name", "RFC 6762; RFC 4795",
		      "told from DNS by port 5353 or 5355"},
    [PAYLOAD_NETBIOS] = {"netbios", payload_netbios, UDP, "NBSTAT or NB, the name decoded", "RFC 1002, 4.2",
			 "none known"},
    [PAYLOAD_NTP] = {"ntp", payload_ntp, UDP, "mode, version, request",
		     "RFC 5905, 7.3; RFC 1305, appendix B; ntp_request.h", "told by port 123, but for monlist"},
    [PAYLOAD_SSDP] = {"ssdp", payload_ssdp, UDP, "M-SEARCH and what for", "UPnP Device Architecture 1.1, 1",
		      "none known"},
    [PAYLOAD_MEMCACHED] = {"memcached", payload_memcached, BOTH, "command", "memcached, doc/protocol.txt",
			   "over TCP a line that begins with one of its commands, at port 11211"},
    [PAYLOAD_LDAP] = {"ldap", payload_ldap, BOTH, "operation, rootDSE", "RFC 4511, 4; RFC 1798", "none known"},
    [PAYLOAD_SNMP] = {"snmp", payload_snmp, UDP, "version, community, operation, object",
		      "RFC 1157; RFC 3416; RFC 3412", "none known"},
    [PAYLOAD_TFTP] = {"tftp", payload_tftp, UDP, "operation, file, mode", "RFC 1350, 5", "none known"},
    [PAYLOAD_SLAMMER] = {"slammer", payload_slammer, UDP, "", "CERT advisory CA-2003-04", "none known"},
    [PAYLOAD_SQL_BROWSER] = {"sql-browser", payload_sql_browser, UDP, "request", "MC-SQLR 2.2",
			     "one byte, told by port 1434"},
    [PAYLOAD_COAP] = {"coap", payload_coap, UDP, "method, path", "RFC 7252, 3", "told by port 5683 or .well-known"},
    [PAYLOAD_QUIC] = {"quic", payload_quic, UDP, "version, packet type", "RFC 8999; RFC 9000, 17.2; RFC 9369",
		      "one packet of 4 thousand million by chance for each version"},
    [PAYLOAD_BITTORRENT] = {"bittorrent", payload_bittorrent, BOTH, "DHT query, tracker, uTP, handshake",
			    "BEP 3, 5, 15 and 29", "uTP: 20 bytes of which 8 are fixed"},
    [PAYLOAD_HTTP] = {"http", payload_http, BOTH, "method, path, Host, User-Agent", "RFC 9112, 3", "none known"},
    [PAYLOAD_TLS] = {"tls", payload_tls, TCP, "version, server name, ALPN", "RFC 8446, 4.1.2; RFC 6066; RFC 7301",
		     "none known"},
    [PAYLOAD_DTLS] = {"dtls", payload_dtls, UDP, "version", "RFC 6347, 4.2", "none known"},
    [PAYLOAD_RDP] = {"rdp", payload_rdp, BOTH, "user of the cookie", "MS-RDPBCGR 2.2.1.1; RFC 1006", "none known"},
    [PAYLOAD_SMB] = {"smb", payload_smb, TCP, "version, command", "MS-CIFS 2.2.3; MS-SMB2 2.2.1", "none known"},
    [PAYLOAD_ADB] = {"adb", payload_adb, TCP, "command, banner", "Android, adb/protocol.txt", "none known"},
    [PAYLOAD_REDIS] = {"redis", payload_redis, TCP, "command", "Redis serialization protocol specification",
		       "a bare word is told by port 6379"},
    [PAYLOAD_TELNET] = {"telnet", payload_telnet, TCP, "options", "RFC 854", "data that begins with 0xff 0xfb to 0xfe"},
    [PAYLOAD_SSH] = {"ssh", payload_ssh, TCP, "software", "RFC 4253, 4.2", "none known"},
    [PAYLOAD_IKE] = {"ike", payload_ike, UDP, "version, exchange", "RFC 7296, 3.1; RFC 2408, 3.1",
		     "a length that fits and few values, at port 500 or 4500"},
    [PAYLOAD_STUN] = {"stun", payload_stun, UDP, "message type", "RFC 8489, 5", "none known"},
    [PAYLOAD_RPC] = {"rpc", payload_rpc, BOTH, "program, procedure", "RFC 5531, 9; RFC 1833", "none known"},
    [PAYLOAD_IPMI] = {"ipmi", payload_ipmi, UDP, "class, command", "IPMI 2.0, 13.1; ASF 2.0, 3.2", "none known"},
    [PAYLOAD_WS_DISCOVERY] = {"ws-discovery", payload_ws_discovery, UDP, "message", "OASIS WS-Discovery 1.1",
			      "none known"},
    [PAYLOAD_UBIQUITI] = {"ubiquiti", payload_ubiquiti, UDP, "version", "Ubiquiti discovery, as captured",
			  "four bytes, told by port 10001"},
    [PAYLOAD_GAME_QUERY] = {"game-query", payload_game_query, UDP, "query",
			    "Valve, Server queries; Quake 3 network protocol", "none known"},
};

const struct payload_entry *payload_entry(unsigned payload)
{
	return payload < PAYLOAD_COUNT ? &entries[payload] : NULL;
}

const uint8_t *payload_data(const struct packet *p, size_t *len)
{
	size_t header = UDP_HEADER;
	if (!p->has_ports || (p->proto != PROTO_UDP && p->proto != PROTO_TCP))
		return NULL;
	if (p->proto == PROTO_TCP) {
		if (p->transport_len <= TCP_HEADER)
			return NULL;
		header = (size_t)(p->transport[12] >> 4) * 4;
		if (header < TCP_HEADER)
			return NULL;
	}
	if (p->transport_len <= header)
		return NULL;
	*len = p->transport_len - header;
	return p->transport + header;
}

/* Ports that some recogniser looks at. */
static bool is_looked_at(uint16_t port)
{
	switch (port) {
	case 53:
	case 69:
	case 111:
	case 123:
	case 500:
	case 1434:
	case 1900:
	case 4500:
	case 5353:
	case 5355:
	case 5683:
	case 6379:
	case 10001:
	case 11211:
		return true;
	default:
		return false;
	}
}

bool payload_port(const struct packet *p, uint16_t port)
{
	assert(is_looked_at(port)); /* else packets that only this port sets apart would be taken for one */
	return p->src_port == port || p->dst_port == port;
}

uint16_t payload_source_port(const struct packet *p)
{
	return is_looked_at(p->src_port) ? p->src_port : 0;
}

bool payload_begins(const uint8_t *data, size_t len, const char *text)
{
	size_t n = strlen(text);
	return len >= n && !memcmp(data, text, n);
}

size_t payload_line(const uint8_t *data, size_t len, size_t at)
{
	size_t end = at;
	while (end < len && data[end] != '\r' && data[end] != '\n')
		end++;
	return end - at;
}

const uint8_t *payload_header(const uint8_t *data, size_t len, const char *name, size_t *value_len)
{
	size_t n = strlen(name);
	if (len > HEADERS_MAX)
		len = HEADERS_MAX;
	for (size_t at = 0; at < len;) {
		size_t line = payload_line(data, len, at);
		if (at && line > n && data[at + n] == ':' && !strncasecmp((const char *)data + at, name, n)) {
			size_t from = n + 1;
			while (from < line && data[at + from] == ' ')
				from++;
			*value_len = line - from;
			return data + at + from;
		}
		at += line + 1;
	}
	return NULL;
}

bool payload_messenger(const uint8_t *data, size_t len, const struct packet *p, struct detail *out)
{
	struct message m;
	(void)data;
	(void)len;
	(void)out;
	return message_read(p, &m);
}

/* Four bytes, in either order, made unreadable. */
static void hide_word(uint8_t *bytes, size_t len, uint32_t word)
{
	const uint8_t forward[4] = {(uint8_t)(word >> 24), (uint8_t)(word >> 16), (uint8_t)(word >> 8), (uint8_t)word};
	const uint8_t back[4] = {forward[3], forward[2], forward[1], forward[0]};
	for (size_t i = 0; i + 4 <= len; i++)
		if (!memcmp(bytes + i, forward, 4) || !memcmp(bytes + i, back, 4))
			memset(bytes + i, '*', 4);
}

static void hide_address(uint8_t *bytes, size_t len, struct addr a)
{
	hide_word(bytes, len, (uint32_t)a.low);
	if (addr_is_v4(a))
		return;
	hide_word(bytes, len, (uint32_t)(a.low >> 32));
	hide_word(bytes, len, (uint32_t)a.high);
	hide_word(bytes, len, (uint32_t)(a.high >> 32));
}

static bool is_text(const uint8_t *bytes, size_t len)
{
	for (size_t i = 0; i < len; i++)
		if ((bytes[i] < ' ' || bytes[i] > 0x7e) && bytes[i] != '\r' && bytes[i] != '\n' && bytes[i] != '\t')
			return false;
	return true;
}

/* Of unknown data: how long it is and how it begins. All digits of a text are 0, since they may be an address. */
static void describe(const uint8_t *data, size_t len, const struct packet *p, struct detail *out)
{
	static const char digits[] = "0123456789abcdef";
	uint8_t first[PREFIX + 3]; /* an address may begin within the first bytes and end behind them */
	size_t all = len < sizeof(first) ? len : sizeof(first);
	size_t n = len < PREFIX ? len : PREFIX;
	memcpy(first, data, all);
	hide_address(first, all, p->dst);
	hide_address(first, all, p->src);
	detail_number(out, len);
	detail_text(out, len == 1 ? " byte: " : " bytes: ");
	bool text = is_text(first, n);
	for (size_t i = 0; i < n; i++) {
		uint8_t c = first[i] >= '0' && first[i] <= '9' ? '0' : first[i];
		char shown[3] = " ";
		if (text && c > ' ')
			shown[0] = (char)c;
		if (!text) {
			shown[0] = digits[c >> 4];
			shown[1] = digits[c & 15];
		}
		detail_text(out, shown);
	}
}

enum payload payload_read(const uint8_t *data, size_t len, const struct packet *p, struct detail *out)
{
	unsigned over = p->proto == PROTO_TCP ? PAYLOAD_OVER_TCP : PAYLOAD_OVER_UDP;
	*out = (struct detail){.len = 0};
	for (unsigned i = PAYLOAD_UNKNOWN + 1; i < PAYLOAD_COUNT; i++)
		if (entries[i].over & over && entries[i].reads(data, len, p, out))
			return (enum payload)i;
	describe(data, len, p, out);
	return PAYLOAD_UNKNOWN;
}
