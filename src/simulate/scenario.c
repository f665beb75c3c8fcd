#include "simulate/scenario.h"

#include "config/document.h"
#include "simulate/random.h"
#include "simulate/scenario_int.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#define COUNT_MAX UINT32_MAX

static void take_month(struct fields *f, struct scenario *s)
{
	static const char *const keys[] = {"month", "days", "accesses", "sources", NULL};
	fields_known(f, keys);
	char text[16];
	fields_text(f, "month", NULL, text, sizeof(text));
	struct month_plan m = {0};
	if (!f->code && month_parse(text, &m.month))
		(void)fields_wrong(f, "month: %s is no month; write it like 2005-11", text);
	m.first_day = month_first_day(m.month);
	m.last_day = month_first_day(m.month + 1) - 1;
	if (fields_has(f, "days")) {
		struct fields days;
		fields_child(&days, f, "days");
		json_int_t first = json_integer_value(json_array_get(days.value, 0));
		json_int_t last = json_integer_value(json_array_get(days.value, 1));
		if (fields_count(&days) != 2 || first < 1 || last < first || last > m.last_day - m.first_day + 1)
			(void)fields_wrong(&days, "two days of the month are wanted, the first and the last");
		fields_join(f, &days);
		if (!f->code) {
			m.last_day = m.first_day + (int32_t)last - 1;
			m.first_day += (int32_t)first - 1;
		}
	}
	m.accesses = fields_whole(f, "accesses", 1, COUNT_MAX, NULL);
	m.sources = fields_whole(f, "sources", 1, COUNT_MAX, NULL);
	if (m.sources > m.accesses)
		(void)fields_wrong(f, "sources is above accesses, but every source makes one access at least");
	if (s->month_count && s->months[s->month_count - 1].month >= m.month)
		(void)fields_wrong(f, "months must follow each other in time");
	s->months[s->month_count++] = m;
}

void scenario_take_months(struct fields *top, struct scenario *s)
{
	struct fields list;
	fields_child(&list, top, "months");
	size_t count = fields_count(&list);
	if (!count)
		(void)fields_wrong(top, "months is missing: name a month at least");
	else if (count > SCENARIO_MONTHS_MAX)
		(void)fields_wrong(&list, "more than %d months", SCENARIO_MONTHS_MAX);
	fields_join(top, &list);
	for (size_t i = 0; i < count && !top->code; i++) {
		struct fields item;
		fields_item(&item, &list, i);
		take_month(&item, s);
		fields_join(top, &item);
	}
}

static void take_address(struct fields *f, const char *key, const char *fallback, struct addr *out)
{
	char text[ADDR_TEXT_MAX];
	fields_text(f, key, fallback, text, sizeof(text));
	if (!f->code && (addr_parse(text, out) || !addr_is_v4(*out)))
		(void)fields_wrong(f, "%s: %s is no IPv4 address", key, text);
}

void scenario_take_own(struct fields *top, struct scenario *s)
{
	static const char *const keys[] = {"names",    "clock",       "web",        "pings",   "traces", "noise",
					   "resolver", "time_server", "web_server", "gateway", "far",    NULL};
	struct fields f;
	fields_child(&f, top, "own");
	static const uint64_t none = 0;
	const uint64_t most = 100000;
	if (fields_has(top, "own"))
		fields_known(&f, keys);
	s->own.names = fields_whole(&f, "names", 0, most, &none);
	s->own.clock = fields_whole(&f, "clock", 0, most, &none);
	s->own.web = fields_whole(&f, "web", 0, most, &none);
	s->own.pings = fields_whole(&f, "pings", 0, most, &none);
	s->own.traces = fields_whole(&f, "traces", 0, most, &none);
	s->own.noise = fields_whole(&f, "noise", 0, most, &none);
	take_address(&f, "resolver", "192.0.2.253", &s->own.resolver);
	take_address(&f, "time_server", "192.0.2.252", &s->own.time_server);
	take_address(&f, "web_server", "192.0.2.251", &s->own.web_server);
	take_address(&f, "gateway", "192.0.2.254", &s->own.gateway);
	take_address(&f, "far", "192.0.2.250", &s->own.far);
	fields_join(top, &f);
}

