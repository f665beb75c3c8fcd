/* One capture file -> packets judged and counted. */
#pragma once

#include "base/err.h"
#include "centre/feed.h"
#include "centre/handover.h"
#include "centre/import.h"
#include "observe/observe.h"
#include "store/store.h"
#include "tally/tally.h"

#include <stdint.h>

/* What goes on from file to file of one point: flows and attempts do not end with a file. */
struct count_state {
	struct observe *observe;
	struct tally *tally;
	struct recall *recall; /* what payloads are */
	struct feed *feed;     /* to the tally */
	bool digest;           /* the file's SHA-256 is wanted */
};

struct count_result {
	struct store_segment segment; /* sha256 and note point into this struct */
	uint64_t verdicts[VERDICT_COUNT];
	uint64_t attempts;
	uint64_t rows;
	char sha256[65];
	char note[160];
};

/* Called now and then with the bytes read of the file and the packets so far. */
typedef void (*count_progress)(void *ctx, uint64_t bytes, uint64_t packets);

/* Read the file to its end. Rows go to `handover`, or nowhere when it is NULL. The error names the
 * file. */
int count_file(struct count_state *state, const char *path, struct handover *handover, count_progress progress,
	       void *ctx, struct count_result *out, struct err *err) MUST_USE;
