#include "segment/segment.h"

#include "tap.h"

#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zlib.h>
#include <zstd.h>

/* A capture file being made. */
struct file {
	uint8_t bytes[1 << 16];
	size_t len;
	bool big;
};

static char folder[] = "/tmp/teiten-segment-XXXXXX";
static char path[128];

static void put(struct file *f, const void *bytes, size_t len)
{
	memcpy(f->bytes + f->len, bytes, len);
	f->len += len;
}

static void put16(struct file *f, uint16_t v)
{
	uint8_t b[] = {(uint8_t)v, (uint8_t)(v >> 8)};
	uint8_t r[] = {b[1], b[0]};
	put(f, f->big ? r : b, 2);
}

static void put32(struct file *f, uint32_t v)
{
	put16(f, f->big ? (uint16_t)(v >> 16) : (uint16_t)v);
	put16(f, f->big ? (uint16_t)v : (uint16_t)(v >> 16));
}

static const char *save(const void *bytes, size_t len)
{
	(void)snprintf(path, sizeof(path), "%s/capture", folder);
	FILE *out = fopen(path, "wb");
	if (!out || (len && fwrite(bytes, len, 1, out) != 1) || fclose(out))
		exit(EXIT_FAILURE);
	return path;
}

static void pcap_header(struct file *f, uint32_t magic, uint32_t link)
{
	put32(f, magic);
	put16(f, 2);
	put16(f, 4);
	put32(f, 0);
	put32(f, 0);
	put32(f, 65535);
	put32(f, link);
}

static void pcap_record(struct file *f, uint32_t seconds, uint32_t fraction, uint32_t len, bool patched)
{
	put32(f, seconds);
	put32(f, fraction);
	put32(f, len);
	put32(f, len + 100);
	if (patched)
		put(f, "\0\0\0\0\0\0\0\0", 8);
	for (uint32_t i = 0; i < len; i++)
		put(f, &(uint8_t){(uint8_t)i}, 1);
}

/* Frames of a file, and whether each is as it was written: bytes 0, 1, 2, ... */
static int64_t count_frames(const char *from, struct frame *last, struct segment_stats *stats, struct err *err)
{
	struct segment *s = NULL;
	struct frame frame;
	int64_t n = 0;
	int more = segment_open(from, NULL, &s, err);
	while (!more && (more = segment_next(s, &frame, err)) > 0) {
		for (uint32_t i = 0; i < frame.len; i++)
			if (frame.bytes[i] != (uint8_t)i)
				exit(EXIT_FAILURE);
		n++;
		*last = frame;
		last->comment = frame.comment ? "with a comment" : NULL;
		more = 0;
	}
	if (s)
		*stats = *segment_stats(s);
	segment_close(s);
	return more < 0 ? more : n;
}

static void test_pcap(void)
{
	static const struct {
		const char *name;
		uint32_t magic;
		bool big;
		uint32_t fraction;
	} kinds[] = {{"little endian, microseconds", 0xa1b2c3d4, false, 123456},
		     {"big endian, microseconds", 0xa1b2c3d4, true, 123456},
		     {"little endian, nanoseconds", 0xa1b23c4d, false, 123456789},
		     {"big endian, nanoseconds", 0xa1b23c4d, true, 123456789},
		     {"patched, little endian", 0xa1b2cd34, false, 123456}};
	for (size_t i = 0; i < sizeof(kinds) / sizeof(*kinds); i++) {
		static struct file f;
		struct frame last = {0};
		struct segment_stats stats = {0};
		struct err err = {0};
		f = (struct file){.big = kinds[i].big};
		pcap_header(&f, kinds[i].magic, 1 | 0x10000000);
		for (uint32_t k = 0; k < 3; k++)
			pcap_record(&f, 4000000000u, kinds[i].fraction, 60 + k, kinds[i].magic == 0xa1b2cd34);
		IS_INT(count_frames(save(f.bytes, f.len), &last, &stats, &err), 3, kinds[i].name);
		IS_INT(last.time_us, INT64_C(4000000000123456), "its times, beyond 2038");
		OK(last.len == 62 && last.wire_len == 162 && last.link_type == 1 && !stats.truncated, "its lengths");
		bool good = true;
		size_t record = kinds[i].magic == 0xa1b2cd34 ? 24 : 16;
		for (size_t cut = 24; cut < f.len; cut++) {
			size_t whole = cut < 24 + record + 60 ? 0 : cut < 24 + 2 * record + 121 ? 1 : 2;
			bool clean = cut == 24 || cut == 24 + record + 60 || cut == 24 + 2 * record + 121;
			stats = (struct segment_stats){0};
			good &= count_frames(save(f.bytes, cut), &last, &stats, &err) == (int64_t)whole &&
				stats.truncated == !clean;
		}
		OK(good, "cut anywhere the whole packets are there, and the cut is told");
	}
}

