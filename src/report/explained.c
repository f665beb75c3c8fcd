/* Section 4.7: what made the accesses, who did the same, and who came everywhere. */
#include "report/sections.h"

#include "report/look.h"
#include "report/number.h"
#include "report/table.h"

#include <jansson.h>
#include <string.h>

#define ROWS 10
#define NAMED 3         /* services */
#define N_(msgid) msgid /* for xgettext: translated where it is used */

/* Names of tools and reasons as the summary has them, in words. */
struct word {
	const char *key;
	const char *name;
};

static const struct word tools[] = {{"zmap-old", N_("ZMap (before 4.1)")},
				    {"zmap", "ZMap"},
				    {"masscan", "masscan"},
				    {"masscan-udp", N_("masscan (UDP)")},
				    {"nmap", "nmap"},
				    {"unicornscan", "unicornscan"},
				    {"hping", "hping"},
				    {"mirai", N_("Mirai and its descendants")},
				    {"slammer", N_("the worm SQL Slammer")},
				    {"nachi", N_("the worm Nachi (Welchia)")},
				    {"sip-scanner", N_("scanners of internet telephones")},
				    {NULL, NULL}};

static const struct word suspicions[] = {{"bogon", N_("the source is a reserved address, which nobody can have")},
					 {"self", N_("source and destination are the same address")},
					 {"port-zero", N_("from or to port 0, which no service has")},
					 {"ttl", N_("came with an unusually high time to live")},
					 {"edge", N_("the source ends in .0 or .255, which few hosts do")},
					 {"protocol", N_("an unusual protocol, or TCP flags that no system sends")},
					 {NULL, NULL}};

static const char *word_of(struct page *p, const struct word *words, const char *key)
{
	for (; words->key; words++)
		if (!strcmp(words->key, key))
			return page_fill(p, words->name, NULL);
	return key;
}

static json_t *tool_cell(struct page *p, const json_t *entry)
{
	const char *key = look_text(entry, "tool");
	return *key ? json_string(word_of(p, tools, key)) : json_null();
}

/* A list of marks: what, accesses, their share, sources. */
static void mark_table(struct page *p, const json_t *list, const struct word *words, const char *heading)
{
	double all = look_number(json_object_get(p->summary, "totals"), "accesses");
	json_t *rows = json_array();
	size_t i;
	const json_t *one;
	json_array_foreach(list, i, one)
	{
		double accesses = look_number(one, "accesses");
		(void)json_array_append_new(rows, json_pack("[s, I, s, I]", word_of(p, words, look_text(one, "key")),
							    (json_int_t)accesses, number_percent(p, accesses, all),
							    (json_int_t)look_count(one, "distinct_sources")));
	}
	table_rows(p,
		   json_pack("[s, s, s, s]", heading, page_fill(p, "Accesses", NULL),
			     page_fill(p, "Share of all", NULL), page_fill(p, "Distinct sources", NULL)),
		   rows);
}

static void tell_tools(struct page *p)
{
	const json_t *list = json_object_get(p->summary, "tools");
	if (!json_array_size(list))
		return;
	page_element(p, "h4", NULL, page_fill(p, "Tools", NULL));
	page_paragraph(p,
		       page_fill(p,
				 "Some tools leave marks in what they send, by which they can be told. A tool is named "
				 "only where half of a source's accesses or more bear its mark.",
				 NULL));
	mark_table(p, list, tools, page_fill(p, "Tool", NULL));
}

static void tell_suspects(struct page *p)
{
	const json_t *list = json_object_get(p->summary, "suspects");
	if (!json_array_size(list))
		return;
	page_element(p, "h4", NULL, page_fill(p, "Suspect sources", NULL));
	page_paragraph(
	    p, page_fill(p,
			 "A source can be forged. These accesses are counted like all others; something in them "
			 "is so unusual that their source is probably not the true one.",
			 NULL));
	mark_table(p, list, suspicions, page_fill(p, "Reason", NULL));
}

