/* baseline FILE: the plain loop that teiten is measured against. It maps the capture, reads protocol, source and
 * destination port of each IPv4 packet, and keeps an exact set of (source, service) with one counter a
 * service; no time, no place, no direction, no bounds beyond the file's, Ethernet and micro-pcap only. */
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>

static uint64_t *set;
static uint64_t mask = (1u << 20) - 1;
static uint64_t used;

static void grow(void)
{
	uint64_t *old = set;
	uint64_t old_mask = mask;
	mask = mask * 2 + 1;
	set = calloc(mask + 1, sizeof(*set));
	if (!set)
		exit(1);
	for (uint64_t i = 0; i <= old_mask; i++) {
		if (!old[i])
			continue;
		uint64_t at = old[i] * 0x9e3779b97f4a7c15u >> 20 & mask;
		while (set[at])
			at = (at + 1) & mask;
		set[at] = old[i];
	}
	free(old);
}

static int add(uint64_t key)
{
	uint64_t at = key * 0x9e3779b97f4a7c15u >> 20 & mask;
	for (; set[at]; at = (at + 1) & mask)
		if (set[at] == key)
			return 0;
	set[at] = key;
	if (++used * 2 > mask)
		grow();
	return 1;
}

static uint64_t accesses[3 << 16];
static uint64_t sources[3 << 16];

int main(int argc, char **argv)
{
	struct stat st;
	int fd = argc == 2 ? open(argv[1], O_RDONLY) : -1;
	if (fd < 0 || fstat(fd, &st))
		return 1;
	const uint8_t *p = mmap(NULL, (size_t)st.st_size, PROT_READ, MAP_PRIVATE | MAP_POPULATE, fd, 0);
	set = calloc(mask + 1, sizeof(*set));
	if (p == MAP_FAILED || !set)
		return 1;
	const uint8_t *end = p + st.st_size;
	uint64_t packets = 0;
	for (p += 24; p + 16 <= end;) {
		uint32_t len;
		memcpy(&len, p + 8, 4);
		const uint8_t *ip = p + 16 + 14;
		p += 16 + len;
		if (ip[-2] != 8 || ip[-1] != 0)
			continue;
		const uint8_t *transport = ip + (ip[0] & 15) * 4;
		uint32_t source;
		memcpy(&source, ip + 12, 4);
		uint32_t group = ip[9] == 6 ? 0 : ip[9] == 17 ? 1 : 2;
		uint32_t service = group << 16 | (group == 2 ? transport[0] : transport[2] << 8 | transport[3]);
		packets++;
		accesses[service]++;
		sources[service] += (uint64_t)add((uint64_t)(service + 1) << 32 | source);
	}
	printf("%llu packets, %llu pairs of source and service\n", (unsigned long long)packets,
	       (unsigned long long)used);
	return 0;
}
