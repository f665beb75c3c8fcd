#include "centre/count.h"

#include "base/civil.h"
#include "segment/segment.h"

#include <stdio.h>
#include <string.h>

#define PROGRESS_EVERY 65536
/* Captures began in 1988. What is dated earlier comes from a clock that was not set; and no file of
 * one point spans more than a year. */
#define EARLIEST_US (INT64_C(567993600) * US_PER_SECOND) /* 1988-01-01 */
#define LATEST_US (INT64_C(4102444800) * US_PER_SECOND)  /* 2100-01-01 */
#define LONGEST_US (400 * US_PER_DAY)

struct span {
	int64_t begin_us;
	int64_t end_us;
	int64_t largest_gap_us;
	uint64_t frames;
};

/* A plain capture does not say when it began and ended to listen. A gap at its edges is taken for
 * silence when it is no longer than such gaps are within the file: see docs/decisions/0002. */
static int64_t silence(const struct span *s)
{
	const int64_t least = 600 * US_PER_SECOND;
	if (s->frames < 4)
		return US_PER_DAY;
	int64_t mean = (s->end_us - s->begin_us) / (int64_t)(s->frames - 1);
	int64_t longest = 4 * s->largest_gap_us;
	if (24 * mean > longest)
		longest = 24 * mean;
	if (longest < least)
		longest = least;
	return longest > US_PER_DAY ? US_PER_DAY : longest;
}

static int note_time(struct span *s, int64_t time_us, const char *path, struct err *err)
{
	char day[CIVIL_TEXT_MAX];
	if (s->frames++ == 0) {
		s->begin_us = s->end_us = time_us;
	} else if (time_us > s->end_us) {
		if (time_us - s->end_us > s->largest_gap_us)
			s->largest_gap_us = time_us - s->end_us;
		s->end_us = time_us;
	} else if (time_us < s->begin_us) {
		s->begin_us = time_us;
	}
	if (time_us >= EARLIEST_US && time_us < LATEST_US && s->end_us - s->begin_us <= LONGEST_US)
		return 0;
	if (s->end_us - s->begin_us > LONGEST_US)
		return err_set(err, ERR_PARSE,
			       "%s: its packets lie more than a year apart; was a clock wrong? Cut "
			       "it with editcap",
			       path);
	day_text(civil_day(time_us), day);
	return err_set(err, ERR_PARSE, "%s: packet %llu is dated %s; the clock was not set", path,
		       (unsigned long long)s->frames, day);
}

static int count_frame(struct count_state *state, const struct frame *frame, uint64_t *verdicts, struct err *err)
{
	struct packet packet;
	packet_decode(frame->link_type, frame->bytes, frame->len, &packet);
	enum verdict v = observe_packet(state->observe, &packet, frame->direction, frame->time_us);
	verdicts[v]++;
	if (v != VERDICT_ACCESS && v != VERDICT_CONNECTION)
		return 0;
	struct tally_event event =
	    tally_event_of(&packet, label_kind(&packet), v == VERDICT_CONNECTION, frame->time_us);
	if (v == VERDICT_ACCESS && tally_event_explain(&event, &packet, state->recall))
		return err_set(err, ERR_NOMEM, "no memory to count");
	return feed_give(state->feed, &event, err);
}

static int count_frames(struct count_state *state, struct segment *segment, const char *path, count_progress progress,
			void *ctx, struct span *span, struct count_result *out, struct err *err)
{
	struct frame frame;
	int more;
	int code = 0;
	while (!code && (more = segment_next(segment, &frame, err)) > 0) {
		code = note_time(span, frame.time_us, path, err);
		if (!code)
			code = count_frame(state, &frame, out->verdicts, err);
		if (progress && span->frames % PROGRESS_EVERY == 0)
			progress(ctx, segment_stats(segment)->bytes_read, span->frames);
	}
	return code ? code : more;
}

static void fill_segment(struct count_result *out, const struct span *span, const struct segment_stats *stats,
			 const char *path, bool attempts_exact)
{
	struct store_segment *s = &out->segment;
	const char *slash = strrchr(path, '/');
	s->sha256 = out->sha256;
	s->file = slash ? slash + 1 : path;
	s->bytes = stats->bytes_read;
	s->begin_us = span->begin_us;
	s->end_us = span->end_us;
	s->silence_us = silence(span);
	s->seen = span->frames + stats->dropped;
	s->dropped = stats->dropped;
	s->accesses = out->verdicts[VERDICT_ACCESS];
	s->connections = out->verdicts[VERDICT_CONNECTION];
	for (size_t v = VERDICT_MAINTENANCE; v < VERDICT_COUNT; v++)
		s->excluded[v] = out->verdicts[v];
	s->truncated = stats->truncated;
	s->attempts_exact = attempts_exact;
	(void)snprintf(out->note, sizeof(out->note), "%s", stats->note);
}

int count_file(struct count_state *state, const char *path, struct handover *handover, count_progress progress,
	       void *ctx, struct count_result *out, struct err *err)
{
	struct segment *segment = NULL;
	struct span span = {0};
	*out = (struct count_result){0};
	const struct segment_limits limits = {.no_digest = !state->digest};
	int code = segment_open(path, &limits, &segment, err);
	if (code)
		return code;
	observe_resume(state->observe);
	recall_clear(state->recall); /* nothing of the file before waits to be counted */
	feed_begin(state->feed, handover);
	code = count_frames(state, segment, path, progress, ctx, &span, out, err);
	struct feed_sums sums;
	struct err late;
	int counted = feed_end(state->feed, code != 0, &sums, &late);
	if (!code && counted)
		*err = late;
	code = code ? code : counted;
	out->attempts = sums.attempts;
	out->rows = sums.rows;
	if (!code && state->digest)
		code = segment_sha256(segment, out->sha256, err);
	if (!code)
		fill_segment(out, &span, segment_stats(segment), path, tally_attempts_exact(state->tally));
	segment_close(segment);
	return code;
}
