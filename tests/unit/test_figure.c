#include "base/buf.h"
#include "figure/figure.h"
#include "figure/script.h"
#include "figure/utf8.h"

#include "tap.h"

#include <jansson.h>
#include <stdint.h>

/* fontconfig keeps its tables until the process ends; the rest of a leak check stands. */
const char *__lsan_default_suppressions(void);
const char *__lsan_default_suppressions(void)
{
	return "leak:libfontconfig\n";
}

/* Set FIGURE_OUT to a folder to look at what is drawn, and FIGURE_SCALE to a number for PNGs of that size. */

static char *read_file(const char *name, size_t *len)
{
	char path[4096];
	(void)snprintf(path, sizeof(path), "%s/tests/golden/figure/%s.json", getenv("TEITEN_SOURCE"), name);
	FILE *f = fopen(path, "rb");
	if (!f)
		return NULL;
	struct buf b;
	buf_init(&b, 1 << 24);
	char room[65536];
	for (size_t n; (n = fread(room, 1, sizeof(room), f)) > 0;)
		buf_add(&b, room, n);
	(void)fclose(f);
	*len = b.len;
	return buf_take(&b);
}

static void write_file(const char *sample, const char *id, const char *kind, const struct figure_options *o,
		       const void *bytes, size_t len)
{
	char path[4096];
	if (!getenv("FIGURE_OUT"))
		return;
	(void)snprintf(path, sizeof(path), "%s/%s.%s.%s%s%s%s%s.%s", getenv("FIGURE_OUT"), sample, id,
		       o->language == LANGUAGE_EN ? "en" : "ja", o->dark ? ".dark" : "", o->narrow ? ".narrow" : "",
		       o->standalone ? ".standalone" : "", o->print ? ".print" : "", kind);
	FILE *f = fopen(path, "wb");
	if (!f)
		return;
	(void)fwrite(bytes, 1, len, f);
	(void)fclose(f);
}

/* Words that no reader should ever see, and things that must have no way into an SVG. */
static bool clean(const char *svg)
{
	static const char *const never[] = {
	    "NaN",      "undefined", "null", "Infinity",          "[object",     "<script",  "<style", "<image",
	    "class=\"", " on",       "zr0",  "dominant-baseline", "paint-order", "style=\"", "&#x",    "font: "};
	bool good = true;
	for (size_t i = 0; i < sizeof(never) / sizeof(*never); i++) {
		const char *at = strstr(svg, never[i]);
		/* " on" begins an event attribute only inside a tag; elsewhere it is a word of a sentence */
		while (at && !strcmp(never[i], " on")) {
			const char *open = at;
			while (open > svg && *open != '<' && *open != '>')
				open--;
			if (*open == '<')
				break;
			at = strstr(at + 1, never[i]);
		}
		if (at) {
			printf("# \"%s\" in: %.120s\n", never[i], at > svg + 40 ? at - 40 : svg);
			good = false;
		}
	}
	return good;
}

static bool table_good(const char *text, bool full)
{
	json_t *t = json_loads(text, 0, NULL);
	size_t columns = json_array_size(json_object_get(t, "columns"));
	json_t *rows = json_object_get(t, "rows");
	bool good = columns >= 2 && json_is_array(rows) && (!full || json_array_size(rows) > 0);
	size_t i;
	json_t *row;
	json_array_foreach(rows, i, row) good &= json_array_size(row) == columns;
	json_decref(t);
	return good;
}

static bool drawn(struct figure_set *f, const char *sample, const char *id, const struct figure_options *o)
{
	struct err err = {0};
	char *svg = NULL;
	size_t len = 0;
	unsigned char *png = NULL;
	size_t png_len = 0;
	double scale = getenv("FIGURE_SCALE") ? strtod(getenv("FIGURE_SCALE"), NULL) : 0.1;
	bool good = figure_svg(f, id, o, &svg, &len, &err) == 0 && strlen(svg) == len;
	if (good)
		write_file(sample, id, "svg", o, svg, len);
	good = good && clean(svg) && figure_png(svg, len, scale, &png, &png_len, &err) == 0;
	good = good && png_len > 100 && memcmp(png, "\x89PNG", 4) == 0;
	if (good)
		write_file(sample, id, "png", o, png, png_len);
	else
		printf("# %s %s: %s\n", sample, id, err.msg);
	free(png);
	free(svg);
	return good;
}

