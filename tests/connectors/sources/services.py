#!/usr/bin/python3
# SPDX-License-Identifier: EUPL-1.2
"""The services of statistics offices as they really answer, in small. Listens on loopback until ended.

    services.py --port-file F [--cert C.pem --key K.pem]     F receives the port once the server answers.

/mode/NAME says how everything is answered from now on:
    good  again (the same figures, other bytes)  revised (one figure is another one)
    empty  truncated  page (HTML with status 200)  slow  endless  busy (503, Retry-After: 90)  private (403)
/log  what was asked since the last /mode or /log, as JSON: [[method, path, body, user agent], …]
/table/…  /genesis/…  /eurostat/…  /sdmx/…  /pxweb1/…  /pxweb2/…  /ckan/…  /rows/…  the services; those of
    PxWeb also under the usual paths: /pxweb1/api/v1/de/…  /pxweb2/api/v2/…
"""
import argparse
import http.server
import io
import json
import os
import random
import ssl
import time
import urllib.parse
import zipfile

AREAS = ["03101", "03153"]
YEARS = ["2023", "2024"]
FIGURES = {("03101", "2023"): 7, ("03101", "2024"): 8, ("03153", "2023"): 12, ("03153", "2024"): 13}
PAGE = b"<!DOCTYPE html><html><head><title>Wartungsarbeiten</title></head><body>;;;</body></html>"
UUID = "0f164c29-0e96-4757-9b81-e9fcff8b9899"


def figure(area, year):
    revised = Handler.mode == "revised" and (area, year) == ("03101", "2024")
    return 9 if revised else FIGURES[area, year]


def edition():
    return "2" if Handler.mode == "revised" else "1"


def rows():
    """Year, area, figure: in another order when asked again."""
    all_rows = [(year, area, figure(area, year)) for area in AREAS for year in YEARS]
    if Handler.mode == "again":
        random.shuffle(all_rows)
    return all_rows


# --- GENESIS ---------------------------------------------------------------------------------------------------------

def ffcsv(years, areas):
    head = ("statistics_code;statistics_label;time_code;time_label;time;1_variable_code;1_variable_label;"
            "1_variable_attribute_code;1_variable_attribute_label;value;value_unit;value_variable_code;"
            "value_variable_label\n")
    lines = [f"12345;Statistik;JAHR;Jahr;{year};KREISE;Kreise;{area};Name;{number};Anzahl;ANZ01;Anzahl\n"
             for year, area, number in rows() if year in years and area in areas]
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(f"12345-0001_{time.time_ns()}_de_flat.csv", "\ufeff" + head + "".join(lines))
    return packed.getvalue()


def envelope(service, method, code, content="erfolgreich", **more):
    return json.dumps({"Ident": {"Service": service, "Method": method},
                       "Status": {"Code": code, "Content": content, "Type": "Information"},
                       "Parameter": {"username": "*" * 20, "password": "*" * 20}, **more}).encode()


