#!/usr/bin/env python3
"""Fail when a header does not compile alone: check-headers.py ROOT CC [ARGUMENT ...]

Each is included from a stub of one line (a header given to the compiler itself would draw a warning
about #pragma once), and included twice, so that it must be safe to do so.
"""
import pathlib
import subprocess
import sys

FLAGS = ["-std=c17", "-D_GNU_SOURCE", "-Wall", "-Wextra", "-Wpedantic", "-Werror", "-fsyntax-only", "-x", "c", "-"]


def main():
    root, compiler = pathlib.Path(sys.argv[1]), sys.argv[2:]
    headers = sorted((root / "src").glob("*/*.h")) + [root / "tests/tap.h"]
    bad = 0
    for header in headers:
        stub = f'#include "{header.resolve()}"\n' * 2 + "int main(void) { return 0; }\n"
        made = subprocess.run([*compiler, "-I", root / "src", *FLAGS], input=stub, text=True,
                              capture_output=True, check=False)
        if made.returncode:
            print(f"{header.relative_to(root)} does not compile alone:\n{made.stderr}")
            bad += 1
    print(f"headers: {len(headers) - bad} of {len(headers)} compile alone")
    sys.exit(bool(bad))


if __name__ == "__main__":
    main()
