#include "report/table.h"

#include "report/number.h"

#include <ctype.h>
#include <jansson.h>
#include <stdint.h>
#include <string.h>

static void add_text(struct buf *out, const char *cell)
{
	bool guard = *cell && strchr("=+-@\t\r\n", *cell);
	if (!guard && !strpbrk(cell, ",\"\r\n")) {
		buf_text(out, cell);
		return;
	}
	buf_text(out, guard ? "\"'" : "\"");
	for (const char *at = cell; *at; at++) {
		if (*at == '"')
			buf_text(out, "\"");
		buf_add(out, at, 1);
	}
	buf_text(out, "\"");
}

static void add_cell(struct buf *out, const json_t *cell)
{
	if (json_is_string(cell))
		add_text(out, json_string_value(cell));
	else if (json_is_integer(cell))
		buf_printf(out, "%lld", (long long)json_integer_value(cell));
	else if (json_is_real(cell))
		buf_printf(out, "%.10g", json_real_value(cell));
}

static void add_line(struct buf *out, const json_t *cells)
{
	size_t i;
	const json_t *cell;
	json_array_foreach(cells, i, cell)
	{
		if (i)
			buf_text(out, ",");
		add_cell(out, cell);
	}
	buf_text(out, "\r\n");
}

void table_csv(const json_t *table, struct buf *out)
{
	size_t i;
	const json_t *row;
	buf_text(out, "\xef\xbb\xbf");
	add_line(out, json_object_get(table, "columns"));
	json_array_foreach(json_object_get(table, "rows"), i, row) add_line(out, row);
}

/* Words stand at the left, numbers at the right, also those that were made texts, such as shares. */
static bool has_words(const json_t *cell)
{
	const char *text = json_is_string(cell) ? json_string_value(cell) : "";
	if (!strcmp(text, "–"))
		return false;
	for (; *text; text++)
		if (isalpha((unsigned char)*text) || (unsigned char)*text >= 0x80)
			return true;
	return false;
}

/* A bit for each column that has words and no number. */
static uint64_t columns_of_words(const json_t *table)
{
	uint64_t words = 0;
	uint64_t numbers = 1; /* the first is a head */
	size_t i;
	size_t k;
	const json_t *row;
	const json_t *cell;
	json_array_foreach(json_object_get(table, "rows"), i, row) json_array_foreach(row, k, cell)
	{
		words |= k < 64 && has_words(cell) ? UINT64_C(1) << k : 0;
		numbers |= k < 64 && json_is_number(cell) ? UINT64_C(1) << k : 0;
	}
	return words & ~numbers;
}

static void show_cell(struct page *p, const json_t *cell, bool first, bool words)
{
	page_markup(p, first ? "<th scope=\"row\">" : words ? "<td class=\"words\">" : "<td>");
	if (json_is_string(cell))
		page_text(p, json_string_value(cell));
	else if (json_is_integer(cell))
		page_text(p, number_count(p, json_integer_value(cell)));
	else if (json_is_real(cell))
		page_text(p, number_plain(p, json_real_value(cell)));
	else
		page_text(p, "–");
	page_markup(p, first ? "</th>" : "</td>");
}

void table_page(struct page *p, const json_t *table)
{
	size_t i;
	size_t k;
	const json_t *row;
	const json_t *cell;
	uint64_t words = columns_of_words(table);
	page_markup(p, "<div class=\"scroll\"><table>\n<thead><tr>");
	json_array_foreach(json_object_get(table, "columns"), i, cell)
	{
		page_markup(p, i < 64 && words >> i & 1 ? "<th scope=\"col\" class=\"words\">" : "<th scope=\"col\">");
		page_text(p, json_is_string(cell) ? json_string_value(cell) : "");
		page_markup(p, "</th>");
	}
	page_markup(p, "</tr></thead>\n<tbody>\n");
	json_array_foreach(json_object_get(table, "rows"), i, row)
	{
		page_markup(p, "<tr>");
		json_array_foreach(row, k, cell) show_cell(p, cell, k == 0, k < 64 && words >> k & 1);
		page_markup(p, "</tr>\n");
	}
	page_markup(p, "</tbody>\n</table></div>\n");
}

void table_rows(struct page *p, json_t *columns, json_t *rows)
{
	json_t *table = json_pack("{s:o, s:o}", "columns", columns, "rows", rows);
	if (table)
		table_page(p, table);
	json_decref(table);
}
