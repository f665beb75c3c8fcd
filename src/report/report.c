#include "report/report.h"

#include "report/output.h"
#include "report/sections.h"
#include "report/table.h"
#include "report/text.h"

#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>

#define PATH_ROOM 4096
#define PDF_LIMIT_S 120
#define PNG_SCALE 2.0

struct work {
	const json_t *summary;
	const struct report_options *options;
	struct figure_set *figures;
	struct knowledge *knowledge;
	struct err *err;
};

static const char *const CODES[LANGUAGE_COUNT] = {[LANGUAGE_JA] = "ja", [LANGUAGE_EN] = "en"};

static int path_of(const struct work *w, const char *name, char *out)
{
	int n = snprintf(out, PATH_ROOM, "%s/%s", w->options->folder, name);
	if (n < 0 || n >= PATH_ROOM)
		return err_set(w->err, ERR_CONFIG, "the folder's name is too long");
	return 0;
}

static void told(const struct work *w, const char *path)
{
	if (w->options->wrote)
		w->options->wrote(w->options->ctx, path);
}

static int keep(const struct work *w, const char *name, const void *bytes, size_t len)
{
	char path[PATH_ROOM];
	int code = path_of(w, name, path);
	if (!code)
		code = output_write(path, bytes, len, w->err);
	if (!code)
		told(w, path);
	return code;
}

static int write_page(const struct work *w, enum language language, bool print)
{
	char name[32];
	char path[PATH_ROOM];
	struct page page;
	struct buf out;
	page_init(&page, w->err);
	buf_init(&out, PAGE_CAP);
	page.language = language;
	page.print = print;
	page.linked = w->options->languages[LANGUAGE_JA] && w->options->languages[LANGUAGE_EN];
	page.summary = w->summary;
	page.figures = w->figures;
	page.knowledge = w->knowledge;
	page.publisher = w->options->publisher;
	(void)snprintf(name, sizeof(name), "report.%s.%s", CODES[language], print ? "pdf" : "html");
	int code = section_document(&page, &out, w->err);
	if (!code && !print)
		code = keep(w, name, buf_string(&out), out.len);
	if (!code && print)
		code = path_of(w, name, path);
	if (!code && print)
		code = output_pdf(path, buf_string(&out), out.len, PDF_LIMIT_S, w->err);
	if (!code && print)
		told(w, path);
	buf_done(&out);
	page_done(&page);
	return code ? err_prefix(w->err, "%s", name) : 0;
}

static int write_csv(const struct work *w, const char *id, const struct figure_options *o)
{
	char name[96];
	char *text_of = NULL;
	int code = figure_table(w->figures, id, o, &text_of, w->err);
	if (code)
		return code;
	json_t *table = json_loads(text_of, 0, NULL);
	free(text_of);
	if (!table)
		return err_set(w->err, ERR_PARSE, "figure %s has no table", id);
	struct buf out;
	buf_init(&out, PAGE_CAP);
	table_csv(table, &out);
	json_decref(table);
	(void)snprintf(name, sizeof(name), "csv/%.60s.%s.csv", id, CODES[o->language]);
	code = out.failed ? err_set(w->err, out.failed, "%s is too large", name)
			  : keep(w, name, buf_string(&out), out.len);
	buf_done(&out);
	return code;
}

static int write_png(const struct work *w, const char *id, enum language language, const char *svg, size_t len)
{
	char name[96];
	unsigned char *png = NULL;
	size_t png_len;
	int code = figure_png(svg, len, PNG_SCALE, &png, &png_len, w->err);
	if (code)
		return err_prefix(w->err, "figure %s", id);
	(void)snprintf(name, sizeof(name), "png/%.60s.%s.png", id, CODES[language]);
	code = keep(w, name, png, png_len);
	free(png);
	return code;
}

static int write_drawing(const struct work *w, const char *id, const struct figure_options *o)
{
	char name[96];
	char *svg = NULL;
	size_t len;
	int code = figure_svg(w->figures, id, o, &svg, &len, w->err);
	if (code)
		return code;
	(void)snprintf(name, sizeof(name), "svg/%.60s.%s.svg", id, CODES[o->language]);
	if (w->options->formats & REPORT_SVG)
		code = keep(w, name, svg, len);
	if (!code && w->options->formats & REPORT_PNG)
		code = write_png(w, id, o->language, svg, len);
	free(svg);
	return code;
}

