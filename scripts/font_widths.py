#!/usr/bin/env python3
"""Write web/figures/widths.js: how wide each character of the figures' font is.

    font_widths.py REGULAR.ttf BOLD.ttf OUT.js

Widths are thousandths of the font size. Only the ranges that labels are written in are listed; measure.js
takes every other character as a full em (kanji) or an average letter. Needs fontTools; run it by hand
when the font changes, the result is kept in the tree.
"""
import sys

from fontTools.ttLib import TTFont

RANGES = [(0x20, 0x7E), (0xA0, 0xFF), (0x2010, 0x2027), (0x3000, 0x301F), (0x3040, 0x30FF), (0xFF01, 0xFF9F)]


def widths(path):
    font = TTFont(path)
    names, advance = font.getBestCmap(), font["hmtx"]
    em = font["head"].unitsPerEm

    def one(code):
        return round(1000 * advance[names[code]][0] / em) if code in names else 1000

    return [[first, [one(code) for code in range(first, last + 1)]] for first, last in RANGES]


def table(ranges):
    rows = []
    for first, row in ranges:
        lines, line = [], ""
        for number in map(str, row):
            if len(line) + len(number) > 110:
                lines.append(line.rstrip())
                line = ""
            line += number + ", "
        lines.append(line.rstrip(", "))
        rows.append("\t\t[0x%04x, [\n\t\t\t%s]]" % (first, "\n\t\t\t".join(lines)))
    return ",\n".join(rows)


def main():
    regular, bold, out = sys.argv[1:]
    name = TTFont(regular)["name"].getDebugName(1)
    with open(out, "w", encoding="utf-8") as f:
        f.write("/* Written by scripts/font_widths.py from %s: thousandths of the font size. */\n" % name)
        f.write("var teitenFigures = teitenFigures || {};\n\nteitenFigures.widths = {\n")
        f.write("\tregular: [\n%s\n\t],\n" % table(widths(regular)))
        f.write("\tbold: [\n%s\n\t]\n};\n" % table(widths(bold)))


if __name__ == "__main__":
    main()
