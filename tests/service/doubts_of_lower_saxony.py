#!/usr/bin/python3
# SPDX-License-Identifier: EUPL-1.2
"""The tests on arrival over Lower Saxony's integration monitoring with its true vintages: the copied column of table
2-1-3 is found, and wolf is cried seldom.

Usage: doubts_of_lower_saxony.py BINARY ROOT [FOLDER to keep the installation in]
"""
import csv
import json
import pathlib
import subprocess
import sys
import tempfile

from house import fail, shared_data

binary = sys.argv[1]
figures = shared_data()
if figures is None or not (figures / "lsn").is_dir():
    print("skipped: no shared data")
    sys.exit(0)
figures = figures / "lsn"

# Tables without districts have no rows to compare; of the others, all measures by their units.
TABLES = ["1-1-1", "1-2-1", "1-2-2", "1-2-8", "2-1-1", "2-1-3", "2-3-1", "2-3-3", "3-1-3", "4-1-4", "5-2-1", "6-2-1", "6-2-2"]
UNITS = {"Anzahl": "persons", "Prozent": "percent", "%": "percent", "Quote": "per_mille"}


def rows_of(file):
    with open(file, encoding="utf-8-sig", newline="") as stream:
        return list(csv.DictReader(stream))


def source(table):
    """A source with every column as it is in the newest vintage."""
    vintages = sorted((figures / table).glob("*.csv"))
    newest = rows_of(vintages[-1])
    codes = {}
    for vintage in vintages:
        for row in rows_of(vintage):
            code = row.get("GeoCode", "")
            digits = code.lstrip("KRHMZ")
            if digits.isdigit():
                codes[code] = "03" if digits == "030" else digits
    name = "t" + table.replace("-", "_")
    lines = [f"[source.{name}]", 'kind = "table"', f'path = "{figures}/{table}/*.csv"', 'vintage = "file name"',
             'snapshot = "full"', f'attribution = "Landesamt für Statistik Niedersachsen, Tabelle {table}"',
             "tolerate_unread = 100000",
             f"[source.{name}.period]", 'column = "Year"', 'frequency = "year"', f"[source.{name}.dimensions]",
             'area = { column = "GeoCode", other_codes = "ignore", codes = { '
             + ", ".join(f'"{code}" = "{area}"' for code, area in sorted(codes.items())) + " } }"]
    for column in newest[0]:
        if column in ("Year", "Gebietseinheit", "Units", "GeoCode", "Value"):
            continue
        key = column.lower().replace("ä", "ae").replace("ö", "oe").replace("ü", "ue")
        lines.append(f'{key} = {{ column = "{column}" }}')
    lines.append(f"[source.{name}.measures]")
    for unit in sorted({row.get("Units", "Anzahl") for row in newest}):
        where = f', where = {{ Units = "{unit}" }}' if "Units" in newest[0] else ""
        kind = UNITS[unit] if "Units" in newest[0] or table != "6-2-2" else "per_mille"
        lines.append(f'm{table.replace("-", "_")}_{kind} = {{ column = "Value"{where}, unit = "{kind}" }}')
    return "\n".join(lines) + "\n"


def write(folder):
    for name in ("sources.d", "indicators.d", "rules.d"):
        (folder / name).mkdir(parents=True)
    (folder / "tuermer.toml").write_text('[installation]\nname = { de = "Niedersachsen", en = "Lower Saxony" }\n'
                                         'area = "03"\nland = "NI"\n[mail]\nfrom = "Türmer <tuermer@land.example>"\n')
    (folder / "recipients.toml").write_text('[recipient.statistik]\nmail = ["statistik@land.example"]\n'
                                            'role = "statistics"\nchannels = ["spool"]\n')
    for table in TABLES:
        (folder / f"sources.d/t{table}.toml").write_text(source(table))


def run(folder):
    write(folder / "config")
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
