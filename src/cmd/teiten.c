/* teiten: everything at the centre. One row a subcommand. */
#include "cmd/cmd.h"

#include <stdio.h>
#include <string.h>

static const struct command *const commands[] = {&command_import, &command_report,   &command_query,
						 &command_points, &command_simulate, &command_doctor};
#define COMMANDS (sizeof(commands) / sizeof(*commands))

static void print_help(void)
{
	puts("teiten counts, keeps and explains what reaches observation points uninvited.\n\n"
	     "usage: teiten COMMAND [OPTIONS] ...\n");
	for (size_t i = 0; i < COMMANDS; i++)
		printf("  %-10s %s\n", commands[i]->name, commands[i]->summary);
	puts("\nteiten COMMAND --help tells more of each; so do the manual pages.\n\n"
	     "example:\n"
	     "  teiten simulate hello --out hello\n"
	     "  teiten import --points hello/points.json hello\n"
	     "  teiten query top services");
}

int main(int argc, char **argv)
{
	if (argc < 2 || !strcmp(argv[1], "--help") || !strcmp(argv[1], "-h") || !strcmp(argv[1], "help")) {
		print_help();
		return argc < 2 ? EXIT_USAGE : EXIT_DONE;
	}
	if (!strcmp(argv[1], "--version")) {
		puts("teiten " TEITEN_VERSION);
		return EXIT_DONE;
	}
	for (size_t i = 0; i < COMMANDS; i++)
		if (!strcmp(argv[1], commands[i]->name))
			return commands[i]->run(argc - 1, argv + 1);
	(void)fprintf(stderr, "teiten: there is no command \"%s\"; teiten --help lists them\n", argv[1]);
	return EXIT_USAGE;
}
