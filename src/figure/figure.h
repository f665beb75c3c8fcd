/* Summary JSON -> figures as SVG and PNG. Runs web/figures/ (ECharts, the very scripts that draw in the
 * browser) inside Duktape: only our own scripts, data only as JSON. */
#pragma once

#include "base/err.h"
#include "knowledge/knowledge.h"

#include <stdbool.h>
#include <stddef.h>

struct figure_set;

/* Load the scripts once; about 0.2 s. */
int figure_open(struct figure_set **out, struct err *err) MUST_USE;
void figure_close(struct figure_set *f);

/* Give the summary (as JSON text) that the next figures are drawn from. */
int figure_data(struct figure_set *f, const char *summary_json, size_t len, struct err *err) MUST_USE;

/* The figures that this summary has, in the report's order: "fig1", "fig2_1_1", ... A figure without
 * anything to show (no maintenance services, no group) is left out. */
size_t figure_count(const struct figure_set *f);
const char *figure_id(const struct figure_set *f, size_t i);

struct figure_options {
	enum language language;
	bool dark;
	bool standalone; /* with title, background and source line, to be used alone; else for a page */
	bool print;      /* lower, so that three fit on a page */
	bool narrow;     /* for a phone: about 380 px wide */
};

/* Title of the figure, and its table as JSON {"columns":[...],"rows":[[...]]}: text that the caller frees. */
int figure_title(struct figure_set *f, const char *id, const struct figure_options *o, char **out,
		 struct err *err) MUST_USE;
int figure_table(struct figure_set *f, const char *id, const struct figure_options *o, char **out,
		 struct err *err) MUST_USE;

/* An SVG document that browsers, librsvg and WeasyPrint draw alike; ids are unique to the figure. The
 * caller frees *out. */
int figure_svg(struct figure_set *f, const char *id, const struct figure_options *o, char **out, size_t *len,
	       struct err *err) MUST_USE;

/* A style sheet that turns the light figures of a page dark: one rule for each colour. The caller frees *out. */
int figure_dark_css(struct figure_set *f, char **out, struct err *err) MUST_USE;

/* SVG text -> PNG bytes, `scale` pixels for each unit. The caller frees *out. */
int figure_png(const char *svg, size_t len, double scale, unsigned char **out, size_t *out_len,
	       struct err *err) MUST_USE;
