#include "label/payload.h"

#include <string.h>
#include <strings.h>

#define FILE_MAX 255

static bool is_mode(const char *mode)
{
	return !strcasecmp(mode, "netascii") || !strcasecmp(mode, "octet") || !strcasecmp(mode, "mail");
}

bool payload_tftp(const uint8_t *data, size_t len, const struct packet *p, struct detail *out)
{
	static const char *const names[] = {[3] = "data", [4] = "acknowledgement", [5] = "error"};
	if (len < 4 || data[0] != 0 || data[1] == 0 || data[1] > 5)
		return false;
	if (data[1] > 2) {
		if (!payload_port(p, 69))
			return false;
		detail_text(out, names[data[1]]);
		return true;
	}
	const uint8_t *file = data + 2;
	const uint8_t *file_end = memchr(file, 0, len - 2);
	if (!file_end || file_end == file || file_end - file > FILE_MAX)
		return false;
	const uint8_t *mode = file_end + 1;
	size_t left = (size_t)(data + len - mode);
	const uint8_t *mode_end = left ? memchr(mode, 0, left) : NULL;
	char text[16] = "";
	if (!mode_end || mode_end - mode >= (long)sizeof(text))
		return false;
	memcpy(text, mode, (size_t)(mode_end - mode));
	if (!is_mode(text))
		return false;
	detail_text(out, data[1] == 1 ? "read " : "write ");
	detail_quote(out, file, (size_t)(file_end - file));
	detail_text(out, ", ");
	detail_quote(out, mode, (size_t)(mode_end - mode));
	return true;
}