class Genesis:
    looks = 0  # at a job's result

    def __init__(self, handler):
        self.handler = handler
        self.form = dict(urllib.parse.parse_qsl(handler.body.decode(), keep_blank_values=True))

    def answer(self, path):
        known = {"amt": "geheim", "ein-token": ""}
        headers = self.handler.headers
        well_formed = headers.get("Content-Type") == "application/x-www-form-urlencoded; charset=UTF-8"
        if self.handler.command != "POST" or not well_formed:
            return self.handler.answer(PAGE, Content_Type="text/html")
        if known.get(headers.get("username")) != headers.get("password"):
            flat = {"Code": 15, "Content": "Sie sind nicht berechtigt.", "Type": "ERROR"}
            return self.handler.answer(json.dumps(flat).encode(), 401)
        return getattr(self, path.replace("/", "_"))()

    def json(self, *arguments, **more):
        self.handler.answer(envelope(*arguments, **more), Content_Type="application/json;charset=UTF-8")

    def catalogue_cubes(self):
        if self.form["selection"] != "12345*":
            return self.json("catalogue", "cubes", 104, "Es gibt keine Objekte", List=None)
        cube = {"Code": "12345KJ001", "Content": "Würfel", "State": "vollständig mit Werten", "Time": "2023-2024",
                "LatestUpdate": f"13.03.2025 18:05:4{edition()}h", "Information": "false"}
        return self.json("catalogue", "cubes", 0, List=[cube])

    def catalogue_modifieddata(self):
        if self.form["selection"] != "54321":
            return self.json("catalogue", "modifieddata", 104, "Es gibt keine Objekte", List=None)
        entry = {"Code": "54321", "Content": "Statistik", "Type": "Aktualisierte Statistiken",
                 "Date": f"1{edition()}.02.2026", "Added": "Jan 2026"}
        return self.json("catalogue", "modifieddata", 0, List=[entry])

    def recorded(self, name):
        """A recorded answer with its status and headers, where the recordings are."""
        folder = os.path.join(os.environ["TUERMER_SHARED"], "data", "fixtures", "genesis")
        with open(os.path.join(folder, name), "rb") as body, \
                open(os.path.join(folder, name + ".http.json"), encoding="utf-8") as head:
            said = json.load(head)
            kept = {key: value for key, value in said["headers"].items()
                    if key not in ("connection", "keep-alive", "content-length", "transfer-encoding", "date", "server")}
            return self.handler.answer(body.read(), said["status"], **kept)

    def data_tablefile(self):
        first, last = self.form["startyear"] or "2023", self.form["endyear"] or "2024"
        years = [year for year in YEARS if first <= year <= last]
        keys = self.form["regionalkey"]
        areas = [area for area in AREAS if not keys or area in keys.split(",")]
        name = self.form["name"]
        if "__" in name:
            return self.recorded(name)
        if name == "12345-0404":
            return self.json("data", "tablefile", 104, "Es gibt keine Objekte", Object=None)
        too_big = name == "12345-9898" and (first != last or len(areas) > 1)
        if self.form["job"] == "true":
            Genesis.looks = 0
            return self.json("data", "tablefile", 99, "Der Auftrag wurde erstellt. Die Tabelle kann mit folgendem "
                             "Namen abgerufen werden: 12345-9898_175879554", Object=None)
        if too_big:
            return self.json("data", "tablefile", 98, "Die Tabelle ist zu gross", Object=None)
        if not years:
            return self.json("data", "tablefile", 104, "Es gibt keine Objekte", Object=None)
        return self.handler.answer(ffcsv(years, areas), Content_Type="application/zip")

    def catalogue_results(self):
        Genesis.looks += 1
        if self.form["selection"] != "12345-9898_175879554" or Genesis.looks < 3:
            return self.json("catalogue", "results", 104, "Es gibt keine Objekte", List=None)
        return self.json("catalogue", "results", 0,
                         List=[{"Code": self.form["selection"], "Content": "Tabelle", "Values": "1980160"}])

    def data_resultfile(self):
        return self.handler.answer(ffcsv(YEARS, AREAS), Content_Type="application/zip")

    def profile_removeResult(self):
        return self.json("profile", "removeResult", 0)


# --- cubes: Eurostat, SDMX, PxWeb ------------------------------------------------------------------------------------

def json_stat(areas=None, years=None, **more):
    areas, years = areas or AREAS, years or YEARS
    values = [figure(area, year) for area in areas for year in years]
    return json.dumps({
        "version": "2.0", "class": "dataset", "id": ["geo", "time"], "size": [len(areas), len(years)],
        "role": {"time": ["time"]},
        "dimension": {"geo": {"category": {"index": {area: i for i, area in enumerate(areas)}}},
                      "time": {"category": {"index": {year: i for i, year in enumerate(years)}}}},
        "value": values, **more, "note": [str(random.random())] if Handler.mode == "again" else []}).encode()


def sdmx_csv():
    lines = "".join(f"AMT:FLOW(1.0),A,{area},{year},{number}\n" for year, area, number in rows())
    return b"DATAFLOW,FREQ,GEO,TIME_PERIOD,OBS_VALUE\n" + lines.encode()


