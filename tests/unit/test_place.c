#include "place/place.h"

#include "base/resource.h"

#include "tap.h"

#include <unistd.h>

static void is(struct place *p, const char *address, const char *want)
{
	uint64_t key = 0;
	char text[3] = "";
	if (addr_source_parse(address, &key) == 0)
		region_text(place_region(p, key), text);
	IS_TEXT(text, want, address);
}

static void refused(const char *path, int want, const char *name)
{
	struct place *p = NULL;
	struct err err = {0};
	IS_INT(place_open(path, &p, &err), want, name);
	OK(strstr(err.msg, path) && strstr(err.msg, "--regions"), "and the message says which file and what to do");
}

int main(void)
{
	char path[4096];
	char broken[] = "/tmp/teiten-mmdb-XXXXXX";
	struct err err = {0};
	struct place *p = NULL;
	if (resource_path("regions.mmdb", path, sizeof(path), &err)) {
		printf("Bail out! %s\n", err.msg);
		return EXIT_FAILURE;
	}
	OK(!place_open(path, &p, &err), "the data that comes with teiten opens");
	for (int i = 0; i < 2; i++) { /* the second time from the cache */
		is(p, "126.1.2.3", "JP");
		is(p, "12.1.0.1", "US");
		is(p, "211.200.1.1", "KR");
		is(p, "2001:200::/64", "JP");
		is(p, "192.0.2.1", "??");
		is(p, "2001:db8::1", "??");
	}
	OK(strlen(place_build(p)) > 10 && place_build_day(p) > 18000, "the build is dated");
	place_close(p);
	int fd = mkstemp(broken);
	OK(fd >= 0 && write(fd, "not a database", 14) == 14, "a broken file");
	(void)close(fd);
	refused(broken, ERR_PARSE, "is refused");
	(void)unlink(broken);
	refused(broken, ERR_ABSENT, "a missing file too");
	return tap_done();
}
