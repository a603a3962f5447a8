#!/usr/bin/python3
# SPDX-License-Identifier: EUPL-1.2
"""The daemon's life: SIGHUP takes a new configuration over as a whole or not at all, a second daemon on the
same folder is refused, SIGTERM ends well; one bad address does not keep the others from their mail.

Usage: reload.py BINARY ROOT
"""
import atexit
import json
import signal
import subprocess
import sys
import tempfile
import time

from house import House, MailServer, fail

binary, root = sys.argv[1], sys.argv[2]


def wait_for(question, sentence, seconds=30):
    for _ in range(seconds * 10):
        if question():
            return
        time.sleep(0.1)
    fail(sentence)


def told(log, words):
    return lambda: words in log.read_text(encoding="utf-8")


with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as temporary:
    server = MailServer(root, f"{temporary}/mail", "--script", "rcpt gone@kreis.example 550 5.1.1 unknown")
    house = House(binary, root, temporary, server.port)
    recipients = house.config / "recipients.toml"
    recipients.write_text(recipients.read_text().replace(
        '"integration@landkreis-goslar.example"',
        '"integration@landkreis-goslar.example", "gone@kreis.example"'))
    log = house.folder / "log"
    with open(log, "w", encoding="utf-8") as stream:
        daemon = subprocess.Popen(house.command("run", "--verbose"), stdout=stream, stderr=stream)
        atexit.register(daemon.kill)
        wait_for(lambda: server.deliveries() and house.waiting() == 0, "the first mails did not leave")

        reached = {recipient for _, recipient in server.deliveries()}
        if "gone@kreis.example" in reached or "integration@landkreis-goslar.example" not in reached:
            fail(f"one bad address and its neighbours: {reached}")
        status = json.loads(house.run("status", "--json").stdout)
        dead = [a for m in status["messages"] for a in m["addresses"] if a["state"] == "dead"]
        if not dead or {a["address"] for a in dead} != {"gone@kreis.example"} or dead[0]["code"] != 550:
            fail(f"the dead letters: {dead}")

        if house.run("run", "--once").returncode != 2:
            fail("a second daemon on the same folder was not refused")

        rules = house.config / "rules.d" / "bildung.toml"
        good = rules.read_text()
        rules.write_text(good.replace("at_least", "at_lest", 1))
        daemon.send_signal(signal.SIGHUP)
        wait_for(told(log, "at_lest"), "the mistake is not in the log")
        wait_for(told(log, "die bisherige bleibt in Kraft"), "the last good configuration is not kept")
        rules.write_text(good.replace('"+5 pp"', '"+6 pp"', 1))
        daemon.send_signal(signal.SIGHUP)
        wait_for(told(log, "Die neue Konfiguration ist in Kraft"), "the new configuration was not taken over")
        if daemon.poll() is not None:
            fail("the daemon did not survive the reload")

        began = time.monotonic()
        daemon.send_signal(signal.SIGTERM)
        if daemon.wait(timeout=20) != 0:
            fail(f"SIGTERM ended with {daemon.returncode}")
        ended = time.monotonic() - began
    server.end()
    events = json.loads(house.run("status", "--json").stdout)["events"]
    if not any(e["transition"] == "rule_changed" for e in events):
        fail("the edited rule left no trace")
    print(f"reloaded, kept the last good, refused a second, ended in {ended:.2f} s; "
          f"{len(server.deliveries())} deliveries beside a dead address")
