/* Sections 2.4 and 2.5: groups of services, and what the points serve themselves. */
#include "report/sections.h"

#include "report/look.h"
#include "report/number.h"
#include "report/tell.h"

#include <jansson.h>
#include <stdio.h>
#include <string.h>

/* A group that is a service of the summary has its month before in the half year. */
static void tell_before(struct page *p, const json_t *group)
{
	const json_t *services = json_object_get(p->summary, "services");
	const json_t *series =
	    json_object_get(json_object_get(json_object_get(p->summary, "half_year"), "service"), "accesses");
	size_t i;
	const json_t *service;
	json_array_foreach(services, i, service)
	{
		const json_t *row = json_array_get(series, i);
		size_t months = json_array_size(row);
		const json_t *before = months >= 2 ? json_array_get(row, months - 2) : NULL;
		if (strcmp(look_text(service, "key"), look_text(group, "key")) != 0 || !json_is_number(before))
			continue;
		page_sentence(p, page_fill(p, "In {0} there were {1}.", number_month(p, look_previous(p)),
					   number_count(p, (long long)json_number_value(before)), NULL));
	}
}

static void tell_members(struct page *p, const json_t *group)
{
	const json_t *first = NULL;
	double most = 0;
	double all = 0;
	size_t i;
	const json_t *member;
	json_array_foreach(json_object_get(group, "members"), i, member)
	{
		double sum = look_sum(json_object_get(member, "accesses"));
		all += sum;
		if (sum > most && strcmp(look_text(member, "key"), "other") != 0) {
			most = sum;
			first = member;
		}
	}
	if (first && json_array_size(json_object_get(group, "members")) > 1)
		page_sentence(p, page_fill(p, "In the two months of the figure, {0} drew most of them ({1}).",
					   look_label(p, first), number_percent(p, most, all), NULL));
}

static void tell_regions(struct page *p, const json_t *regions, const char *key, double whole)
{
	int count;
	const char *list = look_largest(p, regions, key, whole, 3, &count);
	if (count > 1)
		page_sentence(p, page_fill(p, "The greatest parts came from {0}.", list, NULL));
	else if (count)
		page_sentence(p, page_fill(p, "The greatest part came from {0}.", list, NULL));
}

static void group_section(struct page *p, const json_t *group, size_t i)
{
	char id[40];
	double accesses = look_number(group, "accesses");
	double all = look_number(json_object_get(p->summary, "totals"), "accesses");
	const struct knowledge_entry *entry = look_entry(p, group);
	page_paragraph_begin(p, NULL);
	page_sentence(p, page_fill(p, "{0} received {1} accesses in {2}, {3} of all.", look_label(p, group),
				   number_count(p, (long long)accesses), number_month(p, look_month(p)),
				   number_percent(p, accesses, all), NULL));
	tell_before(p, group);
	tell_about(p, look_text(group, "key"));
	tell_members(p, group);
	tell_regions(p, json_object_get(group, "regions"), "accesses", accesses);
	page_paragraph_end(p);
	(void)snprintf(id, sizeof(id), "fig2_4_%zu", i + 1);
	page_figure(p, id);
	(void)snprintf(id, sizeof(id), "fig2_4_%zu_each", i + 1);
	if (page_has_figure(p, id)) {
		page_paragraph(
		    p, page_fill(p,
				 "Figure {0} shows the same ports one by one, so that those with few accesses can "
				 "be seen as well.",
				 page_figure_number(p, id), NULL));
		page_figure(p, id);
	}
	if (!entry)
		return;
	page_paragraph_begin(p, NULL);
	page_sentence(p, entry->text[p->language].what);
	page_sentence(p, entry->text[p->language].why);
	page_sentence(p, entry->text[p->language].user);
	page_paragraph_end(p);
}

void section_groups(struct page *p)
{
	const json_t *groups = json_object_get(p->summary, "groups");
	size_t count = json_array_size(groups);
	bool maintenance = json_array_size(json_object_get(p->summary, "maintenance")) > 0;
	bool popups = look_number(json_object_get(p->summary, "messages"), "accesses") > 0;
	if (!count && !maintenance && !popups)
		return;
	page_section_begin(p, 3, "2.4",
			   count == 1 ? page_fill(p, "Accesses to {0}", look_label(p, json_array_get(groups, 0)), NULL)
				      : page_fill(p, "Accesses to groups of destinations", NULL));
	if (!count)
		page_paragraph(p, page_fill(p, "No group of destinations is shown apart in this month.", NULL));
	size_t i;
	const json_t *group;
	json_array_foreach(groups, i, group)
	{
		if (count > 1)
			page_element(p, "h4", NULL, look_label(p, group));
		group_section(p, group, i);
	}
	section_popups(p);
	page_section_end(p);
}

