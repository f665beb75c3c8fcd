/* Is this packet an access, and if not, why not? Keeps the memory of what the point itself began,
 * in two tables of fixed size with keyed hashes, so that a flood of strangers cannot push out the
 * point's own flows. */
#pragma once

#include "base/addr.h"
#include "base/hash.h"
#include "base/service.h"
#include "packet/packet.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum verdict {
	VERDICT_ACCESS,     /* unsolicited, to one of the point's own addresses */
	VERDICT_CONNECTION, /* begins a connection to a maintenance service: counted apart */
	/* From here on: excluded, each by one reason. Stored numbers: only ever append. */
	VERDICT_MAINTENANCE, /* the rest of a maintenance connection */
	VERDICT_REPLY,       /* belongs to a flow that the point began */
	VERDICT_RELATED,     /* an ICMP error that quotes such a flow */
	VERDICT_OUTBOUND,    /* sent by the point */
	VERDICT_FRAGMENT,    /* a later fragment: it follows its first one and is not counted again */
	VERDICT_NOT_IP,      /* ARP and other link-level protocols */
	VERDICT_GROUP,       /* broadcast and multicast */
	VERDICT_CONTROL,     /* IGMP, neighbour and router discovery, multicast listener reports */
	VERDICT_DHCP,        /* DHCP and DHCPv6 to the client */
	VERDICT_LOCAL,       /* from a link-local, private, loopback or reserved source, or the LAN's own
			      */
	VERDICT_ELSEWHERE,   /* to an address that is not the point's */
	VERDICT_MALFORMED    /* claims to be IP and cannot be read */
};
#define VERDICT_COUNT (VERDICT_MALFORMED + 1)

/* "access", "connection", "maintenance", "reply", ...: stable names used in JSON and in the store.
 */
const char *verdict_name(enum verdict v);

#define OBSERVE_PREFIXES_MAX 256
#define OBSERVE_SERVICES_MAX 64

/* What a point is. Addresses are prefixes of full length. `dark` prefixes begin nothing, ever. */
struct observe_point {
	struct prefix own[OBSERVE_PREFIXES_MAX];
	bool dark[OBSERVE_PREFIXES_MAX];
	size_t own_count;
	struct prefix lan[OBSERVE_PREFIXES_MAX]; /* the LAN's own sources, besides private and
						    link-local ones */
	size_t lan_count;
	service_id maintenance[OBSERVE_SERVICES_MAX];
	size_t maintenance_count;
};

struct observe;

/* `flows` is how many flows each table remembers, a power of two from 1,024 on (0: 65,536). */
int observe_new(const struct observe_point *point, size_t flows, struct observe **out, struct err *err) MUST_USE;
void observe_free(struct observe *o);

/* Judge one packet. `direction` is what the capture says, or DIRECTION_UNKNOWN: then addresses
 * decide. */
enum verdict observe_packet(struct observe *o, const struct packet *p, enum direction direction, int64_t time_us);

/* The capture begins anew, perhaps after a gap: connections that began meanwhile may show
 * themselves again. */
void observe_resume(struct observe *o);

/* Memory held, in bytes; and live strangers' entries that had to make room. */
size_t observe_bytes(const struct observe *o);
uint64_t observe_evictions(const struct observe *o);
