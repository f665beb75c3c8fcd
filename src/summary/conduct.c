/* Who came everywhere, and who did the same: sources that were wide (definitions.md) on days of the month, and groups
 * of sources that came to the same services by the same tool on one day. */
#include "base/addr.h"
#include "label/tool.h"
#include "summary/parts.h"
#include "summary/tree.h"

#define SHOWN 20
#define SERVICES 3 /* of a wide source */

static json_t *tool_tree(unsigned tool)
{
	const struct tool_entry *e = tool_entry((enum tool)tool);
	return e ? json_string(e->name) : json_null();
}

/* The first `most` services of the rows of `key`, which stand together. */
static json_t *services_of(const struct store_result *r, uint64_t key, size_t most)
{
	json_t *list = json_array();
	for (size_t i = 0; i < store_rows(r) && json_array_size(list) < most; i++)
		if (store_unsigned(r, i, 0) == key)
			(void)json_array_append_new(list, parts_service(service_make((uint8_t)store_number(r, i, 1),
										     (uint16_t)store_number(r, i, 2))));
	return list;
}

static unsigned first_tool(const struct store_result *r, uint64_t source)
{
	for (size_t i = 0; i < store_rows(r); i++)
		if (store_unsigned(r, i, 0) == source)
			return (unsigned)store_number(r, i, 1);
	return TOOL_NONE;
}

static json_t *wide_tree(const struct parts *p, const struct store_result *r, size_t row,
			 const struct store_result *services, const struct store_result *tools)
{
	char source[ADDR_TEXT_MAX];
	uint64_t key = store_unsigned(r, row, 0);
	addr_source_text(key, source);
	return json_pack("{s:s, s:o, s:o, s:o, s:o, s:o, s:o, s:o}", "source", source, "region",
			 parts_region(p, (region_id)store_number(r, row, 1)), "days",
			 tree_number(store_unsigned(r, row, 2)), "points", tree_number(store_unsigned(r, row, 3)),
			 "services", tree_number(store_unsigned(r, row, 4)), "accesses",
			 tree_number(store_unsigned(r, row, 5)), "tool", tool_tree(first_tool(tools, key)),
			 "top_services", services_of(services, key, SERVICES));
}

static int add_wide(struct parts *p, const struct store_param *params, struct err *err)
{
	struct store_result *total = NULL;
	struct store_result *shown = NULL;
	struct store_result *services = NULL;
	struct store_result *tools = NULL;
	json_t *list = json_array();
	int code = store_query(p->store, "summary_wide_total", params, 2, &total, err);
	if (!code)
		code = store_query(p->store, "summary_wide", params, 3, &shown, err);
	if (!code)
		code = store_query(p->store, "summary_wide_services", params, 3, &services, err);
	if (!code)
		code = store_query(p->store, "summary_wide_tools", params, 4, &tools, err);
	for (size_t i = 0; !code && i < store_rows(shown); i++)
		(void)json_array_append_new(list, wide_tree(p, shown, i, services, tools));
	if (!code)
		(void)json_object_set_new(p->tree, "wide",
					  json_pack("{s:o, s:o, s:o, s:O}", "distinct_sources",
						    tree_number(store_unsigned(total, 0, 0)), "source_days",
						    tree_number(store_unsigned(total, 0, 1)), "accesses",
						    tree_number(store_unsigned(total, 0, 2)), "shown", list));
	json_decref(list);
	store_result_free(total);
	store_result_free(shown);
	store_result_free(services);
	store_result_free(tools);
	return code;
}

static int add_groups(struct parts *p, const struct store_param *params, struct err *err)
{
	struct store_result *r = NULL;
	struct store_result *services = NULL;
	json_t *list = json_array();
	int code = store_query(p->store, "summary_groups", params, 3, &r, err);
	if (!code)
		code = store_query(p->store, "summary_group_services", params, 3, &services, err);
	for (size_t i = 0; !code && i < store_rows(r); i++)
		(void)json_array_append_new(list, json_pack("{s:o, s:o, s:o, s:o, s:o, s:o, s:o}", "tool",
							    tool_tree((unsigned)store_number(r, i, 1)), "services",
							    tree_number(store_unsigned(r, i, 2)), "first_services",
							    services_of(services, store_unsigned(r, i, 0), SHOWN),
							    "sources", tree_number(store_unsigned(r, i, 3)), "points",
							    tree_number(store_unsigned(r, i, 4)), "accesses",
							    tree_number(store_unsigned(r, i, 5)), "days",
							    tree_number(store_unsigned(r, i, 6))));
	store_result_free(r);
	store_result_free(services);
	(void)json_object_set_new(p->tree, "source_groups", list);
	return code;
}

int parts_conduct(struct parts *p, struct err *err)
{
	uint32_t sure[TOOL_COUNT];
	const struct store_param params[] = {
	    frame_from(p->days.month_day), frame_to(p->days.first_day + (int32_t)p->days.days - 1),
	    store_number_param("limit", SHOWN), store_list_param("sure", sure, tool_sure(sure))};
	int code = add_wide(p, params, err);
	return code ? code : add_groups(p, params, err);
}
