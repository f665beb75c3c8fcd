#!/usr/bin/env python3
"""Write the C table of named queries: sql_table.py OUT.c FILE.sql ...

Comments and line breaks go; the name is the file's without .sql. `{{NAME}}` stands for
the text of NAME.inc in the same folder.
"""
import json
import pathlib
import re
import sys

rows = []
for path in sorted(map(pathlib.Path, sys.argv[2:])):
    folder = path.parent
    text = path.read_text(encoding="utf-8")
    text = re.sub(r"\{\{(\w+)\}\}", lambda m: (folder / f"{m[1]}.inc").read_text(encoding="utf-8"), text)
    text = re.sub(r"--[^\n]*", "", text)
    text = " ".join(text.split())
    lines = re.findall(r".{1,200}(?:\s|$)", text)
    rows.append((path.stem, "\n\t ".join(json.dumps(line) for line in lines)))
body = "\n".join(f'\t{{"{name}",\n\t {text}}},' for name, text in rows)
pathlib.Path(sys.argv[1]).write_text(
    '#include "store/store_int.h"\n\n#include <stddef.h>\n\n'
    f"const struct sql_text sql_texts[] = {{\n{body}\n\t{{NULL, NULL}}}};\n", encoding="utf-8")
