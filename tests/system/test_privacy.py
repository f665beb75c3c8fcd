#!/usr/bin/env python3
"""Nothing that is published may tell where a point is, who the sources are, or what fewer than three points saw."""
import base64
import json
import re
import shutil
import subprocess
import zlib
from collections import defaultdict

from teiten import SANITIZED, WORLD, Tap, folder, must, skip_all, sql, world

MIN_POINTS = 3


def address_forms(address):
    """Every way to write an IPv4 address that somebody might think of."""
    octets = list(map(int, address.split(".")))
    number = int.from_bytes(bytes(octets), "big")
    halves = f"{octets[0]:02x}{octets[1]:02x}", f"{octets[2]:02x}{octets[3]:02x}"
    forms = {
        "dotted": address,
        "dotted with zeros": ".".join(f"{o:03d}" for o in octets),
        "with hyphens": address.replace(".", "-"),
        "with underscores": address.replace(".", "_"),
        "reversed": ".".join(map(str, reversed(octets))),
        "octal": ".".join(f"0{o:o}" for o in octets),
        "hexadecimal": f"{number:08x}",
        "hexadecimal with dots": ".".join(f"{o:02x}" for o in octets),
        "hexadecimal with 0x and dots": ".".join(f"0x{o:x}" for o in octets),
        "hexadecimal with colons": ":".join(f"{o:02x}" for o in octets),
        "hexadecimal, other byte order": bytes(reversed(octets)).hex(),
        "IPv6-mapped": f"::ffff:{halves[0]}:{halves[1]}",
        "IPv6-mapped, short": f"::ffff:{int(halves[0], 16):x}:{int(halves[1], 16):x}",
        "a number": str(number),
        "a number, other byte order": str(int.from_bytes(bytes(octets), "little")),
        "character references": "".join(f"&#{ord(c)};" for c in address),
        "percent signs": address.replace(".", "%2e"),
        "base64": base64.b64encode(address.encode()).decode().rstrip("="),
    }
    return forms


def unpacked(data):
    """A PDF's streams, or whatever else is deflated inside."""
    for match in re.finditer(rb"stream\r?\n", data):
        try:
            yield zlib.decompressobj().decompress(data[match.end():])
        except zlib.error:
            continue


def texts(path):
    """All that a curious reader could read in a file."""
    data = path.read_bytes()
    yield data
    if path.suffix == ".pdf":
        yield from unpacked(data)
        if shutil.which("pdftotext"):
            yield subprocess.run(["pdftotext", path, "-"], check=True, capture_output=True).stdout
    for match in re.finditer(rb"base64,([A-Za-z0-9+/=\s]+)", data):  # data: URLs within a page
        try:
            yield base64.b64decode(match[1])
        except ValueError:
            continue


def found_in(text, forms):
    """Which forms a text holds; a longer number or word around a form is another one."""
    lower = text.lower()
    wanted = {name: form.lower().encode() for name, form in forms.items()}
    return [name for name, form in wanted.items() if form in lower  # a plain search first: it is much faster
            and re.search(rb"(?<![0-9a-z.])" + re.escape(form) + rb"(?![0-9a-z])(?!\.[0-9])", lower)]


def check_search(t):
    """The search itself finds every form; else this test could not fail."""
    forms = address_forms("203.0.113.10")
    missed = [name for name, form in forms.items() if name not in found_in(f"x <{form}> y".encode(), forms)]
    t.ok(not missed, f"the search knows {len(forms)} forms of an address", *missed)
    t.ok(not found_in(b"1203.0.113.10 203.0.113.101 3405803786123", forms), "and does not mistake others for it")


def check_files(t, out, formats, points, sources):
    files = sorted(path for path in out.rglob("*") if path.is_file())
    suffixes = {path.suffix for path in files}
    t.equal(suffixes, {f".{name}" for name in formats}, "every format is there")
    forms = {point["address"]: address_forms(point["address"]) for point in points}
    names = re.compile("|".join(re.escape(point["id"]) for point in points).encode())
    quads = re.compile(rb"(?<![0-9.])(?:[0-9]{1,3}\.){3}[0-9]{1,3}(?![0-9.])")
    told, named, exposed = [], [], []
    for path in files:
        for text in texts(path):
            told += [f"{path.name}: {address} ({', '.join(found)})" for address in forms
                     if (found := found_in(text, forms[address]))]
            named += [f"{path.name}: {match[0].decode()}" for match in names.finditer(text)]
            exposed += [f"{path.name}: {quad.decode()}" for quad in quads.findall(text) if quad.decode() in sources]
        told += [f"the name of {path.name}" for address in forms if found_in(str(path.relative_to(out)).encode(), forms[address])]
    t.ok(not told, f"no point's address in any form in {len(files)} files", *told[:10])
    t.ok(not named, "no point's name", *named[:10])
    t.ok(not exposed, "no source's address", *exposed[:10])


