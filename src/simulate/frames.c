#include "simulate/frames.h"

#include "base/civil.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { RECORD_HEAD = 16, FILE_HEAD = 24, ETHER_HEAD = 14, ETHER_LEAST = 60, OUT_BYTES = 1 << 18, PATH_BYTES = 4096 };

/* Locally administered addresses (IEEE 802: second-lowest bit of the first byte). */
static const uint8_t point_mac[6] = {0x02, 0x74, 0x65, 0x69, 0x00, 0x01};
static const uint8_t gateway_mac[6] = {0x02, 0x74, 0x65, 0x69, 0x00, 0xfe};

void frames_init(struct frames *f)
{
	*f = (struct frames){0};
}

void frames_done(struct frames *f)
{
	free(f->bytes);
	free(f->at);
	*f = (struct frames){0};
}

void frames_clear(struct frames *f)
{
	f->len = 0;
	f->count = 0;
	f->failed = 0;
}

static int make_room(struct frames *f, size_t more)
{
	if (f->len + more > UINT32_MAX)
		return ERR_LIMIT;
	if (f->len + more > f->room) {
		size_t room = f->room ? f->room * 2 : (size_t)1 << 20;
		uint8_t *bytes = realloc(f->bytes, room);
		if (!bytes)
			return ERR_NOMEM;
		f->bytes = bytes;
		f->room = room;
	}
	if (f->count == f->at_room) {
		size_t room = f->at_room ? f->at_room * 2 : 4096;
		struct frame_at *at = realloc(f->at, room * sizeof(*at));
		if (!at)
			return ERR_NOMEM;
		f->at = at;
		f->at_room = room;
	}
	return 0;
}

static void put_le32(uint8_t *at, uint32_t v)
{
	for (int i = 0; i < 4; i++)
		at[i] = (uint8_t)(v >> (8 * i));
}

static void add(struct frames *f, int64_t time_us, const uint8_t *macs, uint16_t type, const uint8_t *body, size_t len,
		bool pad)
{
	size_t frame = ETHER_HEAD + len;
	size_t whole = pad && frame < ETHER_LEAST ? ETHER_LEAST : frame;
	int code = f->failed ? f->failed : make_room(f, RECORD_HEAD + whole);
	if (code) {
		f->failed = code;
		return;
	}
	uint8_t *b = f->bytes + f->len;
	put_le32(b, (uint32_t)(time_us / US_PER_SECOND));
	put_le32(b + 4, (uint32_t)(time_us % US_PER_SECOND));
	put_le32(b + 8, (uint32_t)whole);
	put_le32(b + 12, (uint32_t)whole);
	b += RECORD_HEAD;
	memcpy(b, macs, 12);
	put_be16(b + 12, type);
	memcpy(b + ETHER_HEAD, body, len);
	memset(b + frame, 0, whole - frame);
	f->at[f->count++] = (struct frame_at){time_us, (uint32_t)f->len, (uint32_t)(RECORD_HEAD + whole)};
	f->len += RECORD_HEAD + whole;
}

/* Destination and source of the link header. */
static void macs_put(uint8_t macs[12], enum frame_way way)
{
	if (way == FRAME_GROUP)
		memset(macs, 0xff, 6);
	else
		memcpy(macs, way == FRAME_IN ? point_mac : gateway_mac, 6);
	memcpy(macs + 6, way == FRAME_OUT ? point_mac : gateway_mac, 6);
}

void frames_ip(struct frames *f, int64_t time_us, enum frame_way way, const struct draft *packet)
{
	uint8_t macs[12];
	const uint8_t *ip = packet->bytes;
	bool v4 = ip[0] >> 4 == 4;
	macs_put(macs, way);
	if (way == FRAME_GROUP && v4 && ip[16] >> 4 == 14) { /* RFC 1112 section 6.4 */
		const uint8_t group[6] = {0x01, 0x00, 0x5e, ip[17] & 0x7f, ip[18], ip[19]};
		memcpy(macs, group, 6);
	} else if (way == FRAME_GROUP && !v4) { /* RFC 2464 section 7 */
		const uint8_t group[6] = {0x33, 0x33, ip[36], ip[37], ip[38], ip[39]};
		memcpy(macs, group, 6);
	}
	add(f, time_us, macs, v4 ? ETHER_IPV4 : ETHER_IPV6, ip, packet->len, way != FRAME_OUT);
}

