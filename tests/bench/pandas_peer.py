#!/usr/bin/env python3
# SPDX-License-Identifier: EUPL-1.2
"""What a statistician would do with pandas: the shared workload recomputed for all periods.
pandas_peer.py PANEL.csv [RUNS]; prints one JSON line. Processor time, like ours."""
import json
import statistics
import sys
import time

import pandas as pd


def workload(panel):
    by_area = panel.groupby("area", sort=False)["value"]
    result = pd.DataFrame({"last": panel["value"]})
    result["change"] = 100 * (panel["value"] / by_area.shift(12) - 1)
    result["mean12"] = by_area.rolling(12).mean().values
    mean36, sd36 = by_area.rolling(36).mean().values, by_area.rolling(36).std(ddof=0).values
    result["z36"] = (panel["value"].values - mean36) / sd36
    result["district"] = panel.groupby(["kreis", "period"], sort=False)["value"].transform("mean")
    result["alert_change"] = result["change"] > 3
    result["alert_z36"] = result["z36"] > 1.5
    result["alert_gap"] = result["last"] > 1.02 * result["district"]
    return result


def main():
    texts = {name: str for name in ("area", "kreis", "land", "period")}
    panel = pd.read_csv(sys.argv[1], dtype=texts)
    readings = []
    for _ in range(int(sys.argv[2]) if len(sys.argv) > 2 else 5):
        before = time.process_time()
        result = workload(panel)
        readings.append(1e3 * (time.process_time() - before))
    last = result[panel["period"] == panel["period"].max()]
    columns = ("last", "change", "mean12", "z36", "district", "alert_change", "alert_z36", "alert_gap")
    check = [float(len(last))] + [float(last[column].sum()) for column in columns]
    print(json.dumps({"version": pd.__version__, "runs": len(readings),
                      "all_periods_ms": statistics.median(readings), "check_last_period": check}))


main()
