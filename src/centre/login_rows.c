#include "centre/login_rows.h"

#include "base/grow.h"
#include "base/hash.h"
#include "base/slots.h"
#include "logs/name.h"

#include <string.h>

#define ROWS_MAX 20000000

/* A log-in as it was read: one for each line. */
struct line {
	struct stamp when;
	uint64_t source;
	uint64_t name;
	uint32_t times;
	uint16_t source_port;
	bool accepted;
};

struct login_rows {
	struct hash_key key;
	struct sha256 *digest;
	struct line *lines;
	size_t line_count;
	size_t line_room;
	struct login_row *rows;
	size_t row_count;
	size_t row_room;
	struct slots row_index;
	struct login_name *names;
	size_t name_count;
	size_t name_room;
	struct slots name_index;
	uint64_t known;
};

struct login_rows *login_rows_new(void)
{
	struct login_rows *l = calloc(1, sizeof(*l));
	struct err err;
	if (!l)
		return NULL;
	l->digest = sha256_new();
	if (!l->digest || hash_key_random(&l->key, &err) || slots_init(&l->row_index, 16) ||
	    slots_init(&l->name_index, 16)) {
		login_rows_free(l);
		return NULL;
	}
	return l;
}

void login_rows_free(struct login_rows *l)
{
	if (!l)
		return;
	for (size_t i = 0; i < l->name_count; i++)
		free((char *)(uintptr_t)l->names[i].text);
	sha256_free(l->digest);
	slots_done(&l->row_index);
	slots_done(&l->name_index);
	free(l->names);
	free(l->rows);
	free(l->lines);
	free(l);
}

static uint64_t name_hash(const struct login_rows *l, uint64_t name)
{
	return hash_pair(&l->key, name, 1);
}

static int name_number(struct login_rows *l, const char *bytes, size_t len, uint64_t *out)
{
	char text[LOGS_NAME_MAX];
	uint32_t row;
	sha256_add(l->digest, bytes, len);
	*out = sha256_number(l->digest);
	struct slots_probe probe = slots_seek(&l->name_index, name_hash(l, *out));
	while (slots_next(&l->name_index, &probe, &row))
		if (l->names[row].name == *out)
			return 0;
	logs_name_text(bytes, len, text);
	char *copy = strdup(text);
	if (!copy || grow_array((void **)&l->names, &l->name_room, l->name_count + 1, sizeof(*l->names)) ||
	    slots_put(&l->name_index, &probe, (uint32_t)l->name_count)) {
		free(copy);
		return ERR_NOMEM;
	}
	l->names[l->name_count++] = (struct login_name){.name = *out, .text = copy};
	return 0;
}

int login_rows_add(struct login_rows *l, const struct logs_login *login)
{
	if (l->line_count == ROWS_MAX)
		return ERR_LIMIT;
	struct line line = {.when = login->when,
			    .source = addr_source_key(login->login.source),
			    .times = login->login.times,
			    .source_port = login->login.source_port,
			    .accepted = login->login.accepted};
	if (name_number(l, login->login.user, login->login.user_len, &line.name) ||
	    grow_array((void **)&l->lines, &l->line_room, l->line_count + 1, sizeof(*l->lines)))
		return ERR_NOMEM;
	l->lines[l->line_count++] = line;
	return 0;
}

static uint64_t row_hash(const struct login_rows *l, const struct login_row *r)
{
	return hash_pair(&l->key, r->source ^ r->name, (uint64_t)r->time_s << 16 | r->source_port);
}

static bool same(const struct login_row *a, const struct login_row *b)
{
	return a->source == b->source && a->name == b->name && a->time_s == b->time_s &&
	       a->source_port == b->source_port;
}

static struct login_row *find(struct login_rows *l, const struct login_row *like, struct slots_probe *probe)
{
	uint32_t row;
	*probe = slots_seek(&l->row_index, row_hash(l, like));
	while (slots_next(&l->row_index, probe, &row))
		if (same(&l->rows[row], like))
			return &l->rows[row];
	return NULL;
}

static int add_row(struct login_rows *l, const struct login_row *row)
{
	struct slots_probe probe;
	struct login_row *known = find(l, row, &probe);
	if (known) {
		known->failed += row->failed;
		known->accepted += row->accepted;
		return 0;
	}
	if (grow_array((void **)&l->rows, &l->row_room, l->row_count + 1, sizeof(*l->rows)) ||
	    slots_put(&l->row_index, &probe, (uint32_t)l->row_count))
		return ERR_NOMEM;
	l->rows[l->row_count++] = *row;
	return 0;
}