void scenario_take_attacks(struct fields *top, struct scenario *s)
{
	static const char *const keys[] = {"a_day", "tries", "regions", "hours", "logins", "operator", NULL};
	if (!fields_has(top, "attacks"))
		return;
	struct fields f;
	fields_child(&f, top, "attacks");
	fields_known(&f, keys);
	static const uint64_t none = 0;
	s->attack.a_day = fields_micro(&f, "a_day", NULL);
	if (s->attack.a_day > 100 * MICRO)
		(void)fields_wrong(&f, "a_day: more than 100 attacks a day");
	struct fields part;
	fields_child(&part, &f, "tries");
	json_int_t low = json_integer_value(json_array_get(part.value, 0));
	json_int_t high = json_integer_value(json_array_get(part.value, 1));
	if (fields_count(&part) != 2 || low < 1 || high < low || high > 100000)
		(void)fields_wrong(&part, "two whole numbers are wanted, the fewest and the most log-ins of an attack");
	s->attack.tries_low = (uint64_t)low;
	s->attack.tries_high = (uint64_t)high;
	fields_join(&f, &part);
	fields_child(&part, &f, "regions");
	s->attack.mix = scenario_mix_of(&part, s);
	fields_join(&f, &part);
	s->attack.hours = scenario_hours_of(&f, s);
	s->attack.logins = fields_whole(&f, "logins", 0, 1000, &none);
	take_address(&f, "operator", s->attack.logins ? NULL : "192.0.2.249", &s->attack.operator_address);
	fields_join(top, &f);
}

static void take_zone(struct fields *top, struct scenario *s)
{
	char name[SCENARIO_NAME_MAX];
	struct err why;
	fields_text(top, "time_zone", "Asia/Tokyo", name, sizeof(name));
	if (!top->code && zone_open(name, &s->zone, &why))
		(void)fields_wrong(top, "time_zone: %s", why.msg);
}

static void take_all(struct fields *top, struct scenario *s)
{
	static const char *const keys[] = {"name",     "about",    "time_zone", "seed",    "months",
					   "points",   "regions",  "mixes",     "hours",   "pools",
					   "services", "messages", "own",       "attacks", NULL};
	static const uint64_t one = 1;
	fields_known(top, keys);
	fields_text(top, "name", NULL, s->name, sizeof(s->name));
	fields_text(top, "about", "", s->about, sizeof(s->about));
	s->seed = fields_whole(top, "seed", 1, INT64_MAX, &one);
	void (*const parts[])(struct fields *, struct scenario *) = {take_zone,
								     scenario_take_months,
								     scenario_take_own,
								     scenario_take_points,
								     scenario_take_regions,
								     scenario_take_mixes,
								     scenario_take_hours,
								     scenario_take_pools,
								     scenario_take_messages,
								     scenario_take_services,
								     scenario_take_attacks};
	for (size_t i = 0; i < sizeof(parts) / sizeof(*parts) && !top->code; i++)
		parts[i](top, s);
}

/* Takes the document over. */
static int take_document(json_t *document, struct scenario **out, struct err *err)
{
	int code = 0;
	struct scenario *s = calloc(1, sizeof(*s));
	if (s) {
		struct fields top;
		fields_open(&top, document, err);
		take_all(&top, s);
		code = top.code;
	} else {
		code = err_set(err, ERR_NOMEM, "no memory for a scenario");
	}
	json_decref(document);
	if (code) {
		scenario_free(s);
		return code;
	}
	*out = s;
	return 0;
}

int scenario_parse(const char *text, size_t len, struct scenario **out, struct err *err)
{
	json_t *document = NULL;
	int code = document_parse(text, len, &document, err);
	return code ? code : take_document(document, out, err);
}

void scenario_free(struct scenario *s)
{
	if (!s)
		return;
	zone_close(s->zone);
	free(s);
}

uint64_t scenario_weight(const struct service_plan *service, int32_t day)
{
	uint64_t weight = service->weight;
	for (size_t i = 0; i < service->factor_count; i++) {
		const struct factor_plan *f = &service->factor[i];
		if (day >= f->first_day && day <= f->last_day)
			weight = random_part(weight, 0, f->micro, MICRO);
		if (weight > SCENARIO_WEIGHT_MAX)
			weight = SCENARIO_WEIGHT_MAX; /* many factors on one day: keep sums in 64 bits */
	}
	return weight;
}

bool scenario_reaches(const struct point_plan *point, const struct service_plan *service)
{
	for (size_t i = 0; i < point->address_count; i++)
		if (addr_is_v4(point->address[i]) != service->ipv6)
			return true;
	for (size_t i = 0; i < point->prefix_count; i++)
		if (addr_is_v4(point->prefix[i].addr) != service->ipv6)
			return true;
	return false;
}

int scenario_read(const char *path, struct scenario **out, struct err *err)
{
	struct json_t *document = NULL;
	int code = document_read(path, &document, err);
	if (code)
		return code;
	code = take_document(document, out, err);
	return code ? err_prefix(err, "%s", path) : 0;
}
