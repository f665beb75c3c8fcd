#include "simulate/own.h"

#include <string.h>

#define MARGIN_US (10 * US_PER_SECOND)

static int64_t some_time(struct day *d)
{
	return day_time(d, 0, MARGIN_US);
}

static uint16_t some_port(struct day *d)
{
	return (uint16_t)random_between(&d->random, 20000, 60000);
}

static uint8_t away(struct day *d)
{
	return (uint8_t)(50 + random_below(&d->random, 10));
}

/* 5 ms to 300 ms, and sometimes as late as an observer must still accept. */
static int64_t delay(struct day *d)
{
	if (random_chance(&d->random, MICRO / 50))
		return (int64_t)random_between(&d->random, 1000000, 3900000);
	return (int64_t)random_between(&d->random, 5000, 300000);
}

static void datagram(struct day *d, int64_t at, bool out, struct addr far, uint16_t near_port, uint16_t far_port,
		     const uint8_t *bytes, size_t len)
{
	struct draft draft;
	struct addr home = day_home(d);
	struct ip_head ip = {.src = out ? home : far,
			     .dst = out ? far : home,
			     .ttl = out ? 64 : away(d),
			     .id = (uint16_t)random_next(&d->random),
			     .df = out};
	ip_udp(&draft, &ip, out ? near_port : far_port, out ? far_port : near_port, bytes, len, true);
	frames_ip(d->frames, at, out ? FRAME_OUT : FRAME_IN, &draft);
}

/* A look-up of www.*.example and its answer (RFC 1035 section 4). */
static void look_up(struct day *d)
{
	uint8_t message[64] = {0, 0, 0x01, 0x00, 0, 1, 0, 0, 0, 0, 0, 0, 3, 'w', 'w', 'w', 8};
	static const uint8_t question[] = {7, 'e', 'x', 'a', 'm', 'p', 'l', 'e', 0, 0, 1, 0, 1};
	static const uint8_t answer[] = {0xc0, 0x0c, 0, 1, 0, 1, 0, 0, 0x0e, 0x10, 0, 4};
	int64_t at = some_time(d);
	uint16_t port = some_port(d);
	random_fill(&d->random, message, 2);
	for (size_t i = 17; i < 25; i++)
		message[i] = (uint8_t)('a' + random_below(&d->random, 26));
	memcpy(message + 25, question, sizeof(question));
	size_t len = 25 + sizeof(question);
	datagram(d, at, true, d->scenario->own.resolver, port, 53, message, len);
	message[2] = 0x81;
	message[3] = 0x80;
	message[7] = 1;
	memcpy(message + len, answer, sizeof(answer));
	len += sizeof(answer);
	put_be32(message + len, (uint32_t)d->scenario->own.web_server.low);
	datagram(d, at + delay(d), false, d->scenario->own.resolver, port, 53, message, len + 4);
}

/* SNTP (RFC 4330 section 4): client and server of version 4. */
static void ask_time(struct day *d)
{
	uint8_t message[48] = {0x23};
	int64_t at = some_time(d);
	datagram(d, at, true, d->scenario->own.time_server, 123, 123, message, sizeof(message));
	int64_t later = at + delay(d);
	message[0] = 0x24;
	message[1] = 2;
	put_be32(message + 40, (uint32_t)(later / US_PER_SECOND + INT64_C(2208988800))); /* since 1900 */
	datagram(d, later, false, d->scenario->own.time_server, 123, 123, message, sizeof(message));
}

/* One end of a TCP connection that is being played. */
struct talk {
	struct addr far;
	uint16_t near_port;
	uint16_t far_port;
	uint32_t near_seq;
	uint32_t far_seq;
};

