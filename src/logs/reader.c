#include "logs/reader.h"

#include "logs/journal.h"

#include <stdlib.h>
#include <string.h>

#define LINE_MAX_BYTES 65536 /* of a longer line the rest is passed over, and the line is not understood */

/* `journalctl -o export`: NAME=TEXT lines; or NAME, then eight bytes of length, the bytes and a line break. An empty
 * line ends the entry. */
enum state { STATE_LINE, STATE_LENGTH, STATE_BYTES };

struct logs_reader {
	logs_take take;
	void *ctx;
	struct logs_counts counts;
	struct stamp_years years;
	struct stamp last;
	bool has_last;
	bool started;
	bool export;
	bool in_entry;
	bool too_long;
	enum state state;
	enum journal_field field;
	uint64_t left; /* bytes of the length or of the field that are still to come */
	uint64_t field_len;
	struct journal_entry entry;
	size_t len;
	char line[LINE_MAX_BYTES];
};

struct logs_reader *logs_reader_new(logs_take take, void *ctx)
{
	struct logs_reader *r = calloc(1, sizeof(*r));
	if (r) {
		r->take = take;
		r->ctx = ctx;
	}
	return r;
}

void logs_reader_free(struct logs_reader *r)
{
	free(r);
}

const struct logs_counts *logs_reader_counts(const struct logs_reader *r)
{
	return &r->counts;
}

bool logs_reader_last(const struct logs_reader *r, struct stamp *out)
{
	if (r->has_last)
		*out = r->last;
	return r->has_last;
}

static void count(struct logs_reader *r, enum logs_reason reason)
{
	r->counts.reasons[reason]++;
}

static int take_message(struct logs_reader *r, const struct stamp *when, const char *message, size_t len)
{
	struct logs_login login = {.when = *when};
	switch (sshd_read(message, len, &login.login)) {
	case SSHD_LOGIN:
		r->counts.logins++;
		return r->take(r->ctx, &login);
	case SSHD_OTHER_METHOD:
		count(r, LOGS_OTHER_METHOD);
		return 0;
	case SSHD_OTHER:
		count(r, LOGS_OTHER_MESSAGE);
		return 0;
	case SSHD_UNREADABLE:
		break;
	}
	count(r, LOGS_UNREADABLE);
	return 0;
}

static int take_entry(struct logs_reader *r)
{
	const struct journal_entry *e = &r->entry;
	struct stamp when = {.local = false};
	enum journal_writer writer = journal_writer(e);
	r->counts.lines++;
	if (writer == JOURNAL_SSHD && !e->broken && e->has_message && !journal_time(e, &when.time_us))
		return take_message(r, &when, e->message, e->message_len);
	count(r, writer == JOURNAL_SSHD        ? LOGS_UNREADABLE
		 : writer == JOURNAL_PRETENDER ? LOGS_PRETENDER
					       : LOGS_OTHER_PROGRAM);
	return 0;
}

/* "host sshd[123]: message": where the message begins; 0 when another program wrote it. */
static size_t tag_end(const char *line, size_t len)
{
	const char *host = memchr(line, ' ', len);
	if (!host)
		return 0;
	size_t tag = (size_t)(host - line) + 1;
	size_t name = tag;
	while (name < len && line[name] != '[' && line[name] != ':' && line[name] != ' ')
		name++;
	if (!journal_is_sshd(line + tag, name - tag))
		return 0;
	size_t end = name;
	if (end < len && line[end] == '[') {
		do
			end++;
		while (end < len && line[end] >= '0' && line[end] <= '9');
		if (end == len || line[end++] != ']')
			return 0;
	}
	return len - end >= 2 && line[end] == ':' && line[end + 1] == ' ' ? end + 2 : 0;
}

static int take_text(struct logs_reader *r, const char *line, size_t len)
{
	struct stamp when;
	r->counts.lines++;
	size_t at = stamp_read(line, len, &r->years, &when);
	if (!at) {
		count(r, LOGS_UNREADABLE);
		return 0;
	}
	if (when.local) {
		r->last = when;
		r->has_last = true;
	}
	size_t message = tag_end(line + at, len - at);
	if (!message) {
		count(r, LOGS_OTHER_PROGRAM);
		return 0;
	}
	return take_message(r, &when, line + at + message, len - at - message);
}

