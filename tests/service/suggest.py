#!/usr/bin/python3
# SPDX-License-Identifier: EUPL-1.2
"""`tuermer source suggest` writes a source that `check` accepts and that `fetch --dry-run` reads whole, from a file and
from an address; its JSON has always the same members.

Usage: suggest.py BINARY ROOT
"""
import functools
import http.server
import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile
import threading
import time

from house import fail

binary = sys.argv[1]
MEMBERS = ["format", "encoding", "dialect", "tables", "refused"]
COUNTS = ["rows", "columns", "periods", "areas", "measures", "cells", "unread"]
SERVICES = {
    "eurostat": "eurostat/statistics/1.0/data/demo_test",
    "sdmx": "sdmx/data/AMT,FLOW,1.0/all",
    "pxweb v1": "pxweb1/api/v1/de/db/folder/tab.px",
    "pxweb v2": "pxweb2/api/v2/tables/TAB1",
    "ckan": "ckan/dataset/zahlen",
    "rows": "rows/api/explore/v2.1/catalog/datasets/zahlen/records",
}
TABLE = "Jahr;AGS;Geschlecht;Arbeitslose;Quote\n" + "".join(
    f"{year};0315{area};{sex};1.2{year % 100};5,{area}\n" for year in range(2015, 2025) for area in (3, 4) for sex in ("m", "w"))


def tuermer(*words):
    return subprocess.run([binary, *map(str, words)], capture_output=True, text=True, timeout=120)


def described(answer, status):
    if answer.returncode != status:
        fail(f"ended with {answer.returncode}, not {status}: {answer.stdout}{answer.stderr}")
    report = json.loads(answer.stdout)
    if list(report) != MEMBERS:
        fail(f"members {list(report)}")
    return report


def lived(folder, where):
    """The suggestion as part of an installation: figures understood by a dry run of all its sources."""
    report = described(tuermer("source", "suggest", where, "--json"), 0)
    if report["refused"] is not None or any(list(table) != COUNTS for table in report["tables"]):
        fail(f"unexpected: {report}")
    written = tuermer("source", "suggest", where).stdout
    (folder / "sources.d").mkdir(exist_ok=True)
    (folder / "sources.d/x.toml").write_text(written, encoding="utf-8")
    checked = tuermer("check", folder)
    if checked.returncode != 0:
        fail(f"check: {checked.stdout}{written}")
    cells = 0
    for source in re.findall(r"^\[source\.(\w+)\]$", written, re.MULTILINE):
        dry = json.loads(tuermer("fetch", source, "--dry-run", "--json", "--config", folder).stdout)
        if dry[0].get("unread_total") != 0:
            fail(f"dry run: {dry}")
        cells += dry[0]["cells"]
    if cells != sum(table["cells"] for table in report["tables"]):
        fail(f"{cells} figures were read, suggested: {report['tables']}")
    return report["tables"][0]


with tempfile.TemporaryDirectory() as temporary:
    folder = pathlib.Path(temporary)
    (folder / "tuermer.toml").write_text('[installation]\nname = "Goslar"\narea = "03153"\n', encoding="utf-8")
    data = folder / "arbeitslose.csv"
    data.write_text(TABLE, encoding="utf-8")
    os.utime(data, (1.7e9, 1.7e9))  # a file just written might not be whole yet
    table = lived(folder, data)
    if [table[name] for name in COUNTS] != [40, 5, 10, 2, 2, 80, 0]:
        fail(f"counted otherwise: {table}")

    handler = functools.partial(http.server.SimpleHTTPRequestHandler, directory=temporary)
    handler.func.log_message = lambda *_: None
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    if lived(folder, f"http://127.0.0.1:{server.server_address[1]}/arbeitslose.csv") != table:
        fail("an address is described otherwise than the same file")
    gone = described(tuermer("source", "suggest", f"http://127.0.0.1:{server.server_address[1]}/nichts.csv", "--json"), 1)
    server.shutdown()
    if gone["refused"]["reason"] != "gone" or gone["tables"]:
        fail(f"a missing address: {gone}")

    # Services: the source is of their kind, and asks as it should.
    port_file = folder / "port"
    services = subprocess.Popen(["/usr/bin/python3", str(pathlib.Path(sys.argv[2]) / "tests/connectors/sources/services.py"),
                                 "--port-file", str(port_file)])
    while not port_file.exists():
        time.sleep(0.05)
    base = f"http://127.0.0.1:{port_file.read_text()}/"
    for kind, where in SERVICES.items():
        described_table = lived(folder, base + where)
        # Of a portal's dataset it is the newest resource.
        if described_table["cells"] != (2 if kind == "ckan" else 4) or f'kind = "{kind.split()[0]}"' not in (folder / "sources.d/x.toml").read_text():
            fail(f"{kind}: {described_table}")
    services.terminate()
    services.wait()

    # What needs a login is described by a file that was downloaded there.
    address = "https://www.regionalstatistik.de/genesis/online?operation=table&code=12411-01-01-4"
    if "--url" not in tuermer("source", "suggest", address).stderr:
        fail("a service behind a login does not say how to go on")
    written = tuermer("source", "suggest", data, "--url", address).stdout
    (folder / "sources.d/x.toml").write_text(written, encoding="utf-8")
    if 'kind = "genesis"' not in written or tuermer("check", folder).returncode != 0:
        fail(f"a file of a service is described so: {written}")

    page = folder / "wartung.html"
    page.write_text("<!DOCTYPE html><html><title>Wartung</title></html>", encoding="utf-8")
    if described(tuermer("source", "suggest", page, "--json"), 1)["refused"]["reason"] != "foreign":
        fail("a page is taken for data")
    if tuermer("source", "suggest", folder / "nirgends.csv").returncode != 2:
        fail("a missing file ends otherwise than with 2")
    print("a file, an address and services of six kinds are described, checked and read whole; a page, a gap and nothing are refused")
