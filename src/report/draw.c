/* Figures within a page: the drawing, its caption, its numbers. */
#include "report/page.h"

#include "report/table.h"

#include <jansson.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static struct figure_options options_of(const struct page *p)
{
	return (struct figure_options){.language = p->language, .print = p->print};
}

bool page_has_figure(const struct page *p, const char *id)
{
	for (size_t i = 0; i < figure_count(p->figures); i++)
		if (!strcmp(figure_id(p->figures, i), id))
			return true;
	return false;
}

const char *page_figure_number(struct page *p, const char *id)
{
	static const struct {
		const char *id;
		const char *number;
	} named[] = {
	    {"fig_kinds", "4.3.1"}, {"fig_coverage", "4.4.1"}, {"fig_calendar", "4.5.1"}, {"fig_map", "4.6.1"}};
	for (size_t i = 0; i < sizeof(named) / sizeof(*named); i++)
		if (!strcmp(id, named[i].id))
			return named[i].number;
	char number[32];
	(void)snprintf(number, sizeof(number), "%.30s", strncmp(id, "fig", 3) ? id : id + 3);
	char *each = strstr(number, "_each"); /* the same once more, port by port */
	if (each)
		memcpy(each, "b", 2);
	for (char *at = number; *at; at++)
		if (*at == '_')
			*at = '.';
	return page_keep(p, number);
}

/* Ids are unique to the figure, but a page holds it twice: wide, and narrow for phones. In the narrow one each
 * "fig1-ja-" becomes "fig1-ja-n-". */
static void add_drawing(struct page *p, const char *id, const char *svg, bool narrow)
{
	char from[96];
	(void)snprintf(from, sizeof(from), "%.60s-%s-", id, p->language == LANGUAGE_EN ? "en" : "ja");
	size_t len = strlen(from);
	for (const char *at = svg; *at;) {
		const char *next = narrow ? strstr(at, from) : NULL;
		size_t take = next ? (size_t)(next - at) + len : strlen(at);
		buf_add(&p->body, at, take);
		if (next)
			buf_text(&p->body, "n-");
		at += take;
	}
}

static void draw(struct page *p, const char *id, bool narrow)
{
	struct figure_options o = options_of(p);
	char *svg = NULL;
	size_t len;
	o.narrow = narrow;
	if (p->code)
		return;
	p->code = figure_svg(p->figures, id, &o, &svg, &len, p->err);
	if (p->code)
		return;
	if (!p->print)
		page_markup(p, narrow ? "<div class=\"drawing narrow\">" : "<div class=\"drawing wide\">");
	add_drawing(p, id, svg, narrow);
	page_markup(p, p->print ? "\n" : "</div>\n");
	free(svg);
}

/* RFC 4648, section 4. */
static void add_base64(struct buf *out, const unsigned char *bytes, size_t len)
{
	static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
	for (size_t i = 0; i < len; i += 3) {
		size_t left = len - i;
		uint32_t three = (uint32_t)bytes[i] << 16 | (left > 1 ? (uint32_t)bytes[i + 1] << 8 : 0u) |
				 (left > 2 ? (uint32_t)bytes[i + 2] : 0u);
		char four[4] = {digits[three >> 18], digits[three >> 12 & 63], digits[three >> 6 & 63],
				digits[three & 63]};
		for (size_t k = left; k < 3; k++)
			four[k + 1] = '='; /* one for each byte that is missing */
		buf_add(out, four, 4);
	}
}

static void show_numbers(struct page *p, const char *id)
{
	struct figure_options o = options_of(p);
	char *told = NULL;
	if (p->code)
		return;
	p->code = figure_table(p->figures, id, &o, &told, p->err);
	json_t *table = p->code ? NULL : json_loads(told, 0, NULL);
	free(told);
	if (!table) {
		if (!p->code)
			p->code = err_set(p->err, ERR_PARSE, "figure %s has no table", id);
		return;
	}
	struct buf csv;
	buf_init(&csv, PAGE_CAP);
	table_csv(table, &csv);
	page_markup(p, "<details><summary>");
	page_text(p, page_fill(p, "Numbers of this figure", NULL));
	page_markup(p, "</summary>\n");
	table_page(p, table);
	buf_printf(&p->body,
		   "<p class=\"download\"><a download=\"%s.%s.csv\" href=\"data:text/csv;charset=utf-8;base64,", id,
		   p->language == LANGUAGE_EN ? "en" : "ja");
	add_base64(&p->body, (const unsigned char *)buf_string(&csv), csv.len);
	page_markup(p, "\">");
	page_text(p, page_fill(p, "Download as CSV", NULL));
	page_markup(p, "</a></p>\n</details>\n");
	buf_done(&csv);
	json_decref(table);
}

void page_figure(struct page *p, const char *id)
{
	struct figure_options o = options_of(p);
	char *title = NULL;
	if (p->code || !page_has_figure(p, id))
		return;
	p->code = figure_title(p->figures, id, &o, &title, p->err);
	if (p->code)
		return;
	buf_printf(&p->body, "<figure class=\"figure\" id=\"%s\">\n", id);
	draw(p, id, false);
	if (!p->print)
		draw(p, id, true);
	page_markup(p, "<figcaption><span class=\"number\">");
	page_text(p, page_fill(p, "Figure {0}", page_figure_number(p, id), NULL));
	page_markup(p, "</span> ");
	page_text(p, title);
	page_markup(p, "</figcaption>\n");
	if (!p->print)
		show_numbers(p, id);
	page_markup(p, "</figure>\n");
	free(title);
}
