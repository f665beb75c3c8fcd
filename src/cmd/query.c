#include "cmd/cmd.h"
#include "cmd/output.h"
#include "cmd/period.h"
#include "cmd/summarize.h"
#include "finding/finding.h"
#include "summary/surveys.h"

#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* What an answer can be narrowed by; and whether its rows come largest first, so that a table shows the first of them.
 */
enum narrowing { BY_DAYS = 1, BY_SERVICE = 2, BY_REGION = 4, BY_POINT = 8, BY_KIND = 16, RANKED = 32 };
#define BY_ALL (BY_DAYS | BY_SERVICE | BY_REGION | BY_POINT | BY_KIND)
#define BY_ALL_BUT_KIND (BY_DAYS | BY_SERVICE | BY_REGION | BY_POINT)

static const struct query {
	const char *name;
	const char *sql; /* NULL: answered from the summary of a month */
	unsigned by;     /* enum narrowing */
} queries[] = {{"totals", NULL, BY_DAYS},
	       {"summary", NULL, BY_DAYS},
	       {"coverage", NULL, BY_DAYS},
	       {"findings", NULL, BY_DAYS},
	       {"point-day", "query_point_day", BY_ALL},
	       {"day-service", "query_day_service", BY_ALL},
	       {"day-region", "query_day_region", BY_ALL},
	       {"day-kind", "query_day_kind", BY_ALL},
	       {"hour-service", "query_hour_service", BY_ALL},
	       {"region-service", "query_region_service", BY_ALL},
	       {"top services", "query_top_services", BY_ALL | RANKED},
	       {"top regions", "query_top_regions", BY_ALL | RANKED},
	       {"top sources", "query_top_sources", BY_ALL | RANKED},
	       {"source", "query_source", BY_ALL},
	       {"maintenance", "query_maintenance", BY_ALL_BUT_KIND},
	       {"maintenance-region", "query_maintenance_region", BY_ALL_BUT_KIND},
	       {"tools", "query_tools", BY_ALL_BUT_KIND | RANKED},
	       {"suspects", "query_suspects", BY_ALL_BUT_KIND | RANKED},
	       {"floods", "query_floods", BY_ALL_BUT_KIND | RANKED},
	       {"surveys", "query_surveys", BY_ALL_BUT_KIND | RANKED},
	       {"messages", "query_messages", BY_ALL_BUT_KIND | RANKED},
	       {"logins", "query_logins", BY_ALL_BUT_KIND | RANKED},
	       {"login-episodes", "query_login_episodes", BY_ALL_BUT_KIND | RANKED},
	       {"payloads", "query_payloads", BY_ALL_BUT_KIND | RANKED},
	       {"senders", "query_senders", BY_DAYS | RANKED},
	       {"wide-sources", "query_wide", BY_DAYS},
	       {"top wide-sources", "query_top_wide", BY_REGION | BY_DAYS | RANKED},
	       {"groups", "query_groups", BY_DAYS | RANKED},
	       {"excluded", "query_excluded", BY_POINT}};
#define QUERIES (sizeof(queries) / sizeof(*queries))

struct query_arguments {
	struct cmd_common common;
	struct period_arguments period;
	enum output_format format;
	char name[64];
};

static void print_cell(const json_t *value)
{
	char *text = json_is_null(value) ? NULL : json_dumps(value, JSON_ENCODE_ANY | JSON_REAL_PRECISION(10));
	const char *shown = json_is_string(value) ? json_string_value(value) : text ? text : "";
	printf("%s", shown);
	free(text);
}

