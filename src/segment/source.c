#include "segment/source.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zlib.h>
#include <zstd.h>
#include <zstd_errors.h>

#define INPUT_BYTES (256u << 10)
#define FREE_EXPANSION (64u << 20) /* below this much output no ratio is looked at */
#define WAIT_MS 100

enum form { FORM_UNKNOWN, FORM_PLAIN, FORM_GZIP, FORM_ZSTD };

struct source {
	int fd;
	bool regular;
	bool at_end; /* of the file on disk */
	bool cut;
	bool frame_open; /* in the middle of a gzip member or zstd frame */
	enum form form;
	char *path;
	struct segment_limits limits;
	uint64_t size;
	_Atomic uint64_t bytes;
	uint64_t produced;
	struct sha256 *sha256;
	z_stream gzip;
	ZSTD_DCtx *zstd;
	uint8_t *input; /* compressed, or the first bytes of a plain file */
	size_t input_at;
	size_t input_len;
};

static int open_path(struct source *s, struct err *err)
{
	struct stat st;
	s->fd = strcmp(s->path, "-") ? open(s->path, O_RDONLY | O_CLOEXEC) : dup(STDIN_FILENO);
	if (s->fd < 0 || fstat(s->fd, &st))
		return err_errno(err, "%s", s->path);
	if (S_ISDIR(st.st_mode))
		return err_set(err, ERR_IO, "%s: is a folder, not a file", s->path);
	s->regular = S_ISREG(st.st_mode);
	s->size = s->regular ? (uint64_t)st.st_size : 0;
	(void)posix_fadvise(s->fd, 0, 0, POSIX_FADV_SEQUENTIAL);
	return 0;
}

int source_open(const char *path, const struct segment_limits *limits, struct source **out, struct err *err)
{
	struct source *s = calloc(1, sizeof(*s));
	if (!s)
		return err_set(err, ERR_NOMEM, "%s: no memory to read it", path);
	s->fd = -1;
	s->limits = *limits;
	s->path = strdup(path);
	s->sha256 = sha256_new();
	s->input = malloc(INPUT_BYTES);
	int code = 0;
	if (!s->path || !s->sha256 || !s->input)
		code = err_set(err, ERR_NOMEM, "%s: no memory to read it", path);
	if (!code)
		code = open_path(s, err);
	if (code) {
		source_close(s);
		return code;
	}
	*out = s;
	return 0;
}

void source_close(struct source *s)
{
	if (!s)
		return;
	if (s->form == FORM_GZIP)
		(void)inflateEnd(&s->gzip);
	(void)ZSTD_freeDCtx(s->zstd);
	if (s->fd >= 0)
		(void)close(s->fd);
	sha256_free(s->sha256);
	free(s->input);
	free(s->path);
	free(s);
}

bool source_cut(const struct source *s)
{
	return s->cut;
}

uint64_t source_bytes(const struct source *s)
{
	return s->bytes;
}

uint64_t source_size(const struct source *s)
{
	return s->size;
}

/* Bytes as they lie on disk. */
static int read_disk(struct source *s, uint8_t *out, size_t room, const volatile bool *stop, size_t *got,
		     struct err *err)
{
	*got = 0;
	while (!s->at_end) {
		struct pollfd wait = {.fd = s->fd, .events = POLLIN};
		if (!s->regular && poll(&wait, 1, WAIT_MS) == 0) {
			if (stop && *stop)
				return 0;
			continue;
		}
		ssize_t n = read(s->fd, out, room);
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return err_errno(err, "%s", s->path);
		if (n == 0)
			s->at_end = true;
		if (!s->limits.no_digest)
			sha256_add(s->sha256, out, (size_t)n);
		s->bytes += (uint64_t)n;
		*got = (size_t)n;
		return 0;
	}
	return 0;
}

static int refill(struct source *s, const volatile bool *stop, struct err *err)
{
	s->input_at = 0;
	return read_disk(s, s->input, INPUT_BYTES, stop, &s->input_len, err);
}

/* Gather enough first bytes to tell the form, also from a pipe that delivers one at a time. */
static int detect(struct source *s, const volatile bool *stop, struct err *err)
{
	while (s->input_len < 4 && !s->at_end) {
		size_t got = 0;
		int code = read_disk(s, s->input + s->input_len, INPUT_BYTES - s->input_len, stop, &got, err);
		if (code)
			return code;
		if (stop && *stop)
			return 0;
		s->input_len += got;
	}
	s->form = FORM_PLAIN;
	if (s->input_len >= 2 && s->input[0] == 0x1f && s->input[1] == 0x8b) { /* RFC 1952 */
		if (inflateInit2(&s->gzip, 15 + 16) != Z_OK)
			return err_set(err, ERR_NOMEM, "%s: no memory to decompress it", s->path);
		s->form = FORM_GZIP;
	} else if (s->input_len >= 4 && !memcmp(s->input, "\x28\xb5\x2f\xfd", 4)) { /* RFC 8878 */
		s->zstd = ZSTD_createDCtx();
		if (!s->zstd)
			return err_set(err, ERR_NOMEM, "%s: no memory to decompress it", s->path);
		(void)ZSTD_DCtx_setParameter(s->zstd, ZSTD_d_windowLogMax, (int)s->limits.zstd_window_log);
		s->form = FORM_ZSTD;
	}
	return 0;
}

