#include "centre/logins.h"

#include "base/civil.h"
#include "centre/import.h"
#include "centre/lan.h"
#include "centre/login_rows.h"
#include "place/place.h"
#include "segment/source.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#define PIECE_BYTES 65536

struct run {
	struct store *store;
	const struct logins_options *options;
	struct logins_totals *totals;
	struct place *place;
	struct zone *zone;
	uint16_t point;
	struct prefix near[CONFIG_PREFIXES_MAX + 8]; /* no strangers */
	size_t near_count;
	bool store_failed;
};

/* One file while it is read. */
struct reading {
	const struct run *run;
	struct login_rows *rows;
	uint64_t own_network;
};

/* The machine itself and its neighbours. */
static void find_near(struct run *run)
{
	static const char *const always[] = {"127.0.0.0/8", "169.254.0.0/16", "::/32", "fe80::/10"};
	const struct config_point *p = run->options->point;
	run->near_count = lan_of_point(p, run->near);
	for (size_t i = 0; i < sizeof(always) / sizeof(*always); i++)
		if (!prefix_parse(always[i], &run->near[run->near_count]))
			run->near_count++;
}

static bool is_near(const struct run *run, struct addr a)
{
	const struct config_prefixes *own = &run->options->point->addresses;
	for (size_t i = 0; i < run->near_count; i++)
		if (addr_is_v4(run->near[i].addr) == addr_is_v4(a) && prefix_holds(run->near[i], a))
			return true;
	for (size_t i = 0; i < own->count; i++)
		if (prefix_holds(own->list[i], a))
			return true;
	return false;
}

static int take(void *ctx, const struct logs_login *login)
{
	struct reading *r = ctx;
	if (is_near(r->run, login->login.source)) {
		r->own_network++;
		return 0;
	}
	return login_rows_add(r->rows, login);
}

static int read_error(const char *path, int code, struct err *err)
{
	return code == ERR_LIMIT ? err_set(err, code, "%s: it has too many log-ins for one file; split it", path)
				 : err_set(err, code, "%s: no memory to read it", path);
}

static int read_bytes(struct source *source, struct logs_reader *reader, const char *path, struct err *err)
{
	uint8_t *piece = malloc(PIECE_BYTES);
	size_t got = 1;
	int code = piece ? 0 : read_error(path, ERR_NOMEM, err);
	while (!code && got) {
		code = source_read(source, piece, PIECE_BYTES, NULL, &got, err);
		if (!code && got && logs_reader_feed(reader, piece, got))
			code = read_error(path, ERR_LIMIT, err);
	}
	if (!code && logs_reader_end(reader))
		code = read_error(path, ERR_LIMIT, err);
	free(piece);
	return code;
}

/* When the file was last written. */
static int64_t written_us(const char *path, int64_t now_us)
{
	struct stat st;
	if (!strcmp(path, "-") || stat(path, &st) || !S_ISREG(st.st_mode))
		return now_us;
	return (int64_t)st.st_mtim.tv_sec * US_PER_SECOND;
}

static int first_year(const struct run *run, const struct logs_reader *reader, const char *path)
{
	struct stamp last;
	if (run->options->year || !logs_reader_last(reader, &last))
		return run->options->year;
	return stamp_first_year(&last, written_us(path, run->options->now_us), run->zone);
}

/* Everything of a file but what the store knows. */
static int read_file(const struct run *run, const char *path, char sha256[SHA256_TEXT_MAX], struct reading *reading,
		     struct store_login_log *log, struct err *err)
{
	const struct segment_limits limits = segment_default_limits();
	struct source *source = NULL;
	uint64_t no_day = 0;
	struct logs_reader *reader = logs_reader_new(take, reading);
	int code = reader ? source_open(path, &limits, &source, err) : read_error(path, ERR_NOMEM, err);
	if (!code)
		code = read_bytes(source, reader, path, err);
	if (!code)
		code = source_sha256(source, sha256, err);
	if (!code) {
		const struct logs_counts *c = logs_reader_counts(reader);
		const struct login_frame frame = {
		    .zone = run->zone, .place = run->place, .first_year = first_year(run, reader, path)};
		log->bytes = source_bytes(source);
		log->truncated = source_cut(source);
		log->lines = c->lines;
		memcpy(log->reasons, c->reasons, sizeof(c->reasons));
		log->reasons[LOGS_REASONS] = reading->own_network;
		if (login_rows_settle(reading->rows, &frame, log, &no_day))
			code = read_error(path, ERR_NOMEM, err);
		log->reasons[LOGS_UNREADABLE] += no_day;
		log->logins = c->logins - reading->own_network - no_day;
		if (!code && log->lines && log->reasons[LOGS_UNREADABLE] == log->lines)
			code = err_set(err, ERR_PARSE, "%s: is no log: none of its %llu lines can be understood", path,
				       (unsigned long long)log->lines);
	}
	source_close(source);
	logs_reader_free(reader);
	return code;
}

