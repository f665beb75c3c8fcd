#include "simulate/random.h"
#include "simulate/scenario_int.h"

#include <errno.h>
#include <iconv.h>
#include <jansson.h>
#include <stdlib.h>
#include <string.h>

/* "445/tcp", "1024-65535/udp", "ping/icmp", ... */
static int target_parse(const char *text, struct target *out)
{
	service_id service;
	if (service_parse(text, &service) == 0) {
		*out = (struct target){service_proto(service), service_port(service), service_port(service)};
		return 0;
	}
	const char *dash = strchr(text, '-');
	const char *slash = strchr(text, '/');
	char first[SERVICE_TEXT_MAX];
	service_id last;
	if (!dash || !slash || dash > slash || strlen(text) >= sizeof(first))
		return ERR_PARSE;
	memcpy(first, text, (size_t)(dash - text));
	memcpy(first + (dash - text), slash, strlen(slash) + 1);
	if (service_parse(first, &service) || service_parse(dash + 1, &last) ||
	    service_port(last) < service_port(service))
		return ERR_PARSE;
	uint8_t proto = service_proto(service);
	if (proto != PROTO_TCP && proto != PROTO_UDP)
		return ERR_PARSE;
	*out = (struct target){proto, service_port(service), service_port(last)};
	return 0;
}

static void take_targets(struct fields *f, struct service_plan *service)
{
	struct fields list;
	fields_child(&list, f, "service");
	size_t count = fields_count(&list);
	if (!count || count > SCENARIO_TARGETS_MAX)
		(void)fields_wrong(&list, "1 to %d services are wanted, such as 445/tcp", SCENARIO_TARGETS_MAX);
	for (size_t i = 0; i < count && !list.code; i++) {
		struct fields item;
		fields_item(&item, &list, i);
		const char *text = fields_self(&item);
		if (item.code || target_parse(text, &service->target[i]))
			(void)fields_wrong(&item,
					   "%.60s is no service; write 445/tcp, 1024-65535/udp, "
					   "ping/icmp or ping/icmpv6",
					   text);
		else if (service->target[i].proto != service->target[0].proto)
			(void)fields_wrong(&item, "services of one entry must be of one protocol");
		fields_join(&list, &item);
	}
	service->target_count = count;
	fields_join(f, &list);
}

/* The ICMP type that packets of this shape have. */
static bool icmp_fits(enum shape shape, const struct target *t)
{
	if (t->proto == PROTO_ICMPV6)
		return t->low == 128;
	if (shape == SHAPE_UNREACHABLE)
		return t->low == 3 || t->low == 11;
	return t->low == (shape == SHAPE_ECHO_REPLY ? 0 : 8);
}

static void take_shape(struct fields *f, struct service_plan *service)
{
	const struct target *t = &service->target[0];
	const char *usual = t->proto == PROTO_TCP ? "windows" : t->proto == PROTO_UDP ? "bytes" : "ping";
	char name[SCENARIO_NAME_MAX];
	fields_text(f, "packet", usual, name, sizeof(name));
	int shape = shape_find(name);
	static const uint64_t four = 4;
	uint64_t version = fields_whole(f, "ip", 4, 6, &four);
	service->ipv6 = version == 6 || t->proto == PROTO_ICMPV6;
	if (shape == SHAPE_COUNT) {
		(void)fields_wrong(f, "packet: there is no \"%s\"; see teiten-scenario(5) for the names", name);
		return;
	}
	service->shape = (enum shape)shape;
	uint8_t proto = t->proto == PROTO_ICMPV6 ? PROTO_ICMP : t->proto;
	if (shape_proto(service->shape) != proto)
		(void)fields_wrong(f, "packet: \"%s\" is of another protocol than the service", name);
	if (version == 5 || (service->ipv6 && (t->proto == PROTO_ICMP || !shape_ipv6(service->shape))))
		(void)fields_wrong(f, "packet: \"%s\" is not known over this version of IP", name);
	for (size_t i = 0; i < service->target_count && proto == PROTO_ICMP; i++)
		if (!icmp_fits(service->shape, &service->target[i]))
			(void)fields_wrong(f, "packet: \"%s\" is of another ICMP type than the service", name);
}

