/* What may leave the house (definitions.md, Publication; docs/decisions/0003). A cell is what stands in one place
 * of a table: a service on a day, a region in a month. One that fewer than k points saw could tell a stranger
 * where a point is: it goes into "other" (fold.c) or is left out (hide.c), with others beside it, so that no
 * difference of two published numbers gives it away. */
#include "summary/summary.h"

#include "base/buf.h"
#include "base/civil.h"
#include "label/host.h"
#include "summary/hide.h"
#include "summary/tree.h"

#include <string.h>

/* {"accesses", "cumulative_sources", "points"}. */
static void guard_table(struct guard *g, json_t *table)
{
	fold_grid(g, json_object_get(table, "accesses"), json_object_get(table, "cumulative_sources"),
		  json_object_get(table, "points"));
	(void)json_object_del(table, "points");
}

static json_t *transposed(const json_t *rows)
{
	json_t *out = json_array();
	size_t columns = json_array_size(json_array_get(rows, 0));
	for (size_t i = 0; i < columns; i++) {
		json_t *line = json_array();
		for (size_t row = 0; row < json_array_size(rows); row++)
			(void)json_array_append(line, grid_cell(rows, row, i));
		(void)json_array_append_new(out, line);
	}
	return out;
}

/* The matrix is guarded along each region: its services are the rows that fold into "other". */
static void guard_matrix(struct guard *g, json_t *tree)
{
	json_t *values = transposed(json_object_get(tree, "region_service"));
	json_t *points = transposed(json_object_get(tree, "region_service_points"));
	fold_grid(g, values, NULL, points);
	(void)json_object_set_new(tree, "region_service", transposed(values));
	(void)json_object_del(tree, "region_service_points");
	json_decref(values);
	json_decref(points);
}

static void guard_hours(struct guard *g, json_t *hourly)
{
	fold_grid(g, json_object_get(hourly, "month"), NULL, json_object_get(hourly, "points_month"));
	fold_grid(g, json_object_get(hourly, "half_year"), NULL, json_object_get(hourly, "points_half_year"));
	(void)json_object_del(hourly, "points_month");
	(void)json_object_del(hourly, "points_half_year");
}

/* A list whose last entry is "other". */
static void guard_list(struct guard *g, json_t *list)
{
	size_t count = json_array_size(list);
	if (count)
		fold_entries(g, list, count - 1, json_array_get(list, count - 1));
}

static void remove_hidden(json_t *list)
{
	for (size_t i = json_array_size(list); i-- > 0;)
		if (json_is_null(json_object_get(json_array_get(list, i), "accesses")))
			(void)json_array_remove(list, i);
}

/* All regions: what is folded is not shown, but it is the difference to the month's total. */
static void guard_map(struct guard *g, json_t *map)
{
	json_t *rest = json_object();
	fold_entries(g, map, json_array_size(map), rest);
	json_decref(rest);
	remove_hidden(map);
}

/* The first few regions of a group, of more: small ones are left out. */
static void guard_first(struct guard *g, json_t *list)
{
	for (size_t i = json_array_size(list); i-- > 0;)
		if (fold_small(g, json_array_get(list, i))) {
			(void)json_array_remove(list, i);
			g->folded++;
		}
}

static void drop_points(json_t *list)
{
	size_t i;
	json_t *one;
	json_array_foreach(list, i, one)(void) json_object_del(one, "points");
}

/* The row of a group among the services by day; NULL when it is not one of them. */
static const json_t *days_of_group(const json_t *tree, const char *key)
{
	const json_t *days = json_object_get(json_object_get(json_object_get(tree, "daily"), "service"), "accesses");
	size_t i;
	const json_t *service;
	json_array_foreach(json_object_get(tree, "services"), i, service)
	{
		if (!strcmp(json_string_value(json_object_get(service, "key")), key))
			return json_array_get(days, i);
	}
	return NULL;
}

/* Members of a group by day. Together they are the group's day, which is one of the services' days: where that was
 * folded, all of its members are hidden, and no member is hidden alone. */
