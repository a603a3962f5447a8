#!/usr/bin/env python3
# SPDX-License-Identifier: EUPL-1.2
"""The figures of config/demo/goslar: consistent in themselves, and, where the published releases
are at hand (TUERMER_SHARED or ../shared), equal to them cell by cell, release by release."""

import csv
import math
import os
import tomllib
import unittest
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
DEMO = ROOT / "config" / "demo" / "goslar"
SHARED = Path(os.environ.get("TUERMER_SHARED", ROOT.parent / "shared")) / "data" / "lsn"

AREAS = {"Goslar": ("03153", "Landkreis Goslar"), "Niedersachsen": ("03", "Niedersachsen")}
KEY = ["Jahr", "AGS", "Gebiet"]
GROUPS = {"Staatsangehörigkeit", "Altersgruppe", "Aufenthaltsstatus", "Geltungsdauer"}
DERIVED = {
    "kita": (
        "Kinder mit mindestens einem Elternteil ausländischer Herkunft",
        "Betreute Kinder insgesamt (abgeleitet)",
    ),
    "schulabgaenge": ("Ohne Hauptschulabschluss", "Abgänge insgesamt (abgeleitet)"),
}


# ---- what was published: row -> (group labels, column, value), nothing if it is not tracked ----

def one(column):
    return lambda row: None if "Kategorien" in row else ((), column, row["Value"])


def births(row):
    return ((row["Nationalität"],), "Lebendgeborene", row["Value"]) if row["Nationalität"] else None


def totals_only(row):
    return row.get("Geschlecht") == "insgesamt" and row.get("Units") == "Anzahl"


def titles(row):
    label = (row.get("Kategorie") or row.get("Aufenthaltstitel") or "").lower()
    if not totals_only(row) or label == "antrag auf aufenthaltstitel gestellt":
        return None
    if label.startswith("kein "):
        return (("kein Aufenthaltstitel erforderlich",), "Personen", row["Value"])
    status = "ohne Aufenthaltstitel" if label.startswith("ohne ") else "mit Aufenthaltstitel"
    return ((status,), "Personen", row["Value"])


def duration(row):
    label = row.get("Befristung") or row.get("Aufenthaltstitel")
    if not totals_only(row) or row.get("Grund der Befristung"):
        return None
    return ((label.removeprefix("zeitlich "),), "Personen", row["Value"])


def day_care(row):
    young = "unter 3 Jahren" in row["Kinderbetreuung"]
    column = "Anteil in Prozent" if row["Units"] == "%" else DERIVED["kita"][0]
    return (("unter 3 Jahren" if young else "3 bis unter 6 Jahre",), column, row["Value"])


def leavers(row):
    column = "Anteil in Prozent" if row["Units"] == "Prozent" else DERIVED["schulabgaenge"][0]
    return ((row["Nationalität"],), column, row["Value"])


def employees(row):
    if row.get("Geschlecht") != "Insgesamt" or row["Units"] != "Anzahl":
        return None
    return ((), "Ausländische Beschäftigte", row["Value"])


def income_support(row):
    kind = row.get("Kategorie") or row["Units"]
    rate = kind == "Quote" or "je 1000" in kind
    column = "Quote je 1.000" if rate else "Empfängerinnen und Empfänger"
    return ((row["Nationalität"],), column, row["Value"])


def by_age(row):
    label = row["Altersgruppe"].replace("\xa0", " ").removeprefix("im Alter ")
    groups = {
        "bis unter 18 Jahren": "unter 18 Jahren",
        "von 18 bis unter 65 Jahren": "18 bis unter 65 Jahre",
        "von 65 Jahren und älter": "65 Jahre und älter",
    }
    return ((groups[label], row["Nationalität"]), "Quote je 1.000", row["Value"])


