#!/usr/bin/env python3
"""Worlds of an outside generator that shares no code with teiten: every cell of its truth must be teiten's, and no other.

    test_world.py          small worlds of each kind
    test_world.py --full   worlds of full size
"""
import sys
from collections import Counter

from teiten import SANITIZED, WORLD, Tap, folder, must, query, skip_all, sql, world

# what the world is, arguments of the generator
SMALL = [
    ("November 2005, small", ["--scale", 0.01]),
    ("with the points' own traffic", ["--scale", 0.005, "--solicited", "--points", 4]),
    ("with backscatter", ["--scale", 0.01, "--backscatter", 0.1]),
    ("all of it, another seed", ["--scale", 0.003, "--solicited", "--backscatter", 0.1, "--seed", 7, "--points", 3]),
    ("August, nearly all messenger spam", ["--month", "2005-08", "--scale", 0.05, "--messenger", 30]),
    ("one point, in a leap year's February", ["--month", "2004-02", "--scale", 0.002, "--points", 1, "--seed", 3]),
]
FULL = [
    ("November 2005 as published", []),
    ("November 2005 with own traffic", ["--solicited"]),
    ("November 2005 with backscatter", ["--backscatter", 0.1]),
    ("August 2005", ["--month", "2005-08", "--accesses", 489000, "--sources", 128000]),
    ("another seed, 30 points", ["--seed", 11, "--points", 30, "--solicited", "--backscatter", 0.05]),
]


def cells(rows, keys, values):
    """Rows as {key: values}; a key that comes twice is a fault of its own."""
    out = {}
    for row in rows:
        key = "|".join(f"{row[k]:02d}" if k == "hour" else str(row[k]) for k in keys)
        assert key not in out, f"{key} twice"
        out[key] = {v: row[v] for v in values} if len(values) > 1 else row[values[0]]
    return out


def compare(t, name, got, want):
    """Equal in every cell, with nothing missing and nothing extra."""
    wrong = [f"{key}: teiten {got.get(key)}, truth {want.get(key)}"
             for key in sorted(set(got) | set(want)) if got.get(key) != want.get(key)]
    t.ok(not wrong and want, f"{name}: {len(want)} cells", *(wrong[:8] or ["the truth has no cells"]))


def check_totals(t, name, store, truth):
    month = ["--month", truth["month"]]
    totals = query(store, "totals", *month)[0]
    for ours, theirs in [("accesses", "accesses"), ("cumulative_sources", "cumulative_sources"),
                         ("distinct_sources", "distinct_sources"), ("points", "points")]:
        t.equal(totals[ours], truth[theirs], f"{name}: {theirs} of the month")
    for ours, theirs in [("accesses_per_point_day", "accesses"), ("sources_per_point_day", "cumulative_sources")]:
        expected = truth[theirs] / totals["point_days"]
        t.ok(abs(totals[ours] - expected) < 1e-6 * expected, f"{name}: {ours}", f"{totals[ours]}, not {expected}")
    t.ok(0 < totals["point_days"] <= truth["point_days"], f"{name}: point-days observed",
         f"{totals['point_days']} of {truth['point_days']}")


def check_figures(t, name, store, truth):
    month = ["--month", truth["month"]]
    three = ["accesses", "distinct_sources", "cumulative_sources"]
    compare(t, f"{name}: point and day", cells(query(store, "point-day", *month), ["point", "day"], three),
            truth["by_point_day"])
    compare(t, f"{name}: day and service", cells(query(store, "day-service", *month), ["day", "service"], three),
            truth["by_day_service"])
    compare(t, f"{name}: day and region", cells(query(store, "day-region", *month), ["day", "region"], three),
            truth["by_day_country"])
    compare(t, f"{name}: hour and service", cells(query(store, "hour-service", *month), ["hour", "service"], ["accesses"]),
            truth["by_hour_service"])
    compare(t, f"{name}: region and service",
            cells(query(store, "region-service", *month), ["region", "service"], ["accesses"]), truth["by_country_service"])
    kinds = Counter()
    for row in query(store, "day-kind", *month):
        kinds[row["kind"]] += row["accesses"]
    t.equal(dict(kinds), {k: v for k, v in {"probe": truth["accesses"] - truth["backscatter"],
                                            "backscatter": truth["backscatter"]}.items() if v}, f"{name}: kinds")
    said = {(row["sender"], row["recipient"], row["text"]): row["accesses"] for row in query(store, "messages", *month)}
    t.equal(said, {(m["sender"], m["to"], m["text"]): m["count"] for m in truth["messages"]}, f"{name}: pop-up messages")
    floods = sum(row["packets"] for row in query(store, "floods", *month))
    t.equal(floods, truth["backscatter"], f"{name}: traces of floods")
    wide = sum(row["wide_sources"] for row in query(store, "wide-sources", *month))
    t.equal(wide, truth["sources_seen_at_5_points_or_more_in_a_day"], f"{name}: sources seen at five points in a day")


