#!/usr/bin/env python3
"""Logs of sshd: thousands of attempts in every form of log, counted exactly once; logs that overlap; kill -9; bad input."""
import datetime
import gzip
import ipaddress
import json
import os
import random
import signal
import struct
import subprocess
from collections import Counter, defaultdict

from teiten import (DAY_2005, PROGRAM, SANITIZED, Tap, dump, folder, must, pcap, query, same_tables,
                    small_capture, sql, tcp, teiten, with_fault)

TOKYO = datetime.timezone(datetime.timedelta(hours=9))
NAMES = ["root", "admin", "test", "oracle", "a b from 6.6.6.6 port 22 ssh2", "", "invalid", "guest'; --", "日本", "x" * 300]
ROUNDS = 4 if SANITIZED else 10


def attempts(seed, runs, start=DAY_2005):
    """(second, source, port, name) of dictionary attacks, in the order of time."""
    rng = random.Random(seed)
    out = []
    for _ in range(runs):
        at = start + rng.randrange(25 * 86400)
        source = rng.choice([f"126.1.{rng.randrange(9)}.{rng.randrange(1, 250)}", f"2001:db8:{rng.randrange(9):x}::{rng.randrange(9):x}"])
        for _ in range(rng.randrange(1, 120)):
            at += rng.choice([0, 1, 2, 3, 1799, 1800, 1801]) if rng.random() < 0.05 else rng.randrange(4)
            out.append((at, source, rng.randrange(1024, 65536), rng.choice(NAMES)))
    return sorted(out)


def message(attempt):
    _, source, port, name = attempt
    known = "" if name == "root" else "invalid user "
    return f"Failed password for {known}{name} from {source} port {port} ssh2"


def classic(second, text, tag="sshd[7]"):
    local = datetime.datetime.fromtimestamp(second, TOKYO)
    return f"{local.strftime('%b')} {local.day:2d} {local.strftime('%H:%M:%S')} gate {tag}: {text}\n"


def full(second, text):
    return f"{datetime.datetime.fromtimestamp(second, TOKYO).isoformat(timespec='microseconds')} gate sshd-session[7]: {text}\n"


def entry(second, text):
    return json.dumps({"_COMM": "sshd", "_UID": "0", "__REALTIME_TIMESTAMP": str(second * 10**6 + 5), "MESSAGE": text}) + "\n"


def export(second, text):
    raw = text.encode()
    return (b"__CURSOR=s\n__REALTIME_TIMESTAMP=%d\n_SYSTEMD_UNIT=ssh.service\nMESSAGE\n" % (second * 10**6) +
            struct.pack("<Q", len(raw)) + raw + b"\n\n")


def noise(second):
    """Lines that tell of no attempt."""
    return [classic(second, "Invalid user nosuch from 126.1.1.1 port 45700"),
            classic(second, "Failed password for root from 127.0.0.1 port 1 ssh2"),
            classic(second, "Failed publickey for root from 126.1.1.1 port 1 ssh2: RSA SHA256:a"),
            classic(second, "Failed password for root from 126.1.1.1 port 1 ssh2", "evil[3]"), "\0\0\0\n"]


def source_of(address):
    """The /64 of an IPv6 address, as it is printed."""
    return address if "." in address else str(ipaddress.ip_network(f"{address}/64", strict=False))


def episodes(told):
    """Attacks by definitions.md: (source, begin, end, attempts, names)."""
    by_source = defaultdict(list)
    for at, source, _, name in told:
        by_source[source_of(source)].append((at, name))
    out = []
    for source, rows in by_source.items():
        runs = []
        for at, name in sorted(rows):
            if not runs or at - runs[-1][-1][0] > 1800:
                runs.append([])
            runs[-1].append((at, name))
        out += [(source, run[0][0], run[-1][0], len(run), len({name for _, name in run})) for run in runs if len(run) >= 10]
    return sorted(out)


def moment(text):
    return int(datetime.datetime.fromisoformat(text.replace("Z", "+00:00")).timestamp())


