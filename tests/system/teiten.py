"""What the system tests share: the built program, TAP, small captures. Standard library only."""
import atexit
import json
import os
import pathlib
import shutil
import struct
import subprocess
import sys
import tempfile

SOURCE = pathlib.Path(os.environ.get("TEITEN_SOURCE", pathlib.Path(__file__).resolve().parents[2]))
BUILD = pathlib.Path(os.environ.get("TEITEN_BUILD", SOURCE / "build")).resolve()
SHARED = SOURCE / "../shared"
WORLD = pathlib.Path(os.environ.get("TEITEN_WORLD", SHARED / "world/world.py"))
CAPTURES = pathlib.Path(os.environ.get("TEITEN_CAPTURES", SHARED / "captures"))
SANITIZED = os.environ.get("TEITEN_SANITIZED") == "yes"  # some ten times slower: tests take fewer rounds
PROGRAM = BUILD / "src/cmd/teiten"
# What a crash or a sanitizer leaves on standard error.
CRASH_MARKS = ("Sanitizer", "runtime error:", "Assertion `", "core dumped", "terminate called")

# A configuration or a zone of the machine must not change what is tested.
for name in ("TEITEN_CONFIG", "TZ"):
    os.environ.pop(name, None)


class Tap:
    """Results as TAP; `with Tap() as t:` ends with the plan and the exit status."""

    def __init__(self):
        self.count = self.bad = 0

    def ok(self, good, name, *details):
        self.count += 1
        self.bad += not good
        print(f"{'ok' if good else 'not ok'} {self.count} - {name}", flush=True)
        for detail in () if good else details:
            for line in str(detail).splitlines()[:40]:
                print(f"# {line[:400]}", flush=True)
        return bool(good)

    def equal(self, got, want, name):
        return self.ok(got == want, name, f"got  {got!r}", f"want {want!r}")

    def skip(self, name, why):
        self.count += 1
        print(f"ok {self.count} - {name} # SKIP {why}", flush=True)

    def __enter__(self):
        return self

    def __exit__(self, kind, error, trace):
        if kind is not None:
            return False
        print(f"1..{self.count}")
        sys.exit(self.bad > 0)


def skip_all(why):
    """The whole test has nothing to do here."""
    print(f"1..0 # SKIP {why}")
    sys.exit(0)


def folder():
    """A new folder that goes when the test ends."""
    path = pathlib.Path(tempfile.mkdtemp(prefix="teiten-test-"))
    atexit.register(shutil.rmtree, path, ignore_errors=True)
    return path


class Done:
    """How a run of the program ended."""

    def __init__(self, status, out, err):
        self.status, self.out, self.err = status, out, err

    @property
    def crashed(self):
        return self.status < 0 or any(mark in self.err for mark in CRASH_MARKS)

    def json(self):
        return json.loads(self.out)

    def __str__(self):
        return f"status {self.status}\n{self.out[-2000:]}\n{self.err[-2000:]}"


def teiten(*arguments, timeout=600, **options):
    """Run the program to its end."""
    options.setdefault("stdin", subprocess.DEVNULL)
    if "input" in options:
        options.pop("stdin")
    done = subprocess.run([PROGRAM, *map(str, arguments)], stdout=subprocess.PIPE, stderr=subprocess.PIPE, timeout=timeout,
                          check=False, **options)
    return Done(done.returncode, done.stdout.decode("utf-8", "replace"), done.stderr.decode("utf-8", "replace"))


def must(*arguments, **options):
    """Run the program; the test cannot go on when it fails."""
    done = teiten(*arguments, **options)
    if done.status or done.crashed:
        print(f"Bail out! teiten {' '.join(map(str, arguments))}")
        print("".join(f"# {line}\n" for line in str(done).splitlines()))
        sys.exit(1)
    return done


def query(store, name, *arguments):
    """The rows that a named query gives."""
    return must("query", *name.split(), "--store", store, "--json", *arguments).json()


def world(out, *arguments):
    """A world of the outside generator and its truth."""
    subprocess.run([sys.executable, WORLD, "--out", out, *map(str, arguments)], check=True, stdout=subprocess.DEVNULL)
    return json.loads((pathlib.Path(out) / "truth.json").read_text(encoding="utf-8"))


# Small captures, written by hand.

def ipv4(source, target, protocol, body):
    octets = [bytes(map(int, address.split("."))) for address in (source, target)]
    return struct.pack("!BBHHHBBH", 0x45, 0, 20 + len(body), 1, 0, 64, protocol, 0) + octets[0] + octets[1] + body


def tcp(source, target, source_port, port, flags=0x02, sequence=1):
    return ipv4(source, target, 6, struct.pack("!HHIIBBHHH", source_port, port, sequence, 0, 5 << 4, flags, 1024, 0, 0))


def udp(source, target, source_port, port, data=b"x"):
    return ipv4(source, target, 17, struct.pack("!HHHH", source_port, port, 8 + len(data), 0) + data)


