#include "knowledge/knowledge.h"

#include "tap.h"

#include <dirent.h>
#include <time.h>

static size_t characters(const char *text)
{
	size_t n = 0;
	for (; *text; text++)
		n += ((unsigned char)*text & 0xc0) != 0x80;
	return n;
}

static bool has_japanese(const char *text)
{
	for (; *text; text++)
		if ((unsigned char)*text >= 0xe3) /* kana and most ideographs begin with e3 to e9 */
			return true;
	return false;
}

/* Each rule of the texts, so that a failure names the entry and the field. */
static void check_texts(const struct knowledge_entry *entry)
{
	static const char *const names[] = {"name", "what", "why", "user", "administrator"};
	const struct knowledge_text *ja = &entry->text[LANGUAGE_JA];
	const struct knowledge_text *en = &entry->text[LANGUAGE_EN];
	const char *const pairs[][2] = {{ja->name, en->name},
					{ja->what, en->what},
					{ja->why, en->why},
					{ja->user, en->user},
					{ja->administrator, en->administrator}};
	for (size_t i = 0; i < sizeof(pairs) / sizeof(*pairs); i++) {
		const char *japanese = pairs[i][LANGUAGE_JA];
		const char *english = pairs[i][LANGUAGE_EN];
		size_t limit = i ? 400 : 60;
		/* a product's name may be the same in both languages, a sentence may not */
		bool right = japanese && english && japanese[0] && english[0] && characters(japanese) <= limit &&
			     characters(english) <= limit && !has_japanese(english);
		if (i)
			right = right && has_japanese(japanese) && strcmp(japanese, english) != 0 &&
				!strcmp(japanese + strlen(japanese) - 3, "。");
		if (!right) {
			OK(right, "a text is complete");
			printf("# %s: %s\n", entry->services[0], names[i]);
		}
	}
}

static void test_entries(const struct knowledge *k)
{
	size_t texts_before = (size_t)tap_bad;
	bool links = true;
	bool found = true;
	for (size_t i = 0; i < knowledge_count(k); i++) {
		const struct knowledge_entry *entry = knowledge_at(k, i);
		check_texts(entry);
		for (size_t j = 0; j < entry->reference_count; j++)
			links &= !strncmp(entry->references[j].url, "https://", 8) && entry->references[j].title[0];
		links &= entry->reference_count >= 1 && entry->reference_count <= 3;
		for (size_t j = 0; entry->services[j]; j++)
			found &= knowledge_find(k, entry->services[j]) == entry;
	}
	OK((size_t)tap_bad == texts_before, "every text is there, in its language and not too long");
	OK(links, "every entry has one to three https references");
	OK(found, "every service leads to its own entry");
	OK(!knowledge_at(k, knowledge_count(k)), "there is no entry after the last");
}

/* A lint of its own, apart from the loader's check: no service in two entries. */
static void test_once(const struct knowledge *k)
{
	static unsigned char seen[1 << 24];
	bool once = true;
	for (size_t i = 0; i < knowledge_count(k); i++)
		for (const char *const *s = knowledge_at(k, i)->services; *s; s++) {
			service_id id = 0;
			if (service_parse(*s, &id) || id >= sizeof(seen) || seen[id]++) {
				printf("# %s\n", *s);
				once = false;
			}
		}
	OK(once, "no service is in two entries");
}

/* The build takes the folder's files when it is configured: one that was added later must not be
 * missed. */
static void test_files(const struct knowledge *k)
{
	char path[4096];
	size_t files = 0;
	(void)snprintf(path, sizeof(path), "%s/data/services", getenv("TEITEN_SOURCE") ? getenv("TEITEN_SOURCE") : ".");
	DIR *folder = opendir(path);
	if (!OK(folder, "the folder of services is there"))
		return;
	for (struct dirent *entry; (entry = readdir(folder));)
		files += strstr(entry->d_name, ".yaml") != NULL;
	(void)closedir(folder);
	IS_INT(knowledge_count(k), files, "each file of the folder is built in, with one entry");
}

