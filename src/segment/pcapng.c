/* pcapng: draft-ietf-opsawg-pcapng. */
#include "segment/segment_int.h"

#include <stdlib.h>
#include <string.h>

enum block_type {
	BLOCK_INTERFACE = 1,
	BLOCK_PACKET_OLD = 2,
	BLOCK_SIMPLE = 3,
	BLOCK_STATISTICS = 5,
	BLOCK_PACKET = 6,
	BLOCK_SECTION = 0x0a0d0d0a
};

enum option_code {
	OPTION_END = 0,
	OPTION_COMMENT = 1,
	OPTION_EPB_FLAGS = 2,
	OPTION_ISB_IFDROP = 5,
	OPTION_IF_TSRESOL = 9,
	OPTION_IF_TSOFFSET = 14
};

#define BYTE_ORDER_MAGIC 0x1a2b3c4du
#define BLOCK_LEAST 12
#define COMMENT_MAX 4096
#define OPTIONS_MAX 1024

struct option {
	uint16_t code;
	uint16_t len;
	const uint8_t *value;
};

/* The next option, or false at the end of them. */
static bool next_option(struct rd *r, bool big_endian, struct option *out)
{
	if (r->left < 4)
		return false;
	out->code = rd_u16(r, big_endian);
	out->len = rd_u16(r, big_endian);
	out->value = rd_take(r, out->len);
	if (r->bad || out->code == OPTION_END)
		return false;
	size_t padding = -(size_t)out->len & 3;
	(void)rd_take(r, padding < r->left ? padding : r->left);
	return true;
}

static uint64_t option_number(const struct option *o, bool big_endian)
{
	struct rd r = {.p = o->value, .left = o->len};
	if (o->len == 4)
		return rd_u32(&r, big_endian);
	uint64_t first = rd_u32(&r, big_endian);
	uint64_t second = rd_u32(&r, big_endian);
	return r.bad ? 0 : big_endian ? first << 32 | second : second << 32 | first;
}

/* Units in a second: ten or two to some power. Zero: finer than can be counted. */
static uint64_t resolution(uint8_t value)
{
	unsigned power = value & 0x7f;
	uint64_t units = 1;
	if (value & 0x80)
		return power < 64 ? UINT64_C(1) << power : 0;
	if (power > 19)
		return 0;
	while (power--)
		units *= 10;
	return units;
}

static int read_interface(struct segment *s, struct rd r, struct err *err)
{
	struct interface in = {.per_second = 1000000};
	in.link_type = rd_u16(&r, s->big_endian);
	(void)rd_take(&r, 6);
	struct option o;
	for (int i = 0; i < OPTIONS_MAX && next_option(&r, s->big_endian, &o); i++) {
		if (o.code == OPTION_IF_TSRESOL && o.len == 1)
			in.per_second = resolution(o.value[0]);
		else if (o.code == OPTION_IF_TSOFFSET && o.len == 8)
			in.offset_s = (int64_t)option_number(&o, s->big_endian);
	}
	in.known = packet_link_known(in.link_type) && in.per_second;
	if (s->interface_count >= s->limits.interfaces)
		return err_set(err, ERR_LIMIT, "%s: describes more than %u interfaces", s->path, s->limits.interfaces);
	if (s->interface_count == s->interface_room) {
		size_t room = s->interface_room ? 2 * s->interface_room : 4;
		struct interface *more = realloc(s->interfaces, room * sizeof(*more));
		if (!more)
			return err_set(err, ERR_NOMEM, "%s: no memory to read it", s->path);
		s->interfaces = more;
		s->interface_room = room;
	}
	s->interfaces[s->interface_count++] = in;
	return 0;
}