# Source -> (table, first release whose layout is tracked, reader of a row).
TABLES = {
    "bevoelkerung": ("1-1-1", "2021-05-17", one("Einwohner")),
    "auslaender": ("1-2-1", "2021-06-30", one("Ausländische Bevölkerung")),
    "geburten": ("1-2-8", "2021-08-03", births),
    "aufenthaltstitel": ("2-1-1", "2022-06-20", titles),
    "befristung": ("2-1-3", "2022-06-20", duration),
    "einbuergerungen": ("2-3-1", "2021-09-20", one("Einbürgerungen")),
    "kita": ("3-1-3", "2021-07-14", day_care),
    "schulabgaenge": ("4-1-4", "2021-11-29", leavers),
    "beschaeftigte": ("5-2-1", "2022-10-05", employees),
    "mindestsicherung": ("6-2-1", "2021-11-01", income_support),
    "sicherung_alter": ("6-2-2", "2021-11-05", by_age),
}


def release(table, day):
    with (SHARED / table / f"{day}.csv").open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def published(source):
    """Release day -> {(year, area, groups, column): value}: those that changed a tracked cell."""
    table, first, read = TABLES[source]
    releases, before = {}, None
    for path in sorted((SHARED / table).glob("*.csv")):
        if path.stem < first:
            continue
        now = {}
        for row in release(table, path.stem):
            area = AREAS.get((row["Gebietseinheit"] or "").strip())
            understood = read(row) if area else None
            if understood:
                groups, column, value = understood
                key = (row["Year"], area[0], groups, column)
                assert now.setdefault(key, value) == value, f"{path.name}: {key} twice"
        if now != before:
            releases[path.stem] = before = now
    return releases


# ---- what the demo holds ----

def rows_of(path):
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter=";"))


def files_of(source):
    paths = sorted(DEMO.glob(f"zahlen/{source}_*.csv"))
    return {path.stem.removeprefix(f"{source}_"): path for path in paths}


def held(source, path):
    """{(year, area, groups, column): text}, without the derived column."""
    cells = {}
    for row in rows_of(path):
        groups = tuple(value for column, value in row.items() if column in GROUPS)
        for column, value in row.items():
            if column in KEY or column in GROUPS or column == DERIVED.get(source, ("", ""))[1]:
                continue
            cells[row["Jahr"], row["AGS"], groups, column] = value
    return cells


def number(text):
    return float(text.replace(",", "."))


def wilson(count, total):
    z = 1.959963984540054
    share, norm = count / total, 1 + z * z / total
    centre = (share + z * z / (2 * total)) / norm
    half = z * math.sqrt(share * (1 - share) / total + z * z / (4 * total * total)) / norm
    return centre - half, centre + half


def newcombe(k1, n1, k2, n2):
    (low1, high1), (low2, high2) = wilson(k1, n1), wilson(k2, n2)
    p1, p2 = k1 / n1, k2 / n2
    below, above = math.hypot(p1 - low1, high2 - p2), math.hypot(high1 - p1, p2 - low2)
    return p1 - p2 - below, p1 - p2 + above


