/* Any bytes into the figures' engine and back: what is accepted comes back as it was, and nothing else crashes. */
#include "figure/utf8.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct buf there;
	struct buf back;
	buf_init(&there, 1 << 20);
	buf_init(&back, 1 << 20);
	if (utf8_to_engine((const char *)data, size, &there) == 0) {
		utf8_from_engine(buf_string(&there), there.len, &back);
		if (back.len != size || (size && memcmp(back.bytes, data, size) != 0))
			abort();
	}
	buf_clear(&back);
	utf8_from_engine((const char *)data, size, &back);
	buf_done(&there);
	buf_done(&back);
	return 0;
}
