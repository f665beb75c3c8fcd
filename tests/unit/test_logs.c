/* Log-ins at sshd: every form of a line, names that forge fields, times without a year, the journal. */
#include "logs/reader.h"

#include "logs/journal.h"
#include "tap.h"

static void gives(const char *message, const char *user, const char *source, unsigned port, unsigned times,
		  bool accepted)
{
	struct sshd_login l = {0};
	char text[ADDR_TEXT_MAX] = "";
	enum sshd_line line = sshd_read(message, strlen(message), &l);
	if (line == SSHD_LOGIN)
		addr_text(l.source, text);
	OK(line == SSHD_LOGIN && l.user_len == strlen(user) && !memcmp(l.user, user, l.user_len) &&
	       !strcmp(text, source) && l.source_port == port && l.times == times && l.accepted == accepted,
	   message);
}

static void is_no_login(const char *message, enum sshd_line want)
{
	struct sshd_login l;
	IS_INT(sshd_read(message, strlen(message), &l), want, message);
}

static void test_messages(void)
{
	gives("Failed password for r6user from 127.0.0.1 port 43188 ssh2", "r6user", "127.0.0.1", 43188, 1, false);
	gives("Failed password for invalid user nosuch from 127.0.0.1 port 45700 ssh2", "nosuch", "127.0.0.1", 45700, 1,
	      false);
	gives("Failed password for illegal user a from ::ffff:192.0.2.1 port 7 ssh2", "a", "192.0.2.1", 7, 1, false);
	gives("Failed keyboard-interactive/pam for root from 2001:db8::1 port 65535 ssh2", "root", "2001:db8::1", 65535,
	      1, false);
	gives("Failed keyboard-interactive/pam for invalid user x from 192.0.2.1 port 1 ssh2 [preauth]", "x",
	      "192.0.2.1", 1, 1, false);
	gives("Accepted password for r6user from 127.0.0.1 port 43198 ssh2", "r6user", "127.0.0.1", 43198, 1, true);
	gives("Accepted publickey for keeper from 192.0.2.1 port 5 ssh2: ED25519 SHA256:a+b/c", "keeper", "192.0.2.1",
	      5, 1, true);
	gives("Accepted publickey for keeper from 192.0.2.1 port 5 ssh2: RSA-CERT SHA256:a ID me (serial 0) CA RSA "
	      "SHA256:b",
	      "keeper", "192.0.2.1", 5, 1, true);
	gives("message repeated 2 times: [ Failed password for root from 192.0.2.1 port 5 ssh2]", "root", "192.0.2.1",
	      5, 2, false);
	gives("Failed password for invalid user  from 192.0.2.1 port 5 ssh2", "", "192.0.2.1", 5, 1, false);
	gives("Failed password for  from 192.0.2.1 port 5 ssh2", "", "192.0.2.1", 5, 1, false);
	gives("Failed password for invalid user \\303\\251 from 192.0.2.1 port 5 ssh2", "\\303\\251", "192.0.2.1", 5, 1,
	      false);
	/* names that a stranger chose in order to be taken for somebody else */
	gives("Failed password for invalid user a b from 6.6.6.6 port 22 ssh2 from 127.0.0.1 port 45708 ssh2",
	      "a b from 6.6.6.6 port 22 ssh2", "127.0.0.1", 45708, 1, false);
	gives("Failed password for invalid user x from 6.6.6.6 port 22 ssh2: RSA SHA256:a from 192.0.2.1 port 5 ssh2",
	      "x from 6.6.6.6 port 22 ssh2: RSA SHA256:a", "192.0.2.1", 5, 1, false);
	gives("Failed password for invalid user message repeated 9 times: [ x from 192.0.2.1 port 5 ssh2",
	      "message repeated 9 times: [ x", "192.0.2.1", 5, 1, false);
}

