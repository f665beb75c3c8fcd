#include "observe/observe.h"

#include "base/civil.h"
#include "observe/flows.h"

#include <stdlib.h>
#include <string.h>

#define DEFAULT_FLOWS 65536
#define LEAST_FLOWS 1024
/* Connections that were open before the first packet show themselves within this time. */
#define WARM_UP_US (600 * US_PER_SECOND)

struct observe {
	struct observe_point point;
	bool last_byte[256]; /* of the point's single addresses: most others are told by it at once */
	bool has_ranges;     /* some of `own` are no single addresses */
	struct flows ours;   /* what the point began */
	struct flows theirs; /* what strangers began, so that the point's answer begins nothing */
	int64_t start_us;
	bool started;
};

static const char *const names[VERDICT_COUNT] = {[VERDICT_ACCESS] = "access",
						 [VERDICT_CONNECTION] = "connection",
						 [VERDICT_MAINTENANCE] = "maintenance",
						 [VERDICT_REPLY] = "reply",
						 [VERDICT_RELATED] = "related",
						 [VERDICT_OUTBOUND] = "outbound",
						 [VERDICT_FRAGMENT] = "fragment",
						 [VERDICT_NOT_IP] = "not-ip",
						 [VERDICT_GROUP] = "group",
						 [VERDICT_CONTROL] = "control",
						 [VERDICT_DHCP] = "dhcp",
						 [VERDICT_LOCAL] = "local",
						 [VERDICT_ELSEWHERE] = "elsewhere",
						 [VERDICT_MALFORMED] = "malformed"};

const char *verdict_name(enum verdict v)
{
	return names[v];
}

int observe_new(const struct observe_point *point, size_t flows, struct observe **out, struct err *err)
{
	size_t count = flows ? flows : DEFAULT_FLOWS;
	if (count < LEAST_FLOWS || count & (count - 1))
		return err_set(err, ERR_CONFIG, "the memory of flows must be a power of two from %d on, not %zu",
			       LEAST_FLOWS, count);
	if (!point->own_count)
		return err_set(err, ERR_CONFIG, "a point needs an address or a prefix");
	struct observe *o = calloc(1, sizeof(*o));
	if (!o)
		return err_set(err, ERR_NOMEM, "no memory for a point");
	o->point = *point;
	for (size_t i = 0; i < point->own_count; i++) {
		o->last_byte[point->own[i].addr.low & 0xff] = true;
		o->has_ranges |= point->own[i].bits != 128;
	}
	int code = flows_init(&o->ours, count, err);
	if (!code)
		code = flows_init(&o->theirs, count, err);
	if (code) {
		observe_free(o);
		return code;
	}
	*out = o;
	return 0;
}

void observe_free(struct observe *o)
{
	if (!o)
		return;
	flows_done(&o->ours);
	flows_done(&o->theirs);
	free(o);
}

void observe_resume(struct observe *o)
{
	o->started = false;
}

size_t observe_bytes(const struct observe *o)
{
	return sizeof(*o) + (o->ours.sets + o->theirs.sets) * 8 * sizeof(struct flow);
}

uint64_t observe_evictions(const struct observe *o)
{
	return o->theirs.evictions;
}

enum own { OWN_NOT, OWN_LIVE, OWN_DARK };

static enum own own_address(const struct observe *o, struct addr a)
{
	const struct observe_point *point = &o->point;
	if (!o->has_ranges && !o->last_byte[a.low & 0xff])
		return OWN_NOT;
	for (size_t i = 0; i < point->own_count; i++)
		if (prefix_holds(point->own[i], a))
			return point->dark[i] ? OWN_DARK : OWN_LIVE;
	return OWN_NOT;
}

static bool in_any(const struct prefix *prefixes, size_t count, struct addr a)
{
	for (size_t i = 0; i < count; i++)
		if (prefix_holds(prefixes[i], a))
			return true;
	return false;
}

/* Sources that are no strangers: link-local ones, those that never leave a host (RFC 6890), the LAN's own, and
 * all of ::/32, which the source key needs free. A private or reserved source that reaches a public address is
 * forged or misrouted, and an access like any other. */
static bool local_source(const struct observe_point *point, struct addr a)
{
	if (in_any(point->lan, point->lan_count, a))
		return true;
	if (addr_is_v4(a)) {
		uint32_t v4 = (uint32_t)a.low;
		uint8_t first = (uint8_t)(v4 >> 24);
		return first == 0 || first == 127 || first >> 4 == 14 || v4 >> 16 == 0xa9fe;
	}
	return a.high >> 32 == 0 || a.high >> 54 == 0xfe80u >> 6 || a.high >> 56 == 0xff;
}

