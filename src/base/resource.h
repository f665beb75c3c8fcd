/* Where teiten's own data files are: beside an installed program, or in the build folder. */
#pragma once

#include "base/err.h"

#include <stddef.h>

/* Path of a file or folder of the package, such as "regions.mmdb" or "locale". Looked for in
 * $TEITEN_DATADIR, then in ../share/teiten beside the running program, then in the folder the
 * program was built in. ERR_ABSENT names the places that were tried. */
int resource_path(const char *name, char *out, size_t room, struct err *err) MUST_USE;
