#!/usr/bin/env python3
"""Bad input of every kind: one clear line that names it, the right exit status, no crash, the store as it was."""
import gzip
import json
import os
import pathlib
import resource
import shutil
import signal
import struct
import subprocess
import zlib

from teiten import DAY_2005, OWN, POINT, PROGRAM, SANITIZED, Tap, dump, folder, must, pcap, query, same_tables, \
    small_capture, sql, tcp, teiten


class Place:
    """A store with something in it, which no bad input may change."""

    def __init__(self, t):
        self.t = t
        self.folder = folder()
        self.store = self.folder / "good.duckdb"
        good = self.folder / "good.pcap"
        good.write_bytes(small_capture(5))
        must("import", "--store", self.store, *POINT, good)
        self.before = dump(self.store)

    def file(self, name, content):
        path = self.folder / name
        path.write_bytes(content)
        return path

    def unchanged(self, what):
        if not same_tables(self.t, dump(self.store), self.before, f"{what}: the store is as it was"):
            self.before = dump(self.store)

    def refused(self, what, arguments, *words, status=1, **options):
        """The command fails with one line that has all the words in it."""
        done = teiten(*arguments, *([] if "--store" in arguments else ["--store", self.store]), **options)
        lines = done.err.splitlines()
        self.t.ok(done.status == status and len(lines) == 1 and not done.crashed and lines[0].startswith("teiten ")
                  and all(word.lower() in lines[0].lower() for word in words),
                  f"{what}: status {status} and one clear line", f"expected words {words}", done)
        self.unchanged(what)

    def refused_file(self, what, name, content, *words, **options):
        path = self.file(name, content)
        self.refused(what, ["import", *POINT, path], name, *words, **options)


def check_not_captures(p):
    p.refused_file("an empty file", "empty.pcap", b"", "empty")
    p.refused_file("not a capture", "letter.pcap", b"Dear Sir or Madam,\n" * 20, "not a capture")
    p.refused_file("half a header", "short.pcap", small_capture(1)[:17])
    p.refused_file("a picture", "picture.png", b"\x89PNG\r\n\x1a\n" + bytes(500), "not a capture")
    p.refused_file("gzip of nothing", "nothing.pcap.gz", gzip.compress(b""))
    p.refused_file("gzip that is damaged at once", "damaged.pcap.gz", b"\x1f\x8b\x08\x00" + b"\xff" * 300)
    p.refused_file("zstd that is damaged at once", "damaged.pcap.zst", b"\x28\xb5\x2f\xfd" + b"\xff" * 300)
    p.refused_file("an unknown link type", "link.pcap", pcap([(DAY_2005, b"x" * 60)], link_type=9999), "9999")


def check_folders(p):
    empty = p.folder / "bare"
    empty.mkdir()
    (empty / "readme.txt").write_text("no captures here\n")
    p.refused("a folder without captures", ["import", *POINT, empty], "bare", "no captures")
    p.refused("a file that is not there", ["import", *POINT, p.folder / "absent.pcap"], "absent.pcap")
    dangling = p.folder / "dangling.pcap"
    dangling.symlink_to(p.folder / "nowhere")
    p.refused("a dangling link", ["import", *POINT, dangling], "dangling.pcap")


def as_nobody():
    """Drop root's rights, which know no permissions."""
    if os.geteuid() == 0:
        os.setgroups([])
        os.setgid(65534)
        os.setuid(65534)


def check_permission(p):
    locked = p.file("locked.pcap", small_capture(2, first=5))
    locked.chmod(0)
    p.folder.chmod(0o777)
    try:
        able = subprocess.run([PROGRAM, "--version"], preexec_fn=as_nobody, capture_output=True, check=False).returncode == 0
    except OSError:
        able = False
    if not able:
        p.t.skip("a file without permission", "the program cannot be run without root's rights here")
        return
    store = p.folder / "own.duckdb"
    done = teiten("import", *POINT, "--store", store, locked, preexec_fn=as_nobody)
    p.t.ok(done.status == 1 and len(done.err.splitlines()) == 1 and "locked.pcap" in done.err
           and "ermission" in done.err, "a file without permission: one clear line", done)
    p.store.chmod(0o400)
    p.folder.chmod(0o555)
    done = teiten("import", *POINT, "--store", p.store, p.folder / "good.pcap", preexec_fn=as_nobody)
    p.t.ok(done.status == 1 and len(done.err.splitlines()) == 1 and "good.duckdb" in done.err,
           "a store without permission to write: one clear line", done)
    p.folder.chmod(0o777)
    p.store.chmod(0o600)
    p.unchanged("no permission")


