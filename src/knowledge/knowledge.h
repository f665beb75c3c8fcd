/* What a service is, why it is attacked, and what to do about it, in Japanese and English: data/services/. */
#pragma once

#include "base/err.h"
#include "base/service.h"

#include <stddef.h>

enum language { LANGUAGE_JA, LANGUAGE_EN };
#define LANGUAGE_COUNT 2

struct knowledge_reference {
	const char *title;
	const char *url;
};

struct knowledge_text {
	const char *name;          /* "Windowsファイル共有（SMB）" */
	const char *what;          /* what it is, one or two sentences */
	const char *why;           /* why it is attacked */
	const char *user;          /* what an ordinary user should do */
	const char *administrator; /* what an administrator should do */
};

struct knowledge_entry {
	const char *const *services; /* "445/tcp", NULL-terminated: the services it explains */
	struct knowledge_text text[LANGUAGE_COUNT];
	const struct knowledge_reference *references;
	size_t reference_count;
};

struct knowledge;

/* From the data built into the program. */
int knowledge_open(struct knowledge **out, struct err *err) MUST_USE;
/* From a text of YAML documents, for tests and for an operator's own file. */
int knowledge_parse(const char *text, size_t len, struct knowledge **out, struct err *err) MUST_USE;
void knowledge_close(struct knowledge *k);

/* The entry that explains this service, or NULL. */
const struct knowledge_entry *knowledge_find(const struct knowledge *k, const char *service);
/* Name of a region ("JP" -> 日本), from data/regions.yaml; 不明 or Unknown for "??"; the code itself when it
 * is not in the table. Borrowed. */
const char *knowledge_region(const struct knowledge *k, const char *code, enum language language);
size_t knowledge_count(const struct knowledge *k);
const struct knowledge_entry *knowledge_at(const struct knowledge *k, size_t i);
