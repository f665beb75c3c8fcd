#!/usr/bin/env python3
"""What payloads are: a packet that tshark calls by a protocol is called so by teiten, and the reverse. The packets are those
of the fuzz corpus, written by hand, and of the real captures. And the forged sources of 2004 are one sender."""
import shutil
import subprocess
from collections import Counter

from teiten import CAPTURES, SOURCE, Tap, folder, must, pcap, query, skip_all, udp

# tshark's name -> ours
NAMES = {"sip": "sip", "dns": "dns", "mdns": "mdns", "nbns": "netbios", "ntp": "ntp", "ssdp": "ssdp", "snmp": "snmp", "tftp": "tftp",
         "messenger": "messenger", "stun": "stun", "isakmp": "ike", "cldap": "ldap", "coap": "coap"}
POINT = "192.0.2.1"
# the address and, of its traffic, what it did not ask for
REAL = [("home-cable-2004.pcap", "24.6.125.19", "udp.srcport != 53"), ("synack-reflection-2021.pcap", "10.10.10.10", "udp")]


def corpus(path):
    """A capture with every datagram of the corpus, one from each source."""
    frames = []
    for i, file in enumerate(sorted((SOURCE / "tests/fuzz/corpus/payload").iterdir())):
        data = file.read_bytes()
        if data[0] & 1 == 0:
            source, to = int.from_bytes(data[1:3], "big"), int.from_bytes(data[3:5], "big")
            frames.append((1700000000 + i, udp(f"203.0.113.{i + 1}", POINT, source, to, data[5:])))
    path.write_bytes(pcap(frames))


def by_tshark(path, address, strangers):
    """Protocol and service of each datagram to the point that is in question."""
    seen = Counter()
    for only in ("udp", "messenger"):  # the protocol that tshark calls from within another is not among a frame's
        command = ["tshark", "-n", "-r", path, "-d", "udp.port==5300,dns", "-Y", f"udp && {only} && ip.dst == {address} && {strangers}",
                   "-T", "fields", "-e", "frame.protocols", "-e", "udp.dstport", "-E", "occurrence=f"]
        lines = subprocess.run(command, check=True, capture_output=True, text=True).stdout.splitlines()
        for protocols, port in (line.split("\t") for line in lines):
            for name in {only} & set(NAMES) or set(protocols.split(":")) & set(NAMES):
                seen[NAMES[name], f"{port}/udp"] += 1
    return seen


def by_teiten(path, address):
    store = folder() / "store.duckdb"
    must("import", "--store", store, "--point", "a", "--address", address, path)
    seen = Counter()
    for row in query(store, "payloads"):
        if row["service"].endswith("/udp") and row["payload"] in NAMES.values():
            seen[row["payload"], row["service"]] += row["accesses"]
    return seen, store


def check_senders(t, store):
    """field notes: eight sources of one text, all with TTL 114, no DF and no checksum."""
    t.equal([(row["payload"], row["sources"], row["ttl"], row["plain"]) for row in query(store, "senders")],
            [("messenger", 8, 114, 2)], "the home line: eight sources are one sender")


def check_worm(t):
    """Infected hosts send the same as well, but from all over the world: their TTLs differ."""
    worm = b"\x04" + b"\x01" * 375
    def frames(ttls):
        for i, ttl in enumerate(ttls):
            packet = bytearray(udp(f"60.1.2.{i + 1}", POINT, 4000, 1434, worm))
            packet[8] = ttl
            yield 1700000000 + i, bytes(packet)
    for ttls, want, name in (([110, 110, 110, 111, 112, 113, 114, 115], [], "a worm on eight hosts is no sender"),
                             ([110] * 5 + [111, 112, 113], [5], "five of eight with one TTL are")):
        path = folder() / "worm.pcap"
        path.write_bytes(pcap(frames(ttls)))
        t.equal([row["sources"] for row in query(by_teiten(path, POINT)[1], "senders")], want, name)


def main():
    if not shutil.which("tshark"):
        skip_all("tshark is not installed")
    with Tap() as t:
        check_worm(t)
        path = folder() / "corpus.pcap"
        corpus(path)
        theirs, (ours, _) = by_tshark(path, POINT, "udp"), by_teiten(path, POINT)
        t.ok(len({name for name, _ in theirs}) == len(set(NAMES.values())), "tshark knows them all", theirs)
        t.equal(dict(ours), dict(theirs), "the corpus: every datagram is called as tshark calls it")
        for name, address, strangers in REAL:
            if not (CAPTURES / name).exists():
                t.skip(name, f"{CAPTURES / name} is not here")
                continue
            theirs, (ours, store) = by_tshark(CAPTURES / name, address, strangers), by_teiten(CAPTURES / name, address)
            if name.startswith("home"):
                check_senders(t, store)
            t.equal(dict(ours), dict(theirs), f"{name}: the same")


if __name__ == "__main__":
    main()