static void test_reference_services(const struct knowledge *k)
{
	static const char *const services[] = {
	    "445/tcp",     "135/tcp",   "1026/udp", "1027/udp", "139/tcp",   "ping/icmp", "1433/tcp",  "137/udp",
	    "1028/udp",    "1030/udp",  "23/tcp",   "2323/tcp", "22/tcp",    "80/tcp",    "443/tcp",   "3389/tcp",
	    "8080/tcp",    "8443/tcp",  "5900/tcp", "6379/tcp", "5555/tcp",  "5060/udp",  "1434/udp",  "53/udp",
	    "123/udp",     "161/udp",   "1900/udp", "389/udp",  "11211/udp", "19/udp",    "5353/udp",  "3306/tcp",
	    "5432/tcp",    "27017/tcp", "9200/tcp", "2375/tcp", "6443/tcp",  "7547/tcp",  "37215/tcp", "52869/tcp",
	    "8291/tcp",    "81/tcp",    "8545/tcp", "25/tcp",   "21/tcp",    "111/udp",   "502/tcp",   "1883/tcp",
	    "ping/icmpv6", "icmp/3",    "icmp/11",  "icmp/0"};
	bool all = true;
	for (size_t i = 0; i < sizeof(services) / sizeof(*services); i++)
		if (!knowledge_find(k, services[i])) {
			printf("# %s\n", services[i]);
			all = false;
		}
	OK(all, "the services of the reference report and those attacked most today are explained");
	OK(knowledge_find(k, "1026/udp") == knowledge_find(k, "1030/udp"), "a family shares one entry");
	OK(knowledge_find(k, "icmp/8") == knowledge_find(k, "ping/icmp"), "a service may be written either way");
	OK(!knowledge_find(k, "445/udp") && !knowledge_find(k, "445") && !knowledge_find(k, ""), "others are absent");
}

static void test_speed(const struct knowledge *k)
{
	char text[SERVICE_TEXT_MAX];
	size_t found = 0;
	clock_t begin = clock();
	for (unsigned round = 0; round < 4; round++)
		for (unsigned port = 0; port <= UINT16_MAX; port++) {
			service_text(service_make(PROTO_TCP, (uint16_t)port), text);
			found += knowledge_find(k, text) != NULL;
		}
	double seconds = (double)(clock() - begin) / CLOCKS_PER_SEC;
	OK(found > 4L * 50, "many TCP ports are explained");
	if (!OK(seconds < 4, "262,144 lookups take less than four seconds, sanitizers included"))
		printf("# %.1f s\n", seconds);
}

static void test_regions(const struct knowledge *k)
{
	static const struct {
		const char *code, *ja, *en;
	} cases[] = {{"JP", "日本", "Japan"},
		     {"KR", "韓国", "South Korea"},
		     {"US", "米国", "United States"},
		     {"CN", "中国", "China"},
		     {"TW", "台湾", "Taiwan"},
		     {"HK", "香港", "Hong Kong"},
		     {"NO", "ノルウェー", "Norway"},
		     {"XK", "コソボ", "Kosovo"},
		     {"EU", "欧州 (EU)", "Europe (EU)"},
		     {"??", "不明", "Unknown"},
		     {"jp", "日本", "Japan"},
		     {"ZZ", "ZZ", "ZZ"},
		     {"", "", ""},
		     {"Japan", "Japan", "Japan"}};
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		IS_TEXT(knowledge_region(k, cases[i].code, LANGUAGE_JA), cases[i].ja, "a region in Japanese");
		IS_TEXT(knowledge_region(k, cases[i].code, LANGUAGE_EN), cases[i].en, "and in English");
	}
	size_t named = 0;
	for (char a = 'A'; a <= 'Z'; a++)
		for (char b = 'A'; b <= 'Z'; b++) {
			char code[3] = {a, b, '\0'};
			named += strcmp(knowledge_region(k, code, LANGUAGE_JA), code) != 0 &&
				 strcmp(knowledge_region(k, code, LANGUAGE_EN), code) != 0;
		}
	IS_INT(named, 249 + 3, "all of ISO 3166-1, with XK, EU and AP");
}

