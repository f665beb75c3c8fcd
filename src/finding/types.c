#include "finding/finding.h"

static const struct finding_type TYPES[] = {
    {"level_steady", "accesses, or sources, per point and day are on the level of the months before",
     "neither level_up nor level_down; services are named that make a drift of a tenth or more"},
    {"level_up", "the level rose", "ratio >= 1.25 and score >= 3.5, in every month since"},
    {"level_down", "the level fell", "ratio <= 0.8 and score <= -3.5, in every month since"},
    {"more_accesses_fewer_sources", "each source came more often",
     "accesses >= 1.03 and sources <= 0.97 of before; accesses per source >= 1.1, score >= 3.5"},
    {"fewer_accesses_more_sources", "each source came less often", "the reverse"},
    {"surge", "a service, a region, or a region at a service rose",
     "ratio >= 1.5 (a pair: 2, beyond its service and its region), score >= least, difference >= 1 % of all accesses"},
    {"drop", "it fell", "ratio <= 0.67 (a pair: 0.5), the rest likewise"},
    {"day_surge", "days of a service stand far above the month's others",
     "each day >= twice the median day, >= 1.75 times that of its weekday, score >= least; at most ten days; together "
     ">= 0.3 % of the month"},
    {"entered_top", "a service is among the largest and was not in the month before",
     "ratio >= 1.5 and score >= least"},
    {"left_top", "a service is no longer among the largest", "ratio <= 0.67 and score <= -least"},
    {"concentration", "one region makes more than half of all, or of a large service", "share > 0.5"},
    {"hours_changed", "a service is accessed at other hours than in the months before",
     "an eighth of its accesses or more moved, and three times as much as chance moves"},
    {"first_seen", "a service was accessed that nobody had accessed in the five months before",
     "30 probes or more at 3 points or more, and three earlier months with observation"},
    {"coverage", "what could mislead in a comparison",
     "a month or its earlier ones observed too little, or by another number of points"}};

const struct finding_type *finding_types(size_t *count)
{
	*count = sizeof(TYPES) / sizeof(*TYPES);
	return TYPES;
}
