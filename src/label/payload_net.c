/* What carries or sets up other traffic: IKE (RFC 7296, RFC 2408), STUN (RFC 8489), ONC RPC (RFC 5531). */
#include "label/payload.h"

#include "base/rd.h"

#define STUN_COOKIE 0x2112a442u

bool payload_ike(const uint8_t *data, size_t len, const struct packet *p, struct detail *out)
{
	static const char *const exchanges[] = {
	    [2] = "identity protection", [4] = "aggressive", [5] = "informational",
	    [34] = "IKE_SA_INIT",        [35] = "IKE_AUTH",  [37] = "informational"};
	struct rd r = {.p = data, .left = len};
	if (!payload_port(p, 500) && !payload_port(p, 4500))
		return false;
	if (payload_port(p, 4500) && len >= 4 && !rd_be32(&(struct rd){.p = data, .left = len}))
		(void)rd_be32(&r); /* in front of IKE where ESP goes over UDP (RFC 3948, 2.2) */
	size_t all = r.left;
	uint64_t initiator = rd_be64(&r);
	(void)rd_be64(&r);
	(void)rd_u8(&r);
	uint8_t version = rd_u8(&r);
	uint8_t exchange = rd_u8(&r);
	(void)rd_u8(&r);
	(void)rd_be32(&r);
	uint32_t length = rd_be32(&r);
	if (r.bad || !initiator || (version != 0x10 && version != 0x20) || length < 28 || length < all)
		return false;
	detail_text(out, version == 0x10 ? "IKEv1, " : "IKEv2, ");
	detail_name(out, exchanges, sizeof(exchanges) / sizeof(*exchanges), exchange);
	return true;
}

bool payload_stun(const uint8_t *data, size_t len, const struct packet *p, struct detail *out)
{
	static const char *const methods[] = {
	    [1] = "binding", [3] = "allocate", [4] = "refresh", [6] = "send", [7] = "data"};
	static const char *const classes[] = {" request", " indication", " response", " error"};
	struct rd r = {.p = data, .left = len};
	(void)p;
	uint16_t type = rd_be16(&r);
	uint16_t length = rd_be16(&r);
	uint32_t cookie = rd_be32(&r);
	if (!rd_take(&r, 12) || type >> 14 || length % 4 || length != r.left || cookie != STUN_COOKIE)
		return false;
	unsigned method = (type & 0xfu) | (type >> 1 & 0x70u) | (type >> 2 & 0xf80u);
	detail_name(out, methods, sizeof(methods) / sizeof(*methods), method);
	detail_text(out, classes[(type >> 4 & 1) | (type >> 7 & 2)]);
	return true;
}

static void write_program(uint32_t program, uint32_t procedure, struct detail *out)
{
	static const char *const portmap[] = {"null", "set", "unset", "getport", "dump", "callit"};
	if (program == 100000) {
		detail_text(out, "portmap, ");
		detail_name(out, portmap, sizeof(portmap) / sizeof(*portmap), procedure);
		return;
	}
	detail_text(out, program == 100003 ? "NFS" : program == 100005 ? "mount" : "program ");
	if (program != 100003 && program != 100005)
		detail_number(out, program);
	detail_text(out, ", procedure ");
	detail_number(out, procedure);
}

bool payload_rpc(const uint8_t *data, size_t len, const struct packet *p, struct detail *out)
{
	struct rd r = {.p = data, .left = len};
	if (p->proto == PROTO_TCP && !(rd_be32(&r) >> 31)) /* the last fragment of a record */
		return false;
	(void)rd_be32(&r); /* identifier */
	uint32_t type = rd_be32(&r);
	uint32_t version = rd_be32(&r);
	if (r.bad)
		return false;
	if (type == 1 && version == 0 && payload_port(p, 111)) {
		detail_text(out, "response");
		return true;
	}
	uint32_t program = rd_be32(&r);
	uint32_t program_version = rd_be32(&r);
	uint32_t procedure = rd_be32(&r);
	if (r.bad || type != 0 || version != 2 || program < 100000 || program > 0x5fffffff || program_version > 10 ||
	    procedure > 255)
		return false;
	write_program(program, procedure, out);
	return true;
}
