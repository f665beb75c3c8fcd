#include "knowledge/scanners.h"

#include "base/addr.h"
#include "base/civil.h"
#include "config/document.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#define RANGES_MAX 4096

/* Written by scripts/embed.py: data/scanners.yaml. */
extern const unsigned char knowledge_scanners[];
extern const size_t knowledge_scanners_len;

struct scanners {
	json_t *document; /* owns every string below */
	struct scanner *list;
	size_t count;
	struct scanner_range *ranges;
	size_t range_count;
};

static int take_text(const json_t *object, const char *key, const char **out, struct err *err)
{
	const char *text = json_string_value(json_object_get(object, key));
	if (!text || !*text || strpbrk(text, "\n\t") || strlen(text) > 300)
		return err_set(err, ERR_PARSE, "'%s' must be a text of one line", key);
	*out = text;
	return 0;
}

static int take_day(const json_t *object, const char *key, const char **text, int32_t *out, struct err *err)
{
	if (take_text(object, key, text, err) || day_parse(*text, out))
		return err_set(err, ERR_PARSE, "'%s' must be a day such as \"2026-10-14\"", key);
	return 0;
}

static int take_names(const json_t *entry, struct scanner *out, struct err *err)
{
	static const char *const languages[LANGUAGE_COUNT] = {[LANGUAGE_JA] = "ja", [LANGUAGE_EN] = "en"};
	int code = 0;
	for (size_t i = 0; !code && i < LANGUAGE_COUNT; i++) {
		const json_t *texts = json_object_get(entry, languages[i]);
		code = take_text(texts, "name", &out->name[i], err);
		if (!code)
			code = take_text(texts, "purpose", &out->purpose[i], err);
	}
	return code;
}

static int take_prefix(struct scanners *s, const char *text, struct err *err)
{
	struct prefix p;
	if (!text || !strchr(text, '/') || prefix_parse(text, &p))
		return err_set(err, ERR_PARSE, "'%.60s' is not a prefix", text ? text : "");
	struct scanner_range *r = &s->ranges[s->range_count++];
	*r = (struct scanner_range){.scanner = s->count};
	r->low = r->high = addr_source_key(p.addr);
	if (addr_is_v4(p.addr))
		r->high = r->low + ((UINT64_C(1) << (128 - p.bits)) - 1);
	else if (p.bits == 0)
		return err_set(err, ERR_PARSE, "a prefix cannot be the whole internet");
	else if (p.bits < 64)
		r->high = r->low | UINT64_MAX >> p.bits;
	return 0;
}

static int take_prefixes(struct scanners *s, const json_t *list, struct err *err)
{
	size_t i;
	const json_t *one;
	int code = json_array_size(list) ? 0 : err_set(err, ERR_PARSE, "'prefixes' must be a list of at least one");
	json_array_foreach(list, i, one)
	{
		if (!code && s->range_count == RANGES_MAX)
			code = err_set(err, ERR_LIMIT, "more than %d prefixes", RANGES_MAX);
		if (!code)
			code = take_prefix(s, json_string_value(one), err);
	}
	return code;
}

static int take_entry(struct scanners *s, const json_t *entry, struct err *err)
{
	struct scanner *out = &s->list[s->count];
	const json_t *reference = json_object_get(entry, "reference");
	const char *since = NULL;
	int32_t fact_day = 0;
	int code = take_text(entry, "key", &out->key, err);
	if (!code)
		code = take_day(entry, "since", &since, &out->since, err);
	if (!code)
		code = take_day(entry, "fact_day", &out->fact_day, &fact_day, err);
	if (!code)
		code = take_names(entry, out, err);
	if (!code)
		code = take_text(reference, "title", &out->reference.title, err);
	if (!code)
		code = take_text(reference, "url", &out->reference.url, err);
	if (!code && strncmp(out->reference.url, "https://", 8) != 0)
		code = err_set(err, ERR_PARSE, "'url' must begin with https://");
	if (!code)
		code = take_prefixes(s, json_object_get(entry, "prefixes"), err);
	if (code)
		return err_prefix(err, "scanner %zu (%.30s)", s->count + 1, out->key ? out->key : "");
	s->count++;
	return 0;
}

static int by_low(const void *a, const void *b)
{
	uint64_t x = ((const struct scanner_range *)a)->low;
	uint64_t y = ((const struct scanner_range *)b)->low;
	return (x > y) - (x < y);
}

static int take_all(struct scanners *s, struct err *err)
{
	const json_t *list = json_object_get(s->document, "scanners");
	s->list = calloc(json_array_size(list) + 1, sizeof(*s->list));
	s->ranges = calloc(RANGES_MAX, sizeof(*s->ranges));
	if (!s->list || !s->ranges)
		return err_set(err, ERR_NOMEM, "no memory for the list of scanners");
	if (!json_array_size(list))
		return err_set(err, ERR_PARSE, "'scanners' must be a list of at least one");
	size_t i;
	const json_t *entry;
	int code = 0;
	json_array_foreach(list, i, entry) code = code ? code : take_entry(s, entry, err);
	if (code)
		return code;
	qsort(s->ranges, s->range_count, sizeof(*s->ranges), by_low);
	for (i = 1; i < s->range_count; i++)
		if (s->ranges[i].low <= s->ranges[i - 1].high)
			return err_set(err, ERR_PARSE, "two prefixes overlap: of %s and of %s",
				       s->list[s->ranges[i - 1].scanner].key, s->list[s->ranges[i].scanner].key);
	return 0;
}

int scanners_parse(const char *text, size_t len, struct scanners **out, struct err *err)
{
	struct scanners *s = calloc(1, sizeof(*s));
	if (!s)
		return err_set(err, ERR_NOMEM, "no memory for the list of scanners");
	int code = document_parse(text, len, &s->document, err);
	if (!code)
		code = take_all(s, err);
	if (code) {
		scanners_close(s);
		return code;
	}
	*out = s;
	return 0;
}

int scanners_open(struct scanners **out, struct err *err)
{
	return scanners_parse((const char *)knowledge_scanners, knowledge_scanners_len, out, err);
}

void scanners_close(struct scanners *s)
{
	if (!s)
		return;
	json_decref(s->document);
	free(s->list);
	free(s->ranges);
	free(s);
}

size_t scanners_count(const struct scanners *s)
{
	return s->count;
}

const struct scanner *scanners_at(const struct scanners *s, size_t i)
{
	return i < s->count ? &s->list[i] : NULL;
}

const struct scanner_range *scanners_ranges(const struct scanners *s, size_t *count)
{
	*count = s->range_count;
	return s->ranges;
}
