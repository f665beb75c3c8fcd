/* Within section 4.7: what the data of packets is, and how many senders are behind forged sources. */
#include "report/sections.h"

#include "report/look.h"
#include "report/number.h"
#include "report/table.h"

#include <jansson.h>
#include <string.h>

#define N_(msgid) msgid /* for xgettext: translated where it is used */

#define PROTOCOLS 8

static const char *protocol_name(struct page *p, const char *key)
{
	static const struct {
		const char *key;
		const char *name;
	} names[] = {{"unknown", N_("data of unknown form")},
		     {"messenger", N_("pop-up messages")},
		     {"slammer", N_("the worm SQL Slammer")},
		     {"sip", N_("internet telephony (SIP)")},
		     {"dns", N_("name resolution (DNS)")},
		     {"ntp", N_("time (NTP)")},
		     {"netbios", N_("names of Windows computers (NetBIOS)")},
		     {"sql-browser", N_("the list of SQL Server instances")},
		     {"rdp", N_("remote desktop (RDP)")},
		     {"smb", N_("file sharing (SMB)")},
		     {"adb", N_("the Android debug bridge (ADB)")},
		     {"ssdp", "SSDP"},
		     {"ldap", "LDAP"},
		     {"snmp", "SNMP"},
		     {"tftp", "TFTP"},
		     {"coap", "CoAP"},
		     {"quic", "QUIC"},
		     {"bittorrent", "BitTorrent"},
		     {"http", "HTTP"},
		     {"tls", "TLS"},
		     {"dtls", "DTLS"},
		     {"redis", "Redis"},
		     {"telnet", "Telnet"},
		     {"ssh", "SSH"},
		     {"ike", "IKE"},
		     {"stun", "STUN"},
		     {"rpc", "ONC RPC"},
		     {"ipmi", "IPMI"},
		     {"mdns", "mDNS"},
		     {"ws-discovery", "WS-Discovery"}};
	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++)
		if (!strcmp(names[i].key, key))
			return page_fill(p, names[i].name, NULL);
	return key;
}

/* The most frequent detail, when it is not the only thing that is known. */
static json_t *detail_cell(const json_t *one)
{
	const char *detail = look_text(json_array_get(json_object_get(one, "details"), 0), "detail");
	return *detail ? json_string(detail) : json_null();
}

void tell_senders(struct page *p, const char *key)
{
	const json_t *senders = json_object_get(p->summary, "senders");
	long long sources = 0;
	long long count = 0;
	size_t i;
	const json_t *one;
	json_array_foreach(senders, i, one)
	{
		if (key && strcmp(look_text(one, "key"), key) != 0)
			continue;
		sources += look_count(one, "sources");
		count++;
	}
	if (count)
		page_sentence(
		    p,
		    page_fill_n(p,
				"{1} sources, each seen once, sent the same data with the same marks of the path: they "
				"group into one sender that forges its sources, as it seems.",
				"{1} sources, each seen once, sent the same data with the same marks of the path: they "
				"group into {0} senders that forge their sources, as it seems.",
				count, number_count(p, count), number_count(p, sources), NULL));
}

void section_payloads(struct page *p)
{
	const json_t *payloads = json_object_get(p->summary, "payloads");
	size_t i;
	const json_t *one;
	if (!json_array_size(payloads))
		return;
	json_t *rows = json_array();
	json_array_foreach(payloads, i, one) if (i < PROTOCOLS)(void) json_array_append_new(
	    rows, json_pack("[s, o, I, I]", protocol_name(p, look_text(one, "key")), detail_cell(one),
			    (json_int_t)look_count(one, "accesses"), (json_int_t)look_count(one, "distinct_sources")));
	page_element(p, "h4", NULL, page_fill(p, "What the packets carry", NULL));
	page_paragraph_begin(p, NULL);
	page_sentence(p, page_fill(p,
				   "Data tells what a packet is for. Addresses, host names and what else differs from "
				   "packet to packet are made unreadable in it.",
				   NULL));
	tell_senders(p, NULL);
	page_paragraph_end(p);
	table_rows(p,
		   json_pack("[s, s, s, s]", page_fill(p, "Data", NULL), page_fill(p, "Most frequent content", NULL),
			     page_fill(p, "Accesses", NULL), page_fill(p, "Distinct sources", NULL)),
		   rows);
}
