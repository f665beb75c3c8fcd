#include "tally/attempts.h"
#include "tally/recall.h"
#include "tally/tally.h"

#include "tap.h"

#include <string.h>

#define SECOND US_PER_SECOND
#define START (INT64_C(1130770800) * SECOND) /* 2005-11-01 00:00 in Tokyo */

static struct packet syn(uint32_t source, uint16_t sp, uint16_t dp, uint32_t seq)
{
	static const uint8_t header[20] = {[12] = 5 << 4};
	return (struct packet){.form = PACKET_IP,
			       .transport = header,
			       .ip_id = 1,
			       .version = 4,
			       .proto = PROTO_TCP,
			       .tcp_flags = TCP_SYN,
			       .has_ports = true,
			       .has_flags = true,
			       .src = addr_v4(source),
			       .dst = addr_v4(9),
			       .src_port = sp,
			       .dst_port = dp,
			       .seq = seq,
			       .transport_len = 20};
}

static int see(struct attempts *a, struct packet p, int64_t time_us)
{
	const struct tally_event event = tally_event_of(&p, KIND_PROBE, false, time_us);
	return attempts_see(a, &event);
}

static void test_attempts(void)
{
	struct attempts *a = attempts_new();
	IS_INT(see(a, syn(1, 1000, 80, 7), START), 1, "the first SYN is an attempt");
	IS_INT(see(a, syn(1, 1000, 80, 7), START + 3 * SECOND), 0, "a retry is not");
	IS_INT(see(a, syn(1, 1000, 80, 7), START + 63 * SECOND), 0, "60 s after the last it still is a retry");
	IS_INT(see(a, syn(1, 1000, 80, 7), START + 123 * SECOND + 1), 1, "a microsecond more and it is new");
	IS_INT(see(a, syn(1, 1000, 80, 8), START + 124 * SECOND), 1, "another sequence number is another attempt");
	IS_INT(see(a, syn(1, 1001, 80, 7), START + 124 * SECOND), 1, "another source port too");
	IS_INT(see(a, syn(1, 1000, 81, 7), START + 124 * SECOND), 1, "another service too");
	IS_INT(see(a, syn(2, 1000, 80, 7), START + 124 * SECOND), 1, "another source too");
	IS_INT(see(a, syn(1, 1000, 80, 7), START + 100000 * SECOND), 1, "after a long silence all is new");
	/* against plain bookkeeping: one attempt for each port every 61 s, retried in between */
	int64_t attempts = 0;
	for (int i = 0; i < 20000; i++)
		attempts += see(a, syn(3, (uint16_t)(i % 100), 80, 1),
				START + 200000 * SECOND + (int64_t)(i / 100) * 61 * SECOND / 2);
	IS_INT(attempts, 100, "retries every 30.5 s go on for ever as one attempt a port");
	OK(attempts_exact(a), "and all of it is exact");
	attempts_free(a);
}

static int add(struct tally *t, const struct packet *p, bool maintenance, int64_t time_us)
{
	static struct recall *recall;
	struct tally_event event = tally_event_of(p, KIND_PROBE, maintenance, time_us);
	if (!recall)
		recall = recall_new();
	if (!maintenance && tally_event_explain(&event, p, recall))
		return ERR_NOMEM;
	return tally_add(t, &event);
}

