#!/usr/bin/python3
# SPDX-License-Identifier: EUPL-1.2
"""The tests on arrival over Lower Saxony's integration monitoring with its true vintages: the copied column of table
2-1-3 is found, and wolf is cried seldom.

Usage: doubts_of_lower_saxony.py BINARY ROOT [FOLDER to keep the installation in]
"""
import json
import pathlib
import subprocess
import sys
import tempfile

from house import fail, shared_data
from lower_saxony import TABLES, write_tables

binary = sys.argv[1]
figures = shared_data()
if figures is None or not (figures / "lsn").is_dir():
    print("skipped: no shared data")
    sys.exit(0)
figures = figures / "lsn"

def run(folder):
    write_tables(folder / "config", figures)
    place = ["--config", str(folder / "config"), "--state", str(folder / "state")]
    ran = subprocess.run([binary, "run", "--once", "--json", *place], capture_output=True, text=True, timeout=600)
    if ran.returncode != 0:
        fail(ran.stdout + ran.stderr)
    listed = subprocess.run([binary, "release", "list", "--all", "--json", *place], capture_output=True, text=True, timeout=60)
    return json.loads(ran.stdout), json.loads(listed.stdout)["deliveries"]


with tempfile.TemporaryDirectory() as temporary:
    folder = pathlib.Path(sys.argv[3]) if len(sys.argv) > 3 else pathlib.Path(temporary)
    report, deliveries = run(folder)
    held = [(delivery["source"], delivery["known_since"][:10], doubt["check"], doubt["measure"], doubt["period"], doubt["found"]["de"])
            for delivery in deliveries for doubt in delivery["doubts"] if doubt["state"] != "told"]
    told = [(delivery["source"], delivery["known_since"][:10], doubt["check"], doubt["measure"], doubt["period"], doubt["found"]["de"])
            for delivery in deliveries for doubt in delivery["doubts"] if doubt["state"] == "told"]
    for kind, doubts in (("held", held), ("told", told)):
        for doubt in doubts:
            print(kind, *doubt)
    if ("copied", "m2_1_3_percent", "2023") not in {(check, measure, period) for _, _, check, measure, period, _ in held}:
        fail("the copied column of table 2-1-3 was not found")
    print(f"{report['releases']} releases: {len(held)} columns held, {len(told)} oddities told, "
          f"{len(report['messages'])} messages")
