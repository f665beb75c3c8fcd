#include "store/day.h"

#include "base/grow.h"
#include "base/hash.h"
#include "base/slots.h"

#include <stdlib.h>
#include <string.h>

struct day {
	struct hash_key key;
	unsigned wide;
	struct slots cell_index;
	struct day_cell *cells;
	size_t cell_count, cell_room;
	/* services are many and go through an index; what is few is counted in place */
	struct slots service_index;
	struct day_distinct *distincts;
	size_t distinct_count, distinct_room;
	uint64_t all;
	uint64_t wide_sources;
	uint64_t kinds[DAY_KINDS + 1];
	uint64_t *points;     /* by point */
	uint64_t *regions;    /* by region */
	service_id *services; /* of one source */
	size_t service_room;
	uint16_t *source_points; /* of one source */
	size_t source_point_room;
	const struct day_tool *tools; /* of the rows that are being added */
	size_t tool_count;
	struct day_wide *wides;
	size_t wide_count, wide_room;
	struct groups *groups;
};

#define GROUP_LEAST 5
#define GROUPS_MOST 100

struct day *day_new(unsigned wide)
{
	struct day *d = calloc(1, sizeof(*d));
	struct err err;
	if (!d)
		return NULL;
	d->wide = wide;
	d->points = calloc(UINT16_MAX + 1, sizeof(*d->points));
	d->regions = calloc(UINT16_MAX + 1, sizeof(*d->regions));
	d->groups = groups_new();
	if (!d->points || !d->regions || !d->groups || hash_key_random(&d->key, &err) ||
	    slots_init(&d->cell_index, 1024) || slots_init(&d->service_index, 1024)) {
		day_free(d);
		return NULL;
	}
	return d;
}

void day_free(struct day *d)
{
	if (!d)
		return;
	slots_done(&d->cell_index);
	slots_done(&d->service_index);
	free(d->points);
	free(d->regions);
	free(d->cells);
	free(d->distincts);
	free(d->services);
	free(d->source_points);
	free(d->wides);
	groups_free(d->groups);
	free(d);
}

static int find_cell(struct day *d, const struct day_row *row, struct day_cell **out)
{
	uint64_t hash =
	    hash_pair(&d->key, (uint64_t)row->service << 32 | (uint32_t)row->point << 16 | row->region, row->kind);
	struct slots_probe probe = slots_seek(&d->cell_index, hash);
	uint32_t at;
	while (slots_next(&d->cell_index, &probe, &at)) {
		struct day_cell *c = &d->cells[at];
		if (c->service == row->service && c->point == row->point && c->region == row->region &&
		    c->kind == row->kind) {
			*out = c;
			return 0;
		}
	}
	if (grow_array((void **)&d->cells, &d->cell_room, d->cell_count + 1, sizeof(*d->cells)) ||
	    slots_put(&d->cell_index, &probe, (uint32_t)d->cell_count))
		return ERR_NOMEM;
	struct day_cell *c = &d->cells[d->cell_count++];
	*c = (struct day_cell){.service = row->service, .point = row->point, .region = row->region, .kind = row->kind};
	*out = c;
	return 0;
}

static int add_distinct(struct day *d, enum day_what what, uint32_t item, uint64_t sources)
{
	if (grow_array((void **)&d->distincts, &d->distinct_room, d->distinct_count + 1, sizeof(*d->distincts)))
		return ERR_NOMEM;
	d->distincts[d->distinct_count++] = (struct day_distinct){sources, item, (uint8_t)what};
	return 0;
}

/* One more distinct source of a service. */
static int count_service(struct day *d, service_id service)
{
	struct slots_probe probe = slots_seek(&d->service_index, hash_pair(&d->key, service, 0));
	uint32_t at;
	while (slots_next(&d->service_index, &probe, &at)) {
		if (d->distincts[at].item == service) {
			d->distincts[at].sources++;
			return 0;
		}
	}
	if (slots_put(&d->service_index, &probe, (uint32_t)d->distinct_count))
		return ERR_NOMEM;
	return add_distinct(d, DAY_SERVICE, service, 1);
}

static int compare_rows(const void *pa, const void *pb)
{
	const struct day_row *a = pa;
	const struct day_row *b = pb;
	if (a->point != b->point)
		return a->point < b->point ? -1 : 1;
	if (a->service != b->service)
		return a->service < b->service ? -1 : 1;
	return (a->kind > b->kind) - (a->kind < b->kind);
}

