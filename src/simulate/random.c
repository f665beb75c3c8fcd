#include "simulate/random.h"

#include <string.h>

__extension__ typedef unsigned __int128 wide;

static uint64_t splitmix(uint64_t *state)
{
	uint64_t z = *state += UINT64_C(0x9e3779b97f4a7c15);
	z = (z ^ z >> 30) * UINT64_C(0xbf58476d1ce4e5b9);
	z = (z ^ z >> 27) * UINT64_C(0x94d049bb133111eb);
	return z ^ z >> 31;
}

static uint64_t turn(uint64_t x, int bits)
{
	return x << bits | x >> (64 - bits);
}

uint64_t random_mix(uint64_t x, uint64_t y)
{
	uint64_t state = x;
	state = splitmix(&state) ^ y;
	return splitmix(&state);
}

void random_seed(struct random *r, const uint64_t *words, size_t count)
{
	uint64_t state = count;
	for (size_t i = 0; i < count; i++)
		state = random_mix(state, words[i]);
	for (size_t i = 0; i < 4; i++)
		r->state[i] = splitmix(&state);
	if (!(r->state[0] | r->state[1] | r->state[2] | r->state[3]))
		r->state[0] = 1; /* the one state that the generator never leaves */
}

uint64_t random_next(struct random *r)
{
	uint64_t *s = r->state;
	uint64_t out = turn(s[1] * 5, 7) * 9;
	uint64_t t = s[1] << 17;
	s[2] ^= s[0];
	s[3] ^= s[1];
	s[1] ^= s[2];
	s[0] ^= s[3];
	s[2] ^= t;
	s[3] = turn(s[3], 45);
	return out;
}

/* Lemire, "Fast random integer generation in an interval", 2019. */
uint64_t random_below(struct random *r, uint64_t below)
{
	wide product = (wide)random_next(r) * below;
	if ((uint64_t)product < below) {
		uint64_t least = (0 - below) % below;
		while ((uint64_t)product < least)
			product = (wide)random_next(r) * below;
	}
	return (uint64_t)(product >> 64);
}

uint64_t random_between(struct random *r, uint64_t low, uint64_t high)
{
	return low + random_below(r, high - low + 1);
}

bool random_chance(struct random *r, uint64_t micro)
{
	return random_below(r, MICRO) < micro;
}

uint64_t random_tail(struct random *r, uint64_t cap)
{
	uint64_t x = (UINT64_C(1) << 32) / (1 + (random_next(r) >> 32));
	return x < cap ? x : cap;
}

size_t random_pick(struct random *r, const uint64_t *sums, size_t count)
{
	uint64_t at = random_below(r, sums[count - 1]);
	size_t low = 0;
	size_t high = count - 1;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (at < sums[middle])
			high = middle;
		else
			low = middle + 1;
	}
	return low;
}

void random_fill(struct random *r, uint8_t *out, size_t len)
{
	while (len) {
		uint64_t word = random_next(r);
		size_t n = len < 8 ? len : 8;
		for (size_t i = 0; i < n; i++)
			out[i] = (uint8_t)(word >> (8 * i));
		out += n;
		len -= n;
	}
}

uint64_t random_part(uint64_t total, uint64_t before, uint64_t after, uint64_t weights)
{
	return (uint64_t)((wide)total * after / weights - (wide)total * before / weights);
}
