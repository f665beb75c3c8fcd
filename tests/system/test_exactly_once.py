#!/usr/bin/env python3
"""The same bytes count once, however they come; the order of files does not matter; one writer at a time."""
import gzip
import os
import pathlib
import random
import shutil
import subprocess
import time

from teiten import DAY_2005, OWN, POINT, PROGRAM, WORLD, Tap, dump, dump_by_name, folder, must, pcap, query, same_tables, \
    small_capture, tcp, teiten, world


def accesses(store):
    return sum(row["accesses"] for row in query(store, "point-day"))


def check_same_bytes(t, place):
    store = place / "same.duckdb"
    capture = place / "one.pcap"
    capture.write_bytes(small_capture(5))
    first = must("import", "--store", store, *POINT, "--json", capture).json()
    t.equal((first["imported"], first["already"], first["accesses"]), (1, 0, 5), "a file goes in")
    before = dump(store)
    again = teiten("import", "--store", store, *POINT, "--json", capture)
    t.equal((again.status, again.json()["imported"], again.json()["already"]), (0, 0, 1), "the same file: already imported")
    said = teiten("import", "--store", store, *POINT, capture)
    t.ok(said.status == 0 and "already imported" in said.out, "and it is said in words", said)
    shutil.copy(capture, place / "other-name.pcap")
    renamed = must("import", "--store", store, *POINT, "--json", place / "other-name.pcap").json()
    t.equal((renamed["imported"], renamed["already"]), (0, 1), "the same bytes under another name: already imported")
    twice = must("import", "--store", store, *POINT, "--json", capture, place / "other-name.pcap", capture).json()
    t.equal((twice["imported"], twice["already"]), (0, 3), "three times in one command: already imported")
    with open(capture, "rb") as stream:
        piped = must("import", "--store", store, *POINT, "--json", "-", stdin=stream).json()
    t.equal((piped["imported"], piped["already"]), (0, 1), "the same bytes through a pipe: already imported")
    same_tables(t, dump(store), before, "nothing of that changed the store")


def check_twice_in_one_command(t, place):
    store = place / "double.duckdb"
    for name in ("a.pcap", "b.pcap"):
        (place / name).write_bytes(small_capture(4, first=9))
    said = must("import", "--store", store, *POINT, "--json", place / "a.pcap", place / "b.pcap").json()
    t.equal((said["imported"], said["already"], accesses(store)), (1, 1, 4), "the same bytes twice in one new store count once")


def check_compressed(t, place):
    """The ledger knows bytes as they lie on disk: a compressed copy is another file, and counts again."""
    store = place / "compressed.duckdb"
    (place / "z.pcap").write_bytes(small_capture(5))
    (place / "z.pcap.gz").write_bytes(gzip.compress(small_capture(5), mtime=0))
    must("import", "--store", store, *POINT, place / "z.pcap")
    said = must("import", "--store", store, *POINT, "--json", place / "z.pcap.gz").json()
    t.equal((said["imported"], said["accesses"], accesses(store)), (1, 5, 10), "a compressed copy is another file")


def check_two_points(t, place):
    """The same bytes at two points are two observations."""
    store = place / "points.duckdb"
    (place / "p.pcap").write_bytes(small_capture(5))
    must("import", "--store", store, *POINT, place / "p.pcap")
    said = must("import", "--store", store, "--point", "other", "--address", OWN, "--json", place / "p.pcap").json()
    t.equal((said["imported"], accesses(store)), (1, 10), "the same bytes of another point count there")


def check_order(t, place):
    if not WORLD.exists():
        t.skip("files in any order", f"{WORLD} is not here")
        return
    world(place / "w", "--points", 3, "--scale", 0.002, "--backscatter", 0.1)
    points = ["--points", place / "w/points.json"]
    files = sorted((place / "w").glob("*/*.pcap"))
    store = place / "sorted.duckdb"
    must("import", "--store", store, *points, *files)
    want, by_name = dump(store), dump_by_name(store)
    rng = random.Random(4)
    shuffled = list(files)
    rng.shuffle(shuffled)
    store = place / "shuffled.duckdb"
    must("import", "--store", store, *points, *shuffled)
    same_tables(t, dump(store), want, "files in any order in one command: the same store")
    store = place / "pieces.duckdb"
    for i in range(0, len(shuffled), 15):
        must("import", "--store", store, *points, *shuffled[i:i + 15])
    same_tables(t, dump_by_name(store), by_name, "files in any order in several commands: the same facts")


def check_late(t, place):
    """A late file opens its day again: closed figures are those of all files."""
    files = []
    for i in range(3):
        path = place / f"late{i}.pcap"
        path.write_bytes(pcap([(DAY_2005 + 600 * i + n, tcp(f"126.1.1.{n + 1}", OWN, 3000 + i, 445, sequence=i))
                               for n in range(20)]))
        files.append(path)
    store = place / "late.duckdb"
    must("import", "--store", store, *POINT, files[2])
    must("import", "--store", store, *POINT, files[0])
    must("import", "--store", store, *POINT, files[1])
    row = query(store, "day-service")[0]
    t.equal((row["accesses"], row["cumulative_sources"], row["distinct_sources"]), (60, 20, 20),
            "late files join the closed day: 60 accesses from 20 sources")


def wait_for(condition, seconds=30):
    deadline = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.02)
    return True


def check_busy(t, place):
    """A second process that finds the store in use gets one clear line, at once, and changes nothing."""
    store = place / "busy.duckdb"
    capture = place / "busy.pcap"
    capture.write_bytes(small_capture(3))
    must("import", "--store", store, *POINT, capture)
    before = dump(store)
    reading, writing = os.pipe()
    os.set_inheritable(writing, False)
    holder = subprocess.Popen([PROGRAM, "import", "--store", store, *POINT, "-"], stdin=reading, stdout=subprocess.DEVNULL,
                              stderr=subprocess.PIPE)
    os.close(reading)
    os.write(writing, small_capture(2, first=7)[:80])  # one packet; it waits for more, with the store open
    held = wait_for(lambda: any(file.resolve() == store for file in pathlib.Path(f"/proc/{holder.pid}/fd").iterdir()))
    t.ok(held, "the first command holds the store")
    other = place / "busy2.pcap"
    other.write_bytes(small_capture(3, first=8))
    for name, command in [("import", ["import", "--store", store, *POINT, other]),
                          ("query", ["query", "point-day", "--store", store]), ("points", ["points", "--store", store])]:
        done = teiten(*command)
        lines = done.err.splitlines()
        t.ok(done.status == 1 and len(lines) == 1 and "in use" in lines[0] and "busy.duckdb" in lines[0],
             f"{name} while another command holds the store: one clear line", done)
    os.close(writing)
    holder.wait(timeout=60)
    t.ok(holder.returncode == 0, "the first one ends well", holder.stderr.read().decode())
    t.equal(len(query(store, "top sources")), 4, "and its file is in; the other one's is not")
    t.ok(dump(store)["segment"] != before["segment"], "the ledger has the first one's file")


def main():
    with Tap() as t:
        for check in (check_same_bytes, check_twice_in_one_command, check_compressed, check_two_points, check_order,
                      check_late, check_busy):
            check(t, folder())


if __name__ == "__main__":
    main()
