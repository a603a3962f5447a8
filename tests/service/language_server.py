#!/usr/bin/python3
# SPDX-License-Identifier: EUPL-1.2
"""The language server, driven over its protocol as an editor does: diagnostics of unsaved text, completion
of keys, names, words, codes and areas, hover with the last value, definitions, formatting.

Usage: language_server.py BINARY ROOT
"""
import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import time

binary, root = os.path.abspath(sys.argv[1]), pathlib.Path(sys.argv[2])


def fail(sentence):
    print(sentence)
    sys.exit(1)


class Editor:
    def __init__(self, folder, state):
        self.folder = folder
        self.server = subprocess.Popen([binary, "lsp", "--lang", "de", "--state", state], stdin=subprocess.PIPE,
                                       stdout=subprocess.PIPE)
        self.diagnostics = {}
        self.slowest = {}
        self.number = 0

    def uri(self, file):
        return (self.folder / file).as_uri()

    def send(self, message):
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        self.server.stdin.write(b"Content-Length: %d\r\n\r\n" % len(body) + body)
        self.server.stdin.flush()

    def receive(self):
        length = 0
        while (line := self.server.stdout.readline().strip()):
            if line.lower().startswith(b"content-length:"):
                length = int(line.split(b":")[1])
        if not length:
            fail("the server ended")
        return json.loads(self.server.stdout.read(length))

    def ask(self, method, **parameters):
        self.number += 1
        begin = time.perf_counter()
        self.send({"id": self.number, "method": method, "params": parameters})
        while True:
            message = self.receive()
            if message.get("id") == self.number:
                took = 1000 * (time.perf_counter() - begin)
                self.slowest[method] = max(took, self.slowest.get(method, 0))
                return message.get("result", message.get("error"))
            self.note(message)

    def note(self, message):
        if message.get("method") == "textDocument/publishDiagnostics":
            self.diagnostics[message["params"]["uri"]] = message["params"]["diagnostics"]

    def tell(self, method, **parameters):
        self.send({"method": method, "params": parameters})

    def write(self, file, text, opened=False):
        if opened:
            self.tell("textDocument/didOpen", textDocument={"uri": self.uri(file), "languageId": "toml", "version": 1,
                                                           "text": text})
        else:
            self.tell("textDocument/didChange", textDocument={"uri": self.uri(file), "version": 2},
                      contentChanges=[{"text": text}])
        # What was published is there when the next answer is.
        self.ask("textDocument/hover", textDocument={"uri": self.uri(file)}, position={"line": 0, "character": 0})

    # The text with one "|" where the cursor is.
    def at(self, file, text):
        before, after = text.split("|")
        self.write(file, before + after)
        return {"textDocument": {"uri": self.uri(file)},
                "position": {"line": before.count("\n"),
                             "character": len(before.split("\n")[-1].encode("utf-16-le")) // 2}}

    def labels(self, file, text):
        return {item["label"]: item for item in self.ask("textDocument/completion", **self.at(file, text))}


def expect(condition, sentence, shown):
    if not condition:
        fail(f"{sentence}: {json.dumps(shown, ensure_ascii=False)[:600]}")


def diagnostics(editor):
    file = "rules.d/recht.toml"
    good = (editor.folder / file).read_text(encoding="utf-8")
    editor.write(file, good, opened=True)
    expect(not editor.diagnostics.get(editor.uri(file)), "a good file has no diagnostics", editor.diagnostics)
    editor.write(file, good.replace('indicator = "einbuergerungsquote"', 'indicator = "einbürgerungsquote"', 1))
    found = editor.diagnostics[editor.uri(file)]
    expect(len(found) >= 1 and found[0]["severity"] == 1 and "kein Indikator" in found[0]["message"],
           "unsaved text is checked", found)
    line = good.split("\n").index('indicator = "einbuergerungsquote"')
    expect(found[0]["range"] == {"start": {"line": line, "character": 12}, "end": {"line": line, "character": 32}},
           "the range covers the name in its quotes, in UTF-16", found[0])
    editor.write(file, good)
    expect(editor.diagnostics[editor.uri(file)] == [], "what is mended is cleared", editor.diagnostics)
    on_disk = (editor.folder / file).read_text(encoding="utf-8")
    expect(on_disk == good, "nothing is written", file)


def completion(editor):
    head = '[rule.x]\nindicator = "einbuergerungsquote"\n'
    keys = editor.labels("rules.d/neu.toml", head + "no|")
    expect("notify" in keys and "indicator" not in keys, "keys that are not there yet", sorted(keys))
    expect("Empfänger" in keys["notify"]["documentation"]["value"], "with what they mean", keys["notify"])
    expect(keys["notify"]["textEdit"]["range"]["start"]["character"] == 0, "in place of what was begun", keys["notify"])
    tests = editor.labels("rules.d/neu.toml", head + '[[rule.x.when]]\ntest = "|"\n')
    expect({"level", "change", "signal"} <= set(tests), "tests", sorted(tests))
    own = editor.labels("rules.d/neu.toml", head + '[[rule.x.when]]\ntest = "change"\n|\n')
    expect("against" in own and "slack" not in own, "a test's own keys", sorted(own))
    names = editor.labels("rules.d/neu.toml", '[rule.x]\nindicator = "|"\n')
    expect("einbuergerungsquote" in names, "indicators", sorted(names))
    quoted = editor.labels("rules.d/neu.toml", "[rule.x]\nseverity = |\n")
    expect(quoted["urgent"]["textEdit"]["newText"] == '"urgent"', "words with their quotes", quoted)
    people = editor.labels("rules.d/neu.toml", head + 'notify = ["integration", "|"]\n')
    expect("statistik" in people, "recipients in a list", sorted(people))
    areas = editor.labels("rules.d/neu.toml", head + 'areas = ["|"]\n')
    expect("03153" in areas, "areas", sorted(areas))
    measures = editor.labels("indicators.d/neu.toml", '[indicator.y]\nvalue = "2 * |"\n')
    expect("schulabgaenge" in measures or len(measures) > 10, "measures", sorted(measures))
    codes = editor.labels("indicators.d/neu.toml", "[indicator.y]\nvalue = \"m{staatsangehoerigkeit='|'}\"\n")
    expect(any("ausl" in code for code in codes), "codes", sorted(codes))
    units = editor.labels("sources.d/neu.toml", '[source.z]\nkind = "table"\n[source.z.measures]\n'
                                               'm = 1\n[source.z.measures.n]\nunit = "|"\n')
    expect("persons" in units, "units", sorted(units))
    for file in ("rules.d/neu.toml", "indicators.d/neu.toml", "sources.d/neu.toml"):
        editor.tell("textDocument/didClose", textDocument={"uri": editor.uri(file)})


def sight(editor):
    file = "rules.d/recht.toml"
    text = (editor.folder / file).read_text(encoding="utf-8")
    on_name = editor.at(file, text.replace('"einbuergerungsquote"', '"einbuergerungs|quote"', 1))
    hover = editor.ask("textDocument/hover", **on_name)["contents"]["value"]
    expect("Einbürgerungsquote" in hover and "zuletzt 20" in hover and "Prozent" in hover,
           "title, unit and last value", hover)
    key = editor.ask("textDocument/hover", **editor.at(file, text.replace("severity ", "seve|rity ", 1)))
    expect("Stufe" in key["contents"]["value"], "what a key means", key)
    place = editor.ask("textDocument/definition", **on_name)
    expect(place["uri"] == editor.uri("indicators.d/recht.toml"), "where the indicator is defined", place)
    lines = (editor.folder / "indicators.d/recht.toml").read_text(encoding="utf-8").split("\n")
    expect(lines[place["range"]["start"]["line"]] == "[indicator.einbuergerungsquote]", "on its line", place)
    recipient = editor.ask("textDocument/definition", **editor.at(file, text.replace('owner     = "stat', 'owner     = "st|at', 1)))
    expect(recipient["uri"] == editor.uri("recipients.toml"), "where the recipient is defined", recipient)
    editor.write(file, text)


def formatting(editor):
    file = "breaks.d/goslar.toml"
    messy = 'a=1  \nlong   = 2\n[t]\ntext = """\n  x=1  \n"""\n\n\n'
    editor.write(file, messy, opened=True)
    edits = editor.ask("textDocument/formatting", textDocument={"uri": editor.uri(file)}, options={})
    expect(edits[0]["newText"] == 'a = 1\nlong   = 2\n[t]\ntext = """\n  x=1  \n"""\n', "only blanks move", edits)
    for shipped in editor.folder.rglob("*.toml"):
        name = str(shipped.relative_to(editor.folder))
        editor.write(name, shipped.read_text(encoding="utf-8"), opened=True)
        edits = editor.ask("textDocument/formatting", textDocument={"uri": editor.uri(name)}, options={})
        expect(edits == [], f"{name} is formatted already", edits)


with tempfile.TemporaryDirectory() as name:
    folder, state = pathlib.Path(name) / "Größe äöü", f"{name}/state"
    shutil.copytree(root / "config/demo/goslar", folder)
    subprocess.run([binary, "run", "--once", "--quiet", "--config", str(folder), "--state", state], check=True, timeout=300)
    editor = Editor(folder, state)
    capabilities = editor.ask("initialize", processId=None, rootUri=folder.as_uri(), capabilities={})["capabilities"]
    expect(capabilities["hoverProvider"], "capabilities", capabilities)
    editor.tell("initialized")
    diagnostics(editor)
    completion(editor)
    sight(editor)
    formatting(editor)
    unknown = editor.ask("textDocument/rename")
    expect(unknown["code"] == -32601, "what it cannot do, it says", unknown)
    editor.ask("shutdown")
    editor.tell("exit")
    if editor.server.wait(timeout=30) != 0:
        fail("the server ended badly")
    print("language server: all well; slowest answers in ms: " +
          ", ".join(f"{method.split('/')[-1]} {took:.0f}" for method, took in editor.slowest.items()))