static void tell_largest(struct page *p, const json_t *episode)
{
	long long seconds = look_count(episode, "seconds");
	long long minutes = seconds < 60 ? 1 : (seconds + 30) / 60;
	double connections = look_number(episode, "connections");
	const char *rate = number_average(p, connections * 60 / (double)(seconds < 60 ? 60 : seconds));
	page_sentence(
	    p, page_fill_n(p, "The largest began on {0}, came from {1}, and made {2} connections within one minute.",
			   "The largest began on {0}, came from {1}, and made {2} connections within {3} "
			   "minutes, {4} a minute.",
			   minutes, number_day(p, look_text(episode, "day")), look_label(p, episode),
			   number_count(p, (long long)connections), number_count(p, minutes), rate, NULL));
}

/* Dictionary attacks on a service that is there. */
static void tell_episodes(struct page *p, const json_t *service)
{
	const json_t *episodes = json_object_get(service, "episodes");
	long long count = look_count(episodes, "count");
	double connections = look_number(episodes, "connections");
	if (!episodes)
		return;
	if (!count) {
		page_sentence(
		    p,
		    page_fill(p, "No source connected as often as ten times without a pause of half an hour.", NULL));
		return;
	}
	page_sentence(
	    p, page_fill_n(
		   p,
		   "One dictionary attack was seen, that is ten connections or more from one source without a pause "
		   "of half an hour; {1} of the connections belong to it.",
		   "{0} dictionary attacks were seen, that is ten connections or more from one source without a "
		   "pause of half an hour; {1} of the connections belong to them.",
		   count, number_count(p, count), number_percent(p, connections, look_number(service, "connections")),
		   NULL));
	tell_largest(p, json_array_get(json_object_get(episodes, "largest"), 0));
}

static void tell_service(struct page *p, const json_t *service)
{
	const json_t *daily = json_object_get(service, "daily");
	const json_t *days = json_object_get(p->summary, "days");
	int most = look_greatest(daily);
	long long points = look_count(service, "points");
	double connections = look_number(service, "connections");
	const char *month = number_month(p, look_month(p));
	const char *made = number_count(p, (long long)connections);
	if (look_has(service, "points"))
		page_sentence(p,
			      page_fill_n(p,
					  "One observation point keeps {1} open for its own maintenance; {2} "
					  "connections were made to it in {3}.",
					  "{0} observation points keep {1} open for their own maintenance; {2} "
					  "connections were made to it in {3}.",
					  points, number_count(p, points), look_label(p, service), made, month, NULL));
	else /* the publisher keeps to himself how many, when they are few */
		page_sentence(p, page_fill(p,
					   "Fewer than {0} observation points keep {1} open for their own maintenance; "
					   "{2} connections were made to it in {3}.",
					   number_count(p, look_least_points(p)), look_label(p, service), made, month,
					   NULL));
	if (!(connections > 0))
		return;
	page_sentence(p, page_fill(p, "They came from {0} distinct sources.",
				   number_count(p, look_count(service, "distinct_sources")), NULL));
	tell_regions(p, json_object_get(service, "regions"), "connections", connections);
	const char *day = most < 0 ? NULL : json_string_value(json_array_get(days, (size_t)most));
	if (day && look_at(daily, most) > 0)
		page_sentence(p, page_fill(p, "The day with most of them was {0} with {1}.", number_day(p, day),
					   number_count(p, (long long)look_at(daily, most)), NULL));
	tell_episodes(p, service);
}

static void maintenance_section(struct page *p, const json_t *service, size_t i)
{
	char id[40];
	const struct knowledge_entry *entry = look_entry(p, service);
	page_paragraph_begin(p, NULL);
	tell_service(p, service);
	page_paragraph_end(p);
	section_logins(p, look_text(service, "key"));
	(void)snprintf(id, sizeof(id), "fig2_5_%zu", i + 1);
	page_figure(p, id);
	if (!entry)
		return;
	page_paragraph_begin(p, NULL);
	page_sentence(p, entry->text[p->language].why);
	page_sentence(p, entry->text[p->language].administrator);
	page_paragraph_end(p);
}

void section_maintenance(struct page *p)
{
	const json_t *services = json_object_get(p->summary, "maintenance");
	const json_t *logins = json_object_get(p->summary, "logins");
	size_t count = json_array_size(services);
	if (!count && !json_array_size(logins))
		return;
	page_section_begin(p, 3, "2.5",
			   count == 1
			       ? page_fill(p, "Connections to {0}", look_label(p, json_array_get(services, 0)), NULL)
			       : page_fill(p, "Connections to services of the points themselves", NULL));
	page_paragraph(
	    p, page_fill(p,
			 "What answers attracts many more connections than what does not. Such a service is "
			 "therefore left out of every other number of this report, and its unit is the connection.",
			 NULL));
	size_t i;
	const json_t *service;
	json_array_foreach(services, i, service)
	{
		if (count > 1)
			page_element(p, "h4", NULL, look_label(p, service));
		maintenance_section(p, service, i);
	}
	section_logins_alone(p);
	page_section_end(p);
}