static int compare_services(const void *pa, const void *pb)
{
	service_id a = *(const service_id *)pa;
	service_id b = *(const service_id *)pb;
	return (a > b) - (a < b);
}

/* Rows of one source, point and service, sorted by kind. The source counts in `sources` of its
 * smallest kind only and in `kind_sources` of each, under the region of the first row: one source
 * lies in one place. */
static int add_visit(struct day *d, struct day_row *rows, size_t n)
{
	uint8_t last_kind = 0;
	for (size_t i = 0; i < n; i++) {
		struct day_cell *cell = NULL;
		rows[i].region = rows[0].region;
		if (find_cell(d, &rows[i], &cell))
			return ERR_NOMEM;
		cell->accesses += rows[i].accesses;
		cell->attempts += rows[i].attempts;
		cell->sources += i == 0;
		cell->kind_sources += rows[i].kind != last_kind;
		last_kind = rows[i].kind;
	}
	return 0;
}

/* Sort the services of a source, each once. Returns how many they are. */
static size_t unite_services(struct day *d, size_t n)
{
	size_t kept = 0;
	if (n > 1)
		qsort(d->services, n, sizeof(*d->services), compare_services);
	for (size_t i = 0; i < n; i++)
		if (i == 0 || d->services[i] != d->services[i - 1])
			d->services[kept++] = d->services[i];
	return kept;
}

static int count_services(struct day *d, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (count_service(d, d->services[i]))
			return ERR_NOMEM;
	return 0;
}

/* The tool that made half of a source's accesses or more; with several, the one that most bear the mark of. */
static uint8_t find_tool(const struct day *d, uint64_t source, uint64_t accesses)
{
	size_t low = 0;
	size_t high = d->tool_count; /* the first entry of a greater source lies in [low, high] */
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (d->tools[middle].source > source)
			high = middle;
		else
			low = middle + 1;
	}
	if (low == 0 || d->tools[low - 1].source != source)
		return 0;
	const struct day_tool *t = &d->tools[low - 1];
	return t->matched >= 2 && 2 * t->matched >= accesses ? t->tool : 0;
}

/* What goes beyond single rows: in how many places a source was, and what it did there. */
static int add_conduct(struct day *d, uint64_t source, region_id region, const struct group_source *s)
{
	if (s->point_count >= d->wide) {
		if (grow_array((void **)&d->wides, &d->wide_room, d->wide_count + 1, sizeof(*d->wides)))
			return ERR_NOMEM;
		d->wides[d->wide_count++] = (struct day_wide){.source = source,
							      .accesses = s->accesses,
							      .points = (uint32_t)s->point_count,
							      .services = (uint32_t)s->service_count,
							      .region = region};
	}
	return groups_add(d->groups, s);
}

static void count_kinds(struct day *d, const struct day_row *rows, size_t n)
{
	unsigned kinds = 0;
	for (size_t i = 0; i < n; i++)
		kinds |= 1u << rows[i].kind;
	for (unsigned k = 1; k <= DAY_KINDS; k++)
		d->kinds[k] += kinds >> k & 1;
}

/* All rows of one source. */
static int add_source(struct day *d, struct day_row *rows, size_t n)
{
	if (n > 1)
		qsort(rows, n, sizeof(*rows), compare_rows);
	if (grow_array((void **)&d->services, &d->service_room, n, sizeof(*d->services)) ||
	    grow_array((void **)&d->source_points, &d->source_point_room, n, sizeof(*d->source_points)))
		return ERR_NOMEM;
	size_t points = 0;
	size_t visits = 0;
	uint64_t accesses = 0;
	region_id region = rows[0].region;
	for (size_t i = 0; i < n;) {
		size_t end = i + 1;
		while (end < n && rows[end].point == rows[i].point && rows[end].service == rows[i].service)
			end++;
		if (i == 0 || rows[i].point != rows[i - 1].point) {
			d->source_points[points++] = rows[i].point;
			d->points[rows[i].point]++;
		}
		d->services[visits++] = rows[i].service;
		rows[i].region = region;
		if (add_visit(d, rows + i, end - i))
			return ERR_NOMEM;
		for (; i < end; i++)
			accesses += rows[i].accesses;
	}
	d->all++;
	d->wide_sources += points >= d->wide;
	d->regions[region]++;
	count_kinds(d, rows, n);
	size_t services = unite_services(d, visits);
	const struct group_source conduct = {.accesses = accesses,
					     .services = d->services,
					     .service_count = services,
					     .points = d->source_points,
					     .point_count = points,
					     .tool = find_tool(d, rows[0].source, accesses)};
	return count_services(d, services) || add_conduct(d, rows[0].source, region, &conduct) ? ERR_NOMEM : 0;
}

