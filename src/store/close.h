/* The closed figures of one day, from counting into their tables. */
#pragma once

#include "base/err.h"
#include "store/day.h"
#include "store/store.h"

int close_write(struct store *s, int32_t date, struct day *day, struct err *err) MUST_USE;
