#include "report_samples.h"

/* fontconfig keeps its tables until the process ends; the rest of a leak check stands. */
const char *__lsan_default_suppressions(void);
const char *__lsan_default_suppressions(void)
{
	return "leak:libfontconfig\n";
}

/* Set REPORT_OUT to a folder to keep and look at what is written. */

static const char *const LANGUAGES[LANGUAGE_COUNT] = {"ja", "en"};

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

int main(void)
{
	static const char *const samples[] = {"empty", "partial", "hostile"};
	char own[] = "/tmp/test_report.XXXXXX";
	const char *root = getenv("REPORT_OUT") ? getenv("REPORT_OUT") : mkdtemp(own);
	if (!OK(root, "a folder for reports"))
		return tap_done();
	for (size_t i = 0; i < sizeof(samples) / sizeof(*samples); i++)
		test_sample(samples[i], root);
	test_nothing_observed(root);
	if (!getenv("REPORT_OUT"))
		clear(root);
	return tap_done();
}
