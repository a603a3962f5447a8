#!/usr/bin/python3
# SPDX-License-Identifier: EUPL-1.2
"""Runs both sides five times in turn and prints medians and ratios; exit 1 where they read different things.

    compare.py BENCH_SOURCES FILE [--json]
"""
import json
import os
import statistics
import subprocess
import sys

RUNS = 5
HERE = os.path.dirname(os.path.abspath(__file__))


def ask(command):
    return json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout)


def main():
    program, file = sys.argv[1:3]
    peer = ["/usr/bin/python3", os.path.join(HERE, "openpyxl_peer.py"), file]
    sides = {"Türmer": [program, file], "openpyxl": peer, "openpyxl read-only": peer + ["read-only"]}
    answers = {name: [] for name in sides}
    for _ in range(RUNS):
        for name, command in sides.items():
            answers[name].append(ask(command))
    read = {(answer["cells"], answer["sum"]) for all_of in answers.values() for answer in all_of}
    median = {name: {key: statistics.median(answer[key] for answer in all_of) for key in ("seconds", "peak_mib")}
              for name, all_of in answers.items()}
    ours = median["Türmer"]
    if "--json" in sys.argv:
        print(json.dumps({"cells": answers["Türmer"][0]["cells"], "median": median, "agree": len(read) == 1}))
    else:
        cells = answers["Türmer"][0]["cells"]
        print(f"XLSX, {cells:,} cells, {os.path.getsize(file) / 2**20:.1f} MiB packed; median of {RUNS} runs in turn")
        print(f"{'':20} {'seconds':>9} {'× Türmer':>9} {'peak MiB':>9} {'× Türmer':>9}")
        for name, values in median.items():
            print(f"{name:20} {values['seconds']:9.2f} {values['seconds'] / ours['seconds']:9.1f} "
                  f"{values['peak_mib']:9.0f} {values['peak_mib'] / ours['peak_mib']:9.1f}")
    if len(read) != 1:
        print(f"the sides do not agree: {sorted(read)}", file=sys.stderr)
        sys.exit(1)


if __name__ == "__main__":
    main()
