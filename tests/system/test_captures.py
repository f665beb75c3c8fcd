#!/usr/bin/env python3
"""Real captures against tshark: services, sources and kinds must be what tshark's own decoding gives.

Which packets were uninvited is told twice, and never by teiten's code: by a display filter written down
for each capture, and here packet by packet (a flow is the point's when the point sent its first packet:
a pure SYN, a UDP datagram or an echo request). Both must agree before teiten is asked.
"""
import re
import shutil
import subprocess
from collections import Counter

from teiten import CAPTURES, Tap, folder, must, query, skip_all

FIELDS = ["frame.number", "ip.src", "ip.dst", "ip.proto", "ip.frag_offset", "tcp.srcport", "tcp.dstport", "tcp.flags",
          "udp.srcport", "udp.dstport", "icmp.type", "icmp.ident", "eth.dst.ig"]
ICMP_ASKS = {8, 10, 13, 15, 17}
ICMP_ANSWERS = {0, 3, 4, 5, 11, 12, 14, 16, 18}

# file, the point's address, more arguments for the import, tshark's display filter of what may count,
# services that are maintenance there. The address is the one whose inbound traffic the capture is about; `--lan none`
# where strangers and point share a private network. A later fragment follows its first and is not counted.
CAPTURES_OF = [
    ("home-cable-2004.pcap", "24.6.125.19", [],
     # everything to the line's address but answers of its resolver and of the web servers it called. (The second
     # term: the line's own ICMP errors quote packets to it, and tshark looks at the quoted addresses too.)
     "ip.dst == 24.6.125.19 && !(ip.src == 24.6.125.19) && !(udp.srcport == 53) && !(tcp.srcport == 80)", set()),
    ("masscan-tcp-2019.pcap", "198.124.152.15", [], "ip.dst == 198.124.152.15", set()),
    ("nmap-synscan-2010.pcap", "64.13.134.52", [], "ip.dst == 64.13.134.52", set()),
    ("ssh-guess-2015.pcap", "192.168.56.103", ["--lan", "none"], "ip.dst == 192.168.56.103", set()),
    ("ssh-guess-2015.pcap", "192.168.56.103", ["--lan", "none", "--maintenance", "22/tcp"], "ip.dst == 192.168.56.103",
     {"22/tcp"}),
    ("synack-reflection-2021.pcap", "10.10.10.10", [], "ip.dst == 10.10.10.10 && ip.frag_offset == 0", set()),
    ("icmp-unreachable.pcap", "192.168.1.1", ["--lan", "none"], "ip.dst == 192.168.1.1", set()),
    ("icmp-unreachable.pcap", "192.168.1.102", ["--lan", "none"],
     # it sent the only packet, and there is nothing to count
     "ip.dst == 192.168.1.102 && !(ip.src == 192.168.1.102)", set()),
]

SENDERS = {"192.168.1.102"}  # addresses that only sent


def tshark(path, display_filter=None):
    """The first value of each field, a dictionary a packet."""
    command = ["tshark", "-n", "-r", path, "-o", "ip.defragment:FALSE", "-T", "fields", "-E", "occurrence=f"]
    command += [option for field in FIELDS for option in ("-e", field)]
    command += ["-Y", display_filter] if display_filter else []
    lines = subprocess.run(command, check=True, capture_output=True, text=True).stdout.splitlines()
    return [dict(zip(FIELDS, line.split("\t"))) for line in lines]


def number(packet, field):
    return int(packet[field], 0) if packet[field] else 0


def service_of(packet):
    protocol = number(packet, "ip.proto")
    if protocol == 6:
        return f"{number(packet, 'tcp.dstport')}/tcp"
    if protocol == 17:
        return f"{number(packet, 'udp.dstport')}/udp"
    if protocol == 1:
        kind = number(packet, "icmp.type")
        return "ping/icmp" if kind == 8 else f"icmp/{kind}"
    return f"proto/{protocol}"


def kind_of(packet):
    protocol = number(packet, "ip.proto")
    if protocol == 6:
        flags = number(packet, "tcp.flags")
        syn, rst, ack = flags & 2, flags & 4, flags & 16
        return "backscatter" if rst or syn and ack else "probe" if syn else "other"
    if protocol == 17:
        return "probe"
    kind = number(packet, "icmp.type")
    return "other" if protocol != 1 else "probe" if kind in ICMP_ASKS else "backscatter" if kind in ICMP_ANSWERS else "other"