/* "2005-11" is a whole month, "2005-11-12" one day. */
static void take_factors(struct fields *f, struct service_plan *service)
{
	struct fields map;
	fields_child(&map, f, "factor");
	size_t count = fields_has(f, "factor") ? fields_keys(&map, SCENARIO_FACTORS_MAX) : 0;
	for (size_t i = 0; i < count && !map.code; i++) {
		struct factor_plan *factor = &service->factor[service->factor_count++];
		struct fields item;
		const char *key = fields_key(&map, i);
		int32_t month;
		fields_child(&item, &map, key);
		factor->micro = fields_micro_self(&item);
		if (month_parse(key, &month) == 0) {
			factor->first_day = month_first_day(month);
			factor->last_day = month_first_day(month + 1) - 1;
		} else if (day_parse(key, &factor->first_day) == 0) {
			factor->last_day = factor->first_day;
		} else {
			(void)fields_wrong(&item, "no month or day; write 2005-11 or 2005-11-12");
		}
		if (factor->micro > 1000 * MICRO)
			(void)fields_wrong(&item, "a number from 0 to 1000 is wanted");
		fields_join(&map, &item);
	}
	fields_join(f, &map);
}

static uint64_t take_share(struct fields *f, const char *key)
{
	static const uint64_t none = 0;
	uint64_t percent = fields_micro(f, key, &none);
	if (percent > 100 * MICRO)
		(void)fields_wrong(f, "%s: a share from 0 to 100 is wanted", key);
	return percent / 100;
}

static void take_pool(struct fields *f, const struct scenario *s, struct service_plan *service)
{
	if (!fields_has(f, "pool"))
		return;
	char name[SCENARIO_NAME_MAX];
	fields_text(f, "pool", NULL, name, sizeof(name));
	service->pool = 0;
	while (service->pool < s->pool_count && strcmp(s->pools[service->pool].name, name) != 0)
		service->pool++;
	if (service->pool == s->pool_count)
		(void)fields_wrong(f, "pool: none is called \"%s\"", name);
	service->pool_share = take_share(f, "pool_share");
}

static void take_victims(struct fields *f, struct service_plan *service)
{
	struct fields list;
	fields_child(&list, f, "victim_ports");
	service->victim_count = fields_count(&list);
	if (service->victim_count > SCENARIO_TARGETS_MAX)
		(void)fields_wrong(&list, "more than %d", SCENARIO_TARGETS_MAX);
	for (size_t i = 0; i < service->victim_count && !list.code; i++) {
		struct fields item;
		fields_item(&item, &list, i);
		json_int_t port = json_integer_value(item.value);
		if (port < 1 || port > UINT16_MAX)
			(void)fields_wrong(&item, "a port from 1 to 65535 is wanted");
		service->victim_port[i] = (uint16_t)port;
		fields_join(&list, &item);
	}
	fields_join(f, &list);
	if (!service->victim_count)
		service->victim_port[service->victim_count++] = 80;
}

static void check_family(struct fields *f, const struct scenario *s, const struct service_plan *service, size_t mix)
{
	for (size_t i = 0; i < s->mixes[mix].count && !f->code; i++) {
		const struct region_plan *region = &s->regions[s->mixes[mix].region[i]];
		if (!(service->ipv6 ? region->v6_count : region->v4_count))
			(void)fields_wrong(f, "region %s has no IPv%d prefix", region->name, service->ipv6 ? 6 : 4);
	}
}

static void take_service(struct fields *f, struct scenario *s)
{
	static const char *const keys[] = {"service", "packet",       "ip",    "weight", "repeat",
					   "retries", "regions",      "hours", "pool",   "pool_share",
					   "factor",  "victim_ports", NULL};
	static const uint64_t one = MICRO;
	struct service_plan *service = &s->services[s->service_count++];
	fields_known(f, keys);
	take_targets(f, service);
	if (!f->code)
		take_shape(f, service);
	service->weight = fields_micro(f, "weight", NULL);
	service->repeat = fields_micro(f, "repeat", &one);
	if (service->weight > 1000000 * MICRO || service->repeat < MICRO || service->repeat > 100000 * MICRO)
		(void)fields_wrong(f, "weight is 0 to 1000000, repeat 1 to 100000");
	service->retries = take_share(f, "retries");
	service->hours = scenario_hours_of(f, s);
	take_pool(f, s, service);
	take_factors(f, service);
	take_victims(f, service);
	struct fields mix;
	fields_child(&mix, f, "regions");
	service->mix = scenario_mix_of(&mix, s);
	fields_join(f, &mix);
	if (f->code)
		return;
	check_family(f, s, service, service->mix);
	if (service->pool_share)
		check_family(f, s, service, s->pools[service->pool].mix);
	bool messenger = service->shape == SHAPE_MESSENGER || service->shape == SHAPE_MESSENGER_FORGED;
	if (messenger && !s->message_count)
		(void)fields_wrong(f, "pop-up messages need texts under messages");
}