/* "135(TCP), 445(TCP)", and how many more there are. */
static const char *services_text(struct page *p, const json_t *list, long long all)
{
	struct buf text;
	size_t i;
	const json_t *service;
	buf_init(&text, 4096);
	size_t named_count = 0;
	json_array_foreach(list, i, service)
	{
		if (i == NAMED)
			break;
		named_count++;
		if (i)
			buf_text(&text, p->language == LANGUAGE_EN ? ", " : "、");
		buf_text(&text, look_label(p, service));
	}
	const char *named = page_keep(p, buf_string(&text));
	long long more = all - (long long)named_count;
	buf_done(&text);
	return more > 0
		   ? page_fill_n(p, "{0} and one more", "{0} and {1} more", more, named, number_count(p, more), NULL)
		   : named;
}

static void tell_groups(struct page *p)
{
	const json_t *list = json_object_get(p->summary, "source_groups");
	json_t *rows = json_array();
	size_t i;
	const json_t *one;
	json_array_foreach(list, i, one)
	{
		if (i == ROWS)
			break;
		const char *services =
		    services_text(p, json_object_get(one, "first_services"), look_count(one, "services"));
		(void)json_array_append_new(rows, json_pack("[s, o, I, I, I]", services, tool_cell(p, one),
							    (json_int_t)look_count(one, "sources"),
							    (json_int_t)look_count(one, "days"),
							    (json_int_t)look_count(one, "accesses")));
	}
	if (!json_array_size(rows)) {
		json_decref(rows);
		return;
	}
	page_element(p, "h4", NULL, page_fill(p, "Sources that did the same", NULL));
	page_paragraph(
	    p, page_fill(p,
			 "These groups of sources came to exactly the same services, and by the same tool, on one "
			 "day. They probably run the same program, as the computers of a botnet or those that a "
			 "worm has infected do.",
			 NULL));
	table_rows(p,
		   json_pack("[s, s, s, s, s]", page_fill(p, "Services", NULL), page_fill(p, "Tool", NULL),
			     page_fill(p, "Sources (peak day)", NULL), page_fill(p, "Days", NULL),
			     page_fill(p, "Accesses", NULL)),
		   rows);
}

static void tell_wide(struct page *p)
{
	const json_t *wide = json_object_get(p->summary, "wide");
	double all = look_number(json_object_get(p->summary, "totals"), "accesses");
	long long sources = look_count(wide, "distinct_sources");
	json_t *rows = json_array();
	size_t i;
	const json_t *one;
	if (sources) {
		page_element(p, "h4", NULL, page_fill(p, "Sources that came everywhere", NULL));
		page_paragraph(
		    p, page_fill_n(
			   p,
			   "One source was seen at many observation points on the same day. It made {1} accesses on "
			   "such days, {2} of all.",
			   "{0} sources were seen at many observation points on the same day. They made {1} accesses "
			   "on such days, {2} of all. Who comes everywhere searches the whole internet.",
			   sources, number_count(p, sources), number_count(p, look_count(wide, "accesses")),
			   number_percent(p, look_number(wide, "accesses"), all), NULL));
	}
	json_array_foreach(json_object_get(wide, "shown"), i, one)
	{
		if (i == ROWS)
			break;
		const char *services =
		    services_text(p, json_object_get(one, "top_services"), look_count(one, "services"));
		(void)json_array_append_new(rows,
					    json_pack("[s, s, o, I, I]", look_label(p, json_object_get(one, "region")),
						      services, tool_cell(p, one), (json_int_t)look_count(one, "days"),
						      (json_int_t)look_count(one, "accesses")));
	}
	if (!json_array_size(rows)) {
		json_decref(rows);
		return;
	}
	table_rows(p,
		   json_pack("[s, s, s, s, s]", page_fill(p, "Region of the source", NULL),
			     page_fill(p, "Services", NULL), page_fill(p, "Tool", NULL), page_fill(p, "Days", NULL),
			     page_fill(p, "Accesses", NULL)),
		   rows);
}

void section_explained(struct page *p)
{
	if (!(look_number(json_object_get(p->summary, "totals"), "accesses") > 0))
		return;
	page_section_begin(
	    p, 3, "4.7",
	    page_fill(p, "Who made the accesses of {0}, and with what", number_month(p, look_month(p)), NULL));
	tell_tools(p);
	section_payloads(p);
	tell_groups(p);
	tell_wide(p);
	section_surveys(p);
	tell_suspects(p);
	page_section_end(p);
}
