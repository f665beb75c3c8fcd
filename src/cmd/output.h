/* Rows of a query for a person (a table), a spreadsheet (CSV) or a program (JSON). */
#pragma once

#include "base/err.h"
#include "store/store.h"

enum output_format { OUTPUT_TABLE, OUTPUT_CSV, OUTPUT_JSON };

/* Columns are written by their names: day, region, kind, source, reason, first, last become text;
 * `proto` and `port` become one column `service`; everything else is a number, or text as it is. */
int output_result(const struct store_result *r, enum output_format format, struct err *err) MUST_USE;