static void test_other_messages(void)
{
	is_no_login("Failed none for invalid user r6user from 127.0.0.1 port 47664 ssh2", SSHD_OTHER_METHOD);
	is_no_login("Failed publickey for root from 127.0.0.1 port 5 ssh2: RSA SHA256:a", SSHD_OTHER_METHOD);
	is_no_login("Invalid user nosuch from 127.0.0.1 port 45700", SSHD_OTHER);
	is_no_login("Invalid user Failed password for root from 127.0.0.1 port 45700", SSHD_OTHER);
	is_no_login("Connection closed by authenticating user r6user 127.0.0.1 port 43188 [preauth]", SSHD_OTHER);
	is_no_login("maximum authentication attempts exceeded for invalid user r from 127.0.0.1 port 1 ssh2 [preauth]",
		    SSHD_OTHER);
	is_no_login("kex_exchange_identification: client sent invalid protocol identifier \"Failed password for\"",
		    SSHD_OTHER);
	is_no_login("Failed to allocate internet-domain X11 display socket.", SSHD_OTHER);
	is_no_login("message repeated 2 times: [ Connection closed by 127.0.0.1 port 45728]", SSHD_OTHER);
	is_no_login("", SSHD_OTHER);
	is_no_login("Failed password for root from 127.0.0.1 port 43188", SSHD_UNREADABLE);
	is_no_login("Failed password for root from UNKNOWN port 43188 ssh2", SSHD_UNREADABLE);
	is_no_login("Failed password for root from 127.0.0.1 port 65536 ssh2", SSHD_UNREADABLE);
	is_no_login("Failed password for root from 127.0.0.1 port  ssh2", SSHD_UNREADABLE);
	is_no_login("Failed password for root ssh2", SSHD_UNREADABLE);
	is_no_login("message repeated 2000000 times: [ Failed password for root from 192.0.2.1 port 5 ssh2]",
		    SSHD_OTHER);
}

static int64_t seconds(const char *zone_name, const char *line, int first_year)
{
	struct stamp_years years = {0};
	struct stamp s;
	struct zone *zone;
	struct err err;
	int64_t us = -1;
	if (!stamp_read(line, strlen(line), &years, &s) || zone_open(zone_name, &zone, &err))
		return -1;
	if (stamp_time(&s, first_year, zone, &us))
		us = -1;
	zone_close(zone);
	return us < 0 ? us : us / US_PER_SECOND;
}

static void test_stamps(void)
{
	IS_INT(seconds("Asia/Tokyo", "Nov  3 04:05:06 h", 2005), 1130958306, "a classic time, in Tokyo");
	IS_INT(seconds("Asia/Tokyo", "Nov 03 04:05:06 h", 2005), 1130958306, "the day with a zero");
	IS_INT(seconds("UTC", "Nov 13 04:05:06 h", 2005), 1131854706, "a day of two digits");
	IS_INT(seconds("UTC", "2005-11-03T04:05:06+09:00 h", 1), 1130958306, "a full time");
	IS_INT(seconds("UTC", "2005-11-03T04:05:06.123456+09:00 h", 1), 1130958306, "with microseconds");
	IS_INT(seconds("UTC", "2005-11-03T04:05:06+0900 h", 1), 1130958306, "as journalctl writes it");
	IS_INT(seconds("UTC", "2005-11-02T19:05:06Z h", 1), 1130958306, "in UTC");
	IS_INT(seconds("UTC", "2005-11-02T13:35:06,5-05:30 h", 1), 1130958306, "west of Greenwich");
	IS_INT(seconds("UTC", "2005-12-31T23:59:60Z h", 1), 1136073599, "a leap second");
	IS_INT(seconds("Europe/Berlin", "Mar 27 02:30:00 h", 2005), 1111885200, "an hour that is skipped");
	IS_INT(seconds("Europe/Berlin", "Oct 30 02:30:00 h", 2005), 1130632200,
	       "an hour that comes twice is its first");
	IS_INT(seconds("UTC", "Feb 29 00:00:00 h", 2004), 1078012800, "29 February");
	IS_INT(seconds("UTC", "Feb 29 00:00:00 h", 2005), -1, "in a year that has none");
	static const char *const wrong[] = {"",
					    "Nov",
					    "Nov 31 00:00:00 h",
					    "Nov  3 24:00:00 h",
					    "Nov 3 4:05:06 h",
					    "Nov  3 04:05:06",
					    "2005-02-29T00:00:00Z h",
					    "2005-11-03 04:05:06 h",
					    "2005-11-03T04:05:06 h",
					    "2005-11-03T04:05:06.+09:00 h",
					    "-- Boot x --",
					    "nov  3 04:05:06 h"};
	for (size_t i = 0; i < sizeof(wrong) / sizeof(*wrong); i++)
		IS_INT(seconds("UTC", wrong[i], 2005), -1, wrong[i]);
}

