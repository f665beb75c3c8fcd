/* Pop-up messages: what is one, what its texts are, and which code page they are in. */
#include "label/codepage.h"
#include "label/message.h"

#include "tap.h"

#include <string.h>

static uint8_t bytes[4096];
static size_t len;

static void put(const void *from, size_t n)
{
	memcpy(bytes + len, from, n);
	len += n;
}

static void put32(uint32_t v)
{
	const uint8_t little[4] = {(uint8_t)v, (uint8_t)(v >> 8), (uint8_t)(v >> 16), (uint8_t)(v >> 24)};
	put(little, 4);
}

static void put_string(const char *text, size_t n, bool align)
{
	const uint8_t zero[3] = {0};
	put32((uint32_t)n);
	put32(0);
	put32((uint32_t)n);
	put(text, n);
	if (align)
		put(zero, (4 - n % 4) % 4);
}

/* A whole datagram from its UDP header on. */
static void make(const char *sender, const char *recipient, const char *text)
{
	static const uint8_t interface[16] = {0xf8, 0x91, 0x7b, 0x5a, 0x00, 0xff, 0xd0, 0x11,
					      0xa9, 0xb2, 0x00, 0xc0, 0x4f, 0xb6, 0xe6, 0xfc};
	uint8_t head[88] = {0};
	head[8] = 4;
	head[10] = 0x28;
	head[12] = 0x10;
	memcpy(head + 32, interface, sizeof(interface));
	head[68] = 1;
	len = 0;
	put(head, sizeof(head));
	put_string(sender, strlen(sender) + 1, true);
	put_string(recipient, strlen(recipient) + 1, true);
	put_string(text, strlen(text) + 1, false);
	bytes[82] = (uint8_t)(len - 88);
	bytes[83] = (uint8_t)((len - 88) >> 8);
}

static bool reads(struct message *m, size_t n)
{
	const struct packet p = {.form = PACKET_IP,
				 .version = 4,
				 .proto = PROTO_UDP,
				 .has_ports = true,
				 .transport = bytes,
				 .transport_len = n};
	return message_read(&p, m);
}

static bool same(const uint8_t *text, size_t n, const char *want)
{
	return n == strlen(want) && !memcmp(text, want, n);
}

static void test_read(void)
{
	struct message m;
	make("SYSTEM", "ALERT", "STOP! The registry has errors.\n");
	if (OK(reads(&m, len), "a message")) {
		OK(same(m.sender, m.sender_len, "SYSTEM"), "its sender");
		OK(same(m.recipient, m.recipient_len, "ALERT"), "its recipient");
		OK(same(m.text, m.text_len, "STOP! The registry has errors.\n"), "its text");
		OK(!m.cut, "all of it");
	}
	OK(reads(&m, len - 5) && m.cut && m.text_len == 31 - 4, "cut short by the capture: what there is, and said so");
	bool safe = true;
	for (size_t n = 0; n < len; n++)
		safe &= !reads(&m, n) || (m.text >= bytes && m.text + m.text_len <= bytes + n);
	OK(safe, "cut at every byte, nothing is read past the end");
	static const struct {
		size_t at;
		uint8_t value;
		const char *what;
	} wrong[] = {{8, 5, "another version of DCE/RPC"},
		     {9, 2, "a response"},
		     {10, 0x2c, "a fragment"},
		     {32, 0, "another interface"},
		     {76, 1, "another operation"},
		     {92, 1, "a string with an offset"},
		     {88, 1, "a string longer than its room"}};
	for (size_t i = 0; i < sizeof(wrong) / sizeof(*wrong); i++) {
		make("SYSTEM", "ALERT", "STOP!");
		bytes[wrong[i].at] = wrong[i].value;
		OK(!reads(&m, len), wrong[i].what);
	}
	struct packet tcp = {.proto = PROTO_TCP, .has_ports = true, .transport = bytes, .transport_len = len};
	make("SYSTEM", "ALERT", "STOP!");
	OK(!message_read(&tcp, &m), "the same bytes over TCP");
	make("", "", "");
	OK(reads(&m, len) && !m.sender_len && !m.recipient_len && !m.text_len, "an empty message is one");
}

static void decodes(struct codepages *c, const char *raw, enum codepage want, const char *text)
{
	char out[CODEPAGE_ROOM(256)];
	enum codepage got = codepage_decode(c, (const uint8_t *)raw, strlen(raw), out);
	IS_TEXT(codepage_name(got), codepage_name(want), "the code page that fits");
	OK(!strcmp(out, text), codepage_name(want));
}

static void test_codepages(void)
{
	struct codepages *c = codepages_new();
	decodes(c, "Visit now\r\n", CODEPAGE_ASCII, "Visit now\n");
	decodes(c, "a\x01z\rb", CODEPAGE_ASCII, "a\xef\xbf\xbdz\nb");
	decodes(c, "\x8c\x78\x8d\x90: \x82\xa8\x8e\x67\x82\xa2\x82\xcc", CODEPAGE_932, "警告: お使いの");
	decodes(c, "\xbe\xaf\xb8\xe6: \xc4\xfa\xb5\xc4\xb5\xe7\xc4\xd4", CODEPAGE_936, "警告: 您的电脑");
	decodes(c, "\xb0\xe6\xb0\xed: \xc4\xc4\xc7\xbb\xc5\xcd", CODEPAGE_949, "경고: 컴퓨터");
	decodes(c,
		"S\xe9"
		"curit\xe9 de l'ordinateur",
		CODEPAGE_LATIN1, "Sécurité de l'ordinateur");
	decodes(c, "\xc9\xcd\xcd\xbb ALERT", CODEPAGE_437, "╔══╗ ALERT");
	codepages_free(c);
}

int main(void)
{
	test_read();
	test_codepages();
	return tap_done();
}
