#include "centre/gather.h"

#include "segment/segment.h"

#include <errno.h>
#include <fts.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

void gathered_done(struct gathered *g)
{
	for (size_t i = 0; i < g->count; i++)
		free(g->files[i].path);
	free(g->files);
	*g = (struct gathered){0};
}

/* The nearest folder of the path that has a point's name. */
static const struct config_point *point_of(const struct config *config, const char *path)
{
	char name[CONFIG_NAME_MAX];
	const char *end = strrchr(path, '/');
	while (end) {
		const char *begin = end;
		while (begin > path && begin[-1] != '/')
			begin--;
		size_t len = (size_t)(end - begin);
		if (len && len < sizeof(name)) {
			memcpy(name, begin, len);
			name[len] = '\0';
			const struct config_point *p = config_point_find(config, name);
			if (p)
				return p;
		}
		end = begin > path ? begin - 1 : NULL;
	}
	return config->point_count == 1 ? config->points : NULL;
}

static int64_t first_time(const char *path)
{
	struct segment *s = NULL;
	struct frame frame;
	struct err ignored;
	int64_t time_us = INT64_MAX;
	if (segment_open(path, NULL, &s, &ignored) == 0 && segment_next(s, &frame, &ignored) == 1)
		time_us = frame.time_us;
	segment_close(s);
	return time_us;
}

static int add_file(const struct config *config, const struct config_point *only, const char *path, struct gathered *g,
		    struct err *err)
{
	struct stat st;
	struct gathered_file file = {.point = only ? only : point_of(config, path), .begin_us = INT64_MAX};
	if (!file.point)
		return err_set(err, ERR_CONFIG,
			       "%s: which point does it belong to? Put it into a folder with the "
			       "point's name, or give --point",
			       path);
	if (g->count == g->room) {
		size_t room = g->room ? 2 * g->room : 64;
		struct gathered_file *files = realloc(g->files, room * sizeof(*files));
		if (!files)
			return err_set(err, ERR_NOMEM, "no memory for the list of files");
		g->files = files;
		g->room = room;
	}
	file.path = strdup(path);
	if (!file.path)
		return err_set(err, ERR_NOMEM, "no memory for the list of files");
	if (strcmp(path, "-") != 0) {
		file.begin_us = first_time(path);
		file.bytes = stat(path, &st) ? 0 : (uint64_t)st.st_size;
	}
	g->files[g->count++] = file;
	return 0;
}

static int walk(const struct config *config, const struct config_point *only, const char *folder, struct gathered *g,
		struct err *err)
{
	char *roots[] = {(char *)folder, NULL};
	FTS *tree = fts_open(roots, FTS_LOGICAL | FTS_NOCHDIR, NULL);
	if (!tree)
		return err_errno(err, "%s", folder);
	int code = 0;
	for (FTSENT *entry; !code && (errno = 0, entry = fts_read(tree));) {
		if (entry->fts_info == FTS_DNR || entry->fts_info == FTS_ERR) {
			errno = entry->fts_errno;
			code = err_errno(err, "%s", entry->fts_path);
		} else if (entry->fts_info == FTS_F && segment_looks_like(entry->fts_path)) {
			code = add_file(config, only, entry->fts_path, g, err);
		} else if (entry->fts_info == FTS_F) {
			g->skipped++;
		}
	}
	(void)fts_close(tree);
	return code;
}

static int compare(const void *pa, const void *pb)
{
	const struct gathered_file *a = pa;
	const struct gathered_file *b = pb;
	if (a->point != b->point)
		return a->point < b->point ? -1 : 1;
	if (a->begin_us != b->begin_us)
		return a->begin_us < b->begin_us ? -1 : 1;
	return strcmp(a->path, b->path);
}

int gather(const struct config *config, const struct config_point *only, const char *const *paths, size_t count,
	   struct gathered *out, struct err *err)
{
	struct gathered g = {0};
	int code = 0;
	for (size_t i = 0; !code && i < count; i++) {
		struct stat st;
		if (!strcmp(paths[i], "-"))
			code = add_file(config, only, paths[i], &g, err);
		else if (stat(paths[i], &st))
			code = err_errno(err, "%s", paths[i]);
		else if (S_ISDIR(st.st_mode))
			code = walk(config, only, paths[i], &g, err);
		else
			code = add_file(config, only, paths[i], &g, err);
	}
	if (code) {
		gathered_done(&g);
		return code;
	}
	if (g.count)
		qsort(g.files, g.count, sizeof(*g.files), compare);
	*out = g;
	return 0;
}
