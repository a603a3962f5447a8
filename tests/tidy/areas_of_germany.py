#!/usr/bin/env python3
# SPDX-License-Identifier: EUPL-1.2
"""Compares the shipped areas of Germany with what the statistical offices publish, where the shared
data are there: codes, names, kinds, and which districts are no more.

Usage: areas_of_germany.py ROOT [SHARED]. Prints each difference; exit 1 if there are any.
"""
import csv
import datetime
import io
import os
import pathlib
import re
import sys
import tomllib
import xml.etree.ElementTree as xml
import zipfile

root = pathlib.Path(sys.argv[1])
shared = pathlib.Path(os.environ.get("TUERMER_SHARED") or root / "../shared") / "data/fixtures"
file = tomllib.loads((root / "config/catalogue/areas.d/deutschland.toml").read_text(encoding="utf-8"))
differences = []


def last_version(area):
    return area[-1] if isinstance(area, list) else area


def german_name(area):
    name = last_version(area)["name"]
    return name if isinstance(name, str) else name["de"]


areas = {code: (german_name(area), last_version(area)["kind"]) for code, area in file["area"].items()}
districts = {code for code in areas if len(code) == 5}


def listed(into):
    return [into] if isinstance(into, str) else into


def districts_on(day):
    """Without those that became others before, and those that came into being later."""
    there = set(districts)
    for reform in file["reform"].values():
        before = set(reform["became"])
        after = {code for into in reform["became"].values() for code in listed(into)}
        there -= before - after if reform["date"] <= day else after - before
    return there


# These hold everywhere.
for day, count in (("2006-12-31", 439), ("2024-06-30", 400), ("2026-01-01", 401)):
    found = len(districts_on(datetime.date.fromisoformat(day)))
    if found != count:
        differences.append(f"{found} districts on {day}, not {count}")
for reform, what in file["reform"].items():
    for code, into in what["became"].items():
        for named in [code] + listed(into):
            if named not in areas:
                differences.append(f"reform {reform} names {named}, which is no area")


def bare(name):
    """What is left when the ways of saying "district" and "city" are taken off."""
    name = re.sub(r"\s*\(einschl\..*?\)|\s*\(alt\)", "", name)
    name = re.sub(r"^(Kreisfreie Stadt|Landkreis|Kreis|Reg\.-Bez\.|Regierungsbezirk) ", "", name)
    name = re.sub(r"^(Statistische Region|früher: Reg\.-Bez\.|früher: Direktionsbezirk) ", "", name)
    match = re.fullmatch(r"(.*?), (Regionalverband|Städteregion)", name)
    return f"{match[2]} {match[1]}" if match else name.split(",")[0]


def compare(code, published, source):
    if code not in areas:
        differences.append(f"{source}: {code} {published} is missing")
    elif bare(areas[code][0]) != bare(published):
        differences.append(f"{source}: {code} is {published}, not {areas[code][0]}")


def cells_of(sheet, texts):
    space = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
    for _, row in xml.iterparse(sheet):
        if row.tag != space + "row":
            continue
        cells = {}
        for cell in row.iter(space + "c"):
            value = cell.find(space + "v")
            if value is not None:
                text = texts[int(value.text)] if cell.get("t") == "s" else value.text
                cells[re.match("[A-Z]+", cell.get("r"))[0]] = text
        yield cells
        row.clear()


def check_register(path):
    """Gemeindeverzeichnis: 10 Land, 20 Regierungsbezirk, 40 Kreis with its kind."""
    space = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
    book = zipfile.ZipFile(path)
    strings = xml.fromstring(book.read("xl/sharedStrings.xml"))
    texts = ["".join(t.text or "" for t in s.iter(space + "t")) for s in strings.iter(space + "si")]
    found = set()
    for cells in cells_of(book.open("xl/worksheets/sheet2.xml"), texts):
        if cells.get("A") not in ("10", "20", "40"):
            continue
        code = cells["C"] + cells.get("D", "") + cells.get("E", "")
        compare(code, cells["H"], "register")
        if cells["A"] == "40":
            found.add(code)
            kind = "kreisfreie_stadt" if cells["B"] in ("41", "42") else "landkreis"
            if code in areas and areas[code][1] != kind:
                differences.append(f"register: {code} {cells['H']} is a {kind}")
    for code in sorted(found ^ districts_on(datetime.date(2024, 6, 30))):
        differences.append(f"register: {code} exists {'only there' if code in found else 'only here'}")


def check_regional(path):
    """Regionaldatenbank: all districts that there were, those of today with figures."""
    book = zipfile.ZipFile(path)
    with_figures = set()
    for row in csv.DictReader(io.StringIO(book.read(book.namelist()[0]).decode("utf-8-sig")), delimiter=";"):
        for number in "123":
            level = row.get(f"{number}_variable_code")
            code = row.get(f"{number}_variable_attribute_code", "")
            # Besides districts: cities within them, and "010" for a Land without Regierungsbezirke.
            if level not in ("KREISE", "REGBEZ", "DLAND") or len(code) == 8:
                continue
            if len(code) == 3 and code[2] == "0" or code == "DG":
                code = code[:2]
            compare(code, row[f"{number}_variable_attribute_label"], path.name)
            if level == "KREISE" and re.fullmatch(r"\d+", row["value"]):
                with_figures.add(code)
    wrong = with_figures ^ districts_on(datetime.date(2024, 12, 31))
    if path.name.startswith("12411") and wrong:
        differences.append(f"{path.name}: figures of {sorted(wrong)}")


register = shared / "destatis-xlsx/AuszugGV2QAktuell.xlsx"
if register.exists():
    check_register(register)
    for path in sorted((shared / "genesis/regio").glob("*.zip")):
        check_regional(path)
else:
    print("no shared data: only the file itself was checked")
differences = list(dict.fromkeys(differences))
for difference in differences:
    print(difference)
print("areas of Germany:", f"{len(differences)} differences" if differences else "no difference")
sys.exit(1 if differences else 0)
