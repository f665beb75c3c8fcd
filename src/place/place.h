/* Source address -> region, from a replaceable MMDB file. */
#pragma once

#include "base/addr.h"
#include "base/service.h"

struct place;

/* ERR_ABSENT, ERR_IO or ERR_PARSE name the file and what to do. */
int place_open(const char *path, struct place **out, struct err *err) MUST_USE;
void place_close(struct place *p);

/* The region of a source key (base/addr.h), or REGION_UNKNOWN. Not thread-safe: it keeps a cache.
 */
region_id place_region(struct place *p, uint64_t source);

/* Ask for the memory that place_region will need for this source. */
void place_prefetch(const struct place *p, uint64_t source);

/* "iptoasn-country 2026-06-17": type and build date, recorded with every import. */
const char *place_build(const struct place *p);
/* Days since 1970-01-01 on which the file was built. */
int32_t place_build_day(const struct place *p);
