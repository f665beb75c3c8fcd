#include "cmd/output.h"

#include "base/addr.h"
#include "base/civil.h"
#include "knowledge/scanners.h"
#include "label/codepage.h"
#include "label/flood.h"
#include "label/label.h"
#include "label/payload.h"
#include "label/suspect.h"
#include "label/tool.h"
#include "observe/observe.h"

#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define CELL_MAX 8192     /* a pop-up message has at most 2,048 characters of three bytes */
#define TABLE_TEXT_MAX 60 /* characters of a text in a table */
#define COLUMNS_MAX 16

enum cell_type { CELL_NUMBER, CELL_TEXT };

struct layout {
	size_t count;
	const char *names[COLUMNS_MAX];
	size_t from[COLUMNS_MAX]; /* column of the result */
};

static struct layout make_layout(const struct store_result *r)
{
	struct layout l = {0};
	for (size_t i = 0; i < store_columns(r) && l.count < COLUMNS_MAX; i++) {
		const char *name = store_column(r, i);
		if (!strcmp(name, "port"))
			continue; /* with proto before it */
		l.names[l.count] = !strcmp(name, "proto") ? "service" : name;
		l.from[l.count++] = i;
	}
	return l;
}

static void time_text(int64_t time_us, char *out)
{
	time_t seconds = (time_t)(time_us / US_PER_SECOND);
	struct tm tm;
	out[0] = '\0';
	if (gmtime_r(&seconds, &tm))
		(void)strftime(out, CELL_MAX, "%Y-%m-%dT%H:%M:%SZ", &tm);
}

/* The list is read once, when a query first shows one of it. */
static const char *scanner_name(int64_t item)
{
	static struct scanners *scanners;
	struct err err;
	if (!scanners && scanners_open(&scanners, &err))
		return "";
	const struct scanner *s = scanners_at(scanners, (size_t)item);
	return s ? s->key : "";
}

/* Names of stored numbers. */
static const char *kind_word(int64_t n)
{
	return n >= 1 && n <= KIND_COUNT ? kind_name((enum kind)n) : "connection";
}

static const char *flood_word(int64_t n)
{
	return flood_name((unsigned)n);
}

static const char *reason_word(int64_t n)
{
	return n >= 0 && n < VERDICT_COUNT ? verdict_name((enum verdict)n) : "";
}

static const char *tool_word(int64_t n)
{
	const struct tool_entry *e = tool_entry((enum tool)n);
	return e ? e->name : "";
}

static const char *suspicion_word(int64_t n)
{
	const struct suspect_entry *e = suspect_entry((unsigned)n);
	return e ? e->name : "";
}

static const char *payload_word(int64_t n)
{
	const struct payload_entry *e = payload_entry((unsigned)n);
	return e ? e->name : "";
}

static const char *code_page_word(int64_t n)
{
	return codepage_name((enum codepage)n);
}

/* Columns of such numbers. */
static const struct {
	const char *name;
	const char *(*word)(int64_t n);
} words[] = {{"kind", kind_word},       {"flood", flood_word},         {"reason", reason_word},
	     {"tool", tool_word},       {"suspicion", suspicion_word}, {"scanner", scanner_name},
	     {"payload", payload_word}, {"code_page", code_page_word}};

static const char *word_of(const char *name, int64_t n)
{
	for (size_t i = 0; i < sizeof(words) / sizeof(*words); i++)
		if (!strcmp(words[i].name, name))
			return words[i].word(n);
	return NULL;
}

static bool is_one_of(const char *name, const char *const list[])
{
	while (*list && strcmp(name, *list) != 0)
		list++;
	return *list != NULL;
}

static bool is_text(const char *name)
{
	static const char *const texts[] = {"user", "sender", "recipient", "text", "point", "detail", NULL};
	return is_one_of(name, texts);
}

static enum cell_type cell(const struct store_result *r, size_t row, const char *name, size_t from, char *out)
{
	static const char *const days[] = {"day", "first_day", "last_day", NULL};
	static const char *const times[] = {"first", "last", NULL};
	static const char *const sources[] = {"source", "victim", NULL};
	int64_t n = store_number(r, row, from);
	const char *word = word_of(name, n);
	if (word) {
		(void)snprintf(out, CELL_MAX, "%s", word);
	} else if (!strcmp(name, "service")) {
		service_text(service_make((uint8_t)n, (uint16_t)store_number(r, row, from + 1)), out);
	} else if (is_one_of(name, days)) {
		day_text((int32_t)n, out);
	} else if (!strcmp(name, "region")) {
		region_text((region_id)n, out);
	} else if (is_one_of(name, sources)) {
		addr_source_text(store_unsigned(r, row, from), out);
	} else if (is_one_of(name, times)) {
		time_text(n, out);
	} else if (is_text(name) || store_text(r, row, from)[0]) {
		(void)snprintf(out, CELL_MAX, "%s", store_text(r, row, from));
	} else {
		(void)snprintf(out, CELL_MAX, "%lld", (long long)n);
		return CELL_NUMBER;
	}
	return CELL_TEXT;
}

