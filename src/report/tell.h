/* Findings of the summary as sentences of the page's language: none without its number. */
#pragma once

#include "report/page.h"

struct json_t;

/* The next finding of a type, beginning with *at, which moves on; NULL when there is none. Any type with NULL. */
const struct json_t *tell_next(const struct page *p, const char *type, size_t *at);
const struct json_t *tell_first(const struct page *p, const char *type);
double tell_number(const struct json_t *finding, const char *name);
/* The month was compared with those before it. */
bool tell_compared(const struct page *p);
/* A finding that a service rose: surge, day_surge, entered_top, first_seen. */
bool tell_rose(const struct json_t *finding);

/* The sentence of a finding; NULL for those that other sections tell. */
const char *tell_sentence(struct page *p, const struct json_t *finding);

/* Section 1: whether the level is steady, since when it is not, and which services make the change. */
void tell_level(struct page *p);
/* Section 2: everything that is particular about the month, or that nothing is. */
void tell_particular(struct page *p);
/* Of large services that mostly come from one region. */
void tell_concentration(struct page *p);

/* Section 2.4: the findings of one service or group. */
void tell_about(struct page *p, const char *key);

/* Section 2: what administrators and users should do about what rose, or about what is accessed most. */
void tell_advice(struct page *p);
/* Section 5: what to watch. */
void tell_watch(struct page *p);
