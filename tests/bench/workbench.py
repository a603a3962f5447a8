#!/usr/bin/env python3
# SPDX-License-Identifier: EUPL-1.2
"""How long a rule author waits: a backtest of 20 rules over all publications of Lower Saxony's tables with districts; of 20
rules over 11,000 areas and 120 months with monthly vintages, beside Prometheus' range query of the same 20 rules over
the same panel (which knows no vintages, states or gates); `check` of 1,000 rules; answers of the language server.
workbench.py PROGRAM ROOT WORK_FOLDER [PROMETHEUS_FOLDER] [--json]; medians of wall time, start of the program included.
AREAS and MONTHS make the national panel smaller."""
import json
import os
import pathlib
import random
import shutil
import statistics
import subprocess
import sys
import time

here = pathlib.Path(__file__).resolve().parent
sys.path[:0] = [str(here), str(here.parent / "service")]
import lower_saxony  # noqa: E402

AREAS, MONTHS = int(os.environ.get("AREAS", "11000")), int(os.environ.get("MONTHS", "120"))
LIMITS = [5 + step / 2 for step in range(20)]  # percent over the year before


def timed(words, times=5):
    taken = []
    for _ in range(times):
        begin = time.perf_counter()
        subprocess.run([str(word) for word in words], check=True, stdout=subprocess.DEVNULL)
        taken.append(1000 * (time.perf_counter() - begin))
    return statistics.median(taken)


def write_rules_of_tables(config, shared, tables):
    """Each table's first measure in all its groups: a rule by the change on a year, and three that name no method."""
    indicators, rules = [], []

    def watch(indicator, name, when):
        rules.append(f'[rule.{name}]\nindicator = "{indicator}"\nareas = ["under 03 kind kreis"]\n'
                     f'notify = ["statistik"]\nowner = "statistik"\n{when}\n')

    for table in tables:
        measure = next(iter(lower_saxony.measures(table, lower_saxony.rows_of(max((shared / table).glob("*.csv"))))))
        indicator = f"tabelle_{table}".replace("-", "_")
        indicators.append(f'[indicator.{indicator}]\ntitle = "Tabelle {table}"\nvalue = "{measure}"\n'
                          'limits = "Alle Gruppen der Tabelle."\n')
        watch(indicator, f"{indicator}_steigt",
              'when = [{ test = "change", against = "1 y", relative = true, at_least = "+20 %" }]')
        if table in ("1-2-1", "2-3-1", "5-2-1"):
            watch(indicator, f"{indicator}_auffaellig", "")
    (config / "indicators.d/tabellen.toml").write_text("\n".join(indicators))
    (config / "rules.d/tabellen.toml").write_text("\n".join(rules))
    return len(rules)


def small(program, root, folder):
    """20 rules over Lower Saxony's tables with districts, all publications of each."""
    shared = pathlib.Path(os.environ.get("TUERMER_SHARED") or root / "../shared") / "data/lsn"
    if not shared.is_dir():
        return None
    config, figures = folder / "land", folder / "zahlen"
    figures.mkdir(parents=True)
    for file in (shared / "4-1-4").glob("*.csv"):
        with open(file, encoding="utf-8-sig") as stream:
            if "GeoCode" in stream.readline():
                (figures / file.name).symlink_to(file.resolve())
    lower_saxony.write(config, figures)
    tables = [table for table in lower_saxony.TABLES if table != "4-1-4"]
    lower_saxony.write_tables(config, shared, tables)
    rules = len(lower_saxony.RULES) + write_rules_of_tables(config, shared, tables)
    place = ["--config", config, "--state", folder / "land_state"]
    ran = subprocess.run([program, "run", "--once", "--json", *place], check=True, capture_output=True)
    return {"rules": rules, "tables": 1 + len(tables), "releases": json.loads(ran.stdout)["releases"],
            "ms": timed([program, "backtest", "--json", *place])}


def month_of(number):
    return 2015 + number // 12, number % 12 + 1


def national_panel(folder):
    """One file a month: that month, and the month before once more, a hundredth of it revised. And the last word of
    each cell, for the peer."""
    chance = random.Random(7)
    level = [chance.uniform(40, 60) for _ in range(AREAS)]
    codes = [f"{10000000 + 7 * area:08d}" for area in range(AREAS)]
    final, before = {}, []
    (folder / "figures").mkdir(parents=True)
    for number in range(MONTHS):
        year, month = month_of(number)
        lines = ["AGS;Monat;Wert"]
        for area in [a for a in range(len(before)) if chance.random() < 0.01]:
            before[area] = round(before[area] + chance.gauss(0, 1), 2)
            earlier = month_of(number - 1)
            lines.append(f"{codes[area]};{earlier[0]}-{earlier[1]:02d};{before[area]}")
            final[area, number - 1] = before[area]
        before = []
        for area, code in enumerate(codes):
            level[area] += chance.gauss(0, 0.4)
            before.append(round(level[area] + 3 * (month in (1, 2)), 2))
            final[area, number] = before[-1]
            lines.append(f"{code};{year}-{month:02d};{before[-1]}")
        after = month_of(number + 1)
        (folder / f"figures/wert_{after[0]}-{after[1]:02d}-15.csv").write_text("\n".join(lines) + "\n")
    return codes, final


