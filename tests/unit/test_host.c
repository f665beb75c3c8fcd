/* Hosts in quoted texts: masked for publication, and left out when texts are compared. */
#include "label/host.h"

#include "tap.h"

#include <string.h>

static void masks(const char *text, const char *want)
{
	struct buf out;
	buf_init(&out, 4096);
	host_mask(text, strlen(text), &out);
	IS_TEXT(buf_string(&out), want, want);
	buf_done(&out);
}

static void folds_alike(const char *a, const char *b, bool alike)
{
	struct buf first;
	struct buf second;
	buf_init(&first, 4096);
	buf_init(&second, 4096);
	host_fold(a, strlen(a), &first);
	host_fold(b, strlen(b), &second);
	OK(!strcmp(buf_string(&first), buf_string(&second)) == alike, b);
	buf_done(&first);
	buf_done(&second);
}

int main(void)
{
	masks("Visit www.fix-it.example.com now.", "Visit www.********.com now.");
	masks("WWW.P4U2.COM", "WWW.********.COM");
	masks("http://cleaner.example.net/get?id=77 (now)", "http://********.net/******** (now)");
	masks("Go to cleaner.example:8080/x.", "Go to ********.example/********.");
	masks("at 192.0.2.17, or 1.5 times", "at ***.***.***.***, or 1.5 times");
	masks("mail john.smith@example.org or bob@mail.example",
	      "mail ********@********.org or ********@********.example");
	masks("MS03-043, version 2.1: e.g. nothing", "MS03-043, version 2.1: e.g. nothing");
	masks("www.shuuri.example.jp をご覧ください。", "www.********.jp をご覧ください。");
	masks("", "");
	masks("a.b", "a.b");
	masks("..com -.- x..com", "..com -.- x..com");
	folds_alike("You have 38 ERRORS.\nVisit www.a.example", "you have 7  errors. visit b.example.org/x", true);
	folds_alike("You have 38 errors", "You have 38 virus", false);
	return tap_done();
}
