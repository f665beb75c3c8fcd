/* Rows of facts, which may only be added up: what counting hands to the store. */
#pragma once

#include "base/service.h"

#include <stdint.h>

/* A row of source_day: one source at one service of one point on one local day. */
struct source_day {
	uint64_t source;
	int64_t first_us;
	int64_t last_us;
	int32_t day;
	service_id service;
	uint32_t accesses;
	uint32_t attempts;
	region_id region;
	uint8_t kind;
};

/* A row of service_hour. */
struct service_hour {
	int32_t day;
	service_id service;
	uint32_t accesses;
	region_id region;
	uint8_t hour; /* 0 to 23, the local clock's */
	uint8_t kind;
};

/* A row of maintenance: one source at one maintenance service of the point on one local day. */
struct maintenance_day {
	uint64_t source;
	int64_t first_us;
	int64_t last_us;
	int32_t day;
	service_id service;
	uint32_t packets;     /* initial SYNs */
	uint32_t connections; /* the same with retries counted once */
	region_id region;
};

/* A row of mark_day: accesses of one source to one service of the point on one local day that bear one mark: a tool's
 * or that of a suspicion (label/tool.h, label/suspect.h). */
struct mark_day {
	uint64_t source;
	int32_t day;
	service_id service;
	uint32_t matched;
	region_id region;
	uint8_t mark;
};

/* A row of flood_run: traces of one kind of flood on one service of a victim that came to the point, no more than an
 * hour from one to the next, as far as one import saw them. */
struct flood_run {
	uint64_t victim;  /* source key */
	int64_t begin_us; /* its first and last packet */
	int64_t end_us;
	int32_t day; /* local day of the first */
	service_id service;
	uint32_t packets;
	region_id region; /* the victim's */
	uint8_t kind;     /* enum flood_kind */
};
#define FLOOD_GAP_US (INT64_C(60) * 60 * 1000000)

/* A row of login_run: connections of one source to one maintenance service of the point, no more than 30 minutes from
 * one to the next, as far as one import saw them. */
struct login_run {
	uint64_t source;
	int64_t begin_us; /* its first and last connection */
	int64_t end_us;
	int32_t day; /* local day of the first */
	service_id service;
	uint32_t connections;
	region_id region;
};
#define LOGIN_GAP_US (INT64_C(30) * 60 * 1000000)

/* A row of login: attempts to log in at one service of one point by a log, in one second, from one source and port,
 * with one name. */
struct login_row {
	uint64_t source;
	uint64_t name; /* number of the user name, below 2^63 */
	int64_t time_s;
	int32_t day;
	service_id service;
	uint32_t failed;
	uint32_t accepted;
	region_id region;
	uint16_t point;
	uint16_t source_port;
};

/* A row of login_name. */
struct login_name {
	uint64_t name;
	const char *text; /* printable UTF-8 */
};

/* A row of message: pop-up messages of one text from one source to one service of the point on one local day. */
struct message_day {
	uint64_t message; /* number of the text, below 2^63 */
	uint64_t source;
	int32_t day;
	service_id service;
	uint32_t accesses;
	region_id region;
};

/* A row of message_text. Each import gives those that it saw; the same number always has the same text. */
struct message_text {
	uint64_t message;
	uint64_t form;      /* texts that differ in hosts, numbers, case and spaces only have one; below 2^63 */
	const char *sender; /* UTF-8 */
	const char *recipient;
	const char *text;
	uint8_t code_page; /* enum codepage */
	uint8_t cut;       /* 1: the packets did not hold all of it */
};

/* A row of payload_day: data of one content from one source to one service of the point on one local day. Pop-up
 * messages have the number of their message as content. */
struct payload_day {
	uint64_t content; /* below 2^63; 0: without a text */
	uint64_t source;
	int32_t day;
	service_id service;
	uint32_t accesses;
	region_id region;
	uint8_t payload; /* enum payload */
	uint8_t ttl;
	uint8_t plain; /* PLAIN_* bits */
};
#define PLAIN_DONT_FRAGMENT 1u
#define PLAIN_NO_CHECKSUM 2u /* of UDP */

/* A row of payload_text. Each import gives those that it saw; the same number always means the same. */
struct payload_text {
	uint64_t content;
	uint64_t form; /* contents whose details are the same have one; below 2^63 */
	const char *detail;
	uint8_t payload;
};
