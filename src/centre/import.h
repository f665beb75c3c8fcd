/* Captures -> the store: each file whole, in one transaction, or not at all. */
#pragma once

#include "base/err.h"
#include "centre/gather.h"
#include "config/config.h"
#include "observe/observe.h"
#include "store/store.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Added up over the files of one run. */
struct import_totals {
	uint64_t imported; /* files */
	uint64_t already;
	uint64_t failed;
	uint64_t packets;
	uint64_t accesses;
	uint64_t attempts;
	uint64_t connections;
	uint64_t verdicts[VERDICT_COUNT];
	uint64_t dropped;
	uint64_t rows; /* facts written */
};

enum import_event {
	IMPORT_PROGRESS, /* some packets more */
	IMPORT_DONE,     /* a file is in */
	IMPORT_ALREADY,  /* its bytes were in the store before */
	IMPORT_FAILED,   /* it was left out whole; `problem` says why */
	IMPORT_NOTE,     /* it is in, with something to tell: `problem` */
	IMPORT_CLOSING   /* days are being closed: done of all */
};

struct import_news {
	enum import_event event;
	const char *path;
	const char *problem;
	uint64_t bytes_done; /* of all files */
	uint64_t bytes_all;  /* 0: not known */
	uint64_t packets;
	size_t done;
	size_t all;
};

struct import_options {
	const struct config *config;
	const char *regions;   /* path of the MMDB file */
	const char *time_zone; /* for points that do not say; NULL: what the store knows, else Asia/Tokyo */
	bool count_only;       /* count and write nothing; the store is NULL */
	void (*news)(void *ctx, const struct import_news *news);
	void *ctx;
};

/* The zone that a point is counted in: its own, the command's, what it has been counted in so far, Tokyo's. The store
 * may be NULL. */
struct zone;
int import_zone(struct store *store, const struct config_point *p, const char *time_zone, struct zone **out,
		struct err *err) MUST_USE;

/* Import the gathered files and close the days they touched. A file that fails is reported as news
 * and left out; the others go on. A negative code when nothing can go on: the store or the region
 * data failed. */
int import_run(struct store *store, const struct gathered *files, const struct import_options *options,
	       struct import_totals *out, struct err *err) MUST_USE;
