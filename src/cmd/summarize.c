#include "cmd/summarize.h"

#include "summary/summary.h"

#include <stdlib.h>
#include <time.h>

int summarize(struct store *store, const struct config *config, int32_t month, struct json_t **out, struct err *err)
{
	struct summary_group *groups = calloc(config->group_count ? config->group_count : 1, sizeof(*groups));
	if (!groups)
		return err_set(err, ERR_NOMEM, "no memory for the summary");
	for (size_t i = 0; i < config->group_count; i++) {
		const struct config_group *g = &config->groups[i];
		groups[i] = (struct summary_group){.key = g->key,
						   .label_ja = g->label_ja,
						   .label_en = g->label_en,
						   .proto = g->proto,
						   .ports = g->ports,
						   .port_count = g->port_count};
	}
	struct timespec now;
	(void)clock_gettime(CLOCK_REALTIME, &now);
	struct summary_options options = {.month = month,
					  .top = (unsigned)config->top,
					  .points = (unsigned)config->min_points,
					  .groups = groups,
					  .group_count = config->group_count,
					  .now_us = (int64_t)now.tv_sec * 1000000 + now.tv_nsec / 1000};
	int code = summary_make(store, &options, out, err);
	free(groups);
	return code;
}
