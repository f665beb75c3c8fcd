/* What made the accesses, by the marks that tools leave. */
#include "label/tool.h"
#include "summary/parts.h"
#include "summary/tree.h"

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
		if (!e)
			continue;
		(void)json_array_append_new(list,
					    json_pack("{s:s, s:s, s:o, s:o, s:o}", "key", e->name, "evidence",
						      e->evidence, "accesses", tree_number(store_unsigned(r, i, 1)),
						      "distinct_sources", tree_number(store_unsigned(r, i, 2)),
						      "points", tree_number(store_unsigned(r, i, 3))));
	}
	store_result_free(r);
	(void)json_object_set_new(p->tree, "tools", list);
	return code;
}