def block(kind, body):
    """A pcapng block."""
    length = 12 + len(body)
    return struct.pack("<II", kind, length) + body + struct.pack("<I", length)


def check_truncated_pcapng(p):
    """The same with blocks, whose ends are as good a place to stop as any."""
    ends, whole = [], block(0x0a0d0d0a, struct.pack("<IHHq", 0x1a2b3c4d, 1, 0, -1)) + block(1, struct.pack("<HHI", 101, 0, 65535))
    head = len(whole)
    for n in range(3):
        packet = tcp(f"126.1.1.{n + 1}", OWN, 2000 + n, 445, sequence=n)
        time_us = (DAY_2005 + 3600 + n) * 1000000
        whole += block(6, struct.pack("<IIIII", 0, time_us >> 32, time_us & 0xffffffff, len(packet), len(packet)) + packet)
        ends.append(len(whole))
    wrong = []
    for size in range(0, len(whole) + 1, 5 if SANITIZED else 1):
        done = teiten("import", "--count-only", "--json", *POINT, p.file("cut.pcapng", whole[:size]))
        lines = done.err.splitlines()
        if done.status == 0:
            good = size >= 28 and done.json()["accesses"] == sum(end <= size for end in ends)
            good = good and len(lines) == (size not in (28, head, *ends)) and all("cut.pcapng" in line for line in lines)
        else:
            good = done.status == 1 and size < head and len(lines) == 1 and "cut.pcapng" in lines[0]
        if not good or done.crashed:
            wrong.append(f"cut at {size}: {done}")
    p.t.ok(not wrong, f"a pcapng capture cut at every byte of {len(whole)}", *wrong[:3])


def check_truncated(p):
    """Cut at every byte: whole packets before the cut count, and nothing else happens."""
    whole = small_capture(3)
    record = (len(whole) - 24) // 3
    wrong = []
    for size in range(0, len(whole) + 1, 5 if SANITIZED else 1):
        cut = p.file("cut.pcap", whole[:size])
        done = teiten("import", "--count-only", "--json", *POINT, cut)
        if size < 24:
            good = done.status == 1 and len(done.err.splitlines()) == 1 and "cut.pcap" in done.err
        else:
            notes = 1 if (size - 24) % record else 0
            good = done.status == 0 and done.json()["accesses"] == (size - 24) // record and \
                len(done.err.splitlines()) == notes and ("cut.pcap" in done.err or not notes)
        if not good or done.crashed:
            wrong.append(f"cut at {size}: {done}")
    p.t.ok(not wrong, f"a capture cut at every byte of {len(whole)}", *wrong[:3])
    check_truncated_pcapng(p)
    packed = gzip.compress(whole, mtime=0)
    wrong = []
    for size in range(1, len(packed), 5 if SANITIZED else 1):
        done = teiten("import", "--count-only", "--json", *POINT, p.file("cut.pcap.gz", packed[:size]))
        if done.crashed or done.status not in (0, 1) or len(done.err.splitlines()) != 1:
            wrong.append(f"cut at {size}: {done}")
    p.t.ok(not wrong, f"a gzip capture cut at every byte of {len(packed)}", *wrong[:3])


