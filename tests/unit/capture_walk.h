/* An observer for tests of simulated captures. It knows the format of captures and the definitions of what is
 * counted, nothing of the simulator, so that the two can disagree. */
#pragma once

#include "base/civil.h"

#include <jansson.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* A whole file; the caller frees it. NULL when it cannot be read. */
static inline uint8_t *load(const char *path, size_t *len)
{
	FILE *f = fopen(path, "rb");
	if (!f)
		return NULL;
	(void)fseek(f, 0, SEEK_END);
	*len = (size_t)ftell(f);
	rewind(f);
	uint8_t *bytes = malloc(*len + 1);
	if (bytes && fread(bytes, 1, *len, f) != *len)
		*len = 0;
	(void)fclose(f);
	return bytes;
}

struct tally {
	uint64_t accesses;
	uint64_t cumulative;
	uint64_t connections;
	uint64_t mirai, masscan, zmap_old, backscatter, popups, version_6;
	uint64_t wrong_sums, wrong_order, wrong_day, late_answers;
};

struct outbound {
	uint64_t key;
	int64_t time_us;
};

struct walk {
	struct tally *tally;
	const json_t *point;
	uint64_t (*seen)[2]; /* service, source */
	size_t seen_count;
	struct outbound recent[256];
	size_t recent_count;
	int64_t last_us;
};

static uint32_t be32(const uint8_t *b)
{
	return (uint32_t)b[0] << 24 | (uint32_t)b[1] << 16 | (uint32_t)b[2] << 8 | b[3];
}

static uint32_t be16(const uint8_t *b)
{
	return (uint32_t)b[0] << 8 | b[1];
}

static uint32_t le32(const uint8_t *b)
{
	return (uint32_t)b[3] << 24 | (uint32_t)b[2] << 16 | (uint32_t)b[1] << 8 | b[0];
}

static uint32_t add_words(uint32_t sum, const uint8_t *b, size_t len)
{
	for (size_t i = 0; i < len; i++)
		sum += i & 1 ? b[i] : (uint32_t)b[i] << 8;
	return sum;
}

static bool sums_to_ones(uint32_t sum)
{
	while (sum >> 16)
		sum = (sum & 0xffff) + (sum >> 16);
	return sum == 0xffff;
}

static bool sums_right(const uint8_t *ip, bool v6, unsigned proto, const uint8_t *body, size_t len)
{
	if (!v6 && !sums_to_ones(add_words(0, ip, 20)))
		return false;
	if (proto == 2 || (proto == 17 && !v6 && !be16(body + 6)))
		return true;
	uint32_t pseudo = proto == 1 ? 0 : add_words(proto + (uint32_t)len, ip + (v6 ? 8 : 12), v6 ? 32 : 8);
	return sums_to_ones(add_words(pseudo, body, len));
}

/* The point's addresses in the documentation ranges share a first part that no source and no server has. */
static bool is_point(const uint8_t *a, bool v6)
{
	if (v6)
		return be32(a) == 0x20010db8;
	uint32_t net = be32(a) >> 8;
	return net == 0xcb0071 || net == 0xc63364;
}

static bool is_server(const uint8_t *a)
{
	return be32(a) >> 8 == 0xc00002;
}

static bool maintained(const json_t *point, uint32_t port)
{
	char text[16];
	(void)snprintf(text, sizeof(text), "%u/tcp", (unsigned)port);
	size_t i;
	json_t *item;
	json_array_foreach(json_object_get(point, "maintenance"), i, item)
	{
		if (!strcmp(json_string_value(item), text))
			return true;
	}
	return false;
}

/* What the point sends to a server, and whether an answer follows in time. The key is protocol and the point's
 * port; an ICMP error is looked up by the port that it quotes, an echo by its identifier. */
static uint64_t flow_key(unsigned proto, const uint8_t *body, bool out)
{
	if (proto != 1)
		return (uint64_t)proto << 16 | be16(body + (out ? 0 : 2));
	if (body[0] == 8 || body[0] == 0)
		return (uint64_t)1 << 16 | be16(body + 4);
	return (uint64_t)17 << 16 | be16(body + 8 + 20);
}

static void check_server(struct walk *w, unsigned proto, const uint8_t *body, bool out, int64_t time_us)
{
	uint64_t key = flow_key(proto, body, out);
	if (out) {
		w->recent[w->recent_count++ % 256] = (struct outbound){key, time_us};
		return;
	}
	if (proto == 17 && be16(body) == 67)
		return; /* a lease */
	for (size_t i = 0; i < 256; i++)
		if (w->recent[i].key == key && time_us - w->recent[i].time_us <= 4 * US_PER_SECOND)
			return;
	w->tally->late_answers++;
}