def sdmx_csv_2():
    lines = "".join(f"dataflow,ESTAT:FLOW(1.0),I,A,{area},{year},{number}\n" for year, area, number in rows())
    return b"STRUCTURE,STRUCTURE_ID,ACTION,FREQ,GEO,TIME_PERIOD,OBS_VALUE\n" + lines.encode()


def soap(inner):
    return (f'<?xml version="1.0"?><S:Envelope xmlns:S="http://schemas.xmlsoap.org/soap/envelope/"><S:Body>{inner}'
            "</S:Body></S:Envelope>").encode()


class Eurostat:
    looks = 0

    def __init__(self, handler):
        self.handler = handler

    def answer(self, path):
        if path == "catalogue/rss/en/statistics-update.rss":
            item = (f"<item><title>DEMO_TEST - Population</title><pubDate>Mon, 1{edition()} Jan 2026 11:00:00 +0100"
                    "</pubDate></item><item><title>DEMO_TEST_OTHER - x</title><pubDate>Mon, 12 Jan 2026 11:00:00 +0100</pubDate></item>")
            other = "<item><title>DEMO_OTHER</title><pubDate>Mon, 12 Jan 2026 11:00:00 +0100</pubDate></item>"
            silent = Handler.mode == "good"
            return self.handler.answer(f"<rss><channel>{other if silent else item}</channel></rss>".encode(),
                                       Content_Type="application/rss+xml")
        if path == "catalogue/toc/txt":
            day = "13.03.2026" if edition() == "2" else "12.03.2026"
            row = f'"    Population"\t"demo_test"\t"dataset"\t"{day}"\t"01.01.2026"\t"2023"\t"2024"\t4\n'
            return self.handler.answer(b'"title"\t"code"\t"type"\n' + row.encode(), Content_Type="text/plain")
        if path == "statistics/1.0/data/demo_test":
            return self.handler.answer(json_stat(), Content_Type="application/json")
        if path == "statistics/1.0/data/demo_later":
            Eurostat.looks += 1
            later = {"warning": {"status": 413, "label": "ASYNCHRONOUS_RESPONSE. Please try again later."}}
            return self.handler.answer(json.dumps(later).encode() if Eurostat.looks % 2 else json_stat())
        return self.sdmx(path)

    def sdmx(self, path):
        state = f"<n:asyncResponse xmlns:n='x'><n:status><n:key>{UUID}</n:key><n:status>%s</n:status></n:status></n:asyncResponse>"
        if path.startswith("sdmx/3.0/data/dataflow/ESTAT/demo_test/1.0"):
            Eurostat.looks = 0
            return self.handler.answer(soap(state % "SUBMITTED"), Content_Type="application/xml")
        if path == "1.0/async/status/" + UUID:
            Eurostat.looks += 1
            return self.handler.answer(soap(state % ("PROCESSING" if Eurostat.looks < 3 else "AVAILABLE")))
        if path == "1.0/async/data/" + UUID:
            return self.handler.answer(sdmx_csv_2(), Content_Type="text/csv")
        return self.handler.answer(b'{"error":[{"status":404,"id":100,"label":"ERR_NOT_FOUND_4"}]}', 404)


class Sdmx:
    promised = 0

    def __init__(self, handler):
        self.handler = handler

    def answer(self, path):
        if path == "data/AMT,PROMISED,1.0/all":
            Sdmx.promised = 0
            where = f"http://127.0.0.1:{self.handler.server.server_address[1]}/sdmx/file/a1"
            return self.handler.answer(
                f"<m:GenericData xmlns:m='m'><f:Footer xmlns:f='f'><f:Message code='413' severity='Infomation'>"
                f"<c:Text xmlns:c='c'>The response will be located under URL: {where}</c:Text></f:Message>"
                "</f:Footer></m:GenericData>".encode(), Content_Type="application/xml")
        if path == "file/a1":
            Sdmx.promised += 1
            return self.handler.answer(sdmx_csv() if Sdmx.promised > 1 else b"", 200 if Sdmx.promised > 1 else 404)
        if path == "data/AMT,ELSEWHERE,1.0/all":
            return self.handler.answer(
                b"<m:X xmlns:m='m'><m:Footer><m:Message code='413'><m:Text>see http://anderswo.example/a</m:Text>"
                b"</m:Message></m:Footer></m:X>", Content_Type="application/xml")
        if not path.startswith("data/"):
            return self.handler.answer(b"no such page", 404)
        tag = f'"{edition()}{Handler.mode == "again"}"'
        if self.handler.headers.get("If-None-Match") == tag:
            return self.handler.answer(b"", 304, ETag=tag)
        csv_2 = "csv;version=2" in self.handler.headers.get("Accept", "")
        return self.handler.answer(sdmx_csv_2() if csv_2 else sdmx_csv(), ETag=tag,
                                   Content_Type="application/vnd.sdmx.data+csv")


