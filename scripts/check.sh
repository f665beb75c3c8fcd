#!/bin/sh
# Every check of the project: scripts/check.sh [asan]
#
# One build with gcc, optimized, with all tests and lints; one with clang under AddressSanitizer and
# UBSan, with all tests and clang-tidy. With `asan`, the second alone. Ends with one line `N passed, M failed`
# (and `, K skipped` when some were).
set -u
root=$(cd "$(dirname "$0")/.." && pwd) || exit 1
cd "$root" || exit 1
only=${1:-all}
logs=""
broken=""

# build FOLDER COMPILER OPTION...: configure and build; no tests when that fails
build() {
	folder=$1
	compiler=$2
	shift 2
	if [ ! -f "$folder/build.ninja" ]; then
		CC=$compiler meson setup "$folder" "$@" >"$folder.log" 2>&1 || {
			cat "$folder.log"
			rm -rf "$folder" "$folder.log"
			return 1
		}
		rm -f "$folder.log"
	fi
	echo "== build: $compiler, $folder"
	ninja -C "$folder" --quiet
}

tests() {
	echo "== tests: $1"
	meson test -C "$1" --no-rebuild --quiet --print-errorlogs
	logs="$logs $1/meson-logs/testlog.json"
}

# A result of an earlier run must not be taken for one of this run.
rm -f build-check/meson-logs/testlog.json build-asan/meson-logs/testlog.json

if sh scripts/setup.sh check; then
	if [ "$only" != asan ]; then
		if build build-check gcc --buildtype=release -Dwerror=true; then
			tests build-check
		else
			broken="$broken build-with-gcc"
		fi
	fi
	if build build-asan clang --buildtype=debugoptimized -Dwerror=true -Db_sanitize=address,undefined -Db_lundef=false; then
		tests build-asan
	else
		broken="$broken build-with-clang"
	fi
else
	broken=setup
fi

# shellcheck disable=SC2086 # lists of words
exec python3 scripts/count-tests.py --failed "$broken" $logs
