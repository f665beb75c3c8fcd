/* Classic pcap: draft-ietf-opsawg-pcap. */
#include "segment/segment_int.h"

#define HEADER_BYTES 24

#define MAGIC_MICRO 0xa1b2c3d4u
#define MAGIC_NANO 0xa1b23c4du
#define MAGIC_PATCHED 0xa1b2cd34u /* with 24-byte record headers, by old Linux systems */

int pcap_begin(struct segment *s, uint32_t magic, struct err *err)
{
	const uint8_t *bytes;
	size_t have;
	int code = stream_peek(s->stream, HEADER_BYTES, &bytes, &have, err);
	if (code)
		return code;
	if (have < HEADER_BYTES)
		return err_set(err, ERR_PARSE, "%s: is cut in its header; there is nothing in it", s->path);
	uint32_t swapped = __builtin_bswap32(magic);
	s->big_endian = magic == MAGIC_MICRO || magic == MAGIC_NANO || magic == MAGIC_PATCHED;
	uint32_t kind = s->big_endian ? magic : swapped;
	s->ticks = kind == MAGIC_NANO ? 1000 : 1;
	s->record_bytes = kind == MAGIC_PATCHED ? 24 : 16;
	struct rd r = {.p = bytes + 20, .left = 4};
	/* the upper bits tell of frame check sequences, which change nothing here */
	s->link_type = rd_u32(&r, s->big_endian) & 0xffff;
	stream_skip(s->stream, HEADER_BYTES);
	if (!packet_link_known(s->link_type))
		return err_set(err, ERR_PARSE, "%s: its link type %u is not known", s->path, s->link_type);
	return 0;
}

int pcap_next(struct segment *s, struct frame *out, struct err *err)
{
	const uint8_t *bytes;
	size_t have;
	int code = stream_peek(s->stream, s->record_bytes, &bytes, &have, err);
	if (code || have == 0)
		return code;
	if (have < s->record_bytes)
		return segment_cut(s);
	struct rd r = {.p = bytes, .left = have};
	uint32_t seconds = rd_u32(&r, s->big_endian);
	uint32_t fraction = rd_u32(&r, s->big_endian);
	uint32_t captured = rd_u32(&r, s->big_endian);
	uint32_t wire = rd_u32(&r, s->big_endian);
	if (captured > s->limits.frame_bytes)
		return err_set(err, ERR_PARSE, "%s: at byte %llu a packet claims %u bytes; the file is damaged there",
			       s->path, (unsigned long long)stream_position(s->stream), captured);
	size_t whole = s->record_bytes + (size_t)captured;
	code = stream_peek(s->stream, whole, &bytes, &have, err);
	if (code)
		return code;
	if (have < whole)
		return segment_cut(s);
	*out = (struct frame){.time_us = (int64_t)seconds * 1000000 + fraction / s->ticks,
			      .bytes = bytes + s->record_bytes,
			      .len = captured,
			      .wire_len = wire,
			      .link_type = s->link_type};
	stream_skip(s->stream, whole);
	return 1;
}
