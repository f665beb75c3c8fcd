/* Sections 5 and 6: what the services are, and how to read the numbers. */
#include "report/sections.h"

#include "report/look.h"
#include "report/number.h"
#include "report/tell.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

static void point(struct page *p, const char *name, const char *words)
{
	page_element(p, "dt", NULL, name);
	page_element(p, "dd", NULL, words);
	page_markup(p, "\n");
}

static void explain(struct page *p, const char *labels, const struct knowledge_entry *entry)
{
	const struct knowledge_text *t = &entry->text[p->language];
	page_markup(p, "<article class=\"service\">\n<h3>");
	page_element(p, "span", "port", labels);
	page_markup(p, " ");
	page_text(p, t->name);
	page_markup(p, "</h3>\n");
	page_paragraph(p, t->what);
	page_markup(p, "<dl>\n");
	point(p, page_fill(p, "Why it is accessed", NULL), t->why);
	point(p, page_fill(p, "For users", NULL), t->user);
	point(p, page_fill(p, "For administrators", NULL), t->administrator);
	page_markup(p, "</dl>\n");
	if (entry->reference_count) {
		page_markup(p, "<p class=\"references\">");
		page_text(p, page_fill(p, "References:", NULL));
		page_markup(p, "</p>\n<ul class=\"references\">\n");
		for (size_t i = 0; i < entry->reference_count; i++) {
			page_markup(p, "<li>");
			page_link(p, entry->references[i].url, entry->references[i].title);
			page_markup(p, "</li>\n");
		}
		page_markup(p, "</ul>\n");
	}
	page_markup(p, "</article>\n");
}

/* Services of the month in their order, each explanation once with all the services that it explains. */
struct explained {
	const struct knowledge_entry *entry; /* NULL: nothing is known */
	const char *labels;
};

static size_t enter(struct page *p, const json_t *services, struct explained *list, size_t count)
{
	size_t i;
	const json_t *service;
	json_array_foreach(services, i, service)
	{
		const struct knowledge_entry *entry = look_entry(p, service);
		size_t at = 0;
		if (!strcmp(look_text(service, "key"), "other"))
			continue;
		while (at < count && list[at].entry != entry)
			at++;
		if (at == count)
			list[count++] = (struct explained){entry, look_label(p, service)};
		else if (strcmp(list[at].labels, look_label(p, service)) != 0)
			list[at].labels = page_fill(p, "{0}, {1}", list[at].labels, look_label(p, service), NULL);
	}
	return count;
}

void section_services(struct page *p)
{
	const json_t *services = json_object_get(p->summary, "services");
	const json_t *maintenance = json_object_get(p->summary, "maintenance");
	struct explained *list = calloc(json_array_size(services) + json_array_size(maintenance) + 1, sizeof(*list));
	if (!list) {
		p->code = p->code ? p->code : err_set(p->err, ERR_NOMEM, "no memory for explanations");
		return;
	}
	size_t count = enter(p, services, list, 0);
	count = enter(p, maintenance, list, count);
	page_section_begin(p, 2, "5", page_fill(p, "Explanations", NULL));
	if (!count)
		page_paragraph(p, page_fill(p, "No destination is named in this month.", NULL));
	else
		page_paragraph(
		    p,
		    page_fill(p, "These are the destinations that this report names, the most accessed first.", NULL));
	if (count)
		tell_watch(p);
	for (size_t i = 0; i < count; i++)
		if (list[i].entry)
			explain(p, list[i].labels, list[i].entry);
	for (size_t i = 0; i < count; i++)
		if (!list[i].entry)
			page_paragraph(p, page_fill(p, "There is no explanation here for {0}.", list[i].labels, NULL));
	page_section_end(p);
	free(list);
}

