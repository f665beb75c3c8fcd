#include "simulate/probe.h"

#include "simulate/payload.h"
#include "simulate/source.h"

#include <string.h>

#define SECONDS(n) ((n)*US_PER_SECOND)
/* The longest run of repeats below, and a little more. */
#define MARGIN_US SECONDS(60)

/* What stays the same from packet to packet of a visit. */
struct traits {
	const struct visit *visit;
	uint8_t hops;
	bool retries;
	uint16_t src_port;
	uint16_t id; /* counts up where the sender's stack does so */
	uint32_t seq;
	uint32_t mask; /* nmap's key */
	uint16_t window;
	uint64_t tried;
	size_t message;
	struct addr dst; /* of this attempt */
};

/* When the packets of one attempt follow each other, in tenths of a second: what operating systems do when
 * nobody answers. */
struct rhythm {
	uint16_t tenths[5];
	uint8_t count;
};

static const struct rhythm windows_syn = {{0, 30, 90}, 3};
static const struct rhythm linux_syn = {{0, 10, 30, 70}, 4};
static const struct rhythm linux_old_syn = {{0, 30, 90, 210}, 4};
static const struct rhythm syn_ack = {{0, 10, 30, 70, 150}, 5};
static const struct rhythm syn_ack_old = {{0, 30, 90, 210, 450}, 5};
static const struct rhythm once = {{0}, 1};

static const struct rhythm *rhythm_of(const struct day *d, const struct traits *t)
{
	switch ((int)t->visit->service->shape) {
	case SHAPE_WINDOWS:
		return t->retries ? &windows_syn : &once;
	case SHAPE_LINUX:
		if (!t->retries)
			return &once;
		return day_is_modern(d) ? &linux_syn : &linux_old_syn;
	case SHAPE_SYN_ACK:
		return day_is_modern(d) ? &syn_ack : &syn_ack_old;
	default:
		return &once;
	}
}

/* An address of the point that a service reaches; in a prefix, any. */
static struct addr destination(struct day *d, bool ipv6)
{
	const struct point_plan *p = d->point;
	struct addr found[SCENARIO_ADDRESSES_MAX * 2] = {0};
	size_t count = 0;
	for (size_t i = 0; i < p->address_count; i++)
		if (addr_is_v4(p->address[i]) != ipv6)
			found[count++] = p->address[i];
	for (size_t i = 0; i < p->prefix_count; i++) {
		if (addr_is_v4(p->prefix[i].addr) == ipv6)
			continue;
		struct addr a = p->prefix[i].addr;
		unsigned host = 128u - p->prefix[i].bits;
		/* Scans of IPv6 try low numbers; nobody finds a host among 2^64. */
		a.low |= random_below(&d->random, UINT64_C(1) << (host > 16 ? 16 : host));
		found[count++] = a;
	}
	return found[count > 1 ? random_below(&d->random, count) : 0];
}

static uint8_t ttl_left(unsigned start, const struct traits *t)
{
	return (uint8_t)(start - t->hops);
}

/* The target's low 32 bits, where tools take them for a number. */
static uint32_t number_of(struct addr a)
{
	return (uint32_t)a.low;
}

static const uint8_t largest[] = {2, 4, 5, 0xb4}; /* maximum segment size 1460 */

static void options_windows(const struct day *d, struct tcp_head *tcp)
{
	static const uint8_t old[] = {2, 4, 5, 0xb4, 1, 1, 4, 2};
	static const uint8_t modern[] = {2, 4, 5, 0xb4, 1, 3, 3, 8, 1, 1, 4, 2};
	tcp->options = day_is_modern(d) ? modern : old;
	tcp->options_len = day_is_modern(d) ? sizeof(modern) : sizeof(old);
}

/* Maximum size, selective acknowledgement, time stamps, no-operation, window scale. */
static void options_linux(struct day *d, struct tcp_head *tcp, uint8_t room[20])
{
	static const uint8_t model[20] = {2, 4, 5, 0xb4, 4, 2, 8, 10, 0, 0, 0, 0, 0, 0, 0, 0, 1, 3, 3, 2};
	memcpy(room, model, sizeof(model));
	put_be32(room + 8, (uint32_t)random_next(&d->random));
	room[19] = day_is_modern(d) ? 7 : 2;
	tcp->options = room;
	tcp->options_len = sizeof(model);
}

