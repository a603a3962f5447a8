#!/usr/bin/python3
# SPDX-License-Identifier: EUPL-1.2
"""A publisher's web server, with the answers that table sources meet. Listens on loopback until ended.

    server.py --port-file F      F receives the port once the server answers.

/table.csv (ETag)  /dated/table_2025-10-17.csv  /same.csv (no validator)  /gzip.csv  /truncated.csv
/page.csv (an HTML page with status 200)  /busy.csv (503, Retry-After: 90)  /broken.csv (503)
/shelf/… (what was laid there by PUT)  /long.csv (a table of 18 MB)  /gone.csv (404)  /private.csv (403)  /empty.csv  /calendar.ics (15 October of every year)
"""
import argparse
import gzip
import http.server
import os

TABLE = "Jahr;AGS;Wert\r\n2023;03153;1.234,5\r\n2024;03153;48\r\n".encode()
CALENDAR = "\r\n".join([
    "BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Amt//DE", "BEGIN:VEVENT", "UID:1", "SUMMARY:Schulen",
    "DTSTART;VALUE=DATE:20201015", "RRULE:FREQ=YEARLY", "END:VEVENT", "END:VCALENDAR", ""]).encode()
PAGE = b"<!DOCTYPE html><html><head><title>Wartungsarbeiten</title></head><body>;;;</body></html>"


def long_table():
    return TABLE + "".join(f"2024;{area:08};7\r\n" for area in range(1_050_000)).encode()


shelf = {}


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *_):
        pass

    def answer(self, body, status=200, length=None, **headers):
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.send_header("Content-Length", str(len(body) if length is None else length))
        self.end_headers()
        self.wfile.write(body)

    def do_PUT(self):
        shelf[self.path] = self.rfile.read(int(self.headers["Content-Length"]))
        return self.answer(b"", 201)

    def do_GET(self):
        if self.path in shelf:
            return self.answer(shelf[self.path])
        if self.path == "/table.csv" and self.headers.get("If-None-Match") == '"v1"':
            return self.answer(b"", 304, ETag='"v1"')
        if self.path == "/truncated.csv":
            self.close_connection = True
            return self.answer(TABLE[:20], length=len(TABLE))
        pages = {
            "/table.csv": lambda: self.answer(TABLE, ETag='"v1"', Content_Type="text/csv"),
            "/dated/table_2025-10-17.csv": lambda: self.answer(TABLE),
            "/long.csv": lambda: self.answer(long_table()),
            "/same.csv": lambda: self.answer(TABLE),
            "/gzip.csv": lambda: self.answer(gzip.compress(TABLE), Content_Encoding="gzip"),
            "/page.csv": lambda: self.answer(PAGE, Content_Type="text/csv"),
            "/busy.csv": lambda: self.answer(b"later", 503, Retry_After="90"),
            "/broken.csv": lambda: self.answer(b"broken", 503),
            "/private.csv": lambda: self.answer(b"no", 403),
            "/calendar.ics": lambda: self.answer(CALENDAR, Content_Type="text/calendar"),
            "/empty.csv": lambda: self.answer(b""),
        }
        return pages.get(self.path, lambda: self.answer(b"no such page", 404))()


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--port-file", required=True)
    arguments = parser.parse_args()
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    with open(arguments.port_file + ".part", "w", encoding="ascii") as file:
        file.write(str(server.server_address[1]))
    os.rename(arguments.port_file + ".part", arguments.port_file)
    server.serve_forever(poll_interval=3600)


if __name__ == "__main__":
    main()
