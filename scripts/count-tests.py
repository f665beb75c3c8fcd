#!/usr/bin/env python3
"""Count what meson's test logs say: count-tests.py [--failed "NAME ..."] TESTLOG.json ...

Prints what failed and what was skipped, and as its last line `N passed, M failed`, with `, K skipped` after it
when some were. Exit status 1 when something failed or nothing was run.
"""
import argparse
import json
import pathlib
import sys

GOOD = {"OK", "EXPECTEDFAIL"}


def main():
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--failed", default="", help="checks that failed before there was a log")
    arguments.add_argument("logs", nargs="*", type=pathlib.Path)
    given = arguments.parse_args()
    passed, failed, skipped = 0, given.failed.split(), []
    for log in given.logs:
        build = log.parts[0]
        if not log.exists():
            failed.append(f"{build}: meson test wrote no log")
            continue
        tests = [json.loads(line) for line in log.read_text(encoding="utf-8").splitlines()]
        # A run that was ended from outside leaves a log of the tests until then; it must not pass for a whole one.
        listed = json.loads((log.parent.parent / "meson-info/intro-tests.json").read_text(encoding="utf-8"))
        if len(tests) < len(listed):
            failed.append(f"{build}: {len(listed) - len(tests)} of {len(listed)} tests were not run")
        for test in tests:
            name = f"{build}: {test['name']}"
            if test["result"] in GOOD:
                passed += 1
            elif test["result"] == "SKIP":
                skipped.append(name)
            else:
                failed.append(f"{name} ({test['result'].lower()}, {test['duration']:.0f} s)")
    for name in skipped:
        print(f"skipped  {name}")
    for name in failed:
        print(f"failed   {name}")
    print(f"{passed} passed, {len(failed)} failed" + (f", {len(skipped)} skipped" if skipped else ""))
    sys.exit(bool(failed) or passed == 0)


if __name__ == "__main__":
    main()
