#!/usr/bin/python3
# SPDX-License-Identifier: EUPL-1.2
"""openpyxl reads a workbook whole, as a script does that wants its table: one JSON line.

    openpyxl_peer.py FILE [read-only]

seconds: from the open file to the last value; peak_mib: of the whole process; cells, sum: what was read.
"""
import json
import resource
import sys
import time

import openpyxl


def main():
    read_only = sys.argv[2:] == ["read-only"]
    begun = time.perf_counter()
    book = openpyxl.load_workbook(sys.argv[1], read_only=read_only, data_only=True)
    rows = list(book.worksheets[0].iter_rows(values_only=True))
    seconds = time.perf_counter() - begun
    cells = sum(value is not None for row in rows[1:] for value in row)
    total = sum(value for row in rows[1:] for value in row[3:8])
    print(json.dumps({"seconds": seconds, "cells": cells, "sum": total,
                      "peak_mib": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024}))


if __name__ == "__main__":
    main()
