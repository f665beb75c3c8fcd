#!/usr/bin/env python3
"""Days and hours of many time zones, around changes of the clock, against Python's own reading of the tz database."""
from collections import Counter
from datetime import datetime, timezone
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from teiten import OWN, POINT, Tap, folder, must, pcap, query, tcp

# zone, a moment near which something happens, what it is
MOMENTS = [
    ("Asia/Tokyo", "2005-11-01T00:00", "a zone without changes"),
    ("UTC", "2005-11-01T00:00", "UTC itself"),
    ("America/New_York", "2005-10-30T06:00", "an hour that comes twice"),
    ("America/New_York", "2006-04-02T07:00", "an hour that does not exist"),
    ("Europe/London", "2026-10-25T01:00", "an hour that comes twice, today's rules"),
    ("Australia/Lord_Howe", "2010-10-02T15:30", "a change of half an hour"),
    ("Asia/Kathmandu", "2005-11-01T00:00", "a quarter of an hour beside the others"),
    ("Pacific/Apia", "2011-12-30T10:00", "a day that does not exist"),
    ("Asia/Pyongyang", "2015-08-14T15:00", "a zone that moved by half an hour"),
    ("America/Sao_Paulo", "2018-11-04T03:00", "a day that begins at one o'clock"),
]
STEP_S, AROUND_S = 900, 40 * 3600


def check(t, zone, moment, what):
    try:
        local = ZoneInfo(zone)
    except ZoneInfoNotFoundError:
        t.skip(f"{zone}: {what}", "Python does not know this zone here")
        return
    middle = int(datetime.fromisoformat(moment).replace(tzinfo=timezone.utc).timestamp())
    seconds = range(middle - AROUND_S - 1, middle + AROUND_S, STEP_S)
    packets = [(s, tcp("126.1.1.1", OWN, 1024 + i % 60000, 445, sequence=i)) for i, s in enumerate(seconds)]
    place = folder()
    (place / "zone.pcap").write_bytes(pcap(packets))
    store = place / "zone.duckdb"
    must("import", "--store", store, *POINT, "--time-zone", zone, place / "zone.pcap")
    clocks = [datetime.fromtimestamp(s, local) for s in seconds]
    days = {row["day"]: row["accesses"] for row in query(store, "point-day")}
    t.equal(days, dict(Counter(c.strftime("%Y-%m-%d") for c in clocks)), f"{zone}: {what}: days")
    hours = {row["hour"]: row["accesses"] for row in query(store, "hour-service")}
    t.equal(hours, dict(Counter(c.hour for c in clocks)), f"{zone}: {what}: hours")
    total = must("query", "coverage", "--month", clocks[len(clocks) // 2].strftime("%Y-%m"), "--store", store, "--json").json()
    shares = [row["coverage"] for row in total]
    t.ok(all(0 <= share <= 1 for share in shares), f"{zone}: {what}: no day is more than observed", shares)


def main():
    with Tap() as t:
        for row in MOMENTS:
            check(t, *row)


if __name__ == "__main__":
    main()
