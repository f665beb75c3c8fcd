/* The parts of a summary: each reads the store and adds its branch to the tree. */
#pragma once

#include "summary/coverage.h"
#include "summary/frame.h"
#include "summary/rank.h"

#include <stdbool.h>

struct json_t;

struct parts {
	struct store *store;
	const struct summary_options *options;
	struct frame_days days;
	const struct knowledge *knowledge;
	struct rank services;
	struct rank regions;
	struct coverage coverage;
	bool observed[DAYS_MAX]; /* days of the six months on which anything was observed */
	bool observed_month[MONTHS];
	struct json_t *tree;
};

/* points, totals, previous, monthly, daily.total, daily.kind, kinds, calendar. */
int parts_totals(struct parts *p, struct err *err) MUST_USE;
/* services, regions, daily.service, daily.region, half_year. */
int parts_series(struct parts *p, struct err *err) MUST_USE;
/* hourly, region_service, region_service_previous, map. */
int parts_tables(struct parts *p, struct err *err) MUST_USE;
/* new_services, ranking. */
int parts_changes(struct parts *p, struct err *err) MUST_USE;
/* groups, maintenance. */
int parts_sections(struct parts *p, struct err *err) MUST_USE;
/* maintenance[].episodes: after the sections. */
int parts_episodes(struct parts *p, struct err *err) MUST_USE;
/* logins. */
int parts_logins(struct parts *p, struct err *err) MUST_USE;
/* tools, suspects. */
int parts_tools(struct parts *p, struct err *err) MUST_USE;
/* attacks. */
int parts_attacks(struct parts *p, struct err *err) MUST_USE;
/* wide, source_groups. */
int parts_conduct(struct parts *p, struct err *err) MUST_USE;
/* surveys. */
int parts_surveys(struct parts *p, struct err *err) MUST_USE;
/* payloads, senders. */
int parts_payloads(struct parts *p, struct err *err) MUST_USE;
/* messages. */
int parts_messages(struct parts *p, struct err *err) MUST_USE;
/* coverage, segments, regions_data. */
int parts_coverage(struct parts *p, struct err *err) MUST_USE;

/* {"key", "label"} of a region, and of a single service. */
struct json_t *parts_region(const struct parts *p, region_id region);
struct json_t *parts_service(service_id service);
/* The named branch of the tree, made when absent. */
struct json_t *parts_branch(struct parts *p, const char *name);