static void terms(struct page *p)
{
	page_section_begin(p, 3, "6.1", page_fill(p, "What is counted", NULL));
	page_markup(p, "<dl class=\"terms\">\n");
	point(p, page_fill(p, "Access", NULL),
	      page_fill(
		  p,
		  "One unsolicited packet that arrived at an observation point: nobody at the point asked for it, and "
		  "it is no answer to anything that the point sent. Accesses are the unit of this report unless "
		  "another is named.",
		  NULL));
	point(
	    p, page_fill(p, "Attempt", NULL),
	    page_fill(
		p,
		"Accesses that repeat each other within 60 seconds (same source, point and ports) are one attempt. In "
		"{0} there were {1} attempts. The two units are never mixed in a figure.",
		number_month(p, look_month(p)),
		number_count(p, look_count(json_object_get(p->summary, "totals"), "attempts")), NULL));
	point(
	    p, page_fill(p, "Source", NULL),
	    page_fill(p,
		      "The address from which an access came; of an IPv6 address, its first 64 bits. An address may be "
		      "shared by many people, changed every day or forged.",
		      NULL));
	point(
	    p, page_fill(p, "Cumulative sources", NULL),
	    page_fill(p,
		      "A source counts once for each day, observation point and destination port, and these counts are "
		      "added up. All figures of sources use this unit, so that their parts make up the whole.",
		      NULL));
	point(p, page_fill(p, "Distinct sources", NULL),
	      page_fill(p, "Each source counts once in the whole time and at all points together.", NULL));
	point(p, page_fill(p, "Per point and day", NULL),
	      page_fill(
		  p,
		  "Accesses, or cumulative sources, divided by the observed point-days. A point-day is one observation "
		  "point during one day; a point that was observing for half of it counts as half.",
		  NULL));
	point(p, page_fill(p, "Destination (kind of port)", NULL),
	      page_fill(
		  p,
		  "The protocol and the port to which an access was sent, for example 445(TCP). Ping(ICMP) is the echo "
		  "request of ICMP. Several ports may be shown as one group.",
		  NULL));
	point(
	    p, page_fill(p, "Kind", NULL),
	    page_fill(
		p,
		"Probes begin something: a TCP connection, a UDP packet, an ICMP request. Backscatter is an answer to "
		"something that the point never sent. Everything else is other.",
		NULL));
	page_markup(p, "</dl>\n");
	page_section_end(p);
}

static void publication(struct page *p)
{
	const json_t *rules = json_object_get(p->summary, "publication");
	long long least = look_count(rules, "min_points");
	long long folded = look_count(rules, "folded_cells");
	page_section_begin(p, 3, "6.2", page_fill(p, "What is not published", NULL));
	page_paragraph_begin(p, NULL);
	page_sentence(
	    p, page_fill(p,
			 "This report contains no address of an observation point or of a source, and no numbers of "
			 "a single point by name.",
			 NULL));
	if (least > 1)
		page_sentence(
		    p, page_fill(p,
				 "A number that fewer than {0} points contributed to is not shown by itself; it is "
				 "added to \"other\" or left out.",
				 number_count(p, least), NULL));
	else
		page_sentence(
		    p, page_fill(p,
				 "There are too few observation points to require that several of them contribute "
				 "to a number.",
				 NULL));
	if (folded)
		page_sentence(p, page_fill_n(p, "In this report that was done to one number.",
					     "In this report that was done to {0} numbers.", folded,
					     number_count(p, folded), NULL));
	page_paragraph_end(p);
	page_section_end(p);
}

static void data(struct page *p)
{
	const json_t *names = json_object_get(p->summary, "regions_data");
	const char *list = "";
	size_t i;
	const json_t *name;
	json_array_foreach(names, i, name)
	{
		const char *one = json_string_value(name);
		if (one)
			list = *list ? page_fill(p, "{0}, {1}", list, one, NULL) : one;
	}
	page_section_begin(p, 3, "6.3", page_fill(p, "Data of others", NULL));
	page_paragraph_begin(p, NULL);
	if (*list)
		page_sentence(p, page_fill(p, "The region of a source was looked up in: {0}.", list, NULL));
	else
		page_sentence(p, page_fill(p, "The regions of sources were not looked up.", NULL));
	page_sentence(
	    p, page_fill(p,
			 "Borders on the map are those of Natural Earth (public domain); drawing them expresses no "
			 "opinion.",
			 NULL));
	page_paragraph_end(p);
	page_section_end(p);
}

void section_reading(struct page *p)
{
	page_section_begin(p, 2, "6", page_fill(p, "How to read the numbers", NULL));
	terms(p);
	publication(p);
	data(p);
	page_section_end(p);
}
