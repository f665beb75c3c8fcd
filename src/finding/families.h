/* The families of rules, one file each. Each adds what it finds. */
#pragma once

#include "finding/view.h"

void find_level(struct view *v);         /* level_*, more_accesses_fewer_sources and its opposite */
void find_changes(struct view *v);       /* surge, drop: services and regions */
void find_pairs(struct view *v);         /* surge, drop: a region at a service */
void find_days(struct view *v);          /* day_surge */
void find_newcomers(struct view *v);     /* entered_top, left_top, first_seen */
void find_hours(struct view *v);         /* hours_changed */
void find_concentration(struct view *v); /* concentration */
void find_coverage(struct view *v);      /* coverage */
