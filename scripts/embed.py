#!/usr/bin/env python3
"""Write an assembler file that builds data files into a program.

    embed.py OUT.S NAME=FILE [NAME=FILE ...]

Each becomes `const unsigned char NAME[]`, followed by a NUL that is not counted, and
`const size_t NAME_len`. Several files for one name (NAME=A NAME=B) are put one after
the other with a line `---` between, which joins YAML documents.
"""
import os
import sys


def main():
    out, pairs = sys.argv[1], [argument.split("=", 1) for argument in sys.argv[2:]]
    names = {}
    for name, path in pairs:
        names.setdefault(name, []).append(os.path.abspath(path))
    with open(out, "w", encoding="utf-8") as f:
        f.write('\t.section .note.GNU-stack,"",@progbits\n\t.section .rodata\n')
        for name, paths in names.items():
            f.write(f"\t.global {name}\n\t.balign 16\n{name}:\n")
            for i, path in enumerate(paths):
                if i:
                    f.write('\t.ascii "\\n---\\n"\n')
                f.write(f'\t.incbin "{path}"\n')
            f.write(f".L{name}_end:\n\t.byte 0\n\t.global {name}_len\n\t.balign 8\n")
            f.write(f"{name}_len:\n\t.quad .L{name}_end - {name}\n")


if __name__ == "__main__":
    main()
