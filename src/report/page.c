#include "report/page.h"

#include "report/text.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define TEXT_CAP ((size_t)1 << 20) /* bytes of one filled text */

struct page_kept {
	struct page_kept *next;
	char text[];
};

void page_init(struct page *p, struct err *err)
{
	memset(p, 0, sizeof(*p));
	p->err = err;
	buf_init(&p->body, PAGE_CAP);
	buf_init(&p->contents, PAGE_CAP);
}

void page_done(struct page *p)
{
	while (p->kept) {
		struct page_kept *next = p->kept->next;
		free(p->kept);
		p->kept = next;
	}
	buf_done(&p->body);
	buf_done(&p->contents);
}

/* Bytes of the character at p, 0 when it is not one: RFC 3629's table of well-formed sequences. */
static size_t character_length(const unsigned char *p)
{
	if (p[0] < 0x80)
		return 1;
	size_t len = p[0] >= 0xf0 ? 4 : p[0] >= 0xe0 ? 3 : 2;
	if (p[0] < 0xc2 || p[0] > 0xf4)
		return 0;
	for (size_t i = 1; i < len; i++)
		if ((p[i] & 0xc0) != 0x80)
			return 0;
	bool overlong = (p[0] == 0xe0 && p[1] < 0xa0) || (p[0] == 0xf0 && p[1] < 0x90);
	bool outside = (p[0] == 0xed && p[1] > 0x9f) || (p[0] == 0xf4 && p[1] > 0x8f);
	return overlong || outside ? 0 : len;
}

static const char *entity(unsigned char c)
{
	switch (c) {
	case '&':
		return "&amp;";
	case '<':
		return "&lt;";
	case '>':
		return "&gt;";
	case '"':
		return "&quot;";
	case '\'':
		return "&#39;";
	case '\t':
	case '\n':
		return " ";
	default:
		return c < 0x20 || c == 0x7f ? "\xef\xbf\xbd" : NULL;
	}
}

void page_escape(struct buf *out, const char *text)
{
	for (const unsigned char *p = (const unsigned char *)text; *p;) {
		size_t len = character_length(p);
		const char *instead = len ? entity(*p) : "\xef\xbf\xbd";
		if (instead)
			buf_text(out, instead);
		else
			buf_add(out, p, len);
		p += len ? len : 1;
	}
}

const char *page_keep(struct page *p, const char *plain)
{
	size_t len = strlen(plain);
	struct page_kept *kept = malloc(sizeof(*kept) + len + 1);
	if (!kept) {
		p->code = p->code ? p->code : err_set(p->err, ERR_NOMEM, "no memory for the report");
		return "";
	}
	memcpy(kept->text, plain, len + 1);
	kept->next = p->kept;
	p->kept = kept;
	return kept->text;
}

/* {0} to {9} of a text, once: what is filled in is not looked at again. */
static const char *fill(struct page *p, const char *pattern, va_list args)
{
	const char *values[10] = {0};
	size_t count = 0;
	for (const char *v; (v = va_arg(args, const char *)) != NULL;)
		if (count < 10)
			values[count++] = v;
	struct buf out;
	buf_init(&out, TEXT_CAP);
	for (const char *at = pattern; *at;) {
		size_t which =
		    (size_t)(at[0] == '{' && at[1] >= '0' && at[1] <= '9' && at[2] == '}' ? at[1] - '0' : 10);
		if (which < count) {
			buf_text(&out, values[which]);
			at += 3;
		} else {
			buf_add(&out, at++, 1);
		}
	}
	if (out.failed && !p->code)
		p->code = err_set(p->err, out.failed, "a text of the report is too long");
	const char *filled = page_keep(p, buf_string(&out));
	buf_done(&out);
	return filled;
}

const char *page_fill(struct page *p, const char *msgid, ...)
{
	va_list args;
	va_start(args, msgid);
	const char *filled = fill(p, text(p->language, msgid), args);
	va_end(args);
	return filled;
}

const char *page_fill_n(struct page *p, const char *singular, const char *plural, long long n, ...)
{
	va_list args;
	va_start(args, n);
	const char *filled = fill(p, text_n(p->language, singular, plural, (unsigned long)n), args);
	va_end(args);
	return filled;
}

void page_markup(struct page *p, const char *html)
{
	buf_text(&p->body, html);
}

void page_text(struct page *p, const char *plain)
{
	page_escape(&p->body, plain);
}

void page_element(struct page *p, const char *tag, const char *class_name, const char *plain)
{
	if (class_name)
		buf_printf(&p->body, "<%s class=\"%s\">", tag, class_name);
	else
		buf_printf(&p->body, "<%s>", tag);
	page_text(p, plain);
	buf_printf(&p->body, "</%s>", tag);
}

void page_link(struct page *p, const char *url, const char *plain)
{
	bool safe = !strncmp(url, "https://", 8) || !strncmp(url, "http://", 7);
	if (safe) {
		page_markup(p, "<a rel=\"noreferrer\" href=\"");
		page_text(p, url);
		page_markup(p, "\">");
	}
	page_text(p, plain);
	if (safe)
		page_markup(p, "</a>");
}

void page_paragraph_begin(struct page *p, const char *class_name)
{
	if (class_name)
		buf_printf(&p->body, "<p class=\"%s\">", class_name);
	else
		page_markup(p, "<p>");
	p->sentences = 0;
}

void page_sentence(struct page *p, const char *filled)
{
	if (p->sentences++ && p->language == LANGUAGE_EN)
		page_markup(p, " ");
	page_text(p, filled);
}

void page_paragraph_end(struct page *p)
{
	page_markup(p, "</p>\n");
}

void page_paragraph(struct page *p, const char *filled)
{
	page_paragraph_begin(p, NULL);
	page_sentence(p, filled);
	page_paragraph_end(p);
}

/* An anchor of a section: its number, or its place. */
static const char *anchor(struct page *p, const char *number)
{
	char id[32];
	(void)snprintf(id, sizeof(id), "s%.28s", number);
	for (char *at = id; *at; at++)
		if (*at == '.')
			*at = '-';
	return page_keep(p, id);
}

void page_section_begin(struct page *p, int level, const char *number, const char *title)
{
	const char *id = anchor(p, number);
	buf_printf(&p->body, "<section id=\"%s\">\n<h%d><span class=\"number\">%s%s</span> ", id, level, number,
		   level == 2 ? "." : "");
	page_text(p, title);
	buf_printf(&p->body, "</h%d>\n", level);
	buf_printf(&p->contents, "<li class=\"level%d\"><a href=\"#%s\"><span class=\"number\">%s</span> ", level, id,
		   number);
	page_escape(&p->contents, title);
	buf_text(&p->contents, "</a></li>\n");
}

void page_section_end(struct page *p)
{
	page_markup(p, "</section>\n");
}
