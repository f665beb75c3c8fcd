#!/usr/bin/env python3
"""Fail when clang-format would change a C file: check-format.py [ROOT]"""
import pathlib
import subprocess
import sys

import tree


def main():
    root = pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else ".")
    paths = tree.files(root, ".c", ".h")
    made = subprocess.run(["clang-format", "--dry-run", "--Werror", "--ferror-limit=1", *paths], text=True,
                          capture_output=True, check=False)
    print(made.stderr or f"format: {len(paths)} files in order")
    sys.exit(made.returncode != 0)


if __name__ == "__main__":
    main()
