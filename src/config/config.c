#include "config/config.h"

#include "config/document.h"

#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

const struct config_key config_keys[] = {
    {"store", "text", "duckdb:teiten.duckdb", "where the facts are kept: duckdb:PATH"},
    {"regions", "text", "the file that comes with teiten", "MMDB file that tells the country of an address"},
    {"time_zone", "text", "Asia/Tokyo", "tz database name; days and hours are counted in it"},
    {"publisher", "text", "none", "who publishes the report; printed in its head"},
    {"min_points", "number", "3", "a cell that fewer points saw is not published (1 to 1000)"},
    {"top", "number", "10", "services and regions that are named before the rest is other (1 to 11)"},
    {"wide", "number", "5", "a source seen at this many points on one day is wide (2 to 1000)"},
    {"points", "list", "none", "the observation points"},
    {"groups", "list", "messenger", "services that are shown as one"},
    {NULL, NULL, NULL, NULL}};

#define DEFAULT_STORE "duckdb:teiten.duckdb"

int config_new(struct config **out, struct err *err)
{
	struct config *c = calloc(1, sizeof(*c));
	if (c) {
		c->store = strdup(DEFAULT_STORE);
		c->groups = calloc(1, sizeof(*c->groups));
	}
	if (!c || !c->store || !c->groups) {
		config_free(c);
		return err_set(err, ERR_NOMEM, "no memory for the configuration");
	}
	c->min_points = 3;
	c->top = 10;
	c->wide = 5;
	c->group_count = 1;
	*c->groups = (struct config_group){.key = "messenger",
					   .label_ja = "102x(UDP)/103x(UDP)",
					   .label_en = "102x(UDP)/103x(UDP)",
					   .proto = PROTO_UDP,
					   .port_count = 14};
	for (uint16_t i = 0; i < 14; i++)
		c->groups->ports[i] = (uint16_t)(1026 + i);
	*out = c;
	return 0;
}

void config_free(struct config *c)
{
	if (!c)
		return;
	free(c->store);
	free(c->regions);
	free(c->time_zone);
	free(c->publisher);
	free(c->points);
	free(c->groups);
	free(c);
}

static int set_text(char **slot, const char *key, const char *value, struct err *err)
{
	if (!*value || strlen(value) > 4000)
		return err_set(err, ERR_CONFIG, "%s must not be empty or longer than 4000 bytes", key);
	char *copy = strdup(value);
	if (!copy)
		return err_set(err, ERR_NOMEM, "no memory for the configuration");
	free(*slot);
	*slot = copy;
	return 0;
}

static int set_number(int64_t *slot, const char *key, const char *value, int64_t min, int64_t max, struct err *err)
{
	char *end = NULL;
	long long n = strtoll(value, &end, 10);
	if (!*value || *end || n < min || n > max)
		return err_set(err, ERR_CONFIG, "%s must be a whole number from %lld to %lld, not \"%.40s\"", key,
			       (long long)min, (long long)max, value);
	*slot = n;
	return 0;
}

int config_set(struct config *c, const char *key, const char *value, struct err *err)
{
	if (!strcmp(key, "store"))
		return set_text(&c->store, key, value, err);
	if (!strcmp(key, "regions"))
		return set_text(&c->regions, key, value, err);
	if (!strcmp(key, "time_zone"))
		return set_text(&c->time_zone, key, value, err);
	if (!strcmp(key, "publisher"))
		return set_text(&c->publisher, key, value, err);
	if (!strcmp(key, "min_points"))
		return set_number(&c->min_points, key, value, 1, 1000, err);
	if (!strcmp(key, "top"))
		return set_number(&c->top, key, value, 1, 11, err);
	if (!strcmp(key, "wide"))
		return set_number(&c->wide, key, value, 2, 1000, err);
	return err_set(err, ERR_CONFIG, "unknown key \"%.64s\"; man teiten.yaml lists them", key);
}

