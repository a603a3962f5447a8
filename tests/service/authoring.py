#!/usr/bin/python3
# SPDX-License-Identifier: EUPL-1.2
"""What an author of rules works with, driven as an author does: `check` in all its notations and exit
codes, the checked-in schemas, manual pages, and the completion of every shell that is installed.

Usage: authoring.py BINARY ROOT
"""
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

binary, root = os.path.abspath(sys.argv[1]), pathlib.Path(sys.argv[2])
KINDS = ["installation", "sources", "indicators", "recipients", "rules", "breaks", "areas"]


def fail(sentence):
    print(sentence)
    sys.exit(1)


def run(*words, code=0, stdin=None, environment=None):
    done = subprocess.run([binary, *words], capture_output=True, text=True, input=stdin,
                          env={**os.environ, **(environment or {})}, timeout=120)
    if done.returncode != code:
        fail(f"tuermer {' '.join(words)} ended with {done.returncode}, not {code}:\n{done.stdout}{done.stderr}")
    return done.stdout


def demo_with(folder, changes):
    copy = pathlib.Path(folder) / "demo"
    shutil.rmtree(copy, ignore_errors=True)
    shutil.copytree(root / "config/demo/goslar", copy)
    for file, (before, after) in changes.items():
        text = (copy / file).read_text(encoding="utf-8")
        if before not in text:
            fail(f"{file} no longer says {before}")
        (copy / file).write_text(text.replace(before, after, 1), encoding="utf-8")
    return str(copy)


