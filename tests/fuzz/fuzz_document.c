/* Any bytes as YAML documents. What is read and written as JSON must be read back as the same
 * values. */
#include "config/document.h"

#include <jansson.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check(const json_t *document)
{
	struct err err;
	json_t *again = NULL;
	char *text = json_dumps(document, JSON_ENCODE_ANY | JSON_ENSURE_ASCII);
	if (!text)
		return;
	/* libyaml refuses a little of JSON, such as keys beyond 1,024 characters */
	if (document_parse(text, strlen(text), &again, &err) == 0 && !json_equal(document, again))
		abort();
	json_decref(again);
	free(text);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct err err = {0};
	json_t *documents = NULL;
	size_t i;
	json_t *document;
	int code = document_parse_all((const char *)data, size, &documents, &err);
	if (code) {
		if (documents || code != err.code || (code != ERR_NOMEM && strncmp(err.msg, "line ", 5) != 0))
			abort();
		return 0;
	}
	json_array_foreach(documents, i, document) check(document);
	json_decref(documents);
	return 0;
}
