#!/usr/bin/env python3
"""A report over points of every sort (several addresses, IPv6, a prefix), one of which alone sees what is by far the
largest service and a region of its own: neither is told, not even as a difference of two numbers that are."""
import ipaddress
import json
import re

from teiten import DAY_2005, SANITIZED, Tap, folder, must, pcap, popup, query, tcp, udp

# Addresses of documentation and benchmarks. The names come up nowhere else.
POINTS = [
    {"id": "attic-line", "address": ["198.51.100.213"]},
    {"id": "kitchen-line", "address": ["203.0.113.177", "2001:db8:7a31:9c05::b4e7"]},
    {"id": "cellar-line", "address": "198.18.219.46"},
    {"id": "shed-dark", "prefix": "198.19.187.32/28"},
]
TARGETS = ["198.51.100.213", "203.0.113.177", "198.18.219.46", "198.19.187.37"]
ADDRESSES = [*TARGETS, "2001:db8:7a31:9c05::b4e7", "198.19.187.32"]
SOURCE_NETS = ["126.66.171", "58.20.219", "211.200.187"]  # Japan, China, Korea
LONE_REGION_NET = "91.10.173"                             # Germany: at one point only
LONE_PORT, LONE_COUNT = 48213, 7919
COMMON = [445, 135, 1026, 1433]
POPUP = popup("SYSTEM", "ALERT", "Errors found.\nVisit www.fix-errors-quickly.example now or mail helper@fix-errors-quickly.example")
LONE_POPUP = popup("CENTRE", "YOU", "A marker for a single recipient: quetzalcoatlus")


def forms(address):
    """Ways to write an address, in lower case, as they would stand between other words."""
    a = ipaddress.ip_address(address)
    h = a.packed.hex()
    if a.version == 4:
        parts = address.split(".")
        return {address, "-".join(parts), "_".join(parts), ".".join(reversed(parts)), h, str(int(a)), f"{h[:4]}:{h[4:]}",
                ".".join(f"{int(p):03d}" for p in parts), ":".join(h[i:i + 2] for i in range(0, 8, 2))}
    groups = a.exploded.split(":")
    short = [group.lstrip("0") or "0" for group in groups]
    network = ":".join(short[:4])  # the /64 tells the point as well
    return {str(a), a.exploded, ":".join(short), h, h[:16], str(int(a)), a.reverse_pointer, "-".join(groups), network,
            ":".join(groups[:4]), "%3a".join(short)}


def call(address, agent):
    return (f"OPTIONS sip:100@{address} SIP/2.0\r\nVia: SIP/2.0/UDP {address}\r\n"
            f"User-Agent: {agent} for {address}\r\n\r\n").encode()


def captures(place):
    """Traffic that all points see, and some that one alone does."""
    for point, described in enumerate(POINTS):
        for day in range(2):
            start = DAY_2005 + day * 86400
            packets = []
            for n in range(240):
                source, port = f"{SOURCE_NETS[n % 3]}.{1 + (n * 7 + point) % 200}", COMMON[n % len(COMMON)]
                lone = point == 2 and n % 24 == 2
                made = tcp(source, TARGETS[point], 1024 + n, port) if port != 1026 else \
                    udp(source, TARGETS[point], 1024 + n, port, LONE_POPUP if lone else POPUP)
                if n % 24 == 14:  # the data names the point in two ways
                    made = udp(source, TARGETS[point], 1024 + n, port, call(TARGETS[point], "velociraptor" if point == 2 else "caller"))
                packets.append((start + 60 + n * 350, made))
            for n in range(LONE_COUNT if point == 1 and day == 0 else 0):
                source = f"{LONE_REGION_NET}.{1 + n % 9}"
                packets.append((start + 90 + n * 10, tcp(source, TARGETS[point], 1024 + n, LONE_PORT)))
            packets.sort(key=lambda p: p[0])
            path = place / described["id"] / f"wiretap-{point}-{day}.pcap"
            path.parent.mkdir(exist_ok=True, parents=True)
            path.write_bytes(pcap(packets))
    (place / "points.json").write_text(json.dumps(POINTS), encoding="utf-8")


def words_of(path):
    """What can be read in a file, without the coordinates of drawings: these are numbers as well."""
    if path.suffix in (".csv", ".json"):
        return path.read_text(encoding="utf-8-sig")
    if path.suffix == ".html":
        text = re.sub(r"<(script|style|svg)\b.*?</\1>", " ", path.read_text(encoding="utf-8"), flags=re.S)
        return re.sub(r"<[^>]*>", " ", text)
    if path.suffix == ".svg":
        return " ".join(re.findall(r">([^<]+)<", path.read_text(encoding="utf-8")))
    return ""


