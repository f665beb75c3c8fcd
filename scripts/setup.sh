#!/bin/sh
# Get what teiten is built with: scripts/setup.sh [build|check]
#
# Debian packages (scripts/packages.txt) where some are missing, then the parts that npm brings, with
# versions and hashes pinned in package-lock.json. Says nothing when all is there.
set -u
group=${1:-build}
root=$(cd "$(dirname "$0")/.." && pwd) || exit 1
cd "$root" || exit 1

fail() {
	echo "setup: $1" >&2
	exit 1
}

log=$(mktemp) || fail "no room for a log file in ${TMPDIR:-/tmp}"
trap 'rm -f "$log"' EXIT

# run WHAT COMMAND...: quiet unless it fails, then its output and one clear line
run() {
	what=$1
	shift
	"$@" >"$log" 2>&1 && return 0
	cat "$log" >&2
	fail "$what"
}

installed() {
	[ "$(dpkg-query -W -f='${db:Status-Abbrev}' "$1" 2>/dev/null | cut -c1-2)" = ii ]
}

missing_packages() {
	while read -r in package program; do
		case $in in
		build) ;;
		check) [ "$group" = check ] || continue ;;
		*) continue ;;
		esac
		if [ -n "$program" ]; then
			command -v "$program" >/dev/null 2>&1 && continue
		elif ! command -v dpkg-query >/dev/null 2>&1 || installed "$package"; then
			continue # on another system the build tells which library it lacks
		fi
		printf '%s ' "$package"
	done <scripts/packages.txt
}

case $group in
build | check) ;;
*) fail "usage: scripts/setup.sh [build|check]" ;;
esac

missing=$(missing_packages)
if [ -n "$missing" ]; then
	missing=${missing% }
	command -v apt-get >/dev/null 2>&1 || fail "missing, and there is no apt-get here: $missing"
	[ "$(id -u)" = 0 ] || fail "missing; please run as root: apt-get install $missing"
	echo "setup: installing $missing"
	export DEBIAN_FRONTEND=noninteractive
	run "the package lists cannot be fetched (apt-get update)" apt-get -q update
	# shellcheck disable=SC2086 # a list of words
	run "apt-get cannot install: $missing" \
		apt-get -q install -y --no-install-recommends -o DPkg::Lock::Timeout=300 $missing
	left=$(missing_packages)
	[ -z "$left" ] || fail "still missing after apt-get: $left"
fi

# npm ci empties node_modules first, so the copy is there only when all of it was installed.
stamp=node_modules/.installed-package-lock.json
if ! cmp -s package-lock.json "$stamp"; then
	echo "setup: fetching DuckDB, ECharts, map shapes and region data (npm ci)"
	run "npm cannot fetch what package-lock.json lists" npm ci --ignore-scripts --no-progress --loglevel=error
	cp package-lock.json "$stamp" || fail "cannot write $root/$stamp"
fi
