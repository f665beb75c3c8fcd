#include "base/buf.h"
#include "figure/figure.h"
#include "report/report.h"

#include "report_files.h"
#include "tap.h"

#include <jansson.h>
#include <unistd.h>

/* fontconfig keeps its tables until the process ends; the rest of a leak check stands. */
const char *__lsan_default_suppressions(void);
const char *__lsan_default_suppressions(void)
{
	return "leak:libfontconfig\n";
}

/* Set REPORT_OUT to a folder to keep and look at what is written. */

static const char *const LANGUAGES[LANGUAGE_COUNT] = {"ja", "en"};

static json_t *sample(const char *name)
{
	char path[PATH_ROOM];
	(void)snprintf(path, sizeof(path), "%s/tests/golden/figure/%s.json", getenv("TEITEN_SOURCE"), name);
	return json_load_file(path, 0, NULL);
}

static bool installed(const char *program)
{
	char path[PATH_ROOM];
	char *folders = strdup(getenv("PATH") ? getenv("PATH") : "");
	char *rest = NULL;
	bool found = false;
	for (char *at = folders ? strtok_r(folders, ":", &rest) : NULL; at && !found; at = strtok_r(NULL, ":", &rest)) {
		join(path, at, program);
		found = access(path, X_OK) == 0;
	}
	free(folders);
	return found;
}

/* Does every element that begins end, in order? Void elements and <x/> end themselves. */
static bool balanced(const char *html)
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

/* The page without its style sheet and the numbers in data: links, where any word may come about. */
static char *words_of(const char *html)
{
	struct buf b;
	buf_init(&b, 1 << 25);
	for (const char *at = html; *at;) {
		const char *style = strstr(at, "<style>");
		const char *data = strstr(at, "base64,");
		const char *next = style && (!data || style < data) ? style : data;
		buf_add(&b, at, next ? (size_t)(next - at) : strlen(at));
		if (!next)
			break;
		at = strstr(next, next == style ? "</style>" : "\"");
		if (!at)
			break;
	}
	return buf_take(&b);
}

/* The hostile sample has braces in its names, which stay as they are. */
static bool no_slips(const char *html, bool braces)
{
	static const char *const never[] = {
	    "NaN",       "undefined", "(null)",      "null", "{0}",      "{1}",     "{2}",   "{3}",     "<script",
	    "onload=\"", "-nan",      "javascript:", "<img", "url(http", "@import", "<link", "<iframe", " src="};
	char *words = words_of(html);
	bool good = words != NULL;
	for (size_t i = 0; words && i < sizeof(never) / sizeof(*never); i++) {
		const char *at = strstr(words, never[i]);
		if (at && *at == '{' && braces)
			continue;
		if (at)
			printf("# \"%s\" in: %.100s\n", never[i], at > words + 40 ? at - 40 : at);
		good &= !at;
	}
	free(words);
	return good;
}

static bool has_all(const char *html, const char *const *wanted)
{
	bool good = true;
	for (; *wanted; wanted++)
		if (!strstr(html, *wanted)) {
			printf("# missing: %s\n", *wanted);
			good = false;
		}
	return good;
}

static int written;

static void count_file(void *ctx, const char *path)
{
	written++;
	*(bool *)ctx &= access(path, R_OK) == 0;
}