static void read_statistics(struct segment *s, struct rd r)
{
	uint32_t id = rd_u32(&r, s->big_endian);
	(void)rd_take(&r, 8);
	struct option o;
	if (r.bad || id >= s->interface_count)
		return;
	for (int i = 0; i < OPTIONS_MAX && next_option(&r, s->big_endian, &o); i++) {
		if (o.code != OPTION_ISB_IFDROP || o.len != 8)
			continue;
		/* the count goes on from block to block */
		uint64_t dropped = option_number(&o, s->big_endian);
		if (dropped < UINT64_C(1) << 62 && dropped > s->interfaces[id].dropped) {
			s->stats.dropped += dropped - s->interfaces[id].dropped;
			s->interfaces[id].dropped = dropped;
		}
	}
}

/* Keep the first comment, as text that ends. */
static void keep_comment(struct segment *s, const struct option *o, struct frame *out)
{
	size_t len = o->len < COMMENT_MAX ? o->len : COMMENT_MAX;
	if (!s->comment && !(s->comment = malloc(COMMENT_MAX + 1)))
		return;
	memcpy(s->comment, o->value, len);
	s->comment[len] = '\0';
	out->comment = s->comment;
}

static void read_packet_options(struct segment *s, struct rd *r, struct frame *out)
{
	struct option o;
	for (int i = 0; i < OPTIONS_MAX && next_option(r, s->big_endian, &o); i++) {
		if (o.code == OPTION_EPB_FLAGS && o.len == 4) {
			uint64_t way = option_number(&o, s->big_endian) & 3;
			out->direction = way == 1 ? DIRECTION_IN : way == 2 ? DIRECTION_OUT : DIRECTION_UNKNOWN;
		} else if (o.code == OPTION_COMMENT && !out->comment) {
			keep_comment(s, &o, out);
		}
	}
}

/* Time in units of the interface to microseconds; false when it cannot be a date. */
static bool convert_time(const struct interface *in, uint64_t ticks, int64_t *out)
{
	uint64_t seconds = ticks / in->per_second;
	uint64_t rest = ticks % in->per_second;
	const int64_t most = INT64_C(1) << 40;
	if (seconds > (uint64_t)most || in->offset_s > most || in->offset_s < -most)
		return false;
	__extension__ unsigned __int128 micros = (unsigned __int128)rest * 1000000 / in->per_second;
	*out = ((int64_t)seconds + in->offset_s) * 1000000 + (int64_t)micros;
	return true;
}

/* 1: a frame; 0: nothing for us in this block; negative: an error. */
static int read_packet(struct segment *s, enum block_type type, struct rd r, struct frame *out)
{
	*out = (struct frame){0};
	uint32_t id = 0;
	uint64_t ticks = 0;
	if (type == BLOCK_PACKET_OLD) {
		id = rd_u16(&r, s->big_endian);
		(void)rd_u16(&r, s->big_endian);
	} else if (type == BLOCK_PACKET) {
		id = rd_u32(&r, s->big_endian);
	}
	if (type != BLOCK_SIMPLE) {
		ticks = (uint64_t)rd_u32(&r, s->big_endian) << 32;
		ticks |= rd_u32(&r, s->big_endian);
		out->len = rd_u32(&r, s->big_endian);
	}
	out->wire_len = rd_u32(&r, s->big_endian);
	if (type == BLOCK_SIMPLE)
		out->len = out->wire_len < r.left ? out->wire_len : (uint32_t)r.left;
	if (out->len > s->limits.frame_bytes || r.bad || id >= s->interface_count) {
		segment_skipped(s, "a packet of unknown interface or absurd length");
		return 0;
	}
	const struct interface *in = &s->interfaces[id];
	out->bytes = rd_take(&r, out->len);
	if (!in->known || !out->bytes || type == BLOCK_SIMPLE || !convert_time(in, ticks, &out->time_us)) {
		segment_skipped(s,
				!in->known    ? "packets of link type %u, which is not known"
				: !out->bytes ? "a packet longer than its block (link type %u)"
					      : "packets without a time that can be a date (link type %u)",
				in->link_type);
		return 0;
	}
	out->link_type = in->link_type;
	size_t padding = -(size_t)out->len & 3;
	(void)rd_take(&r, padding < r.left ? padding : r.left);
	read_packet_options(s, &r, out);
	return 1;
}

