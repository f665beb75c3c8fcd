#include "config/document.h"

#include "tap.h"

#include <jansson.h>
#include <unistd.h>

static json_t *parsed(const char *text)
{
	struct err err = {0};
	json_t *value = NULL;
	if (document_parse(text, strlen(text), &value, &err))
		printf("# %s\n", err.msg);
	return value;
}

static void test_values(void)
{
	static const struct {
		const char *yaml, *json;
	} cases[] = {
	    {"", "null"},
	    {"# only a comment\n", "null"},
	    {"a: 1\nb: -2.5\nc: 1e3", "{\"a\":1,\"b\":-2.5,\"c\":1000.0}"},
	    {"[9223372036854775807, -9223372036854775808, 0, -0]", "[9223372036854775807,-9223372036854775808,0,0]"},
	    {"[true, false, null, ]", "[true,false,null]"},
	    {"a:\nb: ''\n", "{\"a\":null,\"b\":\"\"}"},
	    {"['1', \"true\", 'null', \"2.5\"]", "[\"1\",\"true\",\"null\",\"2.5\"]"},
	    {"[007, +1, .5, 1., 0x10, 1_000, 1:30, NO, yes, True, ~, 2005-11-01, -, 1e, inf]", NULL},
	    {"- 445/tcp\n- 192.0.2.1\n- 192.0.2.0/24", "[\"445/tcp\",\"192.0.2.1\",\"192.0.2.0/24\"]"},
	    {"445: x\nnull: y\n\"\": z", "{\"445\":\"x\",\"null\":\"y\",\"\":\"z\"}"},
	    {"{\"a\": [{\"b\": \"\\u65e5\\n\"}, []], \"c\": {}}", "{\"a\":[{\"b\":\"日\\n\"},[]],\"c\":{}}"},
	    {"t: >-\n  one\n  two\nu: |\n  three\n  four\n", "{\"t\":\"one two\",\"u\":\"three\\nfour\\n\"}"},
	    {"--- # a start\nname: 観測点\n...\n", "{\"name\":\"観測点\"}"},
	    {"\xef\xbb\xbf"
	     "a: 1",
	     "{\"a\":1}"},
	};
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		json_t *got = parsed(cases[i].yaml);
		json_t *want = cases[i].json ? json_loads(cases[i].json, JSON_DECODE_ANY, NULL) : NULL;
		if (cases[i].json) {
			if (!OK(want && json_equal(got, want), "the values are right"))
				printf("# case %zu\n", i);
		} else {
			size_t n;
			json_t *item;
			bool all = json_array_size(got) > 0;
			json_array_foreach(got, n, item) all &= json_is_string(item);
			OK(all, "what only looks like a number or a boolean is a text");
		}
		json_decref(got);
		json_decref(want);
	}
}

static void test_refusals(void)
{
	static const struct {
		const char *yaml, *message;
	} cases[] = {
	    {"a: 1\nb: 2\na: 3\n", "line 3: the key 'a' is there twice"},
	    {"a:\n  - x: 1\n    x: 2\n", "line 3: the key 'x' is there twice"},
	    {"{a: 1, 'a': 2}", "line 1: the key 'a' is there twice"},
	    {"a: &x 1\n", "line 1: anchors (&) are not supported"},
	    {"\na: &x [1]\n", "line 2: anchors (&) are not supported"},
	    {"a: *x\n", "line 1: references (*) are not supported"},
	    {"a: !!str 1\n", "line 1: tags (!) are not supported"},
	    {"a: ! {}\n", "line 1: tags (!) are not supported"},
	    {"%TAG ! tag:example.org:\n---\na: 1\n", "line 1: tags (%TAG) are not supported"},
	    {"b: 1\n<<: {a: 1}\n", "line 2: merge keys (<<) are not supported"},
	    {"{[1]: 2}", "line 1: a key must be a text, not a list or a mapping"},
	    {"? {a: 1}\n: 2\n", "line 1: a key must be a text, not a list or a mapping"},
	    {"a: 1\n? # no key\n: 2\n", "line 2: a key is missing"},
	    {"a: 1\n---\nb: 2\n", "line 2: a second document, where one is wanted"},
	    {"a: \"x\\0y\"\n", "line 1: a NUL character in a text"},
	    {"a: 1\nb: 9223372036854775808\n", "line 2: the number 9223372036854775808 is too large"},
	    {"a: 1e999\n", "line 1: the number 1e999 is too large"},
	    {"? \"a\\nb\"\n: 1\n? \"a\\nb\"\n: 2\n", "line 3: the key 'a?b' is there twice"},
	};
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct err err = {0};
		json_t *value = NULL;
		IS_INT(document_parse(cases[i].yaml, strlen(cases[i].yaml), &value, &err), ERR_PARSE, "refused");
		IS_TEXT(err.msg, cases[i].message, "and the message says where and why");
		OK(!value, "and nothing is handed out");
	}
}

#define BYTES(text) text, sizeof(text) - 1

/* Where libyaml itself finds the fault, its words may change from version to version; the line may
 * not. */
