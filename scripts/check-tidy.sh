#!/bin/sh
# Clang-tidy over src/, with the compile commands of a clang build: check-tidy.sh ROOT BUILD
# One file a process: version 14 carries what it knows of va_list from one file over to the next.
set -u
root=$(cd "$1" && pwd) || exit 1
cd "$2" || exit 1
report=$(mktemp) || exit 1
trap 'rm -f "$report" "$report.said"' EXIT
find "$root/src" -name '*.c' -print0 | sort -z |
	xargs -0 -P 2 -n 1 clang-tidy -p . --quiet --warnings-as-errors='*' >"$report" 2>"$report.said"
status=$?
# without the notes on how it got there, and with paths from the root
grep -E ': (warning|error):' "$report" | sed "s|.*/\(src/[^:]*:\)|\1|" | sort -u
# clang-tidy itself failed: what it said is all there is
[ $status = 0 ] || grep -qE ': (warning|error):' "$report" || tail -n 20 "$report.said"
[ $status = 0 ] && echo "clang-tidy: nothing found"
exit $status
