/* Within section 2.5: what the logs of a service tell of attempts to log in. */
#include "report/sections.h"

#include "report/look.h"
#include "report/number.h"

#include <jansson.h>
#include <string.h>

#define NAMES_SHOWN 10

static const char *names(struct page *p, const json_t *shown)
{
	struct buf list;
	size_t i;
	const json_t *one;
	buf_init(&list, 65536);
	json_array_foreach(shown, i, one)
	{
		if (i == NAMES_SHOWN)
			break;
		if (i)
			buf_text(&list, p->language == LANGUAGE_EN ? ", " : "、");
		buf_text(&list, page_fill(p, "“{0}” ({1})", look_text(one, "name"),
					  number_count(p, look_count(one, "attempts")), NULL));
	}
	const char *kept = page_keep(p, buf_string(&list));
	buf_done(&list);
	return kept;
}

static void tell_names(struct page *p, const json_t *logins)
{
	const json_t *shown = json_object_get(logins, "shown");
	long long least = look_least_points(p);
	if (json_array_size(shown))
		page_sentence(p, page_fill(p, "The user names tried most often were {0}.", names(p, shown), NULL));
	if (least > 1)
		page_sentence(
		    p, page_fill(p,
				 "A user name is left out when it was tried fewer than five times or fewer than {0} "
				 "observation points saw it, since it may be a password typed in the wrong place, "
				 "and when somebody logged in with it.",
				 number_count(p, least), NULL));
	else
		page_sentence(p,
			      page_fill(p,
					"A user name is left out when it was tried fewer than five times, since it may "
					"be a password typed in the wrong place, and when somebody logged in with it.",
					NULL));
}

static void tell_largest(struct page *p, const json_t *episode)
{
	long long seconds = look_count(episode, "seconds");
	long long minutes = seconds < 60 ? 1 : (seconds + 30) / 60;
	page_sentence(
	    p, page_fill_n(p,
			   "The largest began on {0}, came from {1}, and made {2} attempts with {3} user names within "
			   "one minute.",
			   "The largest began on {0}, came from {1}, and made {2} attempts with {3} user names within "
			   "{4} minutes.",
			   minutes, number_day(p, look_text(episode, "day")), look_label(p, episode),
			   number_count(p, look_count(episode, "attempts")),
			   number_count(p, look_count(episode, "names")), number_count(p, minutes), NULL));
}

static void tell_episodes(struct page *p, const json_t *logins)
{
	const json_t *episodes = json_object_get(logins, "episodes");
	long long count = look_count(episodes, "count");
	if (!count)
		return;
	page_sentence(
	    p,
	    page_fill_n(p,
			"By the logs there was one dictionary attack of ten attempts or more; {1} of the attempts "
			"belong to it.",
			"By the logs there were {0} dictionary attacks of ten attempts or more; {1} of the attempts "
			"belong to them.",
			count, number_count(p, count),
			number_percent(p, look_number(episodes, "attempts"), look_number(logins, "attempts")), NULL));
	tell_largest(p, json_array_get(json_object_get(episodes, "largest"), 0));
}

static void tell_logins(struct page *p, const json_t *logins)
{
	double attempts = look_number(logins, "attempts");
	double connections = look_number(logins, "connections");
	page_paragraph_begin(p, NULL);
	page_sentence(p,
		      page_fill(p,
				"The logs of {0} tell of {1} attempts to log in that failed in {2}; they came from {3} "
				"distinct sources and tried {4} user names.",
				look_label(p, logins), number_count(p, (long long)attempts),
				number_month(p, look_month(p)), number_count(p, look_count(logins, "distinct_sources")),
				number_count(p, look_count(logins, "names")), NULL));
	if (connections > 0 && attempts > 0)
		page_sentence(
		    p, page_fill(p,
				 "The same observation points saw {0} connections to it, which makes {1} attempts "
				 "for each connection.",
				 number_count(p, (long long)connections), number_average(p, attempts / connections),
				 NULL));
	tell_episodes(p, logins);
	if (attempts > 0)
		tell_names(p, logins);
	page_paragraph_end(p);
}

void section_logins(struct page *p, const char *key)
{
	const json_t *list = json_object_get(p->summary, "logins");
	size_t i;
	const json_t *logins;
	json_array_foreach(list, i, logins)
	{
		if (!strcmp(look_text(logins, "key"), key))
			tell_logins(p, logins);
	}
}

void section_logins_alone(struct page *p)
{
	size_t i;
	const json_t *logins;
	json_array_foreach(json_object_get(p->summary, "logins"), i, logins)
	{ /* what captures show as well was told beside it */
		if (!look_keyed(p, "maintenance", look_text(logins, "key")))
			tell_logins(p, logins);
	}
}
