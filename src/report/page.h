/* A page of the report while it is written: text in the page's language, escaped, with numbers filled in. What
 * goes wrong is remembered in `code` and `err`; writers go on and the caller tests once at the end. */
#pragma once

#include "base/buf.h"
#include "base/err.h"
#include "figure/figure.h"
#include "knowledge/knowledge.h"

#include <stdbool.h>

struct json_t;
struct page_kept;

struct page {
	enum language language;
	bool print;                   /* for paper: no tables, no links inside, figures in their print form */
	bool linked;                  /* the page in the other language is beside this one */
	const struct json_t *summary; /* published */
	struct figure_set *figures;
	const struct knowledge *knowledge;
	const char *publisher; /* NULL for none */
	struct buf body;
	struct buf contents;
	struct page_kept *kept;
	unsigned sentences; /* in the paragraph that is open */
	int code;
	struct err *err;
};

#define PAGE_CAP ((size_t)64 << 20) /* bytes of a page */
#define SENTINEL __attribute__((sentinel))

void page_init(struct page *p, struct err *err);
void page_done(struct page *p);

/* Append text to a buffer so that it is only text in HTML, within an element or a quoted attribute. What is not
 * a printable character (control codes, broken UTF-8) becomes U+FFFD. */
void page_escape(struct buf *out, const char *text);

/* Texts that live as long as the page, not escaped. `page_fill` puts its arguments for {0}, {1}, ... of the
 * translated text; the list of arguments ends with NULL. */
const char *page_keep(struct page *p, const char *plain);
const char *page_fill(struct page *p, const char *msgid, ...) SENTINEL;
const char *page_fill_n(struct page *p, const char *singular, const char *plural, long long n, ...) SENTINEL;

/* Write to the body: markup as it is; text escaped. */
void page_markup(struct page *p, const char *html);
void page_text(struct page *p, const char *plain);
/* <tag class="...">text</tag>; class may be NULL. */
void page_element(struct page *p, const char *tag, const char *class_name, const char *plain);
/* A link to another site, opened only when the reader follows it. Anything but http and https stays text. */
void page_link(struct page *p, const char *url, const char *plain);

/* A paragraph of whole sentences, which are set apart as the language does it. */
void page_paragraph_begin(struct page *p, const char *class_name);
void page_sentence(struct page *p, const char *filled);
void page_paragraph_end(struct page *p);
/* A paragraph of one filled text. */
void page_paragraph(struct page *p, const char *filled);

/* A section: its heading with number ("2.1"; NULL for none), entered in the contents. Level 2 or 3. */
void page_section_begin(struct page *p, int level, const char *number, const char *title);
void page_section_end(struct page *p);

bool page_has_figure(const struct page *p, const char *id);
/* The figure with caption and table, or nothing when the summary has no such figure. */
void page_figure(struct page *p, const char *id);
/* "2.1.1" of "fig2_1_1". */
const char *page_figure_number(struct page *p, const char *id);
