/* Texts of pop-up messages, those that differ in hosts and numbers only taken together. */
#include "base/service.h"
#include "label/codepage.h"
#include "summary/parts.h"
#include "summary/tree.h"

#define SHOWN 20
#define REGIONS 5

/* Ports that the form came to, each with the points that it came to there. */
static int add_services(const struct parts *p, const struct store_param *params, json_t *o, struct err *err)
{
	struct store_result *r = NULL;
	json_t *list = json_array();
	int code = store_query(p->store, "summary_message_services", params, 3, &r, err);
	for (size_t i = 0; !code && i < store_rows(r); i++) {
		service_id id = service_make((uint8_t)store_number(r, i, 0), (uint16_t)store_number(r, i, 1));
		json_t *service = parts_service(id);
		(void)json_object_set_new(service, "points", tree_number(store_unsigned(r, i, 2)));
		(void)json_array_append_new(list, service);
	}
	store_result_free(r);
	(void)json_object_set_new(o, "services", list);
	return code;
}

static int add_regions(const struct parts *p, const struct store_param *params, json_t *o, struct err *err)
{
	struct store_result *r = NULL;
	json_t *list = json_array();
	int code = store_query(p->store, "summary_message_regions", params, 4, &r, err);
	for (size_t i = 0; !code && i < store_rows(r); i++) {
		json_t *region = parts_region(p, (region_id)store_number(r, i, 0));
		(void)json_object_set_new(region, "accesses", tree_number(store_unsigned(r, i, 1)));
		(void)json_object_set_new(region, "points", tree_number(store_unsigned(r, i, 2)));
		(void)json_array_append_new(list, region);
	}
	store_result_free(r);
	(void)json_object_set_new(o, "regions", list);
	return code;
}

/* The most frequent text of the form stands for it. */
static int add_text(const struct parts *p, const struct store_param *params, json_t *o, struct err *err)
{
	struct store_result *r = NULL;
	int code = store_query(p->store, "summary_message_text", params, 3, &r, err);
	if (!code && store_rows(r)) {
		(void)json_object_set_new(o, "sender", json_string(store_text(r, 0, 0)));
		(void)json_object_set_new(o, "recipient", json_string(store_text(r, 0, 1)));
		(void)json_object_set_new(o, "text", json_string(store_text(r, 0, 2)));
		(void)json_object_set_new(o, "code_page",
					  json_string(codepage_name((enum codepage)store_number(r, 0, 3))));
		(void)json_object_set_new(o, "cut", json_boolean(store_number(r, 0, 4) != 0));
	}
	store_result_free(r);
	return code;
}

static int add_form(const struct parts *p, const struct store_result *r, size_t row, json_t *list, struct err *err)
{
	const struct store_param params[] = {
	    frame_from(p->days.month_day), frame_to(p->days.first_day + (int32_t)p->days.days - 1),
	    store_number_param("form", store_number(r, row, 0)), store_number_param("limit", REGIONS)};
	json_t *o = json_pack("{s:o, s:o, s:o, s:o, s:o}", "accesses", tree_number(store_unsigned(r, row, 1)),
			      "distinct_sources", tree_number(store_unsigned(r, row, 2)), "points",
			      tree_number(store_unsigned(r, row, 3)), "days", tree_number(store_unsigned(r, row, 4)),
			      "variants", tree_number(store_unsigned(r, row, 5)));
	int code = add_text(p, params, o, err);
	if (!code)
		code = add_services(p, params, o, err);
	if (!code)
		code = add_regions(p, params, o, err);
	(void)json_array_append_new(list, o);
	return code;
}

int parts_messages(struct parts *p, struct err *err)
{
	const struct store_param params[] = {frame_from(p->days.month_day),
					     frame_to(p->days.first_day + (int32_t)p->days.days - 1),
					     store_number_param("limit", SHOWN)};
	struct store_result *total = NULL;
	struct store_result *forms = NULL;
	json_t *shown = json_array();
	int code = store_query(p->store, "summary_message_total", params, 2, &total, err);
	if (!code)
		code = store_query(p->store, "summary_messages", params, 3, &forms, err);
	for (size_t i = 0; !code && i < store_rows(forms); i++)
		code = add_form(p, forms, i, shown, err);
	json_t *o = json_pack("{s:o}", "shown", shown);
	static const char *const names[] = {"accesses", "distinct_sources", "texts", "forms", "points"};
	for (size_t i = 0; !code && i < sizeof(names) / sizeof(*names); i++)
		(void)json_object_set_new(o, names[i], tree_number(store_unsigned(total, 0, i)));
	store_result_free(total);
	store_result_free(forms);
	(void)json_object_set_new(p->tree, "messages", o);
	return code;
}
