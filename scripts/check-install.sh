#!/bin/sh
# Install into an empty folder and look at what came: check-install.sh ROOT BUILD
# The program must run from there, and must not search the folders of the machine that built it.
set -u
root=$(cd "$1" && pwd) || exit 1
build=$(cd "$2" && pwd) || exit 1
folder=$(mktemp -d) || exit 1
trap 'rm -rf "$folder"' EXIT
bad=0
wrong() {
	echo "$1"
	bad=1
}
if ! DESTDIR="$folder" meson install -C "$build" --no-rebuild --quiet >"$folder/log" 2>&1; then
	cat "$folder/log"
	exit 1
fi
program=$(find "$folder" -path '*/bin/teiten')
[ -x "$program" ] || wrong "no program was installed"
for path in "$root" "$build"; do
	readelf -d "$program" | grep -E 'R(UN)?PATH' | grep -qF "$path" && wrong "the installed program searches $path"
done
for file in LICENSE NOTICE licenses/echarts licenses/d3 licenses/zrender licenses/world-atlas; do
	[ -n "$(find "$folder" -path "*/share/teiten/$file" -size +0)" ] || wrong "share/teiten/$file was not installed"
done
# An empty environment, from another folder: regions and languages must be found beside the program.
cd "$folder" || exit 1
env -i PATH="$PATH" HOME="$folder" "$program" doctor >"$folder/doctor" 2>&1 || wrong "teiten doctor fails once installed"
for found in regions languages; do
	grep "^ok *$found " "$folder/doctor" | grep -qF "$folder" || wrong "$found do not come from where teiten was installed"
done
[ $bad = 0 ] || cat "$folder/doctor"
[ $bad = 0 ] && echo "install: the program runs from where it was installed"
exit $bad