static int write_new(const struct run *run, struct login_rows *all, struct store_login_log *log, struct err *err)
{
	const struct login_row *rows = NULL;
	const struct login_name *names = NULL;
	size_t count = 0;
	size_t name_count = 0;
	int code = log->failed + log->accepted ? store_known_logins(run->store, log, login_rows_know, all, err) : 0;
	if (!code && login_rows_new_ones(all, log, &rows, &count, &names, &name_count))
		code = err_set(err, ERR_NOMEM, "no memory to import");
	if (!code)
		code = store_add_logins(run->store, rows, count, err);
	if (!code)
		code = store_add_login_names(run->store, names, name_count, err);
	return code;
}

static int store_file(struct run *run, struct login_rows *rows, struct store_login_log *log, bool *known,
		      struct err *err)
{
	int code = store_has_login_log(run->store, run->point, log->sha256, known, err);
	if (!code && *known)
		return 0;
	if (!code)
		code = store_import_begin(run->store, err);
	if (code)
		return code;
	code = write_new(run, rows, log, err);
	if (code) {
		store_import_rollback(run->store);
		return code;
	}
	return store_logins_commit(run->store, log, err);
}

static void add_up(struct logins_totals *t, const struct store_login_log *log, uint64_t new_failed)
{
	t->imported++;
	t->lines += log->lines;
	t->failed += new_failed;
	t->accepted += log->failed + log->accepted - log->known - new_failed;
	t->known += log->known;
	for (size_t i = 0; i < LOGS_REASONS; i++)
		t->reasons[i] += log->reasons[i];
	t->own_network += log->reasons[LOGS_REASONS];
}

static int import_file(struct run *run, const char *path, struct err *err)
{
	char sha256[SHA256_TEXT_MAX] = "";
	const char *slash = strrchr(path, '/');
	bool known = false;
	struct store_login_log log = {.sha256 = sha256,
				      .file = slash ? slash + 1 : path,
				      .regions = place_build(run->place),
				      .point = run->point,
				      .service = run->options->service};
	struct reading reading = {.run = run, .rows = login_rows_new()};
	int code = reading.rows ? read_file(run, path, sha256, &reading, &log, err) : read_error(path, ERR_NOMEM, err);
	if (!code) {
		code = store_file(run, reading.rows, &log, &known, err);
		run->store_failed = code != 0;
	}
	if (!code && known)
		run->totals->already++;
	else if (!code)
		add_up(run->totals, &log, login_rows_failed(reading.rows));
	login_rows_free(reading.rows);
	return code;
}

int logins_run(struct store *store, const char *const *paths, size_t count, const struct logins_options *options,
	       struct logins_totals *out, struct err *err)
{
	struct run *run = calloc(1, sizeof(*run));
	*out = (struct logins_totals){0};
	if (!run)
		return err_set(err, ERR_NOMEM, "no memory to import");
	run->store = store;
	run->options = options;
	run->totals = out;
	find_near(run);
	int code = place_open(options->regions, &run->place, err);
	if (!code)
		code = import_zone(store, options->point, options->time_zone, &run->zone, err);
	if (!code)
		code = store_point(store, options->point->name, zone_name(run->zone), &run->point, err);
	for (size_t i = 0; !code && i < count; i++) {
		struct err problem = {0};
		code = import_file(run, paths[i], &problem);
		if (!code)
			continue;
		out->failed_files++;
		if (run->store_failed)
			*err = problem;
		else
			code = 0;
		if (!code && options->problem)
			options->problem(options->ctx, paths[i], problem.msg);
	}
	zone_close(run->zone);
	place_close(run->place);
	free(run);
	return code;
}