static void block(struct file *f, uint32_t type, const struct file *body)
{
	put32(f, type);
	put32(f, (uint32_t)(12 + body->len));
	put(f, body->bytes, body->len);
	put32(f, (uint32_t)(12 + body->len));
}

static void section(struct file *f)
{
	static struct file b;
	b = (struct file){.big = f->big};
	put32(&b, 0x1a2b3c4d);
	put16(&b, 1);
	put16(&b, 0);
	put32(&b, UINT32_MAX);
	put32(&b, UINT32_MAX);
	block(f, 0x0a0d0d0a, &b);
}

static void interface(struct file *f, uint16_t link, uint8_t resolution)
{
	static struct file b;
	b = (struct file){.big = f->big};
	put16(&b, link);
	put16(&b, 0);
	put32(&b, 0);
	put16(&b, 9);
	put16(&b, 1);
	put(&b, (uint8_t[]){resolution, 0, 0, 0}, 4);
	put32(&b, 0);
	block(f, 1, &b);
}

static void enhanced(struct file *f, uint32_t id, uint64_t ticks, uint32_t len, uint32_t flags, const char *comment)
{
	static struct file b;
	b = (struct file){.big = f->big};
	put32(&b, id);
	put32(&b, (uint32_t)(ticks >> 32));
	put32(&b, (uint32_t)ticks);
	put32(&b, len);
	put32(&b, len);
	for (uint32_t i = 0; i < len; i++)
		put(&b, &(uint8_t){(uint8_t)i}, 1);
	put(&b, "\0\0\0", -(size_t)len & 3);
	if (comment) {
		put16(&b, 1);
		put16(&b, (uint16_t)strlen(comment));
		put(&b, comment, strlen(comment));
		put(&b, "\0\0\0", -strlen(comment) & 3);
	}
	put16(&b, 2);
	put16(&b, 4);
	put32(&b, flags);
	put32(&b, 0);
	block(f, 6, &b);
}

static void statistics(struct file *f, uint32_t id, uint32_t dropped)
{
	static struct file b;
	b = (struct file){.big = f->big};
	put32(&b, id);
	put32(&b, 0);
	put32(&b, 0);
	put16(&b, 5);
	put16(&b, 8);
	put32(&b, f->big ? 0 : dropped);
	put32(&b, f->big ? dropped : 0);
	put32(&b, 0);
	block(f, 5, &b);
}

static void test_pcapng(void)
{
	static struct file f;
	struct frame last = {0};
	struct segment_stats stats = {0};
	struct err err = {0};
	for (int big = 0; big < 2; big++) {
		f = (struct file){.big = big};
		section(&f);
		interface(&f, 1, 6);
		interface(&f, 101, 9);
		enhanced(&f, 0, UINT64_C(1130770800123456), 61, 1, NULL);
		enhanced(&f, 1, UINT64_C(1130770800123456789), 62, 2, "a note");
		IS_INT(count_frames(save(f.bytes, f.len), &last, &stats, &err), 2, "two interfaces");
		OK(last.time_us == INT64_C(1130770800123456) && last.link_type == 101,
		   "nanoseconds of a raw interface");
		OK(last.direction == DIRECTION_OUT && last.comment, "direction and comment");
		f.big = !big;
		section(&f);
		interface(&f, 113, 0x80 | 20);
		enhanced(&f, 0, (UINT64_C(1130770800) << 20) + (1 << 19), 60, 0, NULL);
		statistics(&f, 0, 7);
		statistics(&f, 0, 9);
		IS_INT(count_frames(save(f.bytes, f.len), &last, &stats, &err), 3, "a section of the other byte order");
		IS_INT(last.time_us, INT64_C(1130770800500000), "a resolution of two to the minus twenty");
		OK(stats.dropped == 9 && last.link_type == 113 && last.direction == DIRECTION_UNKNOWN,
		   "its losses are the last count");
	}
	bool good = true;
	for (size_t cut = 0; cut < f.len; cut++)
		good &= count_frames(save(f.bytes, cut), &last, &stats, &err) <= 3;
	OK(good, "cut anywhere it never crashes");
	f = (struct file){.big = false};
	section(&f);
	interface(&f, 147, 6);
	enhanced(&f, 0, 1, 60, 0, NULL);
	OK(count_frames(save(f.bytes, f.len), &last, &stats, &err) == ERR_PARSE && strstr(err.msg, "147"),
	   "an unknown link type is named");
	f = (struct file){.big = false};
	section(&f);
	interface(&f, 1, 6);
	interface(&f, 147, 6);
	enhanced(&f, 1, 1, 60, 0, NULL);
	enhanced(&f, 0, 1, 60, 0, NULL);
	enhanced(&f, 9, 1, 60, 0, NULL);
	IS_INT(count_frames(save(f.bytes, f.len), &last, &stats, &err), 1,
	       "beside a known one its packets are skipped");
	OK(stats.skipped == 2 && stats.note[0], "counted, and told");
	f = (struct file){.big = false};
	section(&f);
	put32(&f, 6);
	put32(&f, 0xfffffff0);
	put32(&f, 0);
	OK(count_frames(save(f.bytes, f.len), &last, &stats, &err) == ERR_PARSE && strstr(err.msg, path),
	   "an absurd block length is refused");
}