def check_lengths(p):
    header = pcap([])
    for name, length in [("huge", 0xffffffff), ("negative", 0x80000000), ("16 MiB", 1 << 24)]:
        p.refused_file(f"a packet that claims to be {name}", f"{name.replace(' ', '')}.pcap",
                       header + struct.pack("<IIII", DAY_2005, 0, length, length) + bytes(2000))
    section = struct.pack("<IIIHHqI", 0x0a0d0d0a, 28, 0x1a2b3c4d, 1, 0, -1, 28)
    for name, length in [("huge", 0xfffffff0), ("tiny", 4), ("odd", 29)]:
        p.refused_file(f"a pcapng block that claims to be {name}", f"block-{name}.pcapng",
                       section + struct.pack("<II", 6, length) + bytes(2000))
    lie = p.file("lie.pcap", pcap([(DAY_2005, b"\x4f\xff\xff\xff" + bytes(16))]))
    said = must("import", "--count-only", *POINT, "--json", lie).json()
    p.t.equal((said["accesses"], said["excluded"]["malformed"]), (0, 1), "an IP header that lies about its length is counted as such")


def check_times(p):
    """A clock that was never set, or set to the end of 32 bits: the file is refused, since its days would be nobody's."""
    for year, seconds, day in [("1970", 0, "1970-01-01"), ("2106", 0xffffffff, "2106-02-07")]:
        p.refused_file(f"a packet of {year}", f"{year}.pcap", pcap([(seconds, tcp("126.1.1.1", OWN, 9, 445))]), day)
        p.refused_file(f"a packet of {year} behind a good one", f"late-{year}.pcap",
                       pcap([(DAY_2005, tcp("126.1.1.1", OWN, 9, 445)), (seconds, tcp("126.1.1.1", OWN, 9, 446))]))
    section = struct.pack("<IIIHHqI", 0x0a0d0d0a, 28, 0x1a2b3c4d, 1, 0, -1, 28)
    interface = struct.pack("<IIHHII", 1, 20, 101, 0, 65535, 20)
    packet = tcp("126.1.1.1", OWN, 9, 445)
    for name, ticks in [("the year 586,000", 0xffffffffffffffff), ("the year 10,000", 253402300800 * 10**6)]:
        body = struct.pack("<IIIII", 0, ticks >> 32, ticks & 0xffffffff, len(packet), len(packet)) + packet
        length = 12 + len(body)
        file = p.file("far.pcapng", section + interface + struct.pack("<II", 6, length) + body + struct.pack("<I", length))
        done = teiten("import", "--store", p.folder / "far.duckdb", *POINT, file)
        p.t.ok(done.status in (0, 1) and len(done.err.splitlines()) == 1 and "far.pcapng" in done.err and not done.crashed
               and not query(p.folder / "far.duckdb", "point-day"), f"a packet of {name}: one clear line, and it counts nowhere",
               done)


def check_bombs(p):
    """Little on disk, endless when unpacked: empty packets without end."""
    packer = zlib.compressobj(9, zlib.DEFLATED, 31)
    bomb = packer.compress(pcap([]))
    zeros = bytes(1 << 20)
    for _ in range(200):
        bomb += packer.compress(zeros)
    p.refused_file("a gzip bomb", "bomb.pcap.gz", bomb + packer.flush(), timeout=300)
    if not shutil.which("zstd"):
        p.t.skip("a zstd bomb", "zstd is not installed")
        return
    def squeeze(data, *options):
        return subprocess.run(["zstd", "-q", "-c", *options], input=data, capture_output=True, check=True).stdout
    p.refused_file("a zstd bomb", "bomb.pcap.zst", squeeze(pcap([]) + bytes(300 << 20)), timeout=300)
    frame = bytearray(squeeze(small_capture(50)))
    # RFC 8878 3.1.1: without the single-segment flag, a window descriptor of 2 TiB follows the frame header descriptor
    window = bytes(frame[:4]) + b"\x00" + b"\xf8" + bytes(frame[6:])
    p.refused_file("a zstd frame that wants a window of terabytes", "window.pcap.zst", window)


def check_disk(p):
    """No room for the store: the limit on the size of a file stands for a full disk here; test_kill.py fills it at
    every write."""
    def limit():
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (2048, 2048))
    many = p.file("many.pcap", small_capture(200, start=DAY_2005 + 7200, first=3))
    more = p.file("more.pcap", small_capture(100, start=DAY_2005 + 7300, first=4))
    done = teiten("import", "--store", p.store, *POINT, many, more, preexec_fn=limit, restore_signals=False)
    p.t.ok(done.status == 1 and not done.crashed and done.err and all(
        line.startswith("teiten import: ") for line in done.err.splitlines()), "no room for the store: said so", done)
    p.t.equal(len(done.err.splitlines()), 1, "once, not for every file that is left")
    p.unchanged("no room for the store")
    after = must("import", "--store", p.store, *POINT, "--json", many, more).json()
    p.t.equal(after["accesses"], 300, "with room again, the same command goes through")
    p.before = dump(p.store)


