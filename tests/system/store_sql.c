/* store_sql STORE SQL...: run SQL on a store behind teiten's back and print what it gives as CSV. For tests
 * that must not trust teiten's own queries. */
#include <duckdb.h>
#include <stdio.h>
#include <stdlib.h>

static void print_rows(duckdb_result *result)
{
	idx_t columns = duckdb_column_count(result);
	idx_t rows = duckdb_row_count(result);
	for (idx_t row = 0; row < rows; row++) {
		for (idx_t column = 0; column < columns; column++) {
			char *text = duckdb_value_varchar(result, column, row);
			printf("%s%s", column ? "," : "", text ? text : "NULL");
			duckdb_free(text);
		}
		(void)putchar('\n');
	}
}

static int run(duckdb_connection connection, const char *sql)
{
	duckdb_result result;
	int status = EXIT_SUCCESS;
	if (duckdb_query(connection, sql, &result) == DuckDBSuccess) {
		print_rows(&result);
	} else {
		(void)fprintf(stderr, "%s: %s\n", sql, duckdb_result_error(&result));
		status = EXIT_FAILURE;
	}
	duckdb_destroy_result(&result);
	return status;
}

int main(int argc, char **argv)
{
	duckdb_database database = NULL;
	duckdb_connection connection = NULL;
	int status = EXIT_SUCCESS;
	if (argc < 3)
		return EXIT_FAILURE;
	if (duckdb_open(argv[1], &database) != DuckDBSuccess ||
	    duckdb_connect(database, &connection) != DuckDBSuccess) {
		(void)fprintf(stderr, "%s: cannot be opened\n", argv[1]);
		status = EXIT_FAILURE;
	}
	for (int i = 2; i < argc && status == EXIT_SUCCESS; i++)
		status = run(connection, argv[i]);
	duckdb_disconnect(&connection);
	duckdb_close(&database);
	return status;
}
