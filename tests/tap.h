/* The whole unit-test framework: TAP on standard output, a plan at the end, an exit status. */
#pragma once

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define OK(cond, name) tap_ok(!!(cond), name, __FILE__, __LINE__, #cond)
#define IS_INT(got, want, name) tap_int((long long)(got), (long long)(want), name, __FILE__, __LINE__)
#define IS_TEXT(got, want, name) tap_text(got, want, name, __FILE__, __LINE__)

static int tap_run, tap_bad;

static inline bool tap_ok(bool pass, const char *name, const char *file, int line, const char *what)
{
	printf("%sok %d - %s\n", pass ? "" : "not ", ++tap_run, name);
	if (!pass)
		printf("# %s:%d: %s\n", file, line, what);
	tap_bad += !pass;
	return pass;
}

static inline bool tap_int(long long got, long long want, const char *name, const char *file, int line)
{
	bool same = tap_ok(got == want, name, file, line, "numbers differ");
	if (!same)
		printf("# got %lld, want %lld\n", got, want);
	return same;
}

static inline bool tap_text(const char *got, const char *want, const char *name, const char *file, int line)
{
	bool same = tap_ok(got && !strcmp(got, want), name, file, line, "texts differ");
	if (!same)
		printf("# got  %s\n# want %s\n", got ? got : "(null)", want);
	return same;
}

static inline int tap_done(void)
{
	printf("1..%d\n", tap_run);
	return tap_bad ? EXIT_FAILURE : EXIT_SUCCESS;
}
