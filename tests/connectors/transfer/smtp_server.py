#!/usr/bin/python3
# SPDX-License-Identifier: EUPL-1.2
"""A mail server on loopback that fails on command and keeps what it accepts, for tests.

    smtp_server.py --port-file F --mail-dir D [--port 0] [--script FILE_OR_RULES] [--hello-file H]
                   [--tls none|starttls|tls --cert C.pem --key K.pem] [--user U --password P]

Needs python3-aiosmtpd. Runs until it is ended (SIGTERM); F receives the port once it answers.

What it accepts lies in D, complete before its 250 is said:
    D/000001.eml ...    the exact bytes of each accepted message, in the order of acceptance
    D/deliveries.tsv    a line for each recipient of each: Message-Id, recipient, sender, file
so "every message arrived, none under two ids" is a question to the first columns of deliveries.tsv.

The script is a file, or the rules themselves, one a line or separated by ";". The first rule that fits
applies; everything else is accepted. "#" begins a comment.

    EVENT [ADDRESS] [first N] ACTION

EVENT    connect | mail | rcpt | data (the command) | message (after the final dot)
ADDRESS  for rcpt: applies to this recipient only
first N  applies N times, then no more
ACTION   NNN TEXT        answers this, e.g. 451 4.2.0 try again
         drop            closes the connection without an answer
         keep-and-drop   (message) stores it and then closes without an answer
         delay SECONDS   waits, then goes on as if nothing were

    smtp_server.py ... --script 'rcpt b@amt.de 550 5.1.1 unknown; message first 2 451 4.3.0 busy'
"""
import argparse
import asyncio
import email
import email.policy
import os
import re
import signal
import ssl
import warnings

from aiosmtpd.smtp import SMTP, AuthResult

EVENTS = ("connect", "mail", "rcpt", "data", "message")


class Rule:
    def __init__(self, text):
        words = text.split()
        self.event = words.pop(0)
        if self.event not in EVENTS or not words:
            raise SystemExit(f"smtp_server.py: cannot read the rule '{text}'")
        self.address = words.pop(0).lower() if "@" in words[0] else None
        self.left = None
        if words[0] == "first":
            self.left = int(words[1])
            words = words[2:]
        self.action = " ".join(words)
        if not re.match(r"(\d\d\d |drop$|keep-and-drop$|delay [\d.]+$)", self.action):
            raise SystemExit(f"smtp_server.py: cannot read the action of '{text}'")

    def fits(self, event, address):
        if event != self.event or self.left == 0:
            return False
        return self.address is None or self.address == address

    def take(self):
        if self.left is not None:
            self.left -= 1
        return self.action


class Script:
    def __init__(self, text):
        if text and os.path.exists(text):
            with open(text, encoding="utf-8") as file:
                text = file.read()
        lines = [line.split("#")[0].strip() for line in re.split(r"[;\n]", text or "")]
        self.rules = [Rule(line) for line in lines if line]

    def action(self, event, address=None):
        for rule in self.rules:
            if rule.fits(event, address):
                return rule.take()
        return None


class Mailbox:
    def __init__(self, folder):
        os.makedirs(folder, exist_ok=True)
        self.folder = folder
        self.count = sum(name.endswith(".eml") for name in os.listdir(folder))

    def keep(self, envelope):
        self.count += 1
        name = f"{self.count:06d}.eml"
        part = os.path.join(self.folder, name + ".part")
        with open(part, "wb") as file:
            file.write(envelope.original_content)
        os.rename(part, os.path.join(self.folder, name))
        head = email.message_from_bytes(envelope.original_content, policy=email.policy.compat32)
        message_id = str(head.get("Message-ID", "")).strip()
        with open(os.path.join(self.folder, "deliveries.tsv"), "a", encoding="utf-8") as file:
            for recipient in envelope.rcpt_tos:
                print(message_id, recipient, envelope.mail_from, name, sep="\t", file=file)