class Pxweb:
    """At most two cells an answer."""

    def __init__(self, handler):
        self.handler = handler
        self.updated = f"2026-01-1{edition()}T08:00:00Z"

    def json(self, value, status=200):
        self.handler.answer(json.dumps(value).encode(), status, Content_Type="application/json")

    def figures(self, chosen):
        if len(chosen["geo"]) * len(chosen["time"]) > 2:
            return self.json({"error": "Too many values selected"}, 403)
        return self.handler.answer(json_stat(chosen["geo"], chosen["time"]), Content_Type="application/json")


class Pxweb1(Pxweb):
    def answer(self, path):
        query = json.loads(self.handler.body)["query"] if self.handler.command == "POST" else None
        if path == "" and self.handler.query == "config":
            return self.json({"maxValues": 10, "maxCells": 2, "maxCalls": 1000, "timeWindow": 1, "CORS": True})
        if path == "db/folder":
            return self.json([{"id": "tab.px", "type": "t", "text": "Tabelle", "updated": self.updated}])
        if path != "db/folder/tab.px":
            return self.handler.answer(b"not found", 404)
        if query is not None:
            return self.figures({one["code"]: one["selection"]["values"] for one in query})
        variables = [{"code": "geo", "text": "Gebiet", "values": AREAS, "valueTexts": ["Braunschweig", "Goslar"]},
                     {"code": "time", "text": "Jahr", "values": YEARS, "valueTexts": YEARS, "time": True}]
        return self.json({"title": "Tabelle", "variables": variables})


class Pxweb2(Pxweb):
    def answer(self, path):
        if path == "config":
            return self.json({"apiVersion": "2.0.0", "maxDataCells": 3, "maxCallsPerTimeWindow": 1000, "timeWindow": 1})
        if path == "tables/TAB1":
            return self.json({"id": "TAB1", "label": "Tabelle", "updated": self.updated,
                              "variableNames": ["geo", "time"]})
        if path == "tables/TAB1/metadata":
            meta = json.loads(json_stat())
            del meta["value"]
            return self.json(meta)
        if path != "tables/TAB1/data" or self.handler.command != "POST":
            return self.json({"type": "Parameter error", "title": "Non-existent table", "status": 404}, 404)
        selection = json.loads(self.handler.body)["selection"]
        return self.figures({one["variableCode"]: one["valueCodes"] for one in selection})


class Portal:
    """CKAN: a dataset with a file of all years, and one of each."""

    def __init__(self, handler):
        self.handler = handler

    def answer(self, path):
        if path == "api/3/action/package_show":
            scheme = "https" if isinstance(self.handler.connection, ssl.SSLSocket) else "http"
            base = f"{scheme}://127.0.0.1:{self.handler.server.server_address[1]}/ckan/files/"
            resources = [{"id": f"id-{name}", "name": name, "format": "CSV", "url": base + name, "last_modified": None,
                          "created": "2024-01-01T00:00:00"} for name in ("alle.csv", *(f"{year}.csv" for year in YEARS))]
            body = json.dumps({"help": "", "success": True, "result": {"resources": resources}}).encode()
            return self.handler.answer(body, Content_Type="application/json")
        years = YEARS if path == "files/alle.csv" else [path.removeprefix("files/").removesuffix(".csv")]
        lines = "".join(f"{year};{area};{number}\r\n" for year, area, number in rows() if year in years)
        return self.handler.answer(("Jahr;AGS;Wert\r\n" + lines).encode())


