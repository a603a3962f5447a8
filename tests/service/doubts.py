#!/usr/bin/python3
# SPDX-License-Identifier: EUPL-1.2
"""Figures in doubt, with the real daemon and a real mail server: a copied column arrives and is held, the role
statistics is told and rules stay silent; accepted, it comes in and the alert fires; refused, it never does; killed in
between, nothing is lost; and verify computes the same again.

Usage: doubts.py BINARY ROOT
"""
import email
import email.policy
import json
import pathlib
import signal
import subprocess
import sys
import tempfile
import textwrap
import time

from house import MailServer, fail

binary, root = sys.argv[1], sys.argv[2]
AREAS = [f"03{number:03}" for number in range(151, 166)]


class Office:
    """One source with one measure in fifteen districts, one rule."""

    def __init__(self, folder, port):
        self.folder = pathlib.Path(folder)
        self.config, self.state, self.inbox = self.folder / "config", self.folder / "state", self.folder / "inbox"
        for name in ("sources.d", "indicators.d", "rules.d"):
            (self.config / name).mkdir(parents=True)
        self.inbox.mkdir()
        self.write("tuermer.toml", f"""\
            [installation]
            name = {{ de = "Kreis", en = "District" }}
            area = "03153"
            land = "NI"
            [mail]
            host = "127.0.0.1"
            port = {port}
            security = "none"
            i_accept_plain_text = true
            from = "Türmer <tuermer@kreis.example>"
            [delivery]
            send_history = true
            """)
        self.write("recipients.toml", """\
            [recipient.statistik]
            mail = ["statistik@kreis.example"]
            role = "statistics"
            [recipient.integration]
            mail = ["integration@kreis.example"]
            role = "integration"
            """)
        self.write("sources.d/s.toml", f"""\
            [source.faelle]
            kind = "table"
            path = "{self.inbox}/*.csv"
            vintage = "file name"
            snapshot = "full"
            every = "1 s"
            [source.faelle.period]
            column = "Jahr"
            frequency = "year"
            [source.faelle.dimensions]
            area = {{ column = "AGS" }}
            [source.faelle.measures]
            faelle = {{ column = "Anzahl", unit = "persons" }}
            """)
        self.write("indicators.d/i.toml", """\
            [indicator.anzahl]
            title = { de = "Fälle", en = "Cases" }
            value = "faelle"
            theme = "education"
            frame = "need"
            limits = { de = "Keine.", en = "None." }
            """)
        self.write("rules.d/r.toml", """\
            [rule.viele]
            indicator = "anzahl"
            notify = ["integration"]
            owner = "statistik"
            when = [{ test = "level", at_least = "400 persons", confidence = 0 }]
            """)

    def write(self, name, text):
        (self.config / name).write_text(textwrap.dedent(text))

    def deliver(self, day, years):
        """`years`: {year: figure of the first district}; the others follow it."""
        lines = ["AGS;Jahr;Anzahl"]
        for year, figure in sorted(years.items()):
            lines += [f"{area};{year};{figure + 7 * place}" for place, area in enumerate(AREAS)]
        part = self.inbox / f".faelle_{day}"
        part.write_text("\n".join(lines) + "\n")
        part.rename(self.inbox / f"faelle_{day}.csv")

    def place(self):
        return ["--config", str(self.config), "--state", str(self.state)]

    def call(self, *words, code=0):
        ran = subprocess.run([binary, *words, *self.place()], capture_output=True, text=True, timeout=120)
        if code is not None and ran.returncode != code:
            fail(f"{words} ended with {ran.returncode}: {ran.stdout}{ran.stderr}")
        return ran.stdout + ran.stderr

    def start(self):
        return subprocess.Popen([binary, "run", *self.place()], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

    def held(self):
        return json.loads(self.call("status", "--json", code=None))["held"]

    def firing(self):
        return json.loads(self.call("status", "--json", code=None))["firing"]

    def figure(self, year):
        answer = subprocess.run(["sqlite3", str(self.state / "tuermer.db"),
                                 f"select value from figures_now where key = 'area=03153' and period = '{year}'"],
                                capture_output=True, text=True, timeout=30).stdout.strip()
        return float(answer) if answer else None


def until(what, condition):
    for _ in range(300):
        if condition():
            return
        time.sleep(0.1)
    fail(f"did not come about: {what}")


def mails_to(server, recipient):
    mails = []
    for file in sorted(server.folder.glob("*.eml")):
        mail = email.message_from_bytes(file.read_bytes(), policy=email.policy.default)
        if recipient in str(mail["To"]):
            mails.append(mail)
    return mails


def letters(server, recipient):
    """Those about figures in doubt."""
    return [mail for mail in mails_to(server, recipient) if mail["X-Tuermer-Delivery"]]


with tempfile.TemporaryDirectory() as temporary:
    server = MailServer(root, pathlib.Path(temporary) / "mail")
    office = Office(temporary, server.port)
    years = {2021: 100, 2022: 150, 2023: 300}
    office.deliver("2024-08-01", years)
    daemon = office.start()
    until("the first release", lambda: (office.state / "tuermer.db").exists() and office.figure(2023) == 314)
    if office.held():
        fail("the first release has nothing to be compared with")

    # 2024 is a copy of 2023, and it alone is held: 2022 was corrected, and is.
    years |= {2022: 151, 2024: 300}
    office.deliver("2025-08-01", years)
    until("the copied column is held", office.held)
    until("the mail to statistics", lambda: letters(server, "statistik@"))
    if office.figure(2024) is not None or office.figure(2022) != 165:
        fail(f"2024: {office.figure(2024)}, 2022: {office.figure(2022)}")
    text = " ".join(letters(server, "statistik@")[0].get_body(("plain",)).get_content().split())
    for part in ("15 von 15 Zeilen", "2023", "zurückgehalten", "tuermer release accept", "314"):
        if part not in text:
            fail(f"'{part}' is not in the mail:\n{text}")
    if [(doubt["check"], doubt["period"]) for doubt in office.held()] != [("copied", "2024")]:
        fail(office.held())
    if "held-apart" not in office.call("doctor", "--json", code=1):
        fail("the doctor does not say that figures are held")

    # Killed between the decision and its taking up.
    daemon.send_signal(signal.SIGKILL)
    daemon.wait()
    delivery = office.held()[0]["delivery"]
    office.call("release", "accept", delivery[:8], code=2)  # without a reason
    office.call("release", "accept", delivery[:8], "--only", "copied/faelle/2024", "--reason", "beim Amt bestätigt", "--by", "A. Muster")
    daemon = office.start()
    until("the accepted column is in force", lambda: office.figure(2024) == 314)
    if office.held():
        fail("what was accepted is still held")
    shown = json.loads(office.call("release", "show", delivery[:8], "--json"))["doubts"][0]
    if (shown["state"], shown["taken"], shown["who"], shown["why"]) != ("accepted", True, "A. Muster", "beim Amt bestätigt"):
        fail(shown)

    # Six times as many: no rule sees them before they are let in, and then the alert fires.
    years |= {2025: 2000}
    office.deliver("2025-09-01", years)
    until("the jump is held", lambda: [doubt["check"] for doubt in office.held()] == ["jump"])
    if office.firing() or mails_to(server, "integration@"):
        fail("a rule has seen figures that are held")
    office.call("release", "accept", office.held()[0]["delivery"], "--reason", "neue Zuständigkeit")
    until("the alert fires", office.firing)
    until("the mail to integration", lambda: mails_to(server, "integration@"))

    # A slip of the comma is held; the right figures of the next release settle it.
    office.deliver("2025-10-01", years | {2026: 21000})
    until("the slip is held", lambda: [doubt["period"] for doubt in office.held()] == ["2026"])
    daemon.send_signal(signal.SIGKILL)
    daemon.wait()
    years |= {2026: 2100}
    office.deliver("2025-11-01", years)
    daemon = office.start()
    until("the right column is in force", lambda: office.figure(2026) == 2114)
    until("the doubt is settled", lambda: not office.held())

    # Refused figures never come in, however often they are delivered, and are told once.
    years |= {2027: 2100}
    office.deliver("2025-12-01", years)
    until("the next copy is held", office.held)
    office.call("release", "refuse", office.held()[0]["delivery"], "--reason", "eine Kopie")
    years |= {2022: 152}
    office.deliver("2026-01-01", years)
    until("the correction beside it", lambda: office.figure(2022) == 166)
    if office.figure(2027) is not None or office.held():
        fail("refused figures came in, or are asked about once more")

    # A slip of the comma is let in by mistake; its correction is no jump to be asked about again.
    years |= {2028: 2150}
    office.deliver("2026-02-01", years | {2028: 21500})
    until("the slip is held", lambda: [doubt["period"] for doubt in office.held()] == ["2028"])
    office.call("release", "accept", office.held()[0]["delivery"], "--reason", "übersehen")
    until("the slip is in force", lambda: office.figure(2028) == 21514)
    office.deliver("2026-03-01", years)
    until("its correction is in force", lambda: office.figure(2028) == 2164)
    if office.held():
        fail(f"the correction of a slip is held: {office.held()}")
    until("all the letters", lambda: len(letters(server, "statistik@")) == 5)

    daemon.send_signal(signal.SIGTERM)
    if daemon.wait(timeout=30) != 0:
        fail("the daemon did not end well")
    verified = json.loads(office.call("verify", "--json"))
    if not verified["holds"] or verified["unreadable"] or verified["pruned"]:
        fail(verified)
    told = len(letters(server, "statistik@"))
    if told != 5:
        fail(f"{told} mails to statistics, not one for each of five doubts")
    server.end()
    print(f"{verified['publications']} publications and {len(verified['events'])} events computed again, {told} mails "
          "about doubts; nothing doubtful came in uninvited")
