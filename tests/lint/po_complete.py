#!/usr/bin/env python3
"""Is every text of the report translated? po_complete.py ROOT XGETTEXT_OPTION...

For each language of po/LINGUAS: no text of the program is missing, empty, fuzzy or out of use, and each
translation fills in the same {0}, {1}, ... as the English text.
"""
import pathlib
import re
import subprocess
import sys
import tempfile

FILLED = re.compile(r"\{\d\}")
STRING = re.compile(r'"((?:\\.|[^"\\])*)"')


def run(*command):
    return subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False)


def entries(text):
    """msgid, msgid_plural or '', the translations, whether it is fuzzy."""
    for block in re.split(r"\n\s*\n", text):
        fields = {}
        at = None
        for line in block.splitlines():
            start = re.match(r"(msgid_plural|msgid|msgstr(?:\[\d\])?)\s", line)
            if start:
                at = start[1]
                fields[at] = ""
            if at and not line.startswith("#"):
                fields[at] += "".join(STRING.findall(line))
        if fields.get("msgid"):
            translations = [v for k, v in fields.items() if k.startswith("msgstr")]
            yield fields["msgid"], fields.get("msgid_plural", ""), translations, re.search(r"^#,.*fuzzy", block, re.M)


def faults(catalogue):
    for msgid, plural, translations, fuzzy in entries(catalogue.read_text(encoding="utf-8")):
        # a singular may say "one" where the plural has the number
        wanted = set(FILLED.findall(plural or msgid))
        if fuzzy:
            yield f"fuzzy: {msgid}"
        for one in translations:
            if not one:
                yield f"empty: {msgid}"
            elif set(FILLED.findall(one)) - wanted or (not plural and set(FILLED.findall(one)) != wanted):
                yield f"other numbers: {msgid}"


def main():
    root = pathlib.Path(sys.argv[1])
    results = []
    listed = sorted((root / "po/POTFILES").read_text(encoding="utf-8").split())
    there = sorted(str(p.relative_to(root)) for p in (root / "src/report").glob("*.c"))
    results.append((listed == there, "po/POTFILES lists the files of src/report", f"{set(listed) ^ set(there)}"))
    with tempfile.TemporaryDirectory() as folder:
        template = pathlib.Path(folder) / "teiten.pot"
        done = run("xgettext", f"--directory={root}", f"--files-from={root / 'po/POTFILES'}", f"--output={template}",
                   *sys.argv[2:])
        results.append((done.returncode == 0 and template.exists(), "texts are found in the program", done.stdout))
        count = len(list(entries(template.read_text(encoding="utf-8")))) if template.exists() else 0
        results.append((count > 50, "there are more than a few", f"{count}"))
        for language in (root / "po/LINGUAS").read_text(encoding="utf-8").split():
            catalogue = root / "po" / f"{language}.po"
            done = run("msgcmp", catalogue, template)
            results.append((done.returncode == 0, f"{language}: every text is translated", done.stdout))
            unused = [m for m, *_ in entries(catalogue.read_text(encoding="utf-8"))]
            used = {m for m, *_ in entries(template.read_text(encoding="utf-8"))}
            unused = [m for m in unused if m not in used]
            results.append((not unused, f"{language}: every translation is used", "\n".join(unused)))
            done = run("msgfmt", "--check", "--output-file=/dev/null", catalogue)
            results.append((done.returncode == 0, f"{language}: the catalogue is well formed", done.stdout))
            bad = list(faults(catalogue))
            results.append((not bad, f"{language}: numbers are filled in as in English", "\n".join(bad)))
    for number, (good, name, said) in enumerate(results, 1):
        print(f"{'' if good else 'not '}ok {number} - {name}")
        if not good:
            print("".join(f"# {line}\n" for line in said.splitlines()), end="")
    print(f"1..{len(results)}")
    sys.exit(not all(good for good, *_ in results))


if __name__ == "__main__":
    main()
