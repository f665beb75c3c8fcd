/* The report's words in both languages, in one process: English is in the program, Japanese in the catalogue
 * LOCALE/ja/LC_MESSAGES/teiten.mo of gettext. */
#pragma once

#include "base/err.h"
#include "knowledge/knowledge.h"

struct text_catalogue;

/* Make the catalogue ready. gettext looks at the process's LC_MESSAGES and LANGUAGE: both are set here, and put
 * back by text_close, so this is not for several threads at once. ERR_ABSENT when the folder (or, with NULL, the
 * package's own) has no Japanese catalogue. */
int text_open(const char *folder, struct text_catalogue **out, struct err *err) MUST_USE;
void text_close(struct text_catalogue *t);

/* The text in a language, between text_open and text_close; borrowed. */
const char *text(enum language language, const char *msgid);
/* The same where the words depend on a number. */
const char *text_n(enum language language, const char *singular, const char *plural, unsigned long n);
