#include "store/group.h"

#include "base/grow.h"
#include "base/slots.h"

#include <stdlib.h>

struct groups {
	struct slots index;
	struct group *list;
	size_t count, room;
};

struct groups *groups_new(void)
{
	struct groups *g = calloc(1, sizeof(*g));
	if (g && slots_init(&g->index, 1024)) {
		free(g);
		return NULL;
	}
	return g;
}

void groups_free(struct groups *g)
{
	if (!g)
		return;
	slots_done(&g->index);
	free(g->list);
	free(g);
}

/* The last step of splitmix64 (Steele, Lea, Flood: Fast splittable pseudorandom number generators, 2014). */
static uint64_t mix(uint64_t x)
{
	x = (x ^ x >> 30) * 0xbf58476d1ce4e5b9u;
	x = (x ^ x >> 27) * 0x94d049bb133111ebu;
	return x ^ x >> 31;
}

/* The same on every machine and day, so no secret key: who wants to collide with a group may as well join it. */
static uint64_t number_of(const struct group_source *s)
{
	uint64_t h = mix(s->tool + 1);
	for (size_t i = 0; i < s->service_count; i++)
		h = mix(h ^ s->services[i]);
	return h >> 1;
}

static int find(struct groups *g, const struct group_source *s, struct group **out)
{
	uint64_t number = number_of(s);
	struct slots_probe probe = slots_seek(&g->index, number);
	uint32_t row;
	while (slots_next(&g->index, &probe, &row)) {
		*out = &g->list[row];
		if ((*out)->number == number)
			return 0;
	}
	if (grow_array((void **)&g->list, &g->room, g->count + 1, sizeof(*g->list)) ||
	    slots_put(&g->index, &probe, (uint32_t)g->count))
		return ERR_NOMEM;
	*out = &g->list[g->count++];
	**out = (struct group){.number = number, .service_count = (uint32_t)s->service_count, .tool = s->tool};
	for (size_t i = 0; i < s->service_count && i < GROUP_SERVICES; i++)
		(*out)->services[i] = s->services[i];
	return 0;
}

static void add_point(struct group *group, uint16_t point)
{
	if (group->point_count == GROUP_POINTS)
		return;
	for (size_t i = 0; i < group->point_count; i++)
		if (group->points[i] == point)
			return;
	group->points[group->point_count++] = point;
}

int groups_add(struct groups *g, const struct group_source *s)
{
	struct group *group = NULL;
	if (s->service_count < 2 && !s->tool)
		return 0;
	if (find(g, s, &group))
		return ERR_NOMEM;
	group->sources++;
	group->accesses += s->accesses;
	for (size_t i = 0; i < s->point_count; i++)
		add_point(group, s->points[i]);
	return 0;
}

static int by_sources(const void *pa, const void *pb)
{
	const struct group *a = pa;
	const struct group *b = pb;
	if (a->sources != b->sources)
		return a->sources > b->sources ? -1 : 1;
	if (a->accesses != b->accesses)
		return a->accesses > b->accesses ? -1 : 1;
	return (a->number > b->number) - (a->number < b->number);
}

const struct group *groups_largest(struct groups *g, size_t least, size_t most, size_t *n)
{
	if (g->count)
		qsort(g->list, g->count, sizeof(*g->list), by_sources);
	*n = 0;
	while (*n < g->count && *n < most && g->list[*n].sources >= least)
		++*n;
	return g->list;
}
