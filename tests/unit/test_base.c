#include "base/addr.h"
#include "base/buf.h"
#include "base/civil.h"
#include "base/hash.h"
#include "base/service.h"

#include "tap.h"

static void test_addresses(void)
{
	static const char *const same[] = {"192.0.2.1", "255.255.255.255", "2001:db8::1", "::", "fe80::1:2"};
	for (size_t i = 0; i < sizeof(same) / sizeof(*same); i++) {
		struct addr a;
		char text[ADDR_TEXT_MAX] = "";
		if (addr_parse(same[i], &a) == 0)
			addr_text(a, text);
		IS_TEXT(text, same[i], "an address comes back as it was");
	}
	static const char *const bad[] = {"", "192.0.2", "192.0.2.256", "2001:db8::1::2", "host", "1.2.3.4 "};
	for (size_t i = 0; i < sizeof(bad) / sizeof(*bad); i++) {
		struct addr a;
		IS_INT(addr_parse(bad[i], &a), ERR_PARSE, "a wrong address is refused");
	}
}

static void test_prefixes(void)
{
	static const struct {
		const char *prefix, *address;
		bool holds;
	} cases[] = {{"192.0.2.0/24", "192.0.2.255", true},
		     {"192.0.2.0/24", "192.0.3.0", false},
		     {"192.0.2.1", "192.0.2.1", true},
		     {"192.0.2.1", "192.0.2.2", false},
		     {"0.0.0.0/0", "203.0.113.9", true},
		     {"0.0.0.0/0", "2001:db8::1", false},
		     {"::/0", "192.0.2.1", true},
		     {"2001:db8::/32", "2001:db8:ffff::1", true},
		     {"2001:db8::/32", "2001:db9::1", false},
		     {"2001:db8::/64", "2001:db8::ffff:1", true},
		     {"2001:db8::8/125", "2001:db8::f", true}};
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct prefix p;
		struct addr a;
		int bad = prefix_parse(cases[i].prefix, &p) | addr_parse(cases[i].address, &a);
		OK(!bad && prefix_holds(p, a) == cases[i].holds, cases[i].prefix);
	}
	static const char *const bad[] = {"192.0.2.1/24",   "192.0.2.0/33", "192.0.2.0/",
					  "2001:db8::1/64", "/8",           "1.0.0.0/+8"};
	for (size_t i = 0; i < sizeof(bad) / sizeof(*bad); i++) {
		struct prefix p;
		IS_INT(prefix_parse(bad[i], &p), ERR_PARSE, "a wrong prefix is refused");
	}
	char text[ADDR_TEXT_MAX];
	uint64_t key = 0;
	OK(!addr_source_parse("2001:db8:1:2:3::4", &key), "a source may be a host");
	addr_source_text(key, text);
	IS_TEXT(text, "2001:db8:1:2::/64", "an IPv6 source is its /64");
	OK(!addr_source_parse("198.51.100.7", &key), "an IPv4 source");
	addr_source_text(key, text);
	IS_TEXT(text, "198.51.100.7", "an IPv4 source is its address");
}

static void test_civil_days(void)
{
	char text[CIVIL_TEXT_MAX];
	bool all = true;
	for (int32_t day = 0; day < 50000; day += 7) {
		int32_t back = -1;
		day_text(day, text);
		all &= day_parse(text, &back) == 0 && back == day;
	}
	OK(all, "days come back as they were");
	int32_t n;
	OK(!day_parse("2004-02-29", &n) && n == 12477, "a leap day");
	static const char *const bad[] = {
	    "2005-02-29", "2005-13-01", "2005-00-10", "2005-1-01", "2005-01-01x", "1969-12-31", ""};
	for (size_t i = 0; i < sizeof(bad) / sizeof(*bad); i++)
		IS_INT(day_parse(bad[i], &n), ERR_PARSE, "a wrong day is refused");
	OK(!month_parse("2005-11", &n) && month_of_day(month_first_day(n)) == n, "months and days agree");
	IS_INT(month_first_day(n + 1) - month_first_day(n), 30, "November has 30 days");
	IS_INT(day_of_week(0), 3, "1 January 1970 was a Thursday");
}