def check_notations(folder):
    wrong = demo_with(folder, {"rules.d/bildung.toml": ('against    = "pooled 3 y"', 'againts   = "pooled 3 y"')})
    gnu = run("check", wrong, "--format", "gnu", "--lang", "en", code=1)
    if not re.search(r"^rules\.d/bildung\.toml:\d+:1: error: 'againts' is not a setting of test 'change'; "
                     r"did you mean 'against'\?$", gnu, re.M):
        fail(f"no GNU line in:\n{gnu}")
    if "\x1b" in gnu:
        fail("colours where there is no terminal")
    text = run("check", wrong, "--format", "text", code=1)
    if not re.search(r"^ +\d+ \| againts .*\n +\| \^$", text, re.M):
        fail(f"no excerpt with a mark in:\n{text}")
    report = json.loads(run("check", wrong, "--json", code=1))
    first = [m for m in report["mistakes"] if m["key"] == "againts"][0]
    if (first["level"], first["code"], first["column"]) != ("error", "configuration", 1) or report["version"] != 1:
        fail(f"unexpected JSON: {first}")
    sarif = json.loads(run("check", wrong, "--format", "sarif", code=1))
    results = sarif["runs"][0]["results"]
    places = [r["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] for r in results]
    rules = {r["id"] for r in sarif["runs"][0]["tool"]["driver"]["rules"]}
    if "rules.d/bildung.toml" not in places or not {r["ruleId"] for r in results} <= rules:
        fail(f"unexpected SARIF: {results}")
    (pathlib.Path(folder) / "check.sarif").write_text(json.dumps(sarif), encoding="utf-8")
    run("check", wrong + "/nirgends", code=2)


def check_levels(folder):
    run("check", str(root / "config/demo/goslar"), "--strict")
    warned = demo_with(folder, {"rules.d/recht.toml": ('owner     = "statistik"\n', "")})
    run("check", warned)
    said = run("check", warned, "--strict", code=1)
    if "gehört niemandem" not in said:
        fail(f"the missing owner is not named:\n{said}")


# The store the daemon made is what the rules are tried on.
def check_figures(folder):
    demo, state = str(root / "config/demo/goslar"), f"{folder}/state"
    without = run("check", demo, "--state", state)
    if "noch kein Bestand" not in without or os.path.exists(state):
        fail(f"a check without a store says and leaves nothing else:\n{without}")
    run("run", "--once", "--quiet", "--config", demo, "--state", state)
    before = {p: p.read_bytes() for p in pathlib.Path(state).rglob("*.db")}
    odd = demo_with(folder, {
        "rules.d/arbeit.toml": ('areas     = ["03153"]', 'areas     = ["09162"]'),
        "rules.d/bevoelkerung.toml": ('at_least = "+1 pp"', 'at_least = "-90 pp"\nconfidence = 0'),
    })
    said = json.loads(run("check", odd, "--state", state, "--json"))
    codes = {(m["code"], m["key"]) for m in said["mistakes"]}
    if ("matches-no-data", "beschaeftigung_waechst") not in codes:
        fail(f"the rule on an area without figures is not found: {codes}")
    if "erprobt" not in said["figures"]["de"]:
        fail(f"not said what was looked at: {said['figures']}")
    if {p: p.read_bytes() for p in before} != before:
        fail("check changed the store")


def described(schema, path, missing):
    if not isinstance(schema, dict):
        return
    for name, key in schema.get("properties", {}).items():
        if key and "description" not in key:
            missing.append(f"{path}.{name}")
        described(key, f"{path}.{name}", missing)
    for name in ("additionalProperties", "items", "then"):
        described(schema.get(name), f"{path}.{name}", missing)
    for each in schema.get("anyOf", []) + schema.get("allOf", []):
        described(each, path, missing)


def check_schemas():
    for kind in KINDS:
        made = run("schema", kind)
        if made != (root / f"config/schema/{kind}.json").read_text(encoding="utf-8"):
            fail(f"config/schema/{kind}.json is not what the program reads: run ./dev schema")
        missing = []
        described(json.loads(made), kind, missing)
        if missing:
            fail(f"keys without a description (config/descriptions_of_*.cpp): {missing}")
    for file in sorted((root / "config").rglob("*.toml*")):
        if ".story." not in file.name and not file.read_text(encoding="utf-8").startswith("#:schema "):
            fail(f"{file}: the line '#:schema …' is missing")


def check_manuals(folder):
    share = pathlib.Path(folder) / "share"
    run("man", "--all", str(share))
    commands = re.findall(r"^  ([a-z]+)  ", run("--help", "--lang", "en"), re.M)
    for command in commands:
        for page in (share / f"man/man1/tuermer-{command}.1", share / f"man/de/man1/tuermer-{command}.1"):
            if not page.exists():
                fail(f"{page.name} is missing")
        for language, examples in (("de", "Beispiele:"), ("en", "Examples:")):
            if examples not in run(command, "--help", "--lang", language):
                fail(f"{command} --help has no examples ({language})")
    if not shutil.which("groff"):
        return
    for page in share.rglob("*.1"):
        read = subprocess.run(["groff", "-K", "utf8", "-man", "-Tutf8", "-ww", str(page)], capture_output=True,
                              text=True, timeout=60)
        if read.returncode or read.stderr:
            fail(f"{page}: {read.stderr}")


# (words before the cursor, what must be offered, what must not)
COMPLETIONS = [
    (["tuermer", "che"], {"check"}, {"run"}),
    (["tuermer", "check", "--fo"], {"--format"}, {"--once"}),
    (["tuermer", "check", "--format", "s"], {"sarif"}, {"gnu"}),
    (["tuermer", "schema", "ru"], {"rules"}, {"areas"}),
    (["tuermer", "run", "--on"], {"--once"}, {"--strict"}),
    (["tuermer", "check", "rul"], {"rules.d"}, {"check"}),
]


def in_bash(script, words):
    program = (f"source {script}; COMP_WORDS=({' '.join(words)}); COMP_CWORD={len(words) - 1}; "
               "compopt() { :; }; _tuermer; printf '%s\\n' \"${COMPREPLY[@]}\"")
    return subprocess.run(["bash", "--norc", "-c", program], capture_output=True, text=True, timeout=30).stdout


def in_fish(script, words):
    program = f"source {script}; complete -C '{' '.join(words)}'"
    done = subprocess.run(["fish", "--no-config", "-c", program], capture_output=True, text=True, timeout=30)
    return "\n".join(line.split("\t")[0] for line in done.stdout.splitlines())


# A terminal with a zsh in it: what it writes and lists after Tab, until it comes to what was typed behind.
def in_zsh(script, words):
    program = f"""
zmodload zsh/zpty
zpty shell 'zsh -f -i'
until_said() {{ local all= part=; repeat 3000; do zpty -r -t shell part && all+=$part; [[ $all == *$1* ]] && break; sleep 0.02; done; print -r -- $all }}
zpty -w shell 'PS1=; autoload -Uz compinit; compinit -u -D; LISTMAX=0; setopt no_always_last_prompt'
zpty -w shell 'fpath=({os.path.dirname(script)} $fpath); autoload -Uz _tuermer; compdef _tuermer tuermer; echo re""ady'
until_said ready >/dev/null
zpty -w -n shell $'{' '.join(words)}\\t\\t\\C-uecho do""ne\\n'
until_said done
zpty -d shell
"""
    return subprocess.run(["zsh", "-f", "-c", program], capture_output=True, text=True, timeout=120,
                          env={**os.environ, "TERM": "dumb"}).stdout


def check_completion(folder):
    os.makedirs(f"{folder}/house/rules.d")
    os.chdir(f"{folder}/house")
    shells = {"bash": in_bash, "fish": in_fish, "zsh": in_zsh}
    tried = []
    for shell, ask in shells.items():
        if not shutil.which(shell):
            continue
        os.makedirs(f"{folder}/{shell}")
        script = f"{folder}/{shell}/_tuermer"
        pathlib.Path(script).write_text(run("completion", shell), encoding="utf-8")
        for words, wanted, unwanted in COMPLETIONS:
            offered = ask(script, words)
            got = {word.rstrip("/") for word in re.split(r"\s+", re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", " ", offered))}
            # A single candidate is written behind the words instead of listed.
            if not all(any(w in g for g in got) for w in wanted) or unwanted & (got - set(words)):
                fail(f"{shell}: {' '.join(words)}<Tab> offers {sorted(got)}, wanted {wanted}")
        tried.append(shell)
    return tried


with tempfile.TemporaryDirectory() as folder:
    check_notations(folder)
    check_levels(folder)
    check_figures(folder)
    check_schemas()
    check_manuals(folder)
    print(f"authoring: all well; completion in {', '.join(check_completion(folder))}")