static void guard_group(struct guard *g, const json_t *tree, json_t *group)
{
	json_t *values = json_array();
	json_t *points = json_array();
	size_t i;
	json_t *member;
	json_array_foreach(json_object_get(group, "members"), i, member)
	{
		(void)json_array_append(values, json_object_get(member, "accesses"));
		(void)json_array_append(points, json_object_get(member, "points"));
	}
	hide_cells(g, values, NULL, points);
	(void)hide_lone_in_columns(g, values, NULL, points);
	const json_t *days = days_of_group(tree, json_string_value(json_object_get(group, "key")));
	size_t before = grid_columns(values) - json_array_size(days); /* the month before comes first */
	for (size_t day = 0; day < json_array_size(days); day++)
		for (size_t row = 0; row < json_array_size(values) && json_is_null(json_array_get(days, day)); row++)
			grid_set(values, row, before + day, json_null());
	json_decref(values);
	json_decref(points);
	drop_points(json_object_get(group, "members"));
	guard_first(g, json_object_get(group, "regions"));
	drop_points(json_object_get(group, "regions"));
}

/* The kinds of a day add up to the day, and the days of a kind to its month: neither may leave one cell hidden alone,
 * and hiding a second one for the one sum may leave it alone in the other. */
static void guard_kind_days(struct guard *g, json_t *kind)
{
	json_t *accesses = json_object_get(kind, "accesses");
	json_t *sources = json_object_get(kind, "distinct_sources");
	const json_t *points = json_object_get(kind, "points");
	hide_cells(g, accesses, sources, points);
	while (hide_lone_in_columns(g, accesses, sources, points) || hide_lone_in_rows(g, accesses, sources, points))
		;
}

static void hide_kind(struct guard *g, json_t *one)
{
	(void)json_object_set_new(one, "accesses", json_null());
	(void)json_object_set_new(one, "distinct_sources", json_null());
	g->folded++;
}

static void guard_kinds(struct guard *g, json_t *tree)
{
	json_t *kind = json_object_get(json_object_get(tree, "daily"), "kind");
	guard_kind_days(g, kind);
	(void)json_object_del(kind, "points");
	size_t hidden = 0;
	size_t i;
	json_t *one;
	json_t *least = NULL;
	json_array_foreach(json_object_get(tree, "kinds"), i, one)
	{
		json_int_t accesses = json_integer_value(json_object_get(one, "accesses"));
		if (accesses && (uint64_t)json_integer_value(json_object_get(one, "points")) < g->k) {
			hide_kind(g, one);
			hidden++;
		} else if (accesses && (!least || accesses < json_integer_value(json_object_get(least, "accesses")))) {
			least = one;
		}
		(void)json_object_del(one, "points");
	}
	if (hidden == 1 && least)
		hide_kind(g, least);
}

/* Days of one month in the calendar: those that too few points saw are hidden, and never one alone, which the
 * month's total would give away. */
static void guard_month_days(struct guard *g, json_t *accesses, const json_t *points, size_t from, size_t to)
{
	size_t hidden = 0;
	size_t least = to;
	for (size_t day = from; day < to; day++) {
		json_int_t n = json_integer_value(json_array_get(accesses, day));
		if (n && (uint64_t)json_integer_value(json_array_get(points, day)) < g->k) {
			(void)json_array_set_new(accesses, day, json_null());
			hidden++;
		} else if (n && (least == to || n < json_integer_value(json_array_get(accesses, least)))) {
			least = day;
		}
	}
	if (hidden == 1 && least < to) {
		(void)json_array_set_new(accesses, least, json_null());
		hidden++;
	}
	g->folded += hidden;
}

/* A day of the month is hidden in every table: its parts would add up to it. Its points stay, so that it is known to
 * have been observed. */
static void hide_day(json_t *tree, size_t day)
{
	static const char *const names[] = {"accesses", "cumulative_sources", "distinct_sources"};
	static const char *const tables[] = {"service", "region", "kind"};
	json_t *daily = json_object_get(tree, "daily");
	for (size_t n = 0; n < 3; n++) {
		(void)json_array_set_new(json_object_get(json_object_get(daily, "total"), names[n]), day, json_null());
		for (size_t t = 0; t < 3; t++) {
			json_t *rows = json_object_get(json_object_get(daily, tables[t]), names[n]);
			for (size_t row = 0; row < json_array_size(rows); row++)
				grid_set(rows, row, day, json_null());
		}
	}
}