static int write_report(const json_t *summary, const char *folder, unsigned formats, const char *publisher,
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

static void test_sections(const char *folder)
{
	static const char *const ja[] = {"<html lang=\"ja\">",
					 "Content-Security-Policy",
					 "default-src 'none'",
					 "2005年11月の観測状況",
					 "一般のインターネット利用者の皆さんへ",
					 "543,415",
					 "1,811",
					 "404",
					 "4～5",
					 "300",
					 "100.0%",
					 "2005年11月のアクセス状況",
					 "102x(UDP)/103x(UDP)ポートへのアクセスについて",
					 "22(TCP)ポートへの接続について",
					 "28,897",
					 "統計情報（6か月間）",
					 "その他の統計情報",
					 "補足説明",
					 "Windowsファイル共有（SMB）",
					 "数値の読み方",
					 "図2.4.1b",
					 "図4.6.1",
					 "12.5%増加",
					 "3か所に満たない",
					 "iptoasn-country 2026-06-17",
					 "Natural Earth",
					 "href=\"report.en.html\"",
					 "Example &amp; Co",
					 "teiten 0.1.0",
					 NULL};
	static const char *const en[] = {"<html lang=\"en\">",
					 "Report of November 2005",
					 "To everyone who uses the internet",
					 "543,415",
					 "1,811",
					 "each source came 4 to 5 times",
					 "rose by 12.5%, from 1,611 to 1,811",
					 "fell by 1.4%, from 410 to 404",
					 "Accesses to 102x(UDP)/103x(UDP)",
					 "Connections to 22(TCP)",
					 "Six months",
					 "Other statistics",
					 "Explanations",
					 "Windows file sharing (SMB)",
					 "How to read the numbers",
					 "Figure 2.4.1b",
					 "Figure 4.6.1",
					 "445(TCP) (30.0%), 135(TCP) (24.0%) and 102x(UDP)/103x(UDP) (22.0%)",
					 "Most accessed were",
					 "fewer than 3 points",
					 "href=\"report.ja.html\"",
					 "Example &amp; Co",
					 NULL};
	char *pages[LANGUAGE_COUNT] = {read_in(folder, "report.ja.html", NULL),
				       read_in(folder, "report.en.html", NULL)};
	if (!OK(pages[0] && pages[1], "both pages are there"))
		return;
	OK(has_all(pages[LANGUAGE_JA], ja), "the Japanese page has every section and its numbers");
	OK(has_all(pages[LANGUAGE_EN], en), "the English page has every section and its numbers");
	OK(strstr(pages[LANGUAGE_EN], "アクセス") == NULL, "no Japanese in the English page");
	OK(strstr(pages[LANGUAGE_JA], "Figure ") == NULL, "no English caption in the Japanese page");
	for (int i = 0; i < LANGUAGE_COUNT; i++) {
		OK(strlen(pages[i]) < 3u << 20, "the page stays below 3 MiB");
		free(pages[i]);
	}
}

static int by_text(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* Every id once, so that links and clip paths find theirs. */
static bool ids_unique(const char *html)
{
	static char *ids[10000];
	size_t count = 0;
	bool good = true;
	for (const char *at = strstr(html, " id=\""); at && count < 10000; at = strstr(at + 5, " id=\""))
		ids[count++] = strndup(at + 5, strcspn(at + 5, "\""));
	qsort(ids, count, sizeof(*ids), by_text);
	for (size_t i = 1; i < count; i++) {
		if (strcmp(ids[i], ids[i - 1]) == 0)
			printf("# twice: %s\n", ids[i]);
		good &= strcmp(ids[i], ids[i - 1]) != 0;
	}
	for (size_t i = 0; i < count; i++)
		free(ids[i]);
	return good && count > 50;
}

static void test_sample(const char *name, const char *root)
{
	char folder[PATH_ROOM];
	char title[200];
	struct err err = {0};
	json_t *summary = sample(name);
	join(folder, root, name);
	int code = write_report(summary, folder, REPORT_HTML, "<b>Example</b> & \"Sons\" 'x' \x01\xff", &err);
	if (code)
		printf("# %s\n", err.msg);
	IS_INT(code, 0, name);
	for (int i = 0; i < LANGUAGE_COUNT; i++) {
		char file[32];
		(void)snprintf(file, sizeof(file), "report.%s.html", LANGUAGES[i]);
		char *html = read_in(folder, file, NULL);
		(void)snprintf(title, sizeof(title), "%s, %s: ", name, LANGUAGES[i]);
		printf("# %s\n", title);
		OK(html && balanced(html), "elements end where they should");
		OK(html && no_slips(html, !strcmp(name, "hostile")), "no slips of the program's inside");
		OK(html && ids_unique(html), "every id once");
		OK(html &&
		       strstr(html,
			      "&lt;b&gt;Example&lt;/b&gt; &amp; &quot;Sons&quot; &#39;x&#39; \xef\xbf\xbd\xef\xbf\xbd"),
		   "the publisher's name is text");
		OK(html && !strstr(html, "<b>"), "and no markup");
		free(html);
	}
	json_decref(summary);
}

static void test_nothing_observed(const char *root)
{
	char folder[PATH_ROOM];
	join(folder, root, "empty");
	char *ja = read_in(folder, "report.ja.html", NULL);
	char *en = read_in(folder, "report.en.html", NULL);
	OK(ja && strstr(ja, "2005年11月は、観測していた観測点がなかった"),
	   "a month without observation is said to be one");
	OK(en && strstr(en, "In November 2005 no point was observing"), "in English too");
	OK(en && !strstr(en, "class=\"cards\""), "and has no headline numbers");
	OK(en && !strstr(en, "id=\"s2-4\"") && !strstr(en, "id=\"s2-5\""), "sections without figures are left out");
	free(ja);
	free(en);
	join(folder, root, "partial");
	en = read_in(folder, "report.en.html", NULL);
	OK(en && strstr(en, "the one observation point received 293"), "one point");
	OK(en && strstr(en, "There is no observation of October 2005 to compare"), "no month before");
	OK(en && strstr(en, "10.4 of 30 possible point-days were observed: 34.7%"), "coverage of a part of a month");
	OK(en && strstr(en, "There are too few observation points"), "no rule of several points for one");
	free(en);
}

static bool csv_good(const char *folder, size_t *lines)
{
	size_t len;
	char *csv = read_in(folder, "csv/fig2_1_1.ja.csv", &len);
	bool good = csv && !strncmp(csv, "\xef\xbb\xbf", 3) && len > 5 && !strcmp(csv + len - 2, "\r\n");
	*lines = 0;
	for (size_t i = 0; good && i < len; i++) {
		*lines += csv[i] == '\n';
		good &= csv[i] != '\n' || csv[i - 1] == '\r';
	}
	free(csv);
	return good;
}

static void test_files(const char *folder, int figures)
{
	size_t len = 0;
	size_t lines;
	IS_INT(files(folder, ".csv"), figures * 2, "a CSV of each figure and language");
	IS_INT(files(folder, ".svg"), figures * 2, "an SVG");
	IS_INT(files(folder, ".png"), figures * 2, "a PNG");
	IS_INT(files(folder, NULL), written, "and nothing beside what was told");
	OK(csv_good(folder, &lines), "CSV: a byte order mark, lines end with CRLF");
	IS_INT(lines, 31, "a line for each day after the columns");
	char *png = read_in(folder, "png/fig1.en.png", &len);
	OK(png && len > 24 && !memcmp(png, "\x89PNG", 4), "a PNG is one");
	OK(png && (unsigned char)png[18] * 256 + (unsigned char)png[19] == 1720, "at two pixels for each unit");
	free(png);
	char *svg = read_in(folder, "svg/fig1.ja.svg", NULL);
	OK(svg && balanced(svg), "an SVG is well formed");
	free(svg);
	json_t *summary = sample("november");
	char path[PATH_ROOM];
	join(path, folder, "summary.json");
	json_t *copy = json_load_file(path, 0, NULL);
	OK(copy && json_equal(copy, summary), "summary.json says the same");
	json_decref(copy);
	json_decref(summary);
}

static void test_pdf(const json_t *summary, const char *root)
{
	char folder[PATH_ROOM];
	struct err err = {0};
	size_t len = 0;
	join(folder, root, "pdf");
	if (!installed("weasyprint")) {
		printf("ok %d - PDF # SKIP weasyprint is not installed\n", ++tap_run);
	} else {
		int code = write_report(summary, folder, REPORT_PDF, NULL, &err);
		if (code)
			printf("# %s\n", err.msg);
		IS_INT(code, 0, "PDF");
		char *pdf = read_in(folder, "report.ja.pdf", &len);
		OK(pdf && len > 20000 && !memcmp(pdf, "%PDF-", 5), "the PDF is one");
		free(pdf);
		IS_INT(files(folder, NULL), 2, "nothing but the two PDFs");
	}
	char *path = strdup(getenv("PATH") ? getenv("PATH") : "");
	(void)setenv("PATH", "/nonexistent", 1);
	join(folder, root, "absent");
	IS_INT(write_report(summary, folder, REPORT_PDF, NULL, &err), ERR_ABSENT, "without WeasyPrint");
	OK(strstr(err.msg, "not installed"), "it is said what is missing");
	IS_INT(files(folder, NULL), 0, "and no file is left");
	if (path)
		(void)setenv("PATH", path, 1);
	free(path);
}

static int count_figures(const json_t *summary)
{
	struct figure_set *f = NULL;
	struct err err = {0};
	char *json = json_dumps(summary, 0);
	int count = -1;
	if (json && !figure_open(&f, &err) && !figure_data(f, json, strlen(json), &err))
		count = (int)figure_count(f);
	figure_close(f);
	free(json);
	return count;
}

int main(void)
{
	static const char *const samples[] = {"november", "empty", "partial", "hostile"};
	char own[] = "/tmp/test_report.XXXXXX";
	char folder[PATH_ROOM];
	struct err err = {0};
	const char *root = getenv("REPORT_OUT") ? getenv("REPORT_OUT") : mkdtemp(own);
	if (!OK(root, "a folder for reports"))
		return tap_done();
	for (size_t i = 0; i < sizeof(samples) / sizeof(*samples); i++)
		test_sample(samples[i], root);
	test_nothing_observed(root);
	json_t *summary = sample("november");
	join(folder, root, "all");
	int code = write_report(summary, folder, REPORT_ALL & ~(unsigned)REPORT_PDF, "Example & Co", &err);
	if (code)
		printf("# %s\n", err.msg);
	IS_INT(code, 0, "everything but PDF");
	test_sections(folder);
	test_files(folder, count_figures(summary));
	test_pdf(summary, root);
	json_decref(summary);
	if (!getenv("REPORT_OUT"))
		clear(root);
	return tap_done();
}
