#!/usr/bin/env python3
"""Fail when a folder of src/ includes what it may not: check-layers.py [ROOT]

Its own modules by scripts/layers.txt (an arrow may only point up, so there is no cycle), outside
libraries by scripts/libraries.txt. A header that shows an outside library may be included by its own
folder only, and a .c file never.
"""
import fnmatch
import pathlib
import re
import sys

INCLUDE = re.compile(r'^\s*#\s*include\s+(?:"([^"]+)"|<([^>]+)>)')


def table(path):
    """Lines `name: word word` as pairs, without comments."""
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.strip() and not line.startswith("#"):
            name, words = line.split(":")
            yield name.strip(), words.split()


def read_layers(path):
    allowed = {}
    for name, below in table(path):
        unknown = [other for other in below if other not in allowed]
        if unknown:
            sys.exit(f"{path}: {name} may not use {' '.join(unknown)}: not named above it")
        allowed[name] = {name, *below}
    return allowed


def includes(path):
    """Line number, own header or None, outside header or None."""
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        found = INCLUDE.match(line)
        if found:
            yield number, found[1], found[2]


def check_own(module, header, allowed, showing):
    folder = header.split("/")[0]
    if header.endswith(".c"):
        return "a .c file is compiled, not included"
    if "/" not in header:
        return f'write the path from src: "{module}/{header}"'
    if module != "cmd" and folder not in allowed[module]:
        return f"{module} may not use {folder} (scripts/layers.txt)"
    if folder != module and header in showing:
        return f"{header} shows an outside library; only {folder} may include it"
    return None


def check_outside(module, header, libraries):
    folders = next((folders for name, folders in libraries if fnmatch.fnmatchcase(header, name)), None)
    if folders is None:
        return f"<{header}> is not in scripts/libraries.txt"
    if "*" not in folders and module not in folders:
        return f"<{header}> is for {' '.join(folders)} only (scripts/libraries.txt)"
    return None


def main():
    root = pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else ".")
    allowed = read_layers(root / "scripts/layers.txt")
    libraries = list(table(root / "scripts/libraries.txt"))
    everywhere = {name for name, folders in libraries if "*" in folders}
    paths = sorted((root / "src").glob("*/*.[ch]"))
    showing = {str(p.relative_to(root / "src")) for p in paths if p.suffix == ".h"
               and any(out and not any(fnmatch.fnmatchcase(out, e) for e in everywhere) for _, _, out in includes(p))}
    bad = []
    for path in paths:
        module = path.parent.name
        if module != "cmd" and module not in allowed:
            bad.append(f"src/{module}: not in scripts/layers.txt")
            continue
        for number, own, outside in includes(path):
            wrong = check_own(module, own, allowed, showing) if own else check_outside(module, outside, libraries)
            if wrong:
                bad.append(f"{path.relative_to(root)}:{number}: {wrong}")
    print("\n".join(bad) or f"layers: {len(paths)} files in order")
    sys.exit(bool(bad))


if __name__ == "__main__":
    main()
