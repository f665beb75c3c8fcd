/* Read capture files: pcap and pcapng, plain, gzip or zstd, from a file or standard input. Whatever the
 * bytes say, no read leaves the buffer, no length above the caps is believed, and a compressed bomb
 * ends with ERR_LIMIT. */
#pragma once

#include "base/err.h"
#include "base/hash.h"
#include "packet/packet.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Caps. Zero fields take the defaults of segment_default_limits. */
struct segment_limits {
	uint32_t frame_bytes;     /* longest frame believed: 256 KiB */
	uint32_t block_bytes;     /* longest pcapng block believed: 16 MiB */
	uint64_t total_bytes;     /* most decompressed bytes from one compressed file: 1 TiB */
	uint32_t expansion;       /* most decompressed bytes for each compressed one, past the first 64 MiB: 1024 */
	uint32_t zstd_window_log; /* largest zstd window: 27 (128 MiB) */
	uint32_t interfaces;      /* most pcapng interfaces in a section: 65536 */
	bool no_digest;           /* do not hash: segment_sha256 must not be asked for */
};

struct segment_limits segment_default_limits(void);

/* One captured frame. The pointers are borrowed until the next call on the reader. */
struct frame {
	int64_t time_us; /* since 1970-01-01 UTC; finer fractions are cut off */
	const uint8_t *bytes;
	uint32_t len;      /* bytes captured */
	uint32_t wire_len; /* bytes that were on the line */
	uint32_t link_type;
	enum direction direction; /* pcapng EPB flags; else unknown */
	const char *comment;      /* pcapng packet comment (first opt_comment), NUL-terminated; or NULL */
};

struct segment_stats {
	uint64_t frames;
	uint64_t bytes_read;  /* of the file as it lies on disk, for progress */
	uint64_t bytes_total; /* size of the file, 0 when not known (a pipe) */
	uint64_t dropped;     /* by the kernel, from pcapng interface statistics (isb_ifdrop), summed over interfaces */
	uint64_t skipped;     /* blocks of unknown type and packets that could not be read (named in `note`) */
	bool truncated;       /* the file ends in the middle of a record */
	char note[160];       /* one line about the first thing that was skipped, or about the cut; "" for none */
};

struct segment;

/* Open a file, or standard input for "-". On failure *out is untouched and err says what is wrong with
 * which file: absent, no permission, a directory, empty, not a capture, an unknown link type. */
int segment_open(const char *path, const struct segment_limits *limits, struct segment **out, struct err *err) MUST_USE;
void segment_close(struct segment *s);

/* 1 and a frame; 0 at the end; a negative code when nothing more can be read (limit, damaged compression,
 * absurd lengths). A file that just ends too early is not an error: it ends, and stats say so. */
int segment_next(struct segment *s, struct frame *out, struct err *err) MUST_USE;

const struct segment_stats *segment_stats(const struct segment *s);

/* SHA-256 of the whole file as it lies on disk, as text of SHA256_TEXT_MAX bytes. Reads what is left. */
int segment_sha256(struct segment *s, char *out, struct err *err) MUST_USE;

/* True when the file's first bytes are those of a capture that segment_open can read. For walking folders. */
bool segment_looks_like(const char *path);