/* The totals as one row. */
static void print_totals(const json_t *totals, enum output_format format)
{
	const char *key;
	json_t *value;
	if (format == OUTPUT_JSON) {
		(void)putchar('[');
		(void)json_dumpf(totals, stdout, JSON_COMPACT | JSON_REAL_PRECISION(15));
		(void)puts("]");
		return;
	}
	bool first = true;
	if (format == OUTPUT_CSV) {
		json_object_foreach((json_t *)totals, key, value)
		{
			printf("%s%s", first ? "" : ",", key);
			first = false;
		}
		(void)puts("\r");
	}
	first = true;
	json_object_foreach((json_t *)totals, key, value)
	{
		if (format == OUTPUT_CSV)
			printf("%s", first ? "" : ",");
		else
			printf("%-28s ", key);
		print_cell(value);
		if (format != OUTPUT_CSV)
			(void)putchar('\n');
		first = false;
	}
	if (format == OUTPUT_CSV)
		(void)puts("\r");
}

/* Share of each day that each point was observing. */
static void print_coverage(const json_t *summary, enum output_format format)
{
	const json_t *points = json_object_get(json_object_get(summary, "coverage"), "by_point");
	const json_t *days = json_object_get(summary, "days");
	bool first = true;
	if (format == OUTPUT_JSON)
		(void)putchar('[');
	else
		printf("day%spoint%scoverage%s\n", format == OUTPUT_CSV ? "," : "         ",
		       format == OUTPUT_CSV ? "," : "  ", format == OUTPUT_CSV ? "\r" : "");
	for (size_t i = 0; i < json_array_size(points); i++) {
		const json_t *p = json_array_get(points, i);
		const char *name = json_string_value(json_object_get(p, "point"));
		const json_t *shares = json_object_get(p, "days");
		for (size_t d = 0; d < json_array_size(shares); d++) {
			const char *day = json_string_value(json_array_get(days, d));
			double share = json_number_value(json_array_get(shares, d));
			if (format == OUTPUT_JSON)
				printf("%s\n {\"day\":\"%s\",\"point\":\"%s\",\"coverage\":%.6f}", first ? "" : ",",
				       day, name, share);
			else if (format == OUTPUT_CSV)
				printf("%s,%s,%.6f\r\n", day, name, share);
			else
				printf("%s  %s  %.6f\n", day, name, share);
			first = false;
		}
	}
	if (format == OUTPUT_JSON)
		(void)puts("\n]");
}

/* A finding a row; the JSON has all of it. */
static int print_findings(const json_t *summary, enum output_format format, struct err *err)
{
	static const char *const numbers[] = {"value", "expected", "ratio", "score"};
	json_t *list = NULL;
	size_t i;
	json_t *one;
	int code = finding_make(summary, &list, err);
	if (code)
		return code;
	if (format == OUTPUT_JSON) {
		(void)json_dumpf(list, stdout, JSON_INDENT(1) | JSON_REAL_PRECISION(15));
		(void)putchar('\n');
		json_decref(list);
		return 0;
	}
	bool csv = format == OUTPUT_CSV;
	(void)fputs(csv ? "severity,type,subject,value,expected,ratio,score,evidence\r\n"
			: "sev  type                         subject               value   expected   ratio   score  "
			  "evidence\n",
		    stdout);
	json_array_foreach(list, i, one)
	{
		printf(csv ? "%lld,%s,%s" : "%-4lld %-28s %-16s",
		       (long long)json_integer_value(json_object_get(one, "severity")),
		       json_string_value(json_object_get(one, "type")),
		       json_string_value(json_object_get(json_object_get(one, "subject"), "key")));
		for (size_t n = 0; n < sizeof(numbers) / sizeof(*numbers); n++) {
			const json_t *v = json_object_get(json_object_get(one, "numbers"), numbers[n]);
			char text[32] = "";
			if (json_is_number(v))
				(void)snprintf(text, sizeof(text), "%.*f", n < 2 && csv ? 6 : 2, json_number_value(v));
			printf(csv ? ",%s" : n < 2 ? " %10s" : " %7s", text);
		}
		printf(csv ? ",%s\r\n" : "  %s\n", json_string_value(json_object_get(one, "evidence")));
	}
	json_decref(list);
	return 0;
}