void frames_other(struct frames *f, int64_t time_us, enum frame_way way, uint16_t type, const uint8_t *body, size_t len)
{
	uint8_t macs[12];
	macs_put(macs, way);
	add(f, time_us, macs, type, body, len, way != FRAME_OUT);
}

/* By time; what was added first comes first. */
static int compare(const void *a, const void *b)
{
	const struct frame_at *x = a;
	const struct frame_at *y = b;
	if (x->time_us != y->time_us)
		return x->time_us < y->time_us ? -1 : 1;
	return x->offset < y->offset ? -1 : x->offset > y->offset;
}

struct file {
	int fd;
	size_t len;
	uint8_t *bytes; /* OUT_BYTES */
};

static int flush(struct file *file, const uint8_t *bytes, size_t len)
{
	while (len) {
		ssize_t n = write(file->fd, bytes, len);
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return ERR_IO;
		bytes += n;
		len -= (size_t)n;
	}
	return 0;
}

static int put(struct file *file, const uint8_t *bytes, size_t len)
{
	if (len > OUT_BYTES - file->len) {
		int code = flush(file, file->bytes, file->len);
		file->len = 0;
		if (code || len > OUT_BYTES)
			return code ? code : flush(file, bytes, len);
	}
	memcpy(file->bytes + file->len, bytes, len);
	file->len += len;
	return 0;
}

static int write_all(const struct frames *f, struct file *file)
{
	/* Magic, version 2.4, zone, accuracy, longest frame, link type 1: Ethernet. */
	uint8_t head[FILE_HEAD] = {0xd4, 0xc3, 0xb2, 0xa1, 2, 0, 4};
	put_le32(head + 16, 65535);
	put_le32(head + 20, 1);
	int code = put(file, head, sizeof(head));
	for (size_t i = 0; i < f->count && !code; i++)
		code = put(file, f->bytes + f->at[i].offset, f->at[i].len);
	return code ? code : flush(file, file->bytes, file->len);
}

/* Write by a function or a text under another name, then give the file its own. */
static int write_file(const char *path, const struct frames *f, const char *text, size_t len, struct err *err)
{
	char part[PATH_BYTES];
	int n = snprintf(part, sizeof(part), "%s.part", path);
	if (n < 0 || (size_t)n >= sizeof(part))
		return err_set(err, ERR_LIMIT, "%s: the path is too long", path);
	struct file file = {.bytes = malloc(OUT_BYTES)};
	if (!file.bytes)
		return err_set(err, ERR_NOMEM, "no memory to write %s", path);
	file.fd = open(part, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
	if (file.fd < 0) {
		int code = err_errno(err, "write %s", part);
		free(file.bytes);
		return code;
	}
	int code = f ? write_all(f, &file) : flush(&file, (const uint8_t *)text, len);
	if (code)
		code = err_errno(err, "write %s", part);
	if (close(file.fd) && !code)
		code = err_errno(err, "write %s", part);
	if (!code && rename(part, path))
		code = err_errno(err, "rename %s to %s", part, path);
	if (code)
		(void)unlink(part);
	free(file.bytes);
	return code;
}

int frames_write(struct frames *f, const char *path, struct err *err)
{
	if (f->failed)
		return err_set(err, f->failed, "%s: %s", path,
			       f->failed == ERR_LIMIT ? "more than 4 GiB in one day; choose a smaller scale"
						      : "no memory");
	if (f->count)
		qsort(f->at, f->count, sizeof(*f->at), compare);
	return write_file(path, f, NULL, 0, err);
}

int frames_write_text(const char *path, const char *text, size_t len, struct err *err)
{
	return write_file(path, NULL, text, len, err);
}
