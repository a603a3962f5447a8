#!/usr/bin/python3
# SPDX-License-Identifier: EUPL-1.2
"""A host's daily budget of requests outlives the process: killed and started again, the daemon asks no more than it
may in a day. And a large document is taken in without being held in memory, while the watchdog is told that all is
well; who is stopped meanwhile ends at once and begins again at the next start.

Usage: guest.py BINARY ROOT
"""
import http.server
import json
import os
import pathlib
import signal
import socket
import sqlite3
import subprocess
import sys
import tempfile
import textwrap
import threading
import time

from house import fail

binary, root = sys.argv[1], sys.argv[2]
BUDGET = 3
asked = []


class Publisher(http.server.BaseHTTPRequestHandler):
    def log_message(self, *_):
        pass

    def do_GET(self):
        asked.append(self.path)
        body = f"AGS;Jahr;Anzahl\n03153;2024;{len(asked)}\n".encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


def until(what, condition):
    for _ in range(300):
        if condition():
            return
        time.sleep(0.1)
    fail(f"did not come about: {what}")


def write_installation(folder, source, network=""):
    for name in ("sources.d", "indicators.d", "rules.d"):
        (folder / name).mkdir(parents=True)
    (folder / "tuermer.toml").write_text(textwrap.dedent("""\
        [installation]
        name = { de = "Kreis", en = "District" }
        area = "03153"
        land = "NI"
        [network]
        """) + network)
    (folder / "recipients.toml").write_text("")
    (folder / "sources.d/s.toml").write_text(textwrap.dedent("""\
        [source.faelle]
        kind = "table"
        every = "1 s"
        """) + source + textwrap.dedent("""
        [source.faelle.period]
        column = "Jahr"
        frequency = "year"
        [source.faelle.dimensions]
        area = { column = "AGS" }
        [source.faelle.measures]
        faelle = { column = "Anzahl", unit = "persons", where = { AGS = "03153" } }
        """))


def figures(state):
    database = state / "tuermer.db"
    if not database.exists():
        return []
    connection = sqlite3.connect(f"file:{database}?mode=ro", uri=True)
    try:
        return connection.execute("select key, period, value from figures_now order by 1, 2").fetchall()
    except sqlite3.OperationalError:  # it is just being made
        return []
    finally:
        connection.close()


def keeps_its_budget(temporary):
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Publisher)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    config, state = temporary / "config", temporary / "state"
    write_installation(config, f'url = "http://127.0.0.1:{server.server_address[1]}/zahlen.csv"\n',
                       f'requests_per_day = {BUDGET}\n')
    run = [binary, "run", "--config", str(config), "--state", str(state)]
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    daemon = subprocess.Popen(run, **quiet)
    until("the first figure", lambda: figures(state))
    daemon.send_signal(signal.SIGKILL)
    daemon.wait()
    before = len(asked)
    if not 1 <= before <= BUDGET:
        fail(f"{before} requests, of {BUDGET} a day")
    for _ in range(BUDGET + 2):  # each start asks once
        ended = subprocess.run([*run, "--once"], timeout=60, check=False, **quiet)
        if ended.returncode != 0:
            fail(f"ended with {ended.returncode}")
    server.shutdown()
    if len(asked) != BUDGET:
        fail(f"{len(asked)} requests in a day, over several starts; {BUDGET} are allowed")
    print(f"{BUDGET} requests in one day over {BUDGET + 3} starts")


def write_large(large):
    with open(large, "w", encoding="ascii") as file:
        file.write("AGS;Jahr;Anzahl\n03153;2024;48\n")
        block = "".join(f"{area:08};2024;{area % 1000}\n" for area in range(10_000, 60_000))
        while file.tell() < 200 << 20:
            file.write(block)
    old = time.time() - 3600
    os.utime(large, (old, old))


def ends_while_it_reads(run, state, temporary):
    """As systemd sees it: signs of life while a thread reads, and an end when it is asked for."""
    notices = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
    notices.bind(str(temporary / "notices"))
    notices.settimeout(60)
    daemon = subprocess.Popen(run, stderr=subprocess.DEVNULL, env={
        **os.environ, "NOTIFY_SOCKET": str(temporary / "notices"), "WATCHDOG_USEC": "40000"})
    signs = 0
    while signs < 5:
        reads = len(os.listdir(f"/proc/{daemon.pid}/task")) > 1
        signs = signs + 1 if b"WATCHDOG=1" in notices.recv(4096) and reads else 0
        if figures(state):
            fail("the large file was read, and there were no signs of life")
    daemon.send_signal(signal.SIGTERM)
    if daemon.wait(timeout=60) != 0:
        fail(f"ended with {daemon.returncode} while it read")
    if figures(state):
        fail("what was left unread was taken in")
    print(f"{signs} signs of life while a large file is read, which ends when the daemon is asked to end")


def takes_a_large_file_in(temporary):
    config, state = temporary / "config", temporary / "state"
    large = temporary / "large.csv"
    write_large(large)
    write_installation(config, f'path = "{large}"\n')
    run = [binary, "run", "--config", str(config), "--state", str(state)]
    ends_while_it_reads(run, state, temporary)
    daemon = subprocess.Popen([*run, "--once", "--json"], stdout=subprocess.PIPE, text=True)
    told = daemon.stdout.read()
    _, status, usage = os.wait4(daemon.pid, 0)
    daemon.returncode = os.waitstatus_to_exitcode(status)
    if daemon.returncode != 0 or figures(state) != [("area=03153", "2024", 48.0)]:
        fail(f"{daemon.returncode}, {figures(state)}, {json.loads(told)}")
    peak = usage.ru_maxrss >> 10
    if peak > 100 and "ASAN_OPTIONS" not in os.environ:  # sanitizers remember what was given back
        fail(f"{peak} MB for a file of 200 MB")
    print(f"a file of 200 MB is taken in with {peak} MB")


with tempfile.TemporaryDirectory() as folder:
    keeps_its_budget(pathlib.Path(folder) / "budget")
    takes_a_large_file_in(pathlib.Path(folder))