class Records:
    """Opendatasoft: records page by page, always in the same order."""

    def __init__(self, handler):
        self.handler = handler

    def answer(self, _):
        query = dict(urllib.parse.parse_qsl(self.handler.query))
        first = int(query.get("offset", 0))
        records = [{"Jahr": year, "AGS": area, "Wert": number} for year, area, number in sorted(rows())]
        page = records[first:first + int(query.get("limit", 10))]
        body = json.dumps({"total_count": len(records), "results": page}).encode()
        return self.handler.answer(body, Content_Type="application/json")


class Files:
    def __init__(self, handler):
        self.handler = handler

    def answer(self, _):
        lines = "".join(f"{year};{area};{number}\r\n" for year, area, number in rows())
        tag = f'"{edition()}{Handler.mode == "again"}"'
        if self.handler.headers.get("If-None-Match") == tag:
            return self.handler.answer(b"", 304, ETag=tag)
        return self.handler.answer(b"Jahr;AGS;Wert\r\n" + lines.encode(), Content_Type="text/csv", ETag=tag)


class Dav:
    """A folder of one file, as Apache's mod_dav lists it."""

    def __init__(self, handler):
        self.handler = handler

    def answer(self, path):
        tag = f'"{edition()}{Handler.mode == "again"}"'
        if self.handler.command != "PROPFIND":
            return Files(self.handler).answer(path)
        entry = ("<D:response xmlns:lp1='DAV:'><D:href>/dav/{0}</D:href><D:propstat><D:prop><lp1:resourcetype>{1}"
                 "</lp1:resourcetype><lp1:getetag>{2}</lp1:getetag></D:prop><D:status>HTTP/1.1 200 OK</D:status>"
                 "</D:propstat></D:response>")
        listing = entry.format("", "<D:collection/>", '"f"') + entry.format("z%C3%A4hlung.csv", "", tag)
        body = f"<?xml version='1.0' encoding='utf-8'?><D:multistatus xmlns:D='DAV:'>{listing}</D:multistatus>"
        return self.handler.answer(body.encode(), 207, Content_Type="application/xml")


SERVICES = {"table": Files, "dav": Dav, "genesis": Genesis, "eurostat": Eurostat, "sdmx": Sdmx, "pxweb1": Pxweb1,
            "pxweb2": Pxweb2, "ckan": Portal, "rows": Records}


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    mode = "good"
    log = []

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
        mode = "good" if self.is_control else Handler.mode
        getattr(self, "answer_" + mode, self.answer_good)(body, status, headers)

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
        while True:
            self.wfile.write((body or b" ") * (1 + 65536 // max(1, len(body))))

    def do_GET(self):
        self.body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        url = urllib.parse.urlsplit(self.path)
        self.query = urllib.parse.unquote(url.query)
        service, _, path = urllib.parse.unquote(url.path).strip("/").partition("/")
        if service.startswith("pxweb"):
            path = path.removeprefix("api/v1/de").removeprefix("api/v2").removeprefix("/")
        self.is_control = service in ("mode", "log")
        if service == "mode":
            Handler.mode = path
        if self.is_control:
            said, Handler.log = Handler.log, []
            return self.answer(json.dumps(said).encode())
        Handler.log = Handler.log + [[self.command, self.path, self.body.decode(), self.headers.get("User-Agent")]]
        if service not in SERVICES:
            return self.answer(b"no such service", 404)
        try:
            return SERVICES[service](self).answer(path)
        except (BrokenPipeError, ConnectionResetError, ssl.SSLError):
            self.close_connection = True

    do_POST = do_PROPFIND = do_GET


class Server(http.server.ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, *_):
        pass  # clients that give up are what the tests are about


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--port-file", required=True)
    parser.add_argument("--cert")
    parser.add_argument("--key")
    arguments = parser.parse_args()
    server = Server(("127.0.0.1", 0), Handler)
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
