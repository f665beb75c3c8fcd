/* Section 2.4, after the groups: what the pop-up messages said. */
#include "report/sections.h"

#include "report/look.h"
#include "report/number.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#define SHOWN 6 /* quoted on the page; the summary has more */

/* Text of several lines, each escaped; empty lines at the end are left out. */
static void quote(struct page *p, const char *text)
{
	size_t len = strlen(text);
	while (len && (text[len - 1] == '\n' || text[len - 1] == ' '))
		len--;
	char *copy = strndup(text, len);
	if (!copy)
		return;
	page_markup(p, "<blockquote><p>");
	char *rest = copy;
	bool first = true;
	for (char *line; (line = strsep(&rest, "\n")); first = false) {
		if (!first)
			page_markup(p, "<br>");
		page_text(p, line);
	}
	page_markup(p, "</p></blockquote>\n");
	free(copy);
}

/* How many services from place `from` on are ports of one protocol that follow each other. Keys are "1026/udp". */
static size_t follow(const json_t *services, size_t from, unsigned long *first, unsigned long *last)
{
	const char *proto = NULL;
	size_t i = from;
	for (; i < json_array_size(services); i++) {
		char *end;
		unsigned long port = strtoul(look_text(json_array_get(services, i), "key"), &end, 10);
		if (*end != '/' || (proto && (port != *last + 1 || strcmp(end, proto) != 0)))
			break;
		*first = proto ? *first : port;
		*last = port;
		proto = end;
	}
	return i - from;
}

/* "1026–1039(UDP), 135(TCP)". */
static const char *ports(struct page *p, const json_t *services)
{
	struct buf list;
	unsigned long first = 0;
	unsigned long last = 0;
	buf_init(&list, 4096);
	for (size_t i = 0; i < json_array_size(services);) {
		const char *label = look_label(p, json_array_get(services, i));
		size_t run = follow(services, i, &first, &last);
		const char *tail = strchr(label, '(');
		if (i)
			buf_text(&list, p->language == LANGUAGE_EN ? ", " : "、");
		if (run < 3 || !tail) {
			buf_text(&list, label);
			i++;
			continue;
		}
		buf_printf(&list, p->language == LANGUAGE_EN ? "%lu–%lu%s" : "%lu～%lu%s", first, last, tail);
		i += run;
	}
	const char *kept = page_keep(p, buf_string(&list));
	buf_done(&list);
	return kept;
}

static void tell_one(struct page *p, const json_t *one)
{
	long long variants = look_count(one, "variants");
	const char *services = ports(p, json_object_get(one, "services"));
	int count;
	const char *regions =
	    look_largest(p, json_object_get(one, "regions"), "accesses", look_number(one, "accesses"), 3, &count);
	page_paragraph_begin(p, "count");
	page_sentence(p, page_fill(p, "Accesses: {0}; distinct sources: {1}; days: {2}.",
				   number_count(p, look_count(one, "accesses")),
				   number_count(p, look_count(one, "distinct_sources")),
				   number_count(p, look_count(one, "days")), NULL));
	if (variants > 1)
		page_sentence(p, page_fill(p, "In {0} variants that differ in addresses and numbers only.",
					   number_count(p, variants), NULL));
	if (*services)
		page_sentence(p, page_fill(p, "Sent to {0}.", services, NULL));
	if (count)
		page_sentence(p, page_fill(p, "Source regions: {0}.", regions, NULL));
	page_paragraph_end(p);
}

static void show_one(struct page *p, const json_t *one)
{
	page_markup(p, "<article class=\"popup\">\n");
	page_element(p, "p", "names",
		     page_fill(p, "From “{0}” to “{1}”", look_text(one, "sender"), look_text(one, "recipient"), NULL));
	quote(p, look_text(one, "text"));
	tell_one(p, one);
	page_markup(p, "</article>\n");
}

void section_popups(struct page *p)
{
	const json_t *messages = json_object_get(p->summary, "messages");
	const json_t *shown = json_object_get(messages, "shown");
	double all = look_number(json_object_get(p->summary, "totals"), "accesses");
	size_t count = json_array_size(shown);
	if (!(look_number(messages, "accesses") > 0))
		return;
	page_element(p, "h4", NULL, page_fill(p, "What the pop-up messages say", NULL));
	page_paragraph_begin(p, NULL);
	page_sentence(p, page_fill(p,
				   "{0} accesses, {1} of all, were whole messages for the Messenger service of old "
				   "versions of Windows, which shows them in a window as if the computer itself spoke.",
				   number_count(p, look_count(messages, "accesses")),
				   number_percent(p, look_number(messages, "accesses"), all), NULL));
	page_sentence(p,
		      page_fill_n(p, "They all had one text.", "They had {0} different texts.",
				  look_count(messages, "texts"), number_count(p, look_count(messages, "texts")), NULL));
	page_sentence(p,
		      page_fill(p,
				"Such a message needs a single packet and no answer, so that its sender is easily "
				"forged. None of what it says is true: do not visit the address, and install nothing "
				"from there.",
				NULL));
	tell_senders(p, "messenger");
	if (count)
		page_sentence(p,
			      page_fill(p,
					"The most frequent ones are quoted with their addresses made unreadable; what "
					"too few observation points saw is left out.",
					NULL));
	page_paragraph_end(p);
	for (size_t i = 0; i < count && i < SHOWN; i++)
		show_one(p, json_array_get(shown, i));
}