def national_rules(config, figures):
    for name in ("sources.d", "indicators.d", "rules.d"):
        (config / name).mkdir(parents=True)
    (config / "tuermer.toml").write_text('[installation]\nname = "Bund"\narea = "10"\n[mail]\nfrom = "t@bund.example"\n')
    (config / "recipients.toml").write_text('[recipient.amt]\nmail = "amt@bund.example"\nrole = "statistics"\nchannels = ["spool"]\n')
    (config / "sources.d/wert.toml").write_text(
        f'[source.wert]\nkind = "table"\npath = "{figures}/*.csv"\nvintage = "file name"\nsnapshot = "partial"\n'
        'format = { kind = "csv", separator = ";", decimal = "." }\n[source.wert.period]\ncolumn = "Monat"\n'
        'frequency = "month"\n[source.wert.dimensions]\narea = { column = "AGS" }\n[source.wert.measures]\n'
        'wert = { column = "Wert", unit = "index" }\n')
    (config / "indicators.d/wert.toml").write_text(
        '[indicator.wert_index]\ntitle = "Wert"\nvalue = "wert"\nlimits = "Erdachte Zahlen."\n')
    (config / "rules.d/wert.toml").write_text("\n".join(
        f'[rule.r{i}]\nindicator = "wert_index"\nareas = ["kind gemeinde"]\nnotify = ["amt"]\nowner = "amt"\n'
        f'common_shock = false\nmultiplicity = "none"\n'
        f'when = [{{ test = "change", against = "1 y", relative = true, at_least = "+{limit} %" }}]\n'
        for i, limit in enumerate(LIMITS)))


def ask_prometheus(binaries, folder, codes, final):
    """The same 20 questions over ten years, month by month, in one query each: processor time of the server."""
    import prometheus_peer as peer
    metrics, data = folder / "panel.om", folder / "data"
    folder.mkdir(parents=True)
    times = [peer.seconds_of("{}-{:02d}".format(*month_of(number))) for number in range(MONTHS)]
    with open(metrics, "w") as out:
        out.write("# TYPE rate gauge\n")
        for area, code in enumerate(codes):
            for number in range(MONTHS):
                out.write(f'rate{{ags="{code}"}} {final[area, number]} {times[number]}\n')
        out.write("# EOF\n")
    subprocess.run([binaries / "promtool", "tsdb", "create-blocks-from", "--max-block-duration=87600h", "openmetrics",
                    metrics, data], check=True, stdout=subprocess.DEVNULL)
    server = peer.Server(binaries / "prometheus", data, folder)
    try:
        server.wait()
        begin, spent = time.perf_counter(), server.processor_ms()
        for limit in LIMITS:
            server.ask("/api/v1/query_range", query=f"count({peer.CHANGE} > {limit})", start=times[12] + 86400,
                       end=times[-1] + 86400, step=30 * 86400)
        return {"ms": 1000 * (time.perf_counter() - begin), "processor_ms": server.processor_ms() - spent}
    finally:
        server.end()
        shutil.rmtree(folder)


def large(program, folder, prometheus):
    codes, final = national_panel(folder)
    national_rules(folder / "config", folder / "figures")
    place = ["--config", folder / "config", "--state", folder / "state"]
    subprocess.run([program, "run", "--once", "-q", *place], check=True, stdout=subprocess.DEVNULL)
    result = {"areas": AREAS, "months": MONTHS, "rules": len(LIMITS),
              "ms": timed([program, "backtest", *place], 1), "prometheus": None}
    if prometheus:
        result["prometheus"] = ask_prometheus(prometheus, folder / "prometheus", codes, final)
    return result


def thousand_rules(program, root, folder):
    """Two tests each, six texts, as the demo's."""
    shutil.copytree(root / "config/demo/goslar", folder)
    text = (root / "config/demo/goslar/rules.d/bildung.toml").read_text()
    begin = text.index("[rule.schulabgang_ohne_abschluss_steigt]")
    rule = text[begin:text.index("\n\n\n", begin)]
    (folder / "rules.d/tausend.toml").write_text("\n\n".join(
        rule.replace("schulabgang_ohne_abschluss_steigt", f"regel_{i}") for i in range(1000)))
    return timed([program, "check", folder, "--format", "gnu"], 9)


def language_server(program, root):
    said = subprocess.run([sys.executable, str(root / "tests/service/language_server.py"), program, root],
                          capture_output=True, text=True)
    line = next((line for line in said.stdout.splitlines() if "slowest answers" in line), "")
    return line.split(": ")[-1]


def main():
    words = [word for word in sys.argv[1:] if word != "--json"]
    program, root, work = words[0], pathlib.Path(words[1]), pathlib.Path(words[2]).resolve()
    prometheus = pathlib.Path(words[3]) if len(words) > 3 else None
    shutil.rmtree(work, ignore_errors=True)
    work.mkdir(parents=True)
    start = timed([program, "--version"])
    result = {"start_ms": start, "lower_saxony": small(program, root, work / "small"),
              "check_1000_rules_ms": thousand_rules(program, root, work / "thousand"),
              "language_server_ms": language_server(program, root),
              "national": large(program, work / "national", prometheus)}
    shutil.rmtree(work)
    if "--json" in sys.argv:
        print(json.dumps(result, indent=2))
        return
    print(f"start of the program: {start:.0f} ms, in each figure below")
    if result["lower_saxony"]:
        land = result["lower_saxony"]
        print(f"backtest of {land['rules']} rules over {land['tables']} tables of Lower Saxony, {land['releases']} publications: "
              f"{land['ms']:.0f} ms")
    national = result["national"]
    print(f"backtest of {national['rules']} rules over {national['areas']} areas, {national['months']} months, monthly "
          f"vintages: {national['ms']:.0f} ms")
    if national["prometheus"]:
        other = national["prometheus"]
        print(f"Prometheus' range queries over the same panel: {other['ms']:.0f} ms ({other['processor_ms']:.0f} ms of "
              f"processor time), {other['ms'] / national['ms']:.1f} times as long")
    print(f"check of 1,000 rules: {result['check_1000_rules_ms']:.0f} ms")
    print(f"language server, slowest answers in ms: {result['language_server_ms']}")


main()