static void segment(struct day *d, struct talk *talk, int64_t at, bool out, uint8_t flags, size_t len)
{
	static const uint8_t options[] = {2, 4, 5, 0xb4, 1, 1, 4, 2};
	uint8_t payload[1400];
	struct draft draft;
	struct addr home = day_home(d);
	if (len > sizeof(payload))
		len = sizeof(payload);
	random_fill(&d->random, payload, len);
	if (len >= 3)
		memcpy(payload, "\x17\x03\x03", 3); /* a TLS record of application data */
	uint32_t *mine = out ? &talk->near_seq : &talk->far_seq;
	uint32_t theirs = out ? talk->far_seq : talk->near_seq;
	struct ip_head ip = {.src = out ? home : talk->far,
			     .dst = out ? talk->far : home,
			     .ttl = out ? 64 : away(d),
			     .id = (uint16_t)random_next(&d->random),
			     .df = true};
	struct tcp_head tcp = {.src_port = out ? talk->near_port : talk->far_port,
			       .dst_port = out ? talk->far_port : talk->near_port,
			       .seq = *mine,
			       .ack = flags & IP_ACK ? theirs : 0,
			       .flags = flags,
			       .window = 29200,
			       .options = options,
			       .options_len = flags & IP_SYN ? sizeof(options) : 0};
	ip_tcp(&draft, &ip, &tcp, payload, len);
	frames_ip(d->frames, at, out ? FRAME_OUT : FRAME_IN, &draft);
	*mine += (uint32_t)len + (flags & (IP_SYN | IP_FIN) ? 1 : 0);
}

static struct talk talk_new(struct day *d, struct addr far, uint16_t near_port, uint16_t far_port)
{
	return (struct talk){far, near_port, far_port, (uint32_t)random_next(&d->random),
			     (uint32_t)random_next(&d->random)};
}

static void browse(struct day *d)
{
	int64_t at = some_time(d);
	int64_t trip = (int64_t)random_between(&d->random, 8000, 120000);
	struct talk t = talk_new(d, d->scenario->own.web_server, some_port(d), 443);
	segment(d, &t, at, true, IP_SYN, 0);
	segment(d, &t, at + trip, false, IP_SYN | IP_ACK, 0);
	segment(d, &t, at + trip + 50, true, IP_ACK, 0);
	segment(d, &t, at + trip + 400, true, IP_ACK | IP_PSH, 240);
	at += 2 * trip;
	uint64_t parts = random_between(&d->random, 2, 6);
	for (uint64_t i = 0; i < parts; i++)
		segment(d, &t, at + 600 + (int64_t)i * 150, false, IP_ACK | IP_PSH,
			(size_t)random_between(&d->random, 60, 1400));
	segment(d, &t, at + 2000, true, IP_ACK, 0);
	segment(d, &t, at + 2200, true, IP_ACK | IP_FIN, 0);
	segment(d, &t, at + trip + 2400, false, IP_ACK | IP_FIN, 0);
	segment(d, &t, at + trip + 2450, true, IP_ACK, 0);
}

static void ping(struct day *d)
{
	uint8_t body[56];
	struct draft draft;
	struct addr home = day_home(d);
	struct addr far = d->scenario->own.gateway;
	int64_t at = some_time(d);
	uint32_t rest = (uint32_t)some_port(d) << 16 | 1;
	random_fill(&d->random, body, sizeof(body));
	struct ip_head ip = {.src = home, .dst = far, .ttl = 64, .df = true};
	ip_icmp(&draft, &ip, 8, 0, rest, body, sizeof(body));
	frames_ip(d->frames, at, FRAME_OUT, &draft);
	struct ip_head back = {.src = far, .dst = home, .ttl = 255};
	ip_icmp(&draft, &back, 0, 0, rest, body, sizeof(body));
	frames_ip(d->frames, at + delay(d), FRAME_IN, &draft);
}

/* A datagram that does not arrive, and the ICMP error about it. */
static void trace(struct day *d)
{
	static const uint8_t body[12] = {0};
	struct draft sent;
	struct draft error;
	struct addr home = day_home(d);
	bool port_closed = random_chance(&d->random, MICRO / 3);
	int64_t at = some_time(d);
	struct ip_head ip = {.src = home,
			     .dst = d->scenario->own.far,
			     .ttl = port_closed ? 30 : 1,
			     .id = (uint16_t)random_next(&d->random)};
	ip_udp(&sent, &ip, some_port(d), (uint16_t)random_between(&d->random, 33434, 33534), body, sizeof(body), true);
	frames_ip(d->frames, at, FRAME_OUT, &sent);
	struct ip_head back = {.src = port_closed ? d->scenario->own.far : d->scenario->own.gateway,
			       .dst = home,
			       .ttl = port_closed ? 52 : 255};
	ip_icmp(&error, &back, port_closed ? 3 : 11, port_closed ? 3 : 0, 0, sent.bytes, 28);
	frames_ip(d->frames, at + delay(d), FRAME_IN, &error);
}

