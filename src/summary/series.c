/* Days and months by service and by region. */
#include "base/service.h"
#include "summary/parts.h"
#include "summary/tree.h"

struct json_t *parts_branch(struct parts *p, const char *name)
{
	json_t *branch = json_object_get(p->tree, name);
	if (branch)
		return branch;
	(void)json_object_set_new(p->tree, name, json_object());
	return json_object_get(p->tree, name);
}

/* Rows of a query: day, the item (two columns of a service, one of a region, none of the rest), then accesses,
 * sources, points. */
static int read_grid(const struct parts *p, const char *query, const struct rank *rank, const char *list,
		     size_t item_columns, struct grid *days, struct err *err)
{
	const struct store_param params[] = {frame_from(p->days.first_day),
					     frame_to(p->days.first_day + (int32_t)p->days.days - 1),
					     rank_param(rank, list)};
	struct store_result *r = NULL;
	int code = store_query(p->store, query, params, 3, &r, err);
	for (size_t i = 0; !code && i < store_rows(r); i++) {
		size_t row = rank->count - 1;
		size_t at = 1 + item_columns;
		if (item_columns == 2)
			row = rank_find(rank,
					service_make((uint8_t)store_number(r, i, 1), (uint16_t)store_number(r, i, 2)));
		else if (item_columns == 1)
			row = rank_find(rank, (uint32_t)store_number(r, i, 1));
		grid_add(days, row, (size_t)(store_number(r, i, 0) - p->days.first_day), store_unsigned(r, i, at),
			 store_unsigned(r, i, at + 1), store_unsigned(r, i, at + 2));
	}
	store_result_free(r);
	return code;
}

static void sum_months(const struct parts *p, const struct grid *days, struct grid *months)
{
	for (size_t row = 0; row < days->rows; row++)
		for (size_t day = 0; day < days->columns; day++) {
			size_t at = row * days->columns + day;
			grid_add(months, row, frame_month_of(&p->days, day), days->accesses[at], days->sources[at],
				 days->points[at]);
		}
}

static json_t *keys_tree(const struct rank *rank)
{
	json_t *list = json_array();
	for (size_t i = 0; i < rank->count; i++) {
		const struct rank_key *key = &rank->keys[i];
		bool other = i + 1 == rank->count;
		json_t *members = json_array();
		for (size_t m = 0; key->group && m < key->group->port_count; m++) {
			char text[SERVICE_TEXT_MAX];
			service_text(service_make(key->group->proto, key->group->ports[m]), text);
			(void)json_array_append_new(members, json_string(text));
		}
		if (!key->group && !other)
			(void)json_array_append_new(members, json_string(key->key));
		(void)json_array_append_new(
		    list, json_pack("{s:s, s:o, s:o, s:o, s:o, s:o, s:o}", "key", key->key, "label",
				    tree_label(key->label[LANGUAGE_JA], key->label[LANGUAGE_EN]), "color",
				    other ? json_null() : json_integer((json_int_t)i), "members", members, "accesses",
				    tree_number(key->accesses), "cumulative_sources", tree_number(key->sources),
				    "points", tree_number(key->points)));
	}
	return list;
}

static int add_series(struct parts *p, bool services, struct err *err)
{
	const struct rank *rank = services ? &p->services : &p->regions;
	const char *name = services ? "service" : "region";
	struct grid days;
	struct grid months;
	bool has_days = grid_init(&days, rank->count, p->days.days);
	bool memory = grid_init(&months, rank->count, MONTHS) && has_days;
	int code = memory ? 0 : err_set(err, ERR_NOMEM, "no memory for the summary");
	if (!code)
		code = services ? read_grid(p, "summary_day_services", rank, "services", 2, &days, err)
				: read_grid(p, "summary_day_regions", rank, "regions", 1, &days, err);
	if (!code)
		code = services ? read_grid(p, "summary_day_services_rest", rank, "services", 0, &days, err)
				: read_grid(p, "summary_day_regions_rest", rank, "regions", 0, &days, err);
	if (!code) {
		sum_months(p, &days, &months);
		size_t from = p->days.days - p->days.month_days;
		(void)json_object_set_new(p->tree, services ? "services" : "regions", keys_tree(rank));
		(void)json_object_set_new(parts_branch(p, "daily"), name,
					  grid_tree(&days, from, p->days.month_days, p->observed, true));
		(void)json_object_set_new(parts_branch(p, "half_year"), name,
					  grid_tree(&months, 0, MONTHS, p->observed_month, true));
	}
	grid_done(&days);
	grid_done(&months);
	return code;
}

int parts_series(struct parts *p, struct err *err)
{
	int code = add_series(p, true, err);
	return code ? code : add_series(p, false, err);
}
