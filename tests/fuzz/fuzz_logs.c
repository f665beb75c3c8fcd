/* Bytes of a log, whole and in two pieces: both must give the same. */
#include "logs/reader.h"

#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

struct seen {
	uint64_t logins;
	uint64_t sum;
};

static int take(void *ctx, const struct logs_login *l)
{
	struct seen *seen = ctx;
	seen->logins++;
	for (size_t i = 0; i < l->login.user_len; i++) /* every byte of the name can be read */
		seen->sum = seen->sum * 31 + (uint8_t)l->login.user[i];
	seen->sum += (uint64_t)l->when.time_us + l->login.source.low + l->login.source_port + l->login.times;
	return 0;
}

static struct logs_counts read_all(const uint8_t *data, size_t size, size_t first, struct seen *seen)
{
	struct logs_counts counts = {0};
	struct logs_reader *r = logs_reader_new(take, seen);
	if (!r)
		return counts;
	if (logs_reader_feed(r, data, first) || logs_reader_feed(r, data + first, size - first) || logs_reader_end(r))
		__builtin_trap();
	counts = *logs_reader_counts(r);
	logs_reader_free(r);
	uint64_t sum = counts.logins;
	for (size_t i = 0; i < LOGS_REASONS; i++)
		sum += counts.reasons[i];
	if (sum != counts.lines || counts.logins != seen->logins)
		__builtin_trap();
	return counts;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct seen whole = {0};
	struct seen pieces = {0};
	struct logs_counts a = read_all(data, size, size, &whole);
	struct logs_counts b = read_all(data, size, size / 2, &pieces);
	if (memcmp(&a, &b, sizeof(a)) != 0 || whole.sum != pieces.sum)
		__builtin_trap();
	return 0;
}