static bool group_address(struct addr a)
{
	return addr_is_v4(a) ? (uint32_t)a.low >> 28 == 14 || (uint32_t)a.low == UINT32_MAX : a.high >> 56 == 0xff;
}

static bool is_icmp(const struct packet *p)
{
	return p->proto == (p->version == 6 ? PROTO_ICMPV6 : PROTO_ICMP);
}

/* Echo, time stamp, information and mask requests carry an identifier that the reply repeats. */
static bool icmp_request(const struct packet *p)
{
	if (p->version == 6)
		return p->icmp_type == 128;
	return p->icmp_type == 8 || p->icmp_type == 13 || p->icmp_type == 15 || p->icmp_type == 17;
}

static bool icmp_reply(const struct packet *p)
{
	if (p->version == 6)
		return p->icmp_type == 129;
	return p->icmp_type == 0 || p->icmp_type == 14 || p->icmp_type == 16 || p->icmp_type == 18;
}

static bool icmp_error(const struct packet *p)
{
	if (p->version == 6)
		return p->icmp_type < 128;
	return p->icmp_type == 3 || p->icmp_type == 4 || p->icmp_type == 5 || p->icmp_type == 11 || p->icmp_type == 12;
}

static bool pure_syn(const struct packet *p)
{
	return p->has_flags && (p->tcp_flags & (TCP_SYN | TCP_ACK | TCP_RST | TCP_FIN)) == TCP_SYN;
}

/* Neighbour and router discovery, multicast listeners, router renumbering and mobile prefixes. */
static bool control(const struct packet *p)
{
	if (p->proto == PROTO_IGMP && p->version == 4)
		return true;
	if (p->proto != PROTO_ICMPV6 || p->version != 6 || p->later_fragment || !p->transport_len)
		return false;
	uint8_t t = p->icmp_type;
	return (t >= 130 && t <= 138) || t == 143 || (t >= 146 && t <= 153);
}

static bool dhcp_to_client(const struct packet *p)
{
	if (p->proto != PROTO_UDP || !p->has_ports)
		return false;
	return p->version == 4 ? p->src_port == 67 && p->dst_port == 68 : p->src_port == 547 && p->dst_port == 546;
}

static struct flow_key key_of(const struct packet *p, bool outbound)
{
	struct flow_key key = {
	    .local = outbound ? p->src : p->dst, .remote = outbound ? p->dst : p->src, .proto = p->proto};
	if (p->has_ports) {
		key.local_port = outbound ? p->src_port : p->dst_port;
		key.remote_port = outbound ? p->dst_port : p->src_port;
	} else if (is_icmp(p)) {
		key.local_port = p->icmp_id;
	}
	return key;
}

static void track_tcp_out(struct observe *o, const struct packet *p, int64_t time_us)
{
	struct flow_key key = key_of(p, true);
	struct flow *f = flows_find(&o->ours, &key, time_us);
	if (f) {
		f->last_us = time_us;
		if (p->tcp_flags & (TCP_FIN | TCP_RST))
			f->state = FLOW_CLOSING;
		else if (pure_syn(p))
			f->state = FLOW_OPENING;
		return;
	}
	if (pure_syn(p)) {
		(void)flows_enter(&o->ours, &key, FLOW_OPENING, time_us, NULL);
		return;
	}
	/* A connection older than the observation: the point sends in the middle of it. RST and
	 * SYN-ACK are what a kernel answers to strangers by itself. */
	bool middle = p->has_flags && !(p->tcp_flags & (TCP_SYN | TCP_RST)) && p->tcp_flags & TCP_ACK;
	if (middle && time_us - o->start_us < WARM_UP_US && !flows_find(&o->theirs, &key, time_us))
		(void)flows_enter(&o->ours, &key, p->tcp_flags & TCP_FIN ? FLOW_CLOSING : FLOW_ESTABLISHED, time_us,
				  NULL);
}

/* What the point sends may begin a flow; what it answers to a stranger does not. */
static void track_out(struct observe *o, const struct packet *p, int64_t time_us)
{
	if (p->proto == PROTO_TCP) {
		if (p->has_ports)
			track_tcp_out(o, p, time_us);
		return;
	}
	struct flow_key key = key_of(p, true);
	if (is_icmp(p)) {
		if (icmp_request(p))
			(void)flows_enter(&o->ours, &key, FLOW_ESTABLISHED, time_us, NULL);
		return;
	}
	if ((p->proto == PROTO_UDP && !p->has_ports) || p->proto == PROTO_IGMP)
		return;
	struct flow *f = flows_find(&o->ours, &key, time_us);
	if (f)
		f->last_us = time_us;
	else if (!flows_find(&o->theirs, &key, time_us))
		(void)flows_enter(&o->ours, &key, FLOW_ESTABLISHED, time_us, NULL);
}

