#include "finding/finding.h"

#include "finding/families.h"

/* The most severe first; those of one severity stay in the order of the families. */
static json_t *sorted(const json_t *list)
{
	json_t *out = json_array();
	for (json_int_t severity = 3; severity >= 1; severity--) {
		size_t i;
		json_t *one;
		json_array_foreach((json_t *)list, i, one)
		{
			if (json_integer_value(json_object_get(one, "severity")) == severity)
				(void)json_array_append(out, one);
		}
	}
	return out;
}

int finding_make(const json_t *summary, json_t **out, struct err *err)
{
	static void (*const families[])(struct view *) = {find_level,         find_changes,   find_pairs,
							  find_days,          find_newcomers, find_hours,
							  find_concentration, find_coverage};
	json_t *list = json_array();
	struct view v;
	if (!list)
		return err_set(err, ERR_NOMEM, "no memory for findings");
	view_init(&v, summary, list);
	for (size_t i = 0; i < sizeof(families) / sizeof(*families); i++)
		families[i](&v);
	json_t *in_order = sorted(list);
	json_decref(list);
	if (!in_order)
		return err_set(err, ERR_NOMEM, "no memory for findings");
	*out = in_order;
	return 0;
}
