#include "report/table.h"

#include "report/number.h"

#include <jansson.h>
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

static void show_cell(struct page *p, const json_t *cell, bool first)
{
	const char *tag = first ? "th scope=\"row\"" : "td";
	buf_printf(&p->body, "<%s>", tag);
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
	page_markup(p, "<div class=\"scroll\"><table>\n<thead><tr>");
	json_array_foreach(json_object_get(table, "columns"), i, cell)
	{
		page_markup(p, "<th scope=\"col\">");
		page_text(p, json_is_string(cell) ? json_string_value(cell) : "");
		page_markup(p, "</th>");
	}
	page_markup(p, "</tr></thead>\n<tbody>\n");
	json_array_foreach(json_object_get(table, "rows"), i, row)
	{
		page_markup(p, "<tr>");
		json_array_foreach(row, k, cell) show_cell(p, cell, k == 0);
		page_markup(p, "</tr>\n");
	}
	page_markup(p, "</tbody>\n</table></div>\n");
}
