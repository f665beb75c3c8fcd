#include "summary/rank.h"

#include "base/civil.h"
#include "base/service.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* A service or region, or a group, with what it had. */
struct candidate {
	const struct summary_group *group;
	uint32_t item;
	uint64_t accesses;
	uint64_t sources;
	uint64_t points;
	uint64_t half_year; /* in the longer time, or in the other */
	unsigned rank[2];   /* from 1, in the month and in the other time; 0: not among the largest */
	double score;
};

struct candidates {
	struct candidate *list;
	size_t count;
	size_t room;
};

bool rank_group_holds(const struct summary_group *g, uint32_t service)
{
	if (service_proto(service) != g->proto)
		return false;
	for (size_t i = 0; i < g->port_count; i++)
		if (g->ports[i] == service_port(service))
			return true;
	return false;
}

static const struct summary_group *group_of(const struct summary_options *o, uint32_t service)
{
	for (size_t i = 0; i < o->group_count; i++)
		if (rank_group_holds(&o->groups[i], service))
			return &o->groups[i];
	return NULL;
}

static struct candidate *add(struct candidates *c, const struct summary_group *group, uint32_t item)
{
	if (c->count == c->room) {
		size_t room = c->room ? 2 * c->room : 256;
		struct candidate *list = realloc(c->list, room * sizeof(*list));
		if (!list)
			return NULL;
		c->list = list;
		c->room = room;
	}
	c->list[c->count] = (struct candidate){.group = group, .item = item};
	return &c->list[c->count++];
}

static int by_item(const void *pa, const void *pb)
{
	const struct candidate *a = pa;
	const struct candidate *b = pb;
	if (a->group != b->group)
		return a->group < b->group ? -1 : 1;
	return (a->item > b->item) - (a->item < b->item);
}

/* Rows of one query; the columns are the item's (one for a region, two for a service), accesses, sources, points. */
static int read_rows(struct store *s, const char *query, const struct summary_options *o, int32_t from, int32_t to,
		     bool services, bool month, struct candidates *out, struct err *err)
{
	const struct store_param params[] = {frame_from(from), frame_to(to)};
	struct store_result *r = NULL;
	int code = store_query(s, query, params, 2, &r, err);
	size_t column = services ? 2 : 1;
	for (size_t i = 0; !code && i < store_rows(r); i++) {
		uint32_t item = services ? service_make((uint8_t)store_number(r, i, 0), (uint16_t)store_number(r, i, 1))
					 : (uint32_t)store_number(r, i, 0);
		const struct summary_group *group = services ? group_of(o, item) : NULL;
		struct candidate *c = add(out, group, group ? 0 : item);
		if (!c) {
			code = err_set(err, ERR_NOMEM, "no memory for the summary");
			break;
		}
		uint64_t accesses = store_unsigned(r, i, column);
		c->half_year = month ? 0 : accesses;
		c->accesses = month ? accesses : 0;
		c->sources = month ? store_unsigned(r, i, column + 1) : 0;
		c->points = month ? store_unsigned(r, i, column + 2) : 0;
	}
	store_result_free(r);
	return code;
}

/* Rows of one item, and all services of a group, become one. */
static void merge(struct candidates *c)
{
	if (!c->count)
		return;
	qsort(c->list, c->count, sizeof(*c->list), by_item);
	size_t kept = 0;
	for (size_t i = 1; i < c->count; i++) {
		struct candidate *last = &c->list[kept];
		const struct candidate *next = &c->list[i];
		if (by_item(last, next) != 0) {
			c->list[++kept] = *next;
			continue;
		}
		last->accesses += next->accesses;
		last->sources += next->sources;
		last->half_year += next->half_year;
		/* the points of a union are at least as many as of its largest part */
		last->points = next->points > last->points ? next->points : last->points;
	}
	c->count = kept + 1;
}

static int by_score(const void *pa, const void *pb)
{
	const struct candidate *a = pa;
	const struct candidate *b = pb;
	if (a->score != b->score)
		return a->score > b->score ? -1 : 1;
	return by_item(pa, pb);
}

