#include "tally/messages.h"

#include "base/buf.h"
#include "base/grow.h"
#include "base/hash.h"
#include "base/slots.h"
#include "label/codepage.h"
#include "label/host.h"

#include <stdlib.h>
#include <string.h>

#define TEXTS_MAX 16384 /* of one set; further texts are counted as message 0, which has none */

struct messages {
	struct hash_key key;
	struct sha256 *digest;
	struct codepages *pages;
	struct slots rows;  /* of tally_rows.messages */
	struct slots texts; /* of tally_rows.texts */
};

struct tally_message *tally_message_of(const struct message *m)
{
	struct tally_message *copy = malloc(sizeof(*copy) + m->sender_len + m->recipient_len + m->text_len);
	if (!copy)
		return NULL;
	*copy = (struct tally_message){
	    .sender_len = m->sender_len, .recipient_len = m->recipient_len, .text_len = m->text_len, .cut = m->cut};
	memcpy(copy->bytes, m->sender, m->sender_len);
	memcpy(copy->bytes + m->sender_len, m->recipient, m->recipient_len);
	memcpy(copy->bytes + m->sender_len + m->recipient_len, m->text, m->text_len);
	return copy;
}

struct messages *messages_new(void)
{
	struct messages *m = calloc(1, sizeof(*m));
	struct err err;
	if (!m)
		return NULL;
	m->digest = sha256_new();
	m->pages = codepages_new();
	if (!m->digest || !m->pages || hash_key_random(&m->key, &err) || slots_init(&m->rows, 16) ||
	    slots_init(&m->texts, 16)) {
		messages_free(m);
		return NULL;
	}
	return m;
}

void messages_free(struct messages *m)
{
	if (!m)
		return;
	sha256_free(m->digest);
	codepages_free(m->pages);
	slots_done(&m->rows);
	slots_done(&m->texts);
	free(m);
}

void messages_begin(struct messages *m)
{
	slots_clear(&m->rows);
	slots_clear(&m->texts);
}

void message_texts_clear(struct tally_rows *rows)
{
	for (size_t i = 0; i < rows->text_count; i++)
		free((char *)(uintptr_t)rows->texts[i].sender);
	rows->text_count = 0;
}

static uint64_t message_number(struct messages *m, const struct tally_message *message)
{
	const uint8_t lens[] = {(uint8_t)message->sender_len, (uint8_t)message->recipient_len}; /* at most 128 */
	sha256_add(m->digest, lens, sizeof(lens));
	sha256_add(m->digest, message->bytes, (size_t)message->sender_len + message->recipient_len + message->text_len);
	return sha256_number(m->digest);
}

static int form_number(struct messages *m, const char *sender, const char *text, uint64_t *out)
{
	struct buf form;
	buf_init(&form, (size_t)8 * (MESSAGE_TEXT_MAX + MESSAGE_NAME_MAX));
	host_fold(sender, strlen(sender), &form);
	buf_text(&form, "\n");
	host_fold(text, strlen(text), &form);
	int code = form.failed;
	if (!code) {
		sha256_add(m->digest, form.bytes, form.len);
		*out = sha256_number(m->digest);
	}
	buf_done(&form);
	return code;
}

/* Decode the three texts into one piece of memory. All of them are in one code page: that of the text, or where this
 * is plain, of the sender. */
static int make_text(struct messages *m, const struct tally_message *message, uint64_t number, struct message_text *out)
{
	size_t rooms[] = {CODEPAGE_ROOM((size_t)message->sender_len), CODEPAGE_ROOM((size_t)message->recipient_len),
			  CODEPAGE_ROOM((size_t)message->text_len)};
	char *piece = malloc(rooms[0] + rooms[1] + rooms[2]);
	if (!piece)
		return ERR_NOMEM;
	char *recipient = piece + rooms[0];
	char *text = recipient + rooms[1];
	const uint8_t *bytes = message->bytes;
	enum codepage sender_page = codepage_decode(m->pages, bytes, message->sender_len, piece);
	(void)codepage_decode(m->pages, bytes + message->sender_len, message->recipient_len, recipient);
	enum codepage page =
	    codepage_decode(m->pages, bytes + message->sender_len + message->recipient_len, message->text_len, text);
	*out = (struct message_text){.message = number,
				     .sender = piece,
				     .recipient = recipient,
				     .text = text,
				     .code_page = (uint8_t)(page == CODEPAGE_ASCII ? sender_page : page),
				     .cut = message->cut};
	int code = form_number(m, piece, text, &out->form);
	if (code)
		free(piece);
	return code;
}

/* Have the set know the text of this number; *number becomes 0 when it has too many. */
static int know_text(struct messages *m, struct tally_rows *r, const struct tally_message *message, uint64_t *number,
		     uint64_t *form)
{
	struct slots_probe probe = slots_seek(&m->texts, hash_pair(&m->key, *number, 1));
	uint32_t row;
	while (slots_next(&m->texts, &probe, &row)) {
		if (r->texts[row].message == *number) {
			*form = r->texts[row].form;
			return 0;
		}
	}
	if (r->text_count == TEXTS_MAX) {
		*number = 0;
		return 0;
	}
	struct message_text text;
	if (grow_array((void **)&r->texts, &r->text_room, r->text_count + 1, sizeof(*r->texts)) ||
	    make_text(m, message, *number, &text))
		return ERR_NOMEM;
	if (slots_put(&m->texts, &probe, (uint32_t)r->text_count)) {
		free((char *)(uintptr_t)text.sender);
		return ERR_NOMEM;
	}
	*form = text.form;
	r->texts[r->text_count++] = text;
	return 0;
}

static bool same(const struct message_day *a, const struct message_day *b)
{
	return a->message == b->message && a->source == b->source && a->day == b->day && a->service == b->service;
}

int messages_count(struct messages *m, struct tally_rows *r, const struct tally_message *message,
		   const struct message_day *key, uint64_t *number, uint64_t *form)
{
	struct message_day day = *key;
	day.message = message_number(m, message);
	day.accesses = 1;
	*form = 0;
	if (know_text(m, r, message, &day.message, form))
		return ERR_NOMEM;
	*number = day.message;
	uint64_t hash = hash_pair(&m->key, day.source ^ day.message, (uint64_t)(uint32_t)day.day << 32 | day.service);
	struct slots_probe probe = slots_seek(&m->rows, hash);
	uint32_t row;
	while (slots_next(&m->rows, &probe, &row)) {
		if (same(&r->messages[row], &day)) {
			r->messages[row].accesses++;
			return 0;
		}
	}
	if (grow_array((void **)&r->messages, &r->message_room, r->message_count + 1, sizeof(*r->messages)) ||
	    slots_put(&m->rows, &probe, (uint32_t)r->message_count))
		return ERR_NOMEM;
	r->messages[r->message_count++] = day;
	return 0;
}
