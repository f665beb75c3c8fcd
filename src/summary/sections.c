/* Service groups drilled down by port, and the maintenance services. */
#include "base/civil.h"
#include "base/service.h"
#include "summary/parts.h"
#include "summary/tree.h"

#include <stdlib.h>

#define MEMBERS_MAX 14
#define GROUP_REGIONS 5
#define GROUP_SHARE 0.01 /* a group with less of the month's accesses gets no section */

struct member {
	service_id service;
	uint64_t accesses; /* in the two months */
	size_t row;
};

static int by_accesses(const void *pa, const void *pb)
{
	const struct member *a = pa;
	const struct member *b = pb;
	if (a->accesses != b->accesses)
		return a->accesses > b->accesses ? -1 : 1;
	return (a->service > b->service) - (a->service < b->service);
}

json_t *parts_region(const struct parts *p, region_id region)
{
	char text[3];
	region_text(region, text);
	return json_pack("{s:s, s:o}", "key", text, "label",
			 tree_label(knowledge_region(p->knowledge, text, LANGUAGE_JA),
				    knowledge_region(p->knowledge, text, LANGUAGE_EN)));
}

json_t *parts_service(service_id service)
{
	char key[SERVICE_TEXT_MAX];
	char label[SERVICE_TEXT_MAX];
	service_text(service, key);
	service_label(service, label);
	return json_pack("{s:s, s:o}", "key", key, "label", tree_label(label, label));
}

static json_t *member_tree(const struct parts *p, const struct grid *g, const struct member *m, size_t color,
			   size_t from)
{
	json_t *o = parts_service(m->service);
	json_t *accesses = json_array();
	json_t *points = json_array();
	for (size_t day = 0; day < g->columns; day++) {
		size_t at = m->row * g->columns + day;
		bool known = p->observed[from + day];
		(void)json_array_append_new(accesses, known ? tree_number(g->accesses[at]) : json_null());
		(void)json_array_append_new(points, known ? tree_number(g->points[at]) : json_null());
	}
	(void)json_object_set_new(o, "color", json_integer((json_int_t)color));
	(void)json_object_set_new(o, "accesses", accesses);
	(void)json_object_set_new(o, "points", points);
	return o;
}

/* Members beyond the first few are drawn as one line. */
static void fold_members(struct grid *g, const struct member *members, size_t from, size_t count, size_t into)
{
	for (size_t i = from; i < count; i++)
		for (size_t day = 0; day < g->columns; day++) {
			size_t at = members[i].row * g->columns + day;
			grid_add(g, into, day, g->accesses[at], g->sources[at], g->points[at]);
		}
}

static json_t *members_tree(const struct parts *p, struct grid *g, struct member *members, size_t count, size_t from)
{
	json_t *list = json_array();
	qsort(members, count, sizeof(*members), by_accesses);
	while (count && !members[count - 1].accesses)
		count--; /* ports to which nothing came in the two months */
	size_t shown = count <= MEMBERS_MAX ? count : MEMBERS_MAX;
	for (size_t i = 0; i < shown; i++)
		(void)json_array_append_new(list, member_tree(p, g, &members[i], i, from));
	if (count > shown) {
		struct member other = {.row = g->rows - 1};
		fold_members(g, members, shown, count, other.row);
		json_t *o = member_tree(p, g, &other, shown, from);
		(void)json_object_set_new(o, "key", json_string("other"));
		(void)json_object_set_new(o, "label", tree_label("その他", "Other"));
		(void)json_object_set_new(o, "color", json_null());
		(void)json_array_append_new(list, o);
	}
	return list;
}

static int read_members(const struct parts *p, const struct store_param *params, struct grid *g, struct member *members,
			size_t count, struct err *err)
{
	struct store_result *r = NULL;
	int64_t first = params[0].value;
	int code = store_query(p->store, "summary_day_services", params, 3, &r, err);
	for (size_t i = 0; !code && i < store_rows(r); i++) {
		service_id service = service_make((uint8_t)store_number(r, i, 1), (uint16_t)store_number(r, i, 2));
		for (size_t m = 0; m < count; m++) {
			if (members[m].service != service)
				continue;
			members[m].accesses += store_unsigned(r, i, 3);
			grid_add(g, m, (size_t)(store_number(r, i, 0) - first), store_unsigned(r, i, 3),
				 store_unsigned(r, i, 4), store_unsigned(r, i, 5));
		}
	}
	store_result_free(r);
	return code;
}

static int add_group_regions(const struct parts *p, const struct store_param *params, json_t *group, struct err *err)
{
	const struct store_param month[] = {frame_from(p->days.month_day), params[1], params[2]};
	struct store_result *r = NULL;
	json_t *regions = json_array();
	int code = store_query(p->store, "summary_group_regions", month, 3, &r, err);
	for (size_t i = 0; !code && i < store_rows(r) && i < GROUP_REGIONS; i++) {
		json_t *o = parts_region(p, (region_id)store_number(r, i, 0));
		(void)json_object_set_new(o, "accesses", tree_number(store_unsigned(r, i, 1)));
		(void)json_object_set_new(o, "points", tree_number(store_unsigned(r, i, 2)));
		(void)json_array_append_new(regions, o);
	}
	store_result_free(r);
	(void)json_object_set_new(group, "regions", regions);
	return code;
}

