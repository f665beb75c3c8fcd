/* The words of a page, and comparing them with those that were looked at once. */
#pragma once

#include "report_files.h"
#include "tap.h"

#include <stdbool.h>

/* Where a part that is no text of the report's own ends: style, drawings, tables, explanations (which are data). */
static inline const char *passed_over(const char *at)
{
	static const char *const parts[][2] = {
	    {"<style", "</style>"}, {"<svg", "</svg>"}, {"<details", "</details>"}, {"<article", "</article>"}};
	for (size_t i = 0; i < sizeof(parts) / sizeof(*parts); i++) {
		if (strncmp(at, parts[i][0], strlen(parts[i][0])) != 0)
			continue;
		const char *end = strstr(at, parts[i][1]);
		return end ? end + strlen(parts[i][1]) : at + strlen(at);
	}
	return NULL;
}

static inline bool ends_line(const char *tag)
{
	static const char *const blocks[] = {"</p>",  "</li>", "</dt>", "</dd>",    "</h1>",
					     "</h2>", "</h3>", "</h4>", "</title>", "</figcaption>"};
	for (size_t i = 0; i < sizeof(blocks) / sizeof(*blocks); i++)
		if (!strncmp(tag, blocks[i], strlen(blocks[i])))
			return true;
	return false;
}

/* One line for each paragraph, heading, entry and caption. */
static inline char *words_of_page(const char *html)
{
	struct buf b;
	buf_init(&b, 1 << 22);
	bool begun = false;
	for (const char *at = html; *at;) {
		const char *after = passed_over(at);
		if (after) {
			at = after;
		} else if (*at == '<') {
			if (begun && ends_line(at)) {
				buf_text(&b, "\n");
				begun = false;
			}
			at = strchr(at, '>');
			if (!at)
				break;
			at++;
		} else {
			if (begun || !strchr(" \n", *at)) {
				buf_add(&b, *at == '\n' ? " " : at, 1);
				begun = true;
			}
			at++;
		}
	}
	return buf_take(&b);
}

static inline void first_difference(const char *got, const char *want)
{
	while (*got && *want) {
		size_t a = strcspn(got, "\n");
		size_t b = strcspn(want, "\n");
		if (a != b || memcmp(got, want, a) != 0)
			break;
		got += a + (got[a] == '\n');
		want += b + (want[b] == '\n');
	}
	printf("# got  %.*s\n# want %.*s\n", (int)strcspn(got, "\n"), got, (int)strcspn(want, "\n"), want);
}

/* Are the words those of tests/golden/report/NAME? With UPDATE_GOLDEN set they become it; look at the difference. */
static inline void golden(const char *words, const char *name)
{
	char path[PATH_ROOM];
	int n = snprintf(path, sizeof(path), "%s/tests/golden/report/%s", getenv("TEITEN_SOURCE"), name);
	if (n < 0 || n >= (int)sizeof(path))
		abort();
	if (getenv("UPDATE_GOLDEN")) {
		FILE *f = fopen(path, "wb");
		bool good = f && fputs(words, f) >= 0;
		good = f && fclose(f) == 0 && good;
		OK(good, name);
		return;
	}
	char *want = read_file(path, NULL);
	if (!OK(want && !strcmp(words, want), name))
		first_difference(words, want ? want : "");
	free(want);
}
