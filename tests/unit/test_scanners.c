/* The list of those who survey the internet: every entry is whole, and what is wrong with one is said. */
#include "knowledge/scanners.h"

#include "base/addr.h"
#include "base/civil.h"
#include "tap.h"

static const char *who(const struct scanners *s, const char *address)
{
	uint64_t key;
	size_t count;
	const struct scanner_range *r = scanners_ranges(s, &count);
	if (addr_source_parse(address, &key))
		return "?";
	for (size_t i = 0; i < count; i++)
		if (r[i].low <= key && key <= r[i].high)
			return scanners_at(s, r[i].scanner)->key;
	return "";
}

static void test_data(void)
{
	struct scanners *s = NULL;
	struct err err = {0};
	size_t count;
	bool texts = true;
	bool days = true;
	bool order = true;
	bool small = true;
	if (!OK(!scanners_open(&s, &err), "the list is read")) {
		printf("# %s\n", err.msg);
		return;
	}
	const struct scanner_range *r = scanners_ranges(s, &count);
	for (size_t i = 0; i < count; i++) {
		order &= r[i].low <= r[i].high && (i == 0 || r[i - 1].high < r[i].low);
		small &= r[i].high < INT64_MAX && (r[i].high > UINT32_MAX || r[i].high - r[i].low < 1 << 12);
	}
	for (size_t i = 0; i < scanners_count(s); i++) {
		const struct scanner *one = scanners_at(s, i);
		int32_t fact;
		days &= !day_parse(one->fact_day, &fact) && one->since <= fact;
		texts &= strcmp(one->purpose[LANGUAGE_JA], one->purpose[LANGUAGE_EN]) != 0 && one->reference.title[0];
		for (size_t k = 0; k < i; k++)
			texts &= strcmp(scanners_at(s, k)->key, one->key) != 0;
	}
	OK(scanners_count(s) >= 12 && count > 60, "it has a dozen organisations");
	OK(order, "its ranges are sorted and do not overlap");
	OK(small, "none is larger than a /20, or beyond what SQL compares");
	OK(texts, "each has its names, purpose and reference");
	OK(days, "no network is theirs later than the list that says so");
	IS_TEXT(who(s, "162.142.125.255"), "censys", "the last address of a prefix");
	IS_TEXT(who(s, "162.142.126.0"), "", "the next is nobody's");
	IS_TEXT(who(s, "2602:80d:1003::/64"), "censys", "a prefix within a /64 is the /64");
	IS_TEXT(who(s, "2a06:4887:ffff:ffff::/64"), "driftnet", "the last of an IPv6 prefix");
	IS_TEXT(who(s, "198.51.100.1"), "", "an address of nobody");
	OK(!scanners_at(s, scanners_count(s)), "there is none after the last");
	scanners_close(s);
}

#define HEAD "scanners:\n  - key: a\n    since: \"2020-01-01\"\n    fact_day: \"2026-01-01\"\n"
#define REFERENCE "    reference: {title: x, url: \"https://example.org/\"}\n"
#define TEXTS "    ja: {name: あ, purpose: い}\n    en: {name: a, purpose: b}\n"

static void wrong(const char *text, const char *why)
{
	struct scanners *s = NULL;
	struct err err = {0};
	int code = scanners_parse(text, strlen(text), &s, &err);
	OK(code == ERR_PARSE && strstr(err.msg, why), why);
	if (!code)
		scanners_close(s);
	else
		printf("# %s\n", err.msg);
}

static void test_wrong(void)
{
	struct scanners *s = NULL;
	struct err err = {0};
	static const char good[] = HEAD REFERENCE TEXTS "    prefixes: [192.0.2.0/24, \"2001:db8::/32\"]\n";
	OK(!scanners_parse(good, strlen(good), &s, &err), "a good list");
	scanners_close(s);
	wrong("scanners: []\n", "at least one");
	wrong("x: 1\n", "at least one");
	wrong(HEAD REFERENCE TEXTS "    prefixes: []\n", "'prefixes'");
	wrong(HEAD REFERENCE TEXTS "    prefixes: [192.0.2.1/24]\n", "is not a prefix");
	wrong(HEAD REFERENCE TEXTS "    prefixes: [192.0.2.1]\n", "is not a prefix");
	wrong(HEAD REFERENCE TEXTS "    prefixes: [\"::/0\"]\n", "whole internet");
	wrong(HEAD REFERENCE TEXTS "    prefixes: [192.0.2.0/24, 192.0.2.128/25]\n", "overlap");
	wrong(HEAD TEXTS "    prefixes: [192.0.2.0/24]\n", "'title'");
	wrong(HEAD "    reference: {title: x, url: \"http://example.org/\"}\n" TEXTS "    prefixes: [192.0.2.0/24]\n",
	      "https");
	wrong(HEAD REFERENCE "    ja: {name: あ}\n    en: {name: a, purpose: b}\n    prefixes: [192.0.2.0/24]\n",
	      "'purpose'");
	wrong("scanners:\n  - key: a\n    since: \"soon\"\n", "'since'");
}

int main(void)
{
	test_data();
	test_wrong();
	return tap_done();
}
