#!/usr/bin/python3
# SPDX-License-Identifier: EUPL-1.2
"""Services that give records page by page, and an open-data portal, as the fixtures show them.
Listens on loopback until ended.

    portal_server.py --port-file F [--cert C.pem --key K.pem]     F receives the port once the server answers.

/mode/NAME says how everything is answered from now on:
    good  revised (one figure is another one)  empty  truncated  page (HTML with status 200)  slow  endless
    busy (503, Retry-After: 90)  private (403)

Records: /ods/records (total_count, limit and offset), /ods/cut (speaks of more than it gives), /ods/many (12,000),
/socrata.json ($limit, $offset, needs $order), /arcgis/query (exceededTransferLimit), /ogc/items (links),
/elsewhere/items (the next page on another host), /stuck.json (ignores the offset), /inkar (POST, JSON in JSON),
/error/query (ArcGIS: an error with status 200).
Portal: /api/3/action/package_show?id=haushalte|einzeln|leer, /files/….csv (ETag).
"""
import argparse
import http.server
import json
import os
import ssl
import time
import urllib.parse

RECORDS = [{"jahr": str(2000 + i // 10), "ags": f"031{i % 10:02d}", "wert": i} for i in range(25)]
PAGE = b"<!DOCTYPE html><html><head><title>Wartungsarbeiten</title></head><body>;;;</body></html>"
FILES = {
    "/files/2022.csv": "Jahr;AGS;Wert\n2022;03153;10\n",
    "/files/2023.csv": "Jahr;AGS;Wert\n2023;03153;11\n",
    "/files/2024.csv": "Jahr;AGS;Wert\n2024;03153;12\n",
}


def resource(title, path, kind="CSV"):
    return {"id": "id-" + title, "name": title, "format": kind, "url": path, "last_modified": None, "created": "2024-01-01T00:00:00"}


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    mode = "good"

    def log_message(self, *_):
        pass

    def head(self, status, length, headers):
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        if length is not None:
            self.send_header("Content-Length", str(length))
        self.end_headers()

    def answer(self, body, status=200, **headers):
        getattr(self, "answer_" + Handler.mode, self.answer_good)(body, status, headers)

    def answer_good(self, body, status, headers):
        self.head(status, len(body), headers)
        self.wfile.write(body)

    def answer_empty(self, _, status, headers):
        self.head(status, 0, headers)

    def answer_page(self, *_):
        self.answer_good(PAGE, 200, {"Content_Type": "text/html"})

    def answer_busy(self, *_):
        self.answer_good(b"later", 503, {"Retry_After": "90"})

    def answer_private(self, *_):
        self.answer_good(b"who are you?", 403, {})

    def answer_truncated(self, body, status, headers):
        self.close_connection = True
        self.head(status, len(body), headers)
        self.wfile.write(body[: len(body) // 2])

    def answer_slow(self, body, status, headers):
        self.head(status, len(body), headers)
        step = max(1, len(body) // 6)
        for start in range(0, len(body), step):
            self.wfile.write(body[start: start + step])
            time.sleep(0.02)

    def answer_endless(self, body, status, headers):
        self.close_connection = True
        self.head(status, None, {**headers, "Connection": "close"})
        try:
            while True:
                self.wfile.write((body or b" ") * (1 + 65536 // max(1, len(body))))
        except OSError:
            pass  # the client has seen enough

    def json(self, thing, status=200):
        self.answer(json.dumps(thing).encode(), status, Content_Type="application/json")

    def number(self, name, otherwise):
        return int(self.query.get(name, [otherwise])[0])

    def page(self, offset, limit, rows=None):
        rows = RECORDS if rows is None else rows
        if Handler.mode == "revised":
            rows = rows[:-1] + [rows[-1] | {"wert": 99}]
        first = self.number(offset, 0)
        return rows[first:first + self.number(limit, 10)]

    def ods(self, total=25):
        if self.number("limit", 10) > 100:
            return self.json({"message": "Invalid value for limit API parameter", "error_code": "InvalidRESTParameterError"}, 400)
        return self.json({"total_count": total, "results": self.page("offset", "limit")})

    def socrata(self):
        if "$order" not in self.query:
            return self.json({"error": True, "message": "no order"}, 400)
        return self.json(self.page("$offset", "$limit"))

    def arcgis(self):
        features = [{"attributes": record} for record in self.page("resultOffset", "resultRecordCount")[:10]]
        more = self.number("resultOffset", 0) + len(features) < len(RECORDS)
        answer = {"fields": [], "features": features}
        return self.json(answer | ({"exceededTransferLimit": True} if more else {}))

    def ogc(self, host=""):
        first = self.number("from", 0)
        features = [{"properties": record} for record in RECORDS[first:first + 10]]
        links = [{"rel": "self", "href": self.path}]
        if first + 10 < len(RECORDS):
            links.append({"rel": "next", "href": f"{host}/ogc/items?from={first + 10}"})
        return self.json({"features": features, "links": links, "numberMatched": len(RECORDS)})

    def package(self):
        scheme = "https" if isinstance(self.connection, ssl.SSLSocket) else "http"
        base = f"{scheme}://127.0.0.1:{self.server.server_address[1]}"
        datasets = {
            "haushalte": [resource("Haushalte 2024", base + "/files/2024.csv"), resource("Haushalte 2022", base + "/files/2022.csv"),
                          resource("Haushalte 2023", base + "/files/2023.csv", "csv"), resource("Beschreibung 2025", base + "/files/x.pdf", "PDF")],
            "einzeln": [resource("Daten", base + "/files/2022.csv")],
            "leer": [],
        }
        found = datasets.get(self.query.get("id", [""])[0])
        if found is None:
            return self.json({"success": False, "error": {"message": "Nicht gefunden", "__type": "Not Found Error"}}, 404)
        return self.json({"help": "", "success": True, "result": {"resources": found}})

    def file(self):
        revised = Handler.mode == "revised"
        tag = '"f2"' if revised else '"f1"'
        if self.headers.get("If-None-Match") == tag:
            return self.answer(b"", 304, ETag=tag)
        text = FILES[self.route].replace(";12\n", ";99\n") if revised else FILES[self.route]
        return self.answer(text.encode(), ETag=tag, Content_Type="application/octet-stream")

    def do_GET(self):
        self.route, _, query = self.path.partition("?")
        self.query = urllib.parse.parse_qs(query)
        if self.route.startswith("/mode/"):
            Handler.mode = self.route.removeprefix("/mode/")
            return self.answer_good(b"", 200, {})
        if self.route in FILES:
            return self.file()
        routes = {
            "/ods/records": self.ods,
            "/ods/cut": lambda: self.ods(40),
            "/ods/many": lambda: self.ods(12_000),
            "/socrata.json": self.socrata,
            "/arcgis/query": self.arcgis,
            "/error/query": lambda: self.json({"error": {"code": 499, "message": "Token Required", "details": []}}),
            "/ogc/items": self.ogc,
            "/elsewhere/items": lambda: self.ogc("http://localhost:1"),
            "/stuck.json": lambda: self.json(RECORDS[:10]),
            "/api/3/action/package_show": self.package,
        }
        return routes.get(self.route, lambda: self.answer(b"no such page", 404))()

    def do_POST(self):
        asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        rows = [{"Zeit": r["jahr"], "Schlüssel": r["ags"], "Wert": r["wert"]} for r in RECORDS if r["jahr"] in asked["zeit"]]
        self.json(json.dumps(rows))


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--port-file", required=True)
    parser.add_argument("--cert")
    parser.add_argument("--key")
    arguments = parser.parse_args()
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    server.handle_error = lambda *_: None  # clients that give up are part of the tests
    if arguments.cert:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(arguments.cert, arguments.key)
        server.socket = context.wrap_socket(server.socket, server_side=True, do_handshake_on_connect=False)
    with open(arguments.port_file + ".part", "w", encoding="ascii") as file:
        file.write(str(server.server_address[1]))
    os.rename(arguments.port_file + ".part", arguments.port_file)
    server.serve_forever(poll_interval=3600)


if __name__ == "__main__":
    main()
