/* Shared within segment: not for other folders. */
#pragma once

#include "base/rd.h"
#include "segment/segment.h"
#include "segment/source.h"
#include "segment/stream.h"

/* A pcapng interface of the current section. */
struct interface {
	uint32_t link_type;
	bool known;          /* its frames can be decoded */
	uint64_t per_second; /* time stamp units */
	int64_t offset_s;
	uint64_t dropped; /* by the last statistics block */
};

struct segment {
	char *path;
	struct segment_limits limits;
	struct segment_stats stats;
	struct source *source;
	struct stream *stream;
	bool big_endian;
	bool pcapng;
	/* pcap */
	uint32_t link_type;
	uint32_t record_bytes; /* length of a record's header: 16, or 24 of a patched format */
	uint32_t ticks;        /* time stamp units in a microsecond: 1 or 1000 */
	/* pcapng */
	struct interface *interfaces;
	size_t interface_count;
	size_t interface_room;
	char *comment;
};

/* Read the file's header; the stream stands at its beginning. */
int pcap_begin(struct segment *s, uint32_t magic, struct err *err) MUST_USE;
int pcap_next(struct segment *s, struct frame *out, struct err *err) MUST_USE;

int pcapng_begin(struct segment *s, struct err *err) MUST_USE;
int pcapng_next(struct segment *s, struct frame *out, struct err *err) MUST_USE;
void pcapng_done(struct segment *s);

/* The file ended in the middle of a record: note it, and end. Returns 0. */
int segment_cut(struct segment *s);

/* Note the first thing that was skipped. */
void segment_skipped(struct segment *s, const char *fmt, ...) PRINTF_LIKE(2, 3);
