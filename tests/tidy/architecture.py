#!/usr/bin/env python3
# SPDX-License-Identifier: EUPL-1.2
"""The dependency rule, the homes of foreign libraries, and a few habits, read off the sources.

Usage: architecture.py ROOT. Prints each breach as file:line: sentence; exit 1 if there are any.
"""
import pathlib
import re
import sys

root = pathlib.Path(sys.argv[1])
# Which folders a folder may include from (rules ← {config, connectors} ← daemon).
MAY_INCLUDE = {
    "rules": {"rules"},
    "config": {"config", "rules"},
    "connectors": {"connectors", "rules"},
    "daemon": {"daemon", "config", "connectors", "rules"},
    "tests": {"tests", "daemon", "config", "connectors", "rules"},
}
# Within the core too, parts only look down.
CORE = ["base", "series", "areas", "formulas", "indicators", "statistics", "detectors", "quality", "alerts", "disclosure"]
# A foreign header and the places that may know it.
HOMES = {
    r"toml\+\+": ["config/document.cpp", "config/syntax.cpp"],
    r"curl/": ["connectors/transfer/"],
    r"unicode/": ["connectors/formats/", "daemon/present/"],
    r"simdjson": ["connectors/formats/json.cpp"],
    r"expat\.h": ["connectors/formats/xml.cpp"],
    r"zlib\.h": ["connectors/formats/zip/gzip.cpp"],
    r"zip\.h": ["connectors/formats/zip/archive.cpp"],
    r"sqlite3\.h": ["daemon/store/", "connectors/sources/sql/"],
    r"sql(ext)?\.h": ["connectors/sources/sql/"],
    r"zstd\.h": ["daemon/store/"],
    r"spdlog/": ["daemon/log.cpp"],
    r"gmime/": ["daemon/present/"],
    r"(cairo|pango)": ["daemon/present/"],
    r"mustache\.hpp": ["daemon/present/"],
    r"systemd/": ["daemon/supervisor.cpp"],
    r"CLI/": ["daemon/commands/command_line.cpp"],
    r"openssl/": ["rules/base/digest.cpp"],
    r"boost/asio": ["connectors/", "daemon/"],
}
# Words that belong to one place only.
ONCE = {
    r"system_clock::now|steady_clock::now|std::time\(": ["daemon/clock.cpp", "connectors/transfer/", "tests/"],
    r"\bgetenv\b": ["daemon/environment.cpp", "tests/"],
    r"boost/asio\.hpp": [],
}

breaches = []
types = {}  # (namespace, name) → first place: one name is one type in the whole program


def breach(path, number, sentence):
    breaches.append(f"{path}:{number}: {sentence}")


def check_include(path, number, header, quoted):
    folder = path.split("/")[0]
    if quoted:
        target = header.split("/")[0]
        sibling = folder == "tests" and "/" not in header
        if not sibling and target not in MAY_INCLUDE[folder]:
            breach(path, number, f"{folder}/ may not include {header}")
        if folder == "rules" and path.count("/") > 1 and header.count("/") > 1:
            here, there = path.split("/")[1], header.split("/")[1]
            unit_of_series = header == "rules/formulas/unit.hpp"
            if here in CORE and there in CORE and CORE.index(there) > CORE.index(here) and not unit_of_series:
                breach(path, number, f"rules/{here} may not look up to {header}")
        return
    for pattern, homes in HOMES.items():
        if re.match(pattern, header) and folder != "tests" and not any(path.startswith(h) for h in homes):
            breach(path, number, f"<{header}> has its home in {', '.join(homes)}")


for file in sorted(root.rglob("*")):
    if file.suffix not in {".cpp", ".hpp"}:
        continue
    path = str(file.relative_to(root))
    if path.split("/")[0] not in MAY_INCLUDE:
        continue
    lines = file.read_text(encoding="utf-8").split("\n")
    if file.suffix == ".hpp" and path.split("/")[0] != "tests":
        namespace = ""
        for number, line in enumerate(lines, 1):
            opened = re.match(r"namespace ([\w:]+) \{", line)
            namespace = opened[1] if opened else namespace
            made = re.match(r"(?:struct|class|enum class) (\w+)(?!\w|::)[^;]*\{", line)
            if made:
                first = types.setdefault((namespace, made[1]), f"{path}:{number}")
                if first != f"{path}:{number}":
                    breach(path, number, f"{namespace}::{made[1]} is already the name of a type in {first}")
    if "SPDX-License-Identifier: EUPL-1.2" not in lines[0]:
        breach(path, 1, "the SPDX line is missing")
    for number, line in enumerate(lines, 1):
        include = re.match(r'#include ([<"])([^>"]+)[>"]', line)
        if include:
            check_include(path, number, include[2], include[1] == '"')
        for pattern, homes in ONCE.items():
            if re.search(pattern, line) and not any(path.startswith(h) for h in homes):
                breach(path, number, f"'{pattern}' belongs to {', '.join(homes) or 'nobody'}")
        if re.search(r"\b(TO" + r"DO|FIX" + r"ME)\b", line):
            breach(path, number, "a left-over")

for file in sorted(root.rglob("*")):
    path = str(file.relative_to(root))
    is_script = file.suffix in {".py", ".sh", ".mjs", ".cmake"} or file.name in {"CMakeLists.txt", "dev", "lint", "run"}
    if file.is_file() and is_script and not path.startswith(("build", ".")):
        if "SPDX-License-Identifier: EUPL-1.2" not in file.read_text(encoding="utf-8")[:200]:
            breach(path, 1, "the SPDX line is missing")

print("\n".join(breaches) if breaches else "architecture: no breach")
sys.exit(1 if breaches else 0)
