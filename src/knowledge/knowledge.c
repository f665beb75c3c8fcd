#include "knowledge/knowledge.h"

#include "config/document.h"

#include <jansson.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

enum { NAME_MAX_CHARACTERS = 60, TEXT_MAX_CHARACTERS = 400, TITLE_MAX_CHARACTERS = 160, URL_MAX_CHARACTERS = 300 };

/* Written by scripts/embed.py: data/services/ and data/regions.yaml, joined into one stream. */
extern const unsigned char knowledge_data[];
extern const size_t knowledge_data_len;

static const char *const language_keys[LANGUAGE_COUNT] = {[LANGUAGE_JA] = "ja", [LANGUAGE_EN] = "en"};

struct place {
	service_id service;
	size_t entry;
};

struct knowledge {
	json_t *documents; /* owns every string below */
	struct knowledge_entry *entries;
	size_t count;
	struct place *index; /* sorted by service */
	size_t index_count;
	const json_t *regions; /* borrowed, or NULL */
};

/* Exactly these keys, each once (document.c refuses a key that is there twice). */
static int keys_check(const json_t *object, const char *const *keys, size_t count, struct err *err)
{
	const char *key;
	json_t *value;
	if (!json_is_object(object))
		return err_set(err, ERR_PARSE, "must be a mapping");
	for (size_t i = 0; i < count; i++)
		if (!json_object_get(object, keys[i]))
			return err_set(err, ERR_PARSE, "'%s' is missing", keys[i]);
	json_object_foreach((json_t *)(uintptr_t)object, key, value)
	{
		size_t i = 0;
		while (i < count && strcmp(key, keys[i]) != 0)
			i++;
		if (i == count)
			return err_set(err, ERR_PARSE, "unknown key '%.60s'", key);
	}
	return 0;
}

/* One line of text without spaces around it. Borrowed. */
static int text_take(const json_t *object, const char *key, size_t characters_max, const char **out, struct err *err)
{
	const char *text = json_string_value(json_object_get(object, key));
	size_t characters = 0;
	if (!text || !text[0])
		return err_set(err, ERR_PARSE, "'%s' must be a text", key);
	for (const char *at = text; *at; at++) {
		if ((unsigned char)*at < ' ' || *at == 0x7f)
			return err_set(err, ERR_PARSE, "'%s' must be one line", key);
		characters += ((unsigned char)*at & 0xc0) != 0x80;
	}
	if (text[0] == ' ' || text[strlen(text) - 1] == ' ')
		return err_set(err, ERR_PARSE, "'%s' has a space at its edge", key);
	if (characters > characters_max)
		return err_set(err, ERR_PARSE, "'%s' has %zu characters; at most %zu are allowed", key, characters,
			       characters_max);
	*out = text;
	return 0;
}

static int texts_take(const json_t *document, enum language language, struct knowledge_text *out, struct err *err)
{
	static const char *const keys[] = {"name", "what", "why", "user", "administrator"};
	const char **const fields[] = {&out->name, &out->what, &out->why, &out->user, &out->administrator};
	const json_t *texts = json_object_get(document, language_keys[language]);
	int code = keys_check(texts, keys, sizeof(keys) / sizeof(*keys), err);
	for (size_t i = 0; code == 0 && i < sizeof(keys) / sizeof(*keys); i++)
		code = text_take(texts, keys[i], i ? TEXT_MAX_CHARACTERS : NAME_MAX_CHARACTERS, fields[i], err);
	if (code)
		(void)err_prefix(err, "%s", language_keys[language]);
	return code;
}

/* It is put into a page as a link: https only, and no character that would need escaping there. */
static bool url_good(const char *url)
{
	static const char scheme[] = "https://";
	size_t at = sizeof(scheme) - 1;
	if (strncmp(url, scheme, at) != 0 || !strchr(url + at, '.'))
		return false;
	for (; url[at]; at++)
		if (url[at] <= ' ' || url[at] > '~' || strchr("\"'<>\\^`{|}", url[at]))
			return false;
	return true;
}

