#!/usr/bin/python3
# SPDX-License-Identifier: EUPL-1.2
"""What is over a recipient's budget waits, and is told in one digest when the next day of digests has come,
although no other message does: by the living daemon, over SMTP, once.

Usage: digest.py BINARY ROOT
"""
import atexit
import email
import email.policy
import json
import signal
import subprocess
import sys
import tempfile
import time

from house import House, MailServer, fail

binary, root = sys.argv[1], sys.argv[2]


def rows(house, query):
    answer = subprocess.run(["sqlite3", "-separator", "|", str(house.state / "tuermer.db"), query],
                            capture_output=True, text=True, timeout=60, check=True)
    return [line.split("|") for line in answer.stdout.splitlines()]


def events_of(house, kind):
    return [row[0] for row in rows(house, "SELECT event FROM outbox_event AS e JOIN outbox_message AS m "
                                          f"ON m.number = e.message WHERE kind = '{kind}' ORDER BY place")]


def waiting(house):
    budgets = json.loads(house.run("status", "--json").stdout)["budgets"]
    return sorted(event for budget in budgets for event in budget["waiting"])


with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as temporary:
    server = MailServer(root, f"{temporary}/mail")
    house = House(binary, root, temporary, server.port)
    recipients = house.config / "recipients.toml"
    recipients.write_text(recipients.read_text().replace(
        "[recipient.integration]", '[recipient.integration]\nbudget = { per = "month", messages = 1 }'))
    for _ in range(2):  # the second time nothing is new, and no day of digests has come
        if house.run("run", "--once").returncode != 0:
            fail("the demo did not run")
    kept = waiting(house)
    if not kept or events_of(house, "digest"):
        fail(f"waiting: {kept}, in digests: {events_of(house, 'digest')}")

    # Six weeks pass, in which a day of digests lies for certain.
    rows(house, "UPDATE outbox_message SET created = strftime('%Y-%m-%dT%H:%M:%SZ', created, '-42 days')")
    before = len(server.deliveries())
    daemon = house.start()
    atexit.register(daemon.kill)
    for _ in range(300):
        if len(server.deliveries()) > before and house.waiting() == 0:
            break
        time.sleep(0.1)
    daemon.send_signal(signal.SIGTERM)
    if daemon.wait(timeout=20) != 0:
        fail(f"SIGTERM ended with {daemon.returncode}")
    delivered = server.deliveries()[before:]
    digests = rows(house, "SELECT message_id, recipient FROM outbox_message WHERE kind = 'digest'")
    if len(digests) != 1 or digests[0][1] != "integration" or [d[0] for d in delivered] != [digests[0][0]]:
        fail(f"digests {digests}, delivered {delivered}")
    if sorted(events_of(house, "digest")) != kept or waiting(house):
        fail(f"kept {kept}, told {events_of(house, 'digest')}, still waiting {waiting(house)}")
    bytes_of = bytes.fromhex(rows(house, "SELECT hex(bytes) FROM outbox_message WHERE kind = 'digest'")[0][0])
    mail = email.message_from_bytes(bytes_of, policy=email.policy.default)
    text = " ".join(mail.get_body("plain").get_content().split())
    for part in ("diese Sammelmail nennt", "Eigene Berechnung auf Grundlage von"):
        if part not in text:
            fail(f"'{part}' is not in the digest:\n{text}")
    if "Sammelmail" not in mail["Subject"] or mail["X-Tuermer-Event"] not in kept:
        fail(f"the digest's head: {mail['Subject']}, {mail['X-Tuermer-Event']}")

    house.run("run", "--once")
    if len(rows(house, "SELECT 1 FROM outbox_message WHERE kind = 'digest'")) != 1:
        fail("the digest was written twice")
    if not json.loads(house.run("verify", "--json").stdout)["holds"]:
        fail("verify does not hold")
    server.end()
    print(f"{len(kept)} messages over budget were told in one digest")
