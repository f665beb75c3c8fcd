#!/usr/bin/env python3
"""Write the sample summaries that the figures' tests draw: generate.py FOLDER

Invented numbers in the exact shape of a summary (schema teiten-summary-1), the same at every run:
november  ten points, eight services and "other", eight regions and "other", a group of fourteen ports, SSH
empty     a month in which nothing was observed
partial   one point that began on the 18th, two days without observation, one service, not for publication
hostile   november with labels and keys that try to leave their place, and a month whose sources sink among its accesses
"""
import calendar
import copy
import json
import pathlib
import random
import sys

SERVICES = [("445/tcp", "445(TCP)", 30), ("135/tcp", "135(TCP)", 24), ("messenger", "102x(UDP)/103x(UDP)", 22),
            ("139/tcp", "139(TCP)", 8), ("ping/icmp", "Ping(ICMP)", 6), ("1433/tcp", "1433(TCP)", 3.5),
            ("137/udp", "137(UDP)", 2.5), ("80/tcp", "80(TCP)", 1.2), ("other", None, 2.8)]
REGIONS = [("JP", "日本", "Japan", 52), ("CN", "中国", "China", 23), ("US", "米国", "United States", 8),
           ("KR", "韓国", "South Korea", 6), ("TW", "台湾", "Taiwan", 3), ("HK", "香港", "Hong Kong", 2),
           ("CA", "カナダ", "Canada", 1.2), ("DE", "ドイツ", "Germany", 0.8), ("other", None, None, 4)]
OTHER = {"ja": "その他", "en": "Other"}
MONTHS = ["2005-06", "2005-07", "2005-08", "2005-09", "2005-10", "2005-11"]
PORTS = [1026, 1027, 1028, 1030, 1029, 1025, 1031, 1032, 1033, 1034, 1035, 1036, 1037, 1038]


def days_of(month):
    year, number = map(int, month.split("-"))
    return [f"{month}-{day:02d}" for day in range(1, calendar.monthrange(year, number)[1] + 1)]


def label(ja, en=None):
    return {"ja": ja, "en": en or ja}


def spread(rng, total, count, wobble):
    """Whole numbers that add up to total."""
    weights = [1 + wobble * (rng.random() - 0.5) for _ in range(count)]
    cut = [int(total * w / sum(weights)) for w in weights]
    cut[0] += total - sum(cut)
    return cut


def columns(rows):
    return [sum(column) for column in zip(*rows)]


def shares(rng, total, weights):
    return spread_by(total, [w * (0.85 + 0.3 * rng.random()) for w in weights])


def spread_by(total, weights):
    cut = [int(total * w / sum(weights)) for w in weights]
    cut[0] += total - sum(cut)
    return cut


def daily_rows(rng, totals, days):
    return [spread(rng, total, days, 0.5) for total in totals]


def totals_of(accesses, sources, point_days, possible):
    per_source = accesses / sources
    return {"accesses": accesses, "attempts": int(accesses * 0.61), "cumulative_sources": sources,
            "distinct_sources": int(sources * 0.43), "point_days": point_days, "possible_point_days": possible,
            "accesses_per_point_day": accesses / point_days, "sources_per_point_day": sources / point_days,
            "accesses_per_source_low": int(per_source), "accesses_per_source_high": int(per_source) + 1}


def month_row(month, accesses, sources, points, point_days):
    return {"month": month, "accesses": accesses, "attempts": int(accesses * 0.61), "cumulative_sources": sources,
            "distinct_sources": int(sources * 0.43), "points": points, "point_days": point_days,
            "accesses_per_point_day": accesses / point_days if point_days else None,
            "sources_per_point_day": sources / point_days if point_days else None}


def group(rng):
    days = days_of("2005-10") + days_of("2005-11")
    members = []
    for i, port in enumerate(PORTS):
        size = [900, 760, 120, 90][i] if i < 4 else 40 - 2.5 * i
        rise = 25 if i < 4 else 38
        row = [int(size * (0.25 + 0.75 * min(1, day / rise)) * (0.6 + 0.8 * rng.random())) for day in range(len(days))]
        if i > 10:
            row = [value if day > 35 or day % 9 else None for day, value in enumerate(row)]
        members.append({"key": f"{port}/udp", "label": label(f"{port}(UDP)"), "color": i, "accesses": row})
    members.append({"key": "other", "label": OTHER, "color": None, "accesses": [rng.randrange(30) for _ in days]})
    total = sum(value or 0 for m in members for value in m["accesses"])
    regions = [{"key": k, "label": label(ja, en), "accesses": n} for (k, ja, en, _), n in
               zip(REGIONS[1:6], spread_by(total, [88, 5, 3, 2, 2]))]
    return {"key": "messenger", "label": label("102x(UDP)/103x(UDP)"), "accesses": total, "cumulative_sources": total // 4,
            "days": days, "members": members, "regions": regions}