static int reference_take(const json_t *value, struct knowledge_reference *out, struct err *err)
{
	static const char *const keys[] = {"title", "url"};
	int code = keys_check(value, keys, 2, err);
	if (code == 0)
		code = text_take(value, "title", TITLE_MAX_CHARACTERS, &out->title, err);
	if (code == 0)
		code = text_take(value, "url", URL_MAX_CHARACTERS, &out->url, err);
	if (code == 0 && !url_good(out->url))
		code = err_set(err, ERR_PARSE, "'url' must begin with https:// and be a whole address");
	return code;
}

static int references_take(const json_t *document, struct knowledge_entry *entry, struct err *err)
{
	const json_t *list = json_object_get(document, "references");
	size_t count = json_array_size(list);
	if (count == 0)
		return err_set(err, ERR_PARSE, "references: must be a list of at least one");
	struct knowledge_reference *references = calloc(count, sizeof(*references));
	if (!references)
		return err_set(err, ERR_NOMEM, "no memory");
	entry->references = references;
	entry->reference_count = count;
	for (size_t i = 0; i < count; i++) {
		int code = reference_take(json_array_get(list, i), &references[i], err);
		if (code) {
			(void)err_prefix(err, "references, number %zu", i + 1);
			return code;
		}
	}
	return 0;
}

static int services_take(struct knowledge *k, const json_t *document, struct knowledge_entry *entry, struct err *err)
{
	const json_t *list = json_object_get(document, "services");
	size_t count = json_array_size(list);
	if (count == 0)
		return err_set(err, ERR_PARSE, "services: must be a list of at least one");
	const char **services = calloc(count + 1, sizeof(*services));
	if (!services)
		return err_set(err, ERR_NOMEM, "no memory");
	entry->services = services;
	struct place *index = realloc(k->index, (k->index_count + count) * sizeof(*index));
	if (!index)
		return err_set(err, ERR_NOMEM, "no memory");
	k->index = index;
	for (size_t i = 0; i < count; i++) {
		const char *text = json_string_value(json_array_get(list, i));
		service_id service;
		if (!text || service_parse(text, &service))
			return err_set(err, ERR_PARSE, "services, number %zu: '%.60s' is no service", i + 1,
				       text ? text : "");
		for (size_t j = 0; j < k->index_count; j++)
			if (index[j].service == service)
				return err_set(err, ERR_PARSE, "services: %s is explained twice", text);
		services[i] = text;
		index[k->index_count++] = (struct place){service, k->count - 1};
	}
	return 0;
}

/* The entry is counted before it is filled, so that knowledge_close frees what a failure leaves. */
static int entry_take(struct knowledge *k, const json_t *document, struct err *err)
{
	static const char *const keys[] = {"services", "references", "ja", "en"};
	struct knowledge_entry *entry = &k->entries[k->count++];
	int code = keys_check(document, keys, sizeof(keys) / sizeof(*keys), err);
	if (code == 0)
		code = services_take(k, document, entry, err);
	if (code == 0)
		code = references_take(document, entry, err);
	for (int language = 0; code == 0 && language < LANGUAGE_COUNT; language++)
		code = texts_take(document, (enum language)language, &entry->text[language], err);
	return code;
}

static int region_check(const char *code, const json_t *names, struct err *err)
{
	region_id region;
	char canonical[3] = "";
	const char *name;
	if (region_parse(code, &region) == 0)
		region_text(region, canonical);
	if (strcmp(code, canonical) != 0)
		return err_set(err, ERR_PARSE, "is not a code of two capital letters");
	int failed = keys_check(names, language_keys, LANGUAGE_COUNT, err);
	for (int i = 0; failed == 0 && i < LANGUAGE_COUNT; i++)
		failed = text_take(names, language_keys[i], NAME_MAX_CHARACTERS, &name, err);
	return failed;
}

