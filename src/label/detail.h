/* A short text on what a payload holds: words of ours, and quoted texts of strangers in which whatever could be an
 * address or a host is made unreadable. Always printable ASCII. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define DETAIL_MAX 200

struct detail {
	char text[DETAIL_MAX + 1];
	size_t len;
};

/* What does not fit is left out. */
void detail_text(struct detail *d, const char *text);
void detail_number(struct detail *d, unsigned long long n);

/* A stranger's text: bytes that do not print become full stops; hosts, addresses in every usual way to write them, long
 * numbers and long tokens become stars and #. */
void detail_quote(struct detail *d, const uint8_t *bytes, size_t len);

/* A name of the DNS, dots between its labels: the last label and what every resolver knows stay readable. */
void detail_host(struct detail *d, const char *name);

/* The name of n in a list of `count`, or the number where it has none. */
void detail_name(struct detail *d, const char *const *names, size_t count, unsigned n);
