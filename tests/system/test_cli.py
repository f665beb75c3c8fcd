#!/usr/bin/env python3
"""The command line: help, exit statuses, one clear line for each mistake, JSON and CSV that parse, and progress on a
terminal only. The summary keeps to its published schema."""
import copy
import csv
import io
import json
import os
import pty
import re
import subprocess

from teiten import (DAY_2005, OWN, POINT, PROGRAM, SOURCE, Tap, folder, must, pcap, query, small_capture, tcp, teiten, udp)

try:
    import jsonschema
except ImportError:
    jsonschema = None

COMMANDS = ["import", "report", "query", "points", "doctor", "simulate"]
MONTH = ["--month", "2005-11"]
ROWS = ["point-day", "day-service", "day-region", "day-kind", "hour-service", "region-service", "top services", "top regions",
        "top sources", "maintenance", "maintenance-region", "tools", "suspects", "floods", "messages", "payloads", "senders", "wide-sources", "top wide-sources", "groups", "excluded", "coverage", "totals"]
# a wrong command line, what its line on standard error must name, and the exit status
MISTAKES = [
    (["frobnicate"], "frobnicate", 2),
    (["import"], "no files", 2),
    (["import", "--points"], "--points", 2),
    (["import", "--frobnicate", "x"], "--frobnicate", 2),
    (["report"], "month", 2),
    (["report", "November"], "November", 2),
    (["report", "2005-13"], "2005-13", 2),
    (["report", "--frobnicate"], "--frobnicate", 2),
    (["query"], "query", 2),
    (["query", "top", "services", "now"], "query", 2),
    (["query", "totals", "--frobnicate"], "--frobnicate", 2),
    (["query", "nonsense"], "nonsense", 2),
    (["query", "top", "cats"], "top cats", 2),
    (["query", "summary", *MONTH, "--point", "home"], "--point", 2),
    (["query", "excluded", *MONTH], "--month", 2),
    (["query", "wide-sources", "--service", "445/tcp"], "--service", 2),
    (["query", "maintenance", "--kind", "probe"], "--kind", 2),
    (["points", "--frobnicate"], "--frobnicate", 2),
    (["doctor", "--frobnicate"], "--frobnicate", 2),
    (["doctor", "please"], "argument", 2),
    (["simulate", "hello"], "--out", 2),
    (["simulate", "--out", "x"], "scenario", 2),
    (["simulate", "hello", "--out", "x", "--scale", "much"], "much", 2),
    (["simulate", "hello", "--out", "x", "--seed", "1x"], "1x", 2),
    (["simulate", "hello", "--frobnicate"], "--frobnicate", 2),
]
# the same for questions that a store cannot answer
WRONG_QUESTIONS = [
    (["point-day", "--month", "2005-00"], "2005-00"),
    (["point-day", "--from", "yesterday"], "yesterday"), (["point-day", "--to", "2005-02-30"], "2005-02-30"),
    (["point-day", *MONTH, "--from", "2005-11-01"], "--from"), (["day-service", "--service", "http"], "http"),
    (["day-service", "--service", "70000/tcp"], "70000/tcp"), (["day-region", "--region", "Japan"], "Japan"),
    (["day-kind", "--kind", "evil"], "evil"), (["point-day", "--point", "nowhere"], "nowhere"),
    (["top", "services", "--limit", "0"], "--limit"), (["top", "services", "--limit", "many"], "many"),
    (["source", "126.1.1"], "126.1.1"), (["totals"], "--month"),
]


