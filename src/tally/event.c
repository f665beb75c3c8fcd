/* One packet as counting needs it: first what is counted, then what explains it. */
#include "label/payload.h"
#include "tally/recall.h"
#include "tally/tally.h"

struct tally_event tally_event_of(const struct packet *p, enum kind kind, bool maintenance, int64_t time_us)
{
	return (struct tally_event){.source = addr_source_key(p->src),
				    .to = p->dst,
				    .time_us = time_us,
				    .service = packet_service(p),
				    .seq = p->has_flags ? p->seq : 0,
				    .src_port = p->has_ports ? p->src_port : p->icmp_id,
				    .kind = (uint8_t)kind,
				    .maintenance = maintenance};
}

static uint8_t plain_bits(const struct packet *p)
{
	bool no_checksum = p->proto == PROTO_UDP && p->transport_len >= 8 && !p->transport[6] && !p->transport[7];
	return (uint8_t)((p->dont_fragment ? PLAIN_DONT_FRAGMENT : 0) | (no_checksum ? PLAIN_NO_CHECKSUM : 0));
}

int tally_event_explain(struct tally_event *e, const struct packet *p, struct recall *recall)
{
	struct message message;
	e->marks = tool_marks(p, &e->key);
	e->marks |= suspect_marks(p, e->marks);
	if (e->kind != KIND_OTHER)
		e->flood = flood_of(p);
	e->ttl = p->ttl;
	e->plain = plain_bits(p);
	if (message_read(p, &message)) {
		e->message = tally_message_of(&message);
		return e->message ? 0 : ERR_NOMEM;
	}
	return recall_payload(recall, p, &e->payload);
}