static void test_broken(void)
{
	static const struct {
		const char *text;
		size_t len;
		const char *line;
	} cases[] = {
	    {BYTES("a: 1\nb: [1, 2\nc: 3\n"), "line 3: "},
	    {BYTES("a: 1\n\tb: 2\n"), "line 2: "},
	    {BYTES("a: 'never closed\n"), "line "},
	    {BYTES("a: 1\nb: \xff\n"), "line 2: "},
	    {BYTES("a: 1\n\nb: \0c\n"), "line 3: "},
	    {BYTES("a: 1\nb: \x01\n"), "line 2: "},
	    {BYTES("a: \xe6\x97"), "line 1: "},
	    {BYTES("a: \"\\ud800\"\n"), "line 1: "},
	    {"\xff\xfe"
	     "a\0:\0 \0",
	     8, "line 1: "},
	};
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct err err = {0};
		json_t *value = NULL;
		IS_INT(document_parse(cases[i].text, cases[i].len, &value, &err), ERR_PARSE, "broken text is refused");
		if (!OK(!strncmp(err.msg, cases[i].line, strlen(cases[i].line)), "with its line"))
			printf("# %s\n", err.msg);
	}
}

static int parse_repeated(const char *head, const char *part, size_t times, struct err *err)
{
	size_t length = strlen(part);
	size_t before = strlen(head);
	char *text = malloc(before + length * times);
	if (!text)
		return ERR_NOMEM;
	memcpy(text, head, before);
	for (size_t i = 0; i < times; i++)
		memcpy(text + before + i * length, part, length);
	json_t *value = NULL;
	int code = document_parse(text, before + length * times, &value, err);
	json_decref(value);
	free(text);
	return code;
}

static void test_caps(void)
{
	struct err err = {0};
	char deep[80] = {0};
	memset(deep, '[', 32);
	memset(deep + 32, ']', 32);
	json_t *value = parsed(deep);
	OK(value, "32 levels are read");
	json_decref(value);
	IS_INT(parse_repeated("\n", "[", 33, &err), ERR_LIMIT, "33 are not");
	IS_TEXT(err.msg, "line 2: nested more than 32 deep", "with the line");
	IS_INT(parse_repeated("", "{a: ", 100000, &err), ERR_LIMIT, "nor are 100,000");
	IS_INT(parse_repeated("", "- 1\n", 199999, &err), 0, "200,000 values are read");
	IS_INT(parse_repeated("", "- 1\n", 200000, &err), ERR_LIMIT, "one more is not");
	IS_TEXT(err.msg, "line 200000: more than 200000 values", "with the line");
	IS_INT(parse_repeated("#", " ", 64 << 20, &err), ERR_LIMIT, "more than 64 MiB are refused");
	char key[400] = {0};
	memset(key, 'x', 59);
	memcpy(key + 59, "観: 1\n", 7);
	memcpy(key + 66, key, 66);
	IS_INT(document_parse(key, strlen(key), &value, &err), ERR_PARSE, "a long key twice");
	key[59] = '\0';
	char want[200];
	(void)snprintf(want, sizeof(want), "line 2: the key '%s' is there twice", key);
	IS_TEXT(err.msg, want, "is shown shortened between characters");
}

static void test_truncations(void)
{
	static const char text[] =
	    "a: [1, \"二\\n\", {b: null}]\nc:\n  - >\n    folded\n    text\n  - 'q'\n---\nd: 2.5\n";
	bool all = true;
	for (size_t len = 0; len < sizeof(text); len++) {
		char *exact = malloc(len + 1);
		struct err err = {0};
		json_t *value = NULL;
		if (!exact)
			break;
		memcpy(exact, text, len);
		int code = document_parse_all(exact, len, &value, &err);
		all &= code == 0 ? json_is_array(value) : !strncmp(err.msg, "line ", 5) && err.code == code;
		json_decref(value);
		free(exact);
	}
	OK(all, "every truncation is read or refused with a line");
}

static void test_several(void)
{
	struct err err = {0};
	json_t *value = NULL;
	static const char text[] = "a: 1\n---\n---\n- 2\n";
	IS_INT(document_parse_all(text, strlen(text), &value, &err), 0, "several documents");
	IS_INT(json_array_size(value), 3, "are three");
	OK(json_is_null(json_array_get(value, 1)), "the empty one is null");
	IS_INT(json_integer_value(json_array_get(json_array_get(value, 2), 0)), 2, "the last is the last");
	json_decref(value);
	IS_INT(document_parse_all("", 0, &value, &err), 0, "no text");
	IS_INT(json_array_size(value), 0, "is no document");
	json_decref(value);
}

static void test_files(void)
{
	struct err err = {0};
	json_t *value = NULL;
	char path[] = "/var/tmp/teiten-document-XXXXXX";
	int fd = mkstemp(path);
	OK(fd >= 0 && write(fd, "a: 1\na: 2\n", 10) == 10, "a file is written");
	IS_INT(document_read(path, &value, &err), ERR_PARSE, "a bad file is refused");
	char want[200];
	(void)snprintf(want, sizeof(want), "%s: line 2: the key 'a' is there twice", path);
	IS_TEXT(err.msg, want, "and named");
	OK(!ftruncate(fd, 5), "without its second line");
	IS_INT(document_read(path, &value, &err), 0, "it is read");
	IS_INT(json_integer_value(json_object_get(value, "a")), 1, "with its value");
	json_decref(value);
	OK(!ftruncate(fd, (64 << 20) + 1), "made longer than 64 MiB");
	IS_INT(document_read(path, &value, &err), ERR_LIMIT, "it is refused");
	(void)close(fd);
	(void)unlink(path);
	IS_INT(document_read(path, &value, &err), ERR_IO, "an absent file");
	OK(!strncmp(err.msg, path, strlen(path)), "is named");
	IS_INT(document_read(path, &value, NULL), ERR_IO, "a caller may want no message");
	IS_INT(document_read("/", &value, &err), ERR_IO, "a folder is no file");
}

int main(void)
{
	test_values();
	test_refusals();
	test_broken();
	test_caps();
	test_truncations();
	test_several();
	test_files();
	return tap_done();
}