class Session(SMTP):
    """aiosmtpd's server, interrupted where the script says so."""

    async def obey(self, event, address=None):
        """The line to answer instead of the usual one, or None."""
        action = self.event_handler.script.action(event, address)
        if action is None:
            return None
        if action.startswith("delay "):
            await asyncio.sleep(float(action.split()[1]))
            return None
        if action in ("drop", "keep-and-drop"):
            if action == "keep-and-drop":
                self.event_handler.mailbox.keep(self.envelope)
            self.transport.close()
            raise asyncio.CancelledError
        return action

    async def push(self, status):
        if isinstance(status, str) and status.startswith("220 tuermer-test"):
            status = await self.obey("connect") or status
        await super().push(status)

    async def smtp_DATA(self, arg):
        refusal = await self.obey("data")
        if refusal:
            await self.push(refusal)
        else:
            await super().smtp_DATA(arg)


class Handler:
    def __init__(self, arguments):
        self.script = Script(arguments.script)
        self.mailbox = Mailbox(arguments.mail_dir)
        self.hello_file = arguments.hello_file

    async def handle_EHLO(self, server, session, envelope, hostname, responses):
        session.host_name = hostname
        if self.hello_file:
            with open(self.hello_file, "w", encoding="utf-8") as file:
                file.write(hostname)
        return responses

    async def handle_MAIL(self, server, session, envelope, address, options):
        refusal = await server.obey("mail")
        if refusal:
            return refusal
        envelope.mail_from = address
        return "250 2.1.0 ok"

    async def handle_RCPT(self, server, session, envelope, address, options):
        refusal = await server.obey("rcpt", address.lower())
        if refusal:
            return refusal
        envelope.rcpt_tos.append(address)
        return "250 2.1.5 ok"

    async def handle_DATA(self, server, session, envelope):
        refusal = await server.obey("message")
        if refusal:
            return refusal
        self.mailbox.keep(envelope)
        return "250 2.0.0 kept"


def tls_context(arguments):
    if arguments.tls == "none":
        return None
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(arguments.cert, arguments.key)
    return context


def session_maker(arguments, handler, context):
    def check(server, session, envelope, mechanism, login):
        right = (login.login, login.password) == (arguments.user.encode(), arguments.password.encode())
        return AuthResult(success=right, handled=False)

    options = dict(hostname="tuermer-test", enable_SMTPUTF8=True)
    if arguments.tls == "starttls":
        options.update(tls_context=context, require_starttls=True)
    if arguments.user:
        options.update(authenticator=check, auth_required=True,
                       auth_require_tls=arguments.tls == "starttls")
    return lambda: Session(handler, loop=asyncio.get_running_loop(), **options)


async def serve(arguments):
    handler = Handler(arguments)
    context = tls_context(arguments)
    loop = asyncio.get_running_loop()
    server = await loop.create_server(session_maker(arguments, handler, context), "127.0.0.1",
                                      arguments.port, ssl=context if arguments.tls == "tls" else None)
    with open(arguments.port_file + ".part", "w", encoding="ascii") as file:
        file.write(str(server.sockets[0].getsockname()[1]))
    os.rename(arguments.port_file + ".part", arguments.port_file)
    ended = asyncio.Event()
    loop.add_signal_handler(signal.SIGTERM, ended.set)
    await ended.wait()


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("--port-file", required=True)
    parser.add_argument("--mail-dir", required=True)
    parser.add_argument("--hello-file", help="receives the name that the client said in EHLO")
    parser.add_argument("--script", default="")
    parser.add_argument("--tls", choices=("none", "starttls", "tls"), default="none")
    parser.add_argument("--cert")
    parser.add_argument("--key")
    parser.add_argument("--user")
    parser.add_argument("--password", default="")
    warnings.simplefilter("ignore")
    asyncio.run(serve(parser.parse_args()))


if __name__ == "__main__":
    main()
