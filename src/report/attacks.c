/* Section 4.8: denial-of-service attacks elsewhere, by their backscatter. */
#include "report/sections.h"

#include "report/look.h"
#include "report/number.h"
#include "report/table.h"

#include <jansson.h>
#include <string.h>

static const char *flood_text(struct page *p, const char *key)
{
	if (!strcmp(key, "tcp"))
		return "TCP";
	if (!strcmp(key, "udp"))
		return "UDP";
	return page_fill(p, "ICMP (ping)", NULL);
}

static const char *length_text(struct page *p, long long seconds)
{
	if (seconds < 60)
		return page_fill(p, "under a minute", NULL);
	if (seconds < 3600)
		return page_fill_n(p, "{0} minute", "{0} minutes", seconds / 60, number_count(p, seconds / 60), NULL);
	return page_fill_n(p, "{0} hour", "{0} hours", seconds / 3600, number_count(p, seconds / 3600), NULL);
}

/* An estimate has one digit that says something. */
static const char *estimate_text(struct page *p, const json_t *attack)
{
	double n = look_number(attack, "estimated_packets");
	if (!(n > 0))
		return "–";
	double unit = 1;
	while (n / unit >= 10)
		unit *= 10;
	return number_count(p, (long long)((long long)(n / unit + 0.5) * (long long)unit));
}

static void show_largest(struct page *p, const json_t *list)
{
	json_t *rows = json_array();
	size_t i;
	const json_t *one;
	json_array_foreach(list, i, one)(void) json_array_append_new(
	    rows,
	    json_pack("[s, s, s, s, s, I, s]", number_day(p, look_text(one, "day")),
		      look_label(p, json_object_get(one, "region")), look_label(p, json_object_get(one, "service")),
		      flood_text(p, look_text(one, "flood")), length_text(p, look_count(one, "seconds")),
		      (json_int_t)look_count(one, "packets"), estimate_text(p, one)));
	json_t *columns =
	    json_pack("[s, s, s, s, s, s, s]", page_fill(p, "Began", NULL), page_fill(p, "Region of the victim", NULL),
		      page_fill(p, "Service", NULL), page_fill(p, "Flood", NULL), page_fill(p, "Length", NULL),
		      page_fill(p, "Packets seen", NULL), page_fill(p, "Packets in all, estimated", NULL));
	table_rows(p, columns, rows);
}

static void tell_kinds(struct page *p, const json_t *kinds, long long all)
{
	size_t i;
	const json_t *kind;
	json_array_foreach(kinds, i, kind)
	{
		long long count = look_count(kind, "count");
		if (count == all && all > 1)
			page_sentence(p, page_fill(p, "All of them flooded their victims with {0}.",
						   flood_text(p, look_text(kind, "key")), NULL));
		else if (count)
			page_sentence(p,
				      page_fill_n(p, "One of them flooded its victim with {1}.",
						  "{0} of them flooded their victims with {1}.", count,
						  number_count(p, count), flood_text(p, look_text(kind, "key")), NULL));
	}
}

void section_attacks(struct page *p)
{
	const json_t *attacks = json_object_get(p->summary, "attacks");
	const json_t *largest = json_object_get(attacks, "largest");
	long long count = look_count(attacks, "count");
	long long victims = look_count(attacks, "victims");
	if (!count)
		return;
	page_section_begin(p, 3, "4.8", page_fill(p, "Attacks on others in {0}", number_month(p, look_month(p)), NULL));
	page_paragraph_begin(p, NULL);
	page_sentence(
	    p, page_fill(p,
			 "Who floods a victim with packets of forged sources makes it answer addresses that never "
			 "asked it. Such answers reached the observation points; ten or more of one victim without a "
			 "pause of an hour are taken for one attack.",
			 NULL));
	page_sentence(p, page_fill_n(p, "One attack was seen.", "{0} attacks were seen, on {1} victims.", count,
				     number_count(p, count), number_count(p, victims), NULL));
	tell_kinds(p, json_object_get(attacks, "kinds"), count);
	page_paragraph_end(p);
	if (json_array_size(largest)) {
		show_largest(p, largest);
		page_paragraph(
		    p,
		    page_fill(
			p,
			"The estimate supposes that the forged sources were drawn evenly from all IPv4 addresses and "
			"that each packet was answered once; it then stands to what was seen as all addresses stand "
			"to those of the observation points. It tells the order of magnitude only.",
			NULL));
	}
	page_section_end(p);
}
