#!/usr/bin/env python3
"""Do the lints find what they are for? Each gets a small tree with one fault in it, and the same without."""
import pathlib
import shutil
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(sys.argv[1])
GOOD = {
    "scripts/layers.txt": "base:\npacket: base\n",
    "scripts/libraries.txt": "stdio.h: *\nzlib.h: packet\n",
    "src/base/err.h": "#pragma once\n#include <stdio.h>\n",
    "src/base/err.c": '#include "base/err.h"\n',
    "tests/tap.h": "#pragma once\n",
    "src/packet/packet.c": '#include "base/err.h"\n\n#include <zlib.h>\n',
}
# check, what is wrong, file, its text, what must be said
FAULTS = [
    ("check-layers.py", "an arrow that points down", "src/base/err.c", '#include "packet/packet.h"\n', "base may not use packet"),
    ("check-layers.py", "a library in the wrong folder", "src/base/err.c", "#include <zlib.h>\n", "is for packet only"),
    ("check-layers.py", "an unknown library", "src/base/err.c", "#include <curl/curl.h>\n", "is not in scripts/libraries.txt"),
    ("check-layers.py", "a header without its folder", "src/base/err.c", '#include "err.h"\n', "write the path from src"),
    ("check-layers.py", "a folder that is not listed", "src/new/new.c", "\n", "not in scripts/layers.txt"),
    ("check-layers.py", "a layer that uses one below", "scripts/layers.txt", "base: packet\npacket:\n", "not named above it"),
    ("check-layers.py", "a library shown to another folder", "src/base/err.h",
     "#pragma once\n#include <zlib.h>\n", "is for packet only"),
    ("check-rules.py", "a banned function", "src/base/err.c", "void f(char *a) { sprintf(a, 0); }\n", "sprintf() is not used"),
    ("check-rules.py", "a file that is too long", "src/base/err.c", "\n" * 501, "501 lines; at most 500"),
    ("check-rules.py", "a header that is too long", "src/base/err.h", "\n" * 201, "201 lines; at most 200"),
    ("check-rules.py", "an included .c file", "src/base/err.c", '#include "base/other.c"\n', "not included"),
    ("check-rules.py", "a path of somebody's machine", "README.md", "see /work" + "/main\n", "README.md:1: names"),
    ("check-rules.py", "a registry's host", "README.md", "\nregistry." + "npmjs.org\n", "README.md:2: names"),
    ("check-headers.py", "a header that needs another before it", "src/base/err.h", "#pragma once\nsize_t f(void);\n",
     "src/base/err.h does not compile alone"),
    ("check-format.py", "an unformatted file", "src/base/err.c", "int  f ( void );\n", "err.c"),
]
FINE = [("check-rules.py", "a banned name in a comment or a text", "src/base/err.c",
         '/* not strcpy(a) */\nconst char *a = "gets(";\n')]


def run(check, changes):
    with tempfile.TemporaryDirectory() as folder:
        tree = pathlib.Path(folder)
        for name, text in {**GOOD, **changes}.items():
            path = tree / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        shutil.copy(ROOT / ".clang-format", tree)
        command = [sys.executable, ROOT / "scripts" / check, tree]
        command += ["cc"] if check == "check-headers.py" else []
        done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False)
        return done.returncode, done.stdout


def main():
    results = []
    for check in sorted({fault[0] for fault in FAULTS}):
        status, said = run(check, {})
        results.append((status == 0, f"{check} is content with a tree in order", said))
    for check, what, name, text in FINE:
        status, said = run(check, {name: text})
        results.append((status == 0, f"{check} does not mind {what}", said))
    for check, what, name, text, expected in FAULTS:
        status, said = run(check, {name: text})
        results.append((status == 1 and expected in said, f"{check} finds {what}", said))
    for number, (good, name, said) in enumerate(results, 1):
        print(f"{'ok' if good else 'not ok'} {number} - {name}")
        if not good:
            print("".join(f"# {line}\n" for line in said.splitlines()[:10]), end="")
    print(f"1..{len(results)}")
    sys.exit(not all(good for good, _, _ in results))


if __name__ == "__main__":
    main()
