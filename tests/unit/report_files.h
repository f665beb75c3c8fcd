/* Files of a test: reading, counting and clearing folders. */
#pragma once

#include "base/buf.h"

#include <fts.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define PATH_ROOM 4096

/* folder/name; a path that is too long is a fault of the test. */
static inline void join(char out[PATH_ROOM], const char *folder, const char *name)
{
	int n = snprintf(out, PATH_ROOM, "%s/%s", folder, name);
	if (n < 0 || n >= PATH_ROOM)
		abort();
}

static inline char *read_file(const char *path, size_t *len)
{
	FILE *f = fopen(path, "rb");
	if (!f)
		return NULL;
	struct buf b;
	buf_init(&b, 1 << 25);
	char room[65536];
	for (size_t n; (n = fread(room, 1, sizeof(room), f)) > 0;)
		buf_add(&b, room, n);
	(void)fclose(f);
	if (len)
		*len = b.len;
	return buf_take(&b);
}

static inline char *read_in(const char *folder, const char *name, size_t *len)
{
	char path[PATH_ROOM];
	join(path, folder, name);
	return read_file(path, len);
}

/* Remove a folder and what is in it. */
static inline void clear(const char *folder)
{
	char path[PATH_ROOM];
	join(path, folder, ".");
	char *const roots[] = {path, NULL};
	FTS *walk = fts_open(roots, FTS_PHYSICAL, NULL);
	for (FTSENT *e; walk && (e = fts_read(walk)) != NULL;)
		if (e->fts_info != FTS_D)
			(void)remove(e->fts_accpath);
	if (walk)
		(void)fts_close(walk);
}

/* Files in a folder whose names end so; all with NULL. */
static inline int files(const char *folder, const char *end)
{
	char path[PATH_ROOM];
	int count = 0;
	join(path, folder, ".");
	char *const roots[] = {path, NULL};
	FTS *walk = fts_open(roots, FTS_PHYSICAL, NULL);
	for (FTSENT *e; walk && (e = fts_read(walk)) != NULL;) {
		size_t len = end ? strlen(end) : 0;
		bool same = !end || (e->fts_namelen >= len && !strcmp(e->fts_name + e->fts_namelen - len, end));
		count += e->fts_info == FTS_F && same;
	}
	if (walk)
		(void)fts_close(walk);
	return count;
}
