#include "label/payload.h"

#include "base/rd.h"

#include <string.h>

#define DHT_LOOKED_AT 1024
#define UTP_HEADER 20

/* A dictionary of the DHT (BEP 5): y is q for queries, r for responses, e for errors. */
static bool read_dht(const uint8_t *data, size_t len, struct detail *out)
{
	static const char *const queries[] = {"ping", "find_node", "get_peers", "announce_peer", "sample_infohashes",
					      "get",  "put"};
	if (len < 12 || data[0] != 'd' || data[1] < '1' || data[1] > '9')
		return false;
	size_t n = len < DHT_LOOKED_AT ? len : DHT_LOOKED_AT;
	if (memmem(data, n, "1:y1:r", 6) || memmem(data, n, "1:y1:e", 6)) {
		detail_text(out, "DHT response");
		return true;
	}
	const uint8_t *query = memmem(data, n, "1:q", 3);
	if (!memmem(data, n, "1:y1:q", 6) || !query)
		return false;
	detail_text(out, "DHT ");
	struct rd r = {.p = query + 3, .left = (size_t)(data + n - query - 3)};
	size_t size = 0;
	for (uint8_t c = rd_u8(&r); c >= '0' && c <= '9' && size < 100; c = rd_u8(&r))
		size = size * 10 + (size_t)(c - '0');
	const uint8_t *name = rd_take(&r, size);
	for (size_t i = 0; name && i < sizeof(queries) / sizeof(*queries); i++) {
		if (strlen(queries[i]) == size && !memcmp(name, queries[i], size)) {
			detail_text(out, queries[i]);
			return true;
		}
	}
	detail_text(out, "query");
	return true;
}

/* BEP 15: a constant, action 0, a number. */
static bool is_tracker_connect(const uint8_t *data, size_t len)
{
	static const uint8_t head[] = {0, 0, 4, 0x17, 0x27, 0x10, 0x19, 0x80, 0, 0, 0, 0};
	return len == 16 && !memcmp(data, head, sizeof(head));
}

/* BEP 29: a SYN of version 1 has no time difference and acknowledges nothing. */
static bool is_utp_syn(const uint8_t *data, size_t len)
{
	static const uint8_t zero[4] = {0};
	return len >= UTP_HEADER && data[0] == 0x41 && (data[1] == 0 || data[1] == 2) && !memcmp(data + 8, zero, 4) &&
	       data[18] == 0 && data[19] == 0 && data[16] == 0 && data[17] <= 1;
}

bool payload_bittorrent(const uint8_t *data, size_t len, const struct packet *p, struct detail *out)
{
	if (payload_begins(data, len,
			   "\x13"
			   "BitTorrent protocol")) {
		detail_text(out, "handshake");
		return true;
	}
	if (p->proto != PROTO_UDP)
		return false;
	if (read_dht(data, len, out))
		return true;
	bool connect = is_tracker_connect(data, len);
	if (!connect && !is_utp_syn(data, len))
		return false;
	detail_text(out, connect ? "tracker connect" : "uTP connect");
	return true;
}