static int output_json(const struct store_result *r, const struct layout *l)
{
	char text[CELL_MAX];
	(void)putchar('[');
	for (size_t row = 0; row < store_rows(r); row++) {
		json_t *o = json_object();
		for (size_t i = 0; i < l->count; i++) {
			enum cell_type type = cell(r, row, l->names[i], l->from[i], text);
			json_t *value =
			    type == CELL_NUMBER ? json_integer(store_number(r, row, l->from[i])) : json_string(text);
			if (json_object_set_new(o, l->names[i], value)) {
				json_decref(o);
				return ERR_NOMEM;
			}
		}
		(void)fputs(row ? ",\n " : "\n ", stdout);
		(void)json_dumpf(o, stdout, JSON_COMPACT);
		json_decref(o);
	}
	(void)puts(store_rows(r) ? "\n]" : "]");
	return 0;
}

/* RFC 4180, and a text that a spreadsheet would run as a formula gets an apostrophe in front. */
static void print_quoted(const char *text)
{
	if (!strpbrk(text, ",\"\r\n") && !strchr("=+-@\t", text[0])) {
		printf("%s", text);
		return;
	}
	(void)putchar('"');
	if (text[0] && strchr("=+-@\t", text[0]))
		(void)putchar('\'');
	for (; *text; text++) {
		if (*text == '"')
			(void)putchar('"');
		(void)putchar(*text);
	}
	(void)putchar('"');
}

static void output_csv(const struct store_result *r, const struct layout *l)
{
	char text[CELL_MAX];
	for (size_t i = 0; i < l->count; i++)
		printf("%s%s", i ? "," : "", l->names[i]);
	(void)puts("\r");
	for (size_t row = 0; row < store_rows(r); row++) {
		for (size_t i = 0; i < l->count; i++) {
			enum cell_type type = cell(r, row, l->names[i], l->from[i], text);
			printf("%s", i ? "," : "");
			if (type == CELL_TEXT)
				print_quoted(text);
			else
				printf("%s", text);
		}
		(void)puts("\r");
	}
}

/* One line of a bounded number of characters. */
static void shorten(char *text)
{
	size_t characters = 0;
	for (char *at = text; *at; at++) {
		if (*at == '\n' || *at == '\t')
			*at = ' ';
		if (((unsigned char)*at & 0xc0) == 0x80)
			continue;
		if (++characters > TABLE_TEXT_MAX) {
			memcpy(at, "...", 4);
			return;
		}
	}
}

static enum cell_type table_cell(const struct store_result *r, size_t row, const char *name, size_t from, char *out)
{
	enum cell_type type = cell(r, row, name, from, out);
	if (is_text(name))
		shorten(out);
	return type;
}

static void output_table(const struct store_result *r, const struct layout *l)
{
	char text[CELL_MAX];
	int width[COLUMNS_MAX];
	bool number[COLUMNS_MAX];
	for (size_t i = 0; i < l->count; i++) {
		width[i] = (int)strlen(l->names[i]);
		number[i] = true;
		for (size_t row = 0; row < store_rows(r); row++) {
			number[i] &= table_cell(r, row, l->names[i], l->from[i], text) == CELL_NUMBER;
			if ((int)strlen(text) > width[i])
				width[i] = (int)strlen(text);
		}
	}
	for (size_t i = 0; i < l->count; i++)
		printf("%s%*s", i ? "  " : "", number[i] ? width[i] : -width[i], l->names[i]);
	(void)putchar('\n');
	for (size_t row = 0; row < store_rows(r); row++) {
		for (size_t i = 0; i < l->count; i++) {
			(void)table_cell(r, row, l->names[i], l->from[i], text);
			printf("%s%*s", i ? "  " : "", number[i] ? width[i] : -width[i], text);
		}
		(void)putchar('\n');
	}
}

int output_result(const struct store_result *r, enum output_format format, struct err *err)
{
	struct layout l = make_layout(r);
	if (format == OUTPUT_JSON)
		return output_json(r, &l) ? err_set(err, ERR_NOMEM, "no memory for the answer") : 0;
	if (format == OUTPUT_CSV)
		output_csv(r, &l);
	else
		output_table(r, &l);
	return 0;
}
