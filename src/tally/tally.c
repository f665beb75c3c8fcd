#include "tally/tally.h"

#include "base/grow.h"
#include "base/hash.h"
#include "base/slots.h"
#include "tally/attempts.h"
#include "tally/floods.h"
#include "tally/marks.h"
#include "tally/messages.h"
#include "tally/payloads.h"

#include <stdlib.h>
#include <string.h>

#define ROWS_AT_ONCE (4u << 20)  /* source rows in one set, at most */
#define ROWS_PER_DAY (64u << 10) /* a set this large is handed over when its day is past */
#define WAITING 64

/* Accesses wait in a short queue, so that the memory of each is being fetched while others are
 * counted: the tables are far larger than the caches. */
struct waiting {
	uint64_t hash;
	uint64_t source;
	int64_t time_us;
	int32_t day;
	service_id service;
	region_id region;
	uint8_t hour;
	uint8_t kind;
	uint8_t attempt;
};

struct tally {
	const struct zone *zone;
	struct place *place;
	struct zone_span span;
	struct hash_key key;
	struct attempts *attempts;
	struct messages *messages;
	struct marks *marks;
	struct floods *floods;
	struct payloads *payloads;
	struct tally_rows rows;
	struct slots sources;
	struct slots hours;
	struct slots maintenance;
	struct slots runs;
	struct waiting waiting[WAITING];
	size_t waiting_count;
	int32_t last_day;
	bool day_passed;
};

void tally_rows_done(struct tally_rows *rows)
{
	free(rows->sources);
	free(rows->hours);
	free(rows->maintenance);
	free(rows->marks);
	free(rows->floods);
	free(rows->runs);
	free(rows->messages);
	message_texts_clear(rows);
	free(rows->texts);
	free(rows->payloads);
	payload_texts_clear(rows);
	free(rows->payload_texts);
	*rows = (struct tally_rows){0};
}

int tally_new(const struct zone *zone, struct place *place, struct tally **out, struct err *err)
{
	struct tally *t = calloc(1, sizeof(*t));
	if (!t)
		return err_set(err, ERR_NOMEM, "no memory to count");
	t->zone = zone;
	t->place = place;
	t->last_day = INT32_MIN;
	int code = hash_key_random(&t->key, err);
	t->attempts = attempts_new();
	t->messages = messages_new();
	t->marks = marks_new();
	t->floods = floods_new();
	t->payloads = payloads_new();
	if (!code &&
	    (!t->attempts || !t->messages || !t->marks || !t->floods || !t->payloads || slots_init(&t->sources, 4096) ||
	     slots_init(&t->hours, 4096) || slots_init(&t->maintenance, 16) || slots_init(&t->runs, 16)))
		code = err_set(err, ERR_NOMEM, "no memory to count");
	if (code) {
		tally_free(t);
		return code;
	}
	*out = t;
	return 0;
}

void tally_free(struct tally *t)
{
	if (!t)
		return;
	attempts_free(t->attempts);
	messages_free(t->messages);
	marks_free(t->marks);
	floods_free(t->floods);
	payloads_free(t->payloads);
	tally_rows_done(&t->rows);
	slots_done(&t->sources);
	slots_done(&t->hours);
	slots_done(&t->maintenance);
	slots_done(&t->runs);
	free(t);
}

bool tally_attempts_exact(const struct tally *t)
{
	return attempts_exact(t->attempts);
}

static uint64_t source_hash(const struct tally *t, const struct waiting *w)
{
	uint64_t rest = (uint64_t)(uint32_t)w->day << 32 | w->service << 8 | w->kind;
	return hash_pair(&t->key, w->source, rest);
}

static int find_source(struct tally *t, const struct waiting *w, struct source_day **out)
{
	struct tally_rows *r = &t->rows;
	struct slots_probe probe = slots_seek(&t->sources, w->hash);
	uint32_t row;
	while (slots_next(&t->sources, &probe, &row)) {
		struct source_day *s = &r->sources[row];
		if (s->source == w->source && s->service == w->service && s->day == w->day && s->kind == w->kind) {
			*out = s;
			return 0;
		}
	}
	if (grow_array((void **)&r->sources, &r->source_room, r->source_count + 1, sizeof(*r->sources)) ||
	    slots_put(&t->sources, &probe, (uint32_t)r->source_count))
		return ERR_NOMEM;
	struct source_day *s = &r->sources[r->source_count++];
	*s = (struct source_day){.source = w->source,
				 .first_us = w->time_us,
				 .last_us = w->time_us,
				 .day = w->day,
				 .service = w->service,
				 .kind = w->kind,
				 .region = t->place ? place_region(t->place, w->source) : REGION_UNKNOWN};
	*out = s;
	return 0;
}

static uint64_t hour_hash(const struct tally *t, const struct waiting *w)
{
	uint64_t what = (uint64_t)w->service << 32 | (uint64_t)w->region << 8 | (uint64_t)w->hour << 3 | w->kind;
	return hash_pair(&t->key, what, (uint32_t)w->day);
}

