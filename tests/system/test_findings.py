#!/usr/bin/env python3
"""Findings of worlds that teiten simulate makes: none is invented in quiet ones, and what is planted is found, also in
what is published."""
import json
import random

from teiten import SANITIZED, SOURCE, Tap, folder, must, teiten

MONTHS = ["2005-06", "2005-07", "2005-08", "2005-09", "2005-10", "2005-11"]
QUIET = 2 if SANITIZED else 10
STEADY = {"level_steady", "concentration", "coverage"}
SERVICES = {  # weight, repeat, regions, hours
    "445/tcp": (30, 3, "inland", "home"), "135/tcp": (22, 3, "inland", "home"), "1026/udp": (18, 4, "popups", "flat"),
    "139/tcp": (10, 3, "mixed", "home"), "ping/icmp": (8, 2, "mixed", "flat"), "1433/tcp": (6, 3, "mixed", "flat"),
    "1024-65535/tcp": (1, 2, "mixed", "flat")}


def scenario(seed, factors, more=()):
    """A world of twelve days in each of six months; `factors` maps services to factors of months and days."""
    rng = random.Random(seed)
    totals = [round(6000 * (1 + 0.08 * (rng.random() - 0.5))) for _ in MONTHS]
    services = [{"service": name, "packet": "ping" if "icmp" in name else "bytes" if "udp" in name else "windows",
                 "weight": weight, "repeat": repeat, "regions": regions, "hours": hours, "factor": factors.get(name, {"2005-01": 1})}
                for name, (weight, repeat, regions, hours) in SERVICES.items()] + list(more)
    return {"name": "small", "time_zone": "Asia/Tokyo", "seed": seed,
            "months": [{"month": month, "days": [1, 12], "accesses": n, "sources": n // 3} for month, n in zip(MONTHS, totals)],
            "points": [{"id": "p", "count": 3, "address": "203.0.113.11"}],
            "regions": {"JP": ["60.32.0.0/12", "126.64.0.0/11"], "CN": ["61.128.0.0/14", "60.0.0.0/13"], "US": ["24.0.0.0/13"],
                        "KR": ["218.144.0.0/12"]},
            "mixes": {"inland": {"JP": 8, "CN": 1, "KR": 1}, "mixed": {"JP": 3, "US": 3, "CN": 2, "KR": 2},
                      "popups": {"CN": 9, "US": 1}},
            "hours": {"home": [1.2, 0.9, 0.7, 0.5, 0.4, 0.4, 0.5, 0.6, 0.8, 0.9, 1, 1, 1, 1, 1, 1.1, 1.1, 1.2, 1.3, 1.4, 1.6, 1.7, 1.6, 1.5]},
            "services": services}


def grown(world, month, times):
    """More accesses in a month, as when something comes on top of the rest."""
    for one in world["months"]:
        if one["month"] == month:
            one.update(accesses=round(one["accesses"] * times), sources=round(one["sources"] * times))
    return world


def store_of(world):
    place = folder()
    (place / "world.yaml").write_text(json.dumps(world), encoding="utf-8")
    must("simulate", place / "world.yaml", "--out", place / "w")
    must("import", "--store", place / "s.duckdb", "--points", place / "w/points.json", place / "w")
    return place / "s.duckdb"


def findings_of(store):
    return must("query", "findings", "2005-11", "--store", store, "--json").json()


def short(findings):
    return [(f["type"], f["subject"]["key"], f["numbers"]["ratio"], f["numbers"].get("from")) for f in findings]


def check_quiet(t):
    invented, steady = [], 0
    for seed in range(1, QUIET + 1):
        found = findings_of(store_of(scenario(seed, {})))
        invented += [(seed, *one) for one in short(found) if one[0] not in STEADY]
        steady += any(f["type"] == "level_steady" and f["subject"]["key"] == "accesses" for f in found)
    print(f"# {len(invented)} changes invented in {QUIET} quiet worlds")
    t.equal(invented, [], f"no change is invented in {QUIET} quiet worlds")
    t.equal(steady, QUIET, "their level is steady")


def check_planted(t, name, world, kind, key, low, high, start=None):
    store = store_of(world)
    found = findings_of(store)
    hit = [f for f in found if f["type"] == kind and f["subject"]["key"] == key]
    ratio = hit[0]["numbers"]["ratio"] if hit else None
    t.ok(hit and (low is None or low < ratio < high), f"{name}: {kind} of {key}", short(found))
    t.ok(hit and (start is None or hit[0]["numbers"]["from"] == start), f"{name}: since when", short(found))
    rows = must(*hit[0]["evidence"].split()[1:], "--store", store, "--json").json() if hit else []
    t.ok(rows, f"{name}: its evidence has rows", hit)
    return store, found


def check_published(t, store):
    """The report's findings are those of its own summary, and their numbers stand in it."""
    out = store.parent / "report"
    must("report", "2005-11", "--store", store, "--out", out, "--format", "json,html")
    summary = json.loads((out / "summary.json").read_text(encoding="utf-8"))
    surge = [f for f in summary["findings"] if f["type"] == "surge" and f["subject"]["key"] == "139/tcp"]
    at = [s["key"] for s in summary["services"]].index("139/tcp")
    value = summary["half_year"]["service"]["accesses"][at][5] / summary["monthly"][5]["point_days"]
    t.ok(surge and abs(surge[0]["numbers"]["value"] - value) < 1e-9, "a published finding's number is a published number",
         short(summary["findings"]))


def check_new(t):
    more = [{"service": "6129/tcp", "packet": "windows", "weight": 6, "repeat": 3, "regions": "mixed",
             "factor": {month: 0.000001 for month in MONTHS[:5]}}]
    store, _ = check_planted(t, "a newcomer", scenario(21, {}, more), "first_seen", "6129/tcp", None, None)
    summary = must("query", "summary", "--month", "2005-11", "--store", store).json()
    t.ok([s["key"] for s in summary["new_services"]] == ["6129/tcp"] and summary["new_services"][0]["points"] == 3,
         "the summary knows it", summary["new_services"])


def check_november(t):
    """The scenario after the published report, smaller: what that report says of its month is found."""
    place = folder()
    text = (SOURCE / "data/scenarios/talot2-2005.yaml").read_text(encoding="utf-8").replace("{id: point, count: 9,", "{id: point, count: 2,")
    (place / "world.yaml").write_text(text, encoding="utf-8")
    must("simulate", place / "world.yaml", "--scale", "0.05", "--out", place / "w")
    must("import", "--store", place / "s.duckdb", "--points", place / "w/points.json", place / "w")
    found = findings_of(place / "s.duckdb")
    level = [f for f in found if f["type"] == "level_steady" and f["subject"]["key"] == "accesses"]
    t.ok(level and level[0]["numbers"]["from"] == "2005-10" and [d["key"] for d in level[0]["numbers"]["drivers"]] == ["messenger"],
         "November 2005: the level is steady, and the increase since October is that of UDP 1026 to 1039", level)
    t.ok(any(f["type"] == "more_accesses_fewer_sources" for f in found), "more accesses from fewer sources", short(found))
    t.ok(("surge", "messenger", "2005-10") in [(a, b, d) for a, b, _, d in short(found)], "these ports rose", short(found))


def main():
    with Tap() as t:
        check_november(t)
        check_quiet(t)
        store, _ = check_planted(t, "doubled in November", grown(scenario(18, {"139/tcp": {"2005-11": 2.4}}), "2005-11", 1.1), "surge",
                                 "139/tcp", 1.7, 2.9, "2005-11")
        check_published(t, store)
        check_planted(t, "halved", scenario(19, {"1026/udp": {"2005-11": 0.4}}), "drop", "messenger", 0.3, 0.6, "2005-11")
        days = {f"2005-11-0{day}": 3.5 for day in (5, 6)}
        check_planted(t, "two days", grown(scenario(20, {"445/tcp": days}), "2005-11", 1.1), "day_surge", "445/tcp", 2.2, 5, "2005-11-05")
        check_new(t)
        wrong = teiten("query", "day-service", "--service", "1039-1026/udp", "--store", store)
        t.ok(wrong.status == 1 and "do not rise" in wrong.err, "a range of ports that falls is refused", wrong)
        wrong = teiten("query", "findings", "--store", store)
        t.ok(wrong.status == 1 and "month" in wrong.err, "without a month it says so", wrong)


if __name__ == "__main__":
    main()
