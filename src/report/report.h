/* Summary + figures + explanations -> the month's report: HTML, PDF, CSV, JSON, SVG, PNG, in Japanese and
 * English. It prints what `summary_publish` gives and computes nothing. */
#pragma once

#include "base/err.h"
#include "knowledge/knowledge.h"

#include <stdbool.h>
#include <stddef.h>

struct json_t;

enum report_format {
	REPORT_HTML = 1,
	REPORT_PDF = 2,
	REPORT_CSV = 4,
	REPORT_JSON = 8,
	REPORT_SVG = 16,
	REPORT_PNG = 32
};
#define REPORT_ALL 63

struct report_options {
	const char *folder; /* made when absent; files in it are replaced whole or not at all */
	unsigned formats;   /* enum report_format, added up */
	bool languages[LANGUAGE_COUNT];
	const char *publisher;                      /* shown on the page; NULL for none */
	void (*wrote)(void *ctx, const char *path); /* told each file as it is finished; or NULL */
	void *ctx;
};

/* Write the report of a published summary. Files: report.ja.html, report.en.html, report.ja.pdf, ...,
 * summary.json, csv/FIGURE.LANG.csv, svg/FIGURE.LANG.svg, png/FIGURE.LANG.png. */
int report_write(const struct json_t *published, const struct report_options *options, struct err *err) MUST_USE;
