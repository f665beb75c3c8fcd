/* Section 4.3, after the tools: what the data of packets is, and how many senders are behind forged sources. */
#include "report/sections.h"

#include "report/look.h"
#include "report/number.h"

#include <jansson.h>
#include <string.h>

#define N_(msgid) msgid /* for xgettext: translated where it is used */

#define PROTOCOLS 8
#define DETAILS 2

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

static void tell_protocol(struct page *p, const json_t *one)
{
	const json_t *details = json_object_get(one, "details");
	page_sentence(p,
		      page_fill(p, "Of {0} there were {1} accesses from {2} distinct sources.",
				protocol_name(p, look_text(one, "key")), number_count(p, look_count(one, "accesses")),
				number_count(p, look_count(one, "distinct_sources")), NULL));
	for (size_t i = 0; i < json_array_size(details) && i < DETAILS; i++) {
		const json_t *d = json_array_get(details, i);
		page_sentence(p, page_fill(p, "Of them {1} with “{0}”.", look_text(d, "detail"),
					   number_count(p, look_count(d, "accesses")), NULL));
	}
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
	if (!json_array_size(payloads))
		return;
	page_paragraph_begin(p, NULL);
	page_sentence(p, page_fill(p, "What packets carry tells what they are for.", NULL));
	for (size_t i = 0; i < json_array_size(payloads) && i < PROTOCOLS; i++)
		tell_protocol(p, json_array_get(payloads, i));
	tell_senders(p, NULL);
	page_paragraph_end(p);
}
