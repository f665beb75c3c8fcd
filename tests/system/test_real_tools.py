"""Packets of the real tools, sent through a pair of virtual cables in network namespaces of their own: labelled right."""
import os
import shutil
import signal
import subprocess
import sys
import time
import uuid

from teiten import Tap, folder, must, query, skip_all

SENDER, POINT = "5.5.5.1", "5.5.5.2"
NEEDED = ("ip", "dumpcap", "nmap", "masscan", "zmap", "hping3", "hydra")
PORTS = 200
PASSWORDS = 40

# What answers hydra: a server that lets go of everybody after one wrong password.
SERVER = """
import socket, threading
def talk(c):
    try:
        c.sendall(b"220 ready\\r\\n")
        for line in c.makefile("rb"):
            c.sendall(b"331 password\\r\\n" if line.upper().startswith(b"USER") else b"530 no\\r\\n")
            if line.upper().startswith(b"PASS"):
                break
    except OSError:
        pass
    c.close()
s = socket.create_server(("0.0.0.0", 21), backlog=64)
print("ready", flush=True)
while True:
    threading.Thread(target=talk, args=(s.accept()[0],), daemon=True).start()
"""


class Cable:
    """Two namespaces, the sender's and the point's."""

    def __init__(self):
        name = uuid.uuid4().hex[:6]
        self.sender, self.point = f"tts{name}", f"ttp{name}"
        for space in (self.sender, self.point):
            self.ip("netns", "add", space)
        self.ip("link", "add", "out", "netns", self.sender, "type", "veth", "peer", "name", "in", "netns", self.point)
        for space, device, address in ((self.sender, "out", SENDER), (self.point, "in", POINT)):
            self.ip("-n", space, "address", "add", f"{address}/24", "dev", device)
            self.ip("-n", space, "link", "set", device, "up")
            self.ip("-n", space, "link", "set", "lo", "up")
        text = subprocess.run(["ip", "-n", self.point, "-o", "link", "show", "in"], capture_output=True, text=True, check=True).stdout
        self.mac = text.split("link/ether ")[1].split()[0]

    @staticmethod
    def ip(*arguments):
        subprocess.run(["ip", *arguments], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)

    def close(self):
        for space in (self.sender, self.point):
            subprocess.run(["ip", "netns", "delete", space], check=False, stderr=subprocess.DEVNULL)

    def capture(self, path, *command):
        """What one command of the sender brings to the point."""
        recorder = subprocess.Popen(["ip", "netns", "exec", self.point, "dumpcap", "-q", "-P", "-i", "in", "-w", str(path)],
                                    stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
        for line in recorder.stderr:
            if line.startswith("File:"):
                break
        time.sleep(0.3)
        done = subprocess.run(["ip", "netns", "exec", self.sender, *command], stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                              stdin=subprocess.DEVNULL, timeout=120, check=False)
        time.sleep(0.7)
        recorder.send_signal(signal.SIGINT)
        recorder.communicate()
        return done.stdout.decode("utf-8", "replace")


def imported(path, *options):
    store = folder() / "store.duckdb"
    must("import", "--store", store, "--point", "home", "--address", POINT, *options, path)
    return store


def tool_counts(store):
    counts = {}
    for row in query(store, "tools"):
        counts[row["tool"]] = counts.get(row["tool"], 0) + row["accesses"]
    return counts


def check_scanner(t, cable, tool, command, least):
    """The tool is named, no other is, and for nearly all of its packets."""
    path = folder() / "capture.pcap"
    said = cable.capture(path, *command)
    store = imported(path)
    accesses = sum(row["accesses"] for row in query(store, "day-service") if not row["service"].startswith("ping"))
    counts = tool_counts(store)
    t.ok(set(counts) == {tool}, f"{command[0]}: named {tool}, and nothing else", counts, said)
    t.ok(counts.get(tool, 0) >= least, f"{command[0]}: {counts.get(tool, 0)} of its {accesses} packets, at least {least}", said)


def check_hydra(t, cable):
    work = folder()
    (work / "words").write_text("".join(f"word{i}\n" for i in range(PASSWORDS)), encoding="ascii")
    server = subprocess.Popen(["ip", "netns", "exec", cable.point, sys.executable, "-c", SERVER], stdout=subprocess.PIPE)
    server.stdout.readline()
    said = cable.capture(work / "capture.pcap", "hydra", "-I", "-t", "4", "-l", "root", "-P", str(work / "words"), f"ftp://{POINT}")
    server.kill()
    server.communicate()
    store = imported(work / "capture.pcap", "--maintenance", "21/tcp")
    rows = query(store, "maintenance")
    connections = sum(row["connections"] for row in rows)
    t.ok(connections >= PASSWORDS // 2, "hydra: its connections are to a maintenance service", rows, said)
    t.equal(query(store, "day-service"), [], "hydra: and no accesses")
    summary = must("query", "summary", "--store", store, "--month", rows[0]["day"][:7]).json()
    t.equal([episode["connections"] for episode in summary["maintenance"][0]["episodes"]["largest"]], [connections],
            "hydra: they are one dictionary attack")


def main():
    missing = [name for name in NEEDED if not shutil.which(name)]
    if missing:
        skip_all(f"not installed: {' '.join(missing)}")
    if os.geteuid():
        skip_all("network namespaces need root")
    try:
        cable = Cable()
    except (subprocess.CalledProcessError, OSError) as error:
        skip_all(f"no network namespaces here: {error}")
    try:
        with Tap() as t:
            check_scanner(t, cable, "nmap", ["nmap", "-n", "-Pn", "-sS", "--max-retries", "1", "-p", f"1-{PORTS}", POINT], PORTS * 9 // 10)
            check_scanner(t, cable, "masscan", ["masscan", POINT, "-p", f"1-{PORTS}", "--rate", "2000", "--wait", "0", "-e", "out",
                                                "--router-mac", cable.mac, "--adapter-ip", SENDER], PORTS)
            check_scanner(t, cable, "masscan-udp", ["masscan", POINT, "-p", "U:40001-40200", "--rate", "2000", "--wait", "0", "-e", "out",
                                                    "--router-mac", cable.mac, "--adapter-ip", SENDER], PORTS - 1)
            check_scanner(t, cable, "zmap-old", ["zmap", "-q", "-p", "80", "-P", "20", "-r", "100", "-c", "1", "-b", os.devnull, "-i", "out",
                                                 "-G", cable.mac, "-S", SENDER, "-o", os.devnull, f"{POINT}/32"], 20)
            check_scanner(t, cable, "hping", ["hping3", "-S", "-p", "81", "-i", "u5000", "-c", "50", POINT], 50)
            check_hydra(t, cable)
    finally:
        cable.close()


if __name__ == "__main__":
    main()