/* The quoted packet was sent by the point: does it belong to a flow that the point began? */
static bool quotes_own_flow(struct observe *o, const struct packet *p, int64_t time_us)
{
	struct packet quoted;
	if (!o->ours.used || p->transport_len < 8)
		return false;
	packet_decode_ip(p->transport + 8, p->transport_len - 8, &quoted);
	if (quoted.form != PACKET_IP || quoted.later_fragment || own_address(o, quoted.src) != OWN_LIVE)
		return false;
	struct flow_key key = key_of(&quoted, true);
	return flows_find(&o->ours, &key, time_us) != NULL;
}

/* Does an inbound packet answer the point? A pure SYN never does. */
static bool answers_point(struct observe *o, const struct packet *p, int64_t time_us)
{
	if (!o->ours.used || (p->proto == PROTO_TCP && pure_syn(p)) || (is_icmp(p) && !icmp_reply(p)))
		return false;
	struct flow_key key = key_of(p, false);
	struct flow *f = flows_find(&o->ours, &key, time_us);
	if (!f)
		return false;
	f->last_us = time_us;
	if (p->proto == PROTO_TCP && p->tcp_flags & (TCP_FIN | TCP_RST))
		f->state = FLOW_CLOSING;
	else if (f->state == FLOW_OPENING)
		f->state = FLOW_ESTABLISHED;
	return true;
}

static bool maintained(const struct observe_point *point, service_id service)
{
	for (size_t i = 0; i < point->maintenance_count; i++)
		if (point->maintenance[i] == service)
			return true;
	return false;
}

/* Remember what a stranger began, where the point's answer could else be taken for a beginning.
 * True when it was not known yet. */
static bool remember_stranger(struct observe *o, const struct packet *p, int64_t time_us)
{
	if (is_icmp(p) || (p->proto == PROTO_TCP && (!pure_syn(p) || time_us - o->start_us >= WARM_UP_US)))
		return true;
	struct flow_key key = key_of(p, false);
	bool fresh;
	(void)flows_enter(&o->theirs, &key, FLOW_ESTABLISHED, time_us, &fresh);
	return fresh;
}

static enum verdict judge_maintenance(struct observe *o, const struct packet *p, int64_t time_us)
{
	bool begins = remember_stranger(o, p, time_us);
	if (p->proto == PROTO_TCP)
		begins = pure_syn(p);
	return begins ? VERDICT_CONNECTION : VERDICT_MAINTENANCE;
}

static enum verdict judge_inbound(struct observe *o, const struct packet *p, int64_t time_us)
{
	if (control(p))
		return VERDICT_CONTROL;
	if (dhcp_to_client(p))
		return VERDICT_DHCP;
	if (p->group || group_address(p->dst))
		return VERDICT_GROUP;
	enum own own = own_address(o, p->dst);
	if (own == OWN_NOT)
		return VERDICT_ELSEWHERE;
	if (p->later_fragment)
		return VERDICT_FRAGMENT;
	if (own == OWN_LIVE) {
		if (answers_point(o, p, time_us))
			return VERDICT_REPLY;
		if (is_icmp(p) && icmp_error(p) && quotes_own_flow(o, p, time_us))
			return VERDICT_RELATED;
	}
	if (local_source(&o->point, p->src))
		return VERDICT_LOCAL;
	if (own == OWN_LIVE && o->point.maintenance_count && maintained(&o->point, packet_service(p)))
		return judge_maintenance(o, p, time_us);
	if (own == OWN_LIVE)
		(void)remember_stranger(o, p, time_us);
	return VERDICT_ACCESS;
}

/* What the capture says of the direction is believed; else the addresses tell. A packet from the
 * point to itself that is on the line was forged by a stranger. */
static bool goes_out(const struct observe *o, const struct packet *p, enum direction direction)
{
	enum direction said = direction != DIRECTION_UNKNOWN ? direction : p->direction;
	if (said != DIRECTION_UNKNOWN)
		return said == DIRECTION_OUT;
	return own_address(o, p->src) != OWN_NOT && own_address(o, p->dst) == OWN_NOT;
}

enum verdict observe_packet(struct observe *o, const struct packet *p, enum direction direction, int64_t time_us)
{
	if (!o->started) {
		o->started = true;
		o->start_us = time_us;
	}
	if (p->form == PACKET_NOT_IP)
		return VERDICT_NOT_IP;
	if (p->form == PACKET_MALFORMED)
		return VERDICT_MALFORMED;
	if (p->loopback)
		return VERDICT_LOCAL;
	if (!goes_out(o, p, direction))
		return judge_inbound(o, p, time_us);
	if (!p->later_fragment && own_address(o, p->src) == OWN_LIVE)
		track_out(o, p, time_us);
	return VERDICT_OUTBOUND;
}
