#include "figure/figure.h"

#include "report_samples.h"
#include "report_words.h"

/* fontconfig keeps its tables until the process ends; the rest of a leak check stands. */
const char *__lsan_default_suppressions(void);
const char *__lsan_default_suppressions(void)
{
	return "leak:libfontconfig\n";
}

/* Set REPORT_OUT to a folder to keep and look at what is written. */

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
					 "Regions that fewer than 3 observation points saw",
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
		char *words = words_of_page(pages[i]);
		golden(words ? words : "", i == LANGUAGE_JA ? "november.ja.txt" : "november.en.txt");
		free(words);
		OK(balanced(pages[i]), "elements end where they should");
		OK(strlen(pages[i]) < 3u << 20, "the page stays below 3 MiB");
		free(pages[i]);
	}
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
	char own[] = "/tmp/test_report_formats.XXXXXX";
	char folder[PATH_ROOM];
	struct err err = {0};
	const char *root = getenv("REPORT_OUT") ? getenv("REPORT_OUT") : mkdtemp(own);
	if (!OK(root, "a folder for reports"))
		return tap_done();
	json_t *summary = sample("november");
	join(folder, root, "all");
	int code = write_report(summary, folder, REPORT_ALL & ~(unsigned)REPORT_PDF, "Example & Co", &err);
	if (code)
		printf("# %s\n", err.msg);
	IS_INT(code, 0, "everything but PDF");
	test_sections(folder);
	test_files(folder, count_figures(summary));
	json_decref(summary);
	if (!getenv("REPORT_OUT"))
		clear(root);
	return tap_done();
}
