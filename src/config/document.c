#include "config/document.h"

#include "base/buf.h"

#include <jansson.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <yaml.h>

enum { DEPTH_MAX = 32, NODES_MAX = 200000, SHOWN_MAX = 61 };
#define BYTES_MAX ((size_t)64 << 20)

struct frame {
	json_t *container; /* borrowed: its parent owns it */
	char *key;         /* in a mapping, the key whose value comes next; owned */
};

struct builder {
	struct frame frames[DEPTH_MAX + 1]; /* the first is the list of documents */
	size_t depth;
	size_t nodes;
	size_t documents_max;
	struct err *err;
};

static size_t line_of(const yaml_event_t *event)
{
	return event->start_mark.line + 1;
}

/* A part of a stranger's text that is short, one line and whole characters, fit for a message. */
static const char *shown(const char *text, char out[SHOWN_MAX])
{
	size_t len = strnlen(text, SHOWN_MAX);
	if (len == SHOWN_MAX) {
		len = SHOWN_MAX - 1;
		while (len && ((unsigned char)text[len] & 0xc0) == 0x80)
			len--;
	}
	for (size_t i = 0; i < len; i++)
		if ((unsigned char)text[i] < ' ' || text[i] == 0x7f)
			out[i] = '?';
		else
			out[i] = text[i];
	out[len] = '\0';
	return out;
}

static size_t digits(const char *text, size_t at)
{
	while (text[at] >= '0' && text[at] <= '9')
		at++;
	return at;
}

/* The number grammar of RFC 8259, section 6; so 007, +1, .5 and 0x10 stay text. */
static bool is_number(const char *text)
{
	size_t at = text[0] == '-';
	size_t end = digits(text, at);
	if (end == at || (text[at] == '0' && end > at + 1))
		return false;
	if (text[end] == '.') {
		at = end + 1;
		end = digits(text, at);
		if (end == at)
			return false;
	}
	if (text[end] == 'e' || text[end] == 'E') {
		at = end + 1;
		at += text[at] == '+' || text[at] == '-';
		end = digits(text, at);
		if (end == at)
			return false;
	}
	return text[end] == '\0';
}

static int number_make(const struct builder *b, const char *text, size_t line, json_t **out)
{
	/* jansson reads numbers alike in every locale, strtod does not */
	json_t *number = json_loads(text, JSON_DECODE_ANY, NULL);
	char part[SHOWN_MAX];
	if (!number)
		return err_set(b->err, ERR_PARSE, "line %zu: the number %s is too large", line, shown(text, part));
	*out = number;
	return 0;
}

static int scalar_make(const struct builder *b, const yaml_event_t *event, json_t **out)
{
	const char *text = (const char *)event->data.scalar.value;
	size_t len = event->data.scalar.length;
	json_t *value = NULL;
	if (event->data.scalar.style != YAML_PLAIN_SCALAR_STYLE)
		value = json_stringn_nocheck(text, len); /* libyaml has checked that it is UTF-8 */
	else if (len == 0 || !strcmp(text, "null"))
		value = json_null();
	else if (!strcmp(text, "true") || !strcmp(text, "false"))
		value = json_boolean(text[0] == 't');
	else if (is_number(text))
		return number_make(b, text, line_of(event), out);
	else
		value = json_stringn_nocheck(text, len);
	if (!value)
		return err_set(b->err, ERR_NOMEM, "no memory");
	*out = value;
	return 0;
}

static struct frame *top(struct builder *b)
{
	return &b->frames[b->depth];
}

/* Is the next node a mapping's key? */
static bool key_expected(struct builder *b)
{
	return json_is_object(top(b)->container) && !top(b)->key;
}

/* Takes the value, also when it fails. */
static int value_put(struct builder *b, json_t *value, size_t line)
{
	struct frame *f = top(b);
	int failed;
	if (++b->nodes > NODES_MAX) {
		json_decref(value);
		return err_set(b->err, ERR_LIMIT, "line %zu: more than %d values", line, NODES_MAX);
	}
	if (json_is_array(f->container)) {
		failed = json_array_append_new(f->container, value);
	} else {
		failed = json_object_set_new_nocheck(f->container, f->key, value);
		free(f->key);
		f->key = NULL;
	}
	return failed ? err_set(b->err, ERR_NOMEM, "no memory") : 0;
}