def flow_of(packet, own):
    """The same for both directions: protocol, the other side, both ports (or the ident of an echo)."""
    inbound = packet["ip.dst"] == own
    other = packet["ip.src"] if inbound else packet["ip.dst"]
    protocol = number(packet, "ip.proto")
    if protocol in (6, 17):
        name = "tcp" if protocol == 6 else "udp"
        ports = number(packet, f"{name}.srcport"), number(packet, f"{name}.dstport")
    else:
        ports = number(packet, "icmp.ident"), 0
    return (protocol, other) + (ports[::-1] if inbound and protocol != 1 else ports)


def begins(packet):
    """Does this outbound packet begin a flow, when it is the first?"""
    protocol = number(packet, "ip.proto")
    if protocol == 6:
        return number(packet, "tcp.flags") & 0x17 == 0x02
    return protocol == 17 or protocol == 1 and number(packet, "icmp.type") == 8


def uninvited(packets, own):
    """Inbound packets of flows that the point did not begin."""
    begun_by_point, begun_by_stranger = set(), set()
    for packet in packets:
        if not packet["ip.src"] or packet["eth.dst.ig"] in ("1", "True"):
            continue
        flow = flow_of(packet, own)
        if packet["ip.src"] == own:
            if begins(packet) and flow not in begun_by_stranger:
                begun_by_point.add(flow)
        elif packet["ip.dst"] == own and flow not in begun_by_point and number(packet, "ip.frag_offset") == 0:
            begun_by_stranger.add(flow)
            yield packet


def count(packets):
    cells = Counter((service_of(p), p["ip.src"], kind_of(p)) for p in packets)
    services, sources, kinds = Counter(), Counter(), Counter()
    for (service, source, kind), n in cells.items():
        services[service, kind] += n
        sources[source] += n
        kinds[kind] += n
    return cells, services, sources, kinds


def compare(t, name, got, want):
    wrong = [f"{key}: teiten {got.get(key)}, tshark {want.get(key)}"
             for key in sorted(set(got) | set(want), key=str) if got.get(key) != want.get(key)]
    t.ok(not wrong, f"{name}: {len(want)} cells", *wrong[:10])


def check_maintenance(t, name, store, packets, maintenance):
    """Connections to a maintenance service: initial SYNs; the rest of them is not counted."""
    syns = [p for p in packets if service_of(p) in maintenance and kind_of(p) == "probe"]
    got = sum(row["connections"] for row in query(store, "maintenance"))
    t.ok(got == len(syns) > 0, f"{name}: connections", f"{got}, tshark {len(syns)}")


def check(t, file, own, arguments, display_filter, maintenance):
    name = file + (" with maintenance" if maintenance else "")
    path = CAPTURES / file
    if not path.exists():
        t.skip(name, f"{path} is not here")
        return
    strangers = list(uninvited(tshark(path), own))
    filtered = tshark(path, display_filter)
    frames = [{p["frame.number"] for p in found} for found in (strangers, filtered)]
    t.ok(frames[0] == frames[1] and (frames[0] or own in SENDERS), f"{name}: the display filter finds the same {len(filtered)} packets",
         f"differs in frames {sorted(frames[0] ^ frames[1], key=int)}")
    store = folder() / "store.duckdb"
    said = must("import", "--store", store, "--point", "here", "--address", own, *arguments, "--json", path).json()
    if maintenance:
        check_maintenance(t, name, store, strangers, maintenance)
        strangers = [p for p in strangers if service_of(p) not in maintenance]
    cells, services, sources, kinds = count(strangers)
    t.equal(said["accesses"], sum(kinds.values()), f"{name}: accesses")
    t.equal(said["packets"], said["accesses"] + said["connections"] + sum(said["excluded"].values()),
            f"{name}: every packet has its place")
    got = Counter()
    for kind in ("probe", "backscatter", "other"):
        for row in query(store, "day-service", "--kind", kind):
            got[row["service"], kind] += row["accesses"]
    compare(t, f"{name}: service and kind", got, services)
    compare(t, f"{name}: sources", {row["source"]: row["accesses"] for row in query(store, "top sources")}, sources)
    days = Counter()
    for row in query(store, "day-kind"):
        days[row["kind"]] += row["accesses"]
    compare(t, f"{name}: kinds", days, kinds)
    busiest = [source for source, _ in sources.most_common(40)]
    got = Counter()
    for source in busiest:
        for row in query(store, f"source {source}"):
            if "kind" in row:
                got[row["service"], source, row["kind"]] += row["accesses"]
    compare(t, f"{name}: service, source and kind of {len(busiest)} sources", got,
            {cell: n for cell, n in cells.items() if cell[1] in busiest})


