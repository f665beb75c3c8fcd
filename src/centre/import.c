#include "centre/import.h"

#include "base/civil.h"
#include "centre/count.h"
#include "centre/lan.h"
#include "place/place.h"
#include "segment/segment.h"

#include <stdlib.h>
#include <string.h>

#define DEFAULT_ZONE "Asia/Tokyo"

struct run {
	struct store *store;
	const struct import_options *options;
	struct import_totals *totals;
	struct place *place;
	const struct gathered *files;
	uint64_t bytes_all;
	uint64_t bytes_before; /* of files that are done with */
	uint64_t packets_before;
	const char *path; /* being read */
	bool store_failed;
};

/* What is kept while the files of one point follow each other. */
struct at_point {
	const struct config_point *point;
	uint16_t id;
	struct zone *zone;
	struct count_state count;
};

static void tell(const struct run *run, enum import_event event, const char *problem, size_t done, size_t all)
{
	struct import_news news = {.event = event,
				   .path = run->path,
				   .problem = problem,
				   .bytes_done = run->bytes_before,
				   .bytes_all = run->bytes_all,
				   .packets = run->packets_before,
				   .done = done,
				   .all = all};
	if (run->options->news)
		run->options->news(run->options->ctx, &news);
}

static void tell_progress(void *ctx, uint64_t bytes, uint64_t packets)
{
	const struct run *run = ctx;
	struct import_news news = {.event = IMPORT_PROGRESS,
				   .path = run->path,
				   .bytes_done = run->bytes_before + bytes,
				   .bytes_all = run->bytes_all,
				   .packets = run->packets_before + packets};
	if (run->options->news)
		run->options->news(run->options->ctx, &news);
}

static void tell_closing(void *ctx, size_t done, size_t all)
{
	tell(ctx, IMPORT_CLOSING, NULL, done, all);
}

static void leave_point(struct at_point *at)
{
	observe_free(at->count.observe);
	feed_free(at->count.feed);
	tally_free(at->count.tally);
	recall_free(at->count.recall);
	zone_close(at->zone);
	*at = (struct at_point){0};
}

static int add_prefixes(struct observe_point *o, const struct config_prefixes *list, bool dark, struct err *err)
{
	for (size_t i = 0; i < list->count; i++) {
		if (o->own_count == OBSERVE_PREFIXES_MAX)
			return err_set(err, ERR_LIMIT, "more than %d addresses and prefixes", OBSERVE_PREFIXES_MAX);
		o->own[o->own_count] = list->list[i];
		o->dark[o->own_count++] = dark;
	}
	return 0;
}

static int make_observe(const struct config_point *p, struct observe **out, struct err *err)
{
	struct observe_point *o = calloc(1, sizeof(*o));
	if (!o)
		return err_set(err, ERR_NOMEM, "no memory for point %s", p->name);
	int code = add_prefixes(o, &p->addresses, false, err);
	if (!code)
		code = add_prefixes(o, &p->dark, true, err);
	o->lan_count = lan_of_point(p, o->lan);
	memcpy(o->maintenance, p->maintenance, p->maintenance_count * sizeof(*o->maintenance));
	o->maintenance_count = p->maintenance_count;
	if (!code)
		code = observe_new(o, 0, out, err);
	free(o);
	return code ? err_prefix(err, "point %s", p->name) : 0;
}

int import_zone(struct store *store, const struct config_point *p, const char *time_zone, struct zone **out,
		struct err *err)
{
	char known[CONFIG_NAME_MAX];
	const char *name = p->time_zone[0] ? p->time_zone : time_zone;
	if (!name && store) {
		int code = store_point_zone(store, p->name, known, sizeof(known), err);
		if (code && code != ERR_ABSENT)
			return code;
		name = code ? NULL : known;
	}
	return zone_open(name ? name : DEFAULT_ZONE, out, err);
}

/* IPv4 addresses that the point observes. */
static uint64_t count_addresses(const struct config_point *p)
{
	uint64_t count = 0;
	const struct config_prefixes *const lists[] = {&p->addresses, &p->dark};
	for (size_t l = 0; l < 2; l++)
		for (size_t i = 0; i < lists[l]->count; i++)
			if (addr_is_v4(lists[l]->list[i].addr) && lists[l]->list[i].bits >= 96)
				count += UINT64_C(1) << (128 - lists[l]->list[i].bits);
	return count;
}

static int enter_point(const struct run *run, const struct config_point *p, struct at_point *at, struct err *err)
{
	leave_point(at);
	int code = import_zone(run->store, p, run->options->time_zone, &at->zone, err);
	if (!code && run->store)
		code = store_point(run->store, p->name, zone_name(at->zone), &at->id, err);
	if (!code && run->store)
		code = store_point_addresses(run->store, at->id, count_addresses(p), err);
	if (!code)
		code = make_observe(p, &at->count.observe, err);
	if (!code)
		code = tally_new(at->zone, run->place, &at->count.tally, err);
	if (!code)
		code = feed_new(at->count.tally, &at->count.feed, err);
	if (!code && !(at->count.recall = recall_new()))
		code = err_set(err, ERR_NOMEM, "no memory to count");
	if (code)
		leave_point(at);
	else
		at->point = p;
	at->count.digest = run->store != NULL;
	return code;
}

