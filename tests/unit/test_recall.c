/* Payloads remembered, and their rows. */
#include "tally/recall.h"
#include "tally/tally.h"

#include "tap.h"

#include <string.h>

#define START (INT64_C(1130770800) * US_PER_SECOND) /* 2005-11-01 00:00 in Tokyo */

static struct packet datagram(uint32_t source, uint16_t port, const char *data, size_t len)
{
	static uint8_t transport[600];
	memset(transport, 0, sizeof(transport));
	memcpy(transport + 8, data, len);
	return (struct packet){.form = PACKET_IP,
			       .version = 4,
			       .proto = PROTO_UDP,
			       .ttl = 114,
			       .has_ports = true,
			       .src_port = 40000,
			       .dst_port = port,
			       .src = addr_v4(source),
			       .dst = addr_v4(9),
			       .transport = transport,
			       .transport_len = 8 + len};
}

static const struct payload_known *ask(struct recall *r, uint16_t port, const char *data, size_t len)
{
	const struct packet p = datagram(1, port, data, len);
	const struct payload_known *known = NULL;
	return recall_payload(r, &p, &known) ? NULL : known;
}

static void test_known(struct recall *r)
{
	const struct payload_known *one = ask(r, 5060, "OPTIONS sip:1@192.0.2.1 SIP/2.0\r\n\r\n", 35);
	const struct payload_known *two = ask(r, 5060, "OPTIONS sip:2@192.0.2.9 SIP/2.0\r\n\r\n", 35);
	OK(one && one->payload == PAYLOAD_SIP, "a telephone is asked");
	OK(one == two && one->content == one->form, "what differs in names and addresses is one");
	OK(!ask(r, 5060, "", 0), "a packet without data has none");
	const struct payload_known *at = ask(r, 53, "\0\1\1\0\0\1\0\0\0\0\0\1\0\0\2\0\1", 17);
	const struct payload_known *elsewhere = ask(r, 77, "\0\1\1\0\0\1\0\0\0\0\0\1\0\0\2\0\1", 17);
	OK(at && at->payload == PAYLOAD_DNS && elsewhere && elsewhere->payload == PAYLOAD_UNKNOWN,
	   "the same bytes at another port are another thing");
}

static void test_unknown(struct recall *r)
{
	char data[64] = "a wave of bytes.";
	data[20] = 1;
	const struct payload_known *one = ask(r, 9999, data, 24);
	data[20] = 2;
	const struct payload_known *two = ask(r, 9999, data, 24);
	OK(one && two && one != two && one->content != two->content && one->form == two->form,
	   "unknown data with one beginning has one form and contents of its own");
	bool same = true;
	const struct payload_known *last = NULL;
	for (int i = 3; i < 200; i++) {
		data[20] = (char)i;
		last = ask(r, 9999, data, 24);
		same &= last && last->form == one->form;
	}
	OK(same && last->content == last->form, "of too many contents only the form is kept");
}

static void test_flood(struct recall *r)
{
	size_t without = 0;
	for (int i = 0; i < 40000; i++) {
		const char data[8] = {1, 2, 3, (char)i, (char)(i >> 8)};
		const struct payload_known *known = ask(r, 9999, data, sizeof(data));
		without += known && known->content == 0;
	}
	OK(without > 20000 && without < 40000, "a flood of payloads is counted, and no more than so many are kept");
	recall_clear(r);
	const struct payload_known *again = ask(r, 9999, "\1\2\3\4\5", 5);
	OK(again && again->content, "after that there is room again");
}

static bool add(struct tally *t, struct recall *r, uint32_t source, const char *data)
{
	const struct packet p = datagram(source, 9999, data, strlen(data));
	struct tally_event event = tally_event_of(&p, KIND_PROBE, false, START);
	return !tally_event_explain(&event, &p, r) && !tally_add(t, &event);
}

static void test_rows(struct recall *r)
{
	struct zone *zone = NULL;
	struct tally *t = NULL;
	struct tally_rows rows = {0};
	struct err err;
	OK(!zone_open("Asia/Tokyo", &zone, &err) && !tally_new(zone, NULL, &t, &err), "a tally");
	OK(add(t, r, 1, "alpha") && add(t, r, 1, "alpha") && add(t, r, 2, "alpha") && add(t, r, 2, "beta"),
	   "four packets");
	OK(!tally_take(t, &rows), "taken");
	IS_INT(rows.payload_count, 3, "three rows of content and source");
	IS_INT(rows.payloads[0].accesses, 2, "one of them twice");
	IS_INT(rows.payloads[0].ttl, 114, "with the TTL");
	IS_INT(rows.payloads[0].plain, PLAIN_NO_CHECKSUM, "and no checksum");
	IS_INT(rows.payload_text_count, 2, "two texts");
	IS_TEXT(rows.payload_texts[0].detail, "5 bytes: alpha", "which say what it is");
	OK(add(t, r, 3, "alpha") && !tally_take(t, &rows) && rows.payload_text_count == 1, "each set has its texts");
	tally_rows_done(&rows);
	tally_free(t);
	zone_close(zone);
}

int main(void)
{
	struct recall *r = recall_new();
	if (!OK(r, "a memory"))
		return tap_done();
	test_known(r);
	test_unknown(r);
	test_flood(r);
	test_rows(r);
	recall_free(r);
	return tap_done();
}
