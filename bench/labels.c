/* labels FILE with|without: count the accesses of a capture in one thread, with or without the labels that explain
 * them; print the seconds. Every packet is taken for an access: what is measured is label and tally alone. */
#include "segment/segment.h"
#include "tally/recall.h"
#include "tally/tally.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static double seconds(void)
{
	struct timespec now;
	(void)clock_gettime(CLOCK_MONOTONIC, &now);
	return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

static int count(const char *path, bool with_labels, struct err *err)
{
	const struct segment_limits limits = {.no_digest = true};
	struct segment *segment = NULL;
	struct zone *zone = NULL;
	struct tally *tally = NULL;
	struct tally_rows rows = {0};
	struct recall *recall = recall_new();
	struct frame frame;
	struct packet packet;
	int code = zone_open("UTC", &zone, err);
	if (!code)
		code = tally_new(zone, NULL, &tally, err);
	if (!code)
		code = segment_open(path, &limits, &segment, err);
	while (!code && segment_next(segment, &frame, err) > 0) {
		packet_decode(frame.link_type, frame.bytes, frame.len, &packet);
		if (packet.form != PACKET_IP)
			continue;
		struct tally_event event = tally_event_of(&packet, label_kind(&packet), false, frame.time_us);
		if (with_labels)
			code = tally_event_explain(&event, &packet, recall);
		if (!code)
			code = tally_add(tally, &event);
		if (!code && tally_ready(tally))
			code = tally_take(tally, &rows);
	}
	segment_close(segment);
	tally_free(tally);
	tally_rows_done(&rows);
	recall_free(recall);
	zone_close(zone);
	return code;
}

int main(int argc, char **argv)
{
	struct err err = {0};
	double begin = seconds();
	if (argc != 3 || count(argv[1], !strcmp(argv[2], "with"), &err)) {
		fprintf(stderr, "usage: labels FILE with|without\n%s\n", err.msg);
		return EXIT_FAILURE;
	}
	printf("%.3f\n", seconds() - begin);
	return EXIT_SUCCESS;
}
