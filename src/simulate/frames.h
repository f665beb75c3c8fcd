/* The frames of one point and day: gathered in any order, then written as one capture file in order
 * of time. Ethernet, microseconds, little endian, like those of a home gateway's port. */
#pragma once

#include "base/err.h"
#include "simulate/ip.h"

#include <stddef.h>
#include <stdint.h>

/* Who sent it to whom, on the line of the point. */
enum frame_way {
	FRAME_IN,   /* gateway to point; short ones are padded as Ethernet does */
	FRAME_OUT,  /* point to gateway, seen before padding */
	FRAME_GROUP /* to everybody: broadcast or multicast by the IP destination, else broadcast */
};

enum { ETHER_IPV4 = 0x0800, ETHER_ARP = 0x0806, ETHER_IPV6 = 0x86dd };

struct frame_at {
	int64_t time_us;
	uint32_t offset;
	uint32_t len;
};

struct frames {
	uint8_t *bytes; /* capture records, each a header and a frame */
	size_t len;
	size_t room;
	struct frame_at *at;
	size_t count;
	size_t at_room;
	int failed; /* 0, or the first ERR_NOMEM or ERR_LIMIT */
};

void frames_init(struct frames *f);
void frames_done(struct frames *f);
void frames_clear(struct frames *f);

/* Add an IP packet. */
void frames_ip(struct frames *f, int64_t time_us, enum frame_way way, const struct draft *packet);
/* Add the body of a frame that is no IP. */
void frames_other(struct frames *f, int64_t time_us, enum frame_way way, uint16_t type, const uint8_t *body,
		  size_t len);

/* Write a capture file, whole or not at all: under another name first. Sorts the frames. */
int frames_write(struct frames *f, const char *path, struct err *err) MUST_USE;

/* Write a text file in the same way. */
int frames_write_text(const char *path, const char *text, size_t len, struct err *err) MUST_USE;
