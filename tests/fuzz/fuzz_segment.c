/* The input is a whole capture file. Limits are small, so that bombs end soon. */
#include "segment/segment.h"

#include <stdio.h>
#include <sys/mman.h>
#include <unistd.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const struct segment_limits limits = {
	    .frame_bytes = 65536, .block_bytes = 1 << 17, .total_bytes = 1 << 20, .interfaces = 16};
	char path[64];
	struct segment *s = NULL;
	struct frame frame;
	struct err err;
	char sha[SHA256_TEXT_MAX];
	int fd = memfd_create("fuzz", MFD_CLOEXEC);
	if (fd < 0 || write(fd, data, size) != (ssize_t)size)
		__builtin_trap();
	(void)snprintf(path, sizeof(path), "/proc/self/fd/%d", fd);
	if (segment_open(path, &limits, &s, &err) == 0) {
		uint64_t sum = 0;
		while (segment_next(s, &frame, &err) > 0)
			for (uint32_t i = 0; i < frame.len; i++)
				sum += frame.bytes[i];
		if (sum == UINT64_MAX || segment_stats(s)->frames > (1 << 20) / 12 || segment_sha256(s, sha, &err))
			__builtin_trap();
	}
	segment_close(s);
	(void)close(fd);
	return 0;
}
