/* Frames made by hand, for tests of decoding. */
#pragma once

#include <stddef.h>
#include <stdint.h>
#include <string.h>

#define FRAME_ROOM 256

struct test_frame {
	uint8_t bytes[FRAME_ROOM];
	size_t len;
};

static inline void frame_add(struct test_frame *f, const void *bytes, size_t len)
{
	memcpy(f->bytes + f->len, bytes, len);
	f->len += len;
}

#define FRAME_ADD(f, ...)                                                                                              \
	do {                                                                                                           \
		const uint8_t added[] = {__VA_ARGS__};                                                                 \
		frame_add(f, added, sizeof(added));                                                                    \
	} while (0)

/* 198.51.100.7 to 203.0.113.10; `rest` bytes follow the header. */
static inline void frame_ipv4(struct test_frame *f, uint8_t proto, uint16_t rest, uint16_t fragment)
{
	uint16_t total = (uint16_t)(20 + rest);
	FRAME_ADD(f, 0x45, 0, (uint8_t)(total >> 8), (uint8_t)total, 0x12, 0x34, (uint8_t)(fragment >> 8),
		  (uint8_t)fragment, 61, proto, 0, 0, 198, 51, 100, 7, 203, 0, 113, 10);
}

/* Port 4660 to 445, SYN, sequence number 0x01020304. */
static inline void frame_tcp(struct test_frame *f)
{
	FRAME_ADD(f, 0x12, 0x34, 0x01, 0xbd, 1, 2, 3, 4, 0, 0, 0, 0, 0x50, 0x02, 0x04, 0, 0, 0, 0, 0);
}

static inline void frame_ipv6(struct test_frame *f, uint8_t next, uint16_t payload)
{
	FRAME_ADD(f, 0x60, 0, 0, 0, (uint8_t)(payload >> 8), (uint8_t)payload, next, 55, 0x24, 0, 0xcb, 0, 0, 0, 0, 0,
		  0, 0, 0, 0, 0, 0, 0, 1, 0x20, 1, 0x0d, 0xb8, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0x10);
}

static inline void frame_ethernet(struct test_frame *f, uint16_t type)
{
	FRAME_ADD(f, 2, 0, 0, 0, 0, 1, 2, 0, 0, 0, 0, 2, (uint8_t)(type >> 8), (uint8_t)type);
}