/* Names become folder names, labels and identifiers: letters, digits and a few marks. */
static bool name_good(const char *name)
{
	size_t len = strlen(name);
	return len > 0 && len < CONFIG_NAME_MAX && name[0] != '.' && name[0] != '-' &&
	       strspn(name, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._-") == len;
}

int config_point_add(struct config *c, const char *name, struct config_point **out, struct err *err)
{
	if (!name_good(name))
		return err_set(err, ERR_CONFIG,
			       "a point's name has 1 to %d letters, digits, '.', '_' or '-', not \"%.64s\"",
			       CONFIG_NAME_MAX - 1, name);
	if (config_point_find(c, name))
		return err_set(err, ERR_CONFIG, "point %s is named twice", name);
	if (c->point_count == CONFIG_POINTS_MAX)
		return err_set(err, ERR_LIMIT, "more than %d points", CONFIG_POINTS_MAX);
	struct config_point *points = realloc(c->points, (c->point_count + 1) * sizeof(*points));
	if (!points)
		return err_set(err, ERR_NOMEM, "no memory for the points");
	c->points = points;
	struct config_point *p = &points[c->point_count++];
	*p = (struct config_point){0};
	(void)snprintf(p->name, sizeof(p->name), "%s", name);
	*out = p;
	return 0;
}

const struct config_point *config_point_find(const struct config *c, const char *name)
{
	for (size_t i = 0; i < c->point_count; i++)
		if (!strcmp(c->points[i].name, name))
			return &c->points[i];
	return NULL;
}

static int add_prefix(struct config_prefixes *list, const char *key, const char *value, bool host, struct err *err)
{
	struct prefix p;
	if (prefix_parse(value, &p))
		return err_set(err, ERR_CONFIG, "%s: \"%.64s\" is not an %s", key, value,
			       host ? "address" : "address or a prefix such as 192.0.2.0/24");
	if (host && p.bits != 128)
		return err_set(err, ERR_CONFIG,
			       "%s: %.64s is a prefix; a range that begins nothing goes under `prefix`", key, value);
	if (list->count == CONFIG_PREFIXES_MAX)
		return err_set(err, ERR_LIMIT, "%s: more than %d of them", key, CONFIG_PREFIXES_MAX);
	list->list[list->count++] = p;
	return 0;
}

static int add_maintenance(struct config_point *p, const char *value, struct err *err)
{
	service_id service;
	if (service_parse(value, &service))
		return err_set(err, ERR_CONFIG, "maintenance: \"%.64s\" is not a service such as 22/tcp", value);
	if (p->maintenance_count == CONFIG_MAINTENANCE_MAX)
		return err_set(err, ERR_LIMIT, "maintenance: more than %d services", CONFIG_MAINTENANCE_MAX);
	p->maintenance[p->maintenance_count++] = service;
	return 0;
}

static int point_add_value(struct config_point *p, const char *key, const char *value, struct err *err)
{
	if (!strcmp(key, "address"))
		return add_prefix(&p->addresses, key, value, true, err);
	if (!strcmp(key, "prefix"))
		return add_prefix(&p->dark, key, value, false, err);
	if (!strcmp(key, "lan")) {
		p->lan_given = true;
		return strcmp(value, "none") ? add_prefix(&p->lan, key, value, false, err) : 0;
	}
	if (!strcmp(key, "maintenance"))
		return add_maintenance(p, value, err);
	if (!strcmp(key, "time_zone")) {
		if (!*value || strlen(value) >= sizeof(p->time_zone))
			return err_set(err, ERR_CONFIG, "time_zone: \"%.64s\" is not a tz database name", value);
		(void)snprintf(p->time_zone, sizeof(p->time_zone), "%s", value);
		return 0;
	}
	return err_set(err, ERR_CONFIG, "unknown key \"%.64s\" of a point", key);
}

int config_point_set(struct config_point *p, const char *key, const char *value, struct err *err)
{
	char one[256];
	int code = 0;
	for (const char *at = value; !code;) {
		size_t len = strcspn(at, ",");
		if (len >= sizeof(one))
			return err_set(err, ERR_CONFIG, "%s: \"%.40s...\" is too long", key, at);
		memcpy(one, at, len);
		one[len] = '\0';
		code = point_add_value(p, key, one, err);
		if (!at[len])
			break;
		at += len + 1;
	}
	return code;
}

/* A value that is a text or a list of texts. */
static int each_text(const json_t *value, struct config_point *p, const char *key, struct err *err)
{
	if (json_is_string(value))
		return point_add_value(p, key, json_string_value(value), err);
	if (!json_is_array(value))
		return err_set(err, ERR_CONFIG, "%s must be a text or a list of texts", key);
	int code = 0;
	for (size_t i = 0; !code && i < json_array_size(value); i++) {
		const char *text = json_string_value(json_array_get(value, i));
		code = text ? point_add_value(p, key, text, err)
			    : err_set(err, ERR_CONFIG, "%s must be a list of texts", key);
	}
	return code;
}

static int read_point(struct config *c, const json_t *object, struct err *err)
{
	const char *name = json_string_value(json_object_get(object, "id"));
	if (!name)
		return err_set(err, ERR_CONFIG, "a point needs a name under `id`");
	struct config_point *p = NULL;
	int code = config_point_add(c, name, &p, err);
	const char *key;
	json_t *value;
	json_object_foreach((json_t *)object, key, value)
	{
		if (!code && strcmp(key, "id") != 0)
			code = each_text(value, p, key, err);
	}
	if (!code && !p->addresses.count && !p->dark.count)
		code = err_set(err, ERR_CONFIG, "it needs an address or a prefix");
	return code ? err_prefix(err, "point %.64s", name) : 0;
}

static int read_points(struct config *c, const json_t *list, struct err *err)
{
	if (!json_is_array(list))
		return err_set(err, ERR_CONFIG, "the points must be a list");
	int code = 0;
	for (size_t i = 0; !code && i < json_array_size(list); i++)
		code = read_point(c, json_array_get(list, i), err);
	return code;
}

/* "1026-1039/udp" or "23/tcp". */
static int add_ports(struct config_group *g, const char *text, struct err *err)
{
	char single[SERVICE_TEXT_MAX];
	unsigned first;
	unsigned last;
	char proto[4];
	service_id service;
	bool good = false;
	int end = 0;
	/* NOLINTNEXTLINE(cert-err34-c): at most five digits are read, and the value is checked */
	if (sscanf(text, "%5u-%5u/%3s%n", &first, &last, proto, &end) == 3 && !text[end] && first <= last &&
	    last <= UINT16_MAX) {
		(void)snprintf(single, sizeof(single), "%u/%s", first, proto);
		good = service_parse(single, &service) == 0;
	} else if (service_parse(text, &service) == 0) {
		first = last = service_port(service);
		good = true;
	}
	if (!good || (g->port_count && g->proto != service_proto(service)))
		return err_set(err, ERR_CONFIG,
			       "\"%.40s\" is not a service or a range such as 1026-1039/udp of the "
			       "group's protocol",
			       text);
	g->proto = service_proto(service);
	for (unsigned port = first; port <= last; port++) {
		if (g->port_count == CONFIG_GROUP_PORTS_MAX)
			return err_set(err, ERR_LIMIT, "more than %d ports", CONFIG_GROUP_PORTS_MAX);
		g->ports[g->port_count++] = (uint16_t)port;
	}
	return 0;
}

static int read_label(const json_t *object, const char *language, const char *fallback, char *out, struct err *err)
{
	const json_t *label = json_object_get(object, "label");
	const char *text =
	    json_is_string(label) ? json_string_value(label) : json_string_value(json_object_get(label, language));
	if (!text)
		text = fallback;
	if (!*text || strlen(text) >= CONFIG_NAME_MAX)
		return err_set(err, ERR_CONFIG, "a label has 1 to %d bytes", CONFIG_NAME_MAX - 1);
	(void)snprintf(out, CONFIG_NAME_MAX, "%s", text);
	return 0;
}

static int read_group(struct config_group *g, const json_t *object, struct err *err)
{
	const char *key = json_string_value(json_object_get(object, "key"));
	const json_t *services = json_object_get(object, "services");
	if (!key || !name_good(key) || !strcmp(key, "other"))
		return err_set(err, ERR_CONFIG, "a group needs a name under `key`");
	(void)snprintf(g->key, sizeof(g->key), "%s", key);
	int code = read_label(object, "ja", key, g->label_ja, err);
	if (!code)
		code = read_label(object, "en", key, g->label_en, err);
	if (!code && json_is_string(services))
		code = add_ports(g, json_string_value(services), err);
	for (size_t i = 0; !code && json_is_array(services) && i < json_array_size(services); i++) {
		const char *text = json_string_value(json_array_get(services, i));
		code = add_ports(g, text ? text : "", err);
	}
	if (!code && !g->port_count)
		code = err_set(err, ERR_CONFIG, "it needs a list of `services`");
	return code ? err_prefix(err, "group %.64s", key) : 0;
}

static int read_groups(struct config *c, const json_t *list, struct err *err)
{
	size_t count = json_array_size(list);
	if (!json_is_array(list) || count > 64)
		return err_set(err, ERR_CONFIG, "the groups must be a list of at most 64");
	struct config_group *groups = calloc(count ? count : 1, sizeof(*groups));
	if (!groups)
		return err_set(err, ERR_NOMEM, "no memory for the groups");
	int code = 0;
	for (size_t i = 0; !code && i < count; i++)
		code = read_group(&groups[i], json_array_get(list, i), err);
	if (code) {
		free(groups);
		return code;
	}
	free(c->groups);
	c->groups = groups;
	c->group_count = count;
	return 0;
}

static int read_scalar(struct config *c, const char *key, const json_t *value, struct err *err)
{
	char number[32];
	if (json_is_string(value))
		return config_set(c, key, json_string_value(value), err);
	if (!json_is_integer(value))
		return err_set(err, ERR_CONFIG, "%s must be a text or a number", key);
	(void)snprintf(number, sizeof(number), "%lld", (long long)json_integer_value(value));
	return config_set(c, key, number, err);
}

static int read_tree(struct config *c, const json_t *tree, struct err *err)
{
	const char *key;
	json_t *value;
	int code = json_is_object(tree) ? 0 : err_set(err, ERR_CONFIG, "it must be a mapping of keys to values");
	json_object_foreach((json_t *)tree, key, value)
	{
		if (code)
			break;
		if (!strcmp(key, "points"))
			code = read_points(c, value, err);
		else if (!strcmp(key, "groups"))
			code = read_groups(c, value, err);
		else
			code = read_scalar(c, key, value, err);
	}
	return code;
}

int config_read(struct config *c, const char *path, struct err *err)
{
	json_t *tree = NULL;
	int code = document_read(path, &tree, err);
	if (code)
		return code;
	code = read_tree(c, tree, err);
	json_decref(tree);
	return code ? err_prefix(err, "configuration %s", path) : 0;
}

int config_read_points(struct config *c, const char *path, struct err *err)
{
	json_t *tree = NULL;
	int code = document_read(path, &tree, err);
	if (code)
		return code;
	code = read_points(c, tree, err);
	json_decref(tree);
	return code ? err_prefix(err, "points file %s", path) : 0;
}
