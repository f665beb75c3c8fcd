#include "simulate/random.h"
#include "simulate/scenario_int.h"

#include <jansson.h>
#include <string.h>

/* Addresses that no packet from the internet has (RFC 6890), or that are points' own (RFC 5737 and
 * others): an observer leaves them out or may take them for its neighbours. */
static const char *const reserved[] = {"0.0.0.0/8",      "10.0.0.0/8",    "100.64.0.0/10",   "127.0.0.0/8",
				       "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24",    "192.0.2.0/24",
				       "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24",
				       "224.0.0.0/3",    "::/8",          "2001:db8::/32",   "3fff::/20",
				       "fc00::/7",       "fe80::/10",     "ff00::/8"};

static bool is_reserved(struct prefix p)
{
	for (size_t i = 0; i < sizeof(reserved) / sizeof(*reserved); i++) {
		struct prefix r;
		if (prefix_parse(reserved[i], &r) || addr_is_v4(r.addr) != addr_is_v4(p.addr))
			continue;
		if (r.bits < p.bits ? prefix_holds(r, p.addr) : prefix_holds(p, r.addr))
			return true;
	}
	return false;
}

static void take_region(struct fields *f, const char *name, struct scenario *s)
{
	struct region_plan *region = &s->regions[s->region_count];
	region_id id;
	if (region_parse(name, &id) || id == REGION_UNKNOWN || s->region_count == SCENARIO_REGIONS_MAX - 1) {
		(void)fields_wrong(f, "a country in two letters is wanted, and at most %d of them",
				   SCENARIO_REGIONS_MAX - 1);
		return;
	}
	region_text(id, region->name);
	size_t count = fields_count(f);
	if (!count || count > SCENARIO_PREFIXES_MAX) {
		(void)fields_wrong(f, "1 to %d prefixes are wanted", SCENARIO_PREFIXES_MAX);
		return;
	}
	for (size_t i = 0; i < count && !f->code; i++) {
		struct fields item;
		struct prefix p;
		fields_item(&item, f, i);
		const char *text = fields_self(&item);
		if (item.code || prefix_parse(text, &p))
			(void)fields_wrong(&item, "%.60s is no prefix", text);
		else if (p.bits < (addr_is_v4(p.addr) ? 96 + 6 : 16) || p.bits > (addr_is_v4(p.addr) ? 96 + 28 : 60))
			(void)fields_wrong(&item,
					   "%.60s: an IPv4 prefix has a length of 6 to 28, an IPv6 "
					   "prefix of 16 to 60",
					   text);
		else if (is_reserved(p))
			(void)fields_wrong(&item, "%.60s holds reserved addresses, which are never counted", text);
		else if (addr_is_v4(p.addr))
			region->v4[region->v4_count++] = p;
		else
			region->v6[region->v6_count++] = p;
		fields_join(f, &item);
	}
	s->region_count++;
}

void scenario_take_regions(struct fields *top, struct scenario *s)
{
	struct fields f;
	fields_child(&f, top, "regions");
	size_t count = fields_keys(&f, SCENARIO_REGIONS_MAX);
	for (size_t i = 0; i < count && !f.code; i++) {
		struct fields item;
		fields_child(&item, &f, fields_key(&f, i));
		take_region(&item, fields_key(&f, i), s);
		fields_join(&f, &item);
	}
	fields_join(top, &f);
}

static void take_mix(struct fields *f, const char *name, struct scenario *s)
{
	if (s->mix_count == SCENARIO_MIXES_MAX) {
		(void)fields_wrong(f, "more than %d mixes of regions", SCENARIO_MIXES_MAX);
		return;
	}
	struct mix_plan *mix = &s->mixes[s->mix_count];
	if (strlen(name) >= sizeof(mix->name)) {
		(void)fields_wrong(f, "the name is too long");
		return;
	}
	memcpy(mix->name, name, strlen(name) + 1);
	size_t count = fields_keys(f, SCENARIO_REGIONS_MAX);
	uint64_t sum = 0;
	for (size_t i = 0; i < count && !f->code; i++) {
		const char *key = fields_key(f, i);
		size_t at = 0;
		while (at < s->region_count && strcmp(s->regions[at].name, key) != 0)
			at++;
		struct fields item;
		fields_child(&item, f, key);
		sum += fields_micro_self(&item);
		if (at == s->region_count)
			(void)fields_wrong(&item, "this region has no prefixes under regions");
		fields_join(f, &item);
		mix->region[i] = at;
		mix->sums[i] = sum;
	}
	if (!sum)
		(void)fields_wrong(f, "weights of regions are wanted, such as {JP: 3, US: 1}");
	mix->count = count;
	s->mix_count++;
}

