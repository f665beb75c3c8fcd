/* The parts of the report, in their order. Each writes to the body of the page, and nothing where the summary has
 * nothing for it. */
#pragma once

#include "report/page.h"

void section_everyone(struct page *p);    /* 1 */
void section_month(struct page *p);       /* 2, with 2.1 to 2.3 */
void section_groups(struct page *p);      /* 2.4 */
void section_popups(struct page *p);      /* within 2.4 */
void section_maintenance(struct page *p); /* 2.5 */
/* Within 2.5: logs of a service; and those of services of which there are logs only. */
void section_logins(struct page *p, const char *key);
void section_logins_alone(struct page *p);
void section_half_year(struct page *p); /* 3 */
void section_other(struct page *p);     /* 4 */
void section_explained(struct page *p); /* 4.7 */
void section_surveys(struct page *p);   /* within 4.7 */
void section_payloads(struct page *p);  /* within 4.7 */
/* Sentences of 2.4 and 4.7: senders that forge their sources, of one protocol, or NULL for all. */
void tell_senders(struct page *p, const char *key);
void section_attacks(struct page *p);  /* 4.8 */
void section_services(struct page *p); /* 5 */
void section_reading(struct page *p);  /* 6 */

/* The whole document, ready to be written: sections, contents, style, header and colophon. Text in *out, which the
 * caller has made with room for PAGE_CAP bytes. */
int section_document(struct page *p, struct buf *out, struct err *err) MUST_USE;
