/* Style sheets that are built into the program; each is followed by a NUL that its length leaves out. */
#pragma once

#include <stddef.h>

extern const unsigned char report_style_css[]; /* of every page */
extern const size_t report_style_css_len;
extern const unsigned char report_paper_css[]; /* besides, of pages for paper */
extern const size_t report_paper_css_len;
