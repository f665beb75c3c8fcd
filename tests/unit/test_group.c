/* Groups of sources that did the same on one day. */
#include "store/day.h"

#include "tap.h"

static void add(struct groups *g, size_t services, const service_id *list, uint16_t point, uint8_t tool)
{
	const struct group_source s = {.accesses = 3,
				       .services = list,
				       .service_count = services,
				       .points = &point,
				       .point_count = 1,
				       .tool = tool};
	OK(!groups_add(g, &s), "a source");
}

static void test_groups(void)
{
	const service_id worm[] = {service_make(6, 135), service_make(6, 445), service_make(17, 1434)};
	const service_id web[] = {service_make(6, 80)};
	struct groups *g = groups_new();
	size_t n = 0;
	for (uint16_t i = 0; i < 7; i++)
		add(g, 3, worm, i % 3, 0);
	for (uint16_t i = 0; i < 5; i++)
		add(g, 1, web, i, 3);
	for (uint16_t i = 0; i < 9; i++)
		add(g, 1, web, i, 0);
	add(g, 2, worm, 1, 0);
	const struct group *list = groups_largest(g, 5, 10, &n);
	IS_INT(n, 2, "one by its services, one by its tool; a service alone is none, nor is a single source");
	IS_INT(list[0].sources, 7, "the largest first");
	IS_INT(list[0].accesses, 21, "its accesses");
	IS_INT(list[0].service_count, 3, "its services");
	IS_INT(list[0].services[1], worm[1], "by name");
	IS_INT(list[0].point_count, 3, "three points saw it");
	IS_INT(list[1].tool, 3, "the tool of the other");
	IS_INT(list[1].point_count, 5, "five points saw that");
	uint64_t number = list[0].number;
	groups_free(g);
	g = groups_new();
	add(g, 3, worm, 9, 0);
	IS_INT(groups_largest(g, 1, 10, &n)[0].number == number, 1,
	       "the same group has the same number on another day");
	(void)groups_largest(g, 2, 10, &n);
	IS_INT(n, 0, "which is small");
	groups_free(g);
}

/* What comes of it when a day is closed. */
static void test_day(void)
{
	struct day_row rows[40];
	struct day_tool tools[] = {{2, 1, 3}, {4, 2, 3}, {5, 2, 1}, {5, 9, 3}, {6, 3, 3}};
	size_t n = 0;
	for (size_t i = 0; i < 40; i++) /* sources 1 to 10, each at two points and two services */
		rows[i] = (struct day_row){.source = 1 + i % 10,
					   .service = service_make(6, (uint16_t)(80 + i / 10 % 2)),
					   .accesses = 1,
					   .attempts = 1,
					   .point = (uint16_t)(1 + i / 20),
					   .region = REGION_UNKNOWN,
					   .kind = 1};
	struct day *d = day_new(2);
	OK(!day_add(d, rows, 40, tools, 5) && !day_finish(d), "ten sources at two points");
	const struct day_wide *wide = day_wides(d, &n);
	IS_INT(n, 10, "all are wide");
	for (size_t i = 0; i < n; i++)
		OK(wide[i].points == 2 && wide[i].services == 2 && wide[i].accesses == 4, "with its numbers");
	const struct group *groups = day_groups(d, &n);
	IS_INT(n, 1, "one group is large enough");
	IS_INT(groups[0].sources, 7, "a tool sets sources apart when it made half of the accesses: 4, 5 and 6");
	IS_INT(groups[0].point_count, 2, "at two points");
	day_free(d);
}

int main(void)
{
	test_groups();
	test_day();
	return tap_done();
}