static bool told(struct figure_set *f, const char *id, const struct figure_options *o, bool full)
{
	struct err err = {0};
	char *title = NULL;
	char *table = NULL;
	bool good = figure_title(f, id, o, &title, &err) == 0 && strlen(title) > 5 && !strpbrk(title, "{}");
	good = good && figure_table(f, id, o, &table, &err) == 0 && table_good(table, full);
	if (!good)
		printf("# %s: %s %s\n", id, err.msg, title ? title : "");
	free(title);
	free(table);
	return good;
}

static void test_sample(struct figure_set *f, const char *sample, size_t want, size_t look_count)
{
	static const struct figure_options looks[] = {
	    {.language = LANGUAGE_JA, .standalone = true},
	    {.language = LANGUAGE_EN, .narrow = true},
	    {.language = LANGUAGE_EN, .dark = true, .standalone = true, .print = true},
	    {.language = LANGUAGE_JA},
	};
	struct err err = {0};
	char name[100];
	size_t len = 0;
	char *text = read_file(sample, &len);
	if (!OK(text && figure_data(f, text, len, &err) == 0, "the sample is read")) {
		printf("# %s\n", err.msg);
		free(text);
		return;
	}
	free(text);
	IS_INT(figure_count(f), want, sample);
	for (size_t i = 0; i < figure_count(f); i++) {
		bool all = true;
		bool words = true;
		for (size_t k = 0; k < look_count; k++) {
			all &= drawn(f, sample, figure_id(f, i), &looks[k]);
			words &= told(f, figure_id(f, i), &looks[k], strcmp(sample, "november") == 0);
		}
		(void)snprintf(name, sizeof(name), "%s: %s is drawn", sample, figure_id(f, i));
		OK(all, name);
		(void)snprintf(name, sizeof(name), "%s: %s has a title and a table", sample, figure_id(f, i));
		OK(words, name);
	}
}

static char *svg_of(struct figure_set *f, const char *id, const struct figure_options *o)
{
	char *svg = NULL;
	size_t len;
	struct err err;
	return figure_svg(f, id, o, &svg, &len, &err) ? NULL : svg;
}

static void test_numbers(struct figure_set *f)
{
	const struct figure_options ja = {.language = LANGUAGE_JA};
	char *svg = svg_of(f, "fig1", &ja);
	OK(svg && strstr(svg, ">1,811<") && strstr(svg, ">404<"), "figure 1 prints November's 1,811 and 404");
	OK(svg && strstr(svg, "1観測点での1日あたりの期待しない(一方的な)アクセス数および発信元数"),
	   "its title is the caption");
	OK(svg && strstr(svg, "aria-labelledby=\"fig1-ja-title fig1-ja-about\""), "its identifiers are its own");
	free(svg);
	svg = svg_of(f, "fig2_2_1", &ja);
	OK(svg && strstr(svg, ">543,415<") && strstr(svg, ">100%<") == NULL, "the ring tells the total");
	free(svg);
	svg = svg_of(f, "fig2_1_1", &ja);
	OK(svg && strstr(svg, ">▲ 139(TCP)<"), "days that a finding names are marked");
	free(svg);
	svg = svg_of(f, "fig3_1_1", &ja);
	OK(svg && strstr(svg, ">▼ 1433(TCP)<"), "and months");
	free(svg);
	struct err err;
	char *table = NULL;
	OK(figure_table(f, "fig2_3_1", &ja, &table, &err) == 0 && strstr(table, "null"),
	   "a folded cell is empty in the table");
	free(table);
	OK(figure_svg(f, "fig9", &ja, &table, &(size_t){0}, &err) == ERR_ABSENT, "no such figure");
}

