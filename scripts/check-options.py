#!/usr/bin/env python3
"""Fail when a manual page and the program disagree about options and keys: check-options.py [ROOT]

Every long option in the tables of src/cmd/*.c must be explained in the command's page, every option that a
page explains must exist, every query must be in teiten-query(1), and every key of the configuration, of a
point and of a group in teiten.yaml(5).
"""
import pathlib
import re
import sys

OPTION = re.compile(r'\{"([a-z-]+)", (?:required_argument|no_argument)')
EXPLAINED = re.compile(r"^\*--[a-z-]+\*.*$", re.M)
# Common to most commands; --help is explained once, in teiten(1).
COMMON = {"store", "config"}


def read(path):
    return path.read_text(encoding="utf-8")


def options_of(code):
    found = set(OPTION.findall(code)) - {"help"}
    return found | COMMON if "CMD_COMMON_OPTIONS" in code else found


def check_command(root, name, code):
    path = root / f"man/teiten-{name}.1.scd"
    if not path.exists():
        yield f"{path.name} is missing"
        return
    text = read(path)
    has = options_of(code)
    explained = {o for line in EXPLAINED.findall(text) for o in re.findall(r"\*--([a-z-]+)\*", line)}
    for option in sorted(has - explained):
        yield f"{path.name} does not explain --{option}"
    for option in sorted(explained - has):
        yield f"{path.name} explains --{option}, which teiten {name} does not have"


def check_queries(root, code):
    text = read(root / "man/teiten-query.1.scd")
    names = re.findall(r'\{"([a-z -]+)", (?:NULL|"query_)', code)
    if not names:
        yield "src/cmd/query.c: no queries found"
    for name in names:
        if not re.search(rf"\*{name}\*", text):
            yield f"teiten-query.1.scd does not explain {name}"


def check_keys(root):
    code = read(root / "src/config/config.c")
    text = read(root / "man/teiten.yaml.5.scd")
    table = re.search(r"config_keys\[\] = \{(.*?)\{NULL", code, re.S)
    keys = re.findall(r'\{"([a-z_]+)", "', table[1]) if table else []
    # what the readers of points and groups compare a key with
    members = set(re.findall(r'(?:strcmp\(key, |object_get\((?:object|label), )"([a-z_]+)"', code))
    members.discard("other")  # a name that no group may have
    if not keys or not members:
        yield "src/config/config.c: no keys found"
    for key in sorted(members.union(keys)):
        if not re.search(rf"^\*{key}\*", text, re.M):
            yield f"teiten.yaml.5.scd does not explain {key}"


def main():
    root = pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else ".")
    bad = []
    commands = 0
    for path in sorted((root / "src/cmd").glob("*.c")):
        code = read(path)
        command = re.search(r"const struct command command_([a-z_]+) = ", code)
        if command:
            commands += 1
            bad += check_command(root, command[1], code)
            if command[1] == "query":
                bad += check_queries(root, code)
    if not commands:
        bad.append("src/cmd: no commands found")
    bad += check_keys(root)
    print("\n".join(bad) or f"options: {commands} commands and the configuration are explained")
    sys.exit(bool(bad))


if __name__ == "__main__":
    main()