def check_maintenance(t, name, store, truth):
    month = ["--month", truth["month"]]
    days = Counter()
    for row in query(store, "maintenance", *month):
        days[row["day"]] += row["connections"]
    t.equal(dict(days), truth["maintenance"]["accesses_by_day"], f"{name}: maintenance connections by day")
    regions = {row["region"]: row["connections"] for row in query(store, "maintenance-region", *month)}
    t.equal(regions, truth["maintenance"]["by_country"], f"{name}: maintenance connections by region")
    summary = must("query", "summary", "--month", truth["month"], "--store", store).json()
    attacks = [row["episodes"] for row in summary["maintenance"]]
    largest = max((one["connections"] for row in attacks for one in row["largest"]), default=0)
    t.equal(largest, truth["maintenance"]["largest_attack"], f"{name}: the largest dictionary attack")


def check_summary(t, name, store, truth):
    """The summary, from which reports are made, adds up to the same."""
    summary = must("query", "summary", "--month", truth["month"], "--store", store).json()
    for part in ("services", "regions", "kinds"):
        t.equal(sum(row["accesses"] for row in summary[part]), truth["accesses"], f"{name}: {part} of the summary add up")
    for part in ("services", "regions"):
        t.equal(sum(row["cumulative_sources"] for row in summary[part]), truth["cumulative_sources"],
                f"{name}: cumulative sources of {part} add up")
    # the world's pings look like Nachi's; a source that came once in a day with one is not named
    pings = sum(n for key, n in truth["by_hour_service"].items() if key.endswith("|ping/icmp"))
    named = {row["tool"]: 0 for row in query(store, "tools", "--month", truth["month"])}
    for row in query(store, "tools", "--month", truth["month"]):
        named[row["tool"]] += row["accesses"]
    t.equal({row["key"]: row["accesses"] for row in summary["tools"]}, named, f"{name}: tools of the summary")
    t.ok(named.get("nachi", 0) <= pings and set(named) <= {"nachi"}, f"{name}: no tool but in the pings", named, pings)
    t.equal(summary["wide"]["source_days"], truth["sources_seen_at_5_points_or_more_in_a_day"], f"{name}: wide sources")
    t.equal(summary["messages"]["accesses"], sum(m["count"] for m in truth["messages"]), f"{name}: pop-ups of the summary")
    t.equal(sum(row["accesses"] for row in summary["messages"]["shown"]), summary["messages"]["accesses"],
            f"{name}: the texts of the summary add up to them")
    t.equal(sum(day or 0 for day in summary["daily"]["total"]["accesses"]), truth["accesses"], f"{name}: days add up")
    t.equal(sum(map(sum, summary["hourly"]["month"])), truth["accesses"], f"{name}: hours add up")


def folded(keys, cells_of_truth):
    """The truth's cells ("column|name": accesses) by column and by the summary's rows; what is not named is "other"."""
    row_of = {member: i for i, key in enumerate(keys) for member in key["members"]}
    out = Counter()
    for cell, n in cells_of_truth.items():
        column, member = cell.split("|")
        out[column, row_of.get(member, len(keys) - 1)] += n
    return out


def shown(rows, columns):
    """A table of the summary in the same shape; cells that are zero or not observed are left out."""
    return Counter({(column, i): row[c] for i, row in enumerate(rows) for c, column in enumerate(columns) if row[c]})


