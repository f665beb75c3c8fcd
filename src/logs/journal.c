#include "logs/journal.h"

#include <jansson.h>
#include <string.h>

#define YEAR_2200_US INT64_C(7258118400000000)

void journal_clear(struct journal_entry *e)
{
	memset(e->words, 0, sizeof(e->words));
	e->message_len = 0;
	e->has_message = false;
	e->broken = false;
}

enum journal_field journal_field_of(const char *name, size_t len)
{
	static const char *const names[] = {[JOURNAL_UNIT] = "_SYSTEMD_UNIT",
					    [JOURNAL_COMM] = "_COMM",
					    [JOURNAL_UID] = "_UID",
					    [JOURNAL_TIME] = "__REALTIME_TIMESTAMP",
					    [JOURNAL_SOURCE_TIME] = "_SOURCE_REALTIME_TIMESTAMP",
					    [JOURNAL_IDENTIFIER] = "SYSLOG_IDENTIFIER",
					    [JOURNAL_MESSAGE] = "MESSAGE"};
	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++)
		if (strlen(names[i]) == len && !memcmp(names[i], name, len))
			return (enum journal_field)i;
	return JOURNAL_OTHER;
}

void journal_set(struct journal_entry *e, enum journal_field field, const void *bytes, size_t len)
{
	if (field == JOURNAL_MESSAGE) {
		e->broken |= e->has_message || len > JOURNAL_MESSAGE_MAX;
		e->has_message = true;
		e->message_len = e->broken ? 0 : len;
		if (!e->broken && len)
			memcpy(e->message, bytes, len);
	} else if (field < JOURNAL_WORDS && len < JOURNAL_WORD_MAX && !memchr(bytes, '\0', len)) {
		memcpy(e->words[field], bytes, len);
		e->words[field][len] = '\0';
	}
}

/* What is no UTF-8 is an array of the bytes' numbers. */
static void set_bytes(struct journal_entry *e, const json_t *array)
{
	char bytes[JOURNAL_MESSAGE_MAX];
	size_t len = json_array_size(array);
	for (size_t i = 0; i < len && i < sizeof(bytes); i++) {
		const json_t *one = json_array_get(array, i);
		json_int_t n = json_integer_value(one);
		if (!json_is_integer(one) || n < 0 || n > UINT8_MAX) {
			e->broken = true;
			return;
		}
		bytes[i] = (char)n;
	}
	journal_set(e, JOURNAL_MESSAGE, bytes, len);
}

bool journal_read_json(const char *line, size_t len, struct journal_entry *out)
{
	json_error_t where;
	const char *name;
	json_t *value;
	json_t *root = json_loadb(line, len, JSON_ALLOW_NUL | JSON_REJECT_DUPLICATES, &where);
	journal_clear(out);
	if (!json_is_object(root)) {
		json_decref(root);
		return false;
	}
	json_object_foreach(root, name, value)
	{
		enum journal_field field = journal_field_of(name, strlen(name));
		if (json_is_string(value))
			journal_set(out, field, json_string_value(value), json_string_length(value));
		else if (field == JOURNAL_MESSAGE && json_is_array(value))
			set_bytes(out, value);
		else if (field == JOURNAL_MESSAGE) /* null: longer than journalctl gives */
			out->broken = true;
	}
	json_decref(root);
	return true;
}

bool journal_is_sshd(const char *name, size_t len)
{
	static const char *const names[] = {"sshd", "sshd-session", "sshd-auth"};
	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++)
		if (strlen(names[i]) == len && !memcmp(names[i], name, len))
			return true;
	return false;
}

static bool is_unit(const char *unit)
{
	size_t len = strlen(unit);
	static const char end[] = ".service";
	if (len < strlen(end) || strcmp(unit + len - strlen(end), end) != 0)
		return false;
	return !strcmp(unit, "ssh.service") || !strcmp(unit, "sshd.service") || !strncmp(unit, "ssh@", 4) ||
	       !strncmp(unit, "sshd@", 5); /* with @: one process for each connection */
}

enum journal_writer journal_writer(const struct journal_entry *e)
{
	const char *comm = e->words[JOURNAL_COMM];
	const char *uid = e->words[JOURNAL_UID];
	const char *says = e->words[JOURNAL_IDENTIFIER];
	bool root = !uid[0] || !strcmp(uid, "0"); /* absent where the fields were chosen */
	if (root && (is_unit(e->words[JOURNAL_UNIT]) || journal_is_sshd(comm, strlen(comm))))
		return JOURNAL_SSHD;
	return journal_is_sshd(says, strlen(says)) ? JOURNAL_PRETENDER : JOURNAL_SOMEBODY;
}

static bool number(const char *text, int64_t *out)
{
	int64_t n = 0;
	if (!*text)
		return false;
	for (; *text; text++) {
		if (*text < '0' || *text > '9' || n > YEAR_2200_US)
			return false;
		n = n * 10 + (*text - '0');
	}
	*out = n;
	return n <= YEAR_2200_US;
}

int journal_time(const struct journal_entry *e, int64_t *out)
{
	return number(e->words[JOURNAL_SOURCE_TIME], out) || number(e->words[JOURNAL_TIME], out) ? 0 : ERR_PARSE;
}