static void test_absence(struct figure_set *f)
{
	struct err err;
	size_t len = 0;
	char *text = read_file("partial", &len);
	OK(text && !figure_data(f, text, len, &err), "a partial month is read");
	free(text);
	const struct figure_options ja = {.language = LANGUAGE_JA};
	static const char *const marked[] = {"fig2_1_1",     "fig2_3_2", "fig_kinds",
					     "fig_calendar", "fig2_4_1", "fig2_5_1"};
	for (size_t i = 0; i < sizeof(marked) / sizeof(*marked); i++) {
		char *svg = svg_of(f, marked[i], &ja);
		OK(svg && strstr(svg, "観測なし"), "days without observation are marked, not zero");
		OK(svg && !strstr(svg, "▲"), "no finding, no mark");
		free(svg);
	}
	char *svg = svg_of(f, "fig3_1_1", &ja);
	OK(svg && strstr(svg, "データなし"), "months without data are marked");
	free(svg);
}

/* What is withheld looks different from what was not observed, each in the drawing and in the legend. */
static void test_withheld(struct figure_set *f)
{
	static const struct {
		const char *id;
		const char *absent;
		const char *withheld;
	} cases[] = {{"fig1", ">No data<", ">Withheld<"},
		     {"fig2_1_1", ">Not observed<", ">Withheld<"},
		     {"fig2_3_2", ">Not observed<", ">Withheld<"},
		     {"fig2_4_1", ">Not observed<", ">Withheld<"},
		     {"fig2_4_1_each", ">Not observed<", ">Withheld<"},
		     {"fig2_5_1", ">Not observed<", NULL},
		     {"fig3_1_1", ">No data<", ">Withheld<"},
		     {"fig3_2_2", ">No data<", ">Withheld<"},
		     {"fig4_1_1", NULL, ">Withheld<"},
		     {"fig4_1_2", NULL, ">Withheld<"},
		     {"fig4_2_3", NULL, ">Withheld<"},
		     {"fig_kinds", ">Not observed<", ">Withheld in part or whole<"},
		     {"fig_calendar", ">Not observed or withheld<", ">Withheld<"}};
	const struct figure_options en = {.language = LANGUAGE_EN};
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		char *svg = svg_of(f, cases[i].id, &en);
		if (!OK(svg, cases[i].id))
			continue;
		OK(cases[i].absent ? strstr(svg, cases[i].absent) && strstr(svg, " stroke=\"#8b949d\"")
				   : !strstr(svg, "ot observed") && !strstr(svg, "No data") && !strstr(svg, "#8b949d"),
		   "what was not observed is hatched");
		OK(cases[i].withheld ? strstr(svg, cases[i].withheld) && strstr(svg, " stroke=\"#948d80\"")
				     : !strstr(svg, "ithheld") && !strstr(svg, "#948d80"),
		   "what is withheld is dotted");
		free(svg);
	}
}

static bool table_has(struct figure_set *f, const char *id, const struct figure_options *o, const char *row)
{
	struct err err;
	char *table = NULL;
	bool good = figure_table(f, id, o, &table, &err) == 0 && strstr(table, row);
	if (!good)
		printf("# %s: %s\n", id, table ? table : err.msg);
	free(table);
	return good;
}