def check_words(t, files, out):
    told = {form for address in ADDRESSES for form in forms(address)} | {point["id"] for point in POINTS} | {"wiretap"}
    t.ok(len(told) > 60 and {"2001:db8:7a31:9c05", "cb0071b1", "3405803953"} <= told, f"{len(told)} texts to look for")
    any_of_it = re.compile(b"|".join(re.escape(text.encode()) for text in sorted(told)))
    wrong = []
    for path in files:
        raw = path.read_bytes().lower()
        for match in any_of_it.finditer(raw):
            around = raw[max(0, match.start() - 1):match.start()] + raw[match.end():match.end() + 1]
            if not re.search(rb"[0-9a-z]", around):  # else it is part of another word or number
                wrong.append(f"{path.relative_to(out)}: {match.group().decode()}")
    t.ok(not wrong, f"nothing of the points in {len(files)} files", *wrong[:10])
    lone = re.compile(r"(?<![0-9.,])7[,.\u00a0\u202f ]?919(?![0-9])")
    t.ok(lone.search("a 7,919 b") and lone.search("7919,0") and not lone.search("17919"), "the search for a number works")
    wrong = [f"{path.relative_to(out)}: ...{text[max(0, match.start() - 60):match.end() + 20]!r}"
             for path in files for text in [words_of(path)] for match in [lone.search(text)] if match]
    t.ok(not wrong, "the number that one point alone saw is nowhere", *wrong[:6])


def column(rows, index):
    return [row[index] for row in rows]


def check_differences(t, published):
    """What is left of a total after all that is shown beside it must not be the lone number either."""
    total = published["totals"]["accesses"]
    first_day = published["daily"]["total"]["accesses"][0]
    lists = {
        "services": (total, [row["accesses"] for row in published["services"]]),
        "regions": (total, [row["accesses"] for row in published["regions"]]),
        "the map": (total, [row["accesses"] for row in published["map"]]),
        "services of a day": (first_day, column(published["daily"]["service"]["accesses"], 0)),
        "regions of a day": (first_day, column(published["daily"]["region"]["accesses"], 0)),
        "services of six months": (total, column(published["half_year"]["service"]["accesses"], 5)),
        "regions of six months": (total, column(published["half_year"]["region"]["accesses"], 5)),
    }
    for name, (whole, parts) in lists.items():
        left = whole - sum(part or 0 for part in parts)
        t.ok(LONE_COUNT not in parts and left != LONE_COUNT, f"{name}: the rest tells nothing", f"{whole} - {parts} = {left}")
    for of in ("service", "region"):
        alone = []
        for total, row in zip(published[f"{of}s"][:-1], published["daily"][of]["accesses"]):
            hidden = [day for day, value in enumerate(row) if value is None and published["points"]["daily"][day]]
            if len(hidden) == 1 and total["accesses"] is not None and any(row):
                alone.append((total["key"], hidden, total["accesses"] - sum(value or 0 for value in row)))
        t.ok(not alone, f"no day of a {of} can be computed from its month", alone)
    t.ok("DE" not in [row["region"] for row in published["map"]], "a region that one point saw is not on the map")
    t.ok(published["publication"]["min_points"] == 3 and published["publication"]["folded_cells"] > 0,
         "cells of fewer than three points are folded, and counted", published["publication"])


def check_popups(t, store, files, published):
    known = query(store, "messages")
    t.ok(len(known) == 2 and any("quetzalcoatlus" in row["text"] for row in known), "the operator reads both pop-ups", known)
    every = b"".join(path.read_bytes() for path in files)
    t.ok(b"fix-errors-quickly" not in every, "no host of a pop-up is published")
    t.ok(b"quetzalcoatlus" not in every, "nor a text that one point alone saw")
    shown = published["messages"]["shown"]
    t.ok(not shown and published["messages"]["texts"] == 2, "of two texts none is shown: the other would give the lone one's number",
         published["messages"])


def check_payloads(t, full, published):
    few = {one["key"] for one in full["payloads"] if one["points"] < 3}
    details = {d["detail"] for one in full["payloads"] for d in one["details"] if d["points"] < 3}
    t.ok(any("velociraptor" in detail for detail in details), "the operator sees a payload that few points got", full["payloads"])
    t.ok(published["payloads"] and not any(one["key"] in few or "points" in one or "forms" in one or
                                           any(d["detail"] in details or "points" in d for d in one["details"])
                                           for one in published["payloads"]),
         "it is not published, nor how many points got the others", published["payloads"])


def main():
    with Tap() as t:
        place = folder()
        captures(place / "w")
        store = place / "store.duckdb"
        said = must("import", "--store", store, "--points", place / "w/points.json", "--json", place / "w").json()
        t.equal(said["accesses"], len(POINTS) * 2 * 240 + LONE_COUNT, "all of it is counted")
        full = must("query", "summary", "--month", "2005-11", "--store", store).json()
        t.ok(any(row["accesses"] == LONE_COUNT and row["points"] == 1 for row in full["services"]), "the operator sees it",
             full["services"])
        formats = "csv,json" if SANITIZED else "html,csv,json,svg"  # PDF and PNG are test_privacy's
        out = place / "report"
        must("report", "2005-11", "--store", store, "--out", out, "--format", formats, "--lang", "both")
        files = sorted(path for path in out.rglob("*") if path.is_file())
        for language in ("ja", "en"):
            t.ok(any(f".{language}." in path.name for path in files), f"there are files in {language}", files)
        check_words(t, files, out)
        published = json.loads((out / "summary.json").read_text(encoding="utf-8"))
        check_differences(t, published)
        check_popups(t, store, files, published)
        check_payloads(t, full, published)


if __name__ == "__main__":
    main()
