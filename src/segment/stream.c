#include "segment/stream.h"

#include <pthread.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

#define BLOCK_BYTES (1u << 20)
#define FIRST_BYTES (64u << 10)

/* A block has head room before its data: what is left of the block before is copied there, so that a piece
 * that crosses two blocks is in one piece and nothing else is ever copied. */
struct block {
	uint8_t *room;
	size_t len; /* of data */
	bool full;  /* filled, or being read: not the reader's */
};

struct stream {
	struct source *source;
	size_t head; /* bytes of head room */
	struct block blocks[2];
	size_t current; /* the block that is being read */
	const uint8_t *at;
	size_t left;
	uint64_t position;
	bool first_done; /* the first, small block is read without a thread: many files are only looked at */
	bool running;
	bool ended; /* the source has no more */
	volatile bool stop;
	int code;
	struct err err;
	pthread_t reader;
	pthread_mutex_t lock;
	pthread_cond_t changed;
};

/* Most of the head room is never touched: memory that is only reserved costs nothing. */
static uint8_t *map(size_t bytes)
{
	void *room = mmap(NULL, bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
	return room == MAP_FAILED ? NULL : room;
}

int stream_open(struct source *source, size_t most, struct stream **out, struct err *err)
{
	struct stream *s = calloc(1, sizeof(*s));
	if (!s)
		return err_set(err, ERR_NOMEM, "no memory to read a capture");
	s->source = source;
	s->head = most;
	s->current = 1;
	for (size_t i = 0; i < 2; i++)
		s->blocks[i].room = map(most + BLOCK_BYTES);
	(void)pthread_mutex_init(&s->lock, NULL);
	(void)pthread_cond_init(&s->changed, NULL);
	if (!s->blocks[0].room || !s->blocks[1].room) {
		stream_close(s);
		return err_set(err, ERR_NOMEM, "no memory to read a capture");
	}
	*out = s;
	return 0;
}

/* Fill a block's data as far as the source gives. */
static int fill(struct stream *s, struct block *b, size_t room, bool *ended, struct err *err)
{
	b->len = 0;
	*ended = false;
	while (b->len < room && !s->stop) {
		size_t got = 0;
		int code = source_read(s->source, b->room + s->head + b->len, room - b->len, &s->stop, &got, err);
		if (code)
			return code;
		*ended = got == 0;
		if (*ended)
			break;
		b->len += got;
	}
	return 0;
}

static void *read_loop(void *ctx)
{
	struct stream *s = ctx;
	size_t next = 1 - s->current;
	bool ended = false;
	int code = 0;
	while (!ended && !code) {
		struct block *b = &s->blocks[next];
		(void)pthread_mutex_lock(&s->lock);
		while (b->full && !s->stop)
			(void)pthread_cond_wait(&s->changed, &s->lock);
		bool stop = s->stop;
		(void)pthread_mutex_unlock(&s->lock);
		if (stop)
			break;
		struct err err = {0};
		code = fill(s, b, BLOCK_BYTES, &ended, &err);
		(void)pthread_mutex_lock(&s->lock);
		b->full = true;
		s->ended = ended || code;
		s->code = code;
		s->err = err;
		(void)pthread_cond_broadcast(&s->changed);
		(void)pthread_mutex_unlock(&s->lock);
		next = 1 - next;
	}
	return NULL;
}

/* The next block, with what is left of the current one before it. */
static void enter(struct stream *s, struct block *b)
{
	uint8_t *begin = b->room + s->head - s->left;
	if (s->left)
		memcpy(begin, s->at, s->left);
	s->at = begin;
	s->left += b->len;
}

static int first_block(struct stream *s, struct err *err)
{
	struct block *b = &s->blocks[s->current];
	s->first_done = true;
	s->code = fill(s, b, FIRST_BYTES, &s->ended, &s->err);
	if (s->code) {
		*err = s->err;
		return s->code;
	}
	enter(s, b);
	b->full = true;
	if (s->ended)
		return 0;
	if (pthread_create(&s->reader, NULL, read_loop, s))
		return err_set(err, ERR_NOMEM, "no memory for a thread");
	s->running = true;
	return 0;
}

/* More bytes; false at the end. */
static int more(struct stream *s, bool *any, struct err *err)
{
	*any = false;
	if (!s->first_done) {
		*any = true;
		return first_block(s, err);
	}
	struct block *b = &s->blocks[1 - s->current];
	(void)pthread_mutex_lock(&s->lock);
	while (s->running && !b->full && !s->ended)
		(void)pthread_cond_wait(&s->changed, &s->lock);
	bool full = b->full;
	int code = full ? 0 : s->code;
	if (code)
		*err = s->err;
	(void)pthread_mutex_unlock(&s->lock);
	if (!full)
		return code;
	*any = true;
	enter(s, b);
	/* the rest of the block that is left has been copied: it is the reader's again */
	(void)pthread_mutex_lock(&s->lock);
	s->blocks[s->current].full = false;
	(void)pthread_cond_broadcast(&s->changed);
	(void)pthread_mutex_unlock(&s->lock);
	s->current = 1 - s->current;
	return 0;
}

int stream_peek(struct stream *s, size_t want, const uint8_t **bytes, size_t *have, struct err *err)
{
	bool any = true;
	while (s->left < want && any) {
		if (s->left > s->head)
			return err_set(err, ERR_LIMIT, "a record is longer than %zu bytes", s->head);
		int code = more(s, &any, err);
		if (code)
			return code;
	}
	*bytes = s->at;
	*have = s->left < want ? s->left : want;
	return 0;
}

void stream_skip(struct stream *s, size_t count)
{
	s->at += count;
	s->left -= count;
	s->position += count;
}

uint64_t stream_position(const struct stream *s)
{
	return s->position;
}

void stream_stop(struct stream *s)
{
	if (!s->running)
		return;
	(void)pthread_mutex_lock(&s->lock);
	s->stop = true;
	(void)pthread_cond_broadcast(&s->changed);
	(void)pthread_mutex_unlock(&s->lock);
	(void)pthread_join(s->reader, NULL);
	s->running = false;
}

void stream_close(struct stream *s)
{
	if (!s)
		return;
	stream_stop(s);
	(void)pthread_mutex_destroy(&s->lock);
	(void)pthread_cond_destroy(&s->changed);
	for (size_t i = 0; i < 2; i++)
		if (s->blocks[i].room)
			(void)munmap(s->blocks[i].room, s->head + BLOCK_BYTES);
	free(s);
}