static void test_withheld_words(struct figure_set *f)
{
	const struct figure_options en = {.language = LANGUAGE_EN};
	const struct figure_options ja = {.language = LANGUAGE_JA};
	OK(table_has(f, "fig2_1_1", &en, "[\"6 Nov\",null,null,null,null]"), "nothing observed is an empty cell");
	OK(table_has(f, "fig2_1_1", &en, "[\"12 Nov\",\"Withheld\",\"Withheld\","), "withheld is a word");
	OK(table_has(f, "fig2_2_1", &ja, ",null,null]"), "a number that is in \"other\" is not zero");
	OK(table_has(f, "fig4_1_1", &ja, "[\"0\",\"非公表\",\"非公表\","), "hours of the half year");
	OK(table_has(f, "fig4_2_3", &en, ",\"Withheld\",0,\"Withheld\"]"), "services of a small region");
	OK(table_has(f, "fig_map", &en, "[\"other\",\"Not shown separately\",2802,700]"), "the rest of the world");
	char *svg = svg_of(f, "fig4_1_1", &ja);
	OK(svg && strstr(svg, "これらの数値は公表していない。</desc>"),
	   "hours that are withheld are not called nothing");
	free(svg);
	svg = svg_of(f, "fig_map", &ja);
	OK(svg && strstr(svg, "個別に示していない地域からのアクセス：2,802件"), "the map tells what it does not show");
	OK(svg && strstr(svg, "アクセスなし、または非公表"), "and what is left blank");
	free(svg);
	svg = svg_of(f, "fig2_1_1", &en);
	OK(svg && strstr(svg, " are published; ") && strstr(svg, "Some numbers are withheld.</desc>"),
	   "a sum of what is published says so");
	free(svg);
	svg = svg_of(f, "fig_kinds", &en);
	OK(svg && strstr(svg, "stroke-dasharray"), "dots are dashed lines");
	free(svg);
}

static void test_refusals(struct figure_set *f)
{
	static const struct {
		const char *text;
		int code;
	} cases[] = {{"", ERR_PARSE},
		     {"{", ERR_PARSE},
		     {"null", ERR_PARSE},
		     {"{\"schema\":\"other\"}", ERR_PARSE},
		     {"{\"schema\":\"teiten-summary-1\"}", ERR_PARSE},
		     {"\"\xff\"", ERR_PARSE}};
	size_t before = figure_count(f);
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct err err = {0};
		IS_INT(figure_data(f, cases[i].text, strlen(cases[i].text), &err), cases[i].code,
		       "what is not a summary is refused");
		OK(err.msg[0], "with a reason");
	}
	IS_INT(figure_count(f), before, "and the list of figures stays");
	unsigned char *png = NULL;
	size_t len;
	struct err err;
	IS_INT(figure_png("<svg", 4, 1, &png, &len, &err), ERR_PARSE, "broken SVG is refused");
	static const char big[] = "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"99999\" height=\"9\"/>";
	IS_INT(figure_png(big, sizeof(big) - 1, 1, &png, &len, &err), ERR_LIMIT, "a PNG has a greatest size");
}

static void test_dark(struct figure_set *f)
{
	struct err err;
	char *css = NULL;
	OK(!figure_dark_css(f, &css, &err) && strstr(css, "prefers-color-scheme: dark") &&
	       strstr(css, ".figure [fill=\"#1c2126\"]{fill:#e6e9ee}"),
	   "the page's dark colours");
	free(css);
}

static void test_utf8(void)
{
	static const char text[] = "a\xc3\xa9\xe3\x81\x82\xf0\x9f\x98\x80z";
	static const char engine[] = "a\xc3\xa9\xe3\x81\x82\xed\xa0\xbd\xed\xb8\x80z";
	struct buf b;
	buf_init(&b, 100);
	OK(!utf8_to_engine(text, sizeof(text) - 1, &b), "text goes into the engine");
	IS_TEXT(buf_string(&b), engine, "as surrogates");
	buf_clear(&b);
	utf8_from_engine(engine, sizeof(engine) - 1, &b);
	IS_TEXT(buf_string(&b), text, "and comes back");
	buf_clear(&b);
	utf8_from_engine("\xed\xa0\xbdx\xed\xb8\x80", 7, &b);
	IS_TEXT(buf_string(&b), "\xef\xbf\xbdx\xef\xbf\xbd", "halves alone become a mark");
	static const char *const bad[] = {"\x80",         "\xc0\x80",         "\xc3",         "\xe0\x80\x80",
					  "\xed\xa0\x80", "\xf4\x90\x80\x80", "\xf0\x9f\x98", "\xff"};
	for (size_t i = 0; i < sizeof(bad) / sizeof(*bad); i++) {
		buf_clear(&b);
		IS_INT(utf8_to_engine(bad[i], strlen(bad[i]), &b), ERR_PARSE, "what is not UTF-8 is refused");
	}
	buf_done(&b);
}

