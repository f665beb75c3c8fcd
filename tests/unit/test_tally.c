#include "tally/attempts.h"
#include "tally/tally.h"

#include "tap.h"

#define SECOND US_PER_SECOND
#define START (INT64_C(1130770800) * SECOND) /* 2005-11-01 00:00 in Tokyo */

static struct packet syn(uint32_t source, uint16_t sp, uint16_t dp, uint32_t seq)
{
	return (struct packet){.form = PACKET_IP,
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
	const struct tally_event event = tally_event_of(p, KIND_PROBE, maintenance, time_us);
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

int main(void)
{
	test_attempts();
	test_rows();
	return tap_done();
}
