#include "base/buf.h"
#include "report/output.h"
#include "report/page.h"
#include "report/table.h"
#include "report/text.h"

#include "report_samples.h"

#include <sys/stat.h>

/* fontconfig keeps its tables until the process ends; the rest of a leak check stands. */
const char *__lsan_default_suppressions(void);
const char *__lsan_default_suppressions(void)
{
	return "leak:libfontconfig\n";
}

/* A program of that name that sleeps, fails or writes nothing stands in for the real one. */
static void test_pdf_peer(const char *root)
{
	char folder[PATH_ROOM];
	char program[PATH_ROOM];
	char out[PATH_ROOM];
	struct err err = {0};
	char *path = strdup(getenv("PATH") ? getenv("PATH") : "");
	join(folder, root, "peer");
	join(program, folder, "weasyprint");
	join(out, folder, "out.pdf");
	IS_INT(output_folder(folder, &err), 0, "a folder for a stand-in");
	char *both = NULL;
	if (asprintf(&both, "%s:%s", folder, path ? path : "") < 0)
		return;
	(void)setenv("PATH", both, 1);
	const struct {
		const char *script;
		const char *said;
		int code;
	} cases[] = {
	    {"#!/bin/sh\nexec sleep 20\n", "took longer than 1 s", ERR_PEER},
	    {"#!/bin/sh\necho first >&2\necho the last word >&2\nexit 3\n", "status 3: the last word", ERR_PEER},
	    {"#!/bin/sh\nexit 0\n", "wrote nothing", ERR_PEER},
	    {"#!/bin/sh\ncat >\"$2\"\n", "", 0}};
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		err = (struct err){0};
		IS_INT(output_write(program, cases[i].script, strlen(cases[i].script), &err), 0, "a stand-in");
		(void)chmod(program, 0755);
		IS_INT(output_pdf(out, "page", 4, 1, &err), cases[i].code, "a stand-in's result");
		OK(strstr(err.msg, cases[i].said), "what is said of it");
		IS_INT(access(out, F_OK) == 0, cases[i].code == 0, "a file only when all went well");
		IS_INT(files(folder, NULL), 1 + (cases[i].code == 0), "nothing is left beside");
	}
	char *pdf = read_in(folder, "out.pdf", NULL);
	IS_TEXT(pdf, "page", "the page came through");
	free(pdf);
	if (path)
		(void)setenv("PATH", path, 1);
	free(path);
	free(both);
}

static void test_table(void)
{
	json_t *table = json_pack("{s:[s,s],s:[[s,i],[s,f],[s,n],[s,i]]}", "columns", "a,b", "=1+1", "rows",
				  "say \"x\"", 5, "-cmd", 0.25, "@sum", "plain", -3);
	struct buf out;
	buf_init(&out, 4096);
	table_csv(table, &out);
	IS_TEXT(buf_string(&out),
		"\xef\xbb\xbf\"a,b\",\"'=1+1\"\r\n\"say \"\"x\"\"\",5\r\n\"'-cmd\",0.25\r\n\"'@sum\",\r\nplain,-3\r\n",
		"CSV is quoted, and no text is a formula");
	buf_done(&out);
	json_decref(table);
}

static void test_escape(void)
{
	static const struct {
		const char *in;
		const char *out;
	} cases[] = {{"a<b>&\"'", "a&lt;b&gt;&amp;&quot;&#39;"},
		     {"日本", "日本"},
		     {"\x1b[0m", "\xef\xbf\xbd[0m"},
		     {"\xc0\xbc", "\xef\xbf\xbd\xef\xbf\xbd"},
		     {"\xed\xa0\x80", "\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd"},
		     {"\xe6\x97", "\xef\xbf\xbd\xef\xbf\xbd"},
		     {"\xf4\x90\x80\x80", "\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd"},
		     {"\xf0\x9f\x8c\x8f\n", "\xf0\x9f\x8c\x8f "}};
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct buf b;
		buf_init(&b, 1000);
		page_escape(&b, cases[i].in);
		IS_TEXT(buf_string(&b), cases[i].out, "escaped");
		buf_done(&b);
	}
}

static void test_words(void)
{
	struct err err = {0};
	struct text_catalogue *t = NULL;
	IS_INT(text_open("/nonexistent", &t, &err), ERR_ABSENT, "no catalogue");
	OK(strstr(err.msg, "/nonexistent/ja/LC_MESSAGES/teiten.mo is missing"), "it is said which");
	(void)setenv("LANGUAGE", "fr", 1);
	if (!OK(text_open(NULL, &t, &err) == 0, "the package's own catalogue")) {
		printf("# %s\n", err.msg);
		return;
	}
	IS_TEXT(text(LANGUAGE_JA, "Contents"), "目次", "Japanese");
	IS_TEXT(text(LANGUAGE_EN, "Contents"), "Contents", "English");
	IS_TEXT(text_n(LANGUAGE_EN, "One region is shown.", "{0} regions are shown.", 1), "One region is shown.",
		"one");
	IS_TEXT(text_n(LANGUAGE_JA, "One region is shown.", "{0} regions are shown.", 2),
		"{0}の国・地域を示しています。", "Japanese has one form");
	text_close(t);
	IS_TEXT(getenv("LANGUAGE"), "fr", "LANGUAGE is as it was");
	(void)unsetenv("LANGUAGE");
	struct page p;
	page_init(&p, &err);
	p.language = LANGUAGE_EN;
	IS_TEXT(page_fill(&p, "{1} before {0} {2}", "{1}", "b", NULL), "b before {1} {2}",
		"what is filled in is not looked at again");
	page_link(&p, "javascript:alert(1)", "x");
	page_link(&p, "https://example.org/?a=1&b=\"", "y");
	IS_TEXT(buf_string(&p.body), "x<a rel=\"noreferrer\" href=\"https://example.org/?a=1&amp;b=&quot;\">y</a>",
		"only the web is linked");
	page_done(&p);
}

static void test_folders(const char *root)
{
	char path[PATH_ROOM];
	struct err err = {0};
	join(path, root, "a/b//c/");
	IS_INT(output_folder(path, &err), 0, "folders are made");
	IS_INT(output_folder(path, &err), 0, "and may be there");
	join(path, root, "a/file");
	IS_INT(output_write(path, "one", 3, &err), 0, "a file is written");
	IS_INT(output_write(path, "2", 1, &err), 0, "and replaced");
	char *now = read_file(path, NULL);
	IS_TEXT(now, "2", "as a whole");
	free(now);
	IS_INT(output_folder(path, &err), ERR_IO, "a file is no folder");
	join(path, root, "a/absent/file");
	IS_INT(output_write(path, "one", 3, &err), ERR_IO, "no folder, no file");
	join(path, root, "a");
	IS_INT(files(path, NULL), 1, "nothing is left over");
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

static void test_pdf(const char *root)
{
	json_t *summary = sample("empty");
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
	json_decref(summary);
}

int main(void)
{
	char root[] = "/tmp/test_report_parts.XXXXXX";
	if (!OK(mkdtemp(root), "a folder"))
		return tap_done();
	test_escape();
	test_table();
	test_words();
	test_folders(root);
	test_pdf_peer(root);
	test_pdf(root);
	clear(root);
	return tap_done();
}