static int key_put(struct builder *b, const yaml_event_t *event)
{
	const char *text = (const char *)event->data.scalar.value;
	bool plain = event->data.scalar.style == YAML_PLAIN_SCALAR_STYLE;
	size_t line = line_of(event);
	char part[SHOWN_MAX];
	if (plain && !strcmp(text, "<<"))
		return err_set(b->err, ERR_PARSE, "line %zu: merge keys (<<) are not supported", line);
	if (plain && !text[0])
		return err_set(b->err, ERR_PARSE, "line %zu: a key is missing", line);
	if (json_object_get(top(b)->container, text))
		return err_set(b->err, ERR_PARSE, "line %zu: the key '%s' is there twice", line, shown(text, part));
	top(b)->key = strdup(text);
	return top(b)->key ? 0 : err_set(b->err, ERR_NOMEM, "no memory");
}

static int scalar_put(struct builder *b, const yaml_event_t *event)
{
	size_t line = line_of(event);
	json_t *value = NULL;
	if (event->data.scalar.anchor)
		return err_set(b->err, ERR_PARSE, "line %zu: anchors (&) are not supported", line);
	if (event->data.scalar.tag)
		return err_set(b->err, ERR_PARSE, "line %zu: tags (!) are not supported", line);
	/* readers take values as C strings: a NUL inside would hide what follows it */
	if (strlen((const char *)event->data.scalar.value) != event->data.scalar.length)
		return err_set(b->err, ERR_PARSE, "line %zu: a NUL character in a text", line);
	if (key_expected(b))
		return key_put(b, event);
	int code = scalar_make(b, event, &value);
	return code ? code : value_put(b, value, line);
}

static int container_open(struct builder *b, const yaml_event_t *event)
{
	bool list = event->type == YAML_SEQUENCE_START_EVENT;
	const yaml_char_t *anchor = list ? event->data.sequence_start.anchor : event->data.mapping_start.anchor;
	const yaml_char_t *tag = list ? event->data.sequence_start.tag : event->data.mapping_start.tag;
	size_t line = line_of(event);
	if (anchor)
		return err_set(b->err, ERR_PARSE, "line %zu: anchors (&) are not supported", line);
	if (tag)
		return err_set(b->err, ERR_PARSE, "line %zu: tags (!) are not supported", line);
	if (key_expected(b))
		return err_set(b->err, ERR_PARSE, "line %zu: a key must be a text, not a list or a mapping", line);
	if (b->depth == DEPTH_MAX)
		return err_set(b->err, ERR_LIMIT, "line %zu: nested more than %d deep", line, DEPTH_MAX);
	json_t *container = list ? json_array() : json_object();
	if (!container)
		return err_set(b->err, ERR_NOMEM, "no memory");
	int code = value_put(b, container, line);
	if (code == 0)
		b->frames[++b->depth] = (struct frame){.container = container};
	return code;
}

static int document_open(struct builder *b, const yaml_event_t *event)
{
	if (event->data.document_start.tag_directives.start != event->data.document_start.tag_directives.end)
		return err_set(b->err, ERR_PARSE, "line %zu: tags (%%TAG) are not supported", line_of(event));
	if (json_array_size(b->frames[0].container) == b->documents_max)
		return err_set(b->err, ERR_PARSE, "line %zu: a second document, where one is wanted", line_of(event));
	return 0;
}

static int event_take(struct builder *b, const yaml_event_t *event)
{
	switch (event->type) {
	case YAML_DOCUMENT_START_EVENT:
		return document_open(b, event);
	case YAML_SCALAR_EVENT:
		return scalar_put(b, event);
	case YAML_SEQUENCE_START_EVENT:
	case YAML_MAPPING_START_EVENT:
		return container_open(b, event);
	case YAML_SEQUENCE_END_EVENT:
	case YAML_MAPPING_END_EVENT:
		b->depth--;
		return 0;
	case YAML_ALIAS_EVENT:
		return err_set(b->err, ERR_PARSE, "line %zu: references (*) are not supported", line_of(event));
	case YAML_NO_EVENT:
	case YAML_STREAM_START_EVENT:
	case YAML_STREAM_END_EVENT:
	case YAML_DOCUMENT_END_EVENT:
		break;
	}
	return 0;
}