static json_t *day_names(int32_t from, size_t count)
{
	json_t *days = json_array();
	for (size_t i = 0; i < count; i++) {
		char text[CIVIL_TEXT_MAX];
		day_text(from + (int32_t)i, text);
		(void)json_array_append_new(days, json_string(text));
	}
	return days;
}

/* What the group had in the month, over its members. */
static void group_sums(const struct grid *g, size_t members, size_t from, uint64_t *accesses, uint64_t *sources)
{
	for (size_t row = 0; row < members; row++)
		for (size_t day = from; day < g->columns; day++) {
			*accesses += g->accesses[row * g->columns + day];
			*sources += g->sources[row * g->columns + day];
		}
}

static int add_group(struct parts *p, const struct summary_group *group, json_t *list, struct err *err)
{
	int32_t first = month_first_day(p->days.month - 1);
	size_t from = (size_t)(first - p->days.first_day);
	size_t days = p->days.days - from;
	struct grid g = {0};
	struct member *members = calloc(group->port_count, sizeof(*members));
	uint32_t *services = calloc(group->port_count, sizeof(*services));
	if (!members || !services || !grid_init(&g, group->port_count + 1, days)) {
		free(members);
		free(services);
		grid_done(&g);
		return err_set(err, ERR_NOMEM, "no memory for the summary");
	}
	for (size_t i = 0; i < group->port_count; i++) {
		services[i] = service_make(group->proto, group->ports[i]);
		members[i] = (struct member){.service = services[i], .row = i};
	}
	const struct store_param params[] = {frame_from(first), frame_to(p->days.first_day + (int32_t)p->days.days - 1),
					     store_list_param("services", services, group->port_count)};
	int code = read_members(p, params, &g, members, group->port_count, err);
	uint64_t accesses = 0;
	uint64_t sources = 0;
	group_sums(&g, group->port_count, days - p->days.month_days, &accesses, &sources);
	double all = json_number_value(json_object_get(json_object_get(p->tree, "totals"), "accesses"));
	if (!code && accesses && (double)accesses >= GROUP_SHARE * all) {
		json_t *o = json_pack("{s:s, s:o, s:o, s:o, s:o, s:o}", "key", group->key, "label",
				      tree_label(group->label_ja, group->label_en), "accesses", tree_number(accesses),
				      "cumulative_sources", tree_number(sources), "days", day_names(first, days),
				      "members", members_tree(p, &g, members, group->port_count, from));
		code = add_group_regions(p, params, o, err);
		(void)json_array_append_new(list, o);
	}
	free(members);
	free(services);
	grid_done(&g);
	return code;
}

static int add_maintenance(const struct parts *p, const struct store_result *r, size_t row, json_t *list,
			   struct err *err)
{
	service_id service = service_make((uint8_t)store_number(r, row, 0), (uint16_t)store_number(r, row, 1));
	size_t from = p->days.days - p->days.month_days;
	const struct store_param params[] = {frame_from(p->days.month_day),
					     frame_to(p->days.first_day + (int32_t)p->days.days - 1),
					     store_list_param("services", &service, 1)};
	struct store_result *days = NULL;
	struct store_result *regions = NULL;
	uint64_t connections[32] = {0};
	int code = store_query(p->store, "summary_maintenance_days", params, 3, &days, err);
	if (!code)
		code = store_query(p->store, "summary_maintenance_regions", params, 3, &regions, err);
	for (size_t i = 0; !code && i < store_rows(days); i++)
		connections[(store_number(days, i, 0) - p->days.month_day) & 31] = store_unsigned(days, i, 1);
	json_t *o = parts_service(service);
	json_t *daily = json_array();
	json_t *places = json_array();
	for (size_t i = 0; i < p->days.month_days; i++)
		(void)json_array_append_new(daily, p->observed[from + i] || connections[i] ? tree_number(connections[i])
											   : json_null());
	for (size_t i = 0; !code && i < store_rows(regions); i++) {
		json_t *place = parts_region(p, (region_id)store_number(regions, i, 0));
		(void)json_object_set_new(place, "connections", tree_number(store_unsigned(regions, i, 1)));
		(void)json_array_append_new(places, place);
	}
	(void)json_object_set_new(o, "points", tree_number(store_unsigned(r, row, 4)));
	(void)json_object_set_new(o, "connections", tree_number(store_unsigned(r, row, 2)));
	(void)json_object_set_new(o, "distinct_sources", tree_number(store_unsigned(r, row, 3)));
	(void)json_object_set_new(o, "daily", daily);
	(void)json_object_set_new(o, "regions", places);
	(void)json_array_append_new(list, o);
	store_result_free(days);
	store_result_free(regions);
	return code;
}

int parts_sections(struct parts *p, struct err *err)
{
	const struct store_param params[] = {frame_from(p->days.month_day),
					     frame_to(p->days.first_day + (int32_t)p->days.days - 1)};
	json_t *groups = json_array();
	json_t *maintenance = json_array();
	struct store_result *r = NULL;
	int code = 0;
	for (size_t i = 0; !code && i < p->options->group_count; i++)
		code = add_group(p, &p->options->groups[i], groups, err);
	if (!code)
		code = store_query(p->store, "summary_maintenance", params, 2, &r, err);
	for (size_t i = 0; !code && i < store_rows(r); i++)
		code = add_maintenance(p, r, i, maintenance, err);
	store_result_free(r);
	(void)json_object_set_new(p->tree, "groups", groups);
	(void)json_object_set_new(p->tree, "maintenance", maintenance);
	return code;
}
