#include "cmd/period.h"

#include "base/addr.h"
#include "base/civil.h"
#include "base/service.h"
#include "label/label.h"

#include <stdlib.h>
#include <string.h>

#define DEFAULT_LIMIT 100000000
#define LAST_DAY 50403 /* 2107-12-31: any day is before */

static void add(struct period *p, const char *name, int64_t value)
{
	p->params[p->count++] = store_number_param(name, value);
}

static int add_days(struct period *p, const struct period_arguments *a, struct err *err)
{
	int32_t from = 0;
	int32_t to = LAST_DAY;
	p->month = -1;
	if (a->month && (a->from || a->to))
		return err_set(err, ERR_CONFIG, "give either --month, or --from and --to");
	if (a->month) {
		if (month_parse(a->month, &p->month))
			return err_set(err, ERR_CONFIG, "\"%.40s\" is not a month such as 2005-11", a->month);
		from = month_first_day(p->month);
		to = month_first_day(p->month + 1) - 1;
	}
	if (a->from && day_parse(a->from, &from))
		return err_set(err, ERR_CONFIG, "--from: \"%.40s\" is not a day such as 2005-11-01", a->from);
	if (a->to && day_parse(a->to, &to))
		return err_set(err, ERR_CONFIG, "--to: \"%.40s\" is not a day such as 2005-11-30", a->to);
	p->params[p->count++] = store_day_param("from", from);
	p->params[p->count++] = store_day_param("to", to);
	return 0;
}

#define NO_RANGE UINT32_MAX

/* The text after "1026-" of "1026-1039/udp", with its number; all of it when it is no range. */
static const char *without_first(const char *text, uint32_t *first)
{
	uint32_t n = 0;
	size_t digits = strspn(text, "0123456789");
	*first = NO_RANGE;
	if (!digits || digits > 5 || text[digits] != '-')
		return text;
	for (size_t i = 0; i < digits; i++)
		n = n * 10 + (uint32_t)(text[i] - '0');
	*first = n;
	return text + digits + 1;
}

static int add_service(struct period *p, const char *text, struct err *err)
{
	service_id s = 0;
	uint32_t first;
	if (text && service_parse(without_first(text, &first), &s))
		return err_set(err, ERR_CONFIG, "\"%.40s\" is not a service such as 445/tcp or ping/icmp", text);
	if (text && first == NO_RANGE)
		first = service_port(s);
	if (text && first > service_port(s))
		return err_set(err, ERR_CONFIG, "the ports of \"%.40s\" do not rise", text);
	add(p, "proto_from", text ? service_proto(s) : 0);
	add(p, "proto_to", text ? service_proto(s) : UINT8_MAX);
	add(p, "port_from", text ? first : 0);
	add(p, "port_to", text ? service_port(s) : UINT16_MAX);
	return 0;
}

static int add_region(struct period *p, const char *text, struct err *err)
{
	region_id r = 0;
	if (text && region_parse(text, &r))
		return err_set(err, ERR_CONFIG, "\"%.40s\" is not a region such as JP, or ??", text);
	add(p, "region_from", text ? r : 0);
	add(p, "region_to", text ? r : UINT16_MAX);
	return 0;
}

static int add_point(struct period *p, const char *name, struct store *s, struct err *err)
{
	const struct store_param limit = store_number_param("limit", UINT16_MAX);
	struct store_result *r = NULL;
	int64_t id = -1;
	int code = name ? store_query(s, "query_points", &limit, 1, &r, err) : 0;
	for (size_t i = 0; !code && name && i < store_rows(r); i++)
		if (!strcmp(store_text(r, i, 1), name))
			id = store_number(r, i, 0);
	store_result_free(r);
	if (code)
		return code;
	if (name && id < 0)
		return err_set(err, ERR_ABSENT, "the store knows no point %.64s; teiten points lists them", name);
	add(p, "point_from", name ? id : 0);
	add(p, "point_to", name ? id : UINT16_MAX);
	return 0;
}

static int add_kind(struct period *p, const char *text, struct err *err)
{
	enum kind k = KIND_PROBE;
	if (text && kind_parse(text, &k))
		return err_set(err, ERR_CONFIG, "\"%.40s\" is not a kind: probe, backscatter or other", text);
	add(p, "kind_from", text ? k : 0);
	add(p, "kind_to", text ? k : UINT8_MAX);
	return 0;
}

static int add_source(struct period *p, const char *text, struct err *err)
{
	uint64_t key = 0;
	if (text && addr_source_parse(text, &key))
		return err_set(err, ERR_CONFIG, "\"%.64s\" is not an address, nor an IPv6 /64", text);
	add(p, "source", (int64_t)key);
	return 0;
}

static int add_limit(struct period *p, const char *text, struct err *err)
{
	char *end = NULL;
	long long n = text ? strtoll(text, &end, 10) : DEFAULT_LIMIT;
	if (text && (!*text || *end || n < 1 || n > DEFAULT_LIMIT))
		return err_set(err, ERR_CONFIG, "--limit: \"%.40s\" is not a number from 1 to %d", text, DEFAULT_LIMIT);
	add(p, "limit", n);
	return 0;
}

int period_make(const struct period_arguments *a, struct store *s, struct period *out, struct err *err)
{
	struct period p = {.count = 0};
	int code = add_days(&p, a, err);
	if (!code)
		code = add_service(&p, a->service, err);
	if (!code)
		code = add_region(&p, a->region, err);
	if (!code)
		code = add_point(&p, a->point, s, err);
	if (!code)
		code = add_kind(&p, a->kind, err);
	if (!code)
		code = add_source(&p, a->source, err);
	if (!code)
		code = add_limit(&p, a->limit, err);
	if (code)
		return code;
	*out = p;
	out->params[out->count++] = store_list_param("sure", out->sure, tool_sure(out->sure));
	return 0;
}
