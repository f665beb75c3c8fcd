#include "simulate/random.h"
#include "simulate/scenario_int.h"

#include <jansson.h>
#include <stdio.h>
#include <string.h>

enum { ID_BYTES = SCENARIO_NAME_MAX - 8 }; /* room is left for a number */

/* Ranges for documentation and for tests: RFC 5737, RFC 3849, RFC 9637, RFC 2544. Simulated points
 * live here, so that no capture can be taken for one of somebody's real connection. */
static const char *const ranges[] = {"192.0.2.0/24",  "198.51.100.0/24", "203.0.113.0/24",
				     "198.18.0.0/15", "2001:db8::/32",   "3fff::/20"};

static bool documentation(struct prefix p)
{
	for (size_t i = 0; i < sizeof(ranges) / sizeof(*ranges); i++) {
		struct prefix range;
		if (prefix_parse(ranges[i], &range) == 0 && range.bits <= p.bits && prefix_holds(range, p.addr))
			return true;
	}
	return false;
}

static void take_places(struct fields *f, const char *key, bool whole, struct prefix *out, size_t *count)
{
	struct fields list;
	fields_child(&list, f, key);
	*count = fields_count(&list);
	if (*count > SCENARIO_ADDRESSES_MAX)
		(void)fields_wrong(&list, "more than %d", SCENARIO_ADDRESSES_MAX);
	for (size_t i = 0; i < *count && !list.code; i++) {
		struct fields item;
		fields_item(&item, &list, i);
		const char *text = fields_self(&item);
		if (item.code || prefix_parse(text, &out[i]) || (whole && out[i].bits != 128))
			(void)fields_wrong(&item, "%.60s is no %s", text, whole ? "address" : "prefix");
		else if (!documentation(out[i]))
			(void)fields_wrong(&item,
					   "%.60s is in no documentation range, such as "
					   "203.0.113.0/24 or 2001:db8::/32",
					   text);
		fields_join(&list, &item);
	}
	fields_join(f, &list);
}

static void take_maintenance(struct fields *f, struct point_plan *point)
{
	struct fields list;
	fields_child(&list, f, "maintenance");
	point->maintenance_count = fields_count(&list);
	if (point->maintenance_count > SCENARIO_ADDRESSES_MAX)
		(void)fields_wrong(&list, "more than %d", SCENARIO_ADDRESSES_MAX);
	for (size_t i = 0; i < point->maintenance_count && !list.code; i++) {
		struct fields item;
		fields_item(&item, &list, i);
		const char *text = fields_self(&item);
		if (item.code || service_parse(text, &point->maintenance[i]) ||
		    service_proto(point->maintenance[i]) != PROTO_TCP)
			(void)fields_wrong(&item, "%.60s is no TCP service; write it like 22/tcp", text);
		fields_join(&list, &item);
	}
	fields_join(f, &list);
}

static bool good_id(const char *id)
{
	static const char *const letters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._-";
	return *id && *id != '.' && strspn(id, letters) == strlen(id);
}

static bool overlap(struct prefix a, struct prefix b)
{
	return a.bits < b.bits ? prefix_holds(a, b.addr) : prefix_holds(b, a.addr);
}

static bool holds_any(const struct point_plan *point, struct prefix p)
{
	for (size_t i = 0; i < point->address_count; i++)
		if (prefix_holds(p, point->address[i]))
			return true;
	for (size_t i = 0; i < point->prefix_count; i++)
		if (overlap(p, point->prefix[i]))
			return true;
	return false;
}

