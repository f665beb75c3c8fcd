/* The parts put together: head, style, header, contents, sections, colophon. */
#include "report/sections.h"

#include "report/embedded.h"
#include "report/look.h"
#include "report/number.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

static const char *code_of(enum language language)
{
	return language == LANGUAGE_EN ? "en" : "ja";
}

static void add(struct buf *out, const unsigned char *bytes, size_t len)
{
	buf_add(out, bytes, len);
}

static void element(struct buf *out, const char *before, const char *plain, const char *after)
{
	buf_text(out, before);
	page_escape(out, plain);
	buf_text(out, after);
}

static int styles(struct page *p, struct buf *out)
{
	char *dark = NULL;
	buf_text(out, "<style>\n");
	add(out, report_style_css, report_style_css_len);
	if (p->print) {
		add(out, report_paper_css, report_paper_css_len);
	} else {
		int code = figure_dark_css(p->figures, &dark, p->err);
		if (code)
			return code;
		buf_text(out, dark);
		free(dark);
	}
	buf_text(out, "</style>\n");
	return 0;
}

static int head(struct page *p, struct buf *out, const char *title)
{
	buf_printf(out, "<!DOCTYPE html>\n<html lang=\"%s\">\n<head>\n<meta charset=\"utf-8\">\n",
		   code_of(p->language));
	buf_text(out, "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src "
		      "'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'\">\n"
		      "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
		      "<meta name=\"color-scheme\" content=\"light dark\">\n"
		      "<meta name=\"referrer\" content=\"no-referrer\">\n");
	element(out, "<meta name=\"generator\" content=\"", look_text(p->summary, "generator"), "\">\n");
	element(out, "<title>", title, "</title>\n");
	int code = styles(p, out);
	buf_text(out, "</head>\n<body>\n");
	return code;
}

static void language_link(struct page *p, struct buf *out)
{
	enum language other = p->language == LANGUAGE_EN ? LANGUAGE_JA : LANGUAGE_EN;
	if (!p->linked || p->print)
		return;
	buf_printf(out,
		   "<p class=\"language\"><a rel=\"alternate\" hreflang=\"%s\" lang=\"%s\" "
		   "href=\"report.%s.html\">%s</a></p>\n",
		   code_of(other), code_of(other), code_of(other), other == LANGUAGE_EN ? "English" : "日本語");
}

static void header(struct page *p, struct buf *out)
{
	const json_t *days = json_object_get(p->summary, "days");
	size_t count = json_array_size(days);
	const char *first = json_string_value(json_array_get(days, 0));
	const char *last = json_string_value(json_array_get(days, count - 1));
	const char *zone = look_text(p->summary, "time_zone");
	buf_text(out, "<header>\n");
	language_link(p, out);
	element(out, "<p class=\"kicker\">", page_fill(p, "Internet fixed-point observation", NULL), "</p>\n");
	element(out, "<h1>", page_fill(p, "Report of {0}", number_month(p, look_month(p)), NULL), "</h1>\n");
	buf_text(out, "<p class=\"facts\">");
	if (p->publisher && *p->publisher)
		element(out, "<span class=\"publisher\">", p->publisher, "</span> ");
	if (first && last)
		element(out, "<span>",
			page_fill(p, "Observed from {0} to {1}", number_day(p, first), number_day(p, last), NULL),
			"</span> ");
	if (*zone)
		element(out, "<span>", page_fill(p, "Time zone {0}", zone, NULL), "</span>");
	buf_text(out, "</p>\n</header>\n");
}

static void contents(struct page *p, struct buf *out)
{
	element(out, "<nav>\n<h2>", page_fill(p, "Contents", NULL), "</h2>\n<ol>\n");
	buf_add(out, buf_string(&p->contents), p->contents.len);
	buf_text(out, "</ol>\n</nav>\n");
}

static void colophon(struct page *p, struct buf *out)
{
	buf_text(out, "<footer>\n<p>");
	page_escape(out, page_fill(p, "Written by {0}.", look_text(p->summary, "generator"), NULL));
	if (p->language == LANGUAGE_EN)
		buf_text(out, " ");
	page_escape(
	    out, page_fill(p,
			   "All numbers are exact counts of what arrived at the observation points; the same numbers "
			   "are in summary.json and in the CSV file of each figure.",
			   NULL));
	buf_text(out, "</p>\n</footer>\n");
}

int section_document(struct page *p, struct buf *out, struct err *err)
{
	p->err = err;
	const char *title = page_fill(p, "Internet fixed-point observation: {0}", number_month(p, look_month(p)), NULL);
	section_everyone(p);
	section_month(p);
	section_half_year(p);
	section_other(p);
	section_services(p);
	section_reading(p);
	int code = head(p, out, title);
	header(p, out);
	contents(p, out);
	buf_text(out, "<main>\n");
	buf_add(out, buf_string(&p->body), p->body.len);
	buf_text(out, "</main>\n");
	colophon(p, out);
	buf_text(out, "</body>\n</html>\n");
	if (p->code)
		return p->code;
	if (code)
		return code;
	if (p->body.failed || p->contents.failed || out->failed)
		return err_set(err,
			       out->failed      ? out->failed
			       : p->body.failed ? p->body.failed
						: p->contents.failed,
			       "the page is too large or there is no memory for it");
	return 0;
}