/* What tells each sender from others, as the tools' own sources and captures of real traffic show it. */
static void shape_syn(struct day *d, struct traits *t, struct ip_head *ip, struct tcp_head *tcp, uint8_t room[20])
{
	static const uint8_t zmap[] = {2, 4, 5, 0xb4, 1, 3, 3, 8, 1, 1, 4, 2};
	tcp->window = t->window;
	switch ((int)t->visit->service->shape) {
	case SHAPE_WINDOWS:
		ip->ttl = ttl_left(128, t);
		ip->df = true;
		options_windows(d, tcp);
		break;
	case SHAPE_LINUX:
		ip->ttl = ttl_left(64, t);
		ip->df = true;
		options_linux(d, tcp, room);
		break;
	case SHAPE_ZMAP_OLD: /* before 4.1: one identification for all */
		ip->ttl = ttl_left(255, t);
		ip->id = 54321;
		tcp->window = 65535;
		break;
	case SHAPE_ZMAP: /* since 4.1: the options of Windows, but a TTL of 64 and fragments allowed */
		ip->ttl = ttl_left(64, t);
		ip->id = (uint16_t)random_next(&d->random);
		tcp->window = 65535;
		tcp->options = zmap;
		tcp->options_len = sizeof(zmap);
		break;
	case SHAPE_MASSCAN_OLD:
	case SHAPE_MASSCAN:
		ip->ttl = ttl_left(255, t);
		ip->id = (uint16_t)(number_of(ip->dst) ^ tcp->dst_port ^ tcp->seq);
		tcp->window = t->visit->service->shape == SHAPE_MASSCAN ? 1025 : 1024;
		tcp->options = largest;
		tcp->options_len = t->visit->service->shape == SHAPE_MASSCAN ? sizeof(largest) : 0;
		break;
	case SHAPE_MIRAI: /* the sequence number is the target's address */
		ip->ttl = ttl_left(64, t);
		tcp->seq = number_of(ip->dst);
		break;
	default: /* nmap: two equal halves under a key of the run */
		ip->ttl = ttl_left((unsigned)random_between(&d->random, 37, 59), t);
		tcp->window = (uint16_t)(1024 * random_between(&d->random, 1, 4));
		tcp->options = largest;
		tcp->options_len = sizeof(largest);
		break;
	}
}

static void answer_tcp(struct day *d, int64_t at, const struct ip_head *ip, const struct tcp_head *tcp)
{
	struct draft draft;
	struct ip_head back = {.src = ip->dst, .dst = ip->src, .ttl = 64, .df = true};
	struct tcp_head reset = {
	    .src_port = tcp->dst_port, .dst_port = tcp->src_port, .seq = tcp->ack, .flags = IP_RST};
	if (!(tcp->flags & IP_ACK)) {
		reset.seq = 0;
		reset.ack = tcp->seq + 1;
		reset.flags = IP_RST | IP_ACK;
	}
	ip_tcp(&draft, &back, &reset, NULL, 0);
	frames_ip(d->frames, at, FRAME_OUT, &draft);
}

static void send_tcp(struct day *d, struct traits *t, int64_t at)
{
	const struct service_plan *service = t->visit->service;
	uint8_t room[20];
	struct draft draft;
	struct ip_head ip = {.src = source_neighbour(t->visit->source, &d->random),
			     .dst = t->dst,
			     .ttl = ttl_left(64, t),
			     .id = t->id++};
	struct tcp_head tcp = {.src_port = t->src_port,
			       .dst_port = service_port(t->visit->id),
			       .seq = t->seq,
			       .flags = IP_SYN,
			       .window = t->window};
	if (service->shape == SHAPE_SYN_ACK) {
		tcp.flags = IP_SYN | IP_ACK;
		tcp.ack = t->mask;
		tcp.options = largest;
		tcp.options_len = sizeof(largest);
		ip.df = true;
		ip.id = 0;
	} else if (service->shape == SHAPE_RESET) {
		tcp.flags = t->mask & 1 ? IP_RST : IP_RST | IP_ACK;
		tcp.ack = t->mask & 1 ? 0 : t->mask;
		tcp.window = 0;
	} else {
		shape_syn(d, t, &ip, &tcp, room);
	}
	ip_tcp(&draft, &ip, &tcp, NULL, 0);
	frames_ip(d->frames, at, FRAME_IN, &draft);
	if (d->point->answers && !(tcp.flags & IP_RST))
		answer_tcp(d, at + 90, &ip, &tcp);
}