void scenario_take_services(struct fields *top, struct scenario *s)
{
	struct fields list;
	fields_child(&list, top, "services");
	size_t count = fields_count(&list);
	if (!count)
		(void)fields_wrong(top, "services is missing: name a service at least");
	else if (count > SCENARIO_SERVICES_MAX)
		(void)fields_wrong(&list, "more than %d services", SCENARIO_SERVICES_MAX);
	fields_join(top, &list);
	for (size_t i = 0; i < count && !top->code; i++) {
		struct fields item;
		fields_item(&item, &list, i);
		take_service(&item, s);
		fields_join(top, &item);
	}
}

/* One string in the sender's code page, with its NUL (MS-MSRP 2.2.3.4: OEM character set). */
static void take_encoded(struct fields *f, const char *key, iconv_t code_page, uint8_t *out, size_t room, uint32_t *len)
{
	char text[SCENARIO_TEXT_BYTES * 2];
	fields_text(f, key, NULL, text, sizeof(text));
	char *in = text;
	size_t left = strlen(text) + 1;
	char *to = (char *)out;
	size_t to_left = room;
	if (!f->code && iconv(code_page, &in, &left, &to, &to_left) == (size_t)-1)
		(void)fields_wrong(f, "%s: %s", key,
				   errno == E2BIG ? "the text is too long"
						  : "a character is not in the code page of this message");
	*len = (uint32_t)(room - to_left);
	(void)iconv(code_page, NULL, NULL, NULL, NULL);
}

static uint64_t take_message(struct fields *f, struct message_plan *m)
{
	static const char *const keys[] = {"from", "to", "text", "code_page", "weight", NULL};
	static const uint64_t one = MICRO;
	fields_known(f, keys);
	char name[16];
	fields_text(f, "code_page", "cp437", name, sizeof(name));
	if (strcmp(name, "cp437") != 0 && strcmp(name, "cp932") != 0)
		(void)fields_wrong(f, "code_page: cp437 or cp932 is wanted");
	if (f->code)
		return 0;
	iconv_t code_page = iconv_open(strcmp(name, "cp932") == 0 ? "CP932" : "CP437", "UTF-8");
	if (code_page == (iconv_t)-1) {
		(void)fields_wrong(f, "code_page: this system's iconv does not know %s", name);
		return 0;
	}
	take_encoded(f, "from", code_page, m->from, sizeof(m->from), &m->from_len);
	take_encoded(f, "to", code_page, m->to, sizeof(m->to), &m->to_len);
	take_encoded(f, "text", code_page, m->text, sizeof(m->text), &m->text_len);
	(void)iconv_close(code_page);
	uint64_t weight = fields_micro(f, "weight", &one);
	if (!weight)
		(void)fields_wrong(f, "weight: must be above zero");
	return weight;
}

void scenario_take_messages(struct fields *top, struct scenario *s)
{
	struct fields list;
	fields_child(&list, top, "messages");
	size_t count = fields_count(&list);
	if (count > SCENARIO_MESSAGES_MAX)
		(void)fields_wrong(&list, "more than %d messages", SCENARIO_MESSAGES_MAX);
	uint64_t sum = 0;
	for (size_t i = 0; i < count && !list.code; i++) {
		struct fields item;
		fields_item(&item, &list, i);
		sum += take_message(&item, &s->messages[i]);
		s->message_sums[i] = sum;
		s->message_count++;
		fields_join(&list, &item);
	}
	fields_join(top, &list);
}