def popup(sender, recipient, text, encoding="cp437"):
    """The payload of a pop-up message: NetrSendMessage as one connectionless DCE/RPC request."""
    body = b""
    for words in (sender, recipient, text):
        raw = words.encode(encoding) + b"\0"
        body += b"\0" * (-len(body) % 4) + struct.pack("<III", len(raw), 0, len(raw)) + raw
    return struct.pack("<4B4s16s16s16sIIIHHHHHBB", 4, 0, 0x28, 0, b"\x10\0\0\0", b"\0" * 16,
                       bytes.fromhex("f8917b5a00ffd011a9b200c04fb6e6fc"), b"\7" * 16, 0, 1, 0, 0, 0xffff, 0xffff,
                       len(body), 0, 0, 0) + body


def pcap(packets, link_type=101, magic=0xa1b2c3d4):
    """Bytes of a capture: (seconds, packet) pairs; raw IP unless said otherwise."""
    out = [struct.pack("<IHHiIII", magic, 2, 4, 0, 0, 65535, link_type)]
    for seconds, packet in packets:
        whole = int(seconds)
        out.append(struct.pack("<IIII", whole & 0xffffffff, round((seconds - whole) * 1e6), len(packet), len(packet)) + packet)
    return b"".join(out)


DAY_2005 = 1130770800  # 1 November 2005 00:00 in Tokyo
OWN = "203.0.113.10"   # documentation addresses stand for the point and for strangers


def small_capture(count=3, start=DAY_2005 + 3600, first=1):
    """A few SYNs from strangers."""
    return pcap([(start + i, tcp(f"126.1.{first}.{i + 1}", OWN, 2000 + i, 445, sequence=i)) for i in range(count)])


POINT = ("--point", "home", "--address", OWN)


def sql(store, *statements):
    """Run SQL on a store behind teiten's back; what it printed."""
    done = subprocess.run([BUILD / "tests/system/store_sql", store, *statements], capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(done.stderr)
    return done.stdout


TABLES = ("coverage", "day_cell", "day_distinct", "excluded", "flood_run", "group_day", "group_service", "login",
          "login_log", "login_name", "login_run", "maintenance", "mark_day", "message", "message_text", "meta",
          "month_distinct", "open_day", "payload_day", "payload_text", "point", "segment", "service_hour", "source_day",
          "wide_day")


def dump(store, columns=None):
    """Every table of a store with all its rows, sorted; without the time of the import. The list of tables is itself
    compared, so that none can be forgotten here."""
    columns = columns or {"segment": "* EXCLUDE (imported_us)", "login_log": "* EXCLUDE (imported_us)"}
    statements = ["SELECT table_name FROM information_schema.tables ORDER BY table_name"]
    for name in TABLES:
        statements += [f"SELECT '== {name}'", f"SELECT {columns.get(name, '*')} FROM {name} t"]
    listed, *tables = sql(store, *statements).split("== ")
    if tuple(listed.split()) != TABLES:
        raise RuntimeError(f"the store's tables are {listed.split()}: tell tests/system/teiten.py")
    return {name: "".join(sorted(rows.splitlines(True))) for name, _, rows in (table.partition("\n") for table in tables)}


def dump_by_name(store):
    """The same with points and segments by name, for stores that were filled in another order."""
    segment = "(SELECT s.sha256 FROM segment s WHERE s.segment = t.segment) AS segment"
    point = "(SELECT p.name FROM point p WHERE p.point = t.point) AS point"
    at_point = f"* REPLACE ({point})"
    of_segment = f"* REPLACE ({point}, {segment})"
    item = "CASE WHEN what = 1 THEN (SELECT p.name FROM point p WHERE p.point = t.item) ELSE CAST(item AS VARCHAR) END AS item"
    return dump(store, {"segment": f"* EXCLUDE (imported_us, segment) REPLACE ({point})", "point": "* EXCLUDE (point)",
                        "coverage": of_segment, "excluded": of_segment, "source_day": at_point, "service_hour": at_point,
                        "login": at_point, "login_log": f"* EXCLUDE (imported_us) REPLACE ({point})",
                        "maintenance": at_point, "message": at_point, "flood_run": at_point, "login_run": at_point, "mark_day": at_point,
                        "payload_day": at_point, "day_cell": at_point, "day_distinct": f"* REPLACE ({item})"})


def same_tables(t, got, want, name):
    """Both dumps are the same, table by table."""
    wrong = []
    for table in sorted(set(got) | set(want)):
        ours, theirs = got.get(table, "").splitlines(), want.get(table, "").splitlines()
        if ours != theirs:
            wrong.append(f"{table}: {len(ours)} rows, not {len(theirs)}; "
                         f"extra {sorted(set(ours) - set(theirs))[:3]}, missing {sorted(set(theirs) - set(ours))[:3]}")
    return t.ok(not wrong and want, name, *wrong)


def with_fault(at, how, count=None):
    """Environment for a run in which call number `at` that changes a file is the last (how: kill) or fails (how: full)."""
    library = BUILD / "tests/system/libfault.so"
    changes = {"LD_PRELOAD": str(library), "FAULT_AT": str(at), "FAULT_HOW": how}
    if count:
        changes["FAULT_COUNT"] = str(count)
    return {**os.environ, **changes}
