/* Which point a file belongs to, in what order files are taken, and that rows cross the threads. */
#include "centre/gather.h"
#include "centre/handover.h"

#include "tap.h"

#include <sys/stat.h>
#include <unistd.h>

static char folder[] = "/tmp/teiten-import-XXXXXX";

static void write_capture(const char *name, uint32_t seconds)
{
	char path[256];
	const uint32_t head[] = {0xa1b2c3d4, 0x00040002, 0, 0, 65535, 1, seconds, 0, 14, 14};
	const uint8_t frame[14] = {[12] = 0x08, [13] = 0x06};
	(void)snprintf(path, sizeof(path), "%s/%s", folder, name);
	FILE *f = fopen(path, "wb");
	if (!f || fwrite(head, sizeof(head), 1, f) != 1 || fwrite(frame, sizeof(frame), 1, f) != 1 || fclose(f))
		exit(EXIT_FAILURE);
}

static void test_gather(void)
{
	struct config *c = NULL;
	struct config_point *p = NULL;
	struct gathered g = {0};
	struct err err = {0};
	char sub[256];
	(void)snprintf(sub, sizeof(sub), "%s/berlin", folder);
	(void)mkdir(sub, 0700);
	(void)snprintf(sub, sizeof(sub), "%s/tokyo", folder);
	(void)mkdir(sub, 0700);
	write_capture("tokyo/b.pcap", 2000);
	write_capture("tokyo/a.pcap", 3000);
	write_capture("berlin/x.pcap", 9000);
	(void)snprintf(sub, sizeof(sub), "%s/notes.txt", folder);
	FILE *f = fopen(sub, "w");
	if (!f || fputs("no capture", f) < 0 || fclose(f))
		exit(EXIT_FAILURE);
	OK(!config_new(&c, &err) && !config_point_add(c, "tokyo", &p, &err) && !config_point_add(c, "berlin", &p, &err),
	   "two points");
	const char *paths[] = {folder};
	OK(!gather(c, NULL, paths, 1, &g, &err), err.msg);
	IS_INT(g.count, 3, "three captures");
	IS_INT(g.skipped, 1, "and one file that is none");
	OK(strstr(g.files[0].path, "b.pcap") && strstr(g.files[1].path, "a.pcap"),
	   "a point's files come in the order of time");
	IS_TEXT(g.files[2].point->name, "berlin", "a file belongs to the point its folder is named after");
	gathered_done(&g);
	write_capture("orphan.pcap", 1);
	IS_INT(gather(c, NULL, paths, 1, &g, &err), ERR_CONFIG, "a file that could be of any point is refused");
	OK(strstr(err.msg, "orphan.pcap"), "by name");
	OK(!gather(c, p, paths, 1, &g, &err) && g.count == 4, "unless one point is named for all");
	gathered_done(&g);
	const char *missing[] = {"/nonexistent.pcap"};
	OK(gather(c, NULL, missing, 1, &g, &err) < 0 && strstr(err.msg, "/nonexistent.pcap"),
	   "a missing file is named");
	config_free(c);
}

static void test_handover(void)
{
	char path[256];
	struct store *s = NULL;
	struct err err = {0};
	struct handover *h = NULL;
	struct tally_rows rows = {0};
	uint16_t point = 0;
	bool good = true;
	(void)snprintf(path, sizeof(path), "%s/s.duckdb", folder);
	OK(!store_open(path, STORE_CREATE, &s, &err) && !store_point(s, "p", "Asia/Tokyo", &point, &err) &&
	       !store_import_begin(s, &err) && !handover_start(s, point, &h, &err),
	   "a writer");
	for (uint64_t set = 0; set < 20; set++) {
		rows.sources = realloc(rows.sources, 1000 * sizeof(*rows.sources));
		rows.source_room = rows.source_count = 1000;
		for (uint64_t i = 0; i < 1000; i++)
			rows.sources[i] =
			    (struct source_day){.source = set * 1000 + i, .day = 13088, .kind = 1, .accesses = 1};
		good &= handover_give(h, &rows, &err) == 0;
	}
	OK(good && !handover_finish(h, &err), "20 sets of rows");
	struct store_segment segment = {
	    .sha256 = "x", .file = "f", .regions = "r", .point = point, .seen = 20000, .accesses = 20000};
	OK(!store_import_commit(s, &segment, &err), err.msg);
	struct store_result *r = NULL;
	const struct store_param params[] = {store_day_param("day", 13088), store_number_param("parts", 1),
					     store_number_param("part", 0)};
	OK(!store_query(s, "close_rows", params, 3, &r, &err), "are read back");
	IS_INT(store_rows(r), 20000, "all of them");
	store_result_free(r);
	store_close(s);
	tally_rows_done(&rows);
}

int main(void)
{
	if (!mkdtemp(folder))
		return EXIT_FAILURE;
	test_gather();
	test_handover();
	char command[128];
	(void)snprintf(command, sizeof(command), "rm -r %s", folder);
	return system(command) ? EXIT_FAILURE : tap_done();
}