def world(rng, regions):
    codes = ["FR", "GB", "BR", "IN", "RU", "AU", "MX", "IT", "ES", "NL", "PL", "SE", "TH", "MY", "SG", "ID", "PH", "VN", "TR", "ZA",
             "AR", "CL", "IL", "EG", "NG", "KE", "SA", "AE", "IR", "PK", "NO", "FI", "NZ", "MO", "GU", "EU", "AP", "??"]
    rows = [{"region": r["key"], "accesses": r["accesses"], "cumulative_sources": r["cumulative_sources"]} for r in regions if r["key"] != "other"]
    rows += [{"region": code, "accesses": max(3, int(3200 * 0.86 ** i)), "cumulative_sources": max(1, int(900 * 0.86 ** i))} for i, code in enumerate(codes)]
    return sorted(rows, key=lambda r: -r["accesses"])


def november():
    rng = random.Random(20051130)
    days = days_of("2005-11")
    accesses, sources = 543415, 121200
    by_month = [(428000, 131000), (431500, 128200), (419800, 124400), (412300, 119000), (498700, 126900), (accesses, sources)]
    d = {"schema": "teiten-summary-1", "generator": "teiten 0.1.0", "month": "2005-11", "time_zone": "Asia/Tokyo", "months": MONTHS,
         "days": days, "published": True, "publication": {"min_points": 3, "folded_cells": 12},
         "points": {"known": 10, "observing": 10, "daily": [10] * 30},
         "totals": totals_of(accesses, sources, 300.0, 300), "previous": totals_of(498700, 126900, 309.6, 310)}
    d["monthly"] = [month_row(m, a, s, 10, 10.0 * len(days_of(m))) for m, (a, s) in zip(MONTHS, by_month)]
    weights, source_weights = [w for _, _, w in SERVICES], [26, 21, 12, 12, 11, 6, 5, 3, 4]
    by_service, by_service_sources = spread_by(accesses, weights), spread_by(sources, source_weights)
    by_region = spread_by(accesses, [r[3] for r in REGIONS])
    by_region_sources = spread_by(sources, [48, 17, 11, 8, 4, 3, 2, 2, 5])
    d["services"] = [{"key": k, "label": label(t) if t else OTHER, "color": i if t else None,
                      "members": ([f"{p}/udp" for p in PORTS] if k == "messenger" else [k]) if t else [], "accesses": by_service[i],
                      "cumulative_sources": by_service_sources[i], "points": 10} for i, (k, t, _) in enumerate(SERVICES)]
    d["regions"] = [{"key": k, "label": label(ja, en) if ja else OTHER, "color": i if ja else None, "accesses": by_region[i],
                     "cumulative_sources": by_region_sources[i], "points": 10} for i, (k, ja, en, _) in enumerate(REGIONS)]
    service, service_sources = daily_rows(rng, by_service, 30), daily_rows(rng, by_service_sources, 30)
    # The regions of a day add up to the day's services.
    day_totals, day_sources = columns(service), columns(service_sources)
    region = list(map(list, zip(*[shares(rng, n, [r[3] for r in REGIONS]) for n in day_totals])))
    region_sources = list(map(list, zip(*[shares(rng, n, by_region_sources) for n in day_sources])))
    region[7][4] = None  # folded: fewer than three points saw it that day
    kind = list(map(list, zip(*[shares(rng, n, [93, 6, 1]) for n in day_totals])))
    d["daily"] = {"service": {"accesses": service, "cumulative_sources": service_sources},
                  "region": {"accesses": region, "cumulative_sources": region_sources},
                  "kind": {"keys": ["probe", "backscatter", "other"], "accesses": kind,
                           "distinct_sources": [[n // 6 for n in row] for row in kind]},
                  "total": {"accesses": day_totals, "cumulative_sources": day_sources, "distinct_sources": [n // 2 for n in day_sources]}}
    half = lambda weights, totals: list(map(list, zip(*[shares(rng, n, weights) for n in totals])))
    grow = [[w * (0.15 if i == 2 and m < 4 else 1) for i, w in enumerate(weights)] for m in range(6)]
    d["half_year"] = {"service": {"accesses": list(map(list, zip(*[shares(rng, by_month[m][0], grow[m]) for m in range(6)]))),
                                  "cumulative_sources": half(source_weights, [s for _, s in by_month])},
                      "region": {"accesses": half([r[3] for r in REGIONS], [a for a, _ in by_month]),
                                 "cumulative_sources": half(by_region_sources, [s for _, s in by_month])}}
    curve = [70, 62, 55, 50, 46, 44, 48, 60, 74, 92, 100, 104, 100, 103, 106, 108, 107, 104, 103, 106, 110, 112, 104, 88]
    hourly = lambda totals: [spread_by(n, [h * (0.9 + 0.2 * rng.random()) for h in curve]) for n in totals]
    d["hourly"] = {"month": hourly(by_service), "half_year": hourly([sum(row) for row in d["half_year"]["service"]["accesses"]])}
    tilt = lambda i: [w * (6 if i == 1 and j == 2 else 0.3 + 1.4 * rng.random()) for j, w in enumerate(weights)]
    d["region_service"] = [spread_by(n, tilt(i)) for i, n in enumerate(by_region)]
    d["kinds"] = [{"key": k, "accesses": sum(row), "distinct_sources": sum(row) // 40} for k, row in zip(["probe", "backscatter", "other"], kind)]
    d["groups"] = [group(rng)]
    ssh = [int(160 + 900 * rng.random() ** 4) for _ in days]
    ssh[8], ssh[21] = 14210, 6120
    d["maintenance"] = [{"key": "22/tcp", "label": label("22(TCP)"), "points": 1, "connections": sum(ssh), "distinct_sources": 214, "daily": ssh,
                         "regions": [{"key": "CN", "label": label("中国", "China"), "connections": 14210}]}]
    d["coverage"] = {"daily": [10.0] * 11 + [9.4, 9.98] + [10.0] * 17, "expected": [10] * 30}
    all_days = [day for m in MONTHS for day in days_of(m)]
    shade = [int(14000 + 3500 * rng.random() + (3500 if i > 121 else 0)) for i in range(len(all_days))]
    shade[-30:] = day_totals
    d["calendar"] = {"from": all_days[0], "to": all_days[-1], "accesses": [None if 40 <= i < 43 else n for i, n in enumerate(shade)]}
    d["map"] = world(rng, d["regions"])
    d["segments"] = {"count": 300, "seen": 612345, "dropped": 12, "accesses": accesses, "connections": sum(ssh), "truncated": 0, "excluded": {"outbound": 40100, "reply": 17000}}
    d["regions_data"] = ["iptoasn-country 2026-06-17"]
    return d


def other_only(days):
    nothing = [None] * days
    return {"accesses": [nothing], "cumulative_sources": [nothing]}


def empty():
    d = copy.deepcopy(november())
    nothing = [None] * 30
    item = {"key": "other", "label": OTHER, "color": None, "members": [], "accesses": 0, "cumulative_sources": 0, "points": 0}
    d.update(published=False, publication={"min_points": 1, "folded_cells": 0}, previous=None, time_zone=None,
             points={"known": 1, "observing": 0, "daily": [0] * 30}, services=[item], regions=[item],
             totals={k: None if "per" in k else 0 for k in d["totals"]},
             monthly=[month_row(m, 0, 0, 0, 0) for m in MONTHS],
             daily={"service": other_only(30), "region": other_only(30),
                    "kind": {"keys": ["probe", "backscatter", "other"], "accesses": [nothing] * 3, "distinct_sources": [nothing] * 3},
                    "total": {"accesses": nothing, "cumulative_sources": nothing, "distinct_sources": nothing}},
             half_year={"service": other_only(6), "region": other_only(6)}, hourly={"month": [[0] * 24], "half_year": [[0] * 24]},
             region_service=[[0]], kinds=[{"key": k, "accesses": 0, "distinct_sources": 0} for k in ["probe", "backscatter", "other"]],
             groups=[], maintenance=[], coverage={"daily": [0] * 30, "expected": [1] * 30, "by_point": [{"point": "point01", "days": [0] * 30}]},
             map=[])
    d["calendar"]["accesses"] = [None] * len(d["calendar"]["accesses"])
    d["totals"]["possible_point_days"] = 0
    return d


def partial():
    """One point from the 18th, gaps on the 22nd and 23rd, only 445/tcp, from one country; one of six months has data."""
    d = empty()
    day = [None] * 17 + [12, 40, 35, 0, None, None, 28, 31, 9, 44, 38, 30, 26]
    source = [None if n is None else n // 3 for n in day]
    total, sources = sum(n or 0 for n in day), sum(n or 0 for n in source)
    point_days = 10.4
    one = {"key": "445/tcp", "label": label("445(TCP)"), "color": 0, "members": ["445/tcp"], "accesses": total, "cumulative_sources": sources, "points": 1}
    china = dict(one, key="CN", label=label("中国", "China"))
    zero = [None if n is None else 0 for n in day]
    rows = {"accesses": [day, zero], "cumulative_sources": [source, zero]}
    half = {"accesses": [[None] * 5 + [total], [None] * 5 + [0]], "cumulative_sources": [[None] * 5 + [sources], [None] * 5 + [0]]}
    d.update(time_zone="Asia/Tokyo", points={"known": 1, "observing": 1, "daily": [int(n is not None) for n in day]},
             totals=totals_of(total, sources, point_days, 30), services=[one, d["services"][0]], regions=[china, d["regions"][0]],
             half_year={"service": half, "region": half}, region_service=[[total, 0], [0, 0]],
             maintenance=[{"key": "22/tcp", "label": label("22(TCP)"), "points": 1, "connections": 0, "distinct_sources": 0,
                           "daily": zero, "regions": []}],
             map=[{"region": "CN", "accesses": total, "cumulative_sources": sources}])
    d["monthly"][5] = month_row("2005-11", total, sources, 1, point_days)
    d["daily"].update(service=rows, region=rows, total={"accesses": day, "cumulative_sources": source, "distinct_sources": source})
    d["daily"]["kind"]["accesses"] = [day, zero, zero]
    d["hourly"] = {"month": [spread_by(total, [1 + h % 5 for h in range(24)]), [0] * 24]}
    d["hourly"]["half_year"] = d["hourly"]["month"]
    d["coverage"] = {"daily": [0] * 17 + [0.4] + [1] * 3 + [0, 0] + [1] * 7, "expected": [0] * 17 + [1] * 13,
                     "by_point": [{"point": "point01", "days": [0] * 17 + [0.4] + [1] * 3 + [0, 0] + [1] * 7}]}
    d["coverage"]["expected"][21:23] = [1, 1]
    d["calendar"]["accesses"][-30:] = day
    members = [{"key": "1026/udp", "label": label("1026(UDP)"), "color": 0, "accesses": [None] * 31 + day}]
    d["groups"] = [{"key": "messenger", "label": label("102x(UDP)/103x(UDP)"), "accesses": total, "cumulative_sources": sources,
                    "days": days_of("2005-10") + days_of("2005-11"), "members": members, "regions": []}]
    return d


def hostile():
    d = november()
    words = ['<script>alert(1)</script>', ']]><svg onload="x">', '"\' onmouseover=\'y', '{a|b}{0}{name}', '&amp;&#x41;', '\u0007\ud83d\ude00 絵文字 😀', '', 'あ' * 300]
    for i, word in enumerate(words):
        d["services"][i]["label"] = label(word)
        d["regions"][i]["label"] = label(word)
        d["services"][i]["key"] = word + str(i)
    d["groups"][0]["label"] = label(words[0])
    d["groups"][0]["members"][0]["label"] = label(words[1])
    d["groups"][0]["members"][1]["key"] = words[2]
    d["maintenance"][0]["label"] = label(words[1])
    d["maintenance"][0]["key"] = words[0]
    d["generator"] = words[2]
    d["monthly"][5]["sources_per_point_day"] = 3.2
    d["time_zone"] = words[0]
    d["map"][0]["region"] = words[1]
    d["map"][1]["region"] = "__proto__"
    d["map"][2]["region"] = "constructor"
    return d


def main():
    folder = pathlib.Path(sys.argv[1])
    for make in (november, empty, partial, hostile):
        text = json.dumps(make(), ensure_ascii=True, separators=(",", ":"), sort_keys=False)
        (folder / f"{make.__name__}.json").write_text(text.replace('],"', '],\n"').replace('},"', '},\n"') + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
