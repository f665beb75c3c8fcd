/* What to do: about the services that rose, or else about those that are accessed most. */
#include "report/tell.h"

#include "report/look.h"
#include "report/number.h"

#include <jansson.h>
#include <string.h>

#define ADVISED 3

struct advised {
	const struct knowledge_entry *entry;
	const char *label;
};

static void advise(struct advised *list, size_t *count, const struct knowledge_entry *entry, const char *label)
{
	for (size_t i = 0; i < *count; i++)
		if (list[i].entry == entry)
			return;
	if (entry && *count < ADVISED)
		list[(*count)++] = (struct advised){entry, label};
}

/* What a finding is about, as the summary's services have it where it is one of them: with its members. */
static const json_t *subject_service(const struct page *p, const json_t *finding)
{
	const json_t *subject = json_object_get(finding, "subject");
	size_t i;
	const json_t *service;
	json_array_foreach(json_object_get(p->summary, "services"), i, service)
	{
		if (!strcmp(look_text(service, "key"), look_text(subject, "key")))
			return service;
	}
	return subject;
}

static size_t risen(const struct page *p, struct advised *list)
{
	size_t count = 0;
	size_t at = 0;
	const json_t *f;
	while ((f = tell_next(p, NULL, &at))) {
		const json_t *service = subject_service(p, f);
		if (tell_rose(f))
			advise(list, &count, look_entry(p, service), look_label(p, service));
	}
	return count;
}

static size_t largest(const struct page *p, struct advised *list)
{
	size_t count = 0;
	size_t i;
	const json_t *service;
	json_array_foreach(json_object_get(p->summary, "services"), i, service)
	{
		if (strcmp(look_text(service, "key"), "other") != 0 && look_number(service, "accesses") > 0)
			advise(list, &count, look_entry(p, service), look_label(p, service));
	}
	return count;
}

static void entries(struct page *p, const struct advised *list, size_t count, bool administrator)
{
	page_markup(p, "<dl class=\"terms\">\n");
	for (size_t i = 0; i < count; i++) {
		const struct knowledge_text *t = &list[i].entry->text[p->language];
		page_element(p, "dt", NULL, list[i].label);
		page_element(p, "dd", NULL, administrator ? t->administrator : t->user);
		page_markup(p, "\n");
	}
	page_markup(p, "</dl>\n");
}

static void references(struct page *p, const struct advised *list, size_t count)
{
	page_markup(p, "<p class=\"references\">");
	page_text(p, page_fill(p, "References:", NULL));
	page_markup(p, "</p>\n<ul class=\"references\">\n");
	for (size_t i = 0; i < count; i++)
		for (size_t r = 0; r < list[i].entry->reference_count; r++) {
			page_markup(p, "<li>");
			page_link(p, list[i].entry->references[r].url, list[i].entry->references[r].title);
			page_markup(p, "</li>\n");
		}
	page_markup(p, "</ul>\n");
}

void tell_advice(struct page *p)
{
	struct advised list[ADVISED];
	size_t count = risen(p, list);
	bool rose = count > 0;
	if (!rose)
		count = largest(p, list);
	if (!count)
		return;
	page_element(p, "h3", NULL, page_fill(p, "What administrators should do", NULL));
	page_paragraph(p, rose
			      ? page_fill(p, "This concerns the destinations that rose or are new in this month.", NULL)
			      : page_fill(p, "This concerns the destinations that are accessed most.", NULL));
	entries(p, list, count, true);
	page_element(p, "h3", NULL, page_fill(p, "What users should do", NULL));
	entries(p, list, count, false);
	references(p, list, count);
}

/* Section 5: the same services by name, each with its number. */
void tell_watch(struct page *p)
{
	size_t at = 0;
	size_t told = 0;
	const json_t *f;
	while ((f = tell_next(p, NULL, &at))) {
		const char *sentence = tell_rose(f) ? tell_sentence(p, f) : NULL;
		if (!sentence)
			continue;
		if (!told++) {
			page_paragraph_begin(p, NULL);
			page_sentence(p, page_fill(p, "These need attention now.", NULL));
		}
		page_sentence(p, sentence);
	}
	if (told)
		page_paragraph_end(p);
	else if (tell_compared(p))
		page_paragraph(p, page_fill(p, "No destination rose out of the ordinary in this month.", NULL));
}
