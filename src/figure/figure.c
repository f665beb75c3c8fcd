#include "figure/figure.h"

#include "figure/embedded.h"
#include "figure/script.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define MEMORY_CAP ((size_t)512 << 20) /* bytes; a large month needs about 100 MiB */
#define HOST "teitenHost"

struct figure_set {
	struct script *script;
	struct knowledge *knowledge; /* names of regions */
	char *list;                  /* the figures' ids, each ended by a NUL */
	const char **ids;            /* into list */
	size_t count;
};

static enum language language_of(const char *text)
{
	return strcmp(text, "en") == 0 ? LANGUAGE_EN : LANGUAGE_JA;
}

/* teitenWorld(lang): the map's shapes. */
static const char *read_world(void *ctx, const char *lang, const char *unused, size_t *len)
{
	(void)ctx;
	(void)unused;
	bool ja = language_of(lang) == LANGUAGE_JA;
	*len = ja ? figure_world_ja_len : figure_world_en_len;
	return (const char *)(ja ? figure_world_ja : figure_world_en);
}

/* teitenRegion(code, lang): the region's name. */
static const char *read_region(void *ctx, const char *code, const char *lang, size_t *len)
{
	const struct figure_set *f = ctx;
	const char *name = knowledge_region(f->knowledge, code, language_of(lang));
	*len = strlen(name);
	return name;
}

static int load(struct figure_set *f, struct err *err)
{
	const struct {
		const char *name;
		const unsigned char *source;
		size_t len;
	} scripts[] = {
	    {"shim.js", figure_js_shim, figure_js_shim_len},
	    {"echarts.min.js", figure_js_echarts, figure_js_echarts_len},
	    {"figures.js", figure_js_figures, figure_js_figures_len},
	    {"portable.js", figure_js_portable, figure_js_portable_len},
	    {"host.js", figure_js_host, figure_js_host_len},
	};
	int code = script_new(MEMORY_CAP, &f->script, err);
	if (!code)
		code = script_offer(f->script, 0, "teitenWorld", read_world, f, err);
	if (!code)
		code = script_offer(f->script, 1, "teitenRegion", read_region, f, err);
	for (size_t i = 0; !code && i < sizeof(scripts) / sizeof(*scripts); i++)
		code = script_run(f->script, scripts[i].name, scripts[i].source, scripts[i].len, err);
	return code;
}

int figure_open(struct figure_set **out, struct err *err)
{
	struct figure_set *f = calloc(1, sizeof(*f));
	if (!f)
		return err_set(err, ERR_NOMEM, "no memory for figures");
	int code = knowledge_open(&f->knowledge, err);
	if (!code)
		code = load(f, err);
	if (code) {
		figure_close(f);
		return code;
	}
	*out = f;
	return 0;
}

static void forget_list(struct figure_set *f)
{
	free(f->list);
	free(f->ids);
	f->list = NULL;
	f->ids = NULL;
	f->count = 0;
}

void figure_close(struct figure_set *f)
{
	if (!f)
		return;
	forget_list(f);
	script_free(f->script);
	knowledge_close(f->knowledge);
	free(f);
}

/* "fig1 fig2_1_1 ..." -> ids. Takes the text. */
static int keep_list(struct figure_set *f, char *list, struct err *err)
{
	size_t count = 1;
	for (const char *p = list; *p; p++)
		count += *p == ' ';
	const char **ids = calloc(count, sizeof(*ids));
	if (!ids) {
		free(list);
		return err_set(err, ERR_NOMEM, "no memory for the list of figures");
	}
	forget_list(f);
	f->list = list;
	f->ids = ids;
	char *rest = NULL;
	for (char *id = strtok_r(list, " ", &rest); id; id = strtok_r(NULL, " ", &rest))
		f->ids[f->count++] = id;
	return 0;
}

int figure_data(struct figure_set *f, const char *summary_json, size_t len, struct err *err)
{
	char *list = NULL;
	int code = script_call(f->script, HOST, "data", summary_json, len, NULL, &list, NULL, err);
	if (code)
		return err_prefix(err, "summary for figures");
	return keep_list(f, list, err);
}

size_t figure_count(const struct figure_set *f)
{
	return f->count;
}

const char *figure_id(const struct figure_set *f, size_t i)
{
	return f->ids[i];
}

static bool has(const struct figure_set *f, const char *id)
{
	for (size_t i = 0; i < f->count; i++)
		if (strcmp(f->ids[i], id) == 0)
			return true;
	return false;
}

static const char *yes(bool value)
{
	return value ? "true" : "false";
}

/* One of the host's functions of a figure and options. */
static int ask(struct figure_set *f, const char *method, const char *id, const struct figure_options *o, char **out,
	       size_t *len, struct err *err)
{
	char options[200];
	if (!has(f, id))
		return err_set(err, ERR_ABSENT, "this summary has no figure %s", id);
	(void)snprintf(
	    options, sizeof(options), "{\"lang\":\"%s\",\"dark\":%s,\"standalone\":%s,\"print\":%s,\"narrow\":%s}",
	    o->language == LANGUAGE_EN ? "en" : "ja", yes(o->dark), yes(o->standalone), yes(o->print), yes(o->narrow));
	int code = script_call(f->script, HOST, method, id, strlen(id), options, out, len, err);
	return code ? err_prefix(err, "figure %s", id) : 0;
}

int figure_title(struct figure_set *f, const char *id, const struct figure_options *o, char **out, struct err *err)
{
	return ask(f, "title", id, o, out, NULL, err);
}

int figure_table(struct figure_set *f, const char *id, const struct figure_options *o, char **out, struct err *err)
{
	return ask(f, "table", id, o, out, NULL, err);
}

int figure_svg(struct figure_set *f, const char *id, const struct figure_options *o, char **out, size_t *len,
	       struct err *err)
{
	return ask(f, "svg", id, o, out, len, err);
}

int figure_dark_css(struct figure_set *f, char **out, struct err *err)
{
	return script_call(f->script, HOST, "css", NULL, 0, NULL, out, NULL, err);
}
