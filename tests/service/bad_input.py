#!/usr/bin/python3
# SPDX-License-Identifier: EUPL-1.2
"""Bad input never costs figures already held: a truncated file, an error page, moved columns, a value that
cannot be read. IT hears of each once, in words that name the place, and once when it is over.

Usage: bad_input.py BINARY ROOT
"""
import email
import email.policy
import json
import os
import pathlib
import sqlite3
import sys
import tempfile
import time

from house import House, fail

binary, root = sys.argv[1], sys.argv[2]

GOOD = "schulabgaenge_2025-10-17.csv"
NEXT = "schulabgaenge_2026-10-15.csv"


def cut(text):
    lines = text.splitlines()
    return "\n".join(lines[:-1]) + "\n" + lines[-1].split(";")[0]


def spoil_value(text):
    head, *rows = text.splitlines()
    cells = rows[7].split(";")
    cells[-1] = "4x8"
    rows[7] = ";".join(cells)
    return "\n".join([head, *rows]) + "\n"


def move_columns(text):
    head, rest = text.split("\n", 1)
    return head.replace("AGS", "Schluessel", 1) + "\n" + rest


CASES = {
    "a truncated file": cut,
    "an error page": lambda text: "<!DOCTYPE html><html><body><h1>503 Wartungsarbeiten</h1></body></html>",
    "moved columns": move_columns,
    "a value that cannot be read": spoil_value,
    "an empty file in UTF-16": lambda text: "\ufeff",
}
# What the mail must name, beside the file.
PLACES = {"a value that cannot be read": ("4x8", "Zeile 9"), "moved columns": ("AGS", "Schluessel")}


def figures(house):
    database = sqlite3.connect(f"file:{house.state}/tuermer.db?mode=ro", uri=True)
    rows = database.execute("select measure, key, period, value, sign from figures_now order by 1, 2, 3").fetchall()
    database.close()
    return rows


def text_of(file):
    mail = email.message_from_bytes(pathlib.Path(file).read_bytes(), policy=email.policy.strict)
    return " ".join(mail.get_body(("plain",)).get_content().split())


def poll(house):
    answer = house.run("run", "--once", "--json")
    if answer.returncode != 0:
        fail(f"the program gave up: {answer.stdout}{answer.stderr}")
    return json.loads(answer.stdout)


def mails_in_spool(house):
    return {file.name for file in (house.state / "spool").glob("*.eml")}


for name, spoil in CASES.items():
    with tempfile.TemporaryDirectory() as temporary:
        house = House(binary, root, temporary)
        poll(house)
        before, mails = figures(house), mails_in_spool(house)
        folder = house.config / "zahlen"
        good = (folder / GOOD).read_text(encoding="utf-8")
        (folder / NEXT).write_text(spoil(good), encoding="utf-16" if "UTF-16" in name else "utf-8")
        old = time.time() - 3600
        os.utime(folder / NEXT, (old, old))

        # What may mend itself (a file still being written) is told only when it stays.
        for _ in range(5):
            poll(house)
            if figures(house) != before:
                fail(f"{name}: figures were lost or changed")
            fresh = mails_in_spool(house) - mails
            if fresh:
                break
        if len(fresh) != 1:
            fail(f"{name}: {len(fresh)} mails to IT instead of one")
        told = text_of(house.state / "spool" / fresh.pop())
        for part in (NEXT, *PLACES.get(name, ())):
            if part not in told:
                fail(f"{name}: the mail does not name '{part}':\n{told}")
        if house.run("status").returncode != 1:
            fail(f"{name}: status does not say that a source is in trouble")
        mails = mails_in_spool(house)
        poll(house)
        if mails_in_spool(house) != mails:
            fail(f"{name}: told twice")

        (folder / NEXT).write_text(good, encoding="utf-8")
        os.utime(folder / NEXT, (old + 60, old + 60))
        poll(house)
        if len(mails_in_spool(house) - mails) != 1 or house.run("status").returncode != 0:
            fail(f"{name}: nobody heard that the source is well again")
        print(f"{name}: nothing lost, told once, well again")
