#!/usr/bin/python3
# SPDX-License-Identifier: EUPL-1.2
"""A rule's life after it was written: tuned, answered, reviewed, changed; its owner hears what a change means.

Usage: learning.py BINARY ROOT
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

from house import House, fail

binary, root = sys.argv[1], sys.argv[2]
RULE = "schulabgang_ohne_abschluss_steigt"


def answer(house, *words, code=0):
    done = house.run(*words)
    if done.returncode != code:
        fail(f"{' '.join(words)}: {done.returncode}\n{done.stdout}{done.stderr}")
    return done.stdout if code == 0 else done.stderr


def wait_for(question, sentence, seconds=60):
    for _ in range(seconds * 10):
        if question():
            return
        time.sleep(0.1)
    fail(sentence)


def tune(house):
    before = {file: file.read_bytes() for file in house.config.rglob("*.toml")}
    report = json.loads(answer(house, "tune", RULE, "--budget", "2 im Jahr", "--json"))
    forms = report["forms"]
    keys = [setting["key"] for setting in forms[0]["settings"]]
    if keys != ["at_least", "confidence", "for"] or len(forms) < 20:
        fail(f"tuned are {keys}, {len(forms)} forms")
    if forms[0]["told"] != 1 or not 0 <= forms[0]["detection"] <= 1 or forms[0]["shocks"] == 0:
        fail(f"the present form: {forms[0]}")
    proposed = forms[report["proposed"]]
    if proposed["messages_per_year"] > 2 or proposed["detection"] < forms[0]["detection"]:
        fail(f"proposed: {proposed}")
    frugal = json.loads(answer(house, "tune", RULE, "--budget", "0 im Jahr", "--json"))
    if frugal["proposed"] is not None and forms[frugal["proposed"]]["told"] != 0:
        fail(f"no message a year is kept by {forms[frugal['proposed']]}")
    big = json.loads(answer(house, "tune", RULE, "--shock", "+100 %", "--setting", "at_least", "--json"))
    if big["forms"][0]["detection"] < forms[0]["detection"]:
        fail("a larger change is found less often")
    words = answer(house, "tune", RULE, "--pictures", str(house.folder / "pictures"), "--png")
    if "jetzt" not in words or "gefunden" not in words:
        fail(f"tune says {words}")
    if not (house.folder / "pictures" / f"{RULE}.tune.png").read_bytes().startswith(b"\x89PNG"):
        fail("no picture")
    for wrong, said in (("--budget=viel", "2 im Jahr"), ("--shock=+5 Euro", "+10 %"), ("--setting=colour", "at_least")):
        if said not in answer(house, "tune", RULE, wrong, code=2):
            fail(f"{wrong} is not explained")
    if RULE not in answer(house, "tune", RULE.replace("steigt", "stiegt"), code=2):
        fail("a misspelt rule has no suggestion")
    if before != {file: file.read_bytes() for file in house.config.rglob("*.toml")}:
        fail("tune wrote into the configuration")


def feedback(house):
    events = json.loads(answer(house, "status", "--json"))["events"]
    event = next(e["id"] for e in events if e["rule"] == RULE and e["transition"] == "fired")
    answer(house, "feedback", event[:10], "false-alarm", "--by", "anna")
    answer(house, "feedback", event[:10], "useful", "--by", "anna", "--note", "Zwei Schulen & ein Jahrgang")
    answer(house, "feedback", event[:10], "known", "--by", "ben")
    answer(house, "feedback", "0000", "known", code=2)
    explained = json.loads(answer(house, "explain", event, "--json"))
    turning = explained["turning_point"]
    if not turning["holds"] or turning["numerator"] != 48 or not 25 < turning["turned_numerator"] < 48:
        fail(f"what it would have taken: {turning}")
    said = explained["feedback"]
    if [(f["who"], f["opinion"]) for f in said] != [("anna", "useful"), ("ben", "known")]:
        fail(f"explain tells {said}")
    for words in (answer(house, "explain", event), answer(house, "status")):
        if "nützlich" not in words:
            fail(f"nobody sees the feedback: {words}")
    return event


def review(house):
    report = json.loads(answer(house, "review", "--json"))
    rule = next(r for r in report["rules"] if r["rule"] == RULE)
    if (rule["told"], rule["useful"], rule["known"], rule["false_alarms"], rule["precision"]) != (1, 1, 1, 0, 1):
        fail(f"review: {rule}")
    for indicator in report["indicators"]:
        if not 0 < indicator["coverage"] <= 1 or not 0 <= indicator["revised"] < 1:
            fail(f"review: {indicator}")
    if not report["proposals"]:
        fail("nothing is proposed")
    markdown = answer(house, "review", "--format", "markdown")
    if "# Fortschreibung: Landkreis Goslar" not in markdown or f"| {RULE.replace('_', chr(92) + '_')} |" not in markdown:
        fail(f"markdown: {markdown}")
    html = answer(house, "review", "--format", "html", "--lang", "en")
    if "<html lang=\"en\">" not in html or "<h2>Proposals</h2>" not in html:
        fail(f"html: {html}")
    print(f"review: {len(report['proposals'])} proposals for {len(report['rules'])} rules")


def owners_mails(house):
    mails = []
    for file in sorted((house.state / "spool").glob("*.eml")):
        mail = email.message_from_bytes(file.read_bytes(), policy=email.policy.default)
        if "Regeln geändert" in mail["Subject"]:
            mails.append(mail)
    return mails


def change(house):
    subprocess.run(["git", "init", "-q"], cwd=house.config, check=True)
    identity = ["-c", "user.name=Erika Muster", "-c", "user.email=erika@kreis.example"]
    rules = house.config / "rules.d/bildung.toml"
    with open(house.folder / "log", "w", encoding="utf-8") as log:
        daemon = subprocess.Popen(house.command("run"), stdout=log, stderr=log)
        atexit.register(daemon.kill)
        time.sleep(1)
        rules.write_text(rules.read_text().replace('at_least   = "+5 pp"', 'at_least   = "+30 pp"'))
        subprocess.run(["git", "add", "."], cwd=house.config, check=True)
        subprocess.run(["git", *identity, "commit", "-q", "-m", "Nur große Sprünge"], cwd=house.config, check=True)
        daemon.send_signal(signal.SIGHUP)
        wait_for(lambda: owners_mails(house), "the owner got no letter")
        daemon.send_signal(signal.SIGTERM)
        daemon.wait(timeout=30)
    mails = owners_mails(house)
    text = mails[0].get_body(("plain",)).get_content()
    if len(mails) != 1 or "statistik@" not in mails[0]["To"]:
        fail(f"letters: {[m['To'] for m in mails]}")
    for part in (RULE, "Erika Muster", "Nur große Sprünge", "entfielen", "2024"):
        if part not in text:
            fail(f"'{part}' is not in the letter:\n{text}")
    versions = json.loads(answer(house, "history", RULE, "--json"))
    if len(versions) != 2 or (versions[1]["author"], versions[1]["reason"]) != ("Erika Muster", "Nur große Sprünge"):
        fail(f"history: {versions}")
    for words in (answer(house, "history", RULE), answer(house, "explain", RULE)):
        if "+30 pp" not in words or "+5 pp" not in words:
            fail(f"the change is not shown: {words}")


def watch(house):
    file = house.folder / "Leerstand 2026.csv"
    file.write_text("Jahr;AGS;Art;Anteil leerer Wohnungen\n" + "".join(
        f"{year};03153;{kind};{value}\n" for year, both in (("2023", "4,1 9,0"), ("2024", "6,5 9,1"), ("2025", "5,8 9,2"))
        for kind, value in zip(("alle", "alte"), both.split())), encoding="utf-8")
    line = ["watch", str(file), "--column", "Anteil leerer Wohnungen", "--above", "6", "--until", "2099-12-31"]

    def asked(*words, code=0):  # it needs no store
        done = subprocess.run(house.command(*line, *words, state=False), capture_output=True, text=True, timeout=60)
        if done.returncode != code:
            fail(f"watch {words}: {done.returncode}\n{done.stdout}{done.stderr}")
        return done.stdout if code == 0 else done.stderr

    if "--where" not in asked(code=2):
        fail("rows that fall together are not explained")
    shown = asked("--where", "Art=alle", "--dry-run")
    if "Geschrieben ist nichts" not in shown or list(house.config.rglob("leerstand*")):
        fail(f"a dry run: {shown}")
    files = json.loads(asked("--where", "Art=alle", "--json"))["files"]
    if sorted(name.split("/")[0] for name in files) != ["indicators.d", "rules.d", "sources.d"]:
        fail(f"watch wrote {files}")
    if "--name" not in asked("--where", "Art=alle", code=2):
        fail("files that are there already were written over")
    answer(house, "run", "--once")
    events = [e for e in json.loads(answer(house, "status", "--json"))["events"] if e["rule"].startswith("leerstand")]
    if {(e["transition"], e["period"]) for e in events} != {("fired", "2024")}:
        fail(f"the watched file: {events}")
    rule = house.config / next(name for name in files if name.startswith("rules.d"))
    rule.write_text(rule.read_text().replace("2099-12-31", "2025-12-31"))
    checked = subprocess.run([binary, "check", str(house.config), "--json"], capture_output=True, text=True, timeout=60)
    if not any(m["code"] == "rule-expired" for m in json.loads(checked.stdout)["mistakes"]):
        fail("check does not say that the rule is over")
    status = json.loads(answer(house, "status", "--json"))
    if [r["until"] for r in status["expired_rules"]] != ["2025-12-31"] or \
            any(a["rule"].startswith("leerstand") for a in status["firing"]):
        fail(f"an expired rule: {status['expired_rules']}")


with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as temporary:
    demo = House(binary, root, temporary)
    answer(demo, "run", "--once")
    tune(demo)
    feedback(demo)
    review(demo)
    change(demo)
    watch(demo)
print("tuned, answered, reviewed, changed, the owner told, and a file watched until a day")
