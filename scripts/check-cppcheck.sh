#!/bin/sh
# Cppcheck over src/: check-cppcheck.sh ROOT BUILD
# The results of files that did not change are kept in BUILD. missingInclude: libraries are not searched.
# varFuncNullUB: NULL is a pointer in every C library of Linux, so it may end a list of arguments.
set -u
cd "$1" || exit 1
mkdir -p "$2/cppcheck" || exit 1
exec cppcheck --quiet --error-exitcode=1 --inline-suppr --std=c11 --language=c --platform=unix64 -j 2 \
	--cppcheck-build-dir="$2/cppcheck" --library=scripts/cppcheck.cfg --enable=warning,portability,performance \
	--suppress=missingIncludeSystem --suppress=varFuncNullUB \
	--template='{file}:{line}: {severity}: {message} [{id}]' -D_GNU_SOURCE -DTEITEN_VERSION='"0"' -I src src
