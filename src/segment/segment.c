#include "segment/segment.h"

#include "segment/segment_int.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define MAGIC_BYTES 4

struct segment_limits segment_default_limits(void)
{
	return (struct segment_limits){.frame_bytes = 256u << 10,
				       .block_bytes = 16u << 20,
				       .total_bytes = UINT64_C(1) << 40,
				       .expansion = 1024,
				       .zstd_window_log = 27,
				       .interfaces = 65536};
}

static struct segment_limits take_limits(const struct segment_limits *given)
{
	struct segment_limits l = segment_default_limits();
	if (!given)
		return l;
	if (given->frame_bytes)
		l.frame_bytes = given->frame_bytes;
	if (given->block_bytes)
		l.block_bytes = given->block_bytes;
	if (given->total_bytes)
		l.total_bytes = given->total_bytes;
	if (given->expansion)
		l.expansion = given->expansion;
	if (given->zstd_window_log)
		l.zstd_window_log = given->zstd_window_log;
	if (given->interfaces)
		l.interfaces = given->interfaces;
	l.no_digest = given->no_digest;
	return l;
}

int segment_cut(struct segment *s)
{
	s->stats.truncated = true;
	if (!s->stats.note[0])
		(void)snprintf(s->stats.note, sizeof(s->stats.note),
			       "it ends in the middle of a packet, after %llu whole ones; those were taken",
			       (unsigned long long)s->stats.frames);
	return 0;
}

void segment_skipped(struct segment *s, const char *fmt, ...)
{
	if (s->stats.skipped++)
		return;
	va_list ap;
	va_start(ap, fmt);
	char what[128];
	(void)vsnprintf(what, sizeof(what), fmt, ap);
	va_end(ap);
	(void)snprintf(s->stats.note, sizeof(s->stats.note), "skipped: %s", what);
}

static bool is_pcap(uint32_t magic)
{
	static const uint32_t known[] = {0xa1b2c3d4u, 0xa1b23c4du, 0xa1b2cd34u};
	for (size_t i = 0; i < sizeof(known) / sizeof(*known); i++)
		if (magic == known[i] || __builtin_bswap32(magic) == known[i])
			return true;
	return false;
}

static int begin(struct segment *s, struct err *err)
{
	const uint8_t *bytes;
	size_t have;
	int code = stream_peek(s->stream, MAGIC_BYTES, &bytes, &have, err);
	if (code)
		return code;
	if (have == 0)
		return err_set(err, ERR_PARSE, "%s: is empty", s->path);
	struct rd r = {.p = bytes, .left = have};
	uint32_t magic = rd_be32(&r);
	if (!r.bad && is_pcap(magic))
		return pcap_begin(s, magic, err);
	if (!r.bad && magic == 0x0a0d0d0au)
		return pcapng_begin(s, err);
	return err_set(err, ERR_PARSE, "%s: is not a capture (pcap or pcapng, plain or compressed with gzip or zstd)",
		       s->path);
}

int segment_open(const char *path, const struct segment_limits *limits, struct segment **out, struct err *err)
{
	struct segment *s = calloc(1, sizeof(*s));
	if (!s)
		return err_set(err, ERR_NOMEM, "%s: no memory to read it", path);
	s->limits = take_limits(limits);
	/* a piece is at most a whole block, or a frame with its header */
	size_t most = s->limits.block_bytes > s->limits.frame_bytes ? s->limits.block_bytes : s->limits.frame_bytes;
	int code = 0;
	if (!(s->path = strdup(strcmp(path, "-") ? path : "standard input")))
		code = err_set(err, ERR_NOMEM, "%s: no memory to read it", path);
	if (!code)
		code = source_open(path, &s->limits, &s->source, err);
	if (!code)
		code = stream_open(s->source, most + 64, &s->stream, err);
	if (!code)
		code = begin(s, err);
	if (code) {
		segment_close(s);
		return code;
	}
	*out = s;
	return 0;
}

void segment_close(struct segment *s)
{
	if (!s)
		return;
	stream_close(s->stream);
	source_close(s->source);
	pcapng_done(s);
	free(s->path);
	free(s);
}

int segment_next(struct segment *s, struct frame *out, struct err *err)
{
	int more = s->pcapng ? pcapng_next(s, out, err) : pcap_next(s, out, err);
	if (more > 0)
		s->stats.frames++;
	else if (more == 0 && source_cut(s->source) && !s->stats.truncated)
		more = segment_cut(s);
	return more;
}

const struct segment_stats *segment_stats(const struct segment *s)
{
	/* the source goes on reading ahead in its thread; these two are only looked at */
	struct segment_stats *stats = (struct segment_stats *)&s->stats;
	stats->bytes_read = source_bytes(s->source);
	stats->bytes_total = source_size(s->source);
	return stats;
}

int segment_sha256(struct segment *s, char *out, struct err *err)
{
	stream_stop(s->stream);
	return source_sha256(s->source, out, err);
}

bool segment_looks_like(const char *path)
{
	struct segment *s = NULL;
	struct err err;
	int code = segment_open(path, NULL, &s, &err);
	segment_close(s);
	/* what is damaged, or of a link type that is not known, is still a capture: importing it will say so */
	return code == 0 || (code == ERR_PARSE && !strstr(err.msg, "is not a capture") && !strstr(err.msg, "is empty"));
}