/* Before the tables of the days are guarded. */
static void guard_days(struct guard *g, json_t *tree)
{
	json_t *calendar = json_object_get(tree, "calendar");
	json_t *accesses = json_object_get(calendar, "accesses");
	json_t *total = json_object_get(json_object_get(tree, "daily"), "total");
	int32_t day = 0;
	if (day_parse(json_string_value(json_object_get(calendar, "from")), &day))
		return;
	for (size_t from = 0; from < json_array_size(accesses);) {
		int32_t month = month_of_day(day + (int32_t)from);
		size_t to = (size_t)(month_first_day(month + 1) - day);
		guard_month_days(g, accesses, json_object_get(calendar, "points"), from, to);
		from = to;
	}
	/* the month's own days are the calendar's last */
	size_t days = json_array_size(json_object_get(total, "accesses"));
	size_t first = json_array_size(accesses) - days;
	for (size_t i = 0; i < days; i++)
		if (json_is_null(json_array_get(accesses, first + i)))
			hide_day(tree, i);
	(void)json_object_del(calendar, "points");
	(void)json_object_del(total, "points");
}

static bool too_few(const struct guard *g, const json_t *month)
{
	return json_integer_value(json_object_get(month, "accesses")) &&
	       (uint64_t)json_integer_value(json_object_get(month, "points")) < g->k;
}

/* Hours of the six months: less the months that are shown, they would give the one that is not. */
static void hide_half_year_hours(json_t *tree)
{
	json_t *hours = json_object_get(json_object_get(tree, "hourly"), "half_year");
	for (size_t row = 0; row < json_array_size(hours); row++)
		for (size_t hour = 0; hour < grid_columns(hours); hour++)
			grid_set(hours, row, hour, json_null());
}

/* Months that too few points saw: their averages would be those of single points. */
static void guard_months(struct guard *g, json_t *tree)
{
	static const char *const names[] = {"accesses",
					    "attempts",
					    "cumulative_sources",
					    "distinct_sources",
					    "accesses_per_point_day",
					    "sources_per_point_day",
					    "accesses_per_source_low",
					    "accesses_per_source_high"};
	size_t i;
	json_t *month;
	if (too_few(g, json_object_get(tree, "previous")))
		(void)json_object_set_new(tree, "previous", json_null());
	json_array_foreach(json_object_get(tree, "monthly"), i, month)
	{
		if (!too_few(g, month))
			continue;
		for (size_t n = 0; n < sizeof(names) / sizeof(*names); n++)
			(void)json_object_set_new(month, names[n], json_null());
		hide_half_year_hours(tree);
		g->folded++;
	}
}

static void guard_maintenance(const struct guard *g, json_t *list)
{
	size_t i;
	json_t *one;
	json_array_foreach(list, i, one)
	{
		size_t e;
		json_t *episode;
		if ((uint64_t)json_integer_value(json_object_get(one, "points")) < g->k)
			(void)json_object_set_new(one, "points", json_null());
		json_array_foreach(json_object_get(json_object_get(one, "episodes"), "largest"), e, episode)(void)
		    json_object_del(episode, "source");
	}
}

static void mask(json_t *o, const char *name)
{
	const char *text = json_string_value(json_object_get(o, name));
	struct buf masked;
	buf_init(&masked, 1 << 16);
	if (text)
		host_mask(text, strlen(text), &masked);
	(void)json_object_set_new(o, name, json_string(masked.failed ? "" : buf_string(&masked)));
	buf_done(&masked);
}

/* Texts of pop-ups that enough points saw, with hosts masked. A text that is left out is never the only one, since the
 * number of all pop-ups would give its number. */
