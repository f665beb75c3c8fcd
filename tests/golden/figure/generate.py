#!/usr/bin/env python3
"""Write the sample summaries that the figures' tests draw: generate.py FOLDER

Invented numbers in the exact shape of a summary (schema teiten-summary-1), the same at every run:
november  ten points, eight services and "other", eight regions and "other", a group of fourteen ports, SSH
empty     a month in which nothing was observed
partial   one point that began on the 18th, two days without observation, one service, not for publication
withheld  five points, most numbers seen by few: days, hours, kinds, regions and a month are left out, others were not observed
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


def totals_of(accesses, sources, points, point_days, possible):
    low = accesses // sources if sources else None
    return {"accesses": accesses, "attempts": int(accesses * 0.61), "cumulative_sources": sources,
            "distinct_sources": int(sources * 0.43), "points": points, "point_days": point_days, "possible_point_days": possible,
            "accesses_per_point_day": accesses / point_days if point_days else None,
            "sources_per_point_day": sources / point_days if point_days else None,
            "accesses_per_source_low": low, "accesses_per_source_high": low + (accesses % sources > 0) if sources else None}


def month_row(month, accesses, sources, points, point_days):
    return dict(month=month, **totals_of(accesses, sources, points, point_days, points * len(days_of(month))))


def hidden_month(month, points, point_days):
    """A month that too few points observed: how much was observed is published, nothing else."""
    row = month_row(month, 0, 0, points, point_days)
    return {key: value if key in ("month", "points", "point_days", "possible_point_days") else None for key, value in row.items()}


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


def finding(kind, subject, numbers, figure, severity=1, evidence="day-service --month 2005-11"):
    rest = {"value": None, "expected": None, "ratio": None, "score": None}
    if numbers.get("expected"):
        rest["ratio"] = numbers["value"] / numbers["expected"]
    return {"type": kind, "severity": severity, "subject": subject, "numbers": {**rest, **numbers},
            "evidence": "teiten query " + evidence, "figure": figure}


def findings(services, regions):
    """One of each type, and both forms of those that have two."""
    service = lambda i, kind="service": {"kind": kind, "key": services[i]["key"], "label": services[i]["label"]}
    region = lambda i: {"kind": "region", "key": regions[i]["key"], "label": regions[i]["label"]}
    pair = lambda s, r: {"kind": "pair", "key": f"{services[s]['key']} {regions[r]['key']}", "label": services[s]["label"],
                         "service": services[s]["key"], "region": regions[r]["key"]}
    total = lambda key: {"kind": "total", "key": key, "label": label(key)}
    driver = {"key": services[2]["key"], "label": services[2]["label"], "change": 298.4, "share": 1.06}
    coverage = lambda key: {"kind": "coverage", "key": key, "label": label(key)}
    month, days = {"from": "2005-11", "to": "2005-11"}, {"from": "2005-11-11", "to": "2005-11-13"}
    since = {"from": "2005-10", "to": "2005-11"}
    return [
        finding("surge", service(2), {"value": 398.5, "expected": 61.2, "score": 9.1, "share": 0.19, "accesses": 119550, **since}, "fig3_1_1", 3),
        finding("more_accesses_fewer_sources", total("sources"), {"value": 4.48, "expected": 3.84, "score": 4.8, "drivers": [driver]}, "fig1", 2),
        finding("surge", region(1), {"value": 652.7, "expected": 338.7, "score": 8.1, "share": 0.17, "accesses": 195800, **month}, "fig3_2_1", 2),
        finding("level_steady", total("accesses"), {"value": 1811.4, "expected": 1530.2, "score": 3.3, "drivers": [driver], **since}, "fig1"),
        finding("level_steady", total("sources"), {"value": 404.0, "expected": 425.2, "score": -1.4}, "fig1"),
        finding("drop", service(5), {"value": 12.4, "expected": 63.0, "score": -5.0, "share": -0.028, "accesses": 3720, **since}, "fig3_1_1"),
        finding("surge", pair(0, 3), {"value": 60.1, "expected": 20.0, "score": 6.2, "share": 0.022}, "fig4_2_3"),
        finding("day_surge", service(3), {"value": 480.2, "expected": 140.1, "score": 7.7, "share": 0.019, "accesses": 14406, "accesses_expected": 4203.0, **days}, "fig2_1_1"),
        finding("day_surge", service(7), {"value": 99.5, "expected": 20.0, "score": 6.0, "share": 0.004, "accesses": 995, "accesses_expected": 200.0, "from": "2005-11-20", "to": "2005-11-20"}, "fig2_1_1"),
        finding("entered_top", service(7), {"value": 21.7, "expected": 9.0, "score": 5.5, "rank": 8, "rank_expected": None, "accesses": 6521}, "fig2_1_1"),
        finding("left_top", {"kind": "service", "key": "4899/tcp", "label": label("4899(TCP)")}, {"value": 3.1, "expected": 9.0, "score": -5.5, "rank": None, "rank_expected": 9, "accesses": 930}, "fig2_1_1"),
        finding("first_seen", {"kind": "service", "key": "6881/udp", "label": label("6881(UDP)")}, {"accesses": None, "expected": 0, "days": 12}, "fig2_1_1"),
        finding("hours_changed", service(1, "hour"), {"value": 0.182, "expected": 0.012, "hour": 3, "hour_expected": 21}, "fig4_1_2"),
        finding("concentration", pair(0, 0), {"value": 0.761, "expected": 0.5, "share": 0.23, "accesses": 124062}, "fig4_2_3"),
        finding("concentration", region(0), {"value": 0.52, "expected": 0.5, "share": 0.52, "accesses": 282576}, "fig4_2_2"),
        finding("coverage", coverage("points"), {"value": 10, "expected": 7}, "fig_coverage")]


def world(rng, regions):
    codes = ["FR", "GB", "BR", "IN", "RU", "AU", "MX", "IT", "ES", "NL", "PL", "SE", "TH", "MY", "SG", "ID", "PH", "VN", "TR", "ZA",
             "AR", "CL", "IL", "EG", "NG", "KE", "SA", "AE", "IR", "PK", "NO", "FI", "NZ", "MO", "GU", "EU", "AP", "??"]
    rows = [{"region": r["key"], "accesses": r["accesses"], "cumulative_sources": r["cumulative_sources"]} for r in regions if r["key"] != "other"]
    rows += [{"region": code, "accesses": max(9, int(2980 * 0.86 ** i)), "cumulative_sources": max(5, int(790 * 0.86 ** i))} for i, code in enumerate(codes)]
    return sorted(rows, key=lambda r: -r["accesses"])


def popup(accesses, sources, days, variants, sender, recipient, text, code_page="ascii"):
    return {"accesses": accesses, "distinct_sources": sources, "days": days, "variants": variants, "sender": sender,
            "recipient": recipient, "text": text, "code_page": code_page, "cut": False,
            "services": [{"key": f"{port}/udp", "label": label(f"{port}(UDP)")} for port in (1026, 1027, 1028, 1031)],
            "regions": [{"key": "CN", "label": label("中国", "China"), "accesses": accesses * 9 // 10}]}


def november():
    rng = random.Random(20051130)
    days = days_of("2005-11")
    accesses, sources = 543415, 121200
    by_month = [(428000, 131000), (389800, 115800), (419800, 124400), (412300, 119000), (498700, 126900), (accesses, sources)]
    d = {"schema": "teiten-summary-1", "generator": "teiten 0.1.0", "month": "2005-11", "time_zone": "Asia/Tokyo", "months": MONTHS,
         "days": days, "published": True, "publication": {"min_points": 3, "folded_cells": 12},
         "points": {"known": 10, "observing": 10, "daily": [10] * 30},
         "totals": totals_of(accesses, sources, 10, 300.0, 300), "previous": totals_of(498700, 126900, 10, 309.6, 310)}
    observed = [300.0, 280.0, 310.0, 300.0, 309.6, 300.0]  # nothing for three days of July
    d["monthly"] = [month_row(m, a, s, 10, n) for m, (a, s), n in zip(MONTHS, by_month, observed)]
    weights, source_weights = [w for _, _, w in SERVICES], [26, 21, 12, 12, 11, 6, 5, 3, 4]
    by_service, by_service_sources = spread_by(accesses, weights), spread_by(sources, source_weights)
    by_region = spread_by(accesses, [r[3] for r in REGIONS])
    by_region_sources = spread_by(sources, [48, 17, 11, 8, 4, 3, 2, 2, 5])
    d["services"] = [{"key": k, "label": label(t) if t else OTHER, "color": i if t else None,
                      "members": ([f"{p}/udp" for p in PORTS] if k == "messenger" else [k]) if t else [], "accesses": by_service[i],
                      "cumulative_sources": by_service_sources[i]} for i, (k, t, _) in enumerate(SERVICES)]
    d["regions"] = [{"key": k, "label": label(ja, en) if ja else OTHER, "color": i if ja else None, "members": [k] if ja else [], "accesses": by_region[i],
                     "cumulative_sources": by_region_sources[i]} for i, (k, ja, en, _) in enumerate(REGIONS)]
    service, service_sources = daily_rows(rng, by_service, 30), daily_rows(rng, by_service_sources, 30)
    # The regions of a day add up to the day's services.
    day_totals, day_sources = columns(service), columns(service_sources)
    region = list(map(list, zip(*[shares(rng, n, [r[3] for r in REGIONS]) for n in day_totals])))
    region_sources = list(map(list, zip(*[shares(rng, n, by_region_sources) for n in day_sources])))
    for day in (4, 17):  # folded: fewer than three points saw it on these days
        for rows in (region, region_sources):
            rows[8][day] += rows[7][day]
            rows[7][day] = None
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
    d["region_service_previous"] = [[int(0.9 * n) for n in row] for row in d["region_service"]]
    d["new_services"] = [{"key": "6881/udp", "label": label("6881(UDP)"), "accesses": None, "cumulative_sources": None, "days": 12}]
    d["ranking"] = [{"key": s["key"], "label": s["label"], "rank": i + 1, "accesses": s["accesses"], "rank_previous": i + 1,
                     "accesses_previous": d["half_year"]["service"]["accesses"][i][4]} for i, s in enumerate(d["services"][:-1])]
    d["kinds"] = [{"key": k, "accesses": sum(row), "distinct_sources": sum(row) // 40} for k, row in zip(["probe", "backscatter", "other"], kind)]
    d["groups"] = [group(rng)]
    ssh = [int(160 + 900 * rng.random() ** 4) for _ in days]
    ssh[8], ssh[21] = 14210, 6120
    d["maintenance"] = [{"key": "22/tcp", "label": label("22(TCP)"), "points": None, "connections": sum(ssh), "distinct_sources": 214, "daily": ssh,
                         "regions": [{"key": "CN", "label": label("中国", "China"), "connections": 14210}]}]
    d["coverage"] = {"daily": [10.0] * 11 + [9.4, 9.98] + [10.0] * 17, "expected": [10] * 30}
    all_days = [day for m in MONTHS for day in days_of(m)]
    shade = [n for (total, _), m in zip(by_month, MONTHS) for n in spread(rng, total, len(days_of(m)) - 3 * (m == "2005-07"), 0.3)]
    shade[40:40] = [None] * 3
    shade[-30:] = day_totals
    d["calendar"] = {"from": all_days[0], "to": all_days[-1], "accesses": shade}
    d["map"] = world(rng, d["regions"])
    d["maintenance"][0]["episodes"] = {"count": 17, "connections": 28310, "distinct_sources": 15, "largest": [
        {"day": "2005-11-09", "seconds": 21840, "connections": 9120, "region": "CN", "label": label("中国", "China")}]}
    d["tools"] = [{"key": "slammer", "evidence": "a mark", "accesses": 5120, "distinct_sources": 903}]
    d["suspects"] = [{"key": "ttl", "evidence": "a rule", "accesses": 2210, "distinct_sources": 340},
                     {"key": "bogon", "evidence": "a rule", "accesses": 77, "distinct_sources": 41}]
    smb, rpc, popup_port = (dict(key=key, label=label(text, text)) for key, text in
                            (("445/tcp", "445(TCP)"), ("135/tcp", "135(TCP)"), ("1026/udp", "1026(UDP)")))
    china = {"key": "CN", "label": label("中国", "China")}
    d["source_groups"] = [{"tool": None, "services": 2, "first_services": [rpc, smb], "sources": 56, "accesses": 12074, "days": 30},
                          {"tool": "slammer", "services": 9, "first_services": [rpc, smb, popup_port, rpc], "sources": 8, "accesses": 310, "days": 1}]
    d["wide"] = {"distinct_sources": 1317, "source_days": 1318, "accesses": 90319, "shown": [
        {"region": china, "days": 2, "services": 4, "accesses": 54, "tool": None, "top_services": [popup_port, smb]},
        {"region": china, "days": 1, "services": 1, "accesses": 179, "tool": "nmap", "top_services": [smb]}]}
    d["attacks"] = {"count": 3, "packets": 95, "victims": 2, "addresses": 10, "kinds": [
        {"key": "tcp", "count": 2}, {"key": "udp", "count": 0}, {"key": "icmp", "count": 1}], "largest": [
        {"day": "2005-11-08", "seconds": 8040, "flood": "tcp", "service": smb, "services": 1, "region": china, "packets": 61, "estimated_packets": 26199300505.6},
        {"day": "2005-11-15", "seconds": 30, "flood": "icmp", "service": rpc, "services": 2, "region": china, "packets": 21, "estimated_packets": None}]}
    d["payloads"] = [{"key": "messenger", "accesses": 118404, "distinct_sources": 18211, "details": []},
                     {"key": "sip", "accesses": 210, "distinct_sources": 31, "details": [
                         {"detail": "OPTIONS, User-Agent friendly-scanner", "accesses": 190, "distinct_sources": 22}]}]
    d["senders"] = [{"key": "messenger", "detail": "", "sources": 9120, "days": 12},
                    {"key": "sip", "detail": "OPTIONS, User-Agent friendly-scanner", "sources": 14, "days": 1}]
    d["messages"] = {"accesses": 118404, "distinct_sources": 18211, "texts": 37, "forms": 9, "shown": [
        popup(71040, 9904, 30, 29, "SYSTEM", "USER", "STOP! This computer has errors.\n\nVisit www.********.com to repair it.\n"),
        popup(20113, 4120, 1, 1, "管理者", "PC", "警告: 問題があります。\n", "cp932")]}
    d["findings"] = findings(d["services"], d["regions"])
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
             region_service=[[0]], region_service_previous=None, new_services=[], ranking=[], findings=[], kinds=[{"key": k, "accesses": 0, "distinct_sources": 0} for k in ["probe", "backscatter", "other"]],
             groups=[], maintenance=[], tools=[], suspects=[], source_groups=[],
             wide={"distinct_sources": 0, "source_days": 0, "accesses": 0, "shown": []},
             attacks={"count": 0, "packets": 0, "victims": 0, "addresses": 10, "kinds": [], "largest": []}, messages={"accesses": 0, "distinct_sources": 0, "texts": 0, "forms": 0, "shown": []}, coverage={"daily": [0] * 30, "expected": [1] * 30, "by_point": [{"point": "point01", "days": [0] * 30}]},
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
             totals=totals_of(total, sources, 1, point_days, 30), services=[one, d["services"][0]], regions=[china, d["regions"][0]],
             half_year={"service": half, "region": half}, region_service=[[total, 0], [0, 0]], region_service_previous=None,
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


WITHHELD = {  # days of November, from 0
    "unobserved": (5, 6), "days": (11, 12), "folded": (14, 17), "kinds": (19, 23), "members": (25, 27)}


def without(row, days):
    return [None if i in days else n for i, n in enumerate(row)]


def by_day(rng, totals, weights):
    """Rows that add up to the totals; null where these are."""
    columns_ = [shares(rng, n, weights) if n is not None else [None] * len(weights) for n in totals]
    return list(map(list, zip(*columns_)))


def withheld_daily(rng, total):
    rows = by_day(rng, total, [60, 30, 0, 10])
    for day in WITHHELD["folded"]:
        rows[3][day] += rows[1][day]
        rows[1][day] = None
    return rows


def withheld_groups(rng):
    unseen = WITHHELD["unobserved"] + WITHHELD["days"]
    row = lambda size: [n if n is None else int(n * size) for n in [1 + rng.random() for _ in range(31)] + without([1 + rng.random() for _ in range(30)], unseen)]
    members = [{"key": f"{port}/udp", "label": label(f"{port}(UDP)"), "color": i, "accesses": row([400, 40, 30, 20, 10][i])} for i, port in enumerate(PORTS[:5])]
    for m in members[3:]:
        m["accesses"] = without(m["accesses"], [31 + day for day in WITHHELD["members"]] + [8, 9])
    return [{"key": "messenger", "label": label("102x(UDP)/103x(UDP)"), "accesses": 14200, "cumulative_sources": 3550,
             "days": days_of("2005-10") + days_of("2005-11"), "members": members, "regions": []}]


def withheld():
    """What is published of five points when k is 3. June was not observed; in July two points began; in September some
    days were observed by fewer than all, so that the summary does not tell why there is no number of three of them."""
    rng = random.Random(20051112)
    d = november()
    d.update(findings=[], new_services=[], ranking=[], region_service_previous=None)
    months, unseen = d["months"], WITHHELD["unobserved"] + WITHHELD["days"]
    shown = without([int(900 + 300 * rng.random()) for _ in range(30)], unseen)
    total = sum(n or 0 for n in shown) + 611  # of the days that are withheld
    sources = [None if n is None else n // 4 for n in shown]
    rows, source_rows = withheld_daily(rng, shown), withheld_daily(rng, sources)
    kinds = by_day(rng, shown, [90, 8, 2])
    for row in kinds[1:]:
        row[:] = without(row, WITHHELD["kinds"])
    distinct = [[n if n is None else n // 5 for n in row] for row in kinds]
    d.update(publication={"min_points": 3, "folded_cells": 60}, points={"known": 5, "observing": 5, "daily": [0 if i in WITHHELD["unobserved"] else 2 if i in WITHHELD["days"] else 5 for i in range(30)]})
    d["coverage"] = {"daily": [float(n) for n in d["points"]["daily"]], "expected": [5] * 30}
    d["totals"] = totals_of(total, total // 4, 5, sum(d["coverage"]["daily"]), 150)
    d["monthly"] = [month_row(months[0], 0, 0, 0, 0), hidden_month(months[1], 2, 62.0)]
    d["monthly"] += [month_row(m, 30000 + 900 * i, 7500 + 90 * i, 5, n) for i, (m, n) in enumerate(zip(months[2:5], [155.0, 130.5, 155.0]))]
    d["monthly"].append(dict(month=months[5], **d["totals"]))
    d["previous"] = {key: value for key, value in d["monthly"][4].items() if key != "month"}
    names = [d["services"][0], d["services"][2], d["services"][7], d["services"][8]]
    places = [d["regions"][0], d["regions"][1], d["regions"][2], d["regions"][8]]
    for items in (names, places):  # the third is so small that it is in "other"
        for item, n, m in zip(items, spread_by(total, [60, 30, 0, 10]), spread_by(total // 4, [60, 30, 0, 10])):
            item.update(accesses=n, cumulative_sources=m)
        items[2].update(accesses=None, cumulative_sources=None)
        for i, item in enumerate(items[:3]):
            item["color"] = i
    d["services"], d["regions"] = names, places
    table = {"accesses": rows, "cumulative_sources": source_rows}
    d["daily"] = {"service": table, "region": copy.deepcopy(table),
                  "kind": {"keys": ["probe", "backscatter", "other"], "accesses": kinds, "distinct_sources": distinct},
                  "total": {"accesses": shown, "cumulative_sources": sources, "distinct_sources": [None if n is None else n // 2 for n in sources]}}
    half = {count: by_day(rng, [None, None] + [m[count] for m in d["monthly"][2:]], [60, 30, 1, 9]) for count in ("accesses", "cumulative_sources")}
    d["half_year"] = {"service": half, "region": copy.deepcopy(half)}
    hours = [without([int(n / 24 * (0.8 + 0.4 * rng.random())) for _ in range(24)], (3, 4)) for n in (item["accesses"] or 0 for item in names)]
    d["hourly"] = {"month": hours, "half_year": [[None] * 24] * 4}
    d["region_service"] = [[9000, 4000, None, 1200], [5000, 0, 0, 900], [0, None, 0, None], [1100, None, 0, 400]]
    d["kinds"] = [{"key": "probe", "accesses": int(total * 0.9), "distinct_sources": total // 30}]
    d["kinds"] += [{"key": key, "accesses": None, "distinct_sources": None} for key in ("backscatter", "other")]
    d["groups"] = withheld_groups(rng)
    for m in d["maintenance"]:
        m["daily"] = without(m["daily"], WITHHELD["unobserved"])
        m["connections"] = sum(n or 0 for n in m["daily"])
    before = [int(850 + 400 * rng.random()) for _ in d["calendar"]["accesses"][:-30]]
    before[:61] = [None] * 61
    for day in (70, 71, 100, 101, 102):
        before[day] = None
    d["calendar"]["accesses"] = before + shown
    d["map"] = [{"region": "JP", "accesses": places[0]["accesses"], "cumulative_sources": places[0]["cumulative_sources"]},
                {"region": "CN", "accesses": places[1]["accesses"], "cumulative_sources": places[1]["cumulative_sources"]}]
    d["segments"].update(count=126, seen=40000, accesses=total)
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
    d["messages"]["shown"] = [popup(1, 1, 1, 1, *words[:3]), popup(1, 1, 1, 1, words[5], words[6], "\n".join(words))]
    d["tools"][0]["key"] = d["suspects"][0]["key"] = words[0]
    d["wide"]["shown"][0]["tool"] = d["attacks"]["largest"][0]["flood"] = words[1]
    for f in d["findings"]:
        if f["subject"]["kind"] == "service":
            f["subject"]["label"] = label(words[0])
            f["figure"] = words[1] if f["type"] == "entered_top" else f["figure"]
    d["monthly"][5]["sources_per_point_day"] = 3.2
    d["time_zone"] = words[0]
    d["map"][0]["region"] = words[1]
    d["map"][1]["region"] = "__proto__"
    d["map"][2]["region"] = "constructor"
    return d


def main():
    folder = pathlib.Path(sys.argv[1])
    for make in (november, empty, partial, withheld, hostile):
        text = json.dumps(make(), ensure_ascii=True, separators=(",", ":"), sort_keys=False)
        (folder / f"{make.__name__}.json").write_text(text.replace('],"', '],\n"').replace('},"', '},\n"') + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
