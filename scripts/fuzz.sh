#!/bin/sh
# Run every fuzz target from its corpus: scripts/fuzz.sh SECONDS
#
# New inputs go into build-fuzz/corpus, never into the tree; what crashes a target goes into build-fuzz/found. Ends with
# an error when there was any.
set -u
root=$(cd "$(dirname "$0")/.." && pwd) || exit 1
cd "$root" || exit 1
seconds=${1:-60}
folder=build-fuzz
if [ ! -f "$folder/build.ninja" ]; then
	CC=clang meson setup "$folder" --buildtype=debugoptimized -Dfuzz=true -Db_sanitize=address,undefined -Db_lundef=false ||
		exit 1
fi
mkdir -p "$folder/found"
failed=0
for source in tests/fuzz/fuzz_*.c; do
	name=$(basename "$source" .c)
	ninja -C "$folder" --quiet "tests/$name" || exit 1
	mkdir -p "$folder/corpus/$name"
	echo "== $name: $seconds s"
	"$folder/tests/$name" -max_total_time="$seconds" -rss_limit_mb=4096 -print_final_stats=1 \
		-artifact_prefix="$folder/found/$name-" "$folder/corpus/$name" "tests/fuzz/corpus/${name#fuzz_}" \
		>"$folder/$name.log" 2>&1 || {
		tail -n 30 "$folder/$name.log"
		failed=$((failed + 1))
	}
	grep "number_of_executed_units" "$folder/$name.log"
done
echo "$failed targets failed"
[ "$failed" -eq 0 ]
