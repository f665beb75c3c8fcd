#include "base/civil.h"
#include "store/store_int.h"

#include <ctype.h>
#include <string.h>

#define SQL_MAX (1u << 20)

const char *sql_find(const char *name)
{
	for (const struct sql_text *t = sql_texts; t->name; t++)
		if (!strcmp(t->name, name))
			return t->text;
	return NULL;
}

static const struct store_param *find_param(const struct store_param *params, size_t count, const char *name,
					    size_t len)
{
	for (size_t i = 0; i < count; i++)
		if (strlen(params[i].name) == len && !memcmp(params[i].name, name, len))
			return &params[i];
	return NULL;
}

/* Halve the list until one range is left: a row is compared seven times for a hundred ranges, where a join compares it
 * with each. */
static void add_ranges(struct buf *out, const struct store_range *ranges, size_t count)
{
	char since[CIVIL_TEXT_MAX];
	if (count > 1) {
		size_t half = count / 2;
		buf_printf(out, "CASE WHEN source < %llu THEN ", (unsigned long long)ranges[half].low);
		add_ranges(out, ranges, half);
		buf_text(out, " ELSE ");
		add_ranges(out, ranges + half, count - half);
		buf_text(out, " END");
		return;
	}
	day_text(ranges->since, since);
	buf_printf(out, "CASE WHEN source >= %llu AND source <= %llu AND day >= '%s' THEN %u ELSE -1 END",
		   (unsigned long long)ranges->low, (unsigned long long)ranges->high, since, ranges->item);
}

static void add_param(struct buf *out, const struct store_param *p)
{
	char day[CIVIL_TEXT_MAX];
	if (p->type == STORE_PARAM_NUMBER) {
		buf_printf(out, "%llu", (unsigned long long)p->value);
		return;
	}
	if (p->type == STORE_PARAM_LIST) {
		for (int64_t i = 0; i < p->value; i++)
			buf_printf(out, i ? ",%u" : "%u", p->list[i]);
		return;
	}
	if (p->type == STORE_PARAM_RANGES) {
		add_ranges(out, p->ranges, (size_t)p->value);
		return;
	}
	day_text((int32_t)p->value, day);
	buf_printf(out, "'%s'", day);
}

int sql_expand(struct buf *out, const char *text, const struct store_param *params, size_t count, struct err *err)
{
	while (*text) {
		size_t plain = strcspn(text, ":");
		buf_add(out, text, plain);
		text += plain;
		if (!*text)
			break;
		size_t len = 0;
		while (isalnum((unsigned char)text[1 + len]) || text[1 + len] == '_')
			len++;
		const struct store_param *p = find_param(params, count, text + 1, len);
		if (!p)
			return err_set(err, ERR_CONFIG, "a query wants :%.*s and was not given it", (int)len, text + 1);
		add_param(out, p);
		text += 1 + len;
	}
	return out->failed ? err_set(err, out->failed, "a query grew too long") : 0;
}

void sql_quote(struct buf *sql, const char *text)
{
	buf_text(sql, "'");
	for (; *text; text++) {
		if (*text == '\'')
			buf_text(sql, "'");
		buf_add(sql, text, 1);
	}
	buf_text(sql, "'");
}

int store_query(struct store *s, const char *name, const struct store_param *params, size_t count,
		struct store_result **out, struct err *err)
{
	const char *text = sql_find(name);
	if (!text)
		return err_set(err, ERR_ABSENT, "there is no query named %.64s", name);
	struct buf sql;
	buf_init(&sql, SQL_MAX);
	int code = sql_expand(&sql, text, params, count, err);
	if (!code)
		code = engine_query(s->engine, buf_string(&sql), out, err);
	if (code)
		(void)err_prefix(err, "query %s", name);
	buf_done(&sql);
	return code;
}

int store_one(struct store *s, const char *sql, int64_t *out, struct err *err)
{
	struct store_result *r = NULL;
	int code = engine_query(s->engine, sql, &r, err);
	if (!code)
		*out = store_number(r, 0, 0);
	store_result_free(r);
	return code;
}
