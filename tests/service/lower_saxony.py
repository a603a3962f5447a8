# SPDX-License-Identifier: EUPL-1.2
"""An installation over Lower Saxony's school leavers (Landesamt für Statistik Niedersachsen, table 4-1-4), all vintages."""
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


def write(folder, figures):
    """`figures`: the folder with the CSV files."""
    folder = pathlib.Path(folder)
    codes = set()
    for file in pathlib.Path(figures).glob("*.csv"):
        with open(file, encoding="utf-8-sig", newline="") as stream:
            codes.update(row["GeoCode"] for row in csv.DictReader(stream))
    areas = ", ".join(f'"{code}" = "{"03" if code in ("K030", "03") else code.lstrip("KRHMZ")}"' for code in sorted(codes))
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
