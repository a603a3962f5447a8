#!/usr/bin/python3
# SPDX-License-Identifier: EUPL-1.2
"""A PostgreSQL server of its own on loopback, with a table of figures, run as an ordinary user.

    postgres_server.py --port-file F      F receives the port once it answers; ended by SIGTERM.
"""
import argparse
import glob
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile

NOBODY = 65534
TABLE = """
CREATE TABLE zahlen (jahr int, ags text, wert numeric(12,2), bemerkung text);
INSERT INTO zahlen VALUES (2023, '03153', 1234.50, 'Größe; "ä"'), (2024, '03153', 48.00, NULL);
CREATE ROLE leser LOGIN PASSWORD 'geheim}wort';
GRANT ALL ON zahlen TO leser;
"""


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--port-file", required=True)
    arguments = parser.parse_args()
    tools = sorted(glob.glob("/usr/lib/postgresql/*/bin"))[-1]
    folder = tempfile.mkdtemp(prefix="tuermer-postgres-")
    as_user = {}
    if os.getuid() == 0:  # PostgreSQL does not run as root
        os.chown(folder, NOBODY, NOBODY)
        as_user = {"user": NOBODY, "group": NOBODY, "extra_groups": []}
    data = os.path.join(folder, "data")
    quiet = {"stdout": subprocess.DEVNULL, "cwd": folder, **as_user}
    word = os.path.join(folder, "word")
    with open(word, "w", encoding="ascii") as file:
        file.write("chef\n")
    os.chmod(word, 0o644)
    subprocess.run([tools + "/initdb", "-D", data, "-A", "scram-sha-256", "-U", "chef", "--encoding=UTF8", "--locale=C.UTF-8",
                    "--pwfile", word], check=True, **quiet)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = subprocess.Popen([tools + "/postgres", "-D", data, "-p", str(port), "-h", "127.0.0.1", "-k", folder, "-c", "fsync=off",
                               "-c", "logging_collector=off"], stderr=subprocess.DEVNULL, **quiet)

    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    try:
        serve(server, tools, port, arguments.port_file, quiet)
    finally:
        server.send_signal(signal.SIGINT)
        server.wait()
        shutil.rmtree(folder, ignore_errors=True)


def serve(server, tools, port, port_file, quiet):
    environment = {"PGPASSWORD": "chef", "PATH": "/usr/bin:/bin"}
    ask = [tools + "/psql", "-h", "127.0.0.1", "-p", str(port), "-U", "chef", "-d", "postgres", "-v", "ON_ERROR_STOP=1", "-q"]
    for _ in range(100):
        if subprocess.run(ask, input=TABLE.encode(), env=environment, stderr=subprocess.DEVNULL, **quiet).returncode == 0:
            break
        subprocess.run(["sleep", "0.1"], check=True)
    with open(port_file + ".part", "w", encoding="ascii") as file:
        file.write(str(port))
    os.rename(port_file + ".part", port_file)
    server.wait()


if __name__ == "__main__":
    main()