static int answer_from_summary(const struct query_arguments *a, const struct config *config, struct store *store,
			       int32_t month, struct err *err)
{
	if (month < 0)
		return err_set(err, ERR_CONFIG, "%s is made for a month: give --month YYYY-MM", a->name);
	json_t *summary = NULL;
	int code = summarize(store, config, month, &summary, err);
	if (code)
		return code;
	if (!strcmp(a->name, "totals")) {
		print_totals(json_object_get(summary, "totals"), a->format);
	} else if (!strcmp(a->name, "coverage")) {
		print_coverage(summary, a->format);
	} else if (!strcmp(a->name, "findings")) {
		code = print_findings(summary, a->format, err);
	} else {
		(void)json_dumpf(summary, stdout, JSON_INDENT(1) | JSON_REAL_PRECISION(15));
		(void)putchar('\n');
	}
	json_decref(summary);
	return code;
}

static const struct query *find_query(const char *name)
{
	for (size_t i = 0; i < QUERIES; i++)
		if (!strcmp(queries[i].name, name))
			return &queries[i];
	return NULL;
}

/* An option that the answer would pass over in silence is refused: the first of them, or NULL. */
static const char *cannot_narrow(const struct query *q, const struct period_arguments *p)
{
	const struct {
		const char *value;
		const char *option;
		enum narrowing by;
	} given[] = {{p->month, "--month", BY_DAYS},     {p->from, "--from", BY_DAYS},
		     {p->to, "--to", BY_DAYS},           {p->service, "--service", BY_SERVICE},
		     {p->region, "--region", BY_REGION}, {p->point, "--point", BY_POINT},
		     {p->kind, "--kind", BY_KIND}};
	for (size_t i = 0; i < sizeof(given) / sizeof(*given); i++)
		if (given[i].value && !(q->by & given[i].by))
			return given[i].option;
	return NULL;
}

/* The list of those who survey the internet joins the parameters; the caller frees it. */
static int add_surveys(struct period *period, struct store_range **ranges, struct err *err)
{
	struct scanners *scanners = NULL;
	size_t count = 0;
	int code = scanners_open(&scanners, err);
	if (!code)
		code = surveys_ranges(scanners, ranges, &count, err);
	scanners_close(scanners);
	if (!code)
		period->params[period->count++] = store_ranges_param("surveys", *ranges, count);
	return code;
}

static int answer(const struct query_arguments *a, const struct query *q, const struct config *config,
		  struct store *store, struct err *err)
{
	struct period period;
	struct store_result *r = NULL;
	struct store_range *surveys = NULL;
	int code = period_make(&a->period, store, &period, err);
	if (code)
		return code;
	if (!q->sql)
		return answer_from_summary(a, config, store, period.month, err);
	code = add_surveys(&period, &surveys, err);
	if (!code)
		code = store_query(store, q->sql, period.params, period.count, &r, err);
	free(surveys);
	if (!code)
		code = output_result(r, a->format, err);
	store_result_free(r);
	return code;
}

static bool take_option(struct query_arguments *a, int option)
{
	const char **const slots[] = {&a->period.month,  &a->period.from,  &a->period.to,   &a->period.service,
				      &a->period.region, &a->period.point, &a->period.kind, &a->period.limit};
	if (option >= 256 && option < 256 + (int)(sizeof(slots) / sizeof(*slots))) {
		*slots[option - 256] = optarg;
		return true;
	}
	if (option == 'j')
		a->format = OUTPUT_JSON;
	else if (option == 'v')
		a->format = OUTPUT_CSV;
	else
		return cmd_common_take(&a->common, option, optarg);
	return true;
}

/* "top services" and "source ADDRESS" are two words. */
static int take_name(struct query_arguments *a, int argc, char **argv)
{
	int words = argc - optind;
	if (words == 2 && !strcmp(argv[optind], "source"))
		a->period.source = argv[optind + 1];
	if (words == 2 && !strcmp(argv[optind], "findings"))
		a->period.month = argv[optind + 1];
	if (words == 2 && !strcmp(argv[optind], "top"))
		(void)snprintf(a->name, sizeof(a->name), "top %s", argv[optind + 1]);
	else if (words == 1 || a->period.source || (words == 2 && !strcmp(argv[optind], "findings")))
		(void)snprintf(a->name, sizeof(a->name), "%s", argv[optind]);
	else
		return ERR_CONFIG;
	return !strcmp(a->name, "source") && !a->period.source ? ERR_CONFIG : 0;
}

