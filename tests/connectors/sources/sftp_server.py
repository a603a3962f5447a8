#!/usr/bin/python3
# SPDX-License-Identifier: EUPL-1.2
"""OpenSSH's own server on loopback, for whoever has the key, ended by SIGTERM.

    sftp_server.py --port-file F FOLDER      F receives the port once it answers. FOLDER gets `host.pub` and `host`, the
                                             server's keys, and `user`, the key that is let in.
"""
import argparse
import os
import shutil
import signal
import socket
import subprocess
import sys
import time


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--port-file", required=True)
    parser.add_argument("folder")
    arguments = parser.parse_args()
    folder = arguments.folder
    for name in ("host", "user"):
        subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", os.path.join(folder, name)], check=True)
    if os.getuid() == 0:
        os.makedirs("/run/sshd", exist_ok=True)  # as its unit file does
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    settings = os.path.join(folder, "settings")
    with open(settings, "w", encoding="utf-8") as file:
        file.write(f"Port {port}\nListenAddress 127.0.0.1\nHostKey {folder}/host\nAuthorizedKeysFile {folder}/user.pub\n"
                   "StrictModes no\nUsePAM no\nPasswordAuthentication no\nPermitRootLogin yes\nPidFile none\n"
                   "Subsystem sftp internal-sftp\n")
    server = subprocess.Popen([shutil.which("sshd", path="/usr/sbin:/usr/bin"), "-D", "-f", settings, "-E", folder + "/log"])
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    try:
        until_it_answers(port)
        with open(arguments.port_file + ".part", "w", encoding="ascii") as file:
            file.write(str(port))
        os.rename(arguments.port_file + ".part", arguments.port_file)
        server.wait()
    finally:
        server.terminate()
        server.wait()


def until_it_answers(port):
    for _ in range(100):
        with socket.socket() as door:
            if door.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)


if __name__ == "__main__":
    main()