static int end_entry(struct logs_reader *r)
{
	int code = r->in_entry ? take_entry(r) : 0;
	journal_clear(&r->entry);
	r->in_entry = false;
	return code;
}

static int take_field(struct logs_reader *r)
{
	if (!r->len)
		return end_entry(r);
	const char *equals = memchr(r->line, '=', r->len);
	r->in_entry = true;
	if (equals) {
		size_t name = (size_t)(equals - r->line);
		enum journal_field field = journal_field_of(r->line, name);
		journal_set(&r->entry, field, equals + 1, r->len - name - 1);
		r->entry.broken |= r->too_long && field == JOURNAL_MESSAGE;
		return 0;
	}
	r->field = journal_field_of(r->line, r->len);
	r->state = STATE_LENGTH;
	r->left = 8;
	r->field_len = 0;
	return 0;
}

static int take_line(struct logs_reader *r)
{
	int code = 0;
	size_t len = r->len;
	if (!r->started)
		r->export = len >= 9 && !memcmp(r->line, "__CURSOR=", 9);
	r->started = true;
	if (r->export) {
		code = take_field(r);
	} else if (r->too_long) {
		r->counts.lines++;
		count(r, LOGS_UNREADABLE);
	} else if (len && r->line[0] == '{') {
		if (journal_read_json(r->line, len, &r->entry)) {
			code = take_entry(r);
		} else {
			r->counts.lines++;
			count(r, LOGS_UNREADABLE);
		}
	} else if (len) {
		code = take_text(r, r->line, r->line[len - 1] == '\r' ? len - 1 : len);
	}
	r->len = 0;
	r->too_long = false;
	return code;
}

static void keep(struct logs_reader *r, const uint8_t *bytes, size_t len)
{
	size_t room = sizeof(r->line) - r->len;
	if (len > room) {
		r->too_long = true;
		len = room;
	}
	if (len)
		memcpy(r->line + r->len, bytes, len);
	r->len += len;
}

/* The length is little-endian. */
static void take_length(struct logs_reader *r, uint8_t byte)
{
	r->field_len |= (uint64_t)byte << (8 * (8 - r->left));
	if (--r->left)
		return;
	r->state = STATE_BYTES;
	r->left = r->field_len;
}

static void end_bytes(struct logs_reader *r)
{
	if (r->too_long && r->field == JOURNAL_MESSAGE)
		r->entry.broken = true;
	else if (!r->too_long)
		journal_set(&r->entry, r->field, r->line, r->len);
	r->len = 0;
	r->too_long = false;
	r->state = STATE_LINE;
}

/* Bytes of a field, and the line break behind them. */
static size_t feed_bytes(struct logs_reader *r, const uint8_t *bytes, size_t len)
{
	if (!r->left) {
		end_bytes(r);
		return *bytes == '\n' ? 1 : 0;
	}
	size_t n = r->left < len ? (size_t)r->left : len;
	if (r->field == JOURNAL_OTHER)
		r->too_long = true;
	else
		keep(r, bytes, n);
	r->left -= n;
	return n;
}

int logs_reader_feed(struct logs_reader *r, const uint8_t *bytes, size_t len)
{
	int code = 0;
	while (!code && len) {
		size_t used = 1;
		if (r->state == STATE_LENGTH) {
			take_length(r, *bytes);
		} else if (r->state == STATE_BYTES) {
			used = feed_bytes(r, bytes, len);
		} else {
			const uint8_t *end = memchr(bytes, '\n', len);
			size_t n = end ? (size_t)(end - bytes) : len;
			keep(r, bytes, n);
			if (end)
				code = take_line(r);
			used = end ? n + 1 : n;
		}
		bytes += used;
		len -= used;
	}
	return code;
}

int logs_reader_end(struct logs_reader *r)
{
	int code = r->state == STATE_LINE && (r->len || r->too_long) ? take_line(r) : 0;
	if (!code && r->export) {
		if (r->state != STATE_LINE) /* the file ends within a field */
			r->entry.broken = true;
		code = end_entry(r);
	}
	return code;
}
