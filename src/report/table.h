/* A figure's numbers, {"columns": [...], "rows": [[...]]}, as CSV for spreadsheets and as a table of a page. */
#pragma once

#include "base/buf.h"
#include "report/page.h"

struct json_t;

/* RFC 4180 with CRLF, after a byte order mark that makes spreadsheets read it as UTF-8. Where there is no number
 * the cell is empty. A text that a spreadsheet would run as a formula is given an apostrophe in front. */
void table_csv(const struct json_t *table, struct buf *out);

/* <table>...</table>, with a dash where there is no number. */
void table_page(struct page *p, const struct json_t *table);
/* The same from its two parts, which it takes. */
void table_rows(struct page *p, struct json_t *columns, struct json_t *rows);
