/* What the data of packets is, by protocol and detail; and senders that forge their sources, told by what all their
 * packets have alike. */
#include "label/payload.h"
#include "summary/parts.h"
#include "summary/tree.h"

#define DETAILS 5
#define SENDERS 200

static int add_details(const struct parts *p, json_t *o, unsigned payload, struct err *err)
{
	const struct store_param params[] = {
	    frame_from(p->days.month_day), frame_to(p->days.first_day + (int32_t)p->days.days - 1),
	    store_number_param("payload", payload), store_number_param("limit", DETAILS)};
	struct store_result *r = NULL;
	json_t *list = json_array();
	int code = store_query(p->store, "summary_payload_details", params, 4, &r, err);
	for (size_t i = 0; !code && i < store_rows(r); i++)
		(void)json_array_append_new(list, json_pack("{s:s, s:o, s:o, s:o}", "detail", store_text(r, i, 0),
							    "accesses", tree_number(store_unsigned(r, i, 1)),
							    "distinct_sources", tree_number(store_unsigned(r, i, 2)),
							    "points", tree_number(store_unsigned(r, i, 3))));
	store_result_free(r);
	(void)json_object_set_new(o, "details", list);
	return code;
}

static int add_payloads(const struct parts *p, const struct store_param *params, json_t *list, struct err *err)
{
	struct store_result *r = NULL;
	int code = store_query(p->store, "summary_payloads", params, 2, &r, err);
	for (size_t i = 0; !code && i < store_rows(r); i++) {
		unsigned payload = (unsigned)store_number(r, i, 0);
		const struct payload_entry *e = payload_entry(payload);
		if (!e)
			continue;
		json_t *o = json_pack(
		    "{s:s, s:o, s:o, s:o, s:o}", "key", e->name, "accesses", tree_number(store_unsigned(r, i, 1)),
		    "distinct_sources", tree_number(store_unsigned(r, i, 2)), "points",
		    tree_number(store_unsigned(r, i, 3)), "forms", tree_number(store_unsigned(r, i, 4)));
		code = add_details(p, o, payload, err);
		(void)json_array_append_new(list, o);
	}
	store_result_free(r);
	return code;
}

static int add_senders(const struct parts *p, const struct store_param *params, json_t *list, struct err *err)
{
	struct store_result *r = NULL;
	int code = store_query(p->store, "summary_senders", params, 3, &r, err);
	for (size_t i = 0; !code && i < store_rows(r); i++) {
		const struct payload_entry *e = payload_entry((unsigned)store_number(r, i, 0));
		if (e)
			(void)json_array_append_new(list, json_pack("{s:s, s:s, s:o, s:o, s:o}", "key", e->name,
								    "detail", store_text(r, i, 1), "sources",
								    tree_number(store_unsigned(r, i, 2)), "days",
								    tree_number(store_unsigned(r, i, 3)), "points",
								    tree_number(store_unsigned(r, i, 4))));
	}
	store_result_free(r);
	return code;
}

int parts_payloads(struct parts *p, struct err *err)
{
	const struct store_param params[] = {frame_from(p->days.month_day),
					     frame_to(p->days.first_day + (int32_t)p->days.days - 1),
					     store_number_param("limit", SENDERS)};
	json_t *payloads = json_array();
	json_t *senders = json_array();
	int code = add_payloads(p, params, payloads, err);
	if (!code)
		code = add_senders(p, params, senders, err);
	(void)json_object_set_new(p->tree, "payloads", payloads);
	(void)json_object_set_new(p->tree, "senders", senders);
	return code;
}
