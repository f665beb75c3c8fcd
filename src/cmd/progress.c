#include "cmd/progress.h"

#include <stdio.h>
#include <time.h>
#include <unistd.h>

#define REDRAW_US 100000

static int64_t now_us(void)
{
	struct timespec t;
	(void)clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * 1000000 + t.tv_nsec / 1000;
}

void progress_start(struct progress *p)
{
	*p = (struct progress){.shown = isatty(STDERR_FILENO) == 1, .begin_us = now_us()};
}

double progress_seconds(const struct progress *p)
{
	return (double)(now_us() - p->begin_us) / 1e6;
}

static void show_rate(double rate, const char *unit)
{
	if (rate >= 1e6)
		(void)fprintf(stderr, "  %.1f M %s/s", rate / 1e6, unit);
	else if (rate >= 1e4)
		(void)fprintf(stderr, "  %.0f k %s/s", rate / 1e3, unit);
	else
		(void)fprintf(stderr, "  %.0f %s/s", rate, unit);
}

static void show_left(double seconds)
{
	if (seconds >= 5400)
		(void)fprintf(stderr, "  %.1f h left", seconds / 3600);
	else if (seconds >= 90)
		(void)fprintf(stderr, "  %.0f min left", seconds / 60);
	else
		(void)fprintf(stderr, "  %.0f s left", seconds);
}

void progress_show(struct progress *p, const char *what, uint64_t done, uint64_t all, uint64_t count, const char *unit)
{
	int64_t now = now_us();
	if (!p->shown || (p->dirty && now - p->last_us < REDRAW_US))
		return;
	double seconds = (double)(now - p->begin_us) / 1e6;
	double share = all ? (double)done / (double)all : 0;
	(void)fprintf(stderr, "\r\033[K%s", what);
	if (all)
		(void)fprintf(stderr, "  %3.0f %%", 100 * share);
	if (count)
		(void)fprintf(stderr, "  %llu %s", (unsigned long long)count, unit);
	if (count && seconds > 0.2)
		show_rate((double)count / seconds, unit);
	if (share > 0.01 && share < 1 && seconds > 0.5)
		show_left(seconds / share - seconds);
	(void)fflush(stderr);
	p->last_us = now;
	p->dirty = true;
}

void progress_clear(struct progress *p)
{
	if (p->dirty)
		(void)fprintf(stderr, "\r\033[K");
	(void)fflush(stderr);
	p->dirty = false;
}
