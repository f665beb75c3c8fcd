#!/bin/sh
# Fail when a script of the project does not even parse, or shellcheck objects: check-scripts.sh [ROOT]
set -u
cd "${1:-.}" || exit 1
bad=0
listed() {
	python3 -c 'import sys; sys.path.insert(0, "scripts"); import tree; print(*tree.files(".", *sys.argv[1:]), sep="\n")' "$@"
}
for file in $(listed .py); do
	python3 -c 'import sys; compile(open(sys.argv[1], encoding="utf-8").read(), sys.argv[1], "exec")' "$file" || bad=1
done
for file in $(listed .sh) .ci/run; do
	shell="sh"
	[ "$(head -n 1 "$file")" != "#!/usr/bin/env bash" ] || shell="bash"
	"$shell" -n "$file" || bad=1
	if command -v shellcheck >/dev/null 2>&1; then
		shellcheck -s "$shell" "$file" || bad=1
	fi
done
for file in $(listed .js .mjs); do
	node --check "$file" || bad=1
done
[ $bad = 0 ] && echo "scripts: all parse"
exit $bad
