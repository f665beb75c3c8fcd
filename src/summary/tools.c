/* What made the accesses, by the marks that tools leave; and accesses whose source is not what it seems. */
#include "label/suspect.h"
#include "label/tool.h"
#include "summary/parts.h"
#include "summary/tree.h"

static json_t *mark_tree(const struct store_result *r, size_t row, const char *name, const char *evidence)
{
	return json_pack("{s:s, s:s, s:o, s:o, s:o}", "key", name, "evidence", evidence, "accesses",
			 tree_number(store_unsigned(r, row, 1)), "distinct_sources",
			 tree_number(store_unsigned(r, row, 2)), "points", tree_number(store_unsigned(r, row, 3)));
}

static int add_suspects(struct parts *p, const struct store_param params[2], struct err *err)
{
	struct store_result *r = NULL;
	json_t *list = json_array();
	int code = store_query(p->store, "summary_suspects", params, 2, &r, err);
	for (size_t i = 0; !code && i < store_rows(r); i++) {
		const struct suspect_entry *e = suspect_entry((unsigned)store_number(r, i, 0));
		if (e)
			(void)json_array_append_new(list, mark_tree(r, i, e->name, e->rule));
	}
	store_result_free(r);
	(void)json_object_set_new(p->tree, "suspects", list);
	return code;
}

int parts_tools(struct parts *p, struct err *err)
{
	uint32_t sure[TOOL_COUNT];
	size_t count = tool_sure(sure);
	const struct store_param params[] = {frame_from(p->days.month_day),
					     frame_to(p->days.first_day + (int32_t)p->days.days - 1),
					     store_list_param("sure", sure, count)};
	struct store_result *r = NULL;
	json_t *list = json_array();
	int code = store_query(p->store, "summary_tools", params, 3, &r, err);
	for (size_t i = 0; !code && i < store_rows(r); i++) {
		const struct tool_entry *e = tool_entry((enum tool)store_number(r, i, 0));
		if (e)
			(void)json_array_append_new(list, mark_tree(r, i, e->name, e->evidence));
	}
	store_result_free(r);
	(void)json_object_set_new(p->tree, "tools", list);
	return code ? code : add_suspects(p, params, err);
}
