#include "report/output.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/pidfd.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#define PATH_ROOM 4096
#define CONVERTER "weasyprint"

int output_folder(const char *path, struct err *err)
{
	char part[PATH_ROOM];
	size_t len = strlen(path);
	if (!len || len >= sizeof(part))
		return err_set(err, ERR_CONFIG, "the folder's name is %s", len ? "too long" : "empty");
	for (size_t i = 1; i <= len; i++) {
		if (path[i] != '/' && path[i] != '\0')
			continue;
		memcpy(part, path, i);
		part[i] = '\0';
		if (mkdir(part, 0777) && errno != EEXIST)
			return err_errno(err, "make folder %s", part);
	}
	struct stat is;
	if (stat(path, &is))
		return err_errno(err, "folder %s", path);
	return S_ISDIR(is.st_mode) ? 0 : err_set(err, ERR_IO, "%s is not a folder", path);
}

/* A new file beside the one that is meant, with the mode that open would give it. */
static int open_beside(const char *path, char *beside, size_t room, int *out, struct err *err)
{
	int n = snprintf(beside, room, "%s.XXXXXX", path);
	if (n < 0 || (size_t)n >= room)
		return err_set(err, ERR_CONFIG, "the path is too long: %.200s", path);
	int fd = mkostemp(beside, O_CLOEXEC);
	if (fd < 0)
		return err_errno(err, "write %s", path);
	mode_t mask = umask(0);
	(void)umask(mask);
	if (fchmod(fd, 0666 & ~mask)) {
		int code = err_errno(err, "write %s", path);
		(void)close(fd);
		(void)unlink(beside);
		return code;
	}
	*out = fd;
	return 0;
}

/* Close, and put it in its place unless something went wrong before. */
static int settle(const char *path, const char *beside, int fd, int code, struct err *err)
{
	if (!code && fsync(fd))
		code = err_errno(err, "write %s", path);
	if (close(fd) && !code)
		code = err_errno(err, "write %s", path);
	if (!code && rename(beside, path))
		code = err_errno(err, "put %s in its place", path);
	if (code)
		(void)unlink(beside);
	return code;
}

static int write_all(int fd, const char *bytes, size_t len)
{
	while (len) {
		ssize_t n = write(fd, bytes, len);
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return -1;
		bytes += n;
		len -= (size_t)n;
	}
	return 0;
}

int output_write(const char *path, const void *bytes, size_t len, struct err *err)
{
	char beside[PATH_ROOM];
	int fd = -1;
	int code = open_beside(path, beside, sizeof(beside), &fd, err);
	if (code)
		return code;
	if (write_all(fd, bytes, len))
		code = err_errno(err, "write %s", path);
	return settle(path, beside, fd, code, err);
}

static int spawn(const char *out, int input, int complaints, pid_t *pid)
{
	char name[] = CONVERTER;
	char standard_input[] = "-";
	char file[PATH_ROOM + 2];
	/* a name that begins with a dash is no option */
	(void)snprintf(file, sizeof(file), "%s%s", *out == '/' ? "" : "./", out);
	char *const arguments[] = {name, standard_input, file, NULL};
	posix_spawn_file_actions_t actions;
	int wrong = posix_spawn_file_actions_init(&actions);
	if (wrong)
		return wrong;
	wrong = posix_spawn_file_actions_adddup2(&actions, input, STDIN_FILENO);
	if (!wrong)
		wrong = posix_spawn_file_actions_adddup2(&actions, complaints, STDOUT_FILENO);
	if (!wrong)
		wrong = posix_spawn_file_actions_adddup2(&actions, complaints, STDERR_FILENO);
	if (!wrong)
		wrong = posix_spawnp(pid, CONVERTER, &actions, NULL, arguments, environ);
	(void)posix_spawn_file_actions_destroy(&actions);
	return wrong;
}

/* Wait for the process to end; false when it had to be ended. */
static bool ended_in_time(pid_t pid, int limit_s, int *status)
{
	int fd = pidfd_open(pid, 0);
	struct pollfd one = {.fd = fd, .events = POLLIN};
	int ready;
	do
		ready = fd < 0 ? 1 : poll(&one, 1, limit_s * 1000);
	while (ready < 0 && errno == EINTR);
	if (ready == 0)
		(void)kill(pid, SIGKILL);
	while (waitpid(pid, status, 0) < 0 && errno == EINTR)
		;
	if (fd >= 0)
		(void)close(fd);
	return ready != 0;
}

/* The end of what the process wrote, on one line. */
static void last_words(int fd, char *out, size_t room)
{
	off_t end = lseek(fd, 0, SEEK_END);
	off_t from = end > (off_t)room - 1 ? end - (off_t)room + 1 : 0;
	ssize_t n = pread(fd, out, room - 1, from);
	out[n > 0 ? n : 0] = '\0';
	for (size_t len = strlen(out); len && out[len - 1] == '\n'; len--)
		out[len - 1] = '\0';
	const char *line = strrchr(out, '\n');
	if (line)
		memmove(out, line + 1, strlen(line));
}

static int convert(const char *out, int input, int complaints, int limit_s, struct err *err)
{
	pid_t pid = 0;
	int status = 0;
	char said[300];
	int wrong = spawn(out, input, complaints, &pid);
	if (wrong == ENOENT)
		return err_set(err, ERR_ABSENT,
			       "WeasyPrint, which makes the PDF, is not installed: there is no program \"" CONVERTER
			       "\"");
	if (wrong) {
		errno = wrong;
		return err_errno(err, "start " CONVERTER);
	}
	if (!ended_in_time(pid, limit_s, &status))
		return err_set(err, ERR_PEER, CONVERTER " took longer than %d s", limit_s);
	if (WIFEXITED(status) && WEXITSTATUS(status) == 0)
		return 0;
	last_words(complaints, said, sizeof(said));
	if (WIFSIGNALED(status))
		return err_set(err, ERR_PEER, CONVERTER " was ended by signal %d: %s", WTERMSIG(status), said);
	return err_set(err, ERR_PEER, CONVERTER " failed with status %d: %s", WEXITSTATUS(status), said);
}

/* The page lies in memory as a file: no pipe that could fill up on either side. */
static int open_memory(const char *html, size_t len, int *input, int *complaints, struct err *err)
{
	*input = memfd_create("report", MFD_CLOEXEC);
	*complaints = memfd_create("complaints", MFD_CLOEXEC);
	if (*input < 0 || *complaints < 0 || write_all(*input, html, len) || lseek(*input, 0, SEEK_SET) < 0)
		return err_errno(err, "page for " CONVERTER);
	return 0;
}

int output_pdf(const char *path, const char *html, size_t len, int limit_s, struct err *err)
{
	char beside[PATH_ROOM];
	int input = -1;
	int complaints = -1;
	int fd = -1;
	int code = open_memory(html, len, &input, &complaints, err);
	if (!code)
		code = open_beside(path, beside, sizeof(beside), &fd, err);
	if (!code) {
		code = convert(beside, input, complaints, limit_s, err);
		struct stat is;
		if (!code && (fstat(fd, &is) || is.st_size == 0))
			code = err_set(err, ERR_PEER, CONVERTER " wrote nothing");
		code = settle(path, beside, fd, code, err);
	}
	if (input >= 0)
		(void)close(input);
	if (complaints >= 0)
		(void)close(complaints);
	return code;
}
