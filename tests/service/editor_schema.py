#!/usr/bin/python3
# SPDX-License-Identifier: EUPL-1.2
"""The schemas as an editor uses them: Taplo (which Even Better TOML runs) over every shipped file, and over
files with an unknown key in every table. What Taplo flags, `check` flags, and the other way round. And
the SARIF of `check` against the standard's own schema.

Taplo and the schema come from npm into NODE; without them the test is skipped.

Usage: editor_schema.py BINARY ROOT NODE
"""
import json
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

binary, root, node = pathlib.Path(sys.argv[1]).resolve(), pathlib.Path(sys.argv[2]), pathlib.Path(sys.argv[3])
taplo = node / "node_modules/.bin/taplo"


def fail(sentence):
    print(sentence)
    sys.exit(1)


def skip(sentence):
    print(f"skipped: {sentence}")
    sys.exit(77)


def install():
    if not shutil.which("npm"):
        skip("no npm")
    wanted = ["@taplo/cli@0.7.0", "@microsoft/jest-sarif@1.0.0-beta.0", "ajv@8", "ajv-draft-04@1"]
    if not taplo.exists() and subprocess.run(["npm", "install", "--prefix", str(node), "--no-audit", "--no-fund",
                                              "--loglevel", "error", *wanted]).returncode:
        skip("npm could not install Taplo")


# What Taplo says of each file it objects to; one run for all of them, because it starts slowly.
def lint(files):
    done = subprocess.run([str(taplo), "lint", "--colors", "never", *map(str, files)], capture_output=True, text=True,
                          timeout=300)
    bad = re.findall(r'invalid file .*?path="([^"]+)"', done.stderr)
    if bool(bad) != (done.returncode != 0):
        fail(f"Taplo ended with {done.returncode}:\n{done.stderr}")
    said = {path: [] for path in bad}
    for block in re.split(r"\n(?=error)", done.stderr):
        for path in bad:
            if path in block:
                said[path].append(block)
    return {pathlib.Path(path): "\n".join(blocks) for path, blocks in said.items()}


# The installed schemas' place is not there in a test: the lines point into this project instead.
def with_own_schemas(text):
    return re.sub(r"^#:schema \S*?([a-z]+)\.json", f"#:schema {root.resolve()}/config/schema/\\1.json", text)


def copies(folder):
    made = {}
    for file in sorted((root / "config").rglob("*.toml*")):
        if "story" in file.name:
            continue
        copy = folder / str(file.relative_to(root)).replace("/", "_").replace(".example", "")
        copy.write_text(with_own_schemas(file.read_text(encoding="utf-8")), encoding="utf-8")
        made[file] = copy
    return made


# Behind the header of every table of the demo, one key that nobody knows.
def headers(text):
    return [m for m in re.finditer(r"^\[\[?[\w.]+\]\]?$", text, re.M)]


def demo_files():
    return [f for f in sorted((root / "config/demo/goslar").rglob("*.toml")) if "story" not in f.name]


def flagged_by_check(folder, file):
    said = subprocess.run([str(binary), "check", str(folder), "--json"], capture_output=True, text=True, timeout=60)
    name = str(file.relative_to(root / "config/demo/goslar"))
    return any(m["key"] == "unbekannt" and m["file"] == name for m in json.loads(said.stdout)["mistakes"])


# Tables whose keys are names know every key.
OPEN = re.compile(r"\.(codes|dimensions|measures|signs|where|skip)\]")


def unknown_keys(folder):
    demo = folder / "demo"
    shutil.copytree(root / "config/demo/goslar", demo)
    variants = {}
    for file in demo_files():
        text = file.read_text(encoding="utf-8")
        target = demo / file.relative_to(root / "config/demo/goslar")
        seen = set()
        for header in headers(text):
            kind = re.sub(r"\.[\w]+", ".*", header[0], count=1)
            if kind in seen or OPEN.search(header[0]):
                continue  # one table of each kind and file is enough
            seen.add(kind)
            wrong = text[:header.end()] + "\nunbekannt = 1" + text[header.end():]
            target.write_text(wrong, encoding="utf-8")
            if not flagged_by_check(demo, file):
                fail(f"check is content with an unknown key in {file.name}, {header[0]}")
            copy = folder / f"unknown_{len(variants)}.toml"
            copy.write_text(with_own_schemas(wrong), encoding="utf-8")
            variants[copy] = f"{file.name}, {header[0]}"
        target.write_text(text, encoding="utf-8")
    said = lint(variants)
    for copy, place in variants.items():
        if "unbekannt" not in said.get(copy, ""):
            fail(f"Taplo is content with an unknown key in {place}")
    return len(variants)


