/* NTP: time (RFC 5905, 7.3), control (RFC 1305, appendix B) and ntpd's private mode (its ntp_request.h). */
#include "label/payload.h"

#define HEADER 48
#define CONTROL_HEADER 12
#define PRIVATE_HEADER 8
#define MONLIST 20
#define MONLIST_1 42

static bool read_private(const uint8_t *data, size_t len, const struct packet *p, struct detail *out)
{
	if (len < PRIVATE_HEADER || data[2] > 3)
		return false;
	bool list = data[3] == MONLIST || data[3] == MONLIST_1;
	if (!payload_port(p, 123) && !(list && data[0] >> 3 == 2))
		return false;
	detail_text(out, data[0] & 0x80 ? "private, response, " : "private, ");
	if (list) {
		detail_text(out, "monlist");
	} else {
		detail_text(out, "request ");
		detail_number(out, data[3]);
	}
	return true;
}

static bool read_control(const uint8_t *data, size_t len, const struct packet *p, struct detail *out)
{
	static const char *const names[] = {[1] = "read status",
					    [2] = "read variables",
					    [3] = "write variables",
					    [4] = "read clock variables",
					    [5] = "write clock variables",
					    [7] = "trap",
					    [10] = "read most recently used"};
	if (len < CONTROL_HEADER || !payload_port(p, 123))
		return false;
	detail_text(out, data[1] & 0x80 ? "control, response, " : "control, ");
	detail_name(out, names, sizeof(names) / sizeof(*names), data[1] & 0x1f);
	return true;
}

bool payload_ntp(const uint8_t *data, size_t len, const struct packet *p, struct detail *out)
{
	static const char *const modes[] = {"",       "symmetric active", "symmetric passive",
					    "client", "server",           "broadcast"};
	if (len == 0)
		return false;
	unsigned mode = data[0] & 7;
	unsigned version = data[0] >> 3 & 7;
	if (version == 0 || version > 4)
		return false;
	if (mode == 7)
		return read_private(data, len, p, out);
	if (mode == 6)
		return read_control(data, len, p, out);
	if (mode == 0 || len < HEADER || !payload_port(p, 123))
		return false;
	detail_text(out, modes[mode]);
	detail_text(out, ", version ");
	detail_number(out, version);
	return true;
}