static void send_udp(struct day *d, struct traits *t, int64_t at)
{
	const struct service_plan *service = t->visit->service;
	bool forged = service->shape == SHAPE_MESSENGER_FORGED;
	struct payload payload;
	struct draft draft;
	struct ip_head ip = {.src = source_neighbour(t->visit->source, &d->random),
			     .dst = t->dst,
			     .ttl = forged ? 114 : ttl_left(service->shape == SHAPE_SIP ? 64 : 128, t),
			     .id = t->id++};
	payload_make(&payload, d, service->shape, t->message, ip.src, ip.dst, t->src_port);
	ip_udp(&draft, &ip, t->src_port, service_port(t->visit->id), payload.bytes, payload.len, !forged);
	frames_ip(d->frames, at, FRAME_IN, &draft);
	if (!d->point->answers || !addr_is_v4(ip.src))
		return;
	struct draft answer;
	struct ip_head back = {.src = ip.dst, .dst = ip.src, .ttl = 64};
	ip_icmp(&answer, &back, 3, 3, 0, draft.bytes, 28);
	frames_ip(d->frames, at + 110, FRAME_OUT, &answer);
}

/* The packet that somebody sent to the victim in the point's name, as far as an ICMP error quotes it. */
static void forged_quote(struct day *d, const struct traits *t, struct addr victim, struct draft *out)
{
	const struct service_plan *service = t->visit->service;
	struct ip_head ip = {.src = t->dst,
			     .dst = victim,
			     .ttl = (uint8_t)random_between(&d->random, 1, 50),
			     .id = (uint16_t)random_next(&d->random)};
	struct tcp_head tcp = {.src_port = (uint16_t)random_between(&d->random, 1024, 65535),
			       .dst_port = service->victim_port[t->mask % service->victim_count],
			       .seq = (uint32_t)random_next(&d->random),
			       .flags = IP_SYN,
			       .window = 16384};
	ip_tcp(out, &ip, &tcp, NULL, 0);
	out->len = 28;
}

static void send_error(struct day *d, struct traits *t, int64_t at)
{
	static const uint8_t codes[] = {1, 3, 13};
	struct draft quoted;
	struct draft draft;
	uint8_t type = (uint8_t)service_port(t->visit->id);
	uint8_t code = type == 3 ? codes[t->mask % sizeof(codes)] : 0;
	struct addr victim = t->visit->source;
	/* Only the victim itself says that a port is closed; the rest comes from a router near it. */
	if (code != 3)
		victim = addr_v4((uint32_t)victim.low ^ (uint32_t)(2 + t->mask % 60));
	struct ip_head ip = {
	    .src = t->visit->source, .dst = t->dst, .ttl = ttl_left(code == 3 ? 64 : 255, t), .id = t->id++};
	forged_quote(d, t, victim, &quoted);
	ip_icmp(&draft, &ip, type, code, 0, quoted.bytes, quoted.len);
	frames_ip(d->frames, at, FRAME_IN, &draft);
}

static void send_ping(struct day *d, struct traits *t, int64_t at)
{
	enum shape shape = t->visit->service->shape;
	uint8_t body[64];
	size_t len = shape == SHAPE_PING_AA ? 64 : shape == SHAPE_PING_LINUX ? 56 : 32;
	for (size_t i = 0; i < len; i++)
		body[i] = (uint8_t)(shape == SHAPE_PING_LINUX ? i : 'a' + i % 23);
	if (shape == SHAPE_PING_AA)
		memset(body, 0xaa, len);
	bool v4 = addr_is_v4(t->visit->source);
	bool request = shape != SHAPE_ECHO_REPLY;
	struct draft draft;
	struct ip_head ip = {.src = source_neighbour(t->visit->source, &d->random),
			     .dst = t->dst,
			     .ttl = ttl_left(shape == SHAPE_PING_LINUX ? 64 : 128, t),
			     .id = t->id++,
			     .df = shape == SHAPE_PING_LINUX};
	uint32_t rest = (uint32_t)t->src_port << 16 | (uint32_t)(t->tried & 0xffff);
	uint8_t asked = v4 ? 8 : 128;
	uint8_t answered = v4 ? 0 : 129;
	ip_icmp(&draft, &ip, request ? asked : answered, 0, rest, body, len);
	frames_ip(d->frames, at, FRAME_IN, &draft);
	if (!d->point->answers || !request)
		return;
	struct ip_head back = {.src = ip.dst, .dst = ip.src, .ttl = 64};
	ip_icmp(&draft, &back, answered, 0, rest, body, len);
	frames_ip(d->frames, at + 70, FRAME_OUT, &draft);
}

