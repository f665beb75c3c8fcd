#include "store/engine.h"

#include <stdlib.h>
#include <string.h>

struct column {
	char *name;
	int64_t *numbers;
	char **texts; /* NULL until a text is set */
};

struct store_result {
	size_t rows;
	size_t room;
	size_t column_count;
	struct column columns[];
};

struct store_result *result_new(size_t columns)
{
	struct store_result *r = calloc(1, sizeof(*r) + columns * sizeof(struct column));
	if (r)
		r->column_count = columns;
	return r;
}

int result_name(struct store_result *r, size_t column, const char *name)
{
	r->columns[column].name = strdup(name);
	return r->columns[column].name ? 0 : ERR_NOMEM;
}

static int grow_column(struct column *c, size_t old, size_t room)
{
	int64_t *numbers = realloc(c->numbers, room * sizeof(*numbers));
	if (!numbers)
		return ERR_NOMEM;
	memset(numbers + old, 0, (room - old) * sizeof(*numbers));
	c->numbers = numbers;
	if (!c->texts)
		return 0;
	char **texts = realloc(c->texts, room * sizeof(*texts));
	if (!texts)
		return ERR_NOMEM;
	memset(texts + old, 0, (room - old) * sizeof(*texts));
	c->texts = texts;
	return 0;
}

int result_grow(struct store_result *r, size_t more)
{
	size_t need = r->rows + more;
	if (need > r->room) {
		size_t room = r->room ? r->room : 64;
		while (room < need)
			room *= 2;
		for (size_t i = 0; i < r->column_count; i++)
			if (grow_column(&r->columns[i], r->room, room))
				return ERR_NOMEM;
		r->room = room;
	}
	r->rows = need;
	return 0;
}

int64_t *result_numbers(struct store_result *r, size_t column)
{
	return r->columns[column].numbers;
}

int result_set_text(struct store_result *r, size_t row, size_t column, const char *text, size_t len)
{
	struct column *c = &r->columns[column];
	if (!c->texts)
		c->texts = calloc(r->room, sizeof(*c->texts));
	if (!c->texts || !(c->texts[row] = strndup(text, len)))
		return ERR_NOMEM;
	return 0;
}

size_t store_rows(const struct store_result *r)
{
	return r->rows;
}

size_t store_columns(const struct store_result *r)
{
	return r->column_count;
}

const char *store_column(const struct store_result *r, size_t column)
{
	return column < r->column_count ? r->columns[column].name : "";
}

int64_t store_number(const struct store_result *r, size_t row, size_t column)
{
	return row < r->rows && column < r->column_count ? r->columns[column].numbers[row] : 0;
}

uint64_t store_unsigned(const struct store_result *r, size_t row, size_t column)
{
	return (uint64_t)store_number(r, row, column);
}

const char *store_text(const struct store_result *r, size_t row, size_t column)
{
	if (row >= r->rows || column >= r->column_count || !r->columns[column].texts || !r->columns[column].texts[row])
		return "";
	return r->columns[column].texts[row];
}

void store_result_free(struct store_result *r)
{
	if (!r)
		return;
	for (size_t i = 0; i < r->column_count; i++) {
		struct column *c = &r->columns[i];
		for (size_t row = 0; c->texts && row < r->rows; row++)
			free(c->texts[row]);
		free(c->texts);
		free(c->numbers);
		free(c->name);
	}
	free(r);
}
