# SPDX-License-Identifier: EUPL-1.2
"""What the service tests share: a demo installation of one's own, a mail server, the real program."""
import atexit
import csv
import os
import pathlib
import re
import shutil
import subprocess
import sys
import time


class House:
    """One Türmer with its folders under `folder`; mails go to the given SMTP port, or to the spool."""

    def __init__(self, binary, root, folder, smtp_port=None):
        self.binary, self.folder = binary, pathlib.Path(folder)
        self.config, self.state = self.folder / "config", self.folder / "state"
        shutil.copytree(pathlib.Path(root) / "config/demo/goslar", self.config, dirs_exist_ok=True)
        if smtp_port:
            self.set_mail(f'host = "127.0.0.1"\nport = {smtp_port}\nsecurity = "none"\n'
                          "i_accept_plain_text = true\n")
            recipients = self.config / "recipients.toml"
            recipients.write_text(recipients.read_text().replace('"spool"', '"smtp"'))

    def set_mail(self, lines):
        """Replaces [mail] in tuermer.toml, keeping the sender."""
        file = self.config / "tuermer.toml"
        text = re.sub(r"(?ms)^\[mail\].*?(?=^\[|\Z)", "", file.read_text())
        file.write_text(text + f'\n[mail]\nfrom = "Türmer <tuermer@landkreis-goslar.example>"\n{lines}')

    def command(self, *words, state=True):
        place = ["--config", str(self.config)] + (["--state", str(self.state)] if state else [])
        return [self.binary, *words, *place]

    def run(self, *words, **options):
        return subprocess.run(self.command(*words), capture_output=True, text=True, timeout=120, **options)

    def start(self, *words):
        return subprocess.Popen(self.command("run", *words), stdout=subprocess.DEVNULL,
                                stderr=subprocess.DEVNULL)

    def waiting(self):
        """Addresses that have neither been reached nor given up."""
        answer = subprocess.run(["sqlite3", str(self.state / "tuermer.db"),
                                 "select count(*) from outbox_address where state = 'waiting'"],
                                capture_output=True, text=True, timeout=30)
        return int(answer.stdout) if answer.stdout.strip() else None


class MailServer:
    """tests/connectors/transfer/smtp_server.py, started and ended."""

    def __init__(self, root, folder, *options):
        self.folder = pathlib.Path(folder)
        self.folder.mkdir(parents=True, exist_ok=True)
        port_file = self.folder / "port"
        script = pathlib.Path(root) / "tests/connectors/transfer/smtp_server.py"
        self.process = subprocess.Popen(["/usr/bin/python3", str(script), "--port-file", str(port_file),
                                         "--mail-dir", str(self.folder), *options])
        for _ in range(200):
            if port_file.exists() and port_file.read_text().strip():
                break
            time.sleep(0.05)
        self.port = int(port_file.read_text())
        atexit.register(self.process.kill)

    def deliveries(self):
        """(Message-Id, recipient) in the order of acceptance."""
        file = self.folder / "deliveries.tsv"
        if not file.exists():
            return []
        with open(file, encoding="utf-8") as lines:
            return [(row[0], row[1]) for row in csv.reader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)]

    def end(self):
        self.process.terminate()
        self.process.wait(timeout=20)


def shared_data():
    """../shared/data, or nothing."""
    root = pathlib.Path(__file__).resolve().parents[2]
    folder = pathlib.Path(os.environ.get("TUERMER_SHARED", root.parent / "shared")) / "data"
    return folder if folder.is_dir() else None


def fail(sentence):
    print("FAILED:", sentence)
    sys.exit(1)
