#!/usr/bin/python3
# SPDX-License-Identifier: EUPL-1.2
"""The real case, whole: `run --once` on the demo leads to the two signals of 2024 with their figures.

Usage: demo_story.py BINARY ROOT
"""
import email
import email.policy
import json
import pathlib
import sys
import tempfile

from house import House, fail

binary, root = sys.argv[1], sys.argv[2]


def text_of(file):
    mail = email.message_from_bytes(pathlib.Path(file).read_bytes(), policy=email.policy.strict)
    return " ".join(mail.get_body(("plain",)).get_content().split())


def require(text, *parts):
    for part in parts:
        if part not in text:
            fail(f"'{part}' is not in the mail:\n{text}")


def mail_about(report, source, release, recipient="integration"):
    for message in report["messages"]:
        if (message["source"], message["release"], message["recipient"]) == (source, release, recipient):
            return text_of(message["file"])
    fail(f"no mail about {source} of {release}: {json.dumps(report['messages'], indent=1)}")


with tempfile.TemporaryDirectory() as temporary:
    house = House(binary, root, temporary)
    first = house.run("run", "--once", "--json")
    if first.returncode != 0:
        fail(first.stdout + first.stderr)
    report = json.loads(first.stdout)

    school = mail_about(report, "schulabgaenge", "2025-10-17")
    require(school, "48 von 124", "38,7 %", "52 von 263", "+18,9 Prozentpunkte", "+9,3", "+28,8", "Newcombe",
            "+7,6 Prozentpunkte", "Signal", "Bedarf", "kein Befund")
    citizens = mail_about(report, "auslaender", "2025-08-04")
    require(citizens, "659 von 17.035", "3,87 %", "2,1-Fache", "27.06.2024", "Signal", "Ressource")

    status = json.loads(house.run("status", "--json").stdout)
    event = next(e for e in status["events"] if e["known_since"].startswith("2025-10-17"))
    explained = house.run("explain", event["id"][:8]).stdout
    require(explained, "+9,3", "+28,8", "48", "124", "2025-10-17")
    english = house.run("explain", event["id"], "--lang", "en").stdout
    require(english, "+9.3", "+28.8")

    health = json.loads(house.run("doctor", "--json").stdout)["indicators"]
    if not all(one["own_area"] and one["last_period"] and one["sources"] for one in health):
        fail(f"the doctor misses figures or sources: {json.dumps(health, indent=1)}")
    codes = {finding["code"] for one in health for finding in one["findings"]}
    if codes - {"no-licence", "no-attribution"}:
        fail(f"the doctor finds what is not there: {codes}")

    again = json.loads(house.run("run", "--once", "--json").stdout)
    if again["releases"] or again["messages"]:
        fail(f"the second run found something new: {again}")
    print(f"{report['releases']} releases, {report['cells']} figures, {report['events']} events, "
          f"{len(report['messages'])} mails; both signals of 2024 with their figures")