static size_t gzip(const void *bytes, size_t len, uint8_t *out, size_t room)
{
	z_stream z = {0};
	if (deflateInit2(&z, 9, Z_DEFLATED, 15 + 16, 9, Z_DEFAULT_STRATEGY) != Z_OK)
		exit(EXIT_FAILURE);
	z.next_in = (Bytef *)bytes;
	z.avail_in = (uInt)len;
	z.next_out = out;
	z.avail_out = (uInt)room;
	(void)deflate(&z, Z_FINISH);
	(void)deflateEnd(&z);
	return room - z.avail_out;
}

static void test_compressed(void)
{
	static struct file f;
	static uint8_t packed[1 << 17];
	struct frame last = {0};
	struct segment_stats stats = {0};
	struct err err = {0};
	f = (struct file){.big = false};
	pcap_header(&f, 0xa1b2c3d4, 1);
	for (uint32_t k = 0; k < 100; k++)
		pcap_record(&f, 1130770800 + k, k, 60 + k, false);
	size_t half = f.len / 2;
	size_t n = gzip(f.bytes, half, packed, sizeof(packed));
	n += gzip(f.bytes + half, f.len - half, packed + n, sizeof(packed) - n);
	IS_INT(count_frames(save(packed, n), &last, &stats, &err), 100, "gzip in two members");
	stats = (struct segment_stats){0};
	int64_t some = count_frames(save(packed, n - 20), &last, &stats, &err);
	OK(some > 0 && some < 100 && stats.truncated, "gzip cut short gives what is there");
	packed[n / 4] ^= 0x55;
	OK(count_frames(save(packed, n), &last, &stats, &err) < 100, "damaged gzip does not");
	n = ZSTD_compress(packed, sizeof(packed), f.bytes, half, 3);
	n += ZSTD_compress(packed + n, sizeof(packed) - n, f.bytes + half, f.len - half, 3);
	IS_INT(count_frames(save(packed, n), &last, &stats, &err), 100, "zstd in two frames");
	stats = (struct segment_stats){0};
	OK(count_frames(save(packed, n - 9), &last, &stats, &err) < 100 && stats.truncated, "zstd cut short");
	packed[n / 2] ^= 0x55;
	OK(count_frames(save(packed, n), &last, &stats, &err) < 100, "damaged zstd");
}

static void test_bombs(void)
{
	enum { ZEROS = 96 << 20 };
	uint8_t *zeros = calloc(ZEROS, 1);
	uint8_t *packed = malloc(1 << 20);
	static struct file f;
	struct frame last = {0};
	struct segment_stats stats = {0};
	struct err err = {0};
	f = (struct file){.big = false};
	pcap_header(&f, 0xa1b2c3d4, 1);
	memcpy(zeros, f.bytes, f.len);
	size_t n = ZSTD_compress(packed, 1 << 20, zeros, ZEROS, 19);
	IS_INT(count_frames(save(packed, n), &last, &stats, &err), ERR_LIMIT, "a zstd bomb ends at the limit");
	OK(strstr(err.msg, "expands to more than") && strstr(err.msg, path), err.msg);
	n = gzip(zeros, ZEROS, packed, 1 << 20);
	(void)save(packed, n); /* gzip expands a thousandfold at most: its limit is tested with a smaller one */
	struct segment_limits small = {.expansion = 100};
	struct segment *s = NULL;
	struct frame frame;
	int more = segment_open(path, &small, &s, &err);
	while (!more && (more = segment_next(s, &frame, &err)) > 0)
		more = 0;
	IS_INT(more, ERR_LIMIT, "a gzip bomb ends at the limit");
	segment_close(s);
	free(zeros);
	free(packed);
}

