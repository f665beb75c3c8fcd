/* Parts of reading a scenario, each in a file of its own. They complain through the fields they are
 * given. */
#pragma once

#include "simulate/fields.h"
#include "simulate/scenario.h"

void scenario_take_months(struct fields *top, struct scenario *s);
void scenario_take_points(struct fields *top, struct scenario *s);
void scenario_take_regions(struct fields *top, struct scenario *s);
void scenario_take_mixes(struct fields *top, struct scenario *s);
void scenario_take_hours(struct fields *top, struct scenario *s);
void scenario_take_pools(struct fields *top, struct scenario *s);
void scenario_take_services(struct fields *top, struct scenario *s);
void scenario_take_messages(struct fields *top, struct scenario *s);
void scenario_take_own(struct fields *top, struct scenario *s);
void scenario_take_attacks(struct fields *top, struct scenario *s);

/* The mix that a value names, or writes down in place (then it is added). */
size_t scenario_mix_of(struct fields *value, struct scenario *s);
/* The profile of hours under the key "hours": flat when absent. */
size_t scenario_hours_of(struct fields *f, const struct scenario *s);
