/* Stand-in for libFuzzer: runs every file of a corpus folder once, so that each build replays old
 * findings. */
#include <dirent.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static int replay(const char *path)
{
	FILE *f = fopen(path, "rb");
	if (!f)
		return EXIT_FAILURE;
	static uint8_t room[1 << 20];
	size_t n = fread(room, 1, sizeof(room), f);
	(void)fclose(f);
	uint8_t *exact = malloc(n ? n : 1); /* exactly as long, so that ASan sees one byte too many */
	if (!exact)
		return EXIT_FAILURE;
	memcpy(exact, room, n);
	(void)LLVMFuzzerTestOneInput(exact, n);
	free(exact);
	return EXIT_SUCCESS;
}

int main(int argc, char **argv)
{
	size_t files = 0;
	DIR *folder = argc == 2 ? opendir(argv[1]) : NULL;
	if (!folder)
		return EXIT_FAILURE;
	for (struct dirent *entry; (entry = readdir(folder));) {
		char path[4096];
		if (entry->d_name[0] == '.')
			continue;
		(void)snprintf(path, sizeof(path), "%s/%s", argv[1], entry->d_name);
		if (replay(path))
			return EXIT_FAILURE;
		files++;
	}
	(void)closedir(folder);
	return files ? EXIT_SUCCESS : EXIT_FAILURE; /* an empty corpus tests nothing */
}