static void refused(const char *from, const char *says, const char *name)
{
	struct segment *s = NULL;
	struct err err = {0};
	OK(segment_open(from, NULL, &s, &err) < 0 && !s, name);
	OK(strstr(err.msg, says) && strstr(err.msg, from), err.msg);
}

static void test_refused(void)
{
	static struct file f;
	refused(save("", 0), "is empty", "an empty file");
	refused(save("PK\3\4 no capture", 15), "is not a capture", "something else");
	refused(save("ab", 2), "is not a capture", "two bytes");
	refused(folder, "folder", "a folder");
	refused("/nonexistent/x.pcap", "No such file", "a file that is not there");
	f = (struct file){.big = false};
	pcap_header(&f, 0xa1b2c3d4, 147);
	refused(save(f.bytes, f.len), "147", "an unknown link type");
	refused(save(f.bytes, 10), "cut in its header", "half a header");
	OK(segment_looks_like(save(f.bytes, f.len)), "an unknown link type is still a capture");
	OK(!segment_looks_like(save("text", 4)), "a text is none");
	f = (struct file){.big = false};
	pcap_header(&f, 0xa1b2c3d4, 1);
	pcap_record(&f, 1, 1, 60, false);
	f.bytes[24 + 11] = 0x7f; /* two gigabytes captured */
	struct frame last;
	struct segment_stats stats;
	struct err err = {0};
	OK(count_frames(save(f.bytes, f.len), &last, &stats, &err) == ERR_PARSE && strstr(err.msg, "byte 24"),
	   "an absurd length is named with its place");
}

static void test_digest(void)
{
	static uint8_t big[3 << 20];
	char want[SHA256_TEXT_MAX];
	char got[SHA256_TEXT_MAX];
	static struct file f;
	f = (struct file){.big = false};
	pcap_header(&f, 0xa1b2c3d4, 1);
	memcpy(big, f.bytes, f.len);
	struct sha256 *h = sha256_new();
	sha256_add(h, big, sizeof(big));
	sha256_text(h, want);
	sha256_free(h);
	for (int frames = 0; frames < 3; frames++) {
		struct segment *s = NULL;
		struct frame frame;
		struct err err = {0};
		int code = segment_open(save(big, sizeof(big)), NULL, &s, &err);
		for (int i = 0; !code && i < frames * 1000; i++)
			code = segment_next(s, &frame, &err) < 0;
		OK(!code && !segment_sha256(s, got, &err) && !strcmp(got, want),
		   "the digest is that of the whole file, wherever reading stopped");
		segment_close(s);
	}
}

static void test_real(void)
{
	static const struct {
		const char *name;
		int64_t frames;
	} files[] = {{"home-cable-2004", 659},   {"nmap-synscan-2010", 2011},      {"ssh-guess-2015", 431},
		     {"masscan-tcp-2019", 1005}, {"synack-reflection-2021", 8000}, {"icmp-unreachable", 1}};
	const char *captures = getenv("TEITEN_CAPTURES");
	for (size_t i = 0; i < sizeof(files) / sizeof(*files); i++) {
		char from[4096];
		struct segment *s = NULL;
		struct frame frame;
		struct err err = {0};
		int64_t n = 0;
		(void)snprintf(from, sizeof(from), "%s/%s.pcap", captures ? captures : "", files[i].name);
		if (access(from, R_OK)) {
			printf("ok %d - %s # SKIP not here\n", ++tap_run, files[i].name);
			continue;
		}
		if (segment_open(from, NULL, &s, &err) == 0)
			while (segment_next(s, &frame, &err) > 0)
				n++;
		segment_close(s);
		IS_INT(n, files[i].frames, files[i].name);
	}
}

int main(void)
{
	if (!mkdtemp(folder))
		return EXIT_FAILURE;
	test_pcap();
	test_pcapng();
	test_compressed();
	test_bombs();
	test_refused();
	test_digest();
	test_real();
	(void)unlink(path);
	(void)snprintf(path, sizeof(path), "%s/capture", folder);
	(void)unlink(path);
	(void)rmdir(folder);
	return tap_done();
}
