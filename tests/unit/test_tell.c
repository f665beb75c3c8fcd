/* Findings as sentences, in both languages. */
#include "report/tell.h"
#include "report/text.h"

#include "tap.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

static struct figure_set *figures;
static struct knowledge *known;

/* What a part of the page says of these findings. */
static const char *words(enum language language, const char *findings, void (*part)(struct page *p))
{
	static char said[16384];
	struct err err = {0};
	struct page p;
	json_error_t wrong;
	json_t *summary = json_loads(
	    "{\"month\": \"2005-11\", \"services\": [{\"key\": \"445/tcp\", \"members\": "
	    "[\"445/tcp\"], \"accesses\": 9, \"label\": {\"en\": \"445(TCP)\", \"ja\": "
	    "\"445(TCP)\"}}], \"regions\": [{\"key\": \"CN\", \"label\": {\"en\": \"China\", \"ja\": \"中国\"}}]}",
	    0, &wrong);
	json_t *list = json_loads(findings, 0, &wrong);
	OK(summary && list, "the sample is read");
	(void)json_object_set_new(summary, "findings", list);
	page_init(&p, &err);
	p.language = language;
	p.summary = summary;
	p.figures = figures;
	p.knowledge = known;
	part(&p);
	(void)snprintf(said, sizeof(said), "%s", buf_string(&p.body));
	page_done(&p);
	json_decref(summary);
	return said;
}

#define SERVICE(key)                                                                                                   \
	"\"subject\": {\"kind\": \"service\", \"key\": \"" key                                                         \
	"\", \"label\": {\"en\": \"445(TCP)\", \"ja\": \"445(TCP)\"}}"
#define TOTAL(key) "\"subject\": {\"kind\": \"total\", \"key\": \"" key "\"}"

static const char down[] = "[{\"type\": \"level_down\", " TOTAL(
    "accesses") ", \"numbers\": {\"value\": 600, \"expected\": "
		"1000, \"ratio\": 0.6, \"from\": \"2005-10\", \"drivers\": [{\"key\": \"445/tcp\", \"label\": {\"en\": "
		"\"445(TCP)\", "
		"\"ja\": \"445(TCP)\"}, \"change\": -380.4}]}}, {\"type\": \"level_up\", " TOTAL(
		    "sources") ", \"numbers\": "
			       "{\"value\": 90, \"expected\": 60, \"ratio\": 1.5, \"from\": \"2005-11\"}}]";

static const char quiet[] =
    "[{\"type\": \"level_steady\", " TOTAL("accesses") ", \"numbers\": {\"value\": 100, \"expected\": 99, "
						       "\"ratio\": 1.01}}]";

static const char gaps[] = "[{\"type\": \"level_steady\", " TOTAL(
    "accesses") ", \"numbers\": {\"value\": 9, \"expected\": 9, "
		"\"ratio\": 1}}, {\"type\": \"coverage\", \"subject\": {\"kind\": \"coverage\", \"key\": \"days\"}, "
		"\"numbers\": {\"value\": 200, \"expected\": 300}}]";

static const char none[] = "[{\"type\": \"coverage\", \"subject\": {\"kind\": \"coverage\", \"key\": \"months\"}, "
			   "\"numbers\": {\"value\": 0, \"expected\": 3}}]";

static const char day[] = "[{\"type\": \"first_seen\", " SERVICE(
    "445/tcp") ", \"numbers\": {\"accesses\": 321, \"days\": 1}}, "
	       "{\"type\": \"drop\", \"subject\": {\"kind\": \"pair\", \"service\": \"445/tcp\", \"region\": \"CN\"}, "
	       "\"numbers\": "
	       "{\"value\": 5, \"expected\": 20, \"ratio\": 0.25}}, {\"type\": \"coverage\", \"subject\": {\"kind\": "
	       "\"coverage\", "
	       "\"key\": \"months\"}, \"numbers\": {\"value\": 2, \"expected\": 3}}, {\"type\": "
	       "\"fewer_accesses_more_sources\", " TOTAL("sources") ", \"numbers\": {\"value\": 2.04, \"expected\": "
								    "3.06}}, {\"type\": \"surge\", " SERVICE(
									"9/tcp") ", \"numbers\": {\"value\": 4.5, "
										 "\"expected\": 0, \"ratio\": null}}]";

static void has(const char *said, const char *want)
{
	OK(strstr(said, want) != NULL, want);
	if (!strstr(said, want))
		printf("# %s\n", said);
}

static void test_level(void)
{
	const char *said = words(LANGUAGE_EN, down, tell_level);
	has(said, "the level has fallen since October 2005: 600 accesses, 60.0% of the 1,000 that were to be expected");
	has(said, "The decrease since October 2005, by 400 per point and day, is due to accesses to 445(TCP) (−380)");
	has(said, "The number of sources has risen since November 2005: 90, 1.5 times the 60");
	said = words(LANGUAGE_JA, down, tell_level);
	has(said, "2005年10月から水準が下がっています。アクセス数は600件で、見込まれる1,000件の60.0%です。");
	said = words(LANGUAGE_EN, quiet, tell_level);
	has(said, "The situation is steady.");
	OK(!strstr(said, "since"), "and nothing since any month");
}

static void test_particular(void)
{
	const char *said = words(LANGUAGE_EN, quiet, tell_particular);
	has(said, "Nothing out of the ordinary was found");
	said = words(LANGUAGE_EN, gaps, tell_particular);
	has(said, "Nothing out of the ordinary was found");
	has(said, "Only 200 of 300 possible point-days were observed.");
	IS_TEXT(words(LANGUAGE_EN, "[]", tell_particular), "", "without a comparison nothing is said");
	said = words(LANGUAGE_EN, day, tell_particular);
	has(said, "445(TCP) was accessed for the first time in these six months: 321 accesses on one day.");
	has(said, "Accesses from China to 445(TCP) fell to 5 per point and day, 25.0% of the 20 of the month before.");
	has(said, "Of the five months before, 2 were observed enough to compare with");
	has(said, "2 accesses per source, after 3.1.");
	has(said, "began: 4.5 per point and day, after none in the months before.");
	said = words(LANGUAGE_JA, day, tell_particular);
	has(said, "アクセスのあった日は1日、アクセス数は321件です。");
	has(said, "中国から445(TCP)へのアクセスが減少しました。");
	has(words(LANGUAGE_EN, none, tell_particular), "None of the five months before was observed enough");
}

static void test_advice(void)
{
	const char *said = words(LANGUAGE_EN, day, tell_advice);
	has(said, "the destinations that rose or are new");
	has(said, "Block 445/tcp at the border");
	has(words(LANGUAGE_EN, quiet, tell_advice), "the destinations that are accessed most");
	has(words(LANGUAGE_EN, quiet, tell_watch), "No destination rose out of the ordinary");
	said = words(LANGUAGE_JA, day, tell_watch);
	has(said, "特に注意が必要です");
	OK(!strstr(said, "減少"), "what fell is not to be watched");
}

int main(void)
{
	struct err err = {0};
	struct text_catalogue *t = NULL;
	if (!OK(!text_open(NULL, &t, &err) && !knowledge_open(&known, &err) && !figure_open(&figures, &err), "ready"))
		return tap_done();
	test_level();
	test_particular();
	test_advice();
	figure_close(figures);
	knowledge_close(known);
	text_close(t);
	return tap_done();
}