def points_by(store, columns, month):
    """(column values) -> how many points saw that cell."""
    rows = sql(store, f"SELECT {columns}, count(DISTINCT point) FROM source_day WHERE strftime(day, '%Y-%m') = '{month}' "
                      f"GROUP BY {columns}").splitlines()
    return {tuple(row.split(",")[:-1]): int(row.split(",")[-1]) for row in rows}


def service_key(proto, port):
    names = {"6": "tcp", "17": "udp"}
    return f"{port}/{names[proto]}" if proto in names else "ping/icmp" if (proto, port) == ("1", "8") else f"icmp/{port}"


def region_key(number):
    return chr(int(number) >> 8) + chr(int(number) & 255)


def check_cells(t, store, published, month):
    """Cells that one or two points saw are not shown; those of three are."""
    members = {service["key"]: service["members"] for service in published["services"]}
    by_day_service = points_by(store, "day, proto, port", month)
    by_day_region = points_by(store, "day, region", month)
    few = {(day, service_key(proto, port)) for (day, proto, port), n in by_day_service.items() if n < MIN_POINTS}
    shown = hidden = 0
    wrong = []
    for key, cells in zip(members, published["daily"]["service"]["accesses"]):
        if key == "other" or len(members[key]) != 1:
            continue
        for day, cell in zip(published["days"], cells):
            hidden += (day, key) in few
            shown += bool(cell)
            if (day, key) in few and cell is not None:
                wrong.append(f"{key} on {day}: {cell}")
    t.ok(not wrong and shown and hidden, f"day and service: {hidden} cells of fewer than {MIN_POINTS} points not shown, {shown} shown",
         *wrong[:5])
    few = {(day, region_key(region)) for (day, region), n in by_day_region.items() if n < MIN_POINTS}
    keys = [region["key"] for region in published["regions"]]
    wrong = [f"{key} on {day}: {cell}" for key, cells in zip(keys, published["daily"]["region"]["accesses"])
             for day, cell in zip(published["days"], cells) if key != "other" and (day, key) in few and cell is not None]
    t.ok(not wrong and few, "day and region: the same", *wrong[:5])
    by_region = {region_key(key[0]): n for key, n in points_by(store, "region", month).items()}
    t.ok(all(by_region[row["region"]] >= MIN_POINTS for row in published["map"]), "the map: the same", published["map"])
    by_pair = defaultdict(int)
    for (region, proto, port), n in points_by(store, "region, proto, port", month).items():
        by_pair[region_key(region), service_key(proto, port)] = n
    wrong = [f"{region} {service}: {cell}" for region, row in zip(keys, published["region_service"])
             for service, cell in zip(members, row)
             if 0 < by_pair[region, service] < MIN_POINTS and len(members[service]) == 1 and cell is not None]
    t.ok(not wrong, "region and service: the same", *wrong[:5])
    t.ok(published["publication"]["min_points"] == MIN_POINTS and published["publication"]["folded_cells"] > 0,
         "and it is said that cells were folded", published["publication"])
    t.ok("by_point" not in published["coverage"], "no series by point")


def main():
    if not WORLD.exists():
        skip_all(f"{WORLD} is not here")
    with Tap() as t:
        check_search(t)
        place = folder()
        truth = world(place / "w", "--scale", 0.01, "--solicited", "--backscatter", 0.05)
        store = place / "store.duckdb"
        must("import", "--store", store, "--points", place / "w/points.json", place / "w")
        # drawing is what takes long under a sanitizer
        formats = ["html", "csv", "json"] if SANITIZED else ["html", "pdf", "csv", "json", "svg", "png"]
        must("report", truth["month"], "--store", store, "--out", place / "report", "--format", ",".join(formats),
             "--lang", "ja" if SANITIZED else "both")
        points = json.loads((place / "w/points.json").read_text(encoding="utf-8"))
        numbers = sql(store, "SELECT DISTINCT source FROM source_day UNION SELECT DISTINCT source FROM maintenance").split()
        sources = {".".join(map(str, int(number).to_bytes(8, "big")[-4:])) for number in numbers}
        t.ok(len(sources) > 500, f"{len(sources)} sources to look for")
        check_files(t, place / "report", formats, points, sources)
        published = json.loads((place / "report/summary.json").read_text(encoding="utf-8"))
        check_cells(t, store, published, truth["month"])


if __name__ == "__main__":
    main()