struct sort_key {
	uint32_t hash;
	uint32_t row;
};

/* Radix sort by hash: three passes of 11 bits, so that the rows of one source stand together. */
static void sort_keys(struct sort_key *keys, struct sort_key *other, size_t n)
{
	enum { BITS = 11, DIGITS = 1 << BITS };
	static const unsigned shifts[] = {0, BITS, 2 * BITS};
	for (size_t pass = 0; pass < 3; pass++) {
		size_t at[DIGITS] = {0};
		for (size_t i = 0; i < n; i++)
			at[keys[i].hash >> shifts[pass] & (DIGITS - 1)]++;
		size_t sum = 0;
		for (size_t i = 0; i < DIGITS; i++) {
			size_t here = at[i];
			at[i] = sum;
			sum += here;
		}
		for (size_t i = 0; i < n; i++)
			other[at[keys[i].hash >> shifts[pass] & (DIGITS - 1)]++] = keys[i];
		struct sort_key *swap = keys;
		keys = other;
		other = swap;
	}
}

static int compare_sources(const void *pa, const void *pb)
{
	const struct day_row *a = pa;
	const struct day_row *b = pb;
	return (a->source > b->source) - (a->source < b->source);
}

/* Rows whose sources have one hash: nearly always one source. */
static int add_run(struct day *d, struct day_row *rows, size_t n)
{
	for (size_t i = 1; i < n; i++) {
		if (rows[i].source != rows[0].source) {
			qsort(rows, n, sizeof(*rows), compare_sources);
			break;
		}
	}
	for (size_t i = 0; i < n;) {
		size_t end = i + 1;
		while (end < n && rows[end].source == rows[i].source)
			end++;
		if (add_source(d, rows + i, end - i))
			return ERR_NOMEM;
		i = end;
	}
	return 0;
}

int day_add(struct day *d, struct day_row *rows, size_t n, const struct day_tool *tools, size_t tool_count)
{
	if (n == 0)
		return 0;
	d->tools = tools;
	d->tool_count = tool_count;
	struct sort_key *keys = malloc(2 * n * sizeof(*keys));
	struct day_row *sorted = malloc(n * sizeof(*sorted));
	int code = keys && sorted ? 0 : ERR_NOMEM;
	if (!code) {
		for (size_t i = 0; i < n; i++)
			keys[i] = (struct sort_key){(uint32_t)hash_pair(&d->key, rows[i].source, 0), (uint32_t)i};
		sort_keys(keys, keys + n, n);
		/* after an odd number of passes the sorted keys are in the second half */
		for (size_t i = 0; i < n; i++)
			sorted[i] = rows[keys[n + i].row];
		const struct sort_key *by = keys + n;
		for (size_t i = 0; !code && i < n;) {
			size_t end = i + 1;
			while (end < n && by[end].hash == by[i].hash)
				end++;
			code = add_run(d, sorted + i, end - i);
			i = end;
		}
	}
	free(keys);
	free(sorted);
	return code;
}

const struct day_cell *day_cells(const struct day *d, size_t *n)
{
	*n = d->cell_count;
	return d->cells;
}

int day_finish(struct day *d)
{
	int code = 0;
	if (d->all)
		code |= add_distinct(d, DAY_ALL, 0, d->all);
	if (d->wide_sources)
		code |= add_distinct(d, DAY_WIDE, 0, d->wide_sources);
	for (uint32_t k = 1; k <= DAY_KINDS; k++)
		if (d->kinds[k])
			code |= add_distinct(d, DAY_KIND, k, d->kinds[k]);
	for (uint32_t i = 0; i <= UINT16_MAX; i++) {
		if (d->points[i])
			code |= add_distinct(d, DAY_POINT, i, d->points[i]);
		if (d->regions[i])
			code |= add_distinct(d, DAY_REGION, i, d->regions[i]);
	}
	return code ? ERR_NOMEM : 0;
}

const struct day_distinct *day_distincts(const struct day *d, size_t *n)
{
	*n = d->distinct_count;
	return d->distincts;
}

const struct day_wide *day_wides(const struct day *d, size_t *n)
{
	*n = d->wide_count;
	return d->wides;
}

const struct group *day_groups(struct day *d, size_t *n)
{
	return groups_largest(d->groups, GROUP_LEAST, GROUPS_MOST, n);
}
