#include "finding/view.h"

#include "base/civil.h"
#include "base/service.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#define RELATIVE 0.05    /* nothing on the internet is steadier than a twentieth */
#define BURST_VARIANCE 2 /* sources send unequally: twice the variance of equal bursts */

static double member(const json_t *object, const char *key)
{
	return json_number_value(json_object_get(object, key));
}

static const char *text(const json_t *object, const char *key)
{
	const char *value = json_string_value(json_object_get(object, key));
	return value ? value : "";
}

static const json_t *table(const struct view *v, const char *section, enum by by, const char *count)
{
	const json_t *branch = json_object_get(v->summary, section);
	return json_object_get(json_object_get(branch, by == BY_SERVICE ? "service" : "region"), count);
}

static void read_months(struct view *v)
{
	size_t i;
	const json_t *month;
	json_array_foreach(json_object_get(v->summary, "monthly"), i, month)
	{
		if (i == MONTHS_MAX)
			break;
		v->months = i + 1;
		v->point_days[i] = member(month, "point_days");
		v->possible[i] = member(month, "possible_point_days");
		v->usable[i] = json_is_number(json_object_get(month, "accesses_per_point_day")) &&
			       v->point_days[i] >= POINT_DAYS_LEAST &&
			       v->point_days[i] >= OBSERVED_LEAST * v->possible[i];
		v->all = member(month, "accesses_per_point_day");
	}
	for (i = 0; i + 1 < v->months; i++)
		v->earlier += v->usable[i];
}

/* How many comparisons this summary allows: months, pairs, days and hours. */
static size_t tests(const struct view *v)
{
	size_t services = json_array_size(view_keys(v, BY_SERVICE));
	size_t regions = json_array_size(view_keys(v, BY_REGION));
	return services + regions + services * regions + services * v->days + services;
}

void view_init(struct view *v, const json_t *summary, json_t *out)
{
	*v = (struct view){.summary = summary, .out = out};
	const json_t *observed = json_object_get(json_object_get(summary, "coverage"), "daily");
	read_months(v);
	v->comparable = v->months && v->usable[v->months - 1] && v->earlier >= EARLIER_LEAST;
	v->days = json_array_size(observed);
	if (v->days > DAYS_OF_MONTH)
		v->days = DAYS_OF_MONTH;
	for (size_t i = 0; i < v->days; i++)
		v->observed[i] = json_number_value(json_array_get(observed, i));
	v->least = measure_least(tests(v));
}

const json_t *view_keys(const struct view *v, enum by by)
{
	return json_object_get(v->summary, by == BY_SERVICE ? "services" : "regions");
}

const char *view_key(const struct view *v, enum by by, size_t i)
{
	const char *key = text(json_array_get(view_keys(v, by), i), "key");
	return strcmp(key, "other") != 0 ? key : "";
}

const char *view_month(const struct view *v, size_t month)
{
	const char *name = json_string_value(json_array_get(json_object_get(v->summary, "months"), month));
	return name ? name : "";
}

const char *view_day(const struct view *v, size_t day)
{
	const char *name = json_string_value(json_array_get(json_object_get(v->summary, "days"), day));
	return name ? name : "";
}

bool view_cell(const json_t *rows, size_t row, size_t column, double *out)
{
	const json_t *cell = json_array_get(json_array_get(rows, row), column);
	if (!json_is_number(cell))
		return false;
	*out = json_number_value(cell);
	return true;
}

bool view_rate(const struct view *v, enum by by, size_t i, size_t month, double *out)
{
	double n;
	if (month >= v->months || !v->usable[month] || !view_cell(table(v, "half_year", by, "accesses"), i, month, &n))
		return false;
	*out = n / v->point_days[month];
	return true;
}

size_t view_before(const struct view *v, enum by by, size_t i, size_t since, struct sample *out)
{
	double rate;
	*out = (struct sample){.count = 0};
	for (size_t month = 0; month < since; month++)
		if (view_rate(v, by, i, month, &rate))
			sample_add(out, rate, v->point_days[month]);
	return out->count;
}

void view_days(const struct view *v, enum by by, size_t i, struct sample *out)
{
	const json_t *rows = table(v, "daily", by, "accesses");
	double n;
	*out = (struct sample){.count = 0};
	for (size_t day = 0; day < v->days; day++)
		if (v->observed[day] > 0 && view_cell(rows, i, day, &n))
			sample_add(out, n / v->observed[day], v->observed[day]);
}

double view_burst(const struct view *v, enum by by, size_t i)
{
	const json_t *one = json_array_get(view_keys(v, by), i);
	double sources = member(one, "cumulative_sources");
	return sources > 0 ? fmax(member(one, "accesses") / sources, 1) : 1;
}

