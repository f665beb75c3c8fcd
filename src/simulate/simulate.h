/* Make traffic from a scenario file: capture files of several points over several months, with
 * everything that a point sees: accesses, its own traffic and the answers, LAN noise, maintenance
 * log-ins. For trying teiten out and for tests; the same scenario and seed give the same bytes. */
#pragma once

#include "base/err.h"

#include <stdint.h>

struct simulate_options {
	const char *scenario; /* path of a YAML file, or the name of one that teiten ships */
	const char *folder;   /* made when absent */
	double scale;         /* 1.0; smaller for a quick look */
	uint64_t seed;        /* 0: the scenario's own */
	void (*progress)(void *ctx, uint64_t done, uint64_t all); /* accesses, after each file; or NULL */
	void *ctx;
};

struct simulate_result {
	uint64_t files;
	uint64_t packets;
	uint64_t accesses;
};

/* Writes FOLDER/points.json and FOLDER/POINT/YYYY-MM-DD.pcap, each whole or not at all. */
int simulate_run(const struct simulate_options *options, struct simulate_result *out, struct err *err) MUST_USE;

/* Names of the shipped scenarios with one line each, NULL-terminated: name, line, name, line, ...
 */
const char *const *simulate_shipped(void);