static void note_marks(struct tally *t, const uint8_t *ip, unsigned proto, const uint8_t *body, size_t len)
{
	if (proto == 6 && body[13] == 2 && ip[0] >> 4 == 4) {
		uint32_t dst = be32(ip + 16);
		uint32_t seq = be32(body + 4);
		t->mirai += seq == dst;
		t->zmap_old += be16(ip + 4) == 54321;
		t->masscan += be16(ip + 4) == ((dst ^ be16(body + 2) ^ seq) & 0xffff);
	}
	t->backscatter += proto == 6 && body[13] != 2;
	t->backscatter += proto == 1 && body[0] != 8;
	t->popups +=
	    proto == 17 && len > 8 + 80 && body[8] == 4 && body[10] == 0x28 && be32(body + 8 + 24) == 0xf8917b5a;
}

static void take_access(struct walk *w, const uint8_t *ip, bool v6, unsigned proto, const uint8_t *body, size_t len)
{
	uint32_t port = proto == 6 || proto == 17 ? be16(body + 2) : body[0];
	if (proto == 6 && maintained(w->point, port)) {
		w->tally->connections += body[13] == 2;
		return;
	}
	w->tally->accesses++;
	w->tally->version_6 += v6;
	note_marks(w->tally, ip, proto, body, len);
	uint64_t source = v6 ? (uint64_t)be32(ip + 8) << 32 | be32(ip + 12) : be32(ip + 12);
	w->seen[w->seen_count][0] = (uint64_t)proto << 16 | port;
	w->seen[w->seen_count++][1] = source;
}

static void take_frame(struct walk *w, const uint8_t *frame, size_t len, int64_t time_us)
{
	uint32_t type = be16(frame + 12);
	const uint8_t *ip = frame + 14;
	w->tally->wrong_order += time_us < w->last_us;
	w->last_us = time_us;
	if (type != 0x0800 && type != 0x86dd)
		return;
	bool v6 = type == 0x86dd;
	size_t head = v6 ? 40 : 20;
	size_t body_len = v6 ? be16(ip + 4) : be16(ip + 2) - 20u;
	unsigned proto = v6 ? ip[6] : ip[9];
	const uint8_t *src = ip + (v6 ? 8 : 12);
	const uint8_t *dst = ip + (v6 ? 24 : 16);
	const uint8_t *body = ip + head;
	if (14 + head + body_len > len || !sums_right(ip, v6, proto, body, body_len)) {
		w->tally->wrong_sums++;
		return;
	}
	if (!v6 && is_point(src, v6) && is_server(dst))
		check_server(w, proto, body, true, time_us);
	else if (!v6 && is_server(src) && is_point(dst, v6))
		check_server(w, proto, body, false, time_us);
	else if (is_point(dst, v6) && !is_point(src, v6))
		take_access(w, ip, v6, proto, body, body_len);
}

static int compare(const void *a, const void *b)
{
	const uint64_t *x = a;
	const uint64_t *y = b;
	if (x[0] != y[0])
		return x[0] < y[0] ? -1 : 1;
	return x[1] < y[1] ? -1 : x[1] > y[1];
}

/* Count one file. */
static inline void walk_file(const char *path, const char *day_name, const json_t *point, const struct zone *zone,
			     struct tally *t)
{
	size_t len = 0;
	uint8_t *bytes = load(path, &len);
	int32_t day;
	if (!bytes || len < 24 || le32(bytes) != 0xa1b2c3d4 || le32(bytes + 20) != 1 || day_parse(day_name, &day)) {
		t->wrong_order++;
		free(bytes);
		return;
	}
	int64_t begin = zone_day_begin(zone, day);
	int64_t end = zone_day_begin(zone, day + 1);
	struct walk w = {.tally = t, .point = point, .seen = calloc(len / 60 + 1, sizeof(*w.seen))};
	for (size_t at = 24; at + 16 <= len;) {
		int64_t time_us = (int64_t)le32(bytes + at) * US_PER_SECOND + le32(bytes + at + 4);
		size_t frame = le32(bytes + at + 8);
		t->wrong_day += time_us < begin || time_us >= end;
		take_frame(&w, bytes + at + 16, frame, time_us);
		at += 16 + frame;
	}
	qsort(w.seen, w.seen_count, sizeof(*w.seen), compare);
	for (size_t i = 0; i < w.seen_count; i++)
		t->cumulative += !i || compare(w.seen[i - 1], w.seen[i]) != 0;
	free(w.seen);
	free(bytes);
}