static int read_plain(struct source *s, uint8_t *out, size_t room, const volatile bool *stop, size_t *got,
		      struct err *err)
{
	size_t left = s->input_len - s->input_at;
	if (!left)
		return read_disk(s, out, room, stop, got, err);
	*got = left < room ? left : room;
	memcpy(out, s->input + s->input_at, *got);
	s->input_at += *got;
	return 0;
}

static int step_gzip(struct source *s, uint8_t *out, size_t room, size_t *got, struct err *err)
{
	if (!s->frame_open) { /* members may follow one another; padding with zeros ends them */
		if (s->input[s->input_at] != 0x1f) {
			s->input_at = s->input_len;
			return 0;
		}
		(void)inflateReset(&s->gzip);
		s->frame_open = true;
	}
	s->gzip.next_in = s->input + s->input_at;
	s->gzip.avail_in = (uInt)(s->input_len - s->input_at);
	s->gzip.next_out = out;
	s->gzip.avail_out = (uInt)room;
	int status = inflate(&s->gzip, Z_NO_FLUSH);
	s->input_at = s->input_len - s->gzip.avail_in;
	*got = room - s->gzip.avail_out;
	if (status == Z_STREAM_END)
		s->frame_open = false;
	else if (status != Z_OK && status != Z_BUF_ERROR)
		return err_set(err, ERR_PARSE, "%s: its gzip data is damaged at byte %llu", s->path,
			       (unsigned long long)s->bytes);
	return 0;
}

static int step_zstd(struct source *s, uint8_t *out, size_t room, size_t *got, struct err *err)
{
	ZSTD_inBuffer in = {s->input, s->input_len, s->input_at};
	ZSTD_outBuffer to = {out, room, 0};
	size_t status = ZSTD_decompressStream(s->zstd, &to, &in);
	s->input_at = in.pos;
	*got = to.pos;
	if (ZSTD_isError(status))
		return err_set(
		    err, ZSTD_getErrorCode(status) == ZSTD_error_frameParameter_windowTooLarge ? ERR_LIMIT : ERR_PARSE,
		    "%s: its zstd data cannot be read near byte %llu: %s", s->path, (unsigned long long)s->bytes,
		    ZSTD_getErrorName(status));
	s->frame_open = status != 0;
	return 0;
}

/* A few kilobytes can be made to expand without end. */
static int check_expansion(const struct source *s, struct err *err)
{
	if (s->produced > s->limits.total_bytes ||
	    (s->produced > FREE_EXPANSION && s->produced / s->limits.expansion > s->bytes))
		return err_set(err, ERR_LIMIT, "%s: expands to more than %llu bytes from %llu; it is no honest file",
			       s->path, (unsigned long long)(s->produced - 1), (unsigned long long)s->bytes);
	return 0;
}

int source_read(struct source *s, uint8_t *out, size_t room, const volatile bool *stop, size_t *got, struct err *err)
{
	int code = s->form == FORM_UNKNOWN ? detect(s, stop, err) : 0;
	*got = 0;
	if (!code && s->form == FORM_PLAIN)
		return read_plain(s, out, room, stop, got, err);
	while (!code && !*got && !(stop && *stop)) {
		bool fed = s->input_at < s->input_len;
		if (!fed) {
			code = refill(s, stop, err);
			fed = s->input_len > 0;
		}
		if (code || (!fed && !s->at_end))
			continue;
		/* zstd may hold back output when all input is read */
		if (!fed && (s->form == FORM_GZIP || !s->frame_open))
			break;
		code = s->form == FORM_GZIP ? step_gzip(s, out, room, got, err) : step_zstd(s, out, room, got, err);
		if (!fed && !*got)
			break;
	}
	s->cut = s->at_end && s->frame_open && !*got;
	s->produced += *got;
	return code ? code : check_expansion(s, err);
}

int source_sha256(struct source *s, char *out, struct err *err)
{
	size_t got = 0;
	int code = 0;
	while (!code && !s->at_end)
		code = read_disk(s, s->input, INPUT_BYTES, NULL, &got, err);
	if (!code)
		sha256_text(s->sha256, out);
	return code;
}