class Demo(unittest.TestCase):
    def test_each_source_finds_its_columns_and_labels(self):
        for config in sorted(DEMO.glob("sources.d/*.toml")):
            sources = tomllib.loads(config.read_text(encoding="utf-8"))["source"]
            for source, table in sources.items():
                paths = sorted(DEMO.glob(table["path"]))
                self.assertEqual(paths, list(files_of(source).values()), source)
                for path in paths:
                    self.check_file(path, table)

    def check_file(self, path, table):
        parts = [*table["dimensions"].values(), *table["measures"].values()]
        for row in rows_of(path):
            for part in parts:
                self.assertIn(part["column"], row, path.name)
                codes = part.get("codes", [row[part["column"]]])
                self.assertIn(row[part["column"]], codes, (path.name, row))

    def test_derived_totals_come_out_whole(self):
        for source, (count, total) in DERIVED.items():
            for path in files_of(source).values():
                for row in rows_of(path):
                    exact = 100 * number(row[count]) / number(row["Anteil in Prozent"])
                    self.assertLess(abs(exact / int(row[total]) - 1), 1e-9, (path.name, row))

    def test_the_school_leavers_of_2024(self):
        path = files_of("schulabgaenge")["2025-10-17"]
        count, total = DERIVED["schulabgaenge"]
        foreign = {
            (row["AGS"], int(row["Jahr"])): (int(row[count]), int(row[total]))
            for row in rows_of(path)
            if row["Staatsangehörigkeit"] == "Ausländerinnen und Ausländer"
        }
        pooled = {
            area: tuple(map(sum, zip(*(foreign[area, year] for year in (2021, 2022, 2023)))))
            for area in ("03153", "03")
        }
        self.assertEqual((foreign["03153", 2024], pooled["03153"]), ((48, 124), (52, 263)))
        self.assertEqual((foreign["03", 2024], pooled["03"]), ((2749, 9895), (4577, 22667)))
        low, high = newcombe(*foreign["03153", 2024], *pooled["03153"])
        self.assertEqual((round(100 * low, 1), round(100 * high, 1)), (9.3, 28.8))
        land = 100 * (2749 / 9895 - 4577 / 22667)
        self.assertEqual(round(land, 1), 7.6)

    def test_the_naturalisations_of_2024(self):
        def of_goslar(source, day, column):
            rows = rows_of(files_of(source)[day])
            return {int(row["Jahr"]): int(row[column]) for row in rows if row["AGS"] == "03153"}

        counts = of_goslar("einbuergerungen", "2025-06-17", "Einbürgerungen")
        stock = of_goslar("auslaender", "2025-08-04", "Ausländische Bevölkerung")
        self.assertEqual((counts[2024], stock[2024]), (659, 17035))
        rate = {year: 100 * counts[year] / stock[year] for year in range(2021, 2025)}
        mean = sum(rate[year] for year in (2021, 2022, 2023)) / 3
        self.assertEqual((round(rate[2024], 2), round(mean, 2)), (3.87, 1.82))
        self.assertEqual(round(rate[2024] / mean, 1), 2.1)

    @unittest.skipUnless(SHARED.is_dir(), "skipped: no shared data")
    def test_equals_what_was_published_cell_by_cell(self):
        for source in TABLES:
            releases, files = published(source), files_of(source)
            self.assertEqual(sorted(releases), sorted(files), source)
            for day, cells in releases.items():
                as_written = {key: value.replace(".", ",") for key, value in cells.items()}
                self.assertEqual(held(source, files[day]), as_written, files[day].name)

    @unittest.skipUnless(SHARED.is_dir(), "skipped: no shared data")
    def test_naturalisation_rates_use_the_denominators_of_the_publisher(self):
        rates = {
            (row["Year"], AREAS[row["Gebietseinheit"]][0]): float(row["Value"])
            for row in release("2-3-3", "2025-08-12")
            if row["Gebietseinheit"] in AREAS
        }
        counts = held("einbuergerungen", files_of("einbuergerungen")["2025-06-17"])
        stock = held("auslaender", files_of("auslaender")["2025-08-04"])
        self.assertEqual(len(rates), 40)
        for (year, area), rate in rates.items():
            naturalised = int(counts[year, area, (), "Einbürgerungen"])
            foreign = int(stock[year, area, (), "Ausländische Bevölkerung"])
            self.assertAlmostEqual(100 * naturalised / foreign, rate, places=10)

    @unittest.skipUnless(SHARED.is_dir(), "skipped: no shared data")
    def test_derived_totals_of_leavers_are_those_published_once_for_the_land(self):
        derived = {
            (row["Jahr"], row["Staatsangehörigkeit"]): int(row[DERIVED["schulabgaenge"][1]])
            for row in rows_of(files_of("schulabgaenge")["2021-12-20"])
            if row["AGS"] == "03"
        }
        once = {
            (row["Year"], row["Nationalität"]): int(row["Value"])
            for row in release("4-1-4", "2021-09-30")
            if row["Abschlussart"] == "Insgesamt"
        }
        differing = {key: (derived[key], once[key]) for key in derived if derived[key] != once[key]}
        self.assertEqual(differing, {})


if __name__ == "__main__":
    unittest.main()