static void send(struct day *d, struct traits *t, int64_t at)
{
	uint8_t proto = service_proto(t->visit->id);
	if (proto == PROTO_TCP)
		send_tcp(d, t, at);
	else if (proto == PROTO_UDP)
		send_udp(d, t, at);
	else if (t->visit->service->shape == SHAPE_UNREACHABLE)
		send_error(d, t, at);
	else
		send_ping(d, t, at);
	t->tried++;
}

static uint16_t window_of(struct day *d, enum shape shape)
{
	static const uint16_t windows[] = {65535, 16384, 64240};
	if (shape == SHAPE_WINDOWS)
		return day_is_modern(d) ? 64240 : windows[random_below(&d->random, 3)];
	if (shape == SHAPE_LINUX)
		return day_is_modern(d) ? 29200 : 5840;
	return (uint16_t)random_between(&d->random, 1024, 65535);
}

static uint16_t port_of(struct day *d, const struct service_plan *service)
{
	struct random *r = &d->random;
	if (service->shape == SHAPE_SYN_ACK || service->shape == SHAPE_RESET)
		return service->victim_port[random_below(r, service->victim_count)];
	switch ((int)service->shape) {
	case SHAPE_ZMAP_OLD:
	case SHAPE_ZMAP:
	case SHAPE_LINUX:
		return (uint16_t)random_between(r, 32768, 60999);
	case SHAPE_MASSCAN_OLD:
	case SHAPE_MASSCAN:
		return (uint16_t)random_between(r, 40000, 59999);
	case SHAPE_NETBIOS:
		return random_chance(r, MICRO / 2) ? 137 : (uint16_t)random_between(r, 1024, 5000);
	case SHAPE_SIP:
		return (uint16_t)random_between(r, 5060, 5200);
	case SHAPE_WINDOWS:
		return (uint16_t)(day_is_modern(d) ? random_between(r, 49152, 65535) : random_between(r, 1025, 5000));
	case SHAPE_PING: /* the identifier */
		return day_is_modern(d) ? 1 : 512;
	default:
		return (uint16_t)random_between(r, 1024, 65535);
	}
}

/* A tool that runs on uses one port; a worm and an operating system take another one for every attempt. */
static bool keeps_port(enum shape shape)
{
	return shape == SHAPE_MASSCAN || shape == SHAPE_MASSCAN_OLD || shape == SHAPE_NMAP ||
	       shape == SHAPE_MESSENGER || shape == SHAPE_SYN_ACK || shape == SHAPE_PING || shape == SHAPE_NETBIOS;
}

static void begin_attempt(struct day *d, struct traits *t)
{
	enum shape shape = t->visit->service->shape;
	if (!keeps_port(shape))
		t->src_port = port_of(d, t->visit->service);
	t->seq = (uint32_t)random_next(&d->random);
	if (shape == SHAPE_NMAP) {
		uint32_t half = (uint32_t)(random_below(&d->random, 256) << 8 | (t->tried & 0xff));
		t->seq = (half << 16 | half) ^ t->mask;
	}
	t->dst = destination(d, t->visit->service->ipv6);
}

void probe_visit(struct day *d, const struct visit *visit)
{
	const struct service_plan *service = visit->service;
	struct traits t = {.visit = visit,
			   .hops = source_hops(visit->source),
			   .retries = random_chance(&d->random, service->retries),
			   .src_port = port_of(d, service),
			   .id = (uint16_t)random_next(&d->random),
			   .mask = (uint32_t)random_next(&d->random),
			   .window = window_of(d, service->shape)};
	if (d->scenario->message_count)
		t.message = random_pick(&d->random, d->scenario->message_sums, d->scenario->message_count);
	const struct rhythm *rhythm = rhythm_of(d, &t);
	int64_t at = day_time(d, service->hours, MARGIN_US);
	for (uint64_t left = visit->accesses; left;) {
		begin_attempt(d, &t);
		uint64_t packets = left < rhythm->count ? left : rhythm->count;
		for (uint64_t i = 0; i < packets; i++) {
			int64_t late = i ? (int64_t)random_below(&d->random, 40000) : 0;
			send(d, &t, at + rhythm->tenths[i] * (US_PER_SECOND / 10) + late);
		}
		left -= packets;
		d->accesses += packets;
		if (left)
			at = day_next(d, service->hours, at, MARGIN_US);
	}
}
