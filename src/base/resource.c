#include "base/resource.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static int try_path(const char *folder, const char *name, char *out, size_t room)
{
	char path[4096];
	int n = snprintf(path, sizeof(path), "%s/%s", folder, name);
	if (n < 0 || (size_t)n >= sizeof(path) || (size_t)n >= room || access(path, R_OK))
		return ERR_ABSENT;
	memcpy(out, path, (size_t)n + 1);
	return 0;
}

int resource_path(const char *name, char *out, size_t room, struct err *err)
{
	const char *set = getenv("TEITEN_DATADIR");
	if (set && *set && try_path(set, name, out, room) == 0)
		return 0;

	char program[3072];
	ssize_t n = readlink("/proc/self/exe", program, sizeof(program) - 1);
	if (n > 0) {
		program[n] = '\0';
		char *slash = strrchr(program, '/');
		(void)snprintf(slash, sizeof(program) - (size_t)(slash - program), "/../share/teiten");
		if (try_path(program, name, out, room) == 0)
			return 0;
	}
	if (try_path(TEITEN_BUILD_DATADIR, name, out, room) == 0)
		return 0;
	return err_set(err, ERR_ABSENT, "%s not found: set TEITEN_DATADIR to the folder that holds teiten's data files",
		       name);
}
