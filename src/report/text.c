#include "report/text.h"

#include "base/resource.h"

#include <libintl.h>
#include <locale.h>
#include <stdlib.h>
#include <string.h>

#define DOMAIN "teiten"

/* Known to gettext's own manual (section "Being a gettext grok"): counting it up makes it read LANGUAGE again. */
extern int _nl_msg_cat_cntr;

struct text_catalogue {
	char *locale;   /* LC_MESSAGES as it was */
	char *language; /* LANGUAGE as it was; NULL for unset */
};

static void put_back(const struct text_catalogue *t)
{
	if (t->locale)
		(void)setlocale(LC_MESSAGES, t->locale);
	if (t->language)
		(void)setenv("LANGUAGE", t->language, 1);
	else
		(void)unsetenv("LANGUAGE");
	++_nl_msg_cat_cntr;
}

void text_close(struct text_catalogue *t)
{
	if (!t)
		return;
	put_back(t);
	free(t->locale);
	free(t->language);
	free(t);
}

static int choose(const char *folder, struct err *err)
{
	/* any locale but plain "C" makes gettext look at LANGUAGE; C.UTF-8 needs no package of locales */
	if (!setlocale(LC_MESSAGES, "C.UTF-8"))
		return err_set(err, ERR_ABSENT, "the system has no locale C.UTF-8");
	if (!bindtextdomain(DOMAIN, folder) || !bind_textdomain_codeset(DOMAIN, "UTF-8"))
		return err_errno(err, "catalogues in %s", folder);
	if (setenv("LANGUAGE", "ja", 1))
		return err_errno(err, "set LANGUAGE");
	++_nl_msg_cat_cntr;
	const char *mark = "Contents";
	if (dgettext(DOMAIN, mark) == mark)
		return err_set(err, ERR_ABSENT, "the Japanese catalogue %s/ja/LC_MESSAGES/" DOMAIN ".mo is missing",
			       folder);
	return 0;
}

int text_open(const char *folder, struct text_catalogue **out, struct err *err)
{
	char own[4096];
	int code = folder ? 0 : resource_path("locale", own, sizeof(own), err);
	if (code)
		return err_prefix(err, "Japanese catalogue");
	struct text_catalogue *t = calloc(1, sizeof(*t));
	if (!t)
		return err_set(err, ERR_NOMEM, "no memory for the catalogue");
	const char *locale = setlocale(LC_MESSAGES, NULL);
	const char *language = getenv("LANGUAGE");
	t->locale = locale ? strdup(locale) : NULL;
	t->language = language ? strdup(language) : NULL;
	code = choose(folder ? folder : own, err);
	if (code) {
		text_close(t);
		return code;
	}
	*out = t;
	return 0;
}

const char *text(enum language language, const char *msgid)
{
	return language == LANGUAGE_JA ? dgettext(DOMAIN, msgid) : msgid;
}

const char *text_n(enum language language, const char *singular, const char *plural, unsigned long n)
{
	if (language == LANGUAGE_JA)
		return dngettext(DOMAIN, singular, plural, n);
	return n == 1 ? singular : plural;
}
