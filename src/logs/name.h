/* User names that strangers tried, as text that is safe to keep and to print. */
#pragma once

#include <stddef.h>

#define LOGS_NAME_MAX 256 /* room for any such text, with its NUL */

/* Printable UTF-8 stays; control codes, marks that change the direction of text or cannot be seen, and what is no UTF-8
 * are written as \xHH; a name of more than some hundred bytes is cut, with an ellipsis. */
void logs_name_text(const char *bytes, size_t len, char out[LOGS_NAME_MAX]);
