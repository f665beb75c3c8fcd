/* The configuration: one table of keys, from which it is read, checked, printed and documented.
 * Flags of a command go through the same setters as the file, so both mean the same. */
#pragma once

#include "base/addr.h"
#include "base/service.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct json_t;

#define CONFIG_PREFIXES_MAX 128
#define CONFIG_MAINTENANCE_MAX 64
#define CONFIG_POINTS_MAX 65535
#define CONFIG_GROUP_PORTS_MAX 1024
#define CONFIG_NAME_MAX 64

/* A list of prefixes; a single address is one of full length. */
struct config_prefixes {
	struct prefix list[CONFIG_PREFIXES_MAX];
	size_t count;
};

/* An observation point: one internet connection, or a darknet, or both. */
struct config_point {
	char name[CONFIG_NAME_MAX];
	char time_zone[CONFIG_NAME_MAX];  /* "" for the configuration's */
	struct config_prefixes addresses; /* the point's own */
	struct config_prefixes dark;      /* prefixes where nothing is ever begun */
	struct config_prefixes lan;       /* neighbours that are no strangers */
	bool lan_given;                   /* else the private range that an own address lies in */
	service_id maintenance[CONFIG_MAINTENANCE_MAX];
	size_t maintenance_count;
};

/* Services that are shown as one. */
struct config_group {
	char key[CONFIG_NAME_MAX];
	char label_ja[CONFIG_NAME_MAX];
	char label_en[CONFIG_NAME_MAX];
	uint8_t proto;
	uint16_t ports[CONFIG_GROUP_PORTS_MAX];
	size_t port_count;
};

struct config {
	char *store;     /* URL */
	char *regions;   /* MMDB file; NULL for the one that comes with teiten */
	char *time_zone; /* NULL when nothing was said */
	char *publisher; /* NULL for none */
	int64_t min_points;
	int64_t top;
	int64_t wide;
	struct config_point *points;
	size_t point_count;
	struct config_group *groups;
	size_t group_count;
};

/* A key of the configuration file, for the man page, `teiten doctor` and the tests. */
struct config_key {
	const char *name;
	const char *type;     /* "text", "number", "list" */
	const char *fallback; /* what holds when it is not set */
	const char *help;
};
extern const struct config_key config_keys[]; /* ends with a NULL name */

/* Defaults, with the groups that teiten shows as one unless told otherwise. */
int config_new(struct config **out, struct err *err) MUST_USE;
void config_free(struct config *c);

/* Add what a file says. ERR_PARSE or ERR_CONFIG with the file, the key and what is wrong with it.
 */
int config_read(struct config *c, const char *path, struct err *err) MUST_USE;

/* Add the points of a points file: a list as under the key `points`. */
int config_read_points(struct config *c, const char *path, struct err *err) MUST_USE;

/* Set one scalar key from text, as a flag does. */
int config_set(struct config *c, const char *key, const char *value, struct err *err) MUST_USE;

/* Add an empty point, to be filled by config_point_set with the keys of a point and comma-separated
 * values. */
int config_point_add(struct config *c, const char *name, struct config_point **out, struct err *err) MUST_USE;
int config_point_set(struct config_point *p, const char *key, const char *value, struct err *err) MUST_USE;

const struct config_point *config_point_find(const struct config *c, const char *name);
