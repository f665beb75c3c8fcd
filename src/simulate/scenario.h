/* A scenario: what a simulated world looks like, read from a YAML document and checked as a whole.
 * After that it is only read. The format is described in teiten-scenario(5). */
#pragma once

#include "base/addr.h"
#include "base/civil.h"
#include "base/service.h"
#include "simulate/shape.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
	SCENARIO_NAME_MAX = 64,
	SCENARIO_MONTHS_MAX = 240,
	SCENARIO_POINTS_MAX = 1000,
	SCENARIO_REGIONS_MAX = 64,
	SCENARIO_MIXES_MAX = 64,
	SCENARIO_HOURS_MAX = 32,
	SCENARIO_POOLS_MAX = 32,
	SCENARIO_SERVICES_MAX = 256,
	SCENARIO_TARGETS_MAX = 16,
	SCENARIO_PREFIXES_MAX = 32,
	SCENARIO_ADDRESSES_MAX = 8,
	SCENARIO_FACTORS_MAX = 64,
	SCENARIO_MESSAGES_MAX = 32,
	SCENARIO_PEOPLE_BYTES = 64,
	SCENARIO_TEXT_BYTES = 1200
};

/* Above any service's weight on any day; so many of them still fit 64 bits. */
#define SCENARIO_WEIGHT_MAX UINT64_C(1000000000000000)

struct month_plan {
	int32_t month;
	int32_t first_day;
	int32_t last_day; /* included */
	uint64_t accesses;
	uint64_t sources; /* cumulative: distinct (day, point, service, source) */
};

struct point_plan {
	char id[SCENARIO_NAME_MAX];
	struct addr address[SCENARIO_ADDRESSES_MAX];
	size_t address_count;
	struct prefix prefix[SCENARIO_ADDRESSES_MAX];
	size_t prefix_count;
	service_id maintenance[SCENARIO_ADDRESSES_MAX];
	size_t maintenance_count;
	uint64_t busy; /* share of the traffic against other points, in millionths */
	bool answers;  /* no packet filter: its kernel answers probes by itself */
	bool dark;     /* prefixes only: nobody lives there */
};

struct region_plan {
	char name[3];
	struct prefix v4[SCENARIO_PREFIXES_MAX];
	size_t v4_count;
	struct prefix v6[SCENARIO_PREFIXES_MAX];
	size_t v6_count;
};

struct mix_plan {
	char name[SCENARIO_NAME_MAX]; /* "" when written in place */
	size_t region[SCENARIO_REGIONS_MAX];
	uint64_t sums[SCENARIO_REGIONS_MAX]; /* running sums of weights */
	size_t count;
};

struct hours_plan {
	char name[SCENARIO_NAME_MAX];
	uint64_t weight[24];
};

enum pool_life { POOL_DAY, POOL_MONTH, POOL_ALWAYS };

/* Sources that come back at many points and services. */
struct pool_plan {
	char name[SCENARIO_NAME_MAX];
	uint64_t size;
	enum pool_life life;
	size_t mix;
};

struct target {
	uint8_t proto;
	uint16_t low;
	uint16_t high;
};

/* From first_day to last_day the weight is multiplied. */
struct factor_plan {
	int32_t first_day;
	int32_t last_day;
	uint64_t micro;
};

struct service_plan {
	struct target target[SCENARIO_TARGETS_MAX];
	size_t target_count;
	enum shape shape;
	bool ipv6;
	uint64_t weight;     /* millionths, like all weights and shares */
	uint64_t repeat;     /* accesses of a source at this service, against other services; at least 1 */
	uint64_t retries;    /* chance that a source tries again when nobody answers */
	uint64_t pool_share; /* chance that a source is one of the pool */
	size_t pool;
	size_t mix;
	size_t hours;
	struct factor_plan factor[SCENARIO_FACTORS_MAX];
	size_t factor_count;
	uint16_t victim_port[SCENARIO_TARGETS_MAX]; /* backscatter: what was attacked */
	size_t victim_count;
};

/* One pop-up message, in the sender's code page, each text with its NUL. */
struct message_plan {
	uint8_t from[SCENARIO_PEOPLE_BYTES];
	uint8_t to[SCENARIO_PEOPLE_BYTES];
	uint8_t text[SCENARIO_TEXT_BYTES];
	uint32_t from_len;
	uint32_t to_len;
	uint32_t text_len;
};

/* What a point does by itself, times a day. */
struct own_plan {
	uint64_t names;
	uint64_t clock;
	uint64_t web;
	uint64_t pings;
	uint64_t traces;
	uint64_t noise;
	struct addr resolver;
	struct addr time_server;
	struct addr web_server;
	struct addr gateway;
	struct addr far; /* where traces go */
};

/* Dictionary attacks on maintenance services, and the operator's own log-ins. */
struct attack_plan {
	uint64_t a_day; /* in millionths */
	uint64_t tries_low;
	uint64_t tries_high;
	size_t mix;
	size_t hours;
	uint64_t logins; /* a day */
	struct addr operator_address;
};

struct scenario {
	char name[SCENARIO_NAME_MAX];
	char about[160];
	uint64_t seed;
	struct zone *zone;
	struct month_plan months[SCENARIO_MONTHS_MAX];
	size_t month_count;
	struct point_plan points[SCENARIO_POINTS_MAX];
	size_t point_count;
	struct region_plan regions[SCENARIO_REGIONS_MAX];
	size_t region_count;
	struct mix_plan mixes[SCENARIO_MIXES_MAX];
	size_t mix_count;
	struct hours_plan hours[SCENARIO_HOURS_MAX]; /* the first is flat */
	size_t hours_count;
	struct pool_plan pools[SCENARIO_POOLS_MAX];
	size_t pool_count;
	struct service_plan services[SCENARIO_SERVICES_MAX];
	size_t service_count;
	struct message_plan messages[SCENARIO_MESSAGES_MAX];
	uint64_t message_sums[SCENARIO_MESSAGES_MAX];
	size_t message_count;
	struct own_plan own;
	struct attack_plan attack;
};

/* ERR_PARSE says where and what is wrong. The caller owns *out. */
int scenario_parse(const char *text, size_t len, struct scenario **out, struct err *err) MUST_USE;

/* The same from a file; err names it. */
int scenario_read(const char *path, struct scenario **out, struct err *err) MUST_USE;

void scenario_free(struct scenario *s);

/* How much a service weighs on a day. */
uint64_t scenario_weight(const struct service_plan *service, int32_t day);

/* True when the point can receive it: it has an address of that family. */
bool scenario_reaches(const struct point_plan *point, const struct service_plan *service);