void scenario_take_mixes(struct fields *top, struct scenario *s)
{
	struct fields f;
	fields_child(&f, top, "mixes");
	size_t count = fields_has(top, "mixes") ? fields_keys(&f, SCENARIO_MIXES_MAX) : 0;
	for (size_t i = 0; i < count && !f.code; i++) {
		struct fields item;
		fields_child(&item, &f, fields_key(&f, i));
		take_mix(&item, fields_key(&f, i), s);
		fields_join(&f, &item);
	}
	fields_join(top, &f);
}

size_t scenario_mix_of(struct fields *value, struct scenario *s)
{
	if (json_is_object(value->value)) {
		take_mix(value, "", s);
		return s->mix_count ? s->mix_count - 1 : 0;
	}
	const char *name = value->value ? fields_self(value) : "";
	for (size_t i = 0; i < s->mix_count && *name; i++)
		if (!strcmp(s->mixes[i].name, name))
			return i;
	(void)fields_wrong(value, "no mix of regions is called \"%.60s\"; name one of mixes, or write {JP: 3, US: 1}",
			   name);
	return 0;
}

void scenario_take_hours(struct fields *top, struct scenario *s)
{
	struct hours_plan *flat = &s->hours[s->hours_count++];
	memcpy(flat->name, "flat", sizeof("flat"));
	for (size_t i = 0; i < 24; i++)
		flat->weight[i] = MICRO;
	struct fields f;
	fields_child(&f, top, "hours");
	size_t count = fields_has(top, "hours") ? fields_keys(&f, SCENARIO_HOURS_MAX - 1) : 0;
	for (size_t i = 0; i < count && !f.code; i++) {
		struct fields list;
		struct hours_plan *hours = &s->hours[s->hours_count++];
		const char *name = fields_key(&f, i);
		uint64_t sum = 0;
		fields_child(&list, &f, name);
		if (strlen(name) >= sizeof(hours->name))
			(void)fields_wrong(&list, "the name is too long");
		else
			memcpy(hours->name, name, strlen(name) + 1);
		for (size_t h = 0; h < 24 && fields_count(&list) == 24; h++) {
			struct fields item;
			fields_item(&item, &list, h);
			hours->weight[h] = fields_micro_self(&item);
			if (hours->weight[h] > 1000 * MICRO)
				(void)fields_wrong(&item, "a weight of at most 1000 is wanted");
			sum += hours->weight[h];
			fields_join(&list, &item);
		}
		if (!sum)
			(void)fields_wrong(&list,
					   "24 weights are wanted, one for each hour from midnight, not all zero");
		fields_join(&f, &list);
	}
	fields_join(top, &f);
}

size_t scenario_hours_of(struct fields *f, const struct scenario *s)
{
	char name[SCENARIO_NAME_MAX];
	fields_text(f, "hours", "flat", name, sizeof(name));
	for (size_t i = 0; i < s->hours_count; i++)
		if (!strcmp(s->hours[i].name, name))
			return i;
	(void)fields_wrong(f, "hours: no profile is called \"%s\"", name);
	return 0;
}

void scenario_take_pools(struct fields *top, struct scenario *s)
{
	static const char *const keys[] = {"size", "life", "regions", NULL};
	struct fields f;
	fields_child(&f, top, "pools");
	size_t count = fields_has(top, "pools") ? fields_keys(&f, SCENARIO_POOLS_MAX) : 0;
	for (size_t i = 0; i < count && !f.code; i++) {
		struct fields item;
		struct fields mix;
		struct pool_plan *pool = &s->pools[s->pool_count++];
		const char *name = fields_key(&f, i);
		fields_child(&item, &f, name);
		fields_known(&item, keys);
		if (strlen(name) >= sizeof(pool->name))
			(void)fields_wrong(&item, "the name is too long");
		else
			memcpy(pool->name, name, strlen(name) + 1);
		pool->size = fields_whole(&item, "size", 1, 1000000, NULL);
		char life[16];
		fields_text(&item, "life", "day", life, sizeof(life));
		if (!strcmp(life, "month"))
			pool->life = POOL_MONTH;
		else if (!strcmp(life, "always"))
			pool->life = POOL_ALWAYS;
		else if (strcmp(life, "day") != 0)
			(void)fields_wrong(&item, "life: day, month or always is wanted");
		fields_child(&mix, &item, "regions");
		pool->mix = scenario_mix_of(&mix, s);
		fields_join(&item, &mix);
		fields_join(&f, &item);
	}
	fields_join(top, &f);
}
