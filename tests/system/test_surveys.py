#!/usr/bin/env python3
"""Survey scans: accesses from networks of data/scanners.yaml are told by who surveys, only since the networks are theirs."""
import json

from teiten import SOURCE, Tap, folder, must, pcap, query, tcp

NOVEMBER = {2005: 1130770800, 2026: 1793458800}  # the 1st, 00:00 in Tokyo


def capture(year, own, sources):
    return pcap([(NOVEMBER[year] + 3600 + i, tcp(source, own, 2000 + i, 443, sequence=i)) for i, source in enumerate(sources)])


def store_of(place, year):
    """Four points: Censys at all of them, Shadowserver at two, a stranger everywhere."""
    store = place / f"{year}.duckdb"
    for i in range(4):
        own = f"203.0.113.{i + 1}"
        sources = ["162.142.125.1", "162.142.125.255", "162.142.126.0", "206.168.32.9", "126.1.1.1"]
        sources += ["184.105.139.70"] * 3 if i < 2 else []
        file = place / f"{year}-p{i}.pcap"
        file.write_bytes(capture(year, own, sources))
        must("import", "--store", store, "--point", f"p{i}", "--address", own, file)
    return store


def check_2026(t, place):
    store = store_of(place, 2026)
    month = ["--month", "2026-11"]
    rows = query(store, "surveys", *month)
    t.equal([(r["scanner"], r["service"], r["accesses"], r["sources"], r["points"], r["days"]) for r in rows],
            [("censys", "443/tcp", 12, 3, 4, 1), ("shadowserver", "443/tcp", 6, 1, 2, 1)], "the query: who surveyed")
    t.equal(query(store, "surveys", "--point", "p3", *month)[-1]["scanner"], "censys", "narrowed to a point")
    surveys = must("query", "summary", *month, "--store", store).json()["surveys"]
    t.equal((surveys["accesses"], surveys["distinct_sources"]), (18, 4), "the summary: all of them")
    t.equal([(s["key"], s["accesses"], s["points"]) for s in surveys["shown"]], [("censys", 12, 4), ("shadowserver", 6, 2)],
            "the summary: each")
    must("report", "2026-11", "--store", store, "--format", "json,html", "--out", place / "report")
    published = json.loads((place / "report/summary.json").read_text())["surveys"]
    t.equal([s["key"] for s in published["shown"]], ["censys"], "published: who was seen at three points or more")
    t.equal((published["accesses"], published["distinct_sources"]), (12, 3), "published: the sum of those, so that no other can be told")
    t.ok("points" not in published and "points" not in published["shown"][0], "published: no numbers of points")
    for language, words in (("en", ["Survey scans", "12 accesses", "a search engine of what is open"]), ("ja", ["調査目的の走査", "12件"])):
        page = (place / f"report/report.{language}.html").read_text()
        t.ok(all(word in page for word in words) and "Shadowserver" not in page, f"the report tells it ({language})")


def check_2005(t, place):
    store = store_of(place, 2005)
    t.equal(query(store, "surveys"), [], "in 2005 the same addresses were nobody's surveys")
    surveys = must("query", "summary", "--month", "2005-11", "--store", store).json()["surveys"]
    t.equal((surveys["accesses"], surveys["shown"]), (0, []), "and the summary tells of none")


def main():
    with Tap() as t:
        t.ok((SOURCE / "data/scanners.yaml").exists(), "the list is a file")
        check_2026(t, folder())
        check_2005(t, folder())


if __name__ == "__main__":
    main()
