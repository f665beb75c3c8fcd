#!/usr/bin/env python3
"""Fail on what a reader should never meet in the tree: check-rules.py [ROOT]

In C: functions that cannot be used safely, files and headers that grew too long (functions: clang-tidy),
an included .c file. In every text file: hosts of package registries, which a mirror must be able to
replace, and paths of the machine that somebody worked on.
"""
import pathlib
import re
import sys

import tree

BANNED = {
    "strcpy": "snprintf", "strcat": "buf_text", "sprintf": "snprintf", "vsprintf": "vsnprintf",
    "strtok": "strcspn", "gets": "fgets", "atoi": "strtol", "atol": "strtol", "atof": "strtod",
    "localtime": "base/civil.h", "gmtime": "gmtime_r", "asctime": "strftime", "ctime": "strftime",
    "alloca": "malloc", "tmpnam": "mkstemp", "mktemp": "mkstemp",
}
CALL = re.compile(r"(?<![\w>.])(" + "|".join(sorted(BANNED)) + r")\s*\(")
# Comments and texts in quotes are not code; line breaks stay, so that line numbers hold.
NOT_CODE = re.compile(r'//[^\n]*|/\*.*?\*/|"(?:\\.|[^"\\\n])*"', re.S)
LINES_MAX = {".c": 500, ".h": 200}  # headers of tests hold code: as .c
# Put together here, so that this file is no finding of its own.
TRACES = ["registry." + "npmjs", "registry." + "yarnpkg", "npm" + "mirror", "files." + "pythonhosted", "pypi." + "org",
          "/work" + "/", "/tmp/" + "contract", "/home" + "/user", "/root" + "/"]


def blank(match):
    return "".join(c if c == "\n" else " " for c in match[0])


def check_c(path, text):
    lines = text.count("\n")
    most = LINES_MAX[".c" if "tests" in path.parts else path.suffix]
    if lines > most:
        yield 1, f"{lines} lines; at most {most}: split it"
    code = NOT_CODE.sub(blank, text)
    for number, line in enumerate(code.splitlines(), 1):
        for call in CALL.finditer(line):
            yield number, f"{call[1]}() is not used here; use {BANNED[call[1]]}"
    for number, line in enumerate(text.splitlines(), 1):
        if re.match(r'\s*#\s*include\s+["<][^">]+\.c[">]', line):
            yield number, "a .c file is compiled, not included"


def check_traces(text):
    for number, line in enumerate(text.splitlines(), 1):
        for trace in TRACES:
            if trace in line:
                yield number, f"names {trace}"


def main():
    root = pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else ".")
    bad = []
    paths = tree.files(root)
    for path in paths:
        data = path.read_bytes()
        if b"\0" in data:
            continue  # not text
        text = data.decode("utf-8", "replace")
        found = list(check_traces(text))
        if path.suffix in LINES_MAX:
            found += check_c(path.relative_to(root), text)
        bad += [f"{path.relative_to(root)}:{number}: {what}" for number, what in found]
    print("\n".join(bad) or f"rules: {len(paths)} files in order")
    sys.exit(bool(bad))


if __name__ == "__main__":
    main()