static int regions_take(struct knowledge *k, const json_t *document, struct err *err)
{
	static const char *const keys[] = {"regions"};
	const char *region;
	json_t *names;
	int code = keys_check(document, keys, 1, err);
	if (code)
		return code;
	json_t *regions = json_object_get(document, "regions");
	if (!json_is_object(regions))
		return err_set(err, ERR_PARSE, "regions: must be a mapping");
	if (k->regions)
		return err_set(err, ERR_PARSE, "regions: are there twice");
	json_object_foreach(regions, region, names)
	{
		code = region_check(region, names, err);
		if (code) {
			(void)err_prefix(err, "regions: %.60s", region);
			return code;
		}
	}
	k->regions = regions;
	return 0;
}

static int document_take(struct knowledge *k, const json_t *document, size_t number, struct err *err)
{
	bool regions = json_object_get(document, "regions") != NULL;
	int code = regions ? regions_take(k, document, err) : entry_take(k, document, err);
	if (code) {
		const char *service = json_string_value(json_array_get(json_object_get(document, "services"), 0));
		if (service)
			(void)err_prefix(err, "document %zu (%.30s)", number, service);
		else
			(void)err_prefix(err, "document %zu", number);
	}
	return code;
}

static int place_order(const void *a, const void *b)
{
	service_id x = ((const struct place *)a)->service;
	service_id y = ((const struct place *)b)->service;
	return (x > y) - (x < y);
}

static int documents_take(struct knowledge *k, struct err *err)
{
	size_t count = json_array_size(k->documents);
	k->entries = calloc(count ? count : 1, sizeof(*k->entries));
	if (!k->entries)
		return err_set(err, ERR_NOMEM, "no memory");
	for (size_t i = 0; i < count; i++) {
		int code = document_take(k, json_array_get(k->documents, i), i + 1, err);
		if (code)
			return code;
	}
	if (k->index)
		qsort(k->index, k->index_count, sizeof(*k->index), place_order);
	return 0;
}

int knowledge_parse(const char *text, size_t len, struct knowledge **out, struct err *err)
{
	struct knowledge *k = calloc(1, sizeof(*k));
	if (!k)
		return err_set(err, ERR_NOMEM, "no memory");
	int code = document_parse_all(text, len, &k->documents, err);
	if (code == 0)
		code = documents_take(k, err);
	if (code) {
		knowledge_close(k);
		return code;
	}
	*out = k;
	return 0;
}

int knowledge_open(struct knowledge **out, struct err *err)
{
	return knowledge_parse((const char *)knowledge_data, knowledge_data_len, out, err);
}

void knowledge_close(struct knowledge *k)
{
	if (!k)
		return;
	for (size_t i = 0; i < k->count; i++) {
		free((void *)(uintptr_t)k->entries[i].services);
		free((void *)(uintptr_t)k->entries[i].references);
	}
	free(k->entries);
	free(k->index);
	json_decref(k->documents);
	free(k);
}

const struct knowledge_entry *knowledge_find(const struct knowledge *k, const char *service)
{
	struct place wanted = {0};
	if (!k->index || service_parse(service, &wanted.service))
		return NULL;
	const struct place *found = bsearch(&wanted, k->index, k->index_count, sizeof(*k->index), place_order);
	return found ? &k->entries[found->entry] : NULL;
}

const char *knowledge_region(const struct knowledge *k, const char *code, enum language language)
{
	region_id region;
	char canonical[3];
	if (region_parse(code, &region))
		return code;
	region_text(region, canonical);
	const char *name =
	    json_string_value(json_object_get(json_object_get(k->regions, canonical), language_keys[language]));
	return name ? name : code;
}

size_t knowledge_count(const struct knowledge *k)
{
	return k->count;
}

const struct knowledge_entry *knowledge_at(const struct knowledge *k, size_t i)
{
	return i < k->count ? &k->entries[i] : NULL;
}
