/* Every prefix of every shipped scenario must lie in its region by the region data that teiten ships, or the
 * simulated figures by region would not be those that the scenario describes. */
#include "base/resource.h"
#include "config/document.h"
#include "place/place.h"

#include "tap.h"

#include <jansson.h>

static const char *const names[] = {"hello", "modern-week", "talot2-2005"};

/* Addresses of a prefix that lie elsewhere: one in each /26, or 65,536 even steps of IPv6 /64s. */
static unsigned long astray(struct place *place, struct prefix p, region_id region)
{
	unsigned long wrong = 0;
	if (addr_is_v4(p.addr)) {
		uint64_t size = UINT64_C(1) << (128 - p.bits);
		for (uint64_t at = 0; at < size; at += 64)
			wrong += place_region(place, (uint32_t)p.addr.low + at) != region;
		return wrong + (place_region(place, (uint32_t)p.addr.low + size - 1) != region);
	}
	uint64_t size = UINT64_C(1) << (64 - p.bits);
	uint64_t step = size > 65536 ? size / 65536 : 1;
	for (uint64_t at = 0; at < size; at += step)
		wrong += place_region(place, p.addr.high + at) != region;
	return wrong + (place_region(place, p.addr.high + size - 1) != region);
}

static void check(struct place *place, const char *scenario, const char *name, const char *text)
{
	char line[160];
	struct prefix p;
	region_id region;
	(void)snprintf(line, sizeof(line), "%s: %s lies in %s", scenario, text, name);
	if (prefix_parse(text, &p) || region_parse(name, &region))
		OK(false, line);
	else
		IS_INT(astray(place, p, region), 0, line);
}

static void check_scenario(struct place *place, const char *scenario)
{
	char path[4096];
	struct err err;
	json_t *document = NULL;
	(void)snprintf(path, sizeof(path), "%s/data/scenarios/%s.yaml", getenv("TEITEN_SOURCE"), scenario);
	if (!OK(!document_read(path, &document, &err), scenario))
		return;
	const char *name;
	json_t *prefixes;
	OK(json_object_size(json_object_get(document, "regions")) > 0, "it has regions");
	json_object_foreach(json_object_get(document, "regions"), name, prefixes)
	{
		size_t i;
		json_t *text;
		json_array_foreach(prefixes, i, text)
		{
			check(place, scenario, name, json_string_value(text));
		}
	}
	json_decref(document);
}

int main(void)
{
	struct place *place = NULL;
	struct err err;
	char path[4096];
	if (resource_path("regions.mmdb", path, sizeof(path), &err) || place_open(path, &place, &err)) {
		printf("Bail out! %s\n", err.msg);
		return EXIT_FAILURE;
	}
	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++)
		check_scenario(place, names[i]);
	/* The check can fail: Deutsche Telekom's block is not in France. */
	struct prefix p;
	OK(!prefix_parse("84.128.0.0/16", &p) && astray(place, p, region_make('F', 'R')) > 1000,
	   "a wrong region is found");
	place_close(place);
	return tap_done();
}