static int run(int argc, char **argv)
{
	static const struct option options[] = {{"month", required_argument, NULL, 256},
						{"from", required_argument, NULL, 257},
						{"to", required_argument, NULL, 258},
						{"service", required_argument, NULL, 259},
						{"region", required_argument, NULL, 260},
						{"point", required_argument, NULL, 261},
						{"kind", required_argument, NULL, 262},
						{"limit", required_argument, NULL, 263},
						{"json", no_argument, NULL, 'j'},
						{"csv", no_argument, NULL, 'v'},
						CMD_COMMON_OPTIONS,
						{NULL, 0, NULL, 0}};
	struct query_arguments a = {0};
	for (int option; (option = getopt_long(argc, argv, ":", options, NULL)) != -1;) {
		if (option == 'h') {
			puts(command_query.help);
			return EXIT_DONE;
		}
		if (!take_option(&a, option))
			return cmd_usage_option(&command_query, argv);
	}
	if (take_name(&a, argc, argv))
		return cmd_usage(&command_query, "name one query");
	const struct query *q = find_query(a.name);
	if (!q)
		return cmd_usage(&command_query, "there is no query \"%s\"", a.name);
	const char *option = cannot_narrow(q, &a.period);
	if (option)
		return cmd_usage(&command_query, "%s cannot be narrowed by %s", a.name, option);
	if ((q->by & RANKED) && !a.period.limit && a.format == OUTPUT_TABLE)
		a.period.limit = "20";
	struct config *config = NULL;
	struct store *store = NULL;
	struct err err = {0};
	int code = cmd_common_config(&a.common, &config, &err);
	if (!code)
		code = cmd_store_read(config, &store, &err);
	if (!code)
		code = answer(&a, q, config, store, &err);
	store_close(store);
	config_free(config);
	return code ? cmd_fail(&command_query, &err) : EXIT_DONE;
}

const struct command command_query = {
    "query", run, "answer a named question from the store",
    "usage: teiten query NAME [OPTIONS]\n\n"
    "  totals | summary | coverage                     a month (--month)\n"
    "  findings YYYY-MM                                what is out of the ordinary in a month\n"
    "  point-day | day-service | day-region | day-kind | hour-service | region-service\n"
    "  top services | top regions | top sources\n"
    "  source ADDRESS                                  everything known of one source\n"
    "  maintenance | maintenance-region                connections to maintenance services\n"
    "  tools                                           what made the accesses, by the marks that tools leave\n"
    "  suspects                                        accesses whose source is not what it seems, by reason\n"
    "  floods                                          attacks elsewhere, by victim, as their backscatter tells\n"
    "  surveys                                         accesses of those who survey the internet and say so\n"
    "  messages                                        texts of pop-up messages, the most frequent first\n"
    "  logins                                          user names that were tried, by logs, the most frequent first\n"
    "  login-episodes                                  dictionary attacks by logs, the largest first\n"
    "  payloads                                        what the data of packets is, the most frequent first\n"
    "  senders                                         senders that forge their sources, by day\n"
    "  wide-sources                                    sources seen at many points on one day, by "
    "day\n"
    "  top wide-sources                                these sources, those of most days first\n"
    "  groups                                          sources that came to the same services by the same tool\n"
    "  excluded                                        packets that were not counted, by reason\n\n"
    "  --month YYYY-MM, or --from DAY and --to DAY (default: all days)\n"
    "  --service S (or a range, 1026-1039/udp), --region R, --point NAME, --kind probe|backscatter|other\n"
    "  --limit N            at most N rows (default: all; 20 in a table that begins with the largest)\n"
    "  --json, --csv        instead of a table\n"
    "  --store URL, --config FILE\n\n"
    "example:\n"
    "  teiten query day-service --month 2005-11 --region CN --json"};
