#!/usr/bin/python3
# SPDX-License-Identifier: EUPL-1.2
"""A web server with every bad habit, for tests. It listens on loopback until it is ended.

    http_server.py --port-file F [--port 0] [--cert C.pem --key K.pem]

F receives the port once the server answers. Without --port any free port is taken.

/ok  /echo (what was asked, as JSON)  /etag  /modified  /gzip  /bomb (200 MB of zeros in 900 kB)
/broken-gzip  /drip (a byte each 50 ms)  /stalled  /truncated  /chunk-truncated  /endless  /nothing
/redirect/N (N hops)  /loop  /elsewhere?URL  /see-other  /unavailable (503, Retry-After: 120)
/unavailable-until (503, a date one hour after Date)  /crowd (the most requests seen at once)
/moment (429, Retry-After: 1, the first time)
/private (Basic, user "amt", password "geheim")
"""
import argparse
import base64
import functools
import gzip
import http.server
import json
import os
import ssl
import threading
import time
import urllib.parse

LAST_MODIFIED = "Thu, 27 Jun 2024 08:00:00 GMT"


@functools.lru_cache
def bomb():
    return gzip.compress(bytes(200_000_000), compresslevel=1)


class Crowd:
    def __init__(self):
        self.lock = threading.Lock()
        self.present = 0
        self.most = 0

    def __enter__(self):
        with self.lock:
            self.present += 1
            self.most = max(self.most, self.present)

    def __exit__(self, *_):
        with self.lock:
            self.present -= 1


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    crowd = Crowd()
    moments = 0

    def log_message(self, *_):
        pass

    def answer(self, body=b"", status=200, **headers):
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def begin(self, **headers):
        self.send_response(200)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()

    def do_GET(self):
        length = int(self.headers.get("Content-Length", 0))
        self.body = self.rfile.read(length)
        url = urllib.parse.urlsplit(self.path)
        self.query = urllib.parse.unquote(url.query)
        name, _, self.rest = url.path.strip("/").partition("/")
        if url.netloc:
            return self.answer(b"through the proxy: " + self.path.encode())
        page = getattr(self, "page_" + name.replace("-", "_"), None)
        try:
            return page() if page else self.answer(b"no such page", 404)
        except (BrokenPipeError, ConnectionResetError, ssl.SSLError):
            self.close_connection = True

    do_POST = do_HEAD = do_GET

    def page_ok(self):
        self.answer(b"jahr;wert\r\n2024;48\r\n", Content_Type="Text/CSV; charset=utf-8")

    def page_echo(self):
        headers = {name.lower(): value for name, value in self.headers.items()}
        asked = dict(method=self.command, path=self.path, headers=headers, body=self.body.decode())
        self.answer(json.dumps(asked).encode(), Content_Type="application/json")

    def page_etag(self):
        if self.headers.get("If-None-Match") == '"v7"':
            return self.answer(status=304, ETag='"v7"')
        return self.answer(b"seven", ETag='"v7"')

    def page_modified(self):
        if self.headers.get("If-Modified-Since") == LAST_MODIFIED:
            return self.answer(status=304)
        return self.answer(b"of June", Last_Modified=LAST_MODIFIED)

    def page_gzip(self):
        self.answer(gzip.compress("Schüler".encode() * 1000), Content_Encoding="gzip")

    def page_bomb(self):
        self.answer(bomb(), Content_Encoding="gzip")

    def page_broken_gzip(self):
        self.answer(b"\x1f\x8b\x08\x00 this is no gzip at all", Content_Encoding="gzip")

    def page_drip(self):
        self.begin(Content_Length="400")
        for _ in range(400):
            self.wfile.write(b".")
            time.sleep(0.05)

    def page_stalled(self):
        self.begin(Content_Length="400")
        self.wfile.write(b".")
        time.sleep(20)

    def page_truncated(self):
        self.begin(Content_Length="1000")
        self.wfile.write(b"jahr;wert\r\n")
        self.close_connection = True

    def page_chunk_truncated(self):
        self.begin(Transfer_Encoding="chunked")
        self.wfile.write(b"b\r\njahr;wert\r\n\r\n")
        self.close_connection = True

    def page_endless(self):
        self.begin(Connection="close")
        while True:
            self.wfile.write(bytes(65536))

    def page_nothing(self):
        self.close_connection = True

    def page_redirect(self):
        left = int(self.rest or 0)
        if left == 0:
            return self.page_echo()
        return self.answer(status=302, Location=f"/redirect/{left - 1}")

    def page_loop(self):
        self.answer(status=302, Location="/loop")

    def page_elsewhere(self):
        self.answer(status=301, Location=self.query)

    def page_see_other(self):
        self.answer(status=303, Location="/echo")

    def page_unavailable(self):
        self.answer(b"down for maintenance", 503, Retry_After="120")

    def page_unavailable_until(self):
        self.answer(b"later", 503, Retry_After=self.date_time_string(time.time() + 3600))

    def page_moment(self):
        Handler.moments += 1
        if Handler.moments == 1:
            return self.answer(b"in a moment", 429, Retry_After="1")
        return self.answer(b"again")

    def page_crowd(self):
        with self.crowd:
            time.sleep(0.05)
            self.answer(str(self.crowd.most).encode())

    def page_private(self):
        expected = "Basic " + base64.b64encode(b"amt:geheim").decode()
        if self.headers.get("Authorization") != expected:
            return self.answer(b"who are you?", 401)
        return self.answer(b"welcome")


class Server(http.server.ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, *_):
        pass  # clients that give up are what the tests are about


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("--port-file", required=True)
    parser.add_argument("--cert")
    parser.add_argument("--key")
    arguments = parser.parse_args()
    server = Server(("127.0.0.1", arguments.port), Handler)
    if arguments.cert:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(arguments.cert, arguments.key)
        server.socket = context.wrap_socket(server.socket, server_side=True,
                                            do_handshake_on_connect=False)
    with open(arguments.port_file + ".part", "w", encoding="ascii") as file:
        file.write(str(server.server_address[1]))
    os.rename(arguments.port_file + ".part", arguments.port_file)
    server.serve_forever(poll_interval=3600)


if __name__ == "__main__":
    main()