static void test_rows(void)
{
	struct zone *zone = NULL;
	struct tally *t = NULL;
	struct tally_rows rows = {0};
	struct err err;
	OK(!zone_open("Asia/Tokyo", &zone, &err) && !tally_new(zone, NULL, &t, &err), "a tally");
	bool good = true;
	for (uint32_t i = 0; i < 1000; i++) {
		struct packet p = syn(i % 10 + 1, (uint16_t)i, i % 2 ? 80 : 445, i);
		good &= add(t, &p, false, START + (int64_t)i * 10 * SECOND) == 0;
	}
	OK(good && !tally_take(t, &rows), "1,000 accesses");
	IS_INT(rows.source_count, 10, "of 10 sources, each at one service on one day");
	uint64_t sum = 0;
	uint64_t hours = 0;
	for (size_t i = 0; i < rows.source_count; i++) {
		const struct source_day *s = &rows.sources[i];
		sum += s->accesses;
		good &= s->accesses == 100 && s->attempts == 100 && s->day == 13088 && s->region == REGION_UNKNOWN &&
			s->last_us > s->first_us;
	}
	for (size_t i = 0; i < rows.hour_count; i++)
		hours += rows.hours[i].accesses;
	OK(good, "every row is right");
	IS_INT(sum, 1000, "accesses add up over sources");
	IS_INT(hours, 1000, "and over hours");
	IS_INT(rows.hour_count, 6, "three hours of two services");
	struct packet late = syn(1, 1, 80, 1);
	OK(!add(t, &late, false, START + 24 * 3600 * SECOND - 1) && !add(t, &late, false, START + 24 * 3600 * SECOND),
	   "a microsecond before midnight, and midnight");
	OK(!tally_take(t, &rows) && rows.source_count == 2 && rows.sources[0].day == 13088 &&
	       rows.sources[1].day == 13089,
	   "are two days");
	IS_INT(rows.sources[0].attempts + rows.sources[1].attempts, 1, "but one attempt");
	OK(!add(t, &late, true, START) && !add(t, &late, true, START + SECOND), "two SYNs to a maintenance service");
	OK(!tally_take(t, &rows) && rows.maintenance_count == 1 && rows.maintenance[0].packets == 2 &&
	       rows.maintenance[0].connections == 1 && rows.source_count == 0,
	   "are one connection and no access");
	tally_rows_done(&rows);
	tally_free(t);
	zone_close(zone);
}

static void test_runs(void)
{
	struct zone *zone = NULL;
	struct tally *t = NULL;
	struct tally_rows rows = {0};
	struct err err;
	bool good = !zone_open("Asia/Tokyo", &zone, &err) && !tally_new(zone, NULL, &t, &err);
	/* twelve tries a minute apart, each sent twice; then after half an hour and a second three more */
	for (uint32_t i = 0; good && i < 15; i++) {
		struct packet p = syn(7, (uint16_t)(1000 + i), 22, i);
		int64_t time_us = START + (int64_t)i * 60 * SECOND + (i >= 12 ? 29 * 60 * SECOND + SECOND : 0);
		good = !add(t, &p, true, time_us) && !add(t, &p, true, time_us + SECOND);
	}
	struct packet other = syn(8, 1, 22, 1);
	OK(good && !add(t, &other, true, START) && !tally_take(t, &rows), "tries at a maintenance service");
	IS_INT(rows.run_count, 3, "two runs of one source, one of another");
	IS_INT(rows.runs[0].connections, 12, "retries are no connections");
	IS_INT(rows.runs[0].end_us - rows.runs[0].begin_us, 11 * 60 * SECOND, "from the first to the last");
	IS_INT(rows.runs[0].day, 13088, "on the day on which it began");
	tally_rows_done(&rows);
	tally_free(t);
	zone_close(zone);
}

static void test_marks(void)
{
	struct zone *zone = NULL;
	struct tally *t = NULL;
	struct tally_rows rows = {0};
	struct err err;
	bool good = !zone_open("Asia/Tokyo", &zone, &err) && !tally_new(zone, NULL, &t, &err);
	for (uint32_t i = 0; good && i < 10; i++) {
		struct packet p = syn(3, (uint16_t)(100 + i), 23, i < 6 ? 9 : 1000 + i); /* six as Mirai makes them */
		good = !add(t, &p, false, START + i);
	}
	OK(good && !tally_take(t, &rows), "SYNs with and without a mark");
	IS_INT(rows.mark_count, 2, "one row for the tool, one for the source, which nobody can have");
	for (size_t i = 0; i < rows.mark_count; i++)
		IS_INT(rows.marks[i].matched, rows.marks[i].mark == TOOL_MIRAI ? 6 : 10, "six are Mirai's");
	IS_INT(rows.sources[0].accesses, 10, "of ten");
	tally_rows_done(&rows);
	tally_free(t);
	zone_close(zone);
}