/* No address may belong to two points, or to a point and a server that it talks to. */
static void check_apart(struct fields *f, const struct scenario *s, const struct point_plan *point)
{
	const struct addr peers[] = {s->own.resolver, s->own.time_server, s->own.web_server, s->own.gateway,
				     s->own.far};
	for (size_t i = 0; i < sizeof(peers) / sizeof(*peers); i++) {
		char text[ADDR_TEXT_MAX];
		addr_text(peers[i], text);
		if (holds_any(point, (struct prefix){peers[i], 128}))
			(void)fields_wrong(f, "%s is also a server or gateway under own", text);
	}
	for (size_t k = 0; k < s->point_count; k++) {
		const struct point_plan *other = &s->points[k];
		if (!strcmp(other->id, point->id))
			(void)fields_wrong(f, "a second point is called %s", point->id);
		for (size_t i = 0; i < point->address_count; i++)
			if (holds_any(other, (struct prefix){point->address[i], 128}))
				(void)fields_wrong(f, "an address of %s also belongs to %s", point->id, other->id);
		for (size_t i = 0; i < point->prefix_count; i++)
			if (holds_any(other, point->prefix[i]))
				(void)fields_wrong(f, "a prefix of %s also belongs to %s", point->id, other->id);
	}
}

/* Point number `at` of an entry: its addresses are so much higher than the first one's. */
static void add_point(struct fields *f, struct scenario *s, const struct point_plan *first, uint64_t at)
{
	struct point_plan point = *first;
	if (fields_has(f, "count"))
		(void)snprintf(point.id, sizeof(point.id), "%.50s%02u", first->id, (unsigned)(at + 1));
	for (size_t i = 0; i < point.address_count; i++) {
		point.address[i].low += at;
		if (!documentation((struct prefix){point.address[i], 128}))
			(void)fields_wrong(f, "so many addresses leave the documentation range");
	}
	if (s->point_count == SCENARIO_POINTS_MAX)
		(void)fields_wrong(f, "more than %d points", SCENARIO_POINTS_MAX);
	else
		check_apart(f, s, &point);
	if (!f->code)
		s->points[s->point_count++] = point;
}

static void take_answers(struct fields *f, struct point_plan *point)
{
	const json_t *answers = json_object_get(f->value, "answers");
	if (fields_has(f, "answers") && !json_is_boolean(answers))
		(void)fields_wrong(f, "answers: true or false is wanted");
	point->answers = json_is_true(answers);
}

static void take_point(struct fields *f, struct scenario *s)
{
	static const char *const keys[] = {"id", "count", "address", "prefix", "maintenance", "busy", "answers", NULL};
	static const uint64_t one = 1;
	static const uint64_t normal = MICRO;
	fields_known(f, keys);
	struct point_plan first = {0};
	struct prefix address[SCENARIO_ADDRESSES_MAX] = {0};
	fields_text(f, "id", NULL, first.id, ID_BYTES);
	if (!f->code && !good_id(first.id))
		(void)fields_wrong(f, "id: %s may only hold letters, digits, '.', '_' and '-', and not begin with '.'",
				   first.id);
	uint64_t count = fields_whole(f, "count", 1, SCENARIO_POINTS_MAX, &one);
	take_places(f, "address", true, address, &first.address_count);
	take_places(f, "prefix", false, first.prefix, &first.prefix_count);
	take_maintenance(f, &first);
	first.busy = fields_micro(f, "busy", &normal);
	if (first.busy < MICRO / 1000 || first.busy > 1000 * MICRO)
		(void)fields_wrong(f, "busy: a number from 0.001 to 1000 is wanted");
	take_answers(f, &first);
	if (!first.address_count && !first.prefix_count)
		(void)fields_wrong(f, "a point needs an address or a prefix");
	if (count > 1 && first.prefix_count)
		(void)fields_wrong(f, "points that are counted have addresses; write each prefix "
				      "as a point of its own");
	if (first.maintenance_count && (!first.address_count || !addr_is_v4(address[0].addr)))
		(void)fields_wrong(f, "maintenance needs an IPv4 address, written first");
	first.dark = !first.address_count;
	for (size_t k = 0; k < first.address_count; k++)
		first.address[k] = address[k].addr;
	for (uint64_t i = 0; i < count && !f->code; i++)
		add_point(f, s, &first, i);
}

void scenario_take_points(struct fields *top, struct scenario *s)
{
	struct fields list;
	fields_child(&list, top, "points");
	size_t count = fields_count(&list);
	if (!count)
		(void)fields_wrong(top, "points is missing: name a point at least");
	for (size_t i = 0; i < count && !top->code; i++) {
		struct fields item;
		fields_item(&item, &list, i);
		take_point(&item, s);
		fields_join(top, &item);
	}
}
