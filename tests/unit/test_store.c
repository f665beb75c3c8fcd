#include "store/day.h"
#include "store/month.h"
#include "store/store.h"

#include "base/civil.h"
#include "base/service.h"

#include "tap.h"

#include <unistd.h>

#define SHA_A "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
#define SHA_B "bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb"
#define DAY 13088 /* 2005-11-01 */

static const service_id smb = PROTO_TCP << 16 | 445;
static const service_id ssh = PROTO_TCP << 16 | 22;

static const struct source_day sources[] = {
    {.source = 1, .day = DAY, .service = PROTO_TCP << 16 | 445, .kind = 1, .accesses = 3, .attempts = 2, .region = 1},
    {.source = 1, .day = DAY, .service = PROTO_TCP << 16 | 445, .kind = 2, .accesses = 1, .attempts = 1, .region = 1},
    {.source = 2, .day = DAY, .service = PROTO_TCP << 16 | 445, .kind = 2, .accesses = 5, .attempts = 5, .region = 2},
    {.source = 1, .day = DAY, .service = PROTO_TCP << 16 | 22, .kind = 1, .accesses = 1, .attempts = 1, .region = 1}};
static const struct service_hour hours[] = {
    {.day = DAY, .service = PROTO_TCP << 16 | 445, .hour = 3, .kind = 1, .accesses = 10}};

static int import(struct store *s, uint16_t point, const char *sha, struct err *err)
{
	struct store_segment segment = {.sha256 = sha,
					.file = "it's.pcap",
					.regions = "none",
					.point = point,
					.begin_us = 1,
					.end_us = 2,
					.seen = 12,
					.accesses = 10,
					.bytes = 99};
	segment.excluded[4] = 2;
	int code = store_import_begin(s, err);
	if (!code)
		code = store_add_source_days(s, point, sources, 4, err);
	if (!code)
		code = store_add_service_hours(s, point, hours, 1, err);
	return code ? code : store_import_commit(s, &segment, err);
}

static int64_t one(struct store *s, const char *name, int32_t column)
{
	struct store_result *r = NULL;
	struct err err;
	const struct store_param params[] = {store_day_param("day", DAY), store_number_param("parts", 1),
					     store_number_param("part", 0)};
	int64_t n = -1;
	if (store_query(s, name, params, 3, &r, &err) == 0)
		n = column < 0 ? (int64_t)store_rows(r) : store_number(r, 0, (size_t)column);
	store_result_free(r);
	return n;
}

static void test_store(const char *path)
{
	struct store *s = NULL;
	struct err err = {0};
	uint16_t point = 0;
	uint16_t again = 0;
	bool known = false;
	size_t open = 0;

	IS_INT(store_open(path, STORE_WRITE, &s, &err), ERR_ABSENT,
	       "a store that is not there is not made by accident");
	OK(!store_open(path, STORE_CREATE, &s, &err), "a store is made");
	OK(!store_point(s, "o'brien", "Asia/Tokyo", &point, &err), "a point's name may hold a quote");
	OK(!store_point(s, "o'brien", "Asia/Tokyo", &again, &err) && again == point, "it is found again");
	IS_INT(store_point(s, "o'brien", "Europe/Berlin", &again, &err), ERR_CONFIG, "but not in another time zone");
	OK(!import(s, point, SHA_A, &err), err.msg);
	IS_INT(import(s, point, SHA_A, &err), ERR_EXISTS, "the same bytes count once");
	IS_INT(one(s, "close_rows", -1), 4, "and left nothing behind");
	OK(!store_has_segment(s, point, SHA_A, &known, &err) && known, "the ledger knows them");
	OK(!store_has_size(s, point, 99, &known, &err) && known, "and their size");
	OK(!store_open_days(s, &open, &err) && open == 1, "one day is open");
	OK(!store_close_days(s, 5, NULL, NULL, &err), err.msg);
	OK(!store_open_days(s, &open, &err) && open == 0, "no day is open any more");
	OK(!store_check(s, &err), err.msg);
	OK(!import(s, point, SHA_B, &err), "a late segment");
	OK(!store_open_days(s, &open, &err) && open == 1, "reopens its day");
	OK(!store_close_days(s, 5, NULL, NULL, &err) && !store_check(s, &err), err.msg);

	OK(!store_import_begin(s, &err) && !store_add_source_days(s, point, sources, 4, &err),
	   "an import that is broken off");
	store_import_rollback(s);
	IS_INT(one(s, "close_rows", -1), 8, "leaves no facts");
	store_close(s);
	OK(!store_open(path, STORE_READ, &s, &err), "a closed store is opened for reading");
	OK(!store_check(s, &err), "and all of it is there");
	store_close(s);
}

static const struct day_cell *cell(const struct day *d, uint8_t kind, service_id service)
{
	size_t n;
	const struct day_cell *cells = day_cells(d, &n);
	for (size_t i = 0; i < n; i++)
		if (cells[i].kind == kind && cells[i].service == service)
			return &cells[i];
	return NULL;
}

static uint64_t distinct(const struct day *d, enum day_what what, uint32_t item)
{
	size_t n;
	const struct day_distinct *rows = day_distincts(d, &n);
	for (size_t i = 0; i < n; i++)
		if (rows[i].what == what && rows[i].item == item)
			return rows[i].sources;
	return 0;
}