static int by_accesses(const void *pa, const void *pb)
{
	const struct candidate *a = pa;
	const struct candidate *b = pb;
	if (a->accesses != b->accesses)
		return a->accesses > b->accesses ? -1 : 1;
	if (a->half_year != b->half_year)
		return a->half_year > b->half_year ? -1 : 1;
	return by_item(pa, pb);
}

/* The named ones are those with the largest share of the month or of the six months, whichever is larger; they
 * stand in the order of the month. Returns how many. */
static size_t choose(struct candidates *c, unsigned top)
{
	double month = 0;
	double half_year = 0;
	for (size_t i = 0; i < c->count; i++) {
		month += (double)c->list[i].accesses;
		half_year += (double)c->list[i].half_year;
	}
	for (size_t i = 0; i < c->count; i++) {
		struct candidate *one = &c->list[i];
		double now = month > 0 ? (double)one->accesses / month : 0;
		double then = half_year > 0 ? (double)one->half_year / half_year : 0;
		one->score = now > then ? now : then;
	}
	if (c->count)
		qsort(c->list, c->count, sizeof(*c->list), by_score);
	size_t named = c->count < top ? c->count : top;
	if (named > KEYS_MAX - 1)
		named = KEYS_MAX - 1;
	if (named)
		qsort(c->list, named, sizeof(*c->list), by_accesses);
	return named;
}

static int add_items(struct rank *r, const struct candidate *c)
{
	size_t more = c->group ? c->group->port_count : 1;
	uint32_t *items = realloc(r->items, (r->item_count + more) * sizeof(*items));
	if (!items)
		return ERR_NOMEM;
	r->items = items;
	for (size_t i = 0; i < more; i++)
		items[r->item_count++] = c->group ? service_make(c->group->proto, c->group->ports[i]) : c->item;
	return 0;
}

static int fill(struct rank *r, const struct candidates *c, size_t named, struct err *err)
{
	for (size_t i = 0; i < c->count; i++) {
		const struct candidate *from = &c->list[i];
		struct rank_key *key = &r->keys[i < named ? i : named];
		key->accesses += from->accesses;
		key->sources += from->sources;
		key->half_year += from->half_year;
		key->points = from->points > key->points ? from->points : key->points;
		if (i >= named)
			continue;
		key->group = from->group;
		key->item = from->item;
		if (add_items(r, from))
			return err_set(err, ERR_NOMEM, "no memory for the summary");
	}
	struct rank_key *other = &r->keys[named];
	(void)snprintf(other->key, sizeof(other->key), "other");
	(void)snprintf(other->label[LANGUAGE_JA], KEY_TEXT_MAX, "その他");
	(void)snprintf(other->label[LANGUAGE_EN], KEY_TEXT_MAX, "Other");
	r->count = named + 1;
	/* SQL wants at least one item: a number that no service or region has */
	const struct candidate nothing = {.item = UINT32_MAX};
	return r->item_count || !add_items(r, &nothing) ? 0 : err_set(err, ERR_NOMEM, "no memory for the summary");
}

static int make(struct store *s, const struct summary_options *o, const struct frame_days *d, bool services,
		struct rank *out, struct err *err)
{
	const char *query = services ? "summary_services" : "summary_regions";
	int32_t last = d->first_day + (int32_t)d->days - 1;
	struct candidates c = {0};
	struct rank r = {.count = 0};
	int code = read_rows(s, query, o, d->month_day, last, services, true, &c, err);
	if (!code)
		code = read_rows(s, query, o, d->first_day, last, services, false, &c, err);
	merge(&c);
	if (!code)
		code = fill(&r, &c, choose(&c, o->top), err);
	free(c.list);
	if (code)
		rank_done(&r);
	else
		*out = r;
	return code;
}

