/* Any text as a scenario: it is refused with a message, or understood. */
#include "simulate/scenario.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct scenario *s = NULL;
	struct err err = {0};
	int code = scenario_parse((const char *)data, size, &s, &err);
	if ((code == 0) != (s != NULL) || (code && !err.msg[0]))
		__builtin_trap();
	scenario_free(s);
	return 0;
}
