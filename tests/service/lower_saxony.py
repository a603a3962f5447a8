# SPDX-License-Identifier: EUPL-1.2
"""Installations over Lower Saxony's integration monitoring (Landesamt für Statistik Niedersachsen), all vintages: one of
its school leavers (table 4-1-4), with rules; one of every table with districts."""
import csv
import pathlib
import textwrap

DISTRICT_YEARS = 581  # 45 districts, 2012 to 2024, less four without figures

RULES = {
    # name: (tests, district-years in which they hold, in percent of all 581: worked out from the table by hand)
    "naiv": ('{ test = "change", against = "1 y", at_least = "+5 pp", confidence = 0 }', 29.1),
    "mit_intervall": ('{ test = "change", against = "1 y", at_least = "+5 pp", confidence = 0.95 }', 9.8),
    "mehr_als_das_land": ('{ test = "change", against = "1 y", at_least = "+5 pp", confidence = 0.95 }, '
                          '{ test = "change", against = "1 y", at_least = "+5 pp", relative_to = "03", confidence = 0 }', 9.1),
    "drei_jahre": ('{ test = "change", against = "pooled 3 y", at_least = "+5 pp", confidence = 0 }', 27.5),
    "drei_jahre_mit_intervall": ('{ test = "change", against = "pooled 3 y", at_least = "+5 pp", confidence = 0.95 }', 16.4),
}


# Those with districts, and what units are called in them.
TABLES = ["1-1-1", "1-2-1", "1-2-2", "1-2-8", "2-1-1", "2-1-3", "2-3-1", "2-3-3", "3-1-3", "4-1-4", "5-2-1", "6-2-1", "6-2-2"]
UNITS = {"Anzahl": "persons", "Prozent": "percent", "%": "percent", "Quote": "per_mille"}


def rows_of(file):
    with open(file, encoding="utf-8-sig", newline="") as stream:
        return list(csv.DictReader(stream))


def write_installation(folder):
    for name in ("sources.d", "indicators.d", "rules.d"):
        (folder / name).mkdir(parents=True)
    (folder / "tuermer.toml").write_text(textwrap.dedent("""\
        [installation]
        name     = { de = "Niedersachsen", en = "Lower Saxony" }
        area     = "03"
        land     = "NI"
        language = "de"
        [mail]
        from = "Türmer <tuermer@land.example>"
        """))
    (folder / "recipients.toml").write_text(textwrap.dedent("""\
        [recipient.statistik]
        mail     = ["statistik@land.example"]
        role     = "statistics"
        channels = ["spool"]
        """))


def measures(table, newest):
    """{name: (unit, as it is written)}: one for each unit of the newest vintage."""
    named = {}
    for written in sorted({row.get("Units", "") for row in newest}):
        kind = UNITS[written or ("Quote" if table == "6-2-2" else "Anzahl")]
        named[f'm{table.replace("-", "_")}_{kind}'] = (kind, written)
    return named


def table_source(figures, table):
    """Every column as it is in the newest vintage."""
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
    for measure, (unit, written) in measures(table, newest).items():
        where = f', where = {{ Units = "{written}" }}' if written else ""
        lines.append(f'{measure} = {{ column = "Value"{where}, unit = "{unit}" }}')
    return "\n".join(lines) + "\n"


def write_tables(folder, figures, tables=TABLES):
    """Sources of all these tables of the shared figures; an installation where there is none."""
    if not folder.exists():
        write_installation(folder)
    for table in tables:
        (folder / f"sources.d/t{table}.toml").write_text(table_source(figures, table))


def write(folder, figures):
    """`figures`: the folder with the CSV files."""
    folder = pathlib.Path(folder)
    codes = {row["GeoCode"] for file in pathlib.Path(figures).glob("*.csv") for row in rows_of(file)}
    areas = ", ".join(f'"{code}" = "{"03" if code in ("K030", "03") else code.lstrip("KRHMZ")}"' for code in sorted(codes))
    write_installation(folder)
    (folder / "sources.d/schule.toml").write_text(textwrap.dedent(f"""\
        [source.schule]
        kind        = "table"
        path        = "{figures}/*.csv"
        vintage     = "file name"
        snapshot    = "full"
        attribution = "Landesamt für Statistik Niedersachsen, Tabelle 4-1-4"
        [source.schule.period]
        column    = "Year"
        frequency = "year"
        [source.schule.dimensions]
        area        = {{ column = "GeoCode", codes = {{ {areas} }} }}
        nationality = {{ column = "Nationalität", codes = {{ "Deutsche" = "german", "Ausländerinnen und Ausländer" = "foreign", "Insgesamt" = "total" }} }}
        [source.schule.measures]
        ohne_abschluss = {{ column = "Value", where = {{ Units = "Anzahl" }}, unit = "persons" }}
        anteil         = {{ column = "Value", where = {{ Units = "Prozent" }}, unit = "percent" }}
        """))
    (folder / "indicators.d/schule.toml").write_text(textwrap.dedent("""\
        [indicator.ohne_abschluss_auslaendisch]
        title       = { de = "Ausländische Schulabgänge ohne Hauptschulabschluss", en = "Foreign school leavers without a certificate" }
        numerator   = "ohne_abschluss{nationality='foreign'}"
        denominator = "round(100 * ohne_abschluss{nationality='foreign'} / anteil{nationality='foreign'}, 0)"
        per         = 100
        theme       = "education"
        frame       = "need"
        limits      = { de = "Kleine Jahrgänge schwanken stark; Schulort, nicht Wohnort.", en = "Small cohorts vary a lot; place of school, not of residence." }
        """))
    rules = ""
    for name, (tests, _) in RULES.items():
        rules += (f'[rule.{name}]\nindicator = "ohne_abschluss_auslaendisch"\nareas = ["under 03 kind kreis"]\n'
                  'notify = ["statistik"]\nowner = "statistik"\n'
                  'multiplicity = "none"\ncommon_shock = false\n'  # the tests alone are compared
                  f'when = [{tests}]\n\n')
    (folder / "rules.d/schule.toml").write_text(rules)