#define TEXTS(l) l ": {name: n, what: w, why: y, user: u, administrator: a}\n"
#define LINKS "references: [{title: t, url: \"https://example.org/\"}]\n"
#define REST LINKS TEXTS("ja") TEXTS("en")

static void test_refusals(void)
{
	static const struct {
		const char *yaml, *message;
	} cases[] = {
	    {"services: [1/tcp\n", "line 2: "},
	    {"a: 1\na: 2\n", "line 2: the key 'a' is there twice"},
	    {"[]", "document 1: must be a mapping"},
	    {"---\n", "document 1: must be a mapping"},
	    {"services: [1/tcp]\n" LINKS TEXTS("ja"), "document 1 (1/tcp): 'en' is missing"},
	    {"services: [1/tcp]\nport: 1\n" REST, "document 1 (1/tcp): unknown key 'port'"},
	    {"services: []\n" REST, "document 1: services: must be a list of at least one"},
	    {"services: 1/tcp\n" REST, "document 1: services: must be a list of at least one"},
	    {"services: [1/tcp, 70000/tcp]\n" REST,
	     "document 1 (1/tcp): services, number 2: '70000/tcp' is no service"},
	    {"services: [445]\n" REST, "document 1: services, number 1: '' is no service"},
	    {"services: [1/tcp, 1/tcp]\n" REST, "document 1 (1/tcp): services: 1/tcp is explained twice"},
	    {"services: [ping/icmp]\n" REST "---\nservices: [icmp/8]\n" REST,
	     "document 2 (icmp/8): services: icmp/8 is explained twice"},
	    {"services: [1/tcp]\nreferences: []\n" TEXTS("ja") TEXTS("en"),
	     "document 1 (1/tcp): references: must be a list of at least one"},
	    {"services: [1/tcp]\nreferences: [{title: t, url: \"http://example.org/\"}]\n" TEXTS("ja") TEXTS("en"),
	     "document 1 (1/tcp): references, number 1: 'url' must begin with https:// and be a "
	     "whole address"},
	    {"services: [1/tcp]\nreferences: [{title: t, url: "
	     "\"https://example.org/'><b>\"}]\n" TEXTS("ja") TEXTS("en"),
	     "document 1 (1/tcp): references, number 1: 'url' must begin with https:// and be a "
	     "whole address"},
	    {"services: [1/tcp]\nreferences: [{title: t}]\n" TEXTS("ja") TEXTS("en"),
	     "document 1 (1/tcp): references, number 1: 'url' is missing"},
	    {"services: [1/tcp]\n" LINKS TEXTS("ja") "en: {name: n, what: w, why: y, user: u}\n",
	     "document 1 (1/tcp): en: 'administrator' is missing"},
	    {"services: [1/tcp]\n" LINKS TEXTS("en") "ja: {name: n, what: w, why: y, user: u, administrator: 7}\n",
	     "document 1 (1/tcp): ja: 'administrator' must be a text"},
	    {"services: [1/tcp]\n" LINKS TEXTS("en") "ja: {name: n, what: '', why: y, user: u, administrator: a}\n",
	     "document 1 (1/tcp): ja: 'what' must be a text"},
	    {"services: [1/tcp]\n" LINKS TEXTS(
		 "en") "ja: {name: n, what: \"w\\nx\", why: y, user: u, administrator: a}\n",
	     "document 1 (1/tcp): ja: 'what' must be one line"},
	    {"services: [1/tcp]\n" LINKS TEXTS("en") "ja: {name: n, what: 'w ', why: y, user: u, administrator: a}\n",
	     "document 1 (1/tcp): ja: 'what' has a space at its edge"},
	    {"regions: {jp: {ja: 日本, en: Japan}}", "document 1: regions: jp: is not a code of two capital letters"},
	    {"regions: {JPN: {ja: 日本, en: Japan}}", "document 1: regions: JPN: is not a code of two capital letters"},
	    {"regions: {JP: {ja: 日本}}", "document 1: regions: JP: 'en' is missing"},
	    {"regions: {JP: {ja: 日本, en: Japan, fr: Japon}}", "document 1: regions: JP: unknown key 'fr'"},
	    {"regions: {JP: {ja: 日本, en: 1}}", "document 1: regions: JP: 'en' must be a text"},
	    {"regions: []", "document 1: regions: must be a mapping"},
	    {"regions: {}\nservices: []", "document 1: unknown key 'services'"},
	    {"regions: {}\n---\nregions: {}", "document 2: regions: are there twice"},
	};
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct err err = {0};
		struct knowledge *k = NULL;
		IS_INT(knowledge_parse(cases[i].yaml, strlen(cases[i].yaml), &k, &err), ERR_PARSE, "refused");
		err.msg[strlen(cases[i].message) == 8 ? 8 : sizeof(err.msg) - 1] = '\0'; /* libyaml's own words vary */
		IS_TEXT(err.msg, cases[i].message, "and the message says where and why");
		OK(!k, "and nothing is handed out");
	}
}