/* libyaml gives a wrong byte's offset and a wrong word's line. */
static int parser_error(const yaml_parser_t *parser, const char *text, size_t len, struct err *err)
{
	const char *problem = parser->problem ? parser->problem : "not YAML";
	size_t line = parser->problem_mark.line + 1;
	if (parser->error == YAML_MEMORY_ERROR)
		return err_set(err, ERR_NOMEM, "no memory");
	if (parser->error == YAML_READER_ERROR) {
		line = 1;
		for (size_t i = 0; i < len && i < parser->problem_offset; i++)
			line += text[i] == '\n';
	}
	if (parser->context)
		return err_set(err, ERR_PARSE, "line %zu: %s %s", line, parser->context, problem);
	return err_set(err, ERR_PARSE, "line %zu: %s", line, problem);
}

static int events_take(struct builder *b, yaml_parser_t *parser, const char *text, size_t len)
{
	for (bool end = false; !end;) {
		yaml_event_t event;
		if (!yaml_parser_parse(parser, &event))
			return parser_error(parser, text, len, b->err);
		int code = event_take(b, &event);
		end = event.type == YAML_STREAM_END_EVENT;
		yaml_event_delete(&event);
		if (code)
			return code;
	}
	return 0;
}

static int documents_parse(const char *text, size_t len, size_t documents_max, json_t **out, struct err *err)
{
	yaml_parser_t parser;
	if (len > BYTES_MAX)
		return err_set(err, ERR_LIMIT, "line 1: more than %zu bytes", BYTES_MAX);
	json_t *documents = json_array();
	if (!documents || !yaml_parser_initialize(&parser)) {
		json_decref(documents);
		return err_set(err, ERR_NOMEM, "no memory");
	}
	yaml_parser_set_encoding(&parser, YAML_UTF8_ENCODING);
	yaml_parser_set_input_string(&parser, (const unsigned char *)text, len);
	struct builder b = {.frames = {{.container = documents}}, .documents_max = documents_max, .err = err};
	int code = events_take(&b, &parser, text, len);
	yaml_parser_delete(&parser);
	for (size_t i = 0; i <= b.depth; i++)
		free(b.frames[i].key);
	if (code) {
		json_decref(documents);
		return code;
	}
	*out = documents;
	return 0;
}

int document_parse(const char *text, size_t len, struct json_t **out, struct err *err)
{
	json_t *documents;
	int code = documents_parse(text, len, 1, &documents, err);
	if (code)
		return code;
	json_t *first = json_array_get(documents, 0);
	*out = first ? json_incref(first) : json_null();
	json_decref(documents);
	return 0;
}

int document_parse_all(const char *text, size_t len, struct json_t **out, struct err *err)
{
	return documents_parse(text, len, SIZE_MAX, out, err);
}

static int file_read(const char *path, struct buf *b, struct err *err)
{
	FILE *f = fopen(path, "rbe");
	if (!f)
		return err_errno(err, "%s", path);
	char part[16384];
	size_t n;
	while (!b->failed && (n = fread(part, 1, sizeof(part), f)) > 0)
		buf_add(b, part, n);
	int code = b->failed;
	if (code)
		(void)err_set(err, code, "%s: %s", path, code == ERR_LIMIT ? "longer than 64 MiB" : "no memory");
	else if (ferror(f))
		code = err_errno(err, "%s", path);
	(void)fclose(f);
	return code;
}

int document_read(const char *path, struct json_t **out, struct err *err)
{
	struct buf b;
	buf_init(&b, BYTES_MAX);
	int code = file_read(path, &b, err);
	if (code == 0) {
		code = document_parse(buf_string(&b), b.len, out, err);
		if (code)
			(void)err_prefix(err, "%s", path);
	}
	buf_done(&b);
	return code;
}