def check_regions(p):
    good = p.folder / "good.pcap"
    new = p.file("regions.pcap", small_capture(4, first=6))
    p.refused("no such region data", ["import", *POINT, "--regions", p.folder / "absent.mmdb", new], "absent.mmdb")
    for name, content in [("empty.mmdb", b""), ("noise.mmdb", os.urandom(5000)), ("text.mmdb", b"country,network\n" * 100)]:
        p.refused(f"region data that is {name[:-5]}", ["import", *POINT, "--regions", p.file(name, content), new], name)
    path = pathlib.Path(PROGRAM).parents[2] / "data/regions.mmdb"
    if not path.exists():
        p.t.skip("region data cut short", f"{path} is not here")
        return
    data = path.read_bytes()
    p.refused("region data cut short", ["import", *POINT, "--regions", p.file("half.mmdb", data[:len(data) // 2]), new],
              "half.mmdb")
    # the tree is damaged, what describes it is not: countries may be wrong, but nothing may break
    damaged = bytearray(data)
    damaged[1000:200000] = b"\xff" * 199000
    done = teiten("import", "--count-only", *POINT, "--regions", p.file("damaged.mmdb", bytes(damaged)), good)
    p.t.ok(done.status in (0, 1) and not done.crashed and len(done.err.splitlines()) <= 1, "region data with a damaged tree",
           done)


def check_names(p):
    new = p.file("names.pcap", small_capture(4, first=8))
    for zone in ("Asia/Nowhere", "../../etc/passwd", "", "Tokyo Time"):
        p.refused(f"the time zone \"{zone}\"", ["import", "--point", "new", "--address", OWN, "--time-zone", zone, new])
    p.refused("another time zone for a known point", ["import", *POINT, "--time-zone", "Europe/Paris", new], "home")
    p.refused("an unknown point in a query", ["query", "point-day", "--point", "nosuch"], "nosuch")
    p.refused("an unknown query", ["query", "everything"], "everything", status=2)
    p.refused("a month that is none", ["query", "totals", "--month", "2005-13"], "2005-13")
    p.refused("a service that is none", ["query", "day-service", "--service", "99999/tcp"], "99999/tcp")
    p.refused("an address that is none", ["import", "--point", "x", "--address", "300.1.2.3", new], "300.1.2.3")
    points = p.file("points.json", b'[{"id": "a", "address": "203.0.113.1"}, {"id": "b", "address": "203.0.113.2"}]')
    p.refused("a file of which the point cannot be told", ["import", "--points", points, new], "names.pcap")
    for name, content in [("broken.json", b'[{"id": "a", '), ("key.json", b'[{"id": "a", "adress": "203.0.113.1"}]'),
                          ("none.json", b'[{"address": "203.0.113.1"}]'), ("empty.json", b"")]:
        p.refused(f"points file {name}", ["import", "--points", p.file(name, content), new], name)
    config = p.file("teiten.yaml", b"min_point: 3\n")
    p.refused("an unknown key in the configuration", ["query", "point-day", "--config", config], "teiten.yaml", "min_point")
    p.refused("no configuration there", ["query", "point-day", "--config", p.folder / "absent.yaml"], "absent.yaml")


def check_months(p):
    out = p.folder / "report"
    p.refused("a report of a month without data", ["report", "1999-01", "--out", out], "1999-01")
    p.t.ok(not out.exists(), "and nothing was written")
    for name in ("summary", "totals"):
        done = teiten("query", name, "--month", "1999-01", "--store", p.store, "--json")
        good = done.status == 1 and len(done.err.splitlines()) == 1 and "1999-01" in done.err
        if done.status == 0:  # zeros and nulls, and no number that is none
            found = json.loads(done.out, parse_constant=lambda word: p.t.ok(False, f"{word} in the answer"))
            totals = found[0] if name == "totals" else found["totals"]
            good = totals["accesses"] == 0 and totals["accesses_per_point_day"] is None
        p.t.ok(good and not done.crashed, f"query {name} of a month without data", done)


def check_stores(p):
    p.refused("no store", ["query", "point-day", "--store", p.folder / "absent.duckdb"], "absent.duckdb")
    newer = p.folder / "newer.duckdb"
    shutil.copy(p.store, newer)
    sql(newer, "UPDATE meta SET value = '999' WHERE name = 'version'")
    before = dump(newer)
    for arguments in (["query", "point-day"], ["import", *POINT, p.folder / "good.pcap"], ["report", "2005-11"], ["points"]):
        done = teiten(*arguments, "--store", newer, cwd=p.folder)
        p.t.ok(done.status == 1 and len(done.err.splitlines()) == 1 and "newer" in done.err and "999" in done.err,
               f"{arguments[0]} on a store of a newer version", done)
    same_tables(p.t, dump(newer), before, "a store of a newer version is left as it was")
    older = p.folder / "older.duckdb"
    shutil.copy(p.store, older)
    sql(older, "UPDATE meta SET value = '1' WHERE name = 'version'")
    p.refused("a store of an older version", ["query", "point-day", "--store", older], "older.duckdb", "import")
    other = p.folder / "other.duckdb"
    sql(other, "CREATE TABLE letters(a INTEGER)")
    for name, path in [("a DuckDB file that is no store", other), ("a text file", p.file("text.duckdb", b"hello\n" * 3000)),
                       ("a folder", p.folder)]:
        content = path.read_bytes() if path.is_file() else None
        done = teiten("import", *POINT, "--store", path, p.folder / "good.pcap")
        p.t.ok(done.status == 1 and len(done.err.splitlines()) == 1 and path.name in done.err and not done.crashed,
               f"{name} as the store: one clear line", done)
        p.t.ok(content is None or path.read_bytes() == content or path == other, f"{name}: left as it was")
    damaged = p.folder / "damaged.duckdb"
    data = bytearray(p.store.read_bytes())
    data[:8192] = bytes(8192)
    damaged.write_bytes(data)
    done = teiten("query", "point-day", "--store", damaged)
    p.t.ok(done.status == 1 and len(done.err.splitlines()) == 1 and "damaged.duckdb" in done.err and not done.crashed,
           "a damaged store: one clear line", done)
    done = teiten("query", "point-day", "--store", "clickhouse://127.0.0.1/teiten")
    p.t.ok(done.status == 1 and len(done.err.splitlines()) == 1 and "clickhouse" in done.err, "a URL of an unknown kind", done)


def check_among_good(p):
    """A bad file among good ones is named and left out; the others go in; the exit status tells."""
    store = p.folder / "mixed.duckdb"
    mixed = p.folder / "mixed"
    mixed.mkdir()
    for i in range(3):
        (mixed / f"good{i}.pcap").write_bytes(small_capture(2, first=20 + i))
    bad = bytearray(small_capture(3, first=30))
    bad[24 + 8:24 + 12] = b"\xff\xff\xff\xff"
    (mixed / "bad.pcap").write_bytes(bad)
    (mixed / "notes.txt").write_text("not a capture\n")
    done = teiten("import", "--store", store, *POINT, "--json", mixed)
    said = done.json()
    p.t.ok(done.status == 1 and (said["imported"], said["failed"], said["skipped"], said["accesses"]) == (3, 1, 1, 6)
           and len(done.err.splitlines()) == 1 and "bad.pcap" in done.err, "a bad file among good ones is left out, by name", done)
    p.t.ok(len(said["problems"]) == 1 and said["problems"][0]["file"].endswith("bad.pcap"), "and in the JSON", said)
    p.t.equal(len(query(store, "top sources")), 6, "nothing of the bad file is in the store")


def main():
    with Tap() as t:
        for check in (check_not_captures, check_folders, check_truncated, check_lengths, check_times, check_bombs, check_disk,
                      check_regions, check_names, check_months, check_stores, check_among_good, check_permission):
            check(Place(t))


if __name__ == "__main__":
    main()
