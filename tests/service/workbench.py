#!/usr/bin/python3
# SPDX-License-Identifier: EUPL-1.2
"""The rule author's workbench beside a living installation: test, backtest and plan see what the daemon lived.

Usage: workbench.py BINARY ROOT
"""
import hashlib
import json
import os
import pathlib
import subprocess
import sys
import tempfile
import time
import xml.etree.ElementTree

import lower_saxony
from house import House, fail

binary, root = sys.argv[1], pathlib.Path(sys.argv[2])


def rows(house, query):
    answer = subprocess.run(["sqlite3", "-separator", "|", str(house.state / "tuermer.db"), query],
                            capture_output=True, text=True, timeout=60, check=True)
    return [line.split("|") for line in answer.stdout.splitlines()]


def digest(house):
    return hashlib.sha256((house.state / "tuermer.db").read_bytes()).hexdigest()


def answer(house, *words, code=0, state=True):
    done = subprocess.run(house.command(*words, state=state), capture_output=True, text=True, timeout=120)
    if done.returncode != code:
        fail(f"{' '.join(words)}: {done.returncode}\n{done.stdout}{done.stderr}")
    return done.stdout


def stories(house):
    report = json.loads(answer(house, "test", "--json", "--junit", str(house.folder / "junit.xml"), state=False))
    if report["failures"] or not report["stories"]:
        fail(f"the demo's stories: {report}")
    suite = xml.etree.ElementTree.parse(house.folder / "junit.xml").getroot()
    if int(suite.get("tests")) != len(report["stories"]):
        fail("JUnit counts other stories")
    file = house.config / "rules.d/bildung.story.toml"
    right = file.read_text()
    file.write_text(right.replace('event = "withdrawn"', 'event = "resolved"'))
    told = answer(house, "test", code=1, state=False)
    for part in ("berichtigung", 'event = "resolved"', 'event = "withdrawn"', "bildung.story.toml:"):
        if part not in told:
            fail(f"'{part}' is not in:\n{told}")
    file.write_text(right.replace("abgaenge{", "abgange{"))
    wrong = subprocess.run(house.command("test", state=False), capture_output=True, text=True, timeout=60)
    if "'abgaenge'" not in wrong.stderr:
        fail("a wrong measure has no suggestion")
    checked = subprocess.run([house.binary, "check", str(house.config), "--format", "gnu"],
                             capture_output=True, text=True, timeout=60)
    if checked.returncode != 1 or "rules.d/bildung.story.toml:" not in checked.stdout:
        fail(f"check passes a wrong story: {checked.stdout}")
    file.write_text(right)


def backtest_is_what_was_lived(house):
    lived = rows(house, "SELECT rule, key, period, substr(known_since, 1, 10) FROM event "
                        "WHERE transition = 'fired' ORDER BY 1, 2, 3, 4")
    before = digest(house)
    report = json.loads(answer(house, "backtest", "--json"))
    replayed = sorted([rule["rule"], e["key"], e["start"], e["fired"][:10]]
                      for rule in report["rules"] for e in rule["episodes"])
    if replayed != sorted(lived) or not lived:
        fail(f"lived {lived}\nreplayed {replayed}")
    events = int(rows(house, "SELECT count(*) FROM event")[0][0])
    if report["events"] != events:
        fail(f"{report['events']} events replayed, {events} lived")
    answer(house, "backtest", "--pictures", str(house.folder / "pictures"), "--png")
    pictures = list((house.folder / "pictures").glob("*.png"))
    if len(pictures) != len(report["rules"]) or any(p.read_bytes()[:4] != b"\x89PNG" for p in pictures):
        fail(f"pictures: {pictures}")
    if digest(house) != before:
        fail("a backtest wrote into the store")


def every_event_can_be_computed_again(house):
    report = json.loads(answer(house, "verify", "--json"))
    if not report["holds"] or report["pruned"] or {e["finding"] for e in report["events"]} != {"same"}:
        fail(f"verify: {report}")
    documents = sorted((house.state / "archive").rglob("*.zst"), key=lambda file: file.stat().st_size)
    documents[-1].rename(house.folder / "taken")
    without = json.loads(answer(house, "verify", "--json"))
    if len(without["pruned"]) != 1 or not without["holds"]:
        fail(f"verify without a document: {without}")
    (house.folder / "taken").rename(documents[-1])


def plan(house):
    draft = House(binary, root, house.folder / "draft")
    unchanged = json.loads(answer(house, "plan", str(draft.config), "--json"))
    if unchanged["vanished"] or unchanged["appeared"] or unchanged["on_reload"]:
        fail(f"the same configuration changes something: {unchanged}")
    file = draft.config / "rules.d/bildung.toml"
    file.write_text(file.read_text().replace('at_least   = "+5 pp"', 'at_least   = "+30 pp"'))
    before = digest(house)
    changed = json.loads(answer(house, "plan", str(draft.config), "--json"))
    if changed["rules"]["changed"] != ["schulabgang_ohne_abschluss_steigt"] or not changed["vanished"]:
        fail(f"a higher limit: {changed}")
    if [n["recipient"] for n in changed["on_reload"]] != ["statistik"]:
        fail(f"on reload: {changed['on_reload']}")
    if digest(house) != before:
        fail("a plan wrote into the store")


def shares_of_lower_saxony(folder):
    shared = pathlib.Path(os.environ.get("TUERMER_SHARED") or root / "../shared") / "data/lsn/4-1-4"
    if not shared.is_dir():
        print("skipped: no shared data")
        return
    house = House(binary, root, folder)
    house.config = house.folder / "land"
    figures = house.folder / "zahlen"
    figures.mkdir()
    for file in shared.glob("*.csv"):
        with open(file, encoding="utf-8-sig") as stream:
            if "GeoCode" in stream.readline():  # the first publication had no districts
                (figures / file.name).symlink_to(file.resolve())
    lower_saxony.write(house.config, figures)
    answer(house, "run", "--once")
    begun = time.monotonic()
    report = json.loads(answer(house, "backtest", "--json"))
    print(f"backtest of {len(report['rules'])} rules over {report['publications']} publications: "
          f"{time.monotonic() - begun:.2f} s")
    for rule in report["rules"]:
        share = 100 * rule["holds"] / lower_saxony.DISTRICT_YEARS
        expected = lower_saxony.RULES[rule["rule"]][1]
        print(f"{rule['rule']}: holds in {share:.1f} % of district-years, by hand {expected} %")
        if abs(share - expected) > 0.3:
            fail(f"{rule['rule']}: {share:.2f} %, expected about {expected} %")


with tempfile.TemporaryDirectory() as temporary:
    demo = House(binary, root, temporary)
    answer(demo, "run", "--once")
    stories(demo)
    backtest_is_what_was_lived(demo)
    every_event_can_be_computed_again(demo)
    plan(demo)
    shares_of_lower_saxony(pathlib.Path(temporary) / "lower_saxony")
print("test, backtest and plan see what the daemon lived")