static void test_lengths(void)
{
	char yaml[2048];
	char what[402];
	struct err err = {0};
	struct knowledge *k = NULL;
	memset(what, 'x', sizeof(what));
	for (int length = 400; length <= 401; length++) {
		int n = snprintf(yaml, sizeof(yaml),
				 "services: [1/tcp]\n" LINKS TEXTS(
				     "ja") "en: {name: n, what: %.*s, why: y, user: u, administrator: a}\n",
				 length, what);
		int code = knowledge_parse(yaml, (size_t)n, &k, &err);
		IS_INT(code, length == 400 ? 0 : ERR_PARSE, "a field has at most 400 characters");
		if (code == 0)
			knowledge_close(k);
	}
	IS_TEXT(err.msg, "document 1 (1/tcp): en: 'what' has 401 characters; at most 400 are allowed", "says so");
}

static void test_small(void)
{
	static const char text[] = "services: [1/tcp, ping/icmp]\n" REST;
	struct err err = {0};
	struct knowledge *k = NULL;
	IS_INT(knowledge_parse(text, strlen(text), &k, &err), 0, "an operator's own file");
	IS_INT(knowledge_count(k), 1, "has its entry");
	const struct knowledge_entry *entry = knowledge_find(k, "ping/icmp");
	OK(entry && !strcmp(entry->services[0], "1/tcp") && !entry->services[2], "with its services");
	IS_TEXT(entry->text[LANGUAGE_EN].administrator, "a", "and its texts");
	IS_TEXT(entry->references[0].url, "https://example.org/", "and its reference");
	IS_TEXT(knowledge_region(k, "JP", LANGUAGE_JA), "JP", "without names of regions a code is its own name");
	knowledge_close(k);
	IS_INT(knowledge_parse("", 0, &k, &err), 0, "no text");
	OK(knowledge_count(k) == 0 && !knowledge_find(k, "1/tcp"), "explains nothing");
	knowledge_close(k);
	knowledge_close(NULL);
}

int main(void)
{
	struct err err = {0};
	struct knowledge *k = NULL;
	if (!OK(knowledge_open(&k, &err) == 0, "what is built in is right")) {
		printf("# %s\n", err.msg);
		return tap_done();
	}
	test_entries(k);
	test_once(k);
	test_files(k);
	test_reference_services(k);
	test_speed(k);
	test_regions(k);
	knowledge_close(k);
	test_refusals();
	test_lengths();
	test_small();
	return tap_done();
}
