#include "config/config.h"

#include "tap.h"

#include <unistd.h>

static char path[] = "/tmp/teiten-config-XXXXXX";

static int read_text(const char *text, bool points, struct config **out, struct err *err)
{
	FILE *f = fopen(path, "w");
	if (!f || fputs(text, f) < 0 || fclose(f) || config_new(out, err))
		return ERR_IO;
	return points ? config_read_points(*out, path, err) : config_read(*out, path, err);
}

static void good(void)
{
	struct config *c = NULL;
	struct err err = {0};
	OK(!read_text(
	       "store: duckdb:/srv/t.duckdb\ntime_zone: Europe/Berlin\nmin_points: 4\n"
	       "points:\n  - id: berlin1\n    address: [192.0.2.1, '2001:db8::1']\n    prefix: 198.51.100.0/24\n"
	       "    maintenance: 22/tcp\n  - {id: b2, address: 192.0.2.2, time_zone: Asia/Tokyo, lan: [192.0.2.0/24]}\n"
	       "groups:\n  - {key: telnet, label: {ja: Telnet系, en: Telnet}, services: [23/tcp, 2323/tcp]}\n"
	       "  - {key: pop, services: 1026-1029/udp}\n",
	       false, &c, &err),
	   err.msg);
	IS_TEXT(c->store, "duckdb:/srv/t.duckdb", "the store");
	IS_TEXT(c->time_zone, "Europe/Berlin", "the zone");
	IS_INT(c->min_points, 4, "a number");
	IS_INT(c->point_count, 2, "two points");
	const struct config_point *p = config_point_find(c, "berlin1");
	OK(p && p->addresses.count == 2 && p->dark.count == 1 && p->maintenance_count == 1,
	   "with all that is said of the first");
	p = config_point_find(c, "b2");
	OK(p && p->lan.count == 1 && !strcmp(p->time_zone, "Asia/Tokyo"), "and of the second");
	IS_INT(c->group_count, 2, "groups replace the default ones");
	OK(c->groups[0].port_count == 2 && c->groups[0].ports[1] == 2323 && !strcmp(c->groups[0].label_ja, "Telnet系"),
	   "the first group");
	OK(c->groups[1].port_count == 4 && c->groups[1].proto == PROTO_UDP && !strcmp(c->groups[1].label_en, "pop"),
	   "the second, a range");
	config_free(c);
	OK(!read_text("[{\"id\": \"point01\", \"address\": \"203.0.113.10\", \"maintenance\": []}]", true, &c, &err),
	   "a points file in JSON");
	IS_INT(c->point_count, 1, "has one point");
	IS_INT(c->groups[0].port_count, 14, "the default group is UDP 1026 to 1039");
	config_free(c);
}

static void bad(const char *text, bool points, const char *says)
{
	struct config *c = NULL;
	struct err err = {0};
	OK(read_text(text, points, &c, &err) < 0, text);
	OK(strstr(err.msg, says) && strstr(err.msg, path), err.msg);
	config_free(c);
}

int main(void)
{
	int fd = mkstemp(path);
	(void)close(fd);
	good();
	bad("stores: x\n", false, "unknown key");
	bad("min_points: many\n", false, "whole number");
	bad("min_points: 0\n", false, "whole number");
	bad("top: 12\n", false, "1 to 11");
	bad("- a\n", false, "mapping");
	bad("points: {}\n", false, "list");
	bad("[{\"id\": \"p\"}]", true, "address or a prefix");
	bad("[{\"address\": \"192.0.2.1\"}]", true, "id");
	bad("[{\"id\": \"../p\", \"address\": \"192.0.2.1\"}]", true, "name");
	bad("[{\"id\": \"p\", \"address\": \"192.0.2.0/24\"}]", true, "prefix");
	bad("[{\"id\": \"p\", \"address\": \"host\"}]", true, "not an address");
	bad("[{\"id\": \"p\", \"address\": \"192.0.2.1\", \"maintenance\": [\"ssh\"]}]", true, "22/tcp");
	bad("[{\"id\": \"p\", \"address\": \"192.0.2.1\"}, {\"id\": \"p\", \"address\": \"192.0.2.2\"}]", true,
	    "twice");
	bad("[{\"id\": \"p\", \"adress\": \"192.0.2.1\"}]", true, "adress");
	bad("groups: [{key: other, services: 1/tcp}]", false, "group");
	bad("groups: [{key: g, services: [1/tcp, 1/udp]}]", false, "protocol");
	bad("groups: [{key: g, services: 9-1/tcp}]", false, "range");
	bad("groups: [{key: g}]", false, "services");
	struct config *c = NULL;
	struct config_point *p = NULL;
	struct err err = {0};
	OK(!config_new(&c, &err) && !config_point_add(c, "home", &p, &err), "a point by flags");
	OK(!config_point_set(p, "address", "192.0.2.1,2001:db8::1", &err) && p->addresses.count == 2,
	   "two addresses in one flag");
	IS_INT(config_point_set(p, "address", "192.0.2.1,", &err), ERR_CONFIG, "an empty one is refused");
	IS_INT(config_read(c, "/nonexistent/teiten.yaml", &err), ERR_IO, "a configuration that is not there");
	OK(strstr(err.msg, "/nonexistent/teiten.yaml"), "is named");
	config_free(c);
	for (const struct config_key *k = config_keys; k->name; k++)
		OK(k->type && k->fallback && k->help && strlen(k->help) > 10, "every key is documented");
	(void)unlink(path);
	return tap_done();
}