static void guard_messages(struct guard *g, json_t *messages)
{
	static const char *const names[] = {"distinct_sources", "texts", "forms",
					    "accesses"}; /* accesses tells when: last */
	json_t *shown = json_object_get(messages, "shown");
	size_t all = json_array_size(shown);
	json_int_t beyond = json_integer_value(json_object_get(messages, "forms")) - (json_int_t)all;
	guard_first(g, shown);
	size_t left = json_array_size(shown);
	if (all - left + (size_t)beyond == 1 && left) {
		(void)json_array_remove(shown, left - 1);
		g->folded++;
	}
	size_t i;
	json_t *one;
	json_array_foreach(shown, i, one)
	{
		mask(one, "sender");
		mask(one, "recipient");
		mask(one, "text");
		json_t *services = json_object_get(one, "services");
		for (size_t s = json_array_size(services); s-- > 0;)
			if ((uint64_t)json_integer_value(json_object_get(json_array_get(services, s), "points")) < g->k)
				(void)json_array_remove(services, s);
		drop_points(services);
		guard_first(g, json_object_get(one, "regions"));
		drop_points(json_object_get(one, "regions"));
	}
	drop_points(shown);
	for (size_t n = 0; too_few(g, messages) && n < sizeof(names) / sizeof(*names); n++)
		(void)json_object_set_new(messages, names[n], json_null());
	(void)json_object_del(messages, "points");
}

/* Protocols and details that enough points saw; of a protocol's details never all but one. */
static void guard_payloads(struct guard *g, json_t *payloads)
{
	size_t i;
	json_t *one;
	guard_first(g, payloads);
	json_array_foreach(payloads, i, one)
	{
		json_t *details = json_object_get(one, "details");
		guard_first(g, details);
		size_t left = json_array_size(details);
		if (left && json_integer_value(json_object_get(one, "forms")) == (json_int_t)left + 1) {
			(void)json_array_remove(details, left - 1);
			g->folded++;
		}
		drop_points(details);
		(void)json_object_del(one, "forms");
	}
	drop_points(payloads);
}

static void guard_tree(struct guard *g, json_t *tree)
{
	json_t *daily = json_object_get(tree, "daily");
	json_t *half_year = json_object_get(tree, "half_year");
	guard_list(g, json_object_get(tree, "services"));
	guard_list(g, json_object_get(tree, "regions"));
	drop_points(json_object_get(tree, "services"));
	drop_points(json_object_get(tree, "regions"));
	guard_days(g, tree);
	guard_table(g, json_object_get(daily, "service"));
	guard_table(g, json_object_get(daily, "region"));
	guard_table(g, json_object_get(half_year, "service"));
	guard_table(g, json_object_get(half_year, "region"));
	guard_hours(g, json_object_get(tree, "hourly"));
	guard_matrix(g, tree);
	guard_kinds(g, tree);
	guard_months(g, tree);
	guard_map(g, json_object_get(tree, "map"));
	drop_points(json_object_get(tree, "map"));
	size_t i;
	json_t *group;
	json_array_foreach(json_object_get(tree, "groups"), i, group) guard_group(g, tree, group);
	guard_maintenance(g, json_object_get(tree, "maintenance"));
	guard_first(g, json_object_get(tree, "tools"));
	drop_points(json_object_get(tree, "tools"));
	guard_payloads(g, json_object_get(tree, "payloads"));
	guard_first(g, json_object_get(tree, "senders"));
	drop_points(json_object_get(tree, "senders"));
	guard_messages(g, json_object_get(tree, "messages"));
	(void)json_object_del(json_object_get(tree, "coverage"), "by_point");
}

int summary_publish(const struct json_t *full, struct json_t **out, struct err *err)
{
	json_t *tree = json_deep_copy(full);
	if (!tree)
		return err_set(err, ERR_NOMEM, "no memory for the published summary");
	json_int_t points = json_integer_value(json_object_get(json_object_get(tree, "points"), "known"));
	json_int_t k = json_integer_value(json_object_get(json_object_get(tree, "publication"), "min_points"));
	struct guard g = {.k = points < 3 || k < 1 ? 1 : (uint64_t)k};
	if (too_few(&g, json_object_get(tree, "totals"))) {
		json_decref(tree);
		return err_set(
		    err, ERR_CONFIG,
		    "fewer than %llu of %lld points observed in that month, and numbers of so few are not published "
		    "(--min-points says how many there must be)",
		    (unsigned long long)g.k, (long long)points);
	}
	guard_tree(&g, tree);
	(void)json_object_set_new(tree, "published", json_true());
	(void)json_object_set_new(
	    tree, "publication",
	    json_pack("{s:o, s:o}", "min_points", tree_number(g.k), "folded_cells", tree_number(g.folded)));
	*out = tree;
	return 0;
}