/* A section header tells the byte order of its section, in its own second word. */
static int read_section(struct segment *s, const uint8_t *bytes, size_t have, struct err *err)
{
	struct rd r = {.p = bytes + 8, .left = have - 8};
	uint32_t magic = rd_u32(&r, true);
	if (r.bad || (magic != BYTE_ORDER_MAGIC && magic != __builtin_bswap32(BYTE_ORDER_MAGIC)))
		return err_set(err, ERR_PARSE, "%s: at byte %llu a section has no byte order", s->path,
			       (unsigned long long)stream_position(s->stream));
	s->big_endian = magic == BYTE_ORDER_MAGIC;
	s->interface_count = 0;
	return 0;
}

/* See the next whole block. 1, 0 at the end (or the cut), or an error. */
static int next_block(struct segment *s, uint32_t *type, const uint8_t **bytes, size_t *len, struct err *err)
{
	size_t have;
	int code = stream_peek(s->stream, BLOCK_LEAST, bytes, &have, err);
	if (code || have == 0)
		return code;
	if (have < BLOCK_LEAST)
		return segment_cut(s);
	struct rd r = {.p = *bytes, .left = have};
	*type = rd_u32(&r, s->big_endian);
	if (*type == BLOCK_SECTION) {
		code = read_section(s, *bytes, have, err);
		if (code)
			return code;
	}
	uint32_t total = rd_u32(&r, s->big_endian);
	if (total < BLOCK_LEAST || total > s->limits.block_bytes || total % 4)
		return err_set(err, ERR_PARSE, "%s: at byte %llu a block claims %u bytes; the file is damaged there",
			       s->path, (unsigned long long)stream_position(s->stream), total);
	code = stream_peek(s->stream, total, bytes, &have, err);
	if (code)
		return code;
	if (have < total)
		return segment_cut(s);
	*len = total;
	return 1;
}

int pcapng_begin(struct segment *s, struct err *err)
{
	s->pcapng = true;
	uint32_t type = 0;
	const uint8_t *bytes = NULL;
	size_t len = 0;
	int more = next_block(s, &type, &bytes, &len, err);
	if (more < 0)
		return more;
	return more ? 0 : err_set(err, ERR_PARSE, "%s: is cut in its header; there is nothing in it", s->path);
}

/* A file of which no interface can be read is refused when its first packet comes. */
static int check_interfaces(const struct segment *s, struct err *err)
{
	for (size_t i = 0; i < s->interface_count; i++)
		if (s->interfaces[i].known)
			return 0;
	if (!s->interface_count)
		return 0;
	return err_set(err, ERR_PARSE, "%s: its link type %u is not known", s->path, s->interfaces[0].link_type);
}

int pcapng_next(struct segment *s, struct frame *out, struct err *err)
{
	uint32_t type = 0;
	const uint8_t *bytes = NULL;
	size_t len = 0;
	int more;
	while ((more = next_block(s, &type, &bytes, &len, err)) > 0) {
		struct rd body = {.p = bytes + 8, .left = len - BLOCK_LEAST};
		int code = 0;
		switch (type) {
		case BLOCK_INTERFACE:
			code = read_interface(s, body, err);
			break;
		case BLOCK_STATISTICS:
			read_statistics(s, body);
			break;
		case BLOCK_PACKET:
		case BLOCK_PACKET_OLD:
		case BLOCK_SIMPLE:
			code = check_interfaces(s, err);
			if (!code)
				code = read_packet(s, (enum block_type)type, body, out);
			break;
		default: /* names, secrets, sections and what others add: nothing to count in them */
			break;
		}
		stream_skip(s->stream, len);
		if (code)
			return code;
	}
	return more;
}

void pcapng_done(struct segment *s)
{
	free(s->interfaces);
	free(s->comment);
}