static int write_figures(const struct work *w, enum language language)
{
	const struct figure_options o = {.language = language, .standalone = true};
	unsigned formats = w->options->formats;
	int code = 0;
	for (size_t i = 0; !code && i < figure_count(w->figures); i++) {
		const char *id = figure_id(w->figures, i);
		if (formats & REPORT_CSV)
			code = write_csv(w, id, &o);
		if (!code && formats & (REPORT_SVG | REPORT_PNG))
			code = write_drawing(w, id, &o);
	}
	return code;
}

static int make_folders(const struct work *w)
{
	static const struct {
		unsigned format;
		const char *name;
	} folders[] = {{REPORT_ALL, "."}, {REPORT_CSV, "csv"}, {REPORT_SVG, "svg"}, {REPORT_PNG, "png"}};
	char path[PATH_ROOM];
	int code = 0;
	for (size_t i = 0; !code && i < sizeof(folders) / sizeof(*folders); i++) {
		if (!(w->options->formats & folders[i].format))
			continue;
		code = i ? path_of(w, folders[i].name, path) : 0;
		if (!code)
			code = output_folder(i ? path : w->options->folder, w->err);
	}
	return code;
}

static int write_summary(const struct work *w)
{
	char *pretty = json_dumps(w->summary, JSON_INDENT(1) | JSON_PRESERVE_ORDER);
	if (!pretty)
		return err_set(w->err, ERR_NOMEM, "no memory for summary.json");
	struct buf out;
	buf_init(&out, PAGE_CAP);
	buf_text(&out, pretty);
	buf_text(&out, "\n");
	free(pretty);
	int code = out.failed ? err_set(w->err, out.failed, "summary.json is too large")
			      : keep(w, "summary.json", buf_string(&out), out.len);
	buf_done(&out);
	return code;
}

static int open_figures(struct work *w)
{
	char *compact = json_dumps(w->summary, JSON_COMPACT);
	if (!compact)
		return err_set(w->err, ERR_NOMEM, "no memory for the summary");
	struct buf data;
	buf_init(&data, PAGE_CAP);
	buf_text(&data, compact);
	free(compact);
	int code = data.failed ? err_set(w->err, data.failed, "the summary is too large") : 0;
	if (!code)
		code = figure_open(&w->figures, w->err);
	if (!code)
		code = figure_data(w->figures, buf_string(&data), data.len, w->err);
	buf_done(&data);
	return code;
}

static int write_language(const struct work *w, enum language language)
{
	unsigned formats = w->options->formats;
	int code = 0;
	if (formats & REPORT_HTML)
		code = write_page(w, language, false);
	if (!code && formats & (REPORT_CSV | REPORT_SVG | REPORT_PNG))
		code = write_figures(w, language);
	return code;
}

int report_write(const json_t *published, const struct report_options *options, struct err *err)
{
	struct work w = {.summary = published, .options = options, .err = err};
	struct text_catalogue *catalogue = NULL;
	int code = make_folders(&w);
	if (!code && options->languages[LANGUAGE_JA])
		code = text_open(NULL, &catalogue, err);
	if (!code)
		code = knowledge_open(&w.knowledge, err);
	if (!code)
		code = open_figures(&w);
	if (!code && options->formats & REPORT_JSON)
		code = write_summary(&w);
	for (int i = 0; !code && i < LANGUAGE_COUNT; i++)
		if (options->languages[i])
			code = write_language(&w, (enum language)i);
	/* last, because it is another program's work: without it the rest is there */
	for (int i = 0; !code && i < LANGUAGE_COUNT; i++)
		if (options->languages[i] && options->formats & REPORT_PDF)
			code = write_page(&w, (enum language)i, true);
	figure_close(w.figures);
	knowledge_close(w.knowledge);
	text_close(catalogue);
	return code;
}
