#include "report/look.h"

#include "report/number.h"

#include <jansson.h>
#include <string.h>

#define NAMED_MAX 8

long long look_count(const json_t *object, const char *key)
{
	return (long long)look_number(object, key);
}

double look_number(const json_t *object, const char *key)
{
	return json_number_value(json_object_get(object, key));
}

bool look_has(const json_t *object, const char *key)
{
	return json_is_number(json_object_get(object, key));
}

const char *look_text(const json_t *object, const char *key)
{
	const char *value = json_string_value(json_object_get(object, key));
	return value ? value : "";
}

const json_t *look_keyed(const struct page *p, const char *list, const char *key)
{
	size_t i;
	const json_t *one;
	json_array_foreach(json_object_get(p->summary, list), i, one)
	{
		if (!strcmp(look_text(one, "key"), key))
			return one;
	}
	return NULL;
}

const char *look_label(const struct page *p, const json_t *entry)
{
	const char *label = look_text(json_object_get(entry, "label"), p->language == LANGUAGE_EN ? "en" : "ja");
	return *label ? label : look_text(entry, "key");
}

const char *look_month(const struct page *p)
{
	return look_text(p->summary, "month");
}

const char *look_previous(const struct page *p)
{
	const json_t *months = json_object_get(p->summary, "months");
	size_t count = json_array_size(months);
	const char *month = count >= 2 ? json_string_value(json_array_get(months, count - 2)) : NULL;
	return month ? month : "";
}

bool look_observed(const struct page *p)
{
	return look_has(json_object_get(p->summary, "totals"), "accesses_per_point_day");
}

int look_hidden_days(const struct page *p)
{
	const json_t *daily = json_object_get(json_object_get(p->summary, "daily"), "total");
	const json_t *coverage = json_object_get(json_object_get(p->summary, "coverage"), "daily");
	int hidden = 0;
	size_t day;
	const json_t *accesses;
	json_array_foreach(json_object_get(daily, "accesses"), day, accesses)
	{
		bool observed = json_number_value(json_array_get(coverage, day)) > 0;
		hidden += observed && json_is_null(accesses);
	}
	return hidden;
}

bool look_hidden_month(const json_t *month)
{
	return look_number(month, "point_days") > 0 && !look_has(month, "accesses");
}

long long look_least_points(const struct page *p)
{
	return look_count(json_object_get(p->summary, "publication"), "min_points");
}

double look_at(const json_t *array, int i)
{
	return i < 0 ? 0 : json_number_value(json_array_get(array, (size_t)i));
}

static int extreme(const json_t *array, double sign)
{
	int best = -1;
	size_t i;
	const json_t *v;
	json_array_foreach(array, i, v)
	{
		if (json_is_number(v) && (best < 0 || sign * json_number_value(v) > sign * look_at(array, best)))
			best = (int)i;
	}
	return best;
}

int look_greatest(const json_t *array)
{
	return extreme(array, 1);
}

int look_least(const json_t *array)
{
	return extreme(array, -1);
}

double look_sum(const json_t *array)
{
	double sum = 0;
	size_t i;
	const json_t *v;
	json_array_foreach(array, i, v) sum += json_number_value(v);
	return sum;
}

int look_nulls(const json_t *array)
{
	int count = 0;
	size_t i;
	const json_t *v;
	json_array_foreach(array, i, v) count += json_is_null(v);
	return count;
}

json_t *look_total(const json_t *series)
{
	json_t *total = json_array();
	size_t count = json_array_size(series);
	const json_t *other = count ? json_array_get(series, count - 1) : NULL;
	for (size_t i = 0; total && i < json_array_size(other); i++) {
		bool known = json_is_number(json_array_get(other, i));
		double sum = 0;
		size_t k;
		const json_t *one;
		json_array_foreach(series, k, one) sum += json_number_value(json_array_get(one, i));
		if (json_array_append_new(total, known ? json_real(sum) : json_null())) {
			json_decref(total);
			return NULL;
		}
	}
	return total;
}

static bool nameable(const json_t *entry, const char *key)
{
	return strcmp(look_text(entry, "key"), "other") != 0 && look_number(entry, key) > 0;
}

const json_t *look_first(const json_t *entries, const char *key)
{
	const json_t *best = NULL;
	size_t i;
	const json_t *entry;
	json_array_foreach(entries, i, entry)
	{
		if (nameable(entry, key) && (!best || look_number(entry, key) > look_number(best, key)))
			best = entry;
	}
	return best;
}

/* The largest few, in order. */
static int largest(const json_t *entries, const char *key, int most, const json_t **out)
{
	int count = 0;
	size_t i;
	const json_t *entry;
	json_array_foreach(entries, i, entry)
	{
		if (!nameable(entry, key))
			continue;
		int at = count < most ? count++ : count;
		for (; at > 0 && look_number(entry, key) > look_number(out[at - 1], key); at--)
			if (at < most)
				out[at] = out[at - 1];
		if (at < most)
			out[at] = entry;
	}
	return count;
}

const char *look_largest(struct page *p, const json_t *entries, const char *key, double whole, int most, int *count)
{
	const json_t *named[NAMED_MAX];
	const char *list = "";
	int n = largest(entries, key, most < NAMED_MAX ? most : NAMED_MAX, named);
	for (int i = 0; i < n; i++) {
		const char *share = number_percent(p, look_number(named[i], key), whole);
		/* TRANSLATORS: a service or region, and its share */
		const char *item = page_fill(p, "{0} ({1})", look_label(p, named[i]), share, NULL);
		if (i == 0)
			list = item;
		else if (i + 1 < n)
			/* TRANSLATORS: a list, and one more of it */
			list = page_fill(p, "{0}, {1}", list, item, NULL);
		else
			/* TRANSLATORS: a list, and the last of it */
			list = page_fill(p, "{0} and {1}", list, item, NULL);
	}
	if (count)
		*count = n;
	return list;
}

const struct knowledge_entry *look_entry(const struct page *p, const json_t *service)
{
	const struct knowledge_entry *entry = knowledge_find(p->knowledge, look_text(service, "key"));
	const json_t *members = json_object_get(service, "members");
	size_t i;
	const json_t *member;
	json_array_foreach(members, i, member)
	{
		/* of a service the members are keys, of a group they are objects */
		const char *key = json_string_value(member);
		if (!entry)
			entry = knowledge_find(p->knowledge, key ? key : look_text(member, "key"));
	}
	return entry;
}
