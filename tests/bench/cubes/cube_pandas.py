#!/usr/bin/env python3
# SPDX-License-Identifier: EUPL-1.2
"""JSON-stat to a data frame with pandas, as pyjstat does it (row by row), or as a practised hand would
(the product of the categories at once). cube_pandas.py rows|product FILE [RUNS]; one JSON line."""
import itertools
import json
import statistics
import sys
import time

import pandas as pd


def categories(cube, name):
    category = cube["dimension"][name]["category"]
    codes = sorted(category["index"], key=category["index"].get)
    return codes, [category["label"][code] for code in codes]


def by_rows(cube):
    labels = [categories(cube, name)[1] for name in cube["id"]]
    rows = [[*place, value] for place, value in zip(itertools.product(*labels), cube["value"])]
    return pd.DataFrame(rows, columns=[*cube["id"], "value"])


def by_product(cube):
    codes = [categories(cube, name)[0] for name in cube["id"]]
    frame = pd.MultiIndex.from_product(codes, names=cube["id"]).to_frame(index=False)
    for name in cube["id"]:
        frame[name + " label"] = frame[name].map(cube["dimension"][name]["category"]["label"])
    frame["value"] = cube["value"]
    return frame


def read(file, how):
    with open(file, encoding="utf-8") as text:
        cube = json.load(text)
    return by_rows(cube) if how == "rows" else by_product(cube)


def main():
    readings = []
    for _ in range(int(sys.argv[3]) if len(sys.argv) > 3 else 5):
        before = time.process_time()
        frame = read(sys.argv[2], sys.argv[1])
        readings.append(1e3 * (time.process_time() - before))
    print(json.dumps({"version": pd.__version__, "ms": statistics.median(readings),
                      "rows": len(frame), "sum": float(frame["value"].sum())}))


main()