static int count_hour(struct tally *t, const struct waiting *w)
{
	struct tally_rows *r = &t->rows;
	struct slots_probe probe = slots_seek(&t->hours, w->hash);
	uint32_t row;
	while (slots_next(&t->hours, &probe, &row)) {
		struct service_hour *h = &r->hours[row];
		if (h->service == w->service && h->region == w->region && h->hour == w->hour && h->kind == w->kind &&
		    h->day == w->day) {
			h->accesses++;
			return 0;
		}
	}
	if (grow_array((void **)&r->hours, &r->hour_room, r->hour_count + 1, sizeof(*r->hours)) ||
	    slots_put(&t->hours, &probe, (uint32_t)r->hour_count))
		return ERR_NOMEM;
	r->hours[r->hour_count++] = (struct service_hour){
	    .day = w->day, .service = w->service, .accesses = 1, .region = w->region, .hour = w->hour, .kind = w->kind};
	return 0;
}

static int count_source(struct tally *t, struct waiting *w)
{
	struct source_day *s = NULL;
	if (find_source(t, w, &s))
		return ERR_NOMEM;
	s->accesses++;
	s->attempts += w->attempt;
	s->first_us = w->time_us < s->first_us ? w->time_us : s->first_us;
	s->last_us = w->time_us > s->last_us ? w->time_us : s->last_us;
	w->region = s->region;
	w->hash = hour_hash(t, w);
	slots_prefetch(&t->hours, w->hash);
	return 0;
}

static void prefetch_rows(const struct tally *t)
{
	for (size_t i = 0; i < t->waiting_count; i++) {
		const struct slot *slot = &t->sources.slot[(uint32_t)t->waiting[i].hash & t->sources.mask];
		if (slot->row_after)
			__builtin_prefetch(&t->rows.sources[slot->row_after - 1]);
		else if (t->place) /* it will be new, and needs its region */
			place_prefetch(t->place, t->waiting[i].source);
	}
}

/* The memory that each step needs was asked for in the step before. */
static int count_waiting(struct tally *t)
{
	int code = 0;
	prefetch_rows(t);
	for (size_t i = 0; !code && i < t->waiting_count; i++)
		code = count_source(t, &t->waiting[i]);
	for (size_t i = 0; !code && i < t->waiting_count; i++)
		code = count_hour(t, &t->waiting[i]);
	t->waiting_count = 0;
	return code;
}

static void set_day(struct tally *t, int64_t time_us, int32_t *day, uint8_t *hour)
{
	if (time_us < t->span.begin_us || time_us >= t->span.end_us)
		t->span = zone_span_at(t->zone, time_us);
	int64_t local = time_us + t->span.offset_us;
	*day = civil_day(local);
	*hour = (uint8_t)civil_hour(local);
	if (*day > t->last_day) {
		t->day_passed = t->last_day != INT32_MIN;
		t->last_day = *day;
	}
}

static int add_access(struct tally *t, const struct tally_event *e)
{
	struct waiting *w = &t->waiting[t->waiting_count];
	w->source = e->source;
	w->service = e->service;
	w->kind = e->kind;
	w->time_us = e->time_us;
	set_day(t, e->time_us, &w->day, &w->hour);
	int attempt = attempts_see(t->attempts, e);
	if (attempt < 0)
		return attempt;
	w->attempt = (uint8_t)attempt;
	w->hash = source_hash(t, w);
	slots_prefetch(&t->sources, w->hash);
	return ++t->waiting_count == WAITING ? count_waiting(t) : 0;
}

/* A connection that is no retry: it goes on a run that it is near to, or begins one. */
static int add_to_run(struct tally *t, const struct tally_event *e, int32_t day, region_id region)
{
	struct tally_rows *r = &t->rows;
	struct slots_probe probe = slots_seek(&t->runs, hash_pair(&t->key, e->source, e->service));
	uint32_t row;
	while (slots_next(&t->runs, &probe, &row)) {
		struct login_run *run = &r->runs[row];
		if (run->source != e->source || run->service != e->service || e->time_us - run->end_us > LOGIN_GAP_US ||
		    run->begin_us - e->time_us > LOGIN_GAP_US)
			continue;
		run->day = e->time_us < run->begin_us ? day : run->day;
		run->begin_us = e->time_us < run->begin_us ? e->time_us : run->begin_us;
		run->end_us = e->time_us > run->end_us ? e->time_us : run->end_us;
		run->connections++;
		return 0;
	}
	if (grow_array((void **)&r->runs, &r->run_room, r->run_count + 1, sizeof(*r->runs)) ||
	    slots_put(&t->runs, &probe, (uint32_t)r->run_count))
		return ERR_NOMEM;
	r->runs[r->run_count++] = (struct login_run){.source = e->source,
						     .begin_us = e->time_us,
						     .end_us = e->time_us,
						     .day = day,
						     .service = e->service,
						     .connections = 1,
						     .region = region};
	return 0;
}