def check_help(t):
    top = must("--help")
    t.ok(all(re.search(rf"^  {name}\s+\w", top.out, re.M) for name in COMMANDS), "help lists every command", top.out)
    t.ok("example:" in top.out and not top.err, "help has an example", top)
    for name in COMMANDS:
        done = teiten(name, "--help")
        t.ok(done.status == 0 and not done.err and f"usage: teiten {name}" in done.out, f"{name} --help tells the usage", done)
        example = done.out.partition("example:\n")[2].strip().splitlines()
        t.ok(example and all(line.strip().startswith("teiten ") for line in example), f"{name} --help ends with an example", done)
        t.ok(all(len(line) <= 120 for line in done.out.splitlines()), f"{name} --help fits a terminal", done)
    version = must("--version").out
    t.ok(re.fullmatch(r"teiten \d+\.\d+\.\d+\n", version), "--version", version)
    bare = teiten()
    t.ok(bare.status == 2 and "usage:" in bare.out, "without a command: help, status 2", bare)


def one_line(t, done, status, named, name):
    lines = done.err.splitlines()
    t.ok(done.status == status and not done.crashed and len(lines) == 1 and lines[0].startswith("teiten")
         and named in lines[0], name, f"want status {status} and one line that names {named}", done)


def check_mistakes(t, store):
    for arguments, named, status in MISTAKES:
        one_line(t, teiten(*arguments, cwd=store.parent), status, named, f"wrong: teiten {' '.join(arguments)}")
    for arguments, named in WRONG_QUESTIONS:
        one_line(t, teiten("query", *arguments, "--store", store), 1, named, f"wrong: teiten query {' '.join(arguments)}")
    for arguments, named in [(["--lang", "fr"], "fr"), (["--format", "doc"], "doc"), (["--min-points", "0"], "min_points"),
                             (["--top", "many"], "many")]:
        one_line(t, teiten("report", "2005-11", "--store", store, "--out", store.parent / "none", *arguments), 1, named,
                 f"wrong: teiten report {' '.join(arguments)}")
    t.ok(not (store.parent / "none").exists(), "a wrong report leaves no folder")
    for arguments in (["query", "point-day"], ["points"], ["report", "2005-11"]):
        one_line(t, teiten(*arguments, "--store", store.parent / "absent.duckdb"), 1, "absent.duckdb",
                 f"no store: teiten {' '.join(arguments)}")
    t.ok(not (store.parent / "absent.duckdb").exists(), "looking makes no store")


def check_formats(t, store):
    for name in ROWS:
        arguments = [*name.split(), "--store", store, *([] if name == "excluded" else MONTH)]
        rows = must("query", *arguments, "--json").json()
        t.ok(isinstance(rows, list) and all(isinstance(row, dict) for row in rows), f"{name}: JSON")
        text = must("query", *arguments, "--csv").out
        table = list(csv.reader(io.StringIO(text, newline="")))
        t.ok(len(table) == len(rows) + 1 and all(len(row) == len(table[0]) for row in table), f"{name}: CSV", text)
        if rows:
            t.equal(table[0], list(rows[0]), f"{name}: the same columns in both")
            shown = [["" if value is None else str(value) for value in row.values()] for row in rows]
            same = all(a == b or abs(float(a) - float(b)) < 1e-6 for x, y in zip(shown, table[1:]) for a, b in zip(x, y))
            t.ok(same, f"{name}: the same values in both", shown[:3], table[1:4])
        t.ok(must("query", *arguments).out.strip(), f"{name}: a table for people")
    t.equal(query(store, "top services", "--limit", "1"), query(store, "top services")[:1], "--limit takes the first rows")
    t.equal([row["point"] for row in must("points", "--store", store, "--json").json()],
            ["home"], "points: JSON")
    checks = must("doctor", "--store", store, "--json").json()
    t.ok(all(set(row) == {"check", "outcome", "text"} for row in checks), "doctor: JSON", checks)
    t.ok(any(row["check"] == "store" and row["outcome"] == "ok" for row in checks), "doctor: all totals agree", checks)
    source = query(store, "source 126.1.1.1")
    t.ok(source and sum(row["accesses"] for row in source) == 1, "everything known of one source", source)