WRONG = {
    "rules": ['[rule.x]\nindicator = "a"\nseverity = "sginal"\n', "[rule.x]\nindicator = 3\n", '[rule.x]\nnotify = ["a"]\n',
              '[rule.x]\nindicator = "a"\nfor = 0\n', '[rule.x]\nindicator = "a"\n[[rule.x.when]]\ntest = "lvel"\n',
              '[rule.x]\nindicator = "a"\n[[rule.x.when]]\ntest = "level"\nagainst = "1 y"\n'],
    "indicators": ['[indicator.x]\nlimits = "l"\nvalue = "a"\n', '[indicator.x]\ntitle = { fr = "t" }\nlimits = "l"\n'],
    "recipients": ['[recipient.x]\nrole = "it"\n', '[recipient.x]\nmail = "a@b.example"\nchannels = ["fax"]\n'],
    "breaks": ['[break.x]\nwhy = "w"\ndate = "gestern"\n', '[break.x]\ndate = 2022-01-01\n'],
    "installation": ['[installation]\nname = "G"\narea = 3153\n', '[mail]\nfrom = "a@b.example"\nport = 70000\n'],
    "areas": ['[area]\n03153 = { nme = "Goslar" }\n', '[reform.x]\ndate = 2022-01-01\nwhy = "w"\n'],
    "sources": ['[source.x]\nkind = "tabel"\n', '[source.x]\nkind = "table"\nevery = "12"\n'],
}


def wrong_files(folder):
    files = {}
    for kind, texts in WRONG.items():
        for number, text in enumerate(texts):
            file = folder / f"wrong_{kind}_{number}.toml"
            file.write_text(f"#:schema {root.resolve()}/config/schema/{kind}.json\n{text}", encoding="utf-8")
            files[file] = text
    said = lint(files)
    for file, text in files.items():
        if file not in said:
            fail(f"Taplo is content with:\n{text}")


def sarif(folder):
    said = subprocess.run([str(binary), "check", str(root / "config/demo/goslar"), "--format", "sarif"],
                          capture_output=True, text=True, timeout=60).stdout
    (folder / "check.sarif").write_text(said, encoding="utf-8")
    program = ("const m=require('module').createRequire(process.argv[1]+'/');const fs=require('fs');"
               "const A=(x=>x.default||x)(m('ajv-draft-04'));const ajv=new A({strict:false,validateFormats:false,unicodeRegExp:false});"
               "const d=process.argv[1]+'/node_modules/@microsoft/jest-sarif/lib/schemas/';"
               "const v=ajv.compile(JSON.parse(fs.readFileSync(d+fs.readdirSync(d).find(f=>f.endsWith('.json')))));"
               "if(!v(JSON.parse(fs.readFileSync(process.argv[2])))){console.log(v.errors);process.exit(1)}")
    done = subprocess.run(["node", "-e", program, str(node.resolve()), str(folder / "check.sarif")],
                          capture_output=True, text=True, timeout=60)
    if done.returncode:
        fail(f"not SARIF 2.1.0:\n{done.stdout}{done.stderr}")


install()
with tempfile.TemporaryDirectory() as name:
    folder = pathlib.Path(name)
    made = copies(folder)
    for said in lint(made.values()).values():
        fail(f"a shipped file does not fit its schema:\n{said}")
    wrong_files(folder)
    places = unknown_keys(folder)
    sarif(folder)
    print(f"editor schemas: {len(made)} shipped files fit, {places} unknown keys found by Taplo and by check, SARIF valid")
