/* Writing reports of the sample summaries, and looking at their markup. */
#pragma once

#include "report/report.h"

#include "report_files.h"
#include "tap.h"

#include <jansson.h>
#include <unistd.h>

static inline json_t *sample(const char *name)
{
	char path[PATH_ROOM];
	(void)snprintf(path, sizeof(path), "%s/tests/golden/figure/%s.json", getenv("TEITEN_SOURCE"), name);
	return json_load_file(path, 0, NULL);
}

/* Does every element that begins end, in order? Void elements and <x/> end themselves. */
static inline bool balanced(const char *html)
{
	static const char *const alone[] = {"meta", "br", "!DOCTYPE"};
	static char open[64][24];
	int depth = 0;
	for (const char *at = strchr(html, '<'); at; at = strchr(at, '<')) {
		const char *end = strchr(at, '>');
		bool closes = at[1] == '/';
		char name[24];
		if (!end || sscanf(at + 1 + closes, "%23[A-Za-z0-9!]", name) != 1)
			return false;
		bool itself = end[-1] == '/';
		for (size_t i = 0; i < sizeof(alone) / sizeof(*alone); i++)
			itself |= !strcmp(name, alone[i]);
		if (closes && (depth == 0 || strcmp(open[--depth], name) != 0)) {
			printf("# </%s> ends <%s>\n", name, depth < 0 ? "" : open[depth]);
			return false;
		}
		if (!closes && !itself) {
			if (depth == 64)
				return false;
			(void)snprintf(open[depth++], sizeof(open[0]), "%s", name);
		}
		at = end;
		/* text of a style sheet is no markup */
		if (!closes && !strcmp(name, "style"))
			at = strstr(end, "</style>");
		if (!at)
			return false;
	}
	return depth == 0;
}

static int written;

static inline void count_file(void *ctx, const char *path)
{
	written++;
	*(bool *)ctx &= access(path, R_OK) == 0;
}

static inline int write_report(const json_t *summary, const char *folder, unsigned formats, const char *publisher,
			       struct err *err)
{
	bool there = true;
	struct report_options o = {.folder = folder,
				   .formats = formats,
				   .languages = {true, true},
				   .publisher = publisher,
				   .wrote = count_file,
				   .ctx = &there};
	written = 0;
	int code = report_write(summary, &o, err);
	OK(code || there, "a file is there when it is told");
	return code;
}
