#!/usr/bin/env python3
"""Measure teiten against a plain C loop on the same capture: bench/run.py [PACKETS] [RUNS]

Prints ratios of medians, since machines differ and are noisy; the baseline is run beside each measurement.
The capture and the store are kept in $TEITEN_BENCH (default: bench-data in the build folder).
"""
import json
import os
import pathlib
import resource
import shutil
import statistics
import subprocess
import sys
import time

BUILD = pathlib.Path(os.environ.get("TEITEN_BUILD", "build"))
FOLDER = pathlib.Path(os.environ.get("TEITEN_BENCH", BUILD / "bench-data"))
TEITEN = BUILD / "src/cmd/teiten"


def timed(command, env=None):
    """Seconds and peak memory in MB of one process."""
    begin = time.monotonic()
    process = subprocess.Popen([str(c) for c in command], stdout=subprocess.PIPE, env=env)
    out = process.stdout.read()
    _, status, usage = os.wait4(process.pid, 0)
    if status:
        sys.exit(f"failed: {' '.join(map(str, command))}")
    return time.monotonic() - begin, usage.ru_maxrss / 1024, out.decode()


def main():
    packets = int(sys.argv[1]) if len(sys.argv) > 1 else 20_000_000
    runs = int(sys.argv[2]) if len(sys.argv) > 2 else 3
    FOLDER.mkdir(parents=True, exist_ok=True)
    capture = FOLDER / f"darknet-{packets}.pcap"
    store = FOLDER / f"darknet-{packets}.duckdb"
    if not capture.exists():
        print(f"making {capture} ...", flush=True)
        subprocess.run([BUILD / "bench/make_capture", str(packets), capture], check=True)
    subprocess.run(["cat", capture], stdout=subprocess.DEVNULL, check=True)  # into the page cache
    point = ["--point", "darknet", "--address", ",".join(f"198.51.100.{i}" for i in range(1, 11)), "--time-zone", "UTC"]
    rows = {"baseline loop": [], "count": [], "import": []}
    memory = {}
    for _ in range(runs):
        rows["baseline loop"].append(timed([BUILD / "bench/baseline", capture])[0])
        seconds, memory["count"], out = timed([TEITEN, "import", "--count-only", "--json", *point, capture])
        rows["count"].append(seconds)
        for name in (store, pathlib.Path(f"{store}.wal")):
            name.unlink(missing_ok=True)
        seconds, memory["import"], out = timed([TEITEN, "import", "--store", store, "--json", *point, capture])
        rows["import"].append(seconds)
    counted = json.loads(out)
    labels = {way: [] for way in ("without", "with")}
    for _ in range(runs):
        for way, list_of in labels.items():
            list_of.append(float(timed([BUILD / "bench/labels", capture, way])[2]))
    base = statistics.median(rows["baseline loop"])
    print(f"{packets} packets, {os.cpu_count()} cores, medians of {runs} runs")
    for name, seconds in rows.items():
        median = statistics.median(seconds)
        peak = f"  {memory[name]:6.0f} MB peak" if name in memory else ""
        print(f"  {name:14s} {median:7.2f} s  {packets / median / 1e6:6.2f} M packets/s  {median / base:5.2f} x the loop{peak}")
    without, with_labels = (statistics.median(labels[way]) for way in ("without", "with"))
    print(f"  labels: counting in one thread {without:.2f} s, {with_labels:.2f} s with them, {with_labels / without:.2f} times")
    print(f"  store: {store.stat().st_size / counted['accesses']:.1f} bytes per access")
    for month in ("2023-11", "2023-12"):
        seconds, peak, _ = timed([TEITEN, "query", "summary", "--store", store, "--month", month])
        print(f"  summary of {month}: {seconds:.2f} s  {peak:.0f} MB peak")
    out = FOLDER / "report"
    shutil.rmtree(out, ignore_errors=True)
    seconds, peak, _ = timed([TEITEN, "report", "2023-11", "--store", store, "--out", out, "--lang", "ja", "--format", "html"])
    print(f"  report as HTML with all figures, one language: {seconds:.2f} s  {peak:.0f} MB peak")


if __name__ == "__main__":
    main()