static void test_day(void)
{
	struct day_row rows[] = {
	    {.source = 7, .service = smb, .point = 1, .kind = 1, .region = 9, .accesses = 2, .attempts = 1},
	    {.source = 7, .service = smb, .point = 1, .kind = 1, .region = 9, .accesses = 3, .attempts = 1},
	    {.source = 7, .service = smb, .point = 1, .kind = 2, .region = 9, .accesses = 1, .attempts = 1},
	    {.source = 7, .service = smb, .point = 2, .kind = 1, .region = 9, .accesses = 1, .attempts = 1},
	    {.source = 7, .service = ssh, .point = 2, .kind = 1, .region = 9, .accesses = 1, .attempts = 1},
	    {.source = 8, .service = smb, .point = 1, .kind = 2, .region = 9, .accesses = 1, .attempts = 1}};
	struct day *d = day_new(2);
	OK(!day_add(d, rows, 6, NULL, 0) && !day_finish(d), "rows in");
	const struct day_cell *probes = NULL;
	const struct day_cell *scatter = NULL;
	size_t n;
	const struct day_cell *cells = day_cells(d, &n);
	for (size_t i = 0; i < n; i++) {
		if (cells[i].point == 1 && cells[i].service == smb && cells[i].kind == 1)
			probes = &cells[i];
		if (cells[i].point == 1 && cells[i].service == smb && cells[i].kind == 2)
			scatter = &cells[i];
	}
	OK(probes && probes->accesses == 5 && probes->sources == 1, "two rows of one source are one source");
	OK(scatter && scatter->accesses == 2 && scatter->sources == 1 && scatter->kind_sources == 2,
	   "a source of two kinds counts once in all, and once in each kind");
	IS_INT(cell(d, 1, ssh) ? cell(d, 1, ssh)->sources : 0, 1, "another service, another visit");
	IS_INT(distinct(d, DAY_ALL, 0), 2, "two sources that day");
	IS_INT(distinct(d, DAY_POINT, 1), 2, "two at point 1");
	IS_INT(distinct(d, DAY_POINT, 2), 1, "one at point 2");
	IS_INT(distinct(d, DAY_SERVICE, smb), 2, "two at 445/tcp, over all points");
	IS_INT(distinct(d, DAY_KIND, 2), 2, "two sent backscatter");
	IS_INT(distinct(d, DAY_KIND, 1), 1, "one probed");
	IS_INT(distinct(d, DAY_WIDE, 0), 1, "one was seen at two points");
	day_free(d);
}

/* Many sources against plain counting. */
static void test_day_many(void)
{
	enum { SOURCES = 5000 };
	static struct day_row rows[SOURCES * 3];
	struct day *d = day_new(3);
	for (size_t i = 0; i < SOURCES * 3; i++)
		rows[i] = (struct day_row){.source = i % SOURCES * UINT64_C(0x100000001),
					   .service = smb,
					   .point = (uint16_t)(i / SOURCES),
					   .kind = 1,
					   .region = 1,
					   .accesses = 1};
	OK(!day_add(d, rows, SOURCES * 3, NULL, 0) && !day_finish(d), "15,000 rows");
	IS_INT(distinct(d, DAY_ALL, 0), SOURCES, "are 5,000 sources");
	IS_INT(distinct(d, DAY_WIDE, 0), SOURCES, "all seen at three points");
	IS_INT(distinct(d, DAY_SERVICE, smb), SOURCES, "at one service");
	day_free(d);
}

/* Sources 0 to 19,999, every third seen as backscatter too, again and again. */
static void test_month(void)
{
	struct month *m = month_new();
	uint64_t counts[DAY_KINDS + 1] = {0};
	bool good = m != NULL;
	for (int round = 0; good && round < 3; round++)
		for (uint64_t i = 0; i < 20000; i++) {
			good &= !month_add(m, i << 32 | i, 1);
			good &= i % 3 || !month_add(m, i << 32 | i, 2);
		}
	OK(good, "120,000 rows of a month");
	month_take(m, counts);
	IS_INT(counts[0], 20000, "each source counts once");
	IS_INT(counts[1], 20000, "and once for its kind");
	IS_INT(counts[2], 6667, "of a second kind");
	IS_INT(counts[3], 0, "none of the third");
	OK(!month_add(m, 7, 3), "another part of the month");
	month_take(m, counts);
	IS_INT(counts[0], 20001, "is added");
	IS_INT(counts[3], 1, "with its kinds");
	month_free(m);
}

int main(void)
{
	char folder[] = "/tmp/teiten-store-XXXXXX";
	char path[64];
	if (!mkdtemp(folder))
		return EXIT_FAILURE;
	(void)snprintf(path, sizeof(path), "%s/s.duckdb", folder);
	test_day();
	test_day_many();
	test_month();
	test_store(path);
	struct store *s = NULL;
	struct err err;
	IS_INT(store_open("clickhouse://db:8123/teiten", STORE_CREATE, &s, &err), ERR_CONFIG,
	       "an engine that is not built in is refused");
	IS_INT(store_open("duckdb:", STORE_CREATE, &s, &err), ERR_CONFIG, "an empty path is refused");
	IS_INT(store_open("/etc/hostname", STORE_CREATE, &s, &err), ERR_PARSE, "a file that is no store is refused");
	(void)unlink(path);
	(void)rmdir(folder);
	return tap_done();
}
