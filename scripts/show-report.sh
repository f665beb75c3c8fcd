#!/bin/sh
# Tell where a report is: scripts/show-report.sh FOLDER
set -u
for file in report.ja.html report.en.html report.ja.pdf report.en.pdf; do
	[ -f "$1/$file" ] && echo "  $(cd "$1" && pwd)/$file"
done
exit 0