class Logs:
    def __init__(self, t):
        self.t = t
        self.place = folder()

    def write(self, name, data, day=datetime.datetime(2005, 11, 30)):
        path = self.place / name
        path.write_bytes(data if isinstance(data, bytes) else data.encode())
        os.utime(path, (day.timestamp(), day.timestamp()))
        return path

    def load(self, store, *arguments):
        return must("import", "--log", "sshd", "--point", "home", "--json", "--store", self.place / store, *arguments).json()

    def tried(self, store):
        return {row["user"]: row["attempts"] for row in query(self.place / store, "logins")}


def shown_name(name):
    return name if len(name) < 200 else "x" * 121 + "…"


def exact(k):
    """Every form gives the generator's counts."""
    told = attempts(1, 60)
    want = {shown_name(name): n for name, n in Counter(a[3] for a in told).items()}
    forms = {"classic": "".join(classic(a[0], message(a)) for a in told), "full": "".join(full(a[0], message(a)) for a in told),
             "json": "".join(entry(a[0], message(a)) for a in told),
             "export": b"".join(export(a[0], message(a)) for a in told)}
    forms["packed"] = gzip.compress(forms["classic"].encode())
    for name, data in forms.items():
        store = f"{name}.duckdb"
        said = k.load(store, k.write(name, data))
        k.t.equal((said["attempts"], said["known"], said["lines"]), (len(told), 0, len(told)), f"{name}: {len(told)} attempts")
        k.t.equal(k.tried(store), want, f"{name}: by name")
        again = k.load(store, k.place / name)
        k.t.equal((again["already"], again["attempts"]), (1, 0), f"{name}: the same file twice counts once")
    got = sorted((row["source"], moment(row["first"]), moment(row["last"]), row["attempts"], row["names"])
                 for row in query(k.place / "classic.duckdb", "login-episodes"))
    k.t.ok(len(got) > 30, f"{len(got)} dictionary attacks")
    k.t.equal(got, episodes(told), "attacks with their names, as counted here")
    for name in ("full", "json", "export", "packed"):
        said = k.load("classic.duckdb", k.place / name)
        k.t.equal((said["attempts"], said["known"]), (0, len(told)),
                  f"{name}: tells nothing that the classic log had not told")
    k.t.ok("all totals agree" in must("doctor", "--store", k.place / "classic.duckdb").out, "doctor: all totals agree")


def overlapping(k):
    """Rotated logs that share lines, and repeat attempts within a second, in any order."""
    rng = random.Random(4)
    told = [a for a in attempts(2, 40) for _ in range(rng.choice([1, 1, 1, 3]))]
    lines = [classic(a[0], message(a)) for a in told]
    cuts = [(0, 900), (600, 1500), (1200, len(lines)), (0, 400), (1450, 1460)]
    # a cut between two equal lines would split what nobody can tell apart: logs are rotated between seconds

    def whole(at):
        while 0 < at < len(told) and told[at][0] == told[at - 1][0]:
            at += 1
        return at

    files = [k.write(f"log.{i}", "".join(lines[whole(a):whole(b)])) for i, (a, b) in enumerate(cuts)]
    k.load("whole.duckdb", k.write("whole", "".join(lines)))
    want = k.tried("whole.duckdb")
    k.t.equal(sum(want.values()), len(told), "a whole log")
    for i in range(4):
        rng.shuffle(files)
        for file in files:
            k.load(f"parts{i}.duckdb", file)
        k.t.equal(k.tried(f"parts{i}.duckdb"), want, f"its parts, which overlap, in order {i}")
        k.t.equal(sql(k.place / f"parts{i}.duckdb", "SELECT DISTINCT * FROM login_name ORDER BY name"),
                  sql(k.place / "whole.duckdb", "SELECT DISTINCT * FROM login_name ORDER BY name"), "and the same names")
    repeated = k.write("repeated", classic(DAY_2005, message(told[0])) +
                       classic(DAY_2005 + 9, f"message repeated 4 times: [ {message(told[0])}]"))
    k.t.equal(k.load("repeated.duckdb", repeated)["attempts"], 5, "a line that stands for four")


