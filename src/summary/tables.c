/* Hours of the day, regions by services, and the map. */
#include "base/civil.h"
#include "base/service.h"
#include "summary/parts.h"
#include "summary/tree.h"

#include <stdio.h>

static service_id service_at(const struct store_result *r, size_t row, size_t column)
{
	return service_make((uint8_t)store_number(r, row, column), (uint16_t)store_number(r, row, column + 1));
}

static int add_hours(struct parts *p, const char *name, int32_t from, struct err *err)
{
	const struct store_param params[] = {frame_from(from), frame_to(p->days.first_day + (int32_t)p->days.days - 1),
					     rank_param(&p->services, "services")};
	struct grid hours;
	struct store_result *named = NULL;
	struct store_result *rest = NULL;
	int code =
	    grid_init(&hours, p->services.count, HOURS) ? 0 : err_set(err, ERR_NOMEM, "no memory for the summary");
	if (!code)
		code = store_query(p->store, "summary_hours", params, 3, &named, err);
	if (!code)
		code = store_query(p->store, "summary_hours_rest", params, 3, &rest, err);
	for (size_t i = 0; !code && i < store_rows(named); i++)
		grid_add(&hours, rank_find(&p->services, service_at(named, i, 1)), (size_t)store_number(named, i, 0),
			 store_unsigned(named, i, 3), 0, store_unsigned(named, i, 4));
	for (size_t i = 0; !code && i < store_rows(rest); i++)
		grid_add(&hours, hours.rows - 1, (size_t)store_number(rest, i, 0), store_unsigned(rest, i, 1), 0,
			 store_unsigned(rest, i, 2));
	if (!code) {
		char points[32];
		(void)snprintf(points, sizeof(points), "points_%s", name);
		json_t *branch = parts_branch(p, "hourly");
		(void)json_object_set_new(branch, name, grid_rows(&hours, hours.accesses, 0, HOURS, NULL));
		(void)json_object_set_new(branch, points, grid_rows(&hours, hours.points, 0, HOURS, NULL));
	}
	store_result_free(named);
	store_result_free(rest);
	grid_done(&hours);
	return code;
}

/* One of the four quarters of the matrix: named or other regions by named or other services. */
static int add_quarter(const struct parts *p, int32_t month, const char *query, bool region, bool service,
		       struct grid *g, struct err *err)
{
	const struct store_param params[] = {frame_from(month_first_day(month)),
					     frame_to(month_first_day(month + 1) - 1),
					     rank_param(&p->regions, "regions"), rank_param(&p->services, "services")};
	struct store_result *r = NULL;
	int code = store_query(p->store, query, params, 4, &r, err);
	for (size_t i = 0; !code && i < store_rows(r); i++) {
		size_t at = 0;
		size_t row = g->rows - 1;
		size_t column = g->columns - 1;
		if (region)
			row = rank_find(&p->regions, (uint32_t)store_number(r, i, at++));
		if (service) {
			column = rank_find(&p->services, service_at(r, i, at));
			at += 2;
		}
		grid_add(g, row, column, store_unsigned(r, i, at), 0, store_unsigned(r, i, at + 1));
	}
	store_result_free(r);
	return code;
}

/* Regions by services in a month, as `name` of the tree. */
static int add_matrix(struct parts *p, int32_t month, const char *name, struct err *err)
{
	struct grid g;
	int code = grid_init(&g, p->regions.count, p->services.count)
		       ? 0
		       : err_set(err, ERR_NOMEM, "no memory for the summary");
	if (!code)
		code = add_quarter(p, month, "summary_region_service", true, true, &g, err);
	if (!code)
		code = add_quarter(p, month, "summary_region_rest", true, false, &g, err);
	if (!code)
		code = add_quarter(p, month, "summary_rest_service", false, true, &g, err);
	if (!code)
		code = add_quarter(p, month, "summary_rest_rest", false, false, &g, err);
	if (!code) {
		char points[64];
		(void)snprintf(points, sizeof(points), "%s_points", name);
		(void)json_object_set_new(p->tree, name, grid_rows(&g, g.accesses, 0, g.columns, NULL));
		(void)json_object_set_new(p->tree, points, grid_rows(&g, g.points, 0, g.columns, NULL));
	}
	grid_done(&g);
	return code;
}

/* The month before: null when nothing was observed in it. */
static int add_previous(struct parts *p, struct err *err)
{
	if (p->observed_month[MONTHS - 2])
		return add_matrix(p, p->days.month - 1, "region_service_previous", err);
	(void)json_object_set_new(p->tree, "region_service_previous", json_null());
	return 0;
}

static int add_map(struct parts *p, struct err *err)
{
	const struct store_param params[] = {frame_from(p->days.month_day),
					     frame_to(p->days.first_day + (int32_t)p->days.days - 1)};
	struct store_result *r = NULL;
	json_t *map = json_array();
	int code = store_query(p->store, "summary_regions", params, 2, &r, err);
	for (size_t i = 0; !code && i < store_rows(r); i++) {
		char region[3];
		region_text((region_id)store_number(r, i, 0), region);
		(void)json_array_append_new(map, json_pack("{s:s, s:o, s:o, s:o}", "region", region, "accesses",
							   tree_number(store_unsigned(r, i, 1)), "cumulative_sources",
							   tree_number(store_unsigned(r, i, 2)), "points",
							   tree_number(store_unsigned(r, i, 3))));
	}
	store_result_free(r);
	(void)json_object_set_new(p->tree, "map", map);
	return code;
}

int parts_tables(struct parts *p, struct err *err)
{
	int code = add_hours(p, "month", p->days.month_day, err);
	if (!code)
		code = add_hours(p, "half_year", p->days.first_day, err);
	if (!code)
		code = add_matrix(p, p->days.month, "region_service", err);
	if (!code)
		code = add_previous(p, err);
	return code ? code : add_map(p, err);
}
