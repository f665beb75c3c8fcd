#include "label/label.h"

#include <string.h>

/* RFC 792, 950, 1256 and the IANA registry: what asks, and what answers. */
static enum kind icmp_kind(uint8_t type)
{
	switch (type) {
	case 8:  /* echo */
	case 10: /* router solicitation */
	case 13: /* timestamp */
	case 15: /* information request */
	case 17: /* address mask request */
		return KIND_PROBE;
	case 0:  /* echo reply */
	case 3:  /* unreachable */
	case 4:  /* source quench */
	case 5:  /* redirect */
	case 11: /* time exceeded */
	case 12: /* parameter problem */
	case 14: /* timestamp reply */
	case 16: /* information reply */
	case 18: /* address mask reply */
		return KIND_BACKSCATTER;
	default:
		return KIND_OTHER;
	}
}

/* RFC 4443: below 128 are errors; 128 asks, 129 answers; 139 and 140 are node information (RFC
 * 4620). */
static enum kind icmpv6_kind(uint8_t type)
{
	if (type < 128 || type == 129 || type == 140)
		return KIND_BACKSCATTER;
	return type == 128 || type == 139 ? KIND_PROBE : KIND_OTHER;
}

static enum kind tcp_kind(const struct packet *p)
{
	if (!p->has_flags)
		return KIND_OTHER;
	if (p->tcp_flags & TCP_RST)
		return KIND_BACKSCATTER;
	if (!(p->tcp_flags & TCP_SYN))
		return KIND_OTHER;
	return p->tcp_flags & TCP_ACK ? KIND_BACKSCATTER : KIND_PROBE;
}

enum kind label_kind(const struct packet *p)
{
	switch (p->proto) {
	case PROTO_TCP:
		return tcp_kind(p);
	case PROTO_UDP:
		return KIND_PROBE;
	case PROTO_ICMP:
		return p->version == 4 && p->transport_len ? icmp_kind(p->icmp_type) : KIND_OTHER;
	case PROTO_ICMPV6:
		return p->version == 6 && p->transport_len ? icmpv6_kind(p->icmp_type) : KIND_OTHER;
	default:
		return KIND_OTHER;
	}
}

static const char *const names[KIND_COUNT + 1] = {"", "probe", "backscatter", "other"};

const char *kind_name(enum kind k)
{
	return names[k];
}

int kind_parse(const char *text, enum kind *out)
{
	for (int k = 1; k <= KIND_COUNT; k++) {
		if (!strcmp(text, names[k])) {
			*out = (enum kind)k;
			return 0;
		}
	}
	return ERR_PARSE;
}
