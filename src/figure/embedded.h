/* Files that scripts/embed.py builds into the program; each is followed by a NUL that is not counted. */
#pragma once

#include <stddef.h>

extern const unsigned char figure_js_shim[];
extern const size_t figure_js_shim_len;
extern const unsigned char figure_js_echarts[];
extern const size_t figure_js_echarts_len;
extern const unsigned char figure_js_figures[];
extern const size_t figure_js_figures_len;
extern const unsigned char figure_js_portable[];
extern const size_t figure_js_portable_len;
extern const unsigned char figure_js_host[];
extern const size_t figure_js_host_len;
extern const unsigned char figure_world_ja[];
extern const size_t figure_world_ja_len;
extern const unsigned char figure_world_en[];
extern const size_t figure_world_en_len;