/* The years of lines one after the other, as digits. */
static void years_are(const char *const *lines, size_t count, const char *want, const char *name)
{
	struct stamp_years years = {0};
	char got[16] = "";
	for (size_t i = 0; i < count; i++) {
		struct stamp s = {0};
		if (stamp_read(lines[i], strlen(lines[i]), &years, &s))
			got[i] = (char)('1' + s.year);
	}
	IS_TEXT(got, want, name);
}

static void test_years(void)
{
	static const char *const turn[] = {"Nov 30 00:00:00 h", "Dec  1 00:00:00 h", "Dec 31 23:59:59 h",
					   "Jan  1 00:00:00 h"};
	static const char *const astray[] = {"Dec 31 23:59:59 h", "Jan  1 00:00:00 h", "Dec 31 23:59:59 h",
					     "Jan  1 00:00:01 h", "Feb  1 00:00:00 h", "Jan 31 23:59:59 h"};
	static const char *const quiet[] = {"Nov  9 00:00:00 h", "Mar  1 00:00:00 h", "Oct  1 00:00:00 h",
					    "Sep 20 00:00:00 h"};
	years_are(turn, 4, "1112", "a year begins");
	years_are(astray, 6, "121222", "lines that are a moment too late");
	years_are(quiet, 4, "1223", "months without a line");
	struct zone *zone;
	struct err err;
	const struct stamp last = {.local = true, .year = 1, .month = 1, .day = 3};
	const struct stamp leap = {.local = true, .month = 2, .day = 29};
	if (zone_open("Asia/Tokyo", &zone, &err))
		return;
	const int64_t third = INT64_C(1136214000) * US_PER_SECOND; /* 3 January 2006 in Tokyo */
	IS_INT(stamp_first_year(&last, third, zone), 2005, "the last line is when the file was written");
	IS_INT(stamp_first_year(&last, third - US_PER_DAY, zone), 2005, "a clock that is a day ahead");
	IS_INT(stamp_first_year(&last, third - 2 * US_PER_DAY, zone), 2004, "a line cannot be after its file");
	IS_INT(stamp_first_year(&leap, third, zone), 2004, "29 February is of a year that has one");
	zone_close(zone);
}

struct seen {
	size_t count;
	uint64_t times;
	int64_t last_us;
	char users[256];
};

static int take(void *ctx, const struct logs_login *l)
{
	struct seen *s = ctx;
	size_t at = strlen(s->users);
	s->count++;
	s->times += l->login.times;
	s->last_us = l->when.time_us;
	(void)snprintf(s->users + at, sizeof(s->users) - at, "%.*s;", (int)l->login.user_len, l->login.user);
	return 0;
}

/* Fed in pieces of `step` bytes. */
static struct logs_counts read_bytes(const void *bytes, size_t len, size_t step, struct seen *seen)
{
	struct logs_reader *r = logs_reader_new(take, seen);
	struct logs_counts counts = {0};
	*seen = (struct seen){0};
	for (size_t at = 0; r && at < len; at += step)
		if (logs_reader_feed(r, (const uint8_t *)bytes + at, len - at < step ? len - at : step))
			break;
	if (r && !logs_reader_end(r))
		counts = *logs_reader_counts(r);
	logs_reader_free(r);
	return counts;
}

