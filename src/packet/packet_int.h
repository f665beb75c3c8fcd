/* Shared within packet: not for other folders. */
#pragma once

#include "base/rd.h"
#include "packet/packet.h"

/* What follows the link header. */
enum network { NETWORK_NOT_IP, NETWORK_IP, NETWORK_SHORT };

/* Read the link header, with VLAN tags and PPPoE, up to the IP header; the reader stands there afterwards.
 * Sets direction, group, elsewhere and loopback. */
enum network link_read(uint32_t link_type, struct rd *r, struct packet *out);
