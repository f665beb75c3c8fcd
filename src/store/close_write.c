#include "store/close.h"

#include "store/store_int.h"

static const struct table day_cell_table = {"day_cell",
					    10,
					    {COLUMN_DAY, COLUMN_U16, COLUMN_U8, COLUMN_U16, COLUMN_U8, COLUMN_U16,
					     COLUMN_U64, COLUMN_U64, COLUMN_U64, COLUMN_U64}};
static const struct table day_distinct_table = {"day_distinct", 4, {COLUMN_DAY, COLUMN_U8, COLUMN_U32, COLUMN_U64}};

static const struct table wide_day_table = {
    "wide_day", 6, {COLUMN_DAY, COLUMN_U64, COLUMN_U16, COLUMN_U32, COLUMN_U32, COLUMN_U64}};
static const struct table group_day_table = {
    "group_day", 7, {COLUMN_DAY, COLUMN_U64, COLUMN_U8, COLUMN_U32, COLUMN_U64, COLUMN_U64, COLUMN_U16}};
static const struct table group_service_table = {"group_service", 4, {COLUMN_DAY, COLUMN_U64, COLUMN_U8, COLUMN_U16}};

struct closed_rows {
	int32_t day;
	const void *rows;
};

/* NOLINTNEXTLINE(bugprone-macro-parentheses): a name that is being declared cannot stand in them */
#define EACH(i) for (size_t i = 0; i < count; i++)

static void fill_cells(const void *from_rows, size_t from, size_t count, void *const *columns)
{
	const struct closed_rows *all = from_rows;
	const struct day_cell *rows = (const struct day_cell *)all->rows + from;
	EACH(i)((int32_t *)columns[0])[i] = all->day;
	EACH(i)((uint16_t *)columns[1])[i] = rows[i].point;
	EACH(i)((uint8_t *)columns[2])[i] = service_proto(rows[i].service);
	EACH(i)((uint16_t *)columns[3])[i] = service_port(rows[i].service);
	EACH(i)((uint8_t *)columns[4])[i] = rows[i].kind;
	EACH(i)((uint16_t *)columns[5])[i] = rows[i].region;
	EACH(i)((uint64_t *)columns[6])[i] = rows[i].accesses;
	EACH(i)((uint64_t *)columns[7])[i] = rows[i].attempts;
	EACH(i)((uint64_t *)columns[8])[i] = rows[i].sources;
	EACH(i)((uint64_t *)columns[9])[i] = rows[i].kind_sources;
}

static void fill_distincts(const void *from_rows, size_t from, size_t count, void *const *columns)
{
	const struct closed_rows *all = from_rows;
	const struct day_distinct *rows = (const struct day_distinct *)all->rows + from;
	EACH(i)((int32_t *)columns[0])[i] = all->day;
	EACH(i)((uint8_t *)columns[1])[i] = rows[i].what;
	EACH(i)((uint32_t *)columns[2])[i] = rows[i].item;
	EACH(i)((uint64_t *)columns[3])[i] = rows[i].sources;
}

static void fill_wides(const void *from_rows, size_t from, size_t count, void *const *columns)
{
	const struct closed_rows *all = from_rows;
	const struct day_wide *rows = (const struct day_wide *)all->rows + from;
	EACH(i)((int32_t *)columns[0])[i] = all->day;
	EACH(i)((uint64_t *)columns[1])[i] = rows[i].source;
	EACH(i)((uint16_t *)columns[2])[i] = rows[i].region;
	EACH(i)((uint32_t *)columns[3])[i] = rows[i].points;
	EACH(i)((uint32_t *)columns[4])[i] = rows[i].services;
	EACH(i)((uint64_t *)columns[5])[i] = rows[i].accesses;
}

static void fill_groups(const void *from_rows, size_t from, size_t count, void *const *columns)
{
	const struct closed_rows *all = from_rows;
	const struct group *rows = (const struct group *)all->rows + from;
	EACH(i)((int32_t *)columns[0])[i] = all->day;
	EACH(i)((uint64_t *)columns[1])[i] = rows[i].number;
	EACH(i)((uint8_t *)columns[2])[i] = rows[i].tool;
	EACH(i)((uint32_t *)columns[3])[i] = rows[i].service_count;
	EACH(i)((uint64_t *)columns[4])[i] = rows[i].sources;
	EACH(i)((uint64_t *)columns[5])[i] = rows[i].accesses;
	EACH(i)((uint16_t *)columns[6])[i] = rows[i].point_count;
}

struct group_services {
	int32_t day;
	uint64_t number;
	const service_id *services;
};

static void fill_group_services(const void *from_rows, size_t from, size_t count, void *const *columns)
{
	const struct group_services *all = from_rows;
	const service_id *services = all->services + from;
	EACH(i)((int32_t *)columns[0])[i] = all->day;
	EACH(i)((uint64_t *)columns[1])[i] = all->number;
	EACH(i)((uint8_t *)columns[2])[i] = service_proto(services[i]);
	EACH(i)((uint16_t *)columns[3])[i] = service_port(services[i]);
}

static int write_groups(struct store *s, int32_t date, struct day *day, struct err *err)
{
	size_t n = 0;
	const struct group *groups = day_groups(day, &n);
	struct closed_rows rows = {date, groups};
	int code = engine_append(s->engine, &group_day_table, fill_groups, &rows, n, err);
	for (size_t i = 0; !code && i < n; i++) {
		size_t kept = groups[i].service_count < GROUP_SERVICES ? groups[i].service_count : GROUP_SERVICES;
		struct group_services services = {date, groups[i].number, groups[i].services};
		code = engine_append(s->engine, &group_service_table, fill_group_services, &services, kept, err);
	}
	return code;
}

int close_write(struct store *s, int32_t date, struct day *day, struct err *err)
{
	size_t n = 0;
	struct closed_rows rows = {date, day_cells(day, &n)};
	int code = engine_append(s->engine, &day_cell_table, fill_cells, &rows, n, err);
	rows.rows = day_distincts(day, &n);
	if (!code)
		code = engine_append(s->engine, &day_distinct_table, fill_distincts, &rows, n, err);
	rows.rows = day_wides(day, &n);
	if (!code)
		code = engine_append(s->engine, &wide_day_table, fill_wides, &rows, n, err);
	return code ? code : write_groups(s, date, day, err);
}
