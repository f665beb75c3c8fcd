/* Accesses of one point -> additive facts, exact, in memory. Rows are handed over in sets when a
 * day has passed or a set is full; two sets may hold rows with the same key, which the store adds
 * up. */
#pragma once

#include "base/civil.h"
#include "label/flood.h"
#include "label/label.h"
#include "label/message.h"
#include "label/suspect.h"
#include "label/tool.h"
#include "packet/packet.h"
#include "place/place.h"
#include "store/store.h"
#include "tally/recall.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Facts that are ready for the store. */
struct tally_rows {
	struct source_day *sources;
	size_t source_count, source_room;
	struct service_hour *hours;
	size_t hour_count, hour_room;
	struct maintenance_day *maintenance;
	size_t maintenance_count, maintenance_room;
	struct mark_day *marks;
	size_t mark_count, mark_room;
	struct flood_run *floods;
	size_t flood_count, flood_room;
	struct login_run *runs;
	size_t run_count, run_room;
	struct message_day *messages;
	size_t message_count, message_room;
	struct message_text *texts; /* of the messages; each owns its texts, in one piece that begins with `sender` */
	size_t text_count, text_room;
	struct payload_day *payloads;
	size_t payload_count, payload_room;
	struct payload_text *payload_texts; /* each owns its detail */
	size_t payload_text_count, payload_text_room;
};

void tally_rows_done(struct tally_rows *rows);

struct tally;

/* Zone and place are borrowed and must outlive the tally. place may be NULL: then every region is
 * unknown. */
int tally_new(const struct zone *zone, struct place *place, struct tally **out, struct err *err) MUST_USE;
void tally_free(struct tally *t);

/* A pop-up message's bytes, taken out of its packet; from malloc. */
struct tally_message {
	uint16_t sender_len;
	uint16_t recipient_len;
	uint16_t text_len;
	bool cut;
	uint8_t bytes[]; /* sender, recipient, text, one after the other */
};

/* NULL: no memory. */
struct tally_message *tally_message_of(const struct message *m) MUST_USE;

/* What counting needs of one packet: an access, or one to a maintenance service. */
struct tally_event {
	uint64_t source; /* source key */
	struct addr to;
	int64_t time_us;
	service_id service;
	uint32_t seq;      /* TCP sequence number; else 0 */
	uint32_t key;      /* of a tool that has one */
	uint16_t src_port; /* or ICMP identifier */
	uint8_t kind;
	bool maintenance;
	uint64_t marks; /* tool_marks and suspect_marks */
	struct flood flood;
	uint8_t ttl;
	uint8_t plain;                       /* PLAIN_DONT_FRAGMENT, PLAIN_NO_CHECKSUM */
	struct tally_message *message;       /* owned; NULL: none */
	const struct payload_known *payload; /* borrowed until the event is counted; NULL: no data, or a message */
};

struct tally_event tally_event_of(const struct packet *p, enum kind kind, bool maintenance, int64_t time_us);

/* Add the labels of an access: marks, the flood that it is a trace of, its message or payload. ERR_NOMEM or 0. */
struct recall;
int tally_event_explain(struct tally_event *e, const struct packet *p, struct recall *recall) MUST_USE;

/* Takes the event's message in any case. ERR_NOMEM or ERR_LIMIT. */
int tally_add(struct tally *t, const struct tally_event *event) MUST_USE;

/* True when the rows should be taken: a day has passed, or the set is as large as it should get. */
bool tally_ready(const struct tally *t);

/* Take the rows and go on with an empty set (its arrays are used again): *rows is exchanged. */
int tally_take(struct tally *t, struct tally_rows *rows) MUST_USE;

/* False when there were so many packets within a minute that attempts were counted too high. */
bool tally_attempts_exact(const struct tally *t);