def apart(k):
    """What is no attempt is counted by reason; accesses stay as they were."""
    home = k.place / "home"
    home.mkdir()
    (home / "1.pcap").write_bytes(small_capture(5))
    store = k.place / "apart.duckdb"
    must("import", "--store", store, "--point", "home", "--address", "203.0.113.10", home)
    month = ["--month", "2005-11"]
    before = query(store, "totals", *month), query(store, "day-service", *month), dump(store)
    said = k.load("apart.duckdb", k.write("noise", "".join(noise(DAY_2005))))
    k.t.equal(said["excluded"], {"other-program": 1, "other-message": 1, "other-method": 1, "pretender": 0, "unreadable": 1,
                                 "own-network": 1}, "what is no attempt has its reason")
    k.load("apart.duckdb", k.write("some", "".join(classic(a[0], message(a)) for a in attempts(3, 5))))
    after = query(store, "totals", *month), query(store, "day-service", *month), dump(store)
    k.t.equal(after[:2], before[:2], "accesses stay as they were")
    k.t.equal({name for name in after[2] if after[2][name] != before[2][name]}, {"login", "login_log", "login_name"},
              "logs have tables of their own")


def years(k):
    """Lines without a year, around its end."""
    lines = [classic(DAY_2005 + d * 86400, message((0, "126.1.1.1", d + 1, "root"))) for d in (59, 60, 61, 62)]
    day = datetime.datetime(2006, 1, 2, 3, tzinfo=TOKYO)
    k.load("year.duckdb", k.write("turn", "".join(lines), day))
    days = ["2005-12-30", "2005-12-31", "2006-01-01", "2006-01-02"]
    listed = [query(k.place / "year.duckdb", "logins", "--from", d, "--to", d) for d in days]
    k.t.ok(all(len(rows) == 1 and rows[0]["attempts"] == 1 for rows in listed), "a log across the end of a year", listed)
    k.load("said.duckdb", "--year", 2011, k.place / "turn")
    k.t.equal([(r["first_day"], r["last_day"]) for r in query(k.place / "said.duckdb", "logins")], [("2011-12-30", "2012-01-02")],
              "the year of the first line is given")


