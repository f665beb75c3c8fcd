/* What the tables of named services do not tell of a change: services that are new, and who was among the largest
 * before. */
#include "base/service.h"
#include "summary/parts.h"
#include "summary/tree.h"

#include <stdlib.h>
#include <string.h>

#define NEW_LEAST 30 /* accesses in the month: fewer may be chance, or one sweep over all ports */
#define NEW_SHOWN 20

/* Services with probes in the month and none in the five months before. */
static int add_new(struct parts *p, struct err *err)
{
	const struct store_param params[] = {frame_from(p->days.first_day), store_day_param("month", p->days.month_day),
					     frame_to(p->days.first_day + (int32_t)p->days.days - 1),
					     store_number_param("least", NEW_LEAST),
					     store_number_param("limit", NEW_SHOWN)};
	struct store_result *r = NULL;
	json_t *list = json_array();
	int code = store_query(p->store, "summary_new_services", params, 5, &r, err);
	for (size_t i = 0; !code && i < store_rows(r); i++) {
		json_t *o =
		    parts_service(service_make((uint8_t)store_number(r, i, 0), (uint16_t)store_number(r, i, 1)));
		(void)json_object_set_new(o, "accesses", tree_number(store_unsigned(r, i, 2)));
		(void)json_object_set_new(o, "cumulative_sources", tree_number(store_unsigned(r, i, 3)));
		(void)json_object_set_new(o, "points", tree_number(store_unsigned(r, i, 4)));
		(void)json_object_set_new(o, "days", tree_number(store_unsigned(r, i, 5)));
		(void)json_array_append_new(list, o);
	}
	store_result_free(r);
	(void)json_object_set_new(p->tree, "new_services", list);
	return code;
}

/* Those that were among the `top` largest of the month or of the month before. */
static int add_ranking(struct parts *p, struct err *err)
{
	struct rank_place *places = NULL;
	size_t count = 0;
	int code = rank_places(p->store, p->options, &p->days, &places, &count, err);
	json_t *list = json_array();
	for (size_t i = 0; !code && i < count; i++) {
		const struct rank_place *at = &places[i];
		json_t *o = at->group ? json_pack("{s:s, s:o}", "key", at->group->key, "label",
						  tree_label(at->group->label_ja, at->group->label_en))
				      : parts_service(at->item);
		for (int m = 0; m < 2; m++) {
			static const char *const names[2][2] = {{"rank", "accesses"},
								{"rank_previous", "accesses_previous"}};
			(void)json_object_set_new(o, names[m][0], at->rank[m] ? tree_number(at->rank[m]) : json_null());
			(void)json_object_set_new(o, names[m][1], tree_number(at->accesses[m]));
		}
		(void)json_array_append_new(list, o);
	}
	free(places);
	(void)json_object_set_new(p->tree, "ranking", list);
	return code;
}

int parts_changes(struct parts *p, struct err *err)
{
	int code = add_new(p, err);
	return code ? code : add_ranking(p, err);
}