static const char *reads_itself(void *ctx, const char *a, const char *b, size_t *len)
{
	const char *text = ctx;
	if (strcmp(a, "x") != 0 || strcmp(b, "y") != 0)
		return NULL;
	*len = strlen(text);
	return text;
}

static int run_text(struct script *s, const char *source, struct err *err)
{
	return script_run(s, "test.js", (const unsigned char *)source, strlen(source), err);
}

static void test_engine(void)
{
	struct script *s = NULL;
	struct err err = {0};
	char *text = NULL;
	size_t len = 0;
	IS_INT(script_new(1000, &s, &err), ERR_NOMEM, "an engine needs room");
	OK(script_new(1 << 20, &s, &err) == 0, "an engine of one mebibyte");
	IS_INT(run_text(s, "var a = [];\nfor (;;) a.push('0123456789' + a.length);", &err), ERR_LIMIT,
	       "its memory has a cap");
	IS_INT(run_text(s, "var x = ;", &err), ERR_PARSE, "a wrong script is refused");
	OK(strstr(err.msg, "SyntaxError") && strstr(err.msg, "test.js"), "with its place");
	IS_INT(run_text(s, "function deep() {\n  return undefinedName.x;\n}\ndeep();", &err), ERR_PARSE,
	       "what is thrown comes back");
	OK(strstr(err.msg, "ReferenceError") && strstr(err.msg, "deep (test.js:2)"), "with the function and the line");
	IS_INT(run_text(s, "throw 'a word';", &err), ERR_PARSE, "also when it is no error");
	OK(strstr(err.msg, "a word") != NULL, "but a word");
	OK(!script_offer(s, 1, "read", reads_itself, (void *)(uintptr_t) "given", &err), "a function is offered");
	IS_INT(script_offer(s, 2, "read", reads_itself, NULL, &err), ERR_CONFIG, "there are two places for them");
	OK(!run_text(
	       s,
	       "var o = {get: function () { return read('x', 'y') + read('z', 'z'); }, none: function () { return 1; },"
	       " echo: function (a, b) { return a + b; }, empty: function () { return ''; }};",
	       &err),
	   "a script after all that");
	OK(!script_call(s, "o", "get", NULL, 0, NULL, &text, &len, &err) && len == 14, "it reads what is given");
	IS_TEXT(text, "givenundefined", "and only that");
	free(text);
	OK(!script_call(s, "o", "echo", "\xf0\x9f\x98\x80\0z", 6, "b", &text, &len, &err) && len == 7,
	   "texts may hold anything");
	free(text);
	OK(!script_call(s, "o", "empty", NULL, 0, NULL, &text, &len, &err) && len == 0, "also nothing");
	free(text);
	IS_INT(script_call(s, "o", "none", NULL, 0, NULL, &text, &len, &err), ERR_PARSE, "a number is no text");
	IS_INT(script_call(s, "o", "echo", "\xff", 1, NULL, &text, &len, &err), ERR_PARSE, "nor is what is not UTF-8");
	IS_INT(script_call(s, "nobody", "echo", NULL, 0, NULL, &text, &len, &err), ERR_PARSE, "nobody answers");
	script_free(s);
}

int main(void)
{
	struct figure_set *f = NULL;
	struct err err = {0};
	if (!OK(figure_open(&f, &err) == 0, "the scripts load")) {
		printf("# %s\n", err.msg);
		return tap_done();
	}
	test_sample(f, "november", 23, 4);
	test_numbers(f);
	test_sample(f, "empty", 20, 2);
	test_sample(f, "partial", 22, 2);
	test_sample(f, "hostile", 23, 2);
	test_absence(f);
	test_sample(f, "withheld", 23, 3);
	test_withheld(f);
	test_withheld_words(f);
	test_refusals(f);
	test_dark(f);
	test_utf8();
	test_engine();
	figure_close(f);
	return tap_done();
}