static int64_t whole_seconds(int64_t us)
{
	return us / US_PER_SECOND - (us % US_PER_SECOND < 0);
}

int login_rows_settle(struct login_rows *l, const struct login_frame *frame, struct store_login_log *log,
		      uint64_t *no_day)
{
	bool any = false;
	for (size_t i = 0; i < l->line_count; i++) {
		const struct line *line = &l->lines[i];
		int64_t us;
		if (stamp_time(&line->when, frame->first_year, frame->zone, &us)) {
			(*no_day)++;
			continue;
		}
		struct login_row row = {.source = line->source,
					.name = line->name,
					.time_s = whole_seconds(us),
					.day = civil_day(us + zone_span_at(frame->zone, us).offset_us),
					.service = log->service,
					.failed = line->accepted ? 0 : line->times,
					.accepted = line->accepted ? line->times : 0,
					.region = place_region(frame->place, line->source),
					.point = log->point,
					.source_port = line->source_port};
		if (add_row(l, &row))
			return ERR_NOMEM;
		log->failed += row.failed;
		log->accepted += row.accepted;
		log->begin_s = any && log->begin_s < row.time_s ? log->begin_s : row.time_s;
		log->end_s = any && log->end_s > row.time_s ? log->end_s : row.time_s;
		any = true;
	}
	return 0;
}

static uint32_t take_off(uint32_t *count, int64_t known)
{
	uint32_t off = known < (int64_t)*count ? (uint32_t)known : *count;
	*count -= off;
	return off;
}

int login_rows_know(void *login_rows, size_t count, const int64_t *const *columns)
{
	struct login_rows *l = login_rows;
	for (size_t i = 0; i < count; i++) {
		const struct login_row like = {.source = (uint64_t)columns[0][i],
					       .name = (uint64_t)columns[1][i],
					       .time_s = columns[2][i],
					       .source_port = (uint16_t)columns[3][i]};
		struct slots_probe probe;
		struct login_row *row = find(l, &like, &probe);
		if (!row)
			continue;
		l->known += take_off(&row->failed, columns[4][i]);
		l->known += take_off(&row->accepted, columns[5][i]);
	}
	return 0;
}

static int by_time(const void *pa, const void *pb)
{
	const struct login_row *a = pa;
	const struct login_row *b = pb;
	if (a->time_s != b->time_s)
		return a->time_s < b->time_s ? -1 : 1;
	if (a->source != b->source)
		return a->source < b->source ? -1 : 1;
	if (a->source_port != b->source_port)
		return a->source_port < b->source_port ? -1 : 1;
	return (a->name > b->name) - (a->name < b->name);
}

int login_rows_new_ones(struct login_rows *l, struct store_login_log *log, const struct login_row **rows, size_t *count,
			const struct login_name **names, size_t *name_count)
{
	size_t kept = 0;
	size_t shown = 0;
	bool *used = calloc(l->name_count + 1, sizeof(*used));
	if (!used)
		return ERR_NOMEM;
	for (size_t i = 0; i < l->row_count; i++) {
		uint32_t name;
		if (!l->rows[i].failed && !l->rows[i].accepted)
			continue;
		l->rows[kept] = l->rows[i];
		struct slots_probe probe = slots_seek(&l->name_index, name_hash(l, l->rows[kept].name));
		while (slots_next(&l->name_index, &probe, &name))
			used[name] |= l->names[name].name == l->rows[kept].name;
		kept++;
	}
	for (size_t i = 0; i < l->name_count; i++) { /* those in use first; the others stay, to be freed */
		struct login_name one = l->names[i];
		if (!used[i])
			continue;
		l->names[i] = l->names[shown];
		l->names[shown++] = one;
	}
	free(used);
	if (kept)
		qsort(l->rows, kept, sizeof(*l->rows), by_time);
	log->known = l->known;
	l->row_count = kept;
	*rows = l->rows;
	*count = kept;
	*names = l->names;
	*name_count = shown;
	return 0;
}

uint64_t login_rows_failed(const struct login_rows *l)
{
	uint64_t failed = 0;
	for (size_t i = 0; i < l->row_count; i++)
		failed += l->rows[i].failed;
	return failed;
}