def published(k):
    """The summary has all of it; what is published, names that are no secrets."""
    store = k.place / "points.duckdb"
    ports = iter(range(1024, 65536))
    tried = {"root": (4, 30), "rare": (2, 30), "once": (4, 1), "keeper": (4, 20)}  # points, and attempts at each

    def guess(name):
        return full(DAY_2005 + 7200 + 10 * next(ports), message((0, "126.1.1.1", next(ports), name)))
    for i in range(4):
        home = ["--point", f"p{i}", "--address", f"203.0.113.{i + 1}"]
        capture = k.write(f"p{i}.pcap", pcap([(DAY_2005 + 3600 + n, tcp("126.1.1.1", f"203.0.113.{i + 1}", 4000 + n, 22 if n else 445))
                                              for n in range(11)]))
        must("import", "--store", store, *home, "--maintenance", "22/tcp", capture)
        lines = [guess(name) for name, (points, n) in tried.items() for _ in range(n) if i < points]
        lines.append(full(DAY_2005 + 7200, "Accepted password for keeper from 126.1.1.9 port 7 ssh2"))
        must("import", "--store", store, "--log", "sshd", "--point", f"p{i}", k.write(f"p{i}", "".join(lines)))
    whole = must("query", "summary", "--month", "2005-11", "--store", store).json()["logins"][0]
    k.t.equal({one["name"]: (one["points"], one["attempts"] // one["points"]) for one in whole["shown"]}, tried, "names, for the operator")
    k.t.equal((whole["attempts"], whole["accepted"], whole["names"], whole["points"], whole["connections"]), (264, 4, 4, 4, 40),
              "attempts, and connections of the same points")
    must("report", "2005-11", "--store", store, "--format", "json,html", "--out", k.place / "report")
    shown = json.loads((k.place / "report/summary.json").read_text())["logins"][0]
    k.t.equal([(one["name"], one["attempts"]) for one in shown["shown"]], [("root", 120)], "one name may be published")
    k.t.ok("accepted" not in shown and all("source" not in one for one in shown["episodes"]["largest"]),
           "no log-in that succeeded, and no source")
    page = (k.place / "report/report.en.html").read_text()
    k.t.ok("“root” (120)" in page and "keeper" not in page and "rare" not in page.replace("rarely", ""), "the report names it, and no other")
    k.t.ok("6.60 attempts" in page or "6.6 attempts" in page, "and tells attempts by connections")


def killed(k):
    """kill -9 at chosen writes, then the same command: the store is that of one clean run."""
    files = [k.write(f"kill.{i}", "".join(classic(a[0], message(a)) for a in attempts(10 + i, 15))) for i in range(5)]

    def command(store):
        return ["import", "--log", "sshd", "--point", "home", "--store", k.place / store, *files]
    must(*command("clean.duckdb"), env=with_fault(10**9, "kill", k.place / "count"))
    clean = dump(k.place / "clean.duckdb")
    writes = int((k.place / "count").read_text())
    for i in range(ROUNDS):
        at = 1 + i * (writes - 1) // ROUNDS
        done = subprocess.run([PROGRAM, *map(str, command("kill.duckdb"))], capture_output=True, check=False, env=with_fault(at, "kill"))
        k.t.equal(done.returncode, -signal.SIGKILL, f"killed at write {at} of {writes}")
        must(*command("kill.duckdb"))
        same_tables(k.t, dump(k.place / "kill.duckdb"), clean, "the next run ends in the same store")
        for file in k.place.glob("kill.duckdb*"):
            file.unlink()


def refused(k, name, why, *arguments, status=1):
    done = teiten("import", "--store", k.place / "bad.duckdb", *arguments)
    k.t.ok(done.status == status and not done.crashed and why in done.err, name, done)


def bad_input(k):
    rng = random.Random(5)
    good = k.write("good", classic(DAY_2005, message((0, "126.1.1.1", 1, "root"))))
    log = ("--log", "sshd", "--point", "home")
    refused(k, "random bytes", "is no log", *log, k.write("random", rng.randbytes(100000)))
    refused(k, "an absent file", "No such file", *log, k.place / "absent")
    refused(k, "a folder", "is a folder", *log, k.place)
    refused(k, "another log", "is not known", "--log", "httpd", "--point", "home", good)
    refused(k, "no point", "no point is known", "--log", "sshd", good)
    refused(k, "no year", "is not a year", *log, "--year", "05", good)
    refused(k, "no service", "is not a service", *log, "--service", "ssh", good)
    refused(k, "a year without a log", "go with --log", "--point", "home", "--year", "2005", good, status=2)
    refused(k, "a damaged gzip file", "damaged", *log, k.write("damaged", gzip.compress(good.read_bytes())[:12] + b"\xff" * 50))
    text = "".join(classic(a[0], message(a)) for a in attempts(6, 20)).encode()
    for i in range(ROUNDS):
        data = bytearray(text)
        for _ in range(200):
            data[rng.randrange(len(data))] = rng.randrange(256)
        said = k.load("damaged.duckdb", k.write(f"damaged.{i}", bytes(data)))
        k.t.ok(said["imported"] == 1 and said["attempts"] + said["known"] + sum(said["excluded"].values()) >= said["lines"],
               "a damaged log: every line has its place", said)
    k.t.ok("all totals agree" in must("doctor", "--store", k.place / "damaged.duckdb").out, "and all totals agree")


def main():
    with Tap() as t:
        k = Logs(t)
        exact(k)
        overlapping(k)
        apart(k)
        years(k)
        published(k)
        killed(k)
        bad_input(k)


if __name__ == "__main__":
    main()
