/* Arrays that grow while rows are added. */
#pragma once

#include "base/err.h"

#include <stddef.h>
#include <stdlib.h>

/* Have room for `need` elements of `size` bytes; the array is where *rows says. ERR_NOMEM leaves it as it was. */
static inline int grow_array(void **rows, size_t *room, size_t need, size_t size)
{
	if (need <= *room)
		return 0;
	size_t more = *room ? *room * 2 : 1024;
	while (more < need)
		more *= 2;
	void *bigger = realloc(*rows, more * size);
	if (!bigger)
		return ERR_NOMEM;
	*rows = bigger;
	*room = more;
	return 0;
}