double view_noise(const struct view *v, enum by by, size_t i, double rate)
{
	struct sample days;
	double point_days = v->point_days[v->months - 1];
	view_days(v, by, i, &days);
	double by_day =
	    MAD_SIGMA * sample_mad(&days, sample_median(&days)) / sqrt((double)(days.count ? days.count : 1));
	double bursts = sqrt(BURST_VARIANCE * view_burst(v, by, i) * rate * point_days) / point_days;
	return fmax(fmax(by_day, bursts), RELATIVE * rate);
}

int view_severity(double ratio, double share)
{
	double times = ratio > 0 && ratio < 1 ? 1 / ratio : ratio;
	bool much = !(times < 2); /* NAN: from nothing */
	bool very = !(times < 3);
	if (very && fabs(share) >= 0.1)
		return 3;
	return (much && fabs(share) >= 0.02) || fabs(share) >= 0.1 ? 2 : 1;
}

json_t *subject_total(const char *key, const char *ja, const char *en)
{
	return json_pack("{s:s, s:s, s:{s:s, s:s}}", "kind", "total", "key", key, "label", "ja", ja, "en", en);
}

json_t *subject_of(const struct view *v, enum by by, size_t i)
{
	const json_t *one = json_array_get(view_keys(v, by), i);
	return json_pack("{s:s, s:s, s:O}", "kind", by == BY_SERVICE ? "service" : "region", "key", text(one, "key"),
			 "label", json_object_get(one, "label"));
}

json_t *subject_pair(const struct view *v, size_t service, size_t region)
{
	const json_t *s = json_array_get(view_keys(v, BY_SERVICE), service);
	const json_t *r = json_array_get(view_keys(v, BY_REGION), region);
	const json_t *sl = json_object_get(s, "label");
	const json_t *rl = json_object_get(r, "label");
	return json_pack("{s:s, s:o, s:{s:o, s:o}, s:s, s:s}", "kind", "pair", "key",
			 json_sprintf("%s %s", text(s, "key"), text(r, "key")), "label", "ja",
			 json_sprintf("%s %s", text(rl, "ja"), text(sl, "ja")), "en",
			 json_sprintf("%s, %s", text(rl, "en"), text(sl, "en")), "service", text(s, "key"), "region",
			 text(r, "key"));
}

static json_t *real(double n)
{
	return isfinite(n) ? json_real(n) : json_null();
}

json_t *numbers_of(const struct verdict *verdict)
{
	return json_pack("{s:o, s:o, s:o, s:o}", "value", real(verdict->value), "expected", real(verdict->expected),
			 "ratio", real(verdict->ratio), "score", real(verdict->score));
}

void number_set(json_t *numbers, const char *name, double value)
{
	(void)json_object_set_new(numbers, name, real(value));
}

void evidence_service(const struct view *v, size_t i, char *out)
{
	const json_t *members = json_object_get(json_array_get(view_keys(v, BY_SERVICE), i), "members");
	service_id least = UINT32_MAX;
	service_id most = 0;
	size_t m;
	const json_t *one;
	json_array_foreach(members, m, one)
	{
		const char *name = json_string_value(one);
		service_id id = 0;
		if (!name || service_parse(name, &id))
			continue;
		least = id < least ? id : least;
		most = id > most ? id : most;
	}
	char name[SERVICE_TEXT_MAX];
	out[0] = '\0';
	if (least > most)
		return;
	service_text(most, name);
	if (least == most)
		(void)snprintf(out, EVIDENCE_MAX, " --service %s", name);
	else
		(void)snprintf(out, EVIDENCE_MAX, " --service %u-%s", service_port(least), name);
}

void evidence_months(const struct view *v, char *out)
{
	int32_t first = 0;
	int32_t last = 0;
	char from[CIVIL_TEXT_MAX];
	char to[CIVIL_TEXT_MAX];
	out[0] = '\0';
	if (!v->months || month_parse(view_month(v, 0), &first) || month_parse(view_month(v, v->months - 1), &last))
		return;
	day_text(month_first_day(first), from);
	day_text(month_first_day(last + 1) - 1, to);
	(void)snprintf(out, EVIDENCE_MAX, "--from %s --to %s", from, to);
}

void view_add(struct view *v, const char *type, int severity, json_t *subject, json_t *numbers, const char *figure,
	      const char *evidence)
{
	json_t *o =
	    json_pack("{s:s, s:i, s:o, s:o, s:o, s:s}", "type", type, "severity", severity, "subject", subject,
		      "numbers", numbers, "evidence", json_sprintf("teiten query %s", evidence), "figure", figure);
	(void)json_array_append_new(v->out, o);
}
