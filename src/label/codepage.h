/* Text in an unknown OEM code page -> UTF-8, by the code page that fits its bytes best. */
#pragma once

#include <stddef.h>
#include <stdint.h>

/* Stored numbers. */
enum codepage {
	CODEPAGE_ASCII,
	CODEPAGE_932,
	CODEPAGE_936,
	CODEPAGE_949,
	CODEPAGE_437,
	CODEPAGE_LATIN1,
	CODEPAGE_COUNT
};

/* "ascii", "cp932", "cp936", "cp949", "cp437", "latin1". */
const char *codepage_name(enum codepage c);

struct codepages;

struct codepages *codepages_new(void); /* NULL: no memory */
void codepages_free(struct codepages *c);

/* Most UTF-8 bytes that n bytes become, with the NUL. */
#define CODEPAGE_ROOM(n) (3 * (n) + 1)

/* Decode into `out`, of CODEPAGE_ROOM(len) bytes. Line ends become \n; other control characters U+FFFD. */
enum codepage codepage_decode(struct codepages *c, const uint8_t *bytes, size_t len, char *out);
