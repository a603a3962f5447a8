#!/usr/bin/env python3
# SPDX-License-Identifier: EUPL-1.2
"""What an operator would do with Prometheus: the shared workload as PromQL over the panel's months,
at the last point and, for one alert, over ten years. On loopback, on a port of its own; ended here.
prometheus_peer.py FOLDER_WITH_BINARIES PANEL.csv WORK_FOLDER [SECONDS]; prints one JSON line.
Processor time of the server, like ours; as many runs as fit into SECONDS."""
import csv
import datetime
import json
import os
import pathlib
import shutil
import signal
import socket
import statistics
import subprocess
import sys
import time
import urllib.parse
import urllib.request

LAST = "last_over_time(rate[45d])"
CHANGE = f"100 * ({LAST} / last_over_time(rate[45d] offset 365d) - 1)"
Z = f"({LAST} - avg_over_time(rate[1095d])) / stddev_over_time(rate[1095d])"
DISTRICT = f"avg by (kreis) ({LAST})"
# Rows, sums of the five series, counts of the three alerts, as every peer prints them.
CHECKS = [
    f"count({LAST})", f"sum({LAST})", f"sum({CHANGE})", "sum(avg_over_time(rate[365d]))",
    f"sum({Z})", f"sum({LAST} * 0 + on (kreis) group_left {DISTRICT})", f"count({CHANGE} > 3)",
    f"count({Z} > 1.5)", f"count({LAST} > on (kreis) group_left 1.02 * {DISTRICT})"]
REPLAY = f"count({CHANGE} > 3)"


def seconds_of(period):
    year, month = map(int, period.split("-"))
    return int(datetime.datetime(year, month, 1, tzinfo=datetime.timezone.utc).timestamp())


def write_open_metrics(panel, path):
    """Returns the last month's time."""
    times = {}
    with open(panel, newline="") as rows, open(path, "w") as out:
        out.write("# TYPE rate gauge\n")
        for area, kreis, land, period, value in list(csv.reader(rows))[1:]:
            when = times.setdefault(period, seconds_of(period))
            out.write(f'rate{{ags="{area}",kreis="{kreis}",land="{land}"}} {value} {when}\n')
        out.write("# EOF\n")
    return max(times.values())


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Server:
    def __init__(self, binary, data, folder):
        self.port = free_port()
        config = folder / "prometheus.yml"
        config.write_text("global: {scrape_interval: 1h}\n")
        self.process = subprocess.Popen(
            [binary, f"--config.file={config}", f"--storage.tsdb.path={data}",
             "--storage.tsdb.retention.time=100y", f"--web.listen-address=127.0.0.1:{self.port}",
             "--log.level=error", "--query.max-samples=200000000"],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

    def ask(self, path, **query):
        url = f"http://127.0.0.1:{self.port}{path}?{urllib.parse.urlencode(query)}"
        with urllib.request.urlopen(url, timeout=300) as answer:
            return answer.read()

    def wait(self):
        for _ in range(120):
            try:
                return self.ask("/-/ready")
            except OSError:
                time.sleep(0.5)
        raise SystemExit("Prometheus does not get ready")

    def processor_ms(self):
        fields = pathlib.Path(f"/proc/{self.process.pid}/stat").read_text().rsplit(")", 1)[1].split()
        return 1e3 * (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def peak_mib(self):
        for line in pathlib.Path(f"/proc/{self.process.pid}/status").read_text().splitlines():
            if line.startswith("VmHWM"):
                return int(line.split()[1]) / 1024
        return None

    def end(self):
        self.process.send_signal(signal.SIGTERM)
        self.process.wait(60)


def evaluate(server, when):
    values = []
    for query in CHECKS:
        answer = json.loads(server.ask("/api/v1/query", query=query, time=when))
        counted = answer["data"]["result"]  # a count of nothing is no answer
        values.append(float(counted[0]["value"][1]) if counted else 0.0)
    return values


def replay(server, when):
    answer = server.ask("/api/v1/query_range", query=REPLAY, start=when - 3650 * 86400, end=when,
                        step=30 * 86400)
    return len(json.loads(answer)["data"]["result"][0]["values"])


def measured(server, work):
    before = server.processor_ms()
    result = work()
    return server.processor_ms() - before, result


def measure(server, when, seconds):
    evaluations, replays, check = [], [], []
    evaluate(server, when)  # the first one reads the blocks
    end = time.monotonic() + seconds
    while len(evaluations) < 5 and (not evaluations or time.monotonic() < end):
        taken, check = measured(server, lambda: evaluate(server, when))
        evaluations.append(taken)
        replays.append(measured(server, lambda: replay(server, when))[0])
    return {"runs": len(evaluations), "last_period_ms": statistics.median(evaluations),
            "replay_ms": statistics.median(replays), "peak_mib": server.peak_mib(),
            "check_last_period": check}


def main():
    binaries, panel, folder = map(pathlib.Path, sys.argv[1:4])
    seconds = float(sys.argv[4]) if len(sys.argv) > 4 else 300
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    metrics, data = folder / "panel.om", folder / "data"
    last = write_open_metrics(panel, metrics)
    subprocess.run([binaries / "promtool", "tsdb", "create-blocks-from",
                    "--max-block-duration=87600h", "openmetrics", metrics, data],
                   check=True, stdout=subprocess.DEVNULL)
    server = Server(binaries / "prometheus", data, folder)
    try:
        server.wait()
        result = measure(server, last + 14 * 86400, seconds)
    finally:
        server.end()
    version = subprocess.run([binaries / "prometheus", "--version"], capture_output=True, text=True)
    result["version"] = (version.stdout + version.stderr).split()[2]
    shutil.rmtree(folder)
    print(json.dumps(result))


if __name__ == "__main__":
    main()
