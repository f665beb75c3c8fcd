/* Preloaded into a program: at the call number FAULT_AT that changes a file, the program is killed or the
 * disk is full. Calls are counted over all threads; how many there were goes to the file FAULT_COUNT.
 *
 *   FAULT_AT=N  FAULT_HOW=kill | full  FAULT_COUNT=FILE
 */
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>
#include <unistd.h>

static atomic_long calls;

/* True when this call must fail for want of room. Small descriptors are terminals and pipes. */
static int fault(int fd)
{
	const char *at = getenv("FAULT_AT");
	const char *how = getenv("FAULT_HOW");
	if (fd >= 0 && fd < 3)
		return 0;
	long call = atomic_fetch_add(&calls, 1) + 1;
	if (!at || !how || call < strtol(at, NULL, 10))
		return 0;
	if (!strcmp(how, "full")) {
		errno = ENOSPC;
		return 1;
	}
	(void)kill(getpid(), SIGKILL);
	(void)pause();
	return 1;
}

/* Removing and cutting files needs no room; a kill may come before it all the same. */
static void kill_before(int fd)
{
	const char *how = getenv("FAULT_HOW");
	if (!how || strcmp(how, "full") != 0)
		(void)fault(fd);
}

static void *real(const char *name)
{
	void *found = dlsym(RTLD_NEXT, name);
	if (!found)
		abort();
	return found;
}

/* A pointer to a function out of dlsym's pointer to an object, as POSIX asks for it. */
#define REAL(type, name)                                                                                               \
	type function;                                                                                                 \
	void *object = real(name);                                                                                     \
	memcpy(&function, &object, sizeof(function))

typedef ssize_t (*write_function)(int, const void *, size_t);
typedef ssize_t (*pwrite_function)(int, const void *, size_t, off_t);
typedef int (*truncate_function)(int, off_t);
typedef int (*path_function)(const char *);

ssize_t write(int fd, const void *bytes, size_t n)
{
	if (fault(fd))
		return -1;
	REAL(write_function, "write");
	return function(fd, bytes, n);
}

ssize_t pwrite(int fd, const void *bytes, size_t n, off_t at)
{
	if (fault(fd))
		return -1;
	REAL(pwrite_function, "pwrite");
	return function(fd, bytes, n, at);
}

ssize_t pwrite64(int fd, const void *bytes, size_t n, off_t at)
{
	if (fault(fd))
		return -1;
	REAL(pwrite_function, "pwrite64");
	return function(fd, bytes, n, at);
}

int ftruncate(int fd, off_t length)
{
	kill_before(fd);
	REAL(truncate_function, "ftruncate");
	return function(fd, length);
}

int ftruncate64(int fd, off_t length)
{
	kill_before(fd);
	REAL(truncate_function, "ftruncate64");
	return function(fd, length);
}

int unlink(const char *path)
{
	kill_before(-1);
	REAL(path_function, "unlink");
	return function(path);
}

__attribute__((destructor)) static void tell(void)
{
	const char *path = getenv("FAULT_COUNT");
	FILE *f = path ? fopen(path, "w") : NULL;
	if (!f)
		return;
	(void)fprintf(f, "%ld\n", atomic_load(&calls));
	(void)fclose(f);
}