static int add_connection(struct tally *t, const struct tally_event *e)
{
	struct tally_rows *r = &t->rows;
	uint64_t source = e->source;
	service_id service = e->service;
	int64_t time_us = e->time_us;
	int32_t day;
	uint8_t hour;
	set_day(t, time_us, &day, &hour);
	int attempt = attempts_see(t->attempts, e);
	if (attempt < 0)
		return attempt;
	struct slots_probe probe =
	    slots_seek(&t->maintenance, hash_pair(&t->key, source, (uint64_t)(uint32_t)day << 32 | service));
	struct maintenance_day *m = NULL;
	uint32_t row;
	while (!m && slots_next(&t->maintenance, &probe, &row))
		if (r->maintenance[row].source == source && r->maintenance[row].service == service &&
		    r->maintenance[row].day == day)
			m = &r->maintenance[row];
	if (!m) {
		if (grow_array((void **)&r->maintenance, &r->maintenance_room, r->maintenance_count + 1,
			       sizeof(*r->maintenance)) ||
		    slots_put(&t->maintenance, &probe, (uint32_t)r->maintenance_count))
			return ERR_NOMEM;
		m = &r->maintenance[r->maintenance_count++];
		*m = (struct maintenance_day){
		    .source = source, .service = service, .day = day, .first_us = time_us, .last_us = time_us};
		m->region = t->place ? place_region(t->place, source) : REGION_UNKNOWN;
	}
	m->packets++;
	m->connections += (uint32_t)attempt;
	m->first_us = time_us < m->first_us ? time_us : m->first_us;
	m->last_us = time_us > m->last_us ? time_us : m->last_us;
	return attempt ? add_to_run(t, e, day, m->region) : 0;
}

static int add_payload(struct tally *t, const struct tally_event *e, const struct payload_known *known)
{
	struct payload_day key = {.content = known->content,
				  .source = e->source,
				  .service = e->service,
				  .payload = known->payload,
				  .ttl = e->ttl,
				  .plain = e->plain};
	uint8_t hour;
	set_day(t, e->time_us, &key.day, &hour);
	return payloads_count(t->payloads, &t->rows, t->place, &key, known);
}

static int add_message(struct tally *t, const struct tally_event *e)
{
	struct message_day key = {.source = e->source, .service = e->service};
	uint8_t hour;
	set_day(t, e->time_us, &key.day, &hour);
	key.region = t->place ? place_region(t->place, e->source) : REGION_UNKNOWN;
	struct payload_known known = {.payload = PAYLOAD_MESSENGER};
	int code = messages_count(t->messages, &t->rows, e->message, &key, &known.content, &known.form);
	return code ? code : add_payload(t, e, &known);
}

static int add_marks(struct tally *t, const struct tally_event *e)
{
	struct mark_day row = {.source = e->source, .service = e->service};
	uint8_t hour;
	set_day(t, e->time_us, &row.day, &hour);
	row.region = t->place ? place_region(t->place, e->source) : REGION_UNKNOWN;
	return marks_count(t->marks, &t->rows, e, &row);
}

static int add_flood(struct tally *t, const struct tally_event *e)
{
	int32_t day;
	uint8_t hour;
	set_day(t, e->time_us, &day, &hour);
	region_id region = t->place ? place_region(t->place, e->flood.victim) : REGION_UNKNOWN;
	return floods_count(t->floods, &t->rows, e, day, region);
}

int tally_add(struct tally *t, const struct tally_event *event)
{
	int code = event->maintenance ? add_connection(t, event) : add_access(t, event);
	if (!code && event->marks)
		code = add_marks(t, event);
	if (!code && event->flood.kind)
		code = add_flood(t, event);
	if (!code && event->message)
		code = add_message(t, event);
	if (!code && event->payload)
		code = add_payload(t, event, event->payload);
	free(event->message);
	return code;
}

bool tally_ready(const struct tally *t)
{
	return t->rows.source_count >= ROWS_AT_ONCE || t->rows.message_count >= ROWS_AT_ONCE ||
	       t->rows.flood_count >= ROWS_AT_ONCE || t->rows.payload_count >= ROWS_AT_ONCE ||
	       (t->day_passed && t->rows.source_count >= ROWS_PER_DAY);
}

int tally_take(struct tally *t, struct tally_rows *rows)
{
	if (count_waiting(t))
		return ERR_NOMEM;
	struct tally_rows full = t->rows;
	t->rows = *rows;
	t->rows.source_count = 0;
	t->rows.hour_count = 0;
	t->rows.maintenance_count = 0;
	t->rows.mark_count = 0;
	t->rows.flood_count = 0;
	t->rows.run_count = 0;
	t->rows.message_count = 0;
	message_texts_clear(&t->rows);
	messages_begin(t->messages);
	marks_begin(t->marks);
	floods_begin(t->floods);
	t->rows.payload_count = 0;
	payload_texts_clear(&t->rows);
	payloads_begin(t->payloads);
	slots_clear(&t->sources);
	slots_clear(&t->hours);
	slots_clear(&t->maintenance);
	slots_clear(&t->runs);
	t->day_passed = false;
	*rows = full;
	return 0;
}
