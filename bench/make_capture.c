/* make_capture PACKETS OUT.pcap [SEED]: what a small darknet sees in 30 days, as fast as the disk takes it.
 *
 * Ten addresses (198.51.100.1 to .10); a million and a half sources, a few of them loud and most of them
 * quiet (Zipf); nine in ten packets TCP SYNs to two dozen favourite services or a random port; UDP, ping and
 * backscatter for the rest; more by day than by night. The same arguments make the same bytes. */
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define SOURCES 1500000u
#define DAYS 30
#define BEGIN_S 1700006400u /* 2023-11-15 00:00 UTC */

static uint64_t state;

/* SplitMix64 (Steele, Lea, Flood 2014). */
static uint64_t next(void)
{
	uint64_t z = state += 0x9e3779b97f4a7c15u;
	z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9u;
	z = (z ^ z >> 27) * 0x94d049bb133111ebu;
	return z ^ z >> 31;
}

static uint32_t below(uint32_t n)
{
	return (uint32_t)((next() >> 32) * n >> 32);
}

static void put16(uint8_t *p, uint32_t v)
{
	p[0] = (uint8_t)(v >> 8);
	p[1] = (uint8_t)v;
}

static void put32(uint8_t *p, uint32_t v)
{
	put16(p, v >> 16);
	put16(p + 2, v);
}

static const uint16_t tcp_ports[] = {445,  445,  445,  23,   23,   22, 135,  139, 1433, 80,   3389,  443, 8080,
				     2323, 5555, 6379, 5900, 3306, 81, 8443, 25,  21,   7547, 37215, 0};
static const uint16_t udp_ports[] = {1026, 1026, 1027, 137, 1434, 5060, 53, 123, 161, 1900, 389, 11211, 0};

static uint16_t pick(const uint16_t *ports, size_t count, uint64_t likes)
{
	/* a source has two favourites and now and then tries another port */
	uint64_t r = below(8) ? likes >> (below(2) * 8) : next();
	uint16_t port = ports[r % count];
	return port ? port : (uint16_t)(1 + below(65535));
}

static uint32_t source_address(uint32_t index)
{
	uint64_t h = (index + 1) * 0x9e3779b97f4a7c15u;
	h ^= h >> 29;
	uint8_t first = (uint8_t)(1 + (h >> 40) % 222);
	if (first == 10 || first == 127 || first == 172 || first == 192 || first == 169)
		first = 58;
	return (uint32_t)first << 24 | (h & 0xffffff);
}

/* Zipf with exponent 1 by inversion of its continuous form. */
static uint32_t source_index(void)
{
	double u = (double)(next() >> 11) * 0x1p-53;
	return (uint32_t)(exp(u * log(SOURCES)) - 1);
}

static size_t fill(uint8_t *ip, uint32_t source, uint32_t index)
{
	uint64_t likes = (index + 7) * 0xd1342543de82ef95u >> 20;
	uint32_t what = below(100);
	uint8_t *t = ip + 20;
	memset(ip, 0, 64);
	size_t len = 20;
	if (what < 91) {
		put16(t, 1024 + below(64512));
		put16(t + 2, pick(tcp_ports, sizeof(tcp_ports) / 2, likes));
		put32(t + 4, (uint32_t)next());
		t[12] = 0x50;
		t[13] = 2;
		if (what == 90) { /* backscatter */
			put16(t + 2, 1024 + below(64512));
			put16(t, 80);
			t[13] = below(2) ? 0x12 : 0x04;
		}
		put16(t + 14, 1024);
		ip[9] = 6;
	} else if (what < 98) {
		len = 8 + 20 + below(40);
		put16(t, 1024 + below(64512));
		put16(t + 2, pick(udp_ports, sizeof(udp_ports) / 2, likes));
		put16(t + 4, (uint32_t)len);
		memset(t + 8, 'x', len - 8);
		ip[9] = 17;
	} else {
		len = 64;
		t[0] = 8;
		put32(t + 4, (uint32_t)next());
		ip[9] = 1;
	}
	ip[0] = 0x45;
	put16(ip + 2, (uint32_t)(20 + len));
	put16(ip + 4, below(65536));
	ip[8] = (uint8_t)(40 + index % 80);
	put32(ip + 12, source);
	put32(ip + 16, 0xc6336401u + below(10));
	return 20 + len;
}

int main(int argc, char **argv)
{
	if (argc < 3) {
		(void)fputs("usage: make_capture PACKETS OUT.pcap [SEED]\n", stderr);
		return 2;
	}
	uint64_t packets = strtoull(argv[1], NULL, 10);
	FILE *f = fopen(argv[2], "wb");
	state = argc > 3 ? strtoull(argv[3], NULL, 10) : 1;
	if (!f || !packets)
		return 1;
	(void)setvbuf(f, NULL, _IOFBF, 1 << 22);
	const uint32_t head[] = {0xa1b2c3d4, 0x00040002, 0, 0, 65535, 1};
	(void)fwrite(head, sizeof(head), 1, f);
	double mean_us = DAYS * 86400e6 / (double)packets;
	double now_us = 0;
	for (uint64_t i = 0; i < packets; i++) {
		uint8_t record[16 + 14 + 128] = {0};
		static const uint8_t ethernet[14] = {2, 0, 0, 0, 0, 1, 2, 0, 0, 0, 0, 2, 8, 0};
		double of_day = fmod(now_us, 86400e6) / 86400e6;
		double u = (double)((next() >> 11) + 1) * 0x1p-53;
		now_us += -log(u) * mean_us / (1 + 0.3 * sin(6.283185307179586 * of_day));
		memcpy(record + 16, ethernet, 14);
		uint32_t index = source_index();
		size_t len = 14 + fill(record + 30, source_address(index), index);
		if (len < 60)
			len = 60;
		uint64_t t = (uint64_t)now_us;
		const uint32_t header[] = {(uint32_t)(BEGIN_S + t / 1000000), (uint32_t)(t % 1000000), (uint32_t)len,
					   (uint32_t)len};
		memcpy(record, header, sizeof(header));
		if (fwrite(record, 16 + len, 1, f) != 1)
			return 1;
	}
	return fclose(f) ? 1 : 0;
}
