#include "logs/sshd.h"

#include <string.h>

#define TIMES_MAX 1000000
#define ADDRESS_MAX 64

struct text {
	const char *p;
	size_t len;
};

static bool begins(struct text t, const char *with)
{
	size_t len = strlen(with);
	return t.len >= len && !memcmp(t.p, with, len);
}

static bool is(struct text t, const char *word)
{
	return t.len == strlen(word) && !memcmp(t.p, word, t.len);
}

static bool take_begin(struct text *t, const char *with)
{
	if (!begins(*t, with))
		return false;
	t->p += strlen(with);
	t->len -= strlen(with);
	return true;
}

static bool take_end(struct text *t, const char *with)
{
	size_t len = strlen(with);
	if (t->len < len || memcmp(t->p + t->len - len, with, len) != 0)
		return false;
	t->len -= len;
	return true;
}

/* The word after the last space, which goes as well. */
static bool take_last_word(struct text *t, struct text *out)
{
	size_t at = t->len;
	while (at && t->p[at - 1] != ' ')
		at--;
	if (!at)
		return false;
	*out = (struct text){t->p + at, t->len - at};
	t->len = at - 1;
	return true;
}

static bool number_of(struct text t, uint32_t most, uint32_t *out)
{
	uint32_t n = 0;
	if (!t.len || t.len > 7)
		return false;
	for (size_t i = 0; i < t.len; i++) {
		if (t.p[i] < '0' || t.p[i] > '9')
			return false;
		n = n * 10 + (uint32_t)(t.p[i] - '0');
	}
	*out = n;
	return n <= most;
}

static bool address_of(struct text t, struct addr *out)
{
	char text[ADDRESS_MAX];
	if (t.len >= sizeof(text) || memchr(t.p, '\0', t.len))
		return false;
	memcpy(text, t.p, t.len);
	text[t.len] = '\0';
	text[strcspn(text, "%")] = '\0'; /* fe80::1%eth0 */
	return addr_parse(text, out) == 0;
}

/* " from ADDRESS port N ssh2" is taken from the right: a stranger chooses the name before it, which may hold the same
 * words. */
static bool take_source(struct text *t, struct sshd_login *out)
{
	struct text word;
	uint32_t port;
	if (!take_end(t, " ssh2") && !take_end(t, " ssh1"))
		return false;
	if (!take_last_word(t, &word) || !number_of(word, UINT16_MAX, &port))
		return false;
	out->source_port = (uint16_t)port;
	if (!take_last_word(t, &word) || !is(word, "port") || !take_last_word(t, &word) ||
	    !address_of(word, &out->source))
		return false;
	return take_last_word(t, &word) && is(word, "from");
}

/* An accepted key is told after "ssh2: ". Its name and host are those of an account that exists. */
static void cut_key(struct text *t)
{
	static const char mark[] = " ssh2: ";
	for (size_t at = t->len; at-- > 0;) {
		if (t->len - at > strlen(mark) && !memcmp(t->p + at, mark, strlen(mark))) {
			t->len = at + strlen(" ssh2");
			return;
		}
	}
}

static uint32_t take_times(struct text *t)
{
	uint32_t times = 1;
	struct text inner = *t;
	if (!take_begin(&inner, "message repeated "))
		return 1;
	const char *space = memchr(inner.p, ' ', inner.len);
	size_t digits = space ? (size_t)(space - inner.p) : 0;
	if (!number_of((struct text){inner.p, digits}, TIMES_MAX, &times))
		return 1;
	inner = (struct text){inner.p + digits, inner.len - digits};
	if (!take_begin(&inner, " times: [ ") || !take_end(&inner, "]"))
		return 1;
	*t = inner;
	return times;
}

enum sshd_line sshd_read(const char *message, size_t len, struct sshd_login *out)
{
	struct text t = {message, len};
	struct sshd_login login = {.times = take_times(&t)};
	login.accepted = begins(t, "Accepted ");
	if (!login.accepted && !begins(t, "Failed "))
		return SSHD_OTHER;
	(void)take_begin(&t, login.accepted ? "Accepted " : "Failed ");
	bool typed = begins(t, "password for ") || begins(t, "keyboard-interactive");
	const char *space = memchr(t.p, ' ', t.len);
	if (!space)
		return SSHD_UNREADABLE;
	t = (struct text){space, t.len - (size_t)(space - t.p)};
	if (!take_begin(&t, " for "))
		return SSHD_OTHER; /* "Failed to allocate internet-domain X11 display socket." */
	if (!login.accepted && !typed)
		return SSHD_OTHER_METHOD;
	(void)take_end(&t, " [preauth]");
	if (login.accepted && !typed)
		cut_key(&t);
	if (!take_source(&t, &login))
		return SSHD_UNREADABLE;
	if (!take_begin(&t, "invalid user "))
		(void)take_begin(&t, "illegal user "); /* OpenSSH before 3.9 */
	login.user = t.p;
	login.user_len = t.len;
	*out = login;
	return SSHD_LOGIN;
}
