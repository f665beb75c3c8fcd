/* Random numbers that are the same on every machine: xoshiro256** (Blackman and Vigna, "Scrambled
 * linear pseudorandom number generators", 2018), seeded by splitmix64. Whole numbers only, so that
 * no count depends on a machine's floating point. Not for secrets. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Decimals of a scenario are kept as millionths. */
#define MICRO UINT64_C(1000000)

struct random {
	uint64_t state[4];
};

/* A stream that depends on every word and on their order. */
void random_seed(struct random *r, const uint64_t *words, size_t count);

uint64_t random_next(struct random *r);

/* 0 to below - 1, each as likely; below is at least 1. */
uint64_t random_below(struct random *r, uint64_t below);

/* low to high, both included. */
uint64_t random_between(struct random *r, uint64_t low, uint64_t high);

/* True in `micro` of a million cases. */
bool random_chance(struct random *r, uint64_t micro);

/* Most often 1, seldom much more: at least x in one of x cases. At most cap. */
uint64_t random_tail(struct random *r, uint64_t cap);

/* An index drawn by running sums of weights (sums[count - 1] is the total, above zero). */
size_t random_pick(struct random *r, const uint64_t *sums, size_t count);

void random_fill(struct random *r, uint8_t *out, size_t len);

/* One word from two, well mixed: for traits that must always be the same for the same thing. */
uint64_t random_mix(uint64_t x, uint64_t y);

/* Part number `at` of a total that is divided by weights: give the running sum of weights before
 * and after this part. The parts add up to the total exactly. */
uint64_t random_part(uint64_t total, uint64_t before, uint64_t after, uint64_t weights);