/* ARP: who has the point's address? (RFC 826) */
static void ask_address(struct day *d, int64_t at)
{
	uint8_t body[28] = {0, 1, 8, 0, 6, 4, 0, 1, 0x02, 0x74, 0x65, 0x69, 0x00, 0xfe};
	put_be32(body + 14, (uint32_t)d->scenario->own.gateway.low);
	put_be32(body + 24, (uint32_t)day_home(d).low);
	frames_other(d->frames, at, FRAME_GROUP, ETHER_ARP, body, sizeof(body));
}

static void group_datagram(struct day *d, int64_t at, struct addr src, struct addr dst, uint16_t src_port,
			   uint16_t dst_port, const void *bytes, size_t len)
{
	struct draft draft;
	struct ip_head ip = {
	    .src = src, .dst = dst, .ttl = addr_is_v4(dst) ? 4 : 1, .id = (uint16_t)random_next(&d->random)};
	ip_udp(&draft, &ip, src_port, dst_port, bytes, len, true);
	frames_ip(d->frames, at, FRAME_GROUP, &draft);
}

/* BOOTP with the magic cookie and one option (RFC 2131): a neighbour's discover, or the point's own lease. */
static void dhcp(struct day *d, int64_t at, bool to_point)
{
	uint8_t message[300] = {to_point ? 2 : 1, 1, 6};
	static const uint8_t cookie[] = {0x63, 0x82, 0x53, 0x63, 53, 1};
	random_fill(&d->random, message + 4, 4);
	memcpy(message + 236, cookie, sizeof(cookie));
	message[242] = to_point ? 5 : 1;
	message[243] = 255;
	if (to_point) {
		put_be32(message + 16, (uint32_t)day_home(d).low);
		datagram(d, at, false, d->scenario->own.gateway, 68, 67, message, sizeof(message));
	} else {
		group_datagram(d, at, addr_v4(0), addr_v4(UINT32_MAX), 68, 67, message, sizeof(message));
	}
}

/* A router's advertisement to all hosts (RFC 4861 section 4.2). */
static void advertise(struct day *d, int64_t at)
{
	static const uint8_t body[8] = {0};
	struct draft draft;
	struct ip_head ip = {
	    .src = {UINT64_C(0xfe80000000000000), 1}, .dst = {UINT64_C(0xff02000000000000), 1}, .ttl = 255};
	ip_icmp(&draft, &ip, 134, 0, 0x40000708, body, sizeof(body));
	frames_ip(d->frames, at, FRAME_GROUP, &draft);
}

static void noise(struct day *d)
{
	static const char notify[] = "NOTIFY * HTTP/1.1\r\nHOST: 239.255.255.250:1900\r\nNTS: ssdp:alive\r\n\r\n";
	static const uint8_t query[] = {0x11, 0x64, 0xee, 0x9b, 0, 0, 0, 0}; /* IGMP membership query (RFC 2236) */
	struct addr gateway = d->scenario->own.gateway;
	int64_t at = some_time(d);
	struct draft draft;
	struct ip_head ip = {.src = gateway, .dst = addr_v4(0xe0000001), .ttl = 1};
	switch (random_below(&d->random, 6)) {
	case 0:
		dhcp(d, at, false);
		break;
	case 1:
		dhcp(d, at, true);
		break;
	case 2:
		group_datagram(d, at, gateway, addr_v4(0xeffffffa), 1900, 1900, notify, sizeof(notify) - 1);
		break;
	case 3:
		ip_other(&draft, &ip, PROTO_IGMP, query, sizeof(query));
		frames_ip(d->frames, at, FRAME_GROUP, &draft);
		break;
	case 4:
		if (day_is_modern(d))
			advertise(d, at);
		else
			ask_address(d, at);
		break;
	default:
		ask_address(d, at);
		break;
	}
}

/* As often as the scenario says, by its scale, and at least once. */
static void repeat(struct day *d, uint64_t times, void (*what)(struct day *))
{
	uint64_t scaled = random_part(times, 0, d->scale_micro, MICRO);
	if (times && !scaled)
		scaled = 1;
	for (uint64_t i = 0; i < scaled; i++)
		what(d);
}

void own_traffic(struct day *d)
{
	const struct own_plan *own = &d->scenario->own;
	if (d->point->dark || !addr_is_v4(day_home(d)))
		return;
	repeat(d, own->names, look_up);
	repeat(d, own->clock, ask_time);
	repeat(d, own->web, browse);
	repeat(d, own->pings, ping);
	repeat(d, own->traces, trace);
	repeat(d, own->noise, noise);
}