def check_tables(t, name, store, truth):
    """Each table of the summary, cell by cell, "other" too."""
    summary = must("query", "summary", "--month", truth["month"], "--store", store).json()
    services, regions, days = summary["services"], summary["regions"], summary["days"]
    for what, field in (("accesses", "accesses"), ("cumulative sources", "cumulative_sources")):
        for part, keys, table in (("service", services, "by_day_service"), ("region", regions, "by_day_country")):
            compare(t, f"{name}: summary, {what} by day and {part}", shown(summary["daily"][part][field], days),
                    folded(keys, {cell: v[field] for cell, v in truth[table].items()}))
    hours = [f"{hour:02d}" for hour in range(24)]
    compare(t, f"{name}: summary, hours", shown(summary["hourly"]["month"], hours), folded(services, truth["by_hour_service"]))
    matrix = folded(services, truth["by_country_service"])  # by region, and column of the service
    want = Counter()
    for (region, column), n in matrix.items():
        want.update({(str(column), row): m for (_, row), m in folded(regions, {f"|{region}": n}).items()})
    got = shown(summary["region_service"], [str(i) for i in range(len(services))])
    compare(t, f"{name}: summary, regions by services", got, want)
    largest = Counter()
    for cell, v in truth["by_country_service"].items():
        largest[cell.split("|")[0]] += v
    t.equal({row["region"]: row["accesses"] for row in summary["map"]}, dict(largest), f"{name}: summary, the map")
    attacked = summary["maintenance"]
    t.equal(sum(row["distinct_sources"] for row in attacked), truth["maintenance"]["sources"],
            f"{name}: summary, sources of maintenance connections")


def largest_attack(store):
    """Connections from the source that made most of them."""
    return int(sql(store, "SELECT coalesce(max(n), 0) FROM (SELECT sum(connections) AS n FROM maintenance GROUP BY source)"))


def check_world(t, name, arguments):
    place = folder()
    truth = world(place / "w", *arguments)
    store = place / "store.duckdb"
    said = must("import", "--store", store, "--points", place / "w/points.json", "--json", place / "w").json()
    t.equal(said["accesses"], truth["accesses"], f"{name}: the import counts the accesses")
    t.equal(said["connections"], sum(truth["maintenance"]["accesses_by_day"].values()), f"{name}: and the connections")
    t.equal(said["packets"], said["accesses"] + said["connections"] + sum(said["excluded"].values()),
            f"{name}: every packet has its place")
    check_totals(t, name, store, truth)
    check_figures(t, name, store, truth)
    check_maintenance(t, name, store, truth)
    check_summary(t, name, store, truth)
    check_tables(t, name, store, truth)
    t.equal(largest_attack(store), truth["maintenance"]["largest_attack"], f"{name}: the largest attack")


def check_partial(t):
    """Only the first days, and one point missing: what was observed is counted, the rest is not taken for peace."""
    place = folder()
    truth = world(place / "w", "--scale", 0.004, "--points", 4, "--seed", 5)
    month = ["--month", truth["month"]]
    for capture in (place / "w").glob("*/*.pcap"):
        if capture.stem > "2005-11-09" or capture.parent.name == "point03":
            capture.unlink()
    store = place / "store.duckdb"
    must("import", "--store", store, "--points", place / "w/points.json", place / "w")
    want = {key: cell for key, cell in truth["by_point_day"].items() if key < "point03" or key > "point04"}
    want = {key: cell for key, cell in want.items() if key.split("|")[1] <= "2005-11-09"}
    got = cells(query(store, "point-day", *month), ["point", "day"], ["accesses", "distinct_sources", "cumulative_sources"])
    compare(t, "a partial month: point and day", got, want)
    totals = query(store, "totals", *month)[0]
    t.equal(totals["points"], 3, "a partial month: three points")
    t.ok(0 < totals["point_days"] <= 27, "a partial month: at most 27 point-days", totals)
    t.ok(abs(totals["accesses_per_point_day"] - totals["accesses"] / totals["point_days"]) < 1e-6,
         "a partial month: averages over what was observed", totals)
    covered = {(row["point"], row["day"]): row["coverage"] for row in query(store, "coverage", *month)}
    t.ok(all((share > 0) == (day <= "2005-11-09") for (_, day), share in covered.items()),
         "a partial month: coverage by point and day", covered)
    summary = must("query", "summary", *month, "--store", store).json()
    days = summary["daily"]["total"]["accesses"]
    t.ok(all((cell is None) == (i >= 9) for i, cell in enumerate(days)), "a partial month: days not observed are null", days)


def main():
    if not WORLD.exists():
        skip_all(f"{WORLD} is not here")
    worlds = FULL if "--full" in sys.argv else SMALL[3:5] if SANITIZED else SMALL
    with Tap() as t:
        for name, arguments in worlds:
            check_world(t, name, arguments)
        check_partial(t)


if __name__ == "__main__":
    main()