/* SYNs as nmap makes them: the sequence number is one number in both halves, under a mask. */
static void test_keys(void)
{
	struct zone *zone = NULL;
	struct tally *t = NULL;
	struct tally_rows rows = {0};
	struct err err;
	uint8_t header[24] = {[12] = 6 << 4, [14] = 4, [20] = 2, 4, 0x05, 0xb4};
	bool good = !zone_open("Asia/Tokyo", &zone, &err) && !tally_new(zone, NULL, &t, &err);
	for (uint32_t i = 0; good && i < 20; i++) {
		uint32_t number = 77 + i / 5;
		struct packet p = syn(0x05050505, 40000, (uint16_t)(1 + i), (number << 16 | number) ^ 0xdeadbeef);
		p.transport = header;
		p.transport_len = sizeof(header);
		p.ttl = 50;
		good = !add(t, &p, false, START + i);
		p.src = addr_v4(0x06060606);
		p.seq = i * 2654435761u; /* another program, whose numbers are its own */
		good = good && !add(t, &p, false, START + i);
	}
	OK(good && !tally_take(t, &rows), "SYNs of nmap, and others that only look so");
	size_t nmap = 0;
	for (size_t i = 0; i < rows.mark_count; i++)
		nmap += rows.marks[i].mark == TOOL_NMAP && rows.marks[i].source == 0x05050505;
	IS_INT(nmap, 19, "all but the first are its");
	IS_INT(rows.mark_count, 19, "and nothing of the other");
	tally_rows_done(&rows);
	tally_free(t);
	zone_close(zone);
}

static struct tally_message *words(const char *text)
{
	const struct message m = {.sender = (const uint8_t *)"SYSTEM",
				  .recipient = (const uint8_t *)"YOU",
				  .text = (const uint8_t *)text,
				  .sender_len = 6,
				  .recipient_len = 3,
				  .text_len = (uint16_t)strlen(text)};
	return tally_message_of(&m);
}

static bool add_words(struct tally *t, uint32_t source, const char *text, int64_t time_us)
{
	struct packet p = syn(source, 5, 1026, 0);
	p.proto = PROTO_UDP;
	struct tally_event event = tally_event_of(&p, KIND_PROBE, false, time_us);
	event.message = words(text);
	return event.message && !tally_add(t, &event);
}

static void test_messages(void)
{
	struct zone *zone = NULL;
	struct tally *t = NULL;
	struct tally_rows rows = {0};
	struct err err;
	OK(!zone_open("Asia/Tokyo", &zone, &err) && !tally_new(zone, NULL, &t, &err), "a tally");
	OK(add_words(t, 1, "38 errors: www.a.example", START) &&
	       add_words(t, 1, "38 errors: www.a.example", START + 1) &&
	       add_words(t, 2, "38 errors: www.a.example", START) &&
	       add_words(t, 2, "7 Errors: www.b.example/x", START) && add_words(t, 2, "Hello", START),
	   "five pop-ups");
	OK(!tally_take(t, &rows), "taken");
	IS_INT(rows.message_count, 4, "four rows of text and source");
	IS_INT(rows.messages[0].accesses, 2, "one of them twice");
	IS_INT(rows.text_count, 3, "three texts");
	IS_TEXT(rows.texts[0].text, "38 errors: www.a.example", "as it was sent");
	IS_TEXT(rows.texts[0].sender, "SYSTEM", "with its sender");
	OK(rows.texts[0].form == rows.texts[1].form && rows.texts[0].form != rows.texts[2].form,
	   "two differ in host and number only");
	OK(rows.texts[0].message != rows.texts[1].message && rows.messages[0].message == rows.texts[0].message,
	   "and have numbers of their own");
	IS_INT(rows.source_count, 2, "they are accesses too");
	bool good = true;
	for (int i = 0; i < 20000; i++) {
		char text[32];
		(void)snprintf(text, sizeof(text), "%c%c%c%c", 'a' + i % 26, 'a' + i / 26 % 26, 'a' + i / 676 % 26,
			       'a' + i / 17576);
		good &= add_words(t, 3, text, START);
	}
	OK(good && !tally_take(t, &rows), "a flood of texts");
	uint64_t sum = 0;
	for (size_t i = 0; i < rows.message_count; i++)
		sum += rows.messages[i].accesses;
	IS_INT(sum, 20000, "is counted whole");
	IS_INT(rows.text_count, 16384, "but no more than so many are kept");
	IS_INT(rows.messages[rows.message_count - 1].message, 0, "the rest is message 0");
	tally_rows_done(&rows);
	tally_free(t);
	zone_close(zone);
}

int main(void)
{
	test_runs();
	test_marks();
	test_keys();
	test_messages();
	test_attempts();
	test_rows();
	return tap_done();
}
