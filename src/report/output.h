/* Files of a report: whole or not at all. */
#pragma once

#include "base/err.h"

#include <stddef.h>

/* Make the folder and those above it; one that is there is fine. */
int output_folder(const char *path, struct err *err) MUST_USE;

/* Write beside the file and put it in its place at the end, so that a reader never meets half of it. */
int output_write(const char *path, const void *bytes, size_t len, struct err *err) MUST_USE;

/* A page for paper, HTML -> PDF, by WeasyPrint in a process of its own. ERR_ABSENT when it is not installed;
 * ERR_PEER with the end of what it said when it fails or takes longer than limit_s. */
int output_pdf(const char *path, const char *html, size_t len, int limit_s, struct err *err) MUST_USE;
