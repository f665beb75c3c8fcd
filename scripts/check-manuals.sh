#!/bin/sh
# Fail when a manual page does not build, mandoc finds an error in it, or a command or a key of the
# configuration has none: check-manuals.sh [ROOT]
# What scdoc writes draws warnings about style, so the gate is at errors.
set -u
cd "${1:-.}" || exit 1
page=$(mktemp) || exit 1
trap 'rm -f "$page"' EXIT
bad=0
wrong() {
	echo "$1"
	bad=1
}
for source in man/*.scd; do
	scdoc <"$source" >"$page" || wrong "$source: scdoc cannot read it"
	mandoc -T lint -W error "$page" || wrong "$source: see above"
done
commands=$(sed -n 's/.*struct command command_\([a-z_]*\) = .*/\1/p' src/cmd/*.c)
[ -n "$commands" ] || wrong "src/cmd: no commands found"
for command in $commands; do
	[ -f "man/teiten-$command.1.scd" ] || wrong "man/teiten-$command.1.scd is missing"
	grep -q "teiten-$command" man/teiten.1.scd || wrong "man/teiten.1.scd does not name teiten-$command"
done
keys=$(sed -n '/config_keys\[\] = {/,/NULL/s/.*{"\([a-z_]*\)", "[a-z]*",.*/\1/p' src/config/config.c)
[ -n "$keys" ] || wrong "src/config/config.c: no keys found"
for key in $keys; do
	grep -q "^\*$key\*" man/teiten.yaml.5.scd || wrong "man/teiten.yaml.5.scd does not explain $key"
done
[ $bad = 0 ] && echo "manuals: all pages build; every command and key has its place"
exit $bad
