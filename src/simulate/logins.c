#include "simulate/own.h"
#include "simulate/source.h"

#include <string.h>

/* Clients take their own ports one after another (Linux: ip_local_port_range). */
enum { CONNECTION_US = 5000000, CLIENT_PORT_FIRST = 32768, CLIENT_PORTS = 28232 };

/* One connection to a server at the point, as far as frames show it. */
struct session {
	struct addr client;
	uint16_t client_port;
	uint16_t port;
	uint8_t ttl;
	uint32_t client_seq;
	uint32_t server_seq;
};

static void send(struct day *d, struct session *s, int64_t at, bool from_client, uint8_t flags, const void *bytes,
		 size_t len)
{
	static const uint8_t options[] = {2, 4, 5, 0xb4, 1, 1, 4, 2};
	struct draft draft;
	struct addr home = day_home(d);
	uint32_t *mine = from_client ? &s->client_seq : &s->server_seq;
	uint32_t theirs = from_client ? s->server_seq : s->client_seq;
	struct ip_head ip = {.src = from_client ? s->client : home,
			     .dst = from_client ? home : s->client,
			     .ttl = from_client ? s->ttl : 64,
			     .id = (uint16_t)random_next(&d->random),
			     .df = true};
	struct tcp_head tcp = {.src_port = from_client ? s->client_port : s->port,
			       .dst_port = from_client ? s->port : s->client_port,
			       .seq = *mine,
			       .ack = flags & IP_ACK ? theirs : 0,
			       .flags = flags,
			       .window = 5840,
			       .options = options,
			       .options_len = flags & IP_SYN ? sizeof(options) : 0};
	ip_tcp(&draft, &ip, &tcp, bytes, len);
	frames_ip(d->frames, at, from_client ? FRAME_IN : FRAME_OUT, &draft);
	*mine += (uint32_t)len + (flags & (IP_SYN | IP_FIN) ? 1 : 0);
}

/* Random bytes, as encrypted ones look. */
static void send_secret(struct day *d, struct session *s, int64_t at, bool from_client, size_t len)
{
	uint8_t bytes[256];
	random_fill(&d->random, bytes, len);
	send(d, s, at, from_client, IP_ACK | IP_PSH, bytes, len);
}

/* SSH as far as a line shows it: greeting, keys, one log-in that fails or succeeds. Under CONNECTION_US. */
static void connection(struct day *d, struct addr client, uint16_t client_port, uint16_t port, int64_t at,
		       const char *greeting)
{
	const char *server = day_is_modern(d) ? "SSH-2.0-OpenSSH_9.2p1 Debian-2\r\n" : "SSH-2.0-OpenSSH_3.9p1\r\n";
	int64_t trip = 8000 * (int64_t)source_hops(client);
	struct session s = {.client = client,
			    .client_port = client_port,
			    .port = port,
			    .ttl = (uint8_t)(64 - source_hops(client)),
			    .client_seq = (uint32_t)random_next(&d->random),
			    .server_seq = (uint32_t)random_next(&d->random)};
	send(d, &s, at, true, IP_SYN, NULL, 0);
	send(d, &s, at + 60, false, IP_SYN | IP_ACK, NULL, 0);
	send(d, &s, at + trip, true, IP_ACK, NULL, 0);
	send(d, &s, at + trip + 9000, false, IP_ACK | IP_PSH, server, strlen(server));
	send(d, &s, at + 2 * trip, true, IP_ACK | IP_PSH, greeting, strlen(greeting));
	send_secret(d, &s, at + 3 * trip, true, 144);
	send_secret(d, &s, at + 3 * trip + 20000, false, 240);
	send_secret(d, &s, at + 4 * trip, true, (size_t)random_between(&d->random, 48, 112));
	send_secret(d, &s, at + 4 * trip + 900000, false, 48);
	send(d, &s, at + 5 * trip + 900000, true, IP_ACK | IP_FIN, NULL, 0);
	send(d, &s, at + 5 * trip + 900100, false, IP_ACK | IP_FIN, NULL, 0);
	send(d, &s, at + 6 * trip + 900000, true, IP_ACK, NULL, 0);
	d->connections++;
}

/* One after another until the list of passwords, or the day, is at its end. */
static void attack(struct day *d, uint16_t port)
{
	const struct attack_plan *plan = &d->scenario->attack;
	struct addr source = source_fresh(d->scenario, plan->mix, false, &d->random);
	uint64_t tries = plan->tries_low * random_tail(&d->random, plan->tries_high / plan->tries_low);
	tries += random_below(&d->random, tries);
	if (tries > plan->tries_high)
		tries = plan->tries_high;
	tries = random_part(tries, 0, d->scale_micro, MICRO);
	int64_t at = day_time(d, plan->hours, CONNECTION_US);
	uint64_t client_port = random_below(&d->random, CLIENT_PORTS);
	for (uint64_t i = 0; (i < tries || !i) && at < d->end_us - CONNECTION_US; i++) {
		uint16_t from = (uint16_t)(CLIENT_PORT_FIRST + (client_port + i) % CLIENT_PORTS);
		connection(d, source, from, port, at, "SSH-2.0-libssh-0.1\r\n");
		at += (int64_t)random_between(&d->random, 700000, 3500000);
	}
}

void own_maintenance(struct day *d)
{
	const struct attack_plan *plan = &d->scenario->attack;
	for (size_t i = 0; i < d->point->maintenance_count; i++) {
		uint16_t port = service_port(d->point->maintenance[i]);
		uint64_t attacks = plan->a_day / MICRO + random_chance(&d->random, plan->a_day % MICRO);
		/* Some days have none, some have twice as many. */
		attacks = random_below(&d->random, 2 * attacks + 1);
		for (uint64_t k = 0; k < attacks; k++)
			attack(d, port);
		for (uint64_t k = 0; k < plan->logins; k++)
			connection(d, plan->operator_address, (uint16_t)(CLIENT_PORT_FIRST + k), port,
				   day_time(d, plan->hours, CONNECTION_US), "SSH-2.0-OpenSSH_4.2\r\n");
	}
}
