/* Attempts to log in at the points' own services, as the logs of these tell (docs/decisions/0012). */
#include "base/addr.h"
#include "base/civil.h"
#include "summary/parts.h"
#include "summary/tree.h"

#include <stdlib.h>

#define NAMES_SHOWN 50
#define EPISODES_SHOWN 5

static int32_t last_day(const struct parts *p)
{
	return p->days.month_day + (int32_t)p->days.month_days - 1;
}

static int add_names(const struct parts *p, service_id service, json_t *o, struct err *err)
{
	const struct store_param params[] = {frame_from(p->days.month_day), frame_to(last_day(p)),
					     store_list_param("services", &service, 1),
					     store_number_param("limit", NAMES_SHOWN)};
	struct store_result *r = NULL;
	json_t *list = json_array();
	int code = store_query(p->store, "summary_login_names", params, 4, &r, err);
	for (size_t i = 0; !code && i < store_rows(r); i++)
		(void)json_array_append_new(
		    list, json_pack("{s:s, s:o, s:o, s:o, s:o, s:o}", "name", store_text(r, i, 0), "attempts",
				    tree_number(store_unsigned(r, i, 1)), "distinct_sources",
				    tree_number(store_unsigned(r, i, 2)), "points",
				    tree_number(store_unsigned(r, i, 3)), "days", tree_number(store_unsigned(r, i, 4)),
				    "accepted", tree_number(store_unsigned(r, i, 5))));
	store_result_free(r);
	(void)json_object_set_new(o, "shown", list);
	return code;
}

/* Connections that captures of the same points show; null where there are none. */
static int add_connections(const struct parts *p, service_id service, json_t *o, struct err *err)
{
	const struct store_param params[] = {frame_from(p->days.month_day), frame_to(last_day(p)),
					     store_list_param("services", &service, 1)};
	struct store_result *r = NULL;
	int code = store_query(p->store, "summary_login_connections", params, 3, &r, err);
	uint64_t connections = code ? 0 : store_unsigned(r, 0, 0);
	store_result_free(r);
	(void)json_object_set_new(o, "connections", connections ? tree_number(connections) : json_null());
	return code;
}

static json_t *episode_tree(const struct parts *p, const struct store_result *r, size_t row)
{
	char day[CIVIL_TEXT_MAX];
	char source[ADDR_TEXT_MAX];
	day_text((int32_t)store_number(r, row, 0), day);
	addr_source_text(store_unsigned(r, row, 5), source);
	json_t *o = json_pack("{s:s, s:I, s:o, s:o, s:s}", "day", day, "seconds",
			      (json_int_t)(store_number(r, row, 2) - store_number(r, row, 1)), "attempts",
			      tree_number(store_unsigned(r, row, 3)), "names", tree_number(store_unsigned(r, row, 4)),
			      "source", source);
	json_t *region = parts_region(p, (region_id)store_number(r, row, 6));
	(void)json_object_set(o, "region", json_object_get(region, "key"));
	(void)json_object_set(o, "label", json_object_get(region, "label"));
	json_decref(region);
	return o;
}

static int by_source(const void *pa, const void *pb)
{
	uint64_t a = *(const uint64_t *)pa;
	uint64_t b = *(const uint64_t *)pb;
	return (a > b) - (a < b);
}

static int add_episodes(const struct parts *p, service_id service, json_t *o, struct err *err)
{
	/* an episode is of the month in which it begins; it may have begun before, or end after */
	const struct store_param params[] = {
	    frame_from(p->days.month_day - 1), frame_to(last_day(p) + 1), store_day_param("first", p->days.month_day),
	    store_day_param("last", last_day(p)), store_list_param("services", &service, 1)};
	struct store_result *r = NULL;
	int code = store_query(p->store, "summary_login_episodes", params, 5, &r, err);
	size_t count = code ? 0 : store_rows(r);
	uint64_t *sources = calloc(count + 1, sizeof(*sources));
	uint64_t attempts = 0;
	uint64_t distinct = 0;
	json_t *largest = json_array();
	if (!code && !sources)
		code = err_set(err, ERR_NOMEM, "no memory for the summary");
	for (size_t i = 0; !code && i < count; i++) {
		sources[i] = store_unsigned(r, i, 5);
		attempts += store_unsigned(r, i, 3);
		if (i < EPISODES_SHOWN)
			(void)json_array_append_new(largest, episode_tree(p, r, i));
	}
	if (!code)
		qsort(sources, count, sizeof(*sources), by_source);
	for (size_t i = 0; !code && i < count; i++)
		distinct += i == 0 || sources[i] != sources[i - 1];
	free(sources);
	store_result_free(r);
	(void)json_object_set_new(o, "episodes",
				  json_pack("{s:o, s:o, s:o, s:o}", "count", tree_number(count), "attempts",
					    tree_number(attempts), "distinct_sources", tree_number(distinct), "largest",
					    largest));
	return code;
}

static int add_service(const struct parts *p, const struct store_result *r, size_t row, json_t *list, struct err *err)
{
	static const char *const names[] = {"attempts", "accepted", "distinct_sources", "names", "points", "days"};
	service_id service = service_make((uint8_t)store_number(r, row, 0), (uint16_t)store_number(r, row, 1));
	json_t *o = parts_service(service);
	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++)
		(void)json_object_set_new(o, names[i], tree_number(store_unsigned(r, row, i + 2)));
	(void)json_array_append_new(list, o);
	int code = add_connections(p, service, o, err);
	if (!code)
		code = add_names(p, service, o, err);
	return code ? code : add_episodes(p, service, o, err);
}

int parts_logins(struct parts *p, struct err *err)
{
	const struct store_param params[] = {frame_from(p->days.month_day), frame_to(last_day(p))};
	struct store_result *r = NULL;
	json_t *list = json_array();
	int code = store_query(p->store, "summary_logins", params, 2, &r, err);
	for (size_t i = 0; !code && i < store_rows(r); i++)
		code = add_service(p, r, i, list, err);
	store_result_free(r);
	(void)json_object_set_new(p->tree, "logins", list);
	return code;
}