static void test_text(void)
{
	static const char text[] =
	    "Nov  3 04:05:06 h sshd[1]: Failed password for root from 192.0.2.1 port 1 ssh2\r\n"
	    "Nov  3 04:05:07 h sshd-session[1]: Failed password for bin from 192.0.2.1 port 1 ssh2\n"
	    "\n"
	    "Nov  3 04:05:07 h sshd: Failed password for adm from 192.0.2.1 port 1 ssh2\n"
	    "Nov  3 04:05:08 h sshd[1]: Invalid user nosuch from 192.0.2.1 port 45700\n"
	    "Nov  3 04:05:08 h sshd[1]: Failed publickey for root from 192.0.2.1 port 1 ssh2: RSA SHA256:a\n"
	    "Nov  3 04:05:08 h evil[1]: sshd[1]: Failed password for x from 192.0.2.1 port 1 ssh2\n"
	    "Nov  3 04:05:08 h sshdx[1]: Failed password for x from 192.0.2.1 port 1 ssh2\n"
	    "Nov  3 04:05:08 sshd[1]: Failed password for x from 192.0.2.1 port 1 ssh2\n"
	    "\0\0\0\n"
	    "2005-11-03T04:05:09+09:00 h sshd[1]: Failed password for last from 192.0.2.1 port 1 ssh2";
	struct seen seen;
	struct logs_counts c = read_bytes(text, sizeof(text) - 1, 64, &seen);
	IS_TEXT(seen.users, "root;bin;adm;last;", "log-ins of a text");
	IS_INT(c.lines, 10, "all its lines");
	IS_INT(c.reasons[LOGS_OTHER_PROGRAM], 3, "other programs");
	IS_INT(c.reasons[LOGS_OTHER_MESSAGE], 1, "other messages");
	IS_INT(c.reasons[LOGS_OTHER_METHOD], 1, "other methods");
	IS_INT(c.reasons[LOGS_UNREADABLE], 1, "what is no line");
}

static void test_long_line(void)
{
	static char text[200000];
	struct seen seen;
	memset(text, 'x', sizeof(text));
	text[sizeof(text) - 100] = '\n';
	(void)snprintf(text + sizeof(text) - 99, 99,
		       "Nov  3 04:05:06 h sshd[1]: Failed password for root from 192.0.2.1 port 1 ssh2\n");
	struct logs_counts c = read_bytes(text, sizeof(text) - 99 + strlen(text + sizeof(text) - 99), 50000, &seen);
	OK(c.lines == 2 && seen.count == 1 && c.reasons[LOGS_UNREADABLE] == 1,
	   "a line of 200,000 bytes is passed over");
}

#define ROOT "\"_UID\":\"0\",\"__REALTIME_TIMESTAMP\":\"1130958306123456\",\"MESSAGE\":"
#define GUESS(user) "\"Failed password for " user " from 192.0.2.1 port 1 ssh2\""

static void test_json(void)
{
	static const char text[] = "{\"_SYSTEMD_UNIT\":\"ssh.service\"," ROOT GUESS(
	    "a") "}\n"
		 "{\"_SYSTEMD_UNIT\":\"sshd@7-1.service\"," ROOT GUESS(
		     "b") "}\n"
			  "{\"_COMM\":\"sshd-session\",\"_SYSTEMD_UNIT\":\"session-1.scope\"," ROOT GUESS(
			      "c") "}\n"
				   "{\"_COMM\":\"sshd\"," ROOT "[70,97,105,108,101,100,32,112,97,115,115,119,111,114,"
				   "100,32,102,111,114,32,100,32,102,114,"
				   "111,109,32,49,46,50,46,51,46,52,32,112,111,114,116,32,49,32,115,115,104,50]}\n"
				   "{\"_COMM\":\"logger\",\"SYSLOG_IDENTIFIER\":\"sshd\"," ROOT GUESS(
				       "x") "}\n" /* root's, but not sshd's */
					    "{\"_COMM\":\"sshd\",\"SYSLOG_IDENTIFIER\":\"sshd\",\"_UID\":\"1000\","
					    "\"MESSAGE\":" GUESS(
						"x") "}\n"
						     "{\"_SYSTEMD_UNIT\":\"ssh.service\",\"SYSLOG_IDENTIFIER\":"
						     "\"sshd\",\"_UID\":\"1000\",\"MESSAGE\":" GUESS(
							 "x") "}\n"
							      "{\"_COMM\":\"cron\"," ROOT "\"x\"}\n"
							      "{\"_COMM\":\"sshd\"," ROOT "null}\n"
							      "{\"_COMM\":\"sshd\"," ROOT "[" GUESS("x") "," GUESS(
								  "y") "]}\n"
								       "{\"_COMM\":\"sshd\",\"MESSAGE\":" GUESS(
									   "x") "}\n"
										"{\"_COMM\":\"sshd\",\n";
	struct seen seen;
	struct logs_counts c = read_bytes(text, sizeof(text) - 1, 999, &seen);
	IS_TEXT(seen.users, "a;b;c;d;", "log-ins of the journal");
	OK(seen.last_us == 1130958306123456, "and their time");
	IS_INT(c.lines, 12, "all entries");
	IS_INT(c.reasons[LOGS_PRETENDER], 3, "others that call themselves sshd");
	IS_INT(c.reasons[LOGS_OTHER_PROGRAM], 1, "other programs");
	IS_INT(c.reasons[LOGS_UNREADABLE], 4, "what does not say what or when");
}