/* Has this file been imported? Its bytes are hashed only when one of its size was. */
static int known_file(const struct run *run, uint16_t point, const struct gathered_file *file, bool *known,
		      struct err *err)
{
	char sha256[SHA256_TEXT_MAX];
	struct segment *segment = NULL;
	*known = false;
	if (!run->store || !file->bytes)
		return 0;
	int code = store_has_size(run->store, point, file->bytes, known, err);
	if (code || !*known)
		return code;
	code = segment_open(file->path, NULL, &segment, err);
	if (!code)
		code = segment_sha256(segment, sha256, err);
	segment_close(segment);
	return code ? code : store_has_segment(run->store, point, sha256, known, err);
}

static void add_up(struct import_totals *t, const struct count_result *r)
{
	t->imported++;
	t->packets += r->segment.seen - r->segment.dropped;
	t->dropped += r->segment.dropped;
	t->accesses += r->segment.accesses;
	t->connections += r->segment.connections;
	t->attempts += r->attempts;
	t->rows += r->rows;
	for (size_t v = 0; v < VERDICT_COUNT; v++)
		t->verdicts[v] += r->verdicts[v];
}

/* The transaction of one file. */
static int store_file(struct run *run, struct at_point *at, const struct gathered_file *file,
		      struct count_result *result, struct err *err)
{
	struct handover *handover = NULL;
	int code = store_import_begin(run->store, err);
	run->store_failed = code != 0;
	if (code)
		return code;
	code = handover_start(run->store, at->id, &handover, err);
	if (!code) {
		struct err late;
		code = count_file(&at->count, file->path, handover, tell_progress, run, result, err);
		int written = handover_finish(handover, &late);
		run->store_failed = written != 0;
		if (!code && written)
			*err = late;
		code = code ? code : written;
	}
	if (code) {
		store_import_rollback(run->store);
		return code;
	}
	result->segment.point = at->id;
	result->segment.regions = place_build(run->place);
	code = store_import_commit(run->store, &result->segment, err);
	run->store_failed = code && code != ERR_EXISTS;
	return code;
}

/* Count a file again without writing: those that follow need to know what was going on at its end.
 */
static int remember_file(struct run *run, struct at_point *at, const struct gathered_file *file, struct err *err)
{
	struct count_result result;
	return count_file(&at->count, file->path, NULL, tell_progress, run, &result, err);
}

/* Errors of the store end the run; those of a file are told and passed over. */
static int import_file(struct run *run, struct at_point *at, const struct gathered_file *file, bool last_of_point,
		       struct err *err)
{
	struct count_result result = {0};
	struct err problem = {0};
	bool known = false;
	int code = known_file(run, at->id, file, &known, &problem);
	if (!code && known && !last_of_point)
		code = remember_file(run, at, file, &problem);
	else if (!code && !known && run->store)
		code = store_file(run, at, file, &result, &problem);
	else if (!code && !known)
		code = count_file(&at->count, file->path, NULL, tell_progress, run, &result, &problem);
	if (code == ERR_EXISTS)
		known = true;
	else if (code) {
		struct err gone;
		size_t ignored;
		run->totals->failed++;
		if (run->store_failed || (run->store && store_open_days(run->store, &ignored, &gone))) {
			*err = problem;
			return code;
		}
		tell(run, IMPORT_FAILED, problem.msg, 0, 0);
		return 0;
	}
	if (known) {
		run->totals->already++;
		tell(run, IMPORT_ALREADY, NULL, 0, 0);
		return 0;
	}
	add_up(run->totals, &result);
	run->packets_before += result.segment.seen;
	if (result.note[0])
		tell(run, IMPORT_NOTE, result.note, 0, 0);
	tell(run, IMPORT_DONE, NULL, 0, 0);
	return 0;
}

/* After the last new file of a point nothing needs to be remembered. */
static bool later_new(const struct run *run, const struct at_point *at, size_t i)
{
	for (size_t k = i + 1; k < run->files->count && run->files->files[k].point == at->point; k++) {
		bool known = false;
		struct err ignored;
		if (known_file(run, at->id, &run->files->files[k], &known, &ignored) || !known)
			return true;
	}
	return false;
}

static int import_files(struct run *run, struct err *err)
{
	struct at_point at = {0};
	bool more = true;
	int code = 0;
	for (size_t i = 0; !code && i < run->files->count; i++) {
		const struct gathered_file *file = &run->files->files[i];
		run->path = file->path;
		if (at.point != file->point) {
			code = enter_point(run, file->point, &at, err);
			more = !code && later_new(run, &at, i);
		}
		if (!code)
			code = import_file(run, &at, file, !more, err);
		run->bytes_before += file->bytes;
	}
	leave_point(&at);
	return code;
}

int import_run(struct store *store, const struct gathered *files, const struct import_options *options,
	       struct import_totals *out, struct err *err)
{
	struct run run = {
	    .store = options->count_only ? NULL : store, .options = options, .totals = out, .files = files};
	*out = (struct import_totals){0};
	for (size_t i = 0; i < files->count; i++)
		run.bytes_all += files->files[i].bytes;
	int code = place_open(options->regions, &run.place, err);
	if (!code)
		code = import_files(&run, err);
	if (!code && run.store)
		code = store_close_days(run.store, (unsigned)options->config->wide, tell_closing, &run, err);
	place_close(run.place);
	return code;
}
