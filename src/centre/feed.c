#include "centre/feed.h"

#include <pthread.h>
#include <stdlib.h>

#define BATCH 1024
#define RING 4

struct batch {
	struct tally_event events[BATCH];
	size_t count;
};

struct feed {
	struct tally *tally;
	struct tally_rows rows; /* arrays to be used again */
	struct handover *handover;
	struct feed_sums sums;
	struct batch ring[RING];
	size_t filling; /* the reader's batch: never one of those that wait */
	pthread_t counter;
	pthread_mutex_t lock;
	pthread_cond_t given;
	pthread_cond_t taken;
	size_t first;   /* of those that wait to be counted, or are being counted */
	size_t waiting; /* how many */
	bool closing;
	int code;
	struct err err;
};

static int pass_rows(struct feed *f, struct err *err)
{
	if (tally_take(f->tally, &f->rows))
		return err_set(err, ERR_NOMEM, "no memory to count");
	const struct tally_rows *r = &f->rows;
	f->sums.rows += r->source_count + r->hour_count + r->maintenance_count + r->mark_count + r->flood_count +
			r->run_count + r->message_count + r->text_count + r->payload_count + r->payload_text_count;
	for (size_t i = 0; i < r->source_count; i++)
		f->sums.attempts += r->sources[i].attempts;
	return f->handover ? handover_give(f->handover, &f->rows, err) : 0;
}

/* `code`: what went wrong before; then the batch is only cleared away. */
static int count_batch(struct feed *f, struct batch *b, int code, struct err *err)
{
	for (size_t i = 0; i < b->count; i++) {
		if (code)
			free(b->events[i].message); /* nobody will count it */
		else if (tally_add(f->tally, &b->events[i]))
			code = err_set(err, ERR_NOMEM, "no memory to count");
		else if (tally_ready(f->tally))
			code = pass_rows(f, err);
	}
	b->count = 0;
	return code;
}

static void *count_loop(void *ctx)
{
	struct feed *f = ctx;
	(void)pthread_mutex_lock(&f->lock);
	for (;;) {
		while (!f->waiting && !f->closing)
			(void)pthread_cond_wait(&f->given, &f->lock);
		if (!f->waiting)
			break;
		struct batch *b = &f->ring[f->first];
		struct err err = {0};
		int code = f->code;
		(void)pthread_mutex_unlock(&f->lock);
		code = count_batch(f, b, code, &err);
		(void)pthread_mutex_lock(&f->lock);
		if (code && !f->code) {
			f->code = code;
			f->err = err;
		}
		f->first = (f->first + 1) % RING;
		f->waiting--;
		(void)pthread_cond_signal(&f->taken);
	}
	(void)pthread_mutex_unlock(&f->lock);
	return NULL;
}

int feed_new(struct tally *tally, struct feed **out, struct err *err)
{
	struct feed *f = calloc(1, sizeof(*f));
	if (!f)
		return err_set(err, ERR_NOMEM, "no memory to count");
	f->tally = tally;
	(void)pthread_mutex_init(&f->lock, NULL);
	(void)pthread_cond_init(&f->given, NULL);
	(void)pthread_cond_init(&f->taken, NULL);
	if (pthread_create(&f->counter, NULL, count_loop, f)) {
		(void)pthread_mutex_destroy(&f->lock);
		(void)pthread_cond_destroy(&f->given);
		(void)pthread_cond_destroy(&f->taken);
		free(f);
		return err_set(err, ERR_NOMEM, "no memory for a thread");
	}
	*out = f;
	return 0;
}

void feed_free(struct feed *f)
{
	if (!f)
		return;
	(void)pthread_mutex_lock(&f->lock);
	f->closing = true;
	(void)pthread_cond_signal(&f->given);
	(void)pthread_mutex_unlock(&f->lock);
	(void)pthread_join(f->counter, NULL);
	(void)pthread_mutex_destroy(&f->lock);
	(void)pthread_cond_destroy(&f->given);
	(void)pthread_cond_destroy(&f->taken);
	tally_rows_done(&f->rows);
	free(f);
}

/* The counting thread has nothing to do then: what it uses may be set. */
void feed_begin(struct feed *f, struct handover *handover)
{
	f->handover = handover;
	f->sums = (struct feed_sums){0};
	f->code = 0;
}

/* Let the counter have the batch, and wait until no more than `most` are left to it. */
static int submit(struct feed *f, size_t most, struct err *err)
{
	(void)pthread_mutex_lock(&f->lock);
	if (f->ring[f->filling].count) {
		f->waiting++;
		f->filling = (f->filling + 1) % RING;
		(void)pthread_cond_signal(&f->given);
	}
	while (f->waiting > most)
		(void)pthread_cond_wait(&f->taken, &f->lock);
	int code = f->code;
	if (code)
		*err = f->err;
	(void)pthread_mutex_unlock(&f->lock);
	return code;
}

int feed_give(struct feed *f, const struct tally_event *event, struct err *err)
{
	struct batch *b = &f->ring[f->filling];
	b->events[b->count++] = *event;
	return b->count == BATCH ? submit(f, RING - 1, err) : 0;
}

int feed_end(struct feed *f, bool broken, struct feed_sums *sums, struct err *err)
{
	int code = submit(f, 0, err);
	if (broken || code) {
		if (tally_take(f->tally, &f->rows) && !code)
			code = err_set(err, ERR_NOMEM, "no memory to count");
	} else {
		code = pass_rows(f, err);
	}
	*sums = f->sums;
	f->handover = NULL;
	return code;
}
