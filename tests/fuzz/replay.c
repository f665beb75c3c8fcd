/* Stand-in for libFuzzer: runs every file of a corpus folder once, so that each build replays old findings. With a
 * number of mutations it then also runs the files changed in a few places, always the same way; `make fuzz` searches
 * further. */
#include <dirent.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define CORPUS_MAX 1024
#define BYTES_MAX (1 << 20)
#define CHANGES_MAX 8

struct input {
	uint8_t *bytes;
	size_t len;
};

static int load(const char *path, struct input *out)
{
	FILE *f = fopen(path, "rb");
	if (!f)
		return EXIT_FAILURE;
	static uint8_t room[BYTES_MAX];
	size_t n = fread(room, 1, sizeof(room), f);
	(void)fclose(f);
	out->bytes = malloc(n ? n : 1); /* exactly as long, so that ASan sees one byte too many */
	out->len = n;
	if (!out->bytes)
		return EXIT_FAILURE;
	memcpy(out->bytes, room, n);
	return EXIT_SUCCESS;
}

static uint64_t next(uint64_t *state)
{
	*state ^= *state << 13;
	*state ^= *state >> 7;
	*state ^= *state << 17;
	return *state >> 11;
}

/* A copy of one input with some bytes changed, perhaps cut, perhaps with a piece of another one. */
static void mutate(const struct input *all, size_t count, uint64_t *state)
{
	static const uint8_t edges[] = {0, 1, 0x7f, 0x80, 0xff, ' ', '\r', '.'};
	const struct input *from = &all[next(state) % count];
	size_t len = next(state) % 4 && from->len ? from->len : next(state) % (from->len + 1);
	uint8_t *bytes = malloc(len ? len : 1);
	if (!bytes)
		return;
	memcpy(bytes, from->bytes, len);
	for (uint64_t changes = next(state) % CHANGES_MAX; len && changes > 0; changes--) {
		size_t at = next(state) % len;
		uint64_t how = next(state) % 8;
		const struct input *other = &all[next(state) % count];
		size_t piece = len - at < other->len ? len - at : other->len;
		if (how == 0)
			memcpy(bytes + at, other->bytes + other->len - piece, piece);
		else if (how < 4)
			bytes[at] = edges[next(state) % sizeof(edges)];
		else
			bytes[at] = how < 6 ? (uint8_t)next(state) : bytes[at] ^ (uint8_t)(1u << next(state) % 8);
	}
	(void)LLVMFuzzerTestOneInput(bytes, len);
	free(bytes);
}

int main(int argc, char **argv)
{
	static struct input inputs[CORPUS_MAX];
	size_t files = 0;
	DIR *folder = argc >= 2 ? opendir(argv[1]) : NULL;
	if (!folder)
		return EXIT_FAILURE;
	for (struct dirent *entry; files < CORPUS_MAX && (entry = readdir(folder));) {
		char path[4096];
		if (entry->d_name[0] == '.')
			continue;
		(void)snprintf(path, sizeof(path), "%s/%s", argv[1], entry->d_name);
		if (load(path, &inputs[files]))
			return EXIT_FAILURE;
		(void)LLVMFuzzerTestOneInput(inputs[files].bytes, inputs[files].len);
		files++;
	}
	(void)closedir(folder);
	uint64_t state = 0x9e3779b97f4a7c15u;
	for (long i = argc == 3 && files ? strtol(argv[2], NULL, 10) : 0; i > 0; i--)
		mutate(inputs, files, &state);
	for (size_t i = 0; i < files; i++)
		free(inputs[i].bytes);
	return files ? EXIT_SUCCESS : EXIT_FAILURE; /* an empty corpus tests nothing */
}
