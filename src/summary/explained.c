#include "summary/explained.h"

#include "base/buf.h"
#include "label/host.h"
#include "summary/tree.h"

#include <string.h>

static void mask(json_t *o, const char *name)
{
	const char *text = json_string_value(json_object_get(o, name));
	struct buf masked;
	buf_init(&masked, 1 << 16);
	if (text)
		host_mask(text, strlen(text), &masked);
	(void)json_object_set_new(o, name, json_string(masked.failed ? "" : buf_string(&masked)));
	buf_done(&masked);
}

/* Entries that enough points saw, of `all` that were counted. One that is left out is never the only one, since the
 * totals beside the list would give its number. */
static void guard_shown(struct guard *g, json_t *shown, json_int_t all)
{
	fold_first(g, shown);
	size_t left = json_array_size(shown);
	if (all - (json_int_t)left == 1 && left) {
		(void)json_array_remove(shown, left - 1);
		g->folded++;
	}
}

/* Texts of pop-ups that enough points saw, with hosts masked. A text that is left out is never the only one, since the
 * number of all pop-ups would give its number. */
static void guard_messages(struct guard *g, json_t *messages)
{
	static const char *const names[] = {"distinct_sources", "texts", "forms",
					    "accesses"}; /* accesses tells when: last */
	json_t *shown = json_object_get(messages, "shown");
	size_t all = json_array_size(shown);
	json_int_t beyond = json_integer_value(json_object_get(messages, "forms")) - (json_int_t)all;
	fold_first(g, shown);
	size_t left = json_array_size(shown);
	if (all - left + (size_t)beyond == 1 && left) {
		(void)json_array_remove(shown, left - 1);
		g->folded++;
	}
	size_t i;
	json_t *one;
	json_array_foreach(shown, i, one)
	{
		mask(one, "sender");
		mask(one, "recipient");
		mask(one, "text");
		json_t *services = json_object_get(one, "services");
		for (size_t s = json_array_size(services); s-- > 0;)
			if ((uint64_t)json_integer_value(json_object_get(json_array_get(services, s), "points")) < g->k)
				(void)json_array_remove(services, s);
		fold_drop_points(services);
		fold_first(g, json_object_get(one, "regions"));
		fold_drop_points(json_object_get(one, "regions"));
	}
	fold_drop_points(shown);
	for (size_t n = 0; fold_small(g, messages) && n < sizeof(names) / sizeof(*names); n++)
		(void)json_object_set_new(messages, names[n], json_null());
	(void)json_object_del(messages, "points");
}

/* Attacks elsewhere. Packets by kind of flood would tell of an attack that is alone in its kind. */
static void guard_attacks(struct guard *g, json_t *attacks)
{
	static const char *const names[] = {"packets", "victims", "count"};
	json_t *largest = json_object_get(attacks, "largest");
	size_t i;
	json_t *one;
	guard_shown(g, largest, json_integer_value(json_object_get(attacks, "count")));
	json_array_foreach(largest, i, one)(void) json_object_del(one, "victim");
	json_array_foreach(json_object_get(attacks, "kinds"), i, one)(void) json_object_del(one, "packets");
	if ((uint64_t)json_integer_value(json_object_get(attacks, "points")) < g->k) {
		for (size_t n = 0; n < sizeof(names) / sizeof(*names); n++)
			(void)json_object_set_new(attacks, names[n], json_null());
		(void)json_array_clear(json_object_get(attacks, "kinds"));
	}
	fold_drop_points(largest);
	(void)json_object_del(attacks, "points");
}

/* Who came everywhere: what it is, not where it comes from by address. */
static void guard_wide(struct guard *g, json_t *wide)
{
	json_t *shown = json_object_get(wide, "shown");
	size_t i;
	json_t *one;
	guard_shown(g, shown, json_integer_value(json_object_get(wide, "distinct_sources")));
	json_array_foreach(shown, i, one)(void) json_object_del(one, "source");
	fold_drop_points(shown);
}

/* Surveys that enough points saw, and their sum, so that the difference tells of no other. A source is of one survey
 * only, so that sources add up. */
static void guard_surveys(struct guard *g, json_t *surveys)
{
	static const char *const names[] = {"accesses", "distinct_sources"};
	json_t *shown = json_object_get(surveys, "shown");
	fold_first(g, shown);
	fold_drop_points(shown);
	for (size_t n = 0; n < sizeof(names) / sizeof(*names); n++) {
		json_int_t sum = 0;
		size_t i;
		const json_t *one;
		json_array_foreach(shown, i, one) sum += json_integer_value(json_object_get(one, names[n]));
		(void)json_object_set_new(surveys, names[n], sum ? tree_number((uint64_t)sum) : json_null());
	}
}

/* Protocols and details that enough points saw; of a protocol's details never all but one. */
static void guard_payloads(struct guard *g, json_t *payloads)
{
	size_t i;
	json_t *one;
	fold_first(g, payloads);
	json_array_foreach(payloads, i, one)
	{
		json_t *details = json_object_get(one, "details");
		fold_first(g, details);
		size_t left = json_array_size(details);
		if (left && json_integer_value(json_object_get(one, "forms")) == (json_int_t)left + 1) {
			(void)json_array_remove(details, left - 1);
			g->folded++;
		}
		fold_drop_points(details);
		(void)json_object_del(one, "forms");
	}
	fold_drop_points(payloads);
}

static void guard_marks(struct guard *g, json_t *list)
{
	fold_first(g, list);
	fold_drop_points(list);
}

void guard_explained(struct guard *g, json_t *tree)
{
	guard_marks(g, json_object_get(tree, "tools"));
	guard_marks(g, json_object_get(tree, "suspects"));
	guard_payloads(g, json_object_get(tree, "payloads"));
	guard_marks(g, json_object_get(tree, "senders"));
	guard_surveys(g, json_object_get(tree, "surveys"));
	guard_marks(g, json_object_get(tree, "source_groups"));
	guard_wide(g, json_object_get(tree, "wide"));
	guard_attacks(g, json_object_get(tree, "attacks"));
	guard_messages(g, json_object_get(tree, "messages"));
}