def on_terminal(arguments):
    """What a run writes to a terminal that is its standard error."""
    ours, theirs = pty.openpty()
    with subprocess.Popen([PROGRAM, *map(str, arguments)], stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                          stderr=theirs) as process:
        os.close(theirs)
        seen = b""
        while True:
            try:
                part = os.read(ours, 65536)
            except OSError:  # the other end was closed
                break
            if not part:
                break
            seen += part
        os.close(ours)
        process.wait(60)
    return seen.decode("utf-8", "replace")


def check_progress(t, place):
    for i in range(4):
        packets = [(DAY_2005 + n, tcp(f"126.{i}.{n >> 8 & 255}.{n & 255}", OWN, 2000, 445, sequence=n)) for n in range(20000)]
        (place / f"long-{i}.pcap").write_bytes(pcap(packets))
    captures = sorted(place.glob("long-*.pcap"))
    arguments = ["import", *POINT, *captures, "--store"]
    seen = on_terminal([*arguments, place / "terminal.duckdb"])
    t.ok("importing" in seen and re.search(r"\d %", seen) and "packets" in seen, "progress on a terminal", repr(seen[:400]))
    t.ok(seen.endswith("\r\x1b[K"), "the line is wiped at the end", repr(seen[-100:]))
    t.ok("\n" not in seen, "it stays on one line", repr(seen[:400]))
    done = must(*arguments, place / "pipe.duckdb")
    t.ok(not done.err, "silence in a pipe", done)
    t.ok("80000 accesses" in done.out, "and the result on standard output", done)


def check_schema(t, place, store):
    if not jsonschema:
        t.skip("the summary and its schema", "python3-jsonschema is not installed")
        return
    schema = json.loads((SOURCE / "docs/summary.schema.json").read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    validator = jsonschema.Draft202012Validator(schema)

    def valid(summary, name):
        wrong = [f"{'/'.join(map(str, e.absolute_path))}: {e.message[:200]}" for e in validator.iter_errors(summary)]
        t.ok(not wrong, name, *wrong[:8])

    full = must("query", "summary", *MONTH, "--store", store).json()
    valid(full, "schema: the operator's summary")
    valid(must("query", "summary", "--month", "2001-02", "--store", store).json(), "schema: a month without data")
    must("report", "2005-11", "--store", store, "--format", "json", "--out", place / "report")
    published = json.loads((place / "report/summary.json").read_text(encoding="utf-8"))
    valid(published, "schema: the published summary")
    t.ok(published["published"] and not full["published"], "the two say which they are")
    for name, change in [("an unknown field", lambda s: s.update(secret=1)), ("a missing field", lambda s: s.pop("map")),
                         ("a negative count", lambda s: s["totals"].update(accesses=-1)),
                         ("rows by point", lambda s: s["coverage"].update(by_point=[]))]:
        changed = copy.deepcopy(published)
        change(changed)
        t.ok(not validator.is_valid(changed), f"schema: {name} would be noticed")


def main():
    with Tap() as t:
        place = folder()
        store = place / "store.duckdb"
        more = pcap([(DAY_2005 + 90000 + n, packet) for n, packet in enumerate(
            [tcp("126.1.9.1", OWN, 80, 4000, flags=0x12), tcp("126.1.9.2", OWN, 4000, 22), udp("126.1.9.3", OWN, 4000, 1026)])])
        (place / "a.pcap").write_bytes(small_capture())
        (place / "b.pcap").write_bytes(more)
        done = must("import", *POINT, "--maintenance", "22/tcp", "--store", store, "--json", place / "a.pcap", place / "b.pcap")
        t.equal({key: done.json()[key] for key in ("files", "imported", "accesses", "connections", "problems")},
                {"files": 2, "imported": 2, "accesses": 5, "connections": 1, "problems": []}, "import: JSON")
        check_help(t)
        check_mistakes(t, store)
        check_formats(t, store)
        check_progress(t, place)
        check_schema(t, place, store)


if __name__ == "__main__":
    main()
