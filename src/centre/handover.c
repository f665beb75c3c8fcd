#include "centre/handover.h"

#include <pthread.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

struct handover {
	struct store *store;
	uint16_t point;
	pthread_t writer;
	pthread_mutex_t lock;
	pthread_cond_t changed;
	struct tally_rows rows; /* full while `full`, else empty arrays to be used again */
	bool full;
	bool closing;
	int code;
	struct err err;
};

static int write_rows(struct handover *h, const struct tally_rows *r, struct err *err)
{
	int code = store_add_source_days(h->store, h->point, r->sources, r->source_count, err);
	if (!code)
		code = store_add_service_hours(h->store, h->point, r->hours, r->hour_count, err);
	if (!code)
		code = store_add_maintenance(h->store, h->point, r->maintenance, r->maintenance_count, err);
	if (!code)
		code = store_add_mark_days(h->store, h->point, r->marks, r->mark_count, err);
	if (!code)
		code = store_add_flood_runs(h->store, h->point, r->floods, r->flood_count, err);
	if (!code)
		code = store_add_login_runs(h->store, h->point, r->runs, r->run_count, err);
	if (!code)
		code = store_add_messages(h->store, h->point, r->messages, r->message_count, err);
	if (!code)
		code = store_add_message_texts(h->store, r->texts, r->text_count, err);
	if (!code)
		code = store_add_payload_days(h->store, h->point, r->payloads, r->payload_count, err);
	if (!code)
		code = store_add_payload_texts(h->store, r->payload_texts, r->payload_text_count, err);
	return code;
}

static void *write_loop(void *ctx)
{
	struct handover *h = ctx;
	(void)pthread_mutex_lock(&h->lock);
	for (;;) {
		while (!h->full && !h->closing)
			(void)pthread_cond_wait(&h->changed, &h->lock);
		if (!h->full)
			break;
		struct err err = {0};
		int code = h->code;
		(void)pthread_mutex_unlock(&h->lock);
		if (!code)
			code = write_rows(h, &h->rows, &err);
		(void)pthread_mutex_lock(&h->lock);
		if (code && !h->code) {
			h->code = code;
			h->err = err;
		}
		h->full = false;
		(void)pthread_cond_broadcast(&h->changed);
	}
	(void)pthread_mutex_unlock(&h->lock);
	return NULL;
}

int handover_start(struct store *store, uint16_t point, struct handover **out, struct err *err)
{
	struct handover *h = calloc(1, sizeof(*h));
	if (!h)
		return err_set(err, ERR_NOMEM, "no memory to import");
	h->store = store;
	h->point = point;
	(void)pthread_mutex_init(&h->lock, NULL);
	(void)pthread_cond_init(&h->changed, NULL);
	if (pthread_create(&h->writer, NULL, write_loop, h)) {
		(void)pthread_mutex_destroy(&h->lock);
		(void)pthread_cond_destroy(&h->changed);
		free(h);
		return err_set(err, ERR_NOMEM, "no memory for a thread");
	}
	*out = h;
	return 0;
}

/* With the lock held: wait until the writer is idle; its error. */
static int wait_idle(struct handover *h, struct err *err)
{
	while (h->full)
		(void)pthread_cond_wait(&h->changed, &h->lock);
	if (h->code && err)
		*err = h->err;
	return h->code;
}

int handover_give(struct handover *h, struct tally_rows *rows, struct err *err)
{
	(void)pthread_mutex_lock(&h->lock);
	int code = wait_idle(h, err);
	if (!code) {
		struct tally_rows empty = h->rows;
		h->rows = *rows;
		*rows = empty;
		h->full = true;
		(void)pthread_cond_broadcast(&h->changed);
	}
	(void)pthread_mutex_unlock(&h->lock);
	return code;
}

int handover_finish(struct handover *h, struct err *err)
{
	(void)pthread_mutex_lock(&h->lock);
	int code = wait_idle(h, err);
	h->closing = true;
	(void)pthread_cond_broadcast(&h->changed);
	(void)pthread_mutex_unlock(&h->lock);
	(void)pthread_join(h->writer, NULL);
	(void)pthread_mutex_destroy(&h->lock);
	(void)pthread_cond_destroy(&h->changed);
	tally_rows_done(&h->rows);
	free(h);
	return code;
}
