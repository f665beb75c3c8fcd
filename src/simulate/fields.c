#include "simulate/fields.h"

#include "simulate/random.h"

#include <jansson.h>
#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

void fields_open(struct fields *out, const struct json_t *document, struct err *err)
{
	*out = (struct fields){.value = document, .err = err};
	if (!json_is_object(document))
		(void)fields_wrong(out, "a scenario is a mapping of keys to values");
}

void fields_child(struct fields *out, const struct fields *parent, const char *key)
{
	*out = (struct fields){.err = parent->err, .code = parent->code};
	out->value = json_object_get(parent->value, key);
	(void)snprintf(out->where, sizeof(out->where), "%.100s%s%.50s", parent->where, *parent->where ? "." : "", key);
}

void fields_item(struct fields *out, const struct fields *list, size_t at)
{
	*out = (struct fields){.err = list->err, .code = list->code};
	out->value = json_is_array(list->value) ? json_array_get(list->value, at) : list->value;
	if (json_is_array(list->value))
		(void)snprintf(out->where, sizeof(out->where), "%.130s[%zu]", list->where, at);
	else
		memcpy(out->where, list->where, sizeof(out->where));
}

void fields_join(struct fields *parent, const struct fields *child)
{
	if (!parent->code)
		parent->code = child->code;
}

bool fields_has(const struct fields *f, const char *key)
{
	const json_t *value = json_object_get(f->value, key);
	return value && !json_is_null(value);
}

int fields_wrong(struct fields *f, const char *fmt, ...)
{
	if (f->code)
		return f->code;
	char text[400];
	va_list args;
	va_start(args, fmt);
	(void)vsnprintf(text, sizeof(text), fmt, args);
	va_end(args);
	for (char *at = text; *at; at++)
		if ((unsigned char)*at < ' ' || *at == 0x7f)
			*at = '?';
	f->code = err_set(f->err, ERR_PARSE, "%s%s%s", f->where, *f->where ? ": " : "", text);
	return f->code;
}

void fields_known(struct fields *f, const char *const *keys)
{
	size_t count = fields_keys(f, 64);
	for (size_t i = 0; i < count; i++) {
		const char *key = fields_key(f, i);
		size_t at = 0;
		while (keys[at] && strcmp(keys[at], key) != 0)
			at++;
		if (!keys[at])
			(void)fields_wrong(f, "no such key: %.60s", key);
	}
}

size_t fields_count(const struct fields *f)
{
	if (json_is_array(f->value))
		return json_array_size(f->value);
	return f->value && !json_is_null(f->value);
}

const char *fields_self(struct fields *f)
{
	const char *text = json_string_value(f->value);
	if (!text)
		(void)fields_wrong(f, "text is wanted");
	return text ? text : "";
}

void fields_text(struct fields *f, const char *key, const char *fallback, char *out, size_t room)
{
	out[0] = '\0';
	if (!fields_has(f, key)) {
		if (!fallback)
			(void)fields_wrong(f, "%s is missing", key);
		else
			(void)snprintf(out, room, "%s", fallback);
		return;
	}
	struct fields child;
	fields_child(&child, f, key);
	const char *text = fields_self(&child);
	if (strlen(text) >= room)
		(void)fields_wrong(&child, "is longer than %zu bytes", room - 1);
	else
		memcpy(out, text, strlen(text) + 1);
	fields_join(f, &child);
}

uint64_t fields_whole(struct fields *f, const char *key, uint64_t low, uint64_t high, const uint64_t *fallback)
{
	if (!fields_has(f, key)) {
		if (!fallback)
			(void)fields_wrong(f, "%s is missing", key);
		return fallback ? *fallback : low;
	}
	struct fields child;
	fields_child(&child, f, key);
	json_int_t n = json_is_integer(child.value) ? json_integer_value(child.value) : -1;
	if (n < 0 || (uint64_t)n < low || (uint64_t)n > high) {
		(void)fields_wrong(&child, "a whole number from %llu to %llu is wanted", (unsigned long long)low,
				   (unsigned long long)high);
		n = (json_int_t)low;
	}
	fields_join(f, &child);
	return (uint64_t)n;
}

uint64_t fields_micro_self(struct fields *f)
{
	double n = json_is_number(f->value) ? json_number_value(f->value) : -1;
	if (!(n >= 0 && n <= 1e9)) {
		(void)fields_wrong(f, "a number from 0 to 1000000000 is wanted");
		return 0;
	}
	return (uint64_t)llround(n * 1e6);
}

uint64_t fields_micro(struct fields *f, const char *key, const uint64_t *fallback)
{
	if (!fields_has(f, key)) {
		if (!fallback)
			(void)fields_wrong(f, "%s is missing", key);
		return fallback ? *fallback : 0;
	}
	struct fields child;
	fields_child(&child, f, key);
	uint64_t n = fields_micro_self(&child);
	fields_join(f, &child);
	return n;
}

size_t fields_keys(struct fields *f, size_t most)
{
	size_t count = json_object_size(f->value);
	if (!json_is_object(f->value))
		(void)fields_wrong(f, "a mapping of keys to values is wanted");
	else if (count > most)
		(void)fields_wrong(f, "more than %zu keys", most);
	else
		return count;
	return 0;
}

const char *fields_key(const struct fields *f, size_t at)
{
	/* jansson keeps the order in which keys were added (since 2.8): that of the file. */
	size_t i = 0;
	const char *key;
	json_t *value;
	json_object_foreach((json_t *)(uintptr_t)f->value, key, value)
	{
		if (i++ == at)
			return key;
	}
	return NULL;
}
