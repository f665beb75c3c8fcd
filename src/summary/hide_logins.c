/* Of log-ins by logs, what may be published: attackers and their habits, nothing of those who look after the points. */
#include "base/buf.h"
#include "label/host.h"
#include "summary/hide.h"
#include "summary/tree.h"

#include <string.h>

#define LEAST_ATTEMPTS 5

/* A name that few points saw, or that was tried a few times only, may be a password that somebody typed at the wrong
 * prompt; and a name with which somebody got in is that of an account. */
static bool may_be_shown(const struct guard *g, const json_t *name)
{
	return (uint64_t)json_integer_value(json_object_get(name, "points")) >= g->k &&
	       json_integer_value(json_object_get(name, "attempts")) >= LEAST_ATTEMPTS &&
	       !json_integer_value(json_object_get(name, "accepted"));
}

static void hide_names(struct guard *g, json_t *shown)
{
	for (size_t i = json_array_size(shown); i-- > 0;) {
		json_t *one = json_array_get(shown, i);
		const char *name = json_string_value(json_object_get(one, "name"));
		struct buf masked;
		if (!may_be_shown(g, one)) {
			(void)json_array_remove(shown, i);
			g->folded++;
			continue;
		}
		buf_init(&masked, 4096);
		host_mask(name, strlen(name), &masked);
		(void)json_object_set_new(one, "name", json_string(masked.failed ? "" : buf_string(&masked)));
		(void)json_object_del(one, "points");
		(void)json_object_del(one, "accepted");
		buf_done(&masked);
	}
}

void hide_logins(struct guard *g, json_t *logins)
{
	size_t i;
	json_t *service;
	json_array_foreach(logins, i, service)
	{
		size_t e;
		json_t *episode;
		hide_names(g, json_object_get(service, "shown"));
		(void)json_object_del(service, "accepted");
		if ((uint64_t)json_integer_value(json_object_get(service, "points")) < g->k)
			(void)json_object_set_new(service, "points", json_null());
		json_array_foreach(json_object_get(json_object_get(service, "episodes"), "largest"), e, episode)(void)
		    json_object_del(episode, "source");
	}
}
