#include "place/place.h"

#include "base/civil.h"
#include "base/hash.h"

#include <arpa/inet.h>
#include <errno.h>
#include <maxminddb.h>
#include <netinet/in.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#define CACHE_SLOTS (1u << 16)
#define NETWORKS (1u << 24)
#define NETWORK_BYTES (NETWORKS * sizeof(region_id))

/* In the table of IPv4 networks: not looked up yet, and: looked up, its addresses differ. Real regions are letters. */
enum { NETWORK_NEW = 0, NETWORK_MIXED = 1 };

struct known {
	uint64_t source;
	region_id region;
	bool filled;
};

struct place {
	MMDB_s mmdb;
	char build[96];
	int32_t build_day;
	struct hash_key hash;
	/* One walk of the tree costs more than ten times a look here. IPv4: the region of every /24, filled as
	 * networks are met, as widely as the answer holds (32 MiB of address space, touched where used). IPv6 and
	 * mixed networks: a direct-mapped cache. */
	region_id *networks;
	struct known *known;
};

static void unmap_networks(struct place *p)
{
	if (p->networks)
		(void)munmap(p->networks, NETWORK_BYTES);
}

int place_open(const char *path, struct place **out, struct err *err)
{
	struct place *p = calloc(1, sizeof(*p));
	if (!p)
		return err_set(err, ERR_NOMEM, "no memory for the region data");
	p->known = calloc(CACHE_SLOTS, sizeof(*p->known));
	p->networks = mmap(NULL, NETWORK_BYTES, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	if (p->networks == MAP_FAILED)
		p->networks = NULL;
	else /* it is read at random: large pages save a second miss for each look */
		(void)madvise(p->networks, NETWORK_BYTES, MADV_HUGEPAGE);
	int code = hash_key_random(&p->hash, err);
	if (!p->known || !p->networks)
		code = err_set(err, ERR_NOMEM, "no memory for the region data");
	errno = 0;
	int status = code                 ? MMDB_SUCCESS
		     : access(path, R_OK) ? MMDB_FILE_OPEN_ERROR
					  : MMDB_open(path, MMDB_MODE_MMAP, &p->mmdb);
	if (status == MMDB_FILE_OPEN_ERROR)
		code = err_set(err, ERR_ABSENT, "region data %s: %s; give another file with --regions", path,
			       errno ? strerror(errno) : "cannot be opened");
	else if (status != MMDB_SUCCESS)
		code = err_set(err, ERR_PARSE,
			       "region data %s: not a readable MMDB file (%s); give another with --regions", path,
			       MMDB_strerror(status));
	if (code) {
		unmap_networks(p);
		free(p->known);
		free(p);
		return code;
	}
	char day[CIVIL_TEXT_MAX];
	p->build_day = (int32_t)(p->mmdb.metadata.build_epoch / 86400);
	day_text(p->build_day, day);
	(void)snprintf(p->build, sizeof(p->build), "%.64s %s", p->mmdb.metadata.database_type, day);
	*out = p;
	return 0;
}

void place_close(struct place *p)
{
	if (!p)
		return;
	MMDB_close(&p->mmdb);
	unmap_networks(p);
	free(p->known);
	free(p);
}

/* Files differ in where the code stands: "country_code" alone, or {"country": {"iso_code"}} as
 * MaxMind's. */
static region_id read_code(MMDB_entry_s *entry)
{
	static const char *const flat[] = {"country_code", NULL};
	static const char *const nested[] = {"country", "iso_code", NULL};
	MMDB_entry_data_s data = {0};
	if (MMDB_aget_value(entry, &data, flat) != MMDB_SUCCESS || !data.has_data)
		if (MMDB_aget_value(entry, &data, nested) != MMDB_SUCCESS || !data.has_data)
			return REGION_UNKNOWN;
	region_id region = REGION_UNKNOWN;
	if (data.type == MMDB_DATA_TYPE_UTF8_STRING && data.data_size == 2) {
		char code[3] = {data.utf8_string[0], data.utf8_string[1], '\0'};
		if (region_parse(code, &region))
			region = REGION_UNKNOWN;
	}
	return region;
}

/* *bits is the length of the prefix for which the answer holds. */
static region_id look_up(struct place *p, uint64_t source, unsigned *bits)
{
	struct sockaddr_in v4 = {.sin_family = AF_INET};
	struct sockaddr_in6 v6 = {.sin6_family = AF_INET6};
	const struct sockaddr *address = (const struct sockaddr *)&v6;
	bool is_v4 = source <= UINT32_MAX;
	if (is_v4) {
		v4.sin_addr.s_addr = htonl((uint32_t)source);
		address = (const struct sockaddr *)&v4;
	} else {
		for (size_t i = 0; i < 8; i++)
			v6.sin6_addr.s6_addr[i] = (uint8_t)(source >> (56 - 8 * i));
	}
	int status = MMDB_SUCCESS;
	MMDB_lookup_result_s found = MMDB_lookup_sockaddr(&p->mmdb, address, &status);
	*bits = found.netmask;
	if (is_v4 && p->mmdb.metadata.ip_version == 6)
		*bits = found.netmask > 96 ? found.netmask - 96u : 0;
	return status == MMDB_SUCCESS && found.found_entry ? read_code(&found.entry) : REGION_UNKNOWN;
}

static region_id cached(struct place *p, uint64_t source)
{
	struct known *k = &p->known[hash_pair(&p->hash, source, 0) & (CACHE_SLOTS - 1)];
	unsigned bits;
	if (!k->filled || k->source != source)
		*k = (struct known){source, look_up(p, source, &bits), true};
	return k->region;
}

/* Look a network up and fill the table as far as the answer holds, at most a /16 at once. */
static region_id fill_networks(struct place *p, uint64_t source)
{
	unsigned bits;
	uint32_t network = (uint32_t)source >> 8;
	region_id region = look_up(p, source, &bits);
	if (bits > 24) {
		p->networks[network] = NETWORK_MIXED;
		return region;
	}
	uint32_t count = bits < 16 ? 256 : 1u << (24 - bits);
	uint32_t first = network & ~(count - 1);
	for (uint32_t i = 0; i < count; i++)
		p->networks[first + i] = region;
	return region;
}

region_id place_region(struct place *p, uint64_t source)
{
	if (source > UINT32_MAX)
		return cached(p, source);
	region_id region = p->networks[source >> 8];
	if (region == NETWORK_NEW)
		return fill_networks(p, source);
	return region == NETWORK_MIXED ? cached(p, source) : region;
}

void place_prefetch(const struct place *p, uint64_t source)
{
	if (source <= UINT32_MAX)
		__builtin_prefetch(&p->networks[source >> 8]);
}

const char *place_build(const struct place *p)
{
	return p->build;
}

int32_t place_build_day(const struct place *p)
{
	return p->build_day;
}