def check_home_line(t):
    """What was counted by hand on the real home line: nothing of its owner's, everything of strangers'."""
    path = CAPTURES / "home-cable-2004.pcap"
    if not path.exists():
        t.skip("the home line", f"{path} is not here")
        return
    store = folder() / "store.duckdb"
    must("import", "--store", store, "--point", "home", "--address", "24.6.125.19", path)
    services = Counter()
    for row in query(store, "day-service"):
        services[row["service"]] += row["accesses"]
    t.equal(sum(n for service, n in services.items() if service.endswith("/udp") and service != "1434/udp"), 13,
            "the home line: 13 Messenger pop-ups")
    fields = ["messenger.server", "messenger.client", "messenger.message"]
    command = ["tshark", "-n", "-r", path, "-Y", "messenger", "-T", "fields", "-E", "separator=|"]
    shown = subprocess.run(command + [option for field in fields for option in ("-e", field)], check=True,
                           capture_output=True, text=True).stdout
    # tshark writes its own escapes and spaces: letters and digits are compared
    theirs = Counter("".join(filter(str.isalnum, re.sub(r"\\[rnt]", "", line))) for line in shown.splitlines() if line.strip())
    ours = Counter()
    for row in query(store, "messages"):
        text = "".join(filter(str.isalnum, row["sender"] + row["recipient"] + row["text"]))
        ours[text if text.isascii() else "".join(c for c in text if c.isascii())] += row["accesses"]
    t.equal(dict(ours), dict(theirs), "the home line: senders, recipients and texts of the pop-ups as tshark reads them")
    t.equal(services["1434/udp"], 2, "the home line: 2 packets of SQL Slammer")
    probes = sum(row["accesses"] for row in query(store, "day-kind") if row["kind"] == "probe")
    t.equal(sum(services.values()), 171, "the home line: 171 accesses")
    t.equal(sum(services.values()) - probes, 30, "the home line: 30 later packets of strangers' connections")
    t.ok(services["1025/tcp"] >= 30, "the home line: these went to 1025/tcp", services)
    t.equal(sum(row["attempts"] for row in query(store, "day-kind") if row["kind"] == "probe"), 82,
            "the home line: 82 attempts of probes")
    t.equal(probes - 15, 126, "the home line: 126 SYNs")
    t.equal(sum(row["attempts"] for row in query(store, "day-kind") if row["kind"] == "probe") - 15, 67,
            "the home line: they were 67 attempts")


def check_tools(t):
    """Of each capture, which tools are named, and for how many accesses."""
    for name, address, want in (("masscan-tcp-2019.pcap", "198.124.152.15", {"masscan": 1001}),
                                ("nmap-synscan-2010.pcap", "64.13.134.52", {"nmap": 1993}),
                                ("home-cable-2004.pcap", "24.6.125.19", {"slammer": 2})):
        if not (CAPTURES / name).exists():
            t.skip(f"{name}: tools", f"{CAPTURES / name} is not here")
            continue
        store = folder() / "store.duckdb"
        must("import", "--store", store, "--point", "home", "--address", address, CAPTURES / name)
        tools = Counter()
        for row in query(store, "tools"):
            tools[row["tool"]] += row["accesses"]
        t.equal(dict(tools), want, f"{name}: the tools that are named")


def check_floods(t):
    """Who answers traffic that he never got: by the port that he answers from."""
    name, own = "synack-reflection-2021.pcap", "10.10.10.10"
    if not (CAPTURES / name).exists():
        t.skip(f"{name}: floods", f"{CAPTURES / name} is not here")
        return
    store = folder() / "store.duckdb"
    must("import", "--store", store, "--point", "home", "--address", own, CAPTURES / name)
    floods = Counter()
    for row in query(store, "floods"):
        floods[row["victim"], row["service"]] += row["packets"] * (row["flood"] == "tcp")
    theirs = Counter((packet["ip.src"], f"{number(packet, 'tcp.srcport')}/tcp") for packet in tshark(CAPTURES / name)
                     if packet["ip.dst"] == own and number(packet, "ip.proto") == 6 and kind_of(packet) == "backscatter")
    t.equal(+floods, theirs, f"{name}: victims, their services and packets as tshark reads them")


def main():
    if not shutil.which("tshark"):
        skip_all("tshark is not installed")
    if not CAPTURES.is_dir():
        skip_all(f"{CAPTURES} is not here")
    with Tap() as t:
        for row in CAPTURES_OF:
            check(t, *row)
        check_home_line(t)
        check_tools(t)
        check_floods(t)


if __name__ == "__main__":
    main()
