#include "simulate/source.h"

static bool is_server(const struct scenario *s, struct addr a)
{
	const struct own_plan *own = &s->own;
	return addr_equal(a, own->resolver) || addr_equal(a, own->time_server) || addr_equal(a, own->web_server) ||
	       addr_equal(a, own->gateway) || addr_equal(a, own->far) || addr_equal(a, s->attack.operator_address);
}

static struct addr v4_address(struct prefix p, struct random *r)
{
	uint32_t host = (uint32_t)random_below(r, UINT64_C(1) << (128 - p.bits));
	uint32_t at = (uint32_t)p.addr.low | host;
	/* Addresses of networks and broadcasts, as most providers cut their blocks, belong to
	 * nobody. */
	if ((at & 0xff) == 0)
		at |= 1;
	else if ((at & 0xff) == 0xff)
		at ^= 1;
	return addr_v4(at);
}

static struct addr v6_address(struct prefix p, struct random *r)
{
	struct addr a = p.addr;
	a.high |= random_below(r, UINT64_C(1) << (64 - p.bits));
	a.low = random_next(r);
	return a;
}

struct addr source_fresh(const struct scenario *s, size_t mix, bool ipv6, struct random *r)
{
	const struct mix_plan *m = &s->mixes[mix];
	const struct region_plan *region = &s->regions[m->region[random_pick(r, m->sums, m->count)]];
	struct addr a;
	do {
		if (ipv6)
			a = v6_address(region->v6[random_below(r, region->v6_count)], r);
		else
			a = v4_address(region->v4[random_below(r, region->v4_count)], r);
	} while (is_server(s, a));
	return a;
}

struct addr source_visit(struct day *d, const struct service_plan *service, bool fresh)
{
	const struct scenario *s = d->scenario;
	bool from_pool = service->pool_share && random_chance(&d->random, service->pool_share);
	if (!from_pool || fresh)
		return source_fresh(s, service->mix, service->ipv6, &d->random);
	const struct pool_plan *pool = &s->pools[service->pool];
	uint64_t member = random_below(&d->random, pool->size);
	uint64_t life = 0;
	if (pool->life == POOL_DAY)
		life = (uint64_t)d->day;
	else if (pool->life == POOL_MONTH)
		life = (uint64_t)d->month;
	/* A member is not kept anywhere: its number and the pool's say who it is. */
	const uint64_t words[] = {d->seed, service->pool, life, member, service->ipv6, 'p'};
	struct random own;
	random_seed(&own, words, sizeof(words) / sizeof(*words));
	return source_fresh(s, pool->mix, service->ipv6, &own);
}

uint8_t source_hops(struct addr source)
{
	return (uint8_t)(6 + random_mix(source.high, addr_is_v4(source) ? source.low : 0) % 19);
}

struct addr source_neighbour(struct addr source, struct random *r)
{
	if (!addr_is_v4(source))
		source.low = random_next(r);
	return source;
}
