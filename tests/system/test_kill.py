#!/usr/bin/env python3
"""kill -9 at any moment, then the same command again: the store must be that of one clean run, table by table.

Killed at chosen writes (before each of them, spread over the whole run) and after chosen delays; and
twice in a row, since the second run starts from what the first one left.
"""
import random
import signal
import subprocess
import time

from teiten import PROGRAM, SANITIZED, WORLD, Tap, dump, folder, must, pcap, same_tables, tcp, teiten, udp, with_fault, world

POINTS, DAYS = 2, 20
ROUNDS_AT_WRITES, ROUNDS_DELAYED, ROUNDS_TWICE = (6, 4, 2) if SANITIZED else (24, 12, 6)


def own_world(place):
    """Forty small captures where the outside generator is absent: strangers who come back, and one maintenance service."""
    rng = random.Random(1)
    points = []
    for p in range(POINTS):
        own = f"203.0.113.{10 + p}"
        points.append(f'{{"id": "point{p + 1}", "address": "{own}", "maintenance": ["22/tcp"]}}')
        (place / f"point{p + 1}").mkdir(parents=True)
        for day in range(DAYS):
            packets = []
            for _ in range(200):
                stranger = f"126.1.{rng.randrange(4)}.{rng.randrange(1, 250)}"
                packet = rng.choice([tcp(stranger, own, 4000, rng.choice([445, 135, 22])), udp(stranger, own, 4000, 1026)])
                packets.append((1130770800 + day * 86400 + rng.randrange(86400), packet))
            packets.sort(key=lambda p: p[0])
            (place / f"point{p + 1}" / f"2005-11-{day + 1:02d}.pcap").write_bytes(pcap(packets))
    (place / "points.json").write_text(f"[{', '.join(points)}]", encoding="utf-8")


def make_world(place):
    if not WORLD.exists():
        own_world(place)
        return
    world(place, "--points", POINTS, "--scale", 0.003, "--backscatter", 0.1, "--solicited")
    for capture in place.glob("*/*.pcap"):
        if capture.stem > f"2005-11-{DAYS:02d}":
            capture.unlink()


class Killing:
    def __init__(self, t):
        self.t = t
        self.place = folder()
        self.captures = self.place / "w"
        make_world(self.captures)
        begin = time.monotonic()
        must(*self.command("clean"))
        self.seconds = time.monotonic() - begin
        self.clean = dump(self.store("clean"))
        must(*self.command("counted"), env=with_fault(10**9, "kill", self.place / "count"))
        self.writes = int((self.place / "count").read_text())

    def store(self, name):
        return self.place / f"{name}.duckdb"

    def command(self, name):
        return ["import", "--store", self.store(name), "--points", self.captures / "points.json", self.captures]

    def run(self, name, environment, delay=None):
        """True when the run was killed; False when it had ended before."""
        process = subprocess.Popen([PROGRAM, *self.command(name)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
                                   env=environment)
        if delay is not None:
            time.sleep(delay)
            process.kill()
        return process.wait() == -signal.SIGKILL

    def finish(self, name, what):
        """After the kill: once more, then compare and tidy up."""
        done = teiten(*self.command(name))
        if self.t.ok(done.status == 0 and not done.crashed, f"{what}: the next run ends well", done):
            same_tables(self.t, dump(self.store(name)), self.clean, f"{what}: the store is as after one clean run")
        for file in self.place.glob(f"{name}.duckdb*"):
            file.unlink()


def at_writes(k):
    """Spread over the run, and each of the last ten calls: when days are closed and the file is put in order."""
    spread = {1 + i * (k.writes - 1) // ROUNDS_AT_WRITES for i in range(ROUNDS_AT_WRITES)}
    last = set() if SANITIZED else set(range(max(1, k.writes - 9), k.writes + 1))
    for at in sorted(spread | last):
        killed = k.run("w", with_fault(at, "kill"))
        k.finish("w", f"killed at write {at} of {k.writes}" if killed else f"write {at}: not reached this time")
        if not killed:
            k.t.ok(at > k.writes * 0.8, f"write {at} comes only now and then", f"{k.writes} writes in a clean run")


def delayed(k):
    rng = random.Random(2)
    for _ in range(ROUNDS_DELAYED):
        delay = rng.random() * k.seconds
        killed = k.run("d", None, delay)
        k.finish("d", f"{'killed' if killed else 'ended before'} {delay:.3f} s after the start")


def twice(k):
    rng = random.Random(3)
    for _ in range(ROUNDS_TWICE):
        first, second = rng.randrange(1, k.writes), rng.randrange(1, k.writes)
        killed = [k.run("t", with_fault(first, "kill")), k.run("t", with_fault(second, "kill"))]
        k.finish("t", f"killed {sum(killed)} times, at write {first}, then {second}")


def full_disk(k):
    """No room from some write on: the command fails, says so, and the same command with room finishes the work."""
    for at in range(1, k.writes, max(1, k.writes // (3 if SANITIZED else 8))):
        done = subprocess.run([PROGRAM, *k.command("f")], capture_output=True, text=True, check=False,
                              env=with_fault(at, "full"))
        lines = done.stderr.splitlines()
        what = f"no room from write {at} on"
        if done.returncode == 0:
            # only putting the file in order failed at the very end: everything must be in the log beside it
            same_tables(k.t, dump(k.store("f")), k.clean, f"{what}: the work was done")
        else:
            k.t.ok(done.returncode == 1 and lines and all("disk is full" in line for line in lines), f"{what}: said so",
                   f"status {done.returncode}", done.stderr)
        k.finish("f", f"{what}, then room again")


def main():
    with Tap() as t:
        k = Killing(t)
        t.ok(k.writes > 20, f"a clean run writes {k.writes} times in {k.seconds:.1f} s")
        at_writes(k)
        delayed(k)
        twice(k)
        full_disk(k)


if __name__ == "__main__":
    main()