int rank_services(struct store *s, const struct summary_options *o, const struct frame_days *d, struct rank *out,
		  struct err *err)
{
	int code = make(s, o, d, true, out, err);
	for (size_t i = 0; !code && i + 1 < out->count; i++) {
		struct rank_key *key = &out->keys[i];
		char label[SERVICE_TEXT_MAX];
		if (key->group) {
			(void)snprintf(key->key, KEY_TEXT_MAX, "%s", key->group->key);
			(void)snprintf(key->label[LANGUAGE_JA], KEY_TEXT_MAX, "%s", key->group->label_ja);
			(void)snprintf(key->label[LANGUAGE_EN], KEY_TEXT_MAX, "%s", key->group->label_en);
			continue;
		}
		service_text(key->item, label);
		(void)snprintf(key->key, KEY_TEXT_MAX, "%s", label);
		service_label(key->item, label);
		for (int language = 0; language < LANGUAGE_COUNT; language++)
			(void)snprintf(key->label[language], KEY_TEXT_MAX, "%s", label);
	}
	return code;
}

int rank_regions(struct store *s, const struct summary_options *o, const struct frame_days *d,
		 const struct knowledge *k, struct rank *out, struct err *err)
{
	int code = make(s, o, d, false, out, err);
	for (size_t i = 0; !code && i + 1 < out->count; i++) {
		struct rank_key *key = &out->keys[i];
		char text[3];
		region_text((region_id)key->item, text);
		(void)snprintf(key->key, KEY_TEXT_MAX, "%s", text);
		for (int language = 0; language < LANGUAGE_COUNT; language++)
			(void)snprintf(key->label[language], KEY_TEXT_MAX, "%s",
				       knowledge_region(k, text, (enum language)language));
	}
	return code;
}

static int by_other(const void *pa, const void *pb)
{
	const struct candidate *a = pa;
	const struct candidate *b = pb;
	if (a->half_year != b->half_year)
		return a->half_year > b->half_year ? -1 : 1;
	return by_item(pa, pb);
}

/* Number the largest in one of the two times. */
static void number_places(struct candidates *c, unsigned top, int time)
{
	if (!c->count)
		return;
	qsort(c->list, c->count, sizeof(*c->list), time ? by_other : by_accesses);
	for (unsigned i = 0; i < top && i < c->count; i++)
		if (time ? c->list[i].half_year : c->list[i].accesses)
			c->list[i].rank[time] = i + 1;
}

int rank_places(struct store *s, const struct summary_options *o, const struct frame_days *d, struct rank_place **out,
		size_t *count, struct err *err)
{
	struct candidates c = {0};
	int32_t before = month_first_day(d->month - 1);
	int32_t last = d->first_day + (int32_t)d->days - 1;
	int code = read_rows(s, "summary_services", o, d->month_day, last, true, true, &c, err);
	if (!code)
		code = read_rows(s, "summary_services", o, before, d->month_day - 1, true, false, &c, err);
	merge(&c);
	number_places(&c, o->top, 1);
	number_places(&c, o->top, 0);
	struct rank_place *places = calloc(2 * (size_t)o->top + 1, sizeof(*places));
	if (!code && !places)
		code = err_set(err, ERR_NOMEM, "no memory for the summary");
	size_t n = 0;
	for (size_t i = 0; !code && i < c.count; i++) {
		const struct candidate *from = &c.list[i];
		if (from->rank[0] || from->rank[1])
			places[n++] = (struct rank_place){.group = from->group,
							  .item = from->item,
							  .rank = {from->rank[0], from->rank[1]},
							  .accesses = {from->accesses, from->half_year}};
	}
	free(c.list);
	if (code) {
		free(places);
		return code;
	}
	*out = places;
	*count = n;
	return 0;
}

void rank_done(struct rank *r)
{
	free(r->items);
	*r = (struct rank){.count = 0};
}

size_t rank_find(const struct rank *r, uint32_t item)
{
	for (size_t i = 0; i + 1 < r->count; i++) {
		const struct rank_key *key = &r->keys[i];
		if (key->group ? rank_group_holds(key->group, item) : key->item == item)
			return i;
	}
	return r->count - 1;
}

struct store_param rank_param(const struct rank *r, const char *name)
{
	return store_list_param(name, r->items, r->item_count);
}
