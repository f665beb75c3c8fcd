/* What is withheld from publication was observed, and was not nothing: a report never says the contrary. */
#include "report_samples.h"
#include "report_words.h"

/* fontconfig keeps its tables until the process ends; the rest of a leak check stands. */
const char *__lsan_default_suppressions(void);
const char *__lsan_default_suppressions(void)
{
	return "leak:libfontconfig\n";
}

static json_t *at(json_t *tree, const char *a, const char *b, const char *c)
{
	json_t *one = json_object_get(tree, a);
	one = b ? json_object_get(one, b) : one;
	return c ? json_object_get(one, c) : one;
}

/* The column of a table. */
static void hide_column(json_t *rows, size_t column)
{
	size_t i;
	json_t *row;
	json_array_foreach(rows, i, row)(void) json_array_set_new(row, column, json_null());
}

static void hide_day(json_t *tree, size_t day)
{
	static const char *const counts[] = {"accesses", "cumulative_sources", "distinct_sources"};
	json_t *calendar = at(tree, "calendar", "accesses", NULL);
	size_t days = json_array_size(json_object_get(tree, "days"));
	for (size_t i = 0; i < 3; i++)
		(void)json_array_set_new(at(tree, "daily", "total", counts[i]), day, json_null());
	for (size_t i = 0; i < 2; i++) {
		hide_column(at(tree, "daily", "service", counts[i]), day);
		hide_column(at(tree, "daily", "region", counts[i]), day);
	}
	(void)json_array_set_new(calendar, json_array_size(calendar) - days + day, json_null());
}

static void hide_members(json_t *object, const char *const *names)
{
	for (; *names; names++)
		if (json_object_get(object, *names))
			(void)json_object_set_new(object, *names, json_null());
}

/* As summary_publish leaves a month whose October two of ten points saw, and so on. */
static json_t *withheld(void)
{
	static const char *const numbers[] = {"accesses",
					      "attempts",
					      "cumulative_sources",
					      "distinct_sources",
					      "accesses_per_point_day",
					      "sources_per_point_day",
					      "accesses_per_source_low",
					      "accesses_per_source_high",
					      NULL};
	json_t *tree = sample("november");
	if (!tree)
		return NULL;
	hide_day(tree, 9);
	hide_day(tree, 20);
	(void)json_object_set_new(tree, "previous", json_null());
	hide_members(json_array_get(json_object_get(tree, "monthly"), 4), numbers);
	for (size_t i = 0; i < 2; i++) {
		hide_column(at(tree, "half_year", "service", i ? "cumulative_sources" : "accesses"), 4);
		hide_column(at(tree, "half_year", "region", i ? "cumulative_sources" : "accesses"), 4);
	}
	hide_column(at(tree, "hourly", "month", NULL), 5);
	for (size_t hour = 0; hour < 24; hour++)
		hide_column(at(tree, "hourly", "half_year", NULL), hour);
	for (size_t i = 1; i < 3; i++)
		hide_members(json_array_get(json_object_get(tree, "kinds"), i), numbers);
	(void)json_object_set_new(json_array_get(json_object_get(tree, "maintenance"), 0), "points", json_null());
	return tree;
}

static void says(const char *words, const char *const *wanted, const char *const *never)
{
	for (; *wanted; wanted++)
		OK(strstr(words, *wanted), *wanted);
	for (; *never; never++)
		OK(!strstr(words, *never), *never);
}

static char *words_in(const char *folder, const char *file)
{
	char *html = read_in(folder, file, NULL);
	char *words = html ? words_of_page(html) : NULL;
	free(html);
	return words;
}

static void test_withheld(const char *folder)
{
	static const char *const english[] = {
	    "Fewer than 3 observation points keep 22(TCP) open",
	    "In October 2005 too few points were observing for its numbers to be published, so this month is not",
	    "Of the days that are published, ",
	    "The numbers of 2 days are withheld",
	    "In one of the six months too few points were observing",
	    "Of November 2005, the accesses of some hours are withheld",
	    "Figure 4.1.1 is left empty: the hours of June to November 2005, less the months that are published",
	    "Of the accesses, 93.0% were probes that look for something.",
	    "The numbers of 2 kinds are withheld",
	    "5 days are hatched or dotted: they were not observed, or their numbers are withheld",
	    NULL};
	static const char *const never_english[] = {"0 observation points keep",
						    "no observation of October",
						    "not observed at all",
						    "not observed and",
						    "without observation are hatched.",
						    "In November 2005, most came in the hour",
						    "Over the six months, most accesses came in the hour",
						    "0.0% were backscatter",
						    "100.0% were probes",
						    NULL};
	static const char *const japanese[] = {"一部の観測点（3か所未満）では",
					       "2005年10月は、観測していた観測点の数が公表の基準に満たない",
					       "2日分の数値は公表していません",
					       "6か月のうち1か月は、観測していた観測点の数が",
					       "アクセスのうち93.0%は、何かを探すため",
					       "2つの種類の数値は公表していません",
					       "斜線または点模様で示した5日は、観測がなかったか",
					       "図4.1.1は空欄としています",
					       NULL};
	static const char *const never_japanese[] = {"0か所の観測点", "まったく観測のなかった", "観測結果がない",
						     "0.0%は跳ね返り", NULL};
	char *en = words_in(folder, "report.en.html");
	char *ja = words_in(folder, "report.ja.html");
	if (OK(en && ja, "the words of both pages")) {
		says(en, english, never_english);
		says(ja, japanese, never_japanese);
	}
	free(en);
	free(ja);
}

/* The month before was observed, and nothing came. */
static void test_silent_month(const char *folder)
{
	struct err err = {0};
	json_t *tree = sample("november");
	json_t *before = json_object_get(tree, "previous");
	const char *key;
	json_t *value;
	json_object_foreach(before, key, value)
	{
		if (!strstr(key, "point_days") && json_is_number(value))
			(void)json_object_set_new(before, key, json_integer(0));
	}
	IS_INT(write_report(tree, folder, REPORT_HTML, NULL, &err), 0, "after a silent month");
	char *words = words_in(folder, "report.en.html");
	OK(words && strstr(words, "October 2005 was observed, but no access came"),
	   "silence is no lack of observation");
	OK(words && !strstr(words, "no observation of October"), "and is not called one");
	free(words);
	json_decref(tree);
}

int main(void)
{
	char folder[] = "/tmp/test_report_hidden.XXXXXX";
	struct err err = {0};
	if (!OK(mkdtemp(folder), "a folder"))
		return tap_done();
	json_t *tree = withheld();
	int code = write_report(tree, folder, REPORT_HTML, NULL, &err);
	if (code)
		printf("# %s\n", err.msg);
	IS_INT(code, 0, "a report with numbers withheld");
	test_withheld(folder);
	test_silent_month(folder);
	json_decref(tree);
	clear(folder);
	return tap_done();
}