static void test_export(void)
{
	static const char head[] = "__CURSOR=s=1\n__REALTIME_TIMESTAMP=1130958306000000\n_COMM=sshd\n_UID=0\n";
	static const char message[] = "Failed password for a\nb from 192.0.2.1 port 1 ssh2";
	char bytes[4096];
	size_t len = 0;
	struct seen seen;
	memcpy(bytes, head, sizeof(head) - 1);
	len += sizeof(head) - 1;
	memcpy(bytes + len, "MESSAGE\n", 8);
	len += 8;
	for (size_t i = 0; i < 8; i++)
		bytes[len++] = i ? '\0' : (char)(sizeof(message) - 1);
	memcpy(bytes + len, message, sizeof(message) - 1);
	len += sizeof(message) - 1;
	len += (size_t)snprintf(
	    bytes + len, sizeof(bytes) - len,
	    "\n\n%sMESSAGE=Accepted password for c from 192.0.2.1 port 1 ssh2\n\n"
	    "__CURSOR=s=3\nSYSLOG_IDENTIFIER=sshd\n_UID=7\nMESSAGE=Failed password for x from 192.0.2.1 port 1 ssh2\n",
	    head);
	for (size_t step = 1; step < len; step += 37) {
		struct logs_counts c = read_bytes(bytes, len, step, &seen);
		OK(c.lines == 3 && c.logins == 2 && c.reasons[LOGS_PRETENDER] == 1 && !strcmp(seen.users, "a\nb;c;"),
		   "the journal's own format, a name with a line break");
	}
	struct logs_counts cut = read_bytes(bytes, sizeof(head) + 30, 7, &seen);
	OK(cut.lines == 1 && cut.reasons[LOGS_UNREADABLE] == 1, "cut off in a field");
}

/* Whatever the bytes say, every line has its place. */
static void test_mutations(void)
{
	static const char text[] =
	    "Nov  3 04:05:06 h sshd[1]: Failed password for root from 192.0.2.1 port 1 ssh2\n"
	    "{\"_COMM\":\"sshd\"," ROOT GUESS("a") "}\n"
						   "2005-11-03T04:05:09.5+09:00 h sshd[1]: message repeated 3 times: [ "
						   "Failed password for x from 2001:db8::1 "
						   "port 1 ssh2]\n";
	char bytes[sizeof(text)];
	uint64_t state = 1;
	bool all = true;
	for (size_t round = 0; round < 20000; round++) {
		memcpy(bytes, text, sizeof(text));
		for (size_t i = 0; i < 1 + round % 8; i++) {
			state = state * 6364136223846793005u + 1442695040888963407u;
			bytes[(state >> 33) % (sizeof(text) - 1)] = (char)(state >> 56);
		}
		struct seen seen = {0};
		struct logs_reader *r = logs_reader_new(take, &seen);
		if (!r || logs_reader_feed(r, (const uint8_t *)bytes, sizeof(text) - 1) || logs_reader_end(r)) {
			all = false;
		} else {
			const struct logs_counts *c = logs_reader_counts(r);
			uint64_t sum = c->logins;
			for (size_t i = 0; i < LOGS_REASONS; i++)
				sum += c->reasons[i];
			all &= sum == c->lines && c->logins == seen.count;
		}
		logs_reader_free(r);
	}
	OK(all, "20,000 damaged logs: every line is counted once");
}

int main(void)
{
	test_messages();
	test_other_messages();
	test_stamps();
	test_years();
	test_text();
	test_long_line();
	test_json();
	test_export();
	test_mutations();
	return tap_done();
}
