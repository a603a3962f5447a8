#!/usr/bin/python3
# SPDX-License-Identifier: EUPL-1.2
"""Somebody new follows "From an empty folder to a tested rule" in config/README.md, word for word.

Usage: newcomer.py BINARY ROOT
"""
import pathlib
import re
import subprocess
import sys
import tempfile


def fail(sentence):
    print("FAILED:", sentence)
    sys.exit(1)


binary, root = sys.argv[1], pathlib.Path(sys.argv[2])
readme = (root / "config/README.md").read_text(encoding="utf-8")
chapter = re.search(r"^## From an empty folder.*?(?=^## )", readme, re.S | re.M).group(0)

with tempfile.TemporaryDirectory() as temporary:
    folder = pathlib.Path(temporary)

    def run(*words, code=0):
        done = subprocess.run([binary, *words], cwd=folder, capture_output=True, text=True, timeout=60)
        if done.returncode != code:
            fail(f"{' '.join(words)}: {done.returncode}\n{done.stdout}{done.stderr}")
        return done.stdout

    (folder / "leerstand.csv").write_text(re.search(r"```csv\n(.*?)```", chapter, re.S).group(1))
    run("check", ".", code=1)
    files = re.findall(r"```toml\n# (\S+)\n(.*?)```", chapter, re.S)
    for name, text in files:
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
        if name.startswith("sources.d"):
            if "wohnungen{area=03153} 2024 = 81510" not in run("fetch", "leerstand", "--dry-run", "--config", "."):
                fail("fetch does not show the figures")
        if name != "rules.d/leerstand.toml":
            run("check", ".")
    if len(files) != 6 or "stimmt  sprung" not in run("test", "--config", "."):
        fail(f"the story of {[name for name, _ in files]}")
    place = ["--config", ".", "--state", "state"]
    run("run", "--once", *place)
    if "4.830 von 81.510" not in run("status", *place) or "leerstand_steigt" not in run("backtest", *place):
        fail("nothing came of it")
    if len(list((folder / "state/spool").glob("*.eml"))) != 1:
        fail("no mail in the spool")
    words = re.search(r"`tuermer (watch leerstand\.csv [^`]*)`", chapter).group(1)
    shown = run(*re.findall(r'"[^"]*"|\S+', words.replace('"davon leer"', "LEER"))[:3], "davon leer",
                *words.split('"davon leer" ')[1].split(), "--dry-run", "--config", ".")
    if 'at_least = "5000' not in shown or "sources.d/leerstand_davon_leer.toml" not in shown:
        fail(f"watch shows {shown}")
print("an empty folder became a tested rule")