static void test_zones(void)
{
	struct zone *z = NULL;
	struct err err;
	OK(!zone_open("Asia/Tokyo", &z, &err), "Tokyo is known");
	IS_INT(zone_span_at(z, 0).offset_us, 9 * US_PER_HOUR, "Tokyo is nine hours ahead");
	IS_INT(zone_day_begin(z, 1), 15 * US_PER_HOUR, "its second day begins at 15 h UTC");
	zone_close(z);
	OK(!zone_open("Europe/Berlin", &z, &err), "Berlin is known");
	int32_t day;
	OK(!day_parse("2005-10-30", &day), "the day the clocks went back");
	IS_INT(zone_day_begin(z, day + 1) - zone_day_begin(z, day), 25 * US_PER_HOUR, "has 25 hours");
	OK(!day_parse("2005-03-27", &day), "the day they went forward");
	IS_INT(zone_day_begin(z, day + 1) - zone_day_begin(z, day), 23 * US_PER_HOUR, "has 23");
	IS_INT(zone_span_at(z, INT64_C(1111885199999999)).offset_us, US_PER_HOUR, "the last moment of winter time");
	IS_INT(zone_span_at(z, INT64_C(1111885200000000)).offset_us, 2 * US_PER_HOUR, "the first of summer time");
	zone_close(z);
	static const char *const bad[] = {"", "Asia/Nowhere", "../etc/passwd", "/etc/passwd", "Asia/", "Asia/Tokyo\n"};
	for (size_t i = 0; i < sizeof(bad) / sizeof(*bad); i++)
		IS_INT(zone_open(bad[i], &z, &err), ERR_ABSENT, "an unknown zone is refused");
}

static void test_services(void)
{
	static const char *const same[] = {"445/tcp", "0/udp",       "65535/tcp", "ping/icmp",
					   "icmp/3",  "ping/icmpv6", "icmpv6/1",  "proto/47"};
	for (size_t i = 0; i < sizeof(same) / sizeof(*same); i++) {
		char text[SERVICE_TEXT_MAX] = "";
		service_id s;
		if (service_parse(same[i], &s) == 0)
			service_text(s, text);
		IS_TEXT(text, same[i], "a service comes back as it was");
	}
	static const char *const bad[] = {"445",     "65536/tcp", "-1/tcp",  "/tcp",    "tcp/445",
					  "proto/6", "proto/256", "445/TCP", "ping/tcp"};
	for (size_t i = 0; i < sizeof(bad) / sizeof(*bad); i++) {
		service_id s;
		IS_INT(service_parse(bad[i], &s), ERR_PARSE, "a wrong service is refused");
	}
}

static void test_hashes(void)
{
	char text[SHA256_TEXT_MAX];
	struct sha256 *h = sha256_new();
	sha256_add(h, "abc", 3);
	sha256_text(h, text);
	IS_TEXT(text, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
		"SHA-256 of FIPS 180-2's example");
	sha256_add(h, "abc", 3);
	OK(sha256_number(h) == UINT64_C(0xba7816bf8f01cfea) >> 1,
	   "the first 63 bits of the same, and the hash starts anew");
	sha256_free(h);
	struct hash_key a = {1, 2};
	struct hash_key b = {1, 3};
	uint64_t words[] = {4, 5};
	OK(hash_sip(&a, words, 2) != hash_sip(&b, words, 2), "another key, another hash");
	OK(hash_sip(&a, words, 1) != hash_sip(&a, words, 2), "the length counts");
}

static void test_buffers(void)
{
	struct buf b;
	buf_init(&b, 10);
	buf_printf(&b, "%d-%s", 12, "abc");
	IS_TEXT(buf_string(&b), "12-abc", "a buffer is text");
	buf_text(&b, "defgh");
	IS_INT(b.failed, ERR_LIMIT, "the cap holds");
	IS_TEXT(buf_string(&b), "12-abc", "and nothing was half written");
	OK(!buf_take(&b), "a failed buffer is not handed out");
	buf_done(&b);
}

int main(void)
{
	test_addresses();
	test_prefixes();
	test_civil_days();
	test_zones();
	test_services();
	test_hashes();
	test_buffers();
	return tap_done();
}
