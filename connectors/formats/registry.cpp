// SPDX-License-Identifier: EUPL-1.2
// One line per format; csv, which has no mark of its own, stands last.
#include "connectors/formats/csv/csv.hpp"
#include "connectors/formats/eurostat/eurostat.hpp"
#include "connectors/formats/genesis/genesis.hpp"
#include "connectors/formats/json.hpp"
#include "connectors/formats/json_stat/json_stat.hpp"
#include "connectors/formats/ods/ods.hpp"
#include "connectors/formats/px/px.hpp"
#include "connectors/formats/pxweb/pxweb.hpp"
#include "connectors/formats/rows/rows.hpp"
#include "connectors/formats/sdmx/sdmx.hpp"
#include "connectors/formats/xls/xls.hpp"
#include "connectors/formats/xlsx/xlsx.hpp"
#include "connectors/formats/zip/zip.hpp"

namespace tuermer {

const std::vector<FormatKind>& format_kinds()
{
    static const std::vector<FormatKind> kinds = {
        {"xlsx", say("Excel-Arbeitsmappe (XLSX, XLSM)", "Excel workbook (XLSX, XLSM)"),
         make_xlsx_reader, recognises_xlsx},
        {"ods", say("OpenDocument-Tabelle (LibreOffice)", "OpenDocument spreadsheet (LibreOffice)"),
         make_ods_reader, recognises_ods},
        {"xls", say("Excel-Arbeitsmappe bis 2003 (XLS)", "Excel workbook up to 2003 (XLS)"),
         make_xls_reader, recognises_xls},
        {"zip", say("Tabelle in einem ZIP-Archiv", "table inside of a ZIP archive"),
         make_zip_reader, recognises_zip},
        {"gzip", say("gzip-komprimierte Tabelle", "gzipped table"), make_gzip_reader,
         recognises_gzip},
        {"json-stat",
         say("JSON-stat 1 und 2: Eurostat, PxWeb", "JSON-stat 1 and 2: Eurostat, PxWeb"),
         make_json_stat_reader, recognises_json_stat},
        {"genesis",
         say("GENESIS: ffcsv, Quader, Tabellen der Web-Oberfläche",
             "GENESIS: ffcsv, cubes, tables of the web page"),
         make_genesis_reader, recognises_genesis},
        {"sdmx", say("SDMX als CSV, XML oder JSON", "SDMX as CSV, XML or JSON"), make_sdmx_reader,
         recognises_sdmx},
        {"eurostat-tsv", say("TSV von Eurostat", "Eurostat's TSV"), make_eurostat_reader,
         recognises_eurostat_tsv},
        {"px", say("PC-Axis-Dateien (.px)", "PC-Axis files (.px)"), make_px_reader, recognises_px},
        {"pxweb-json", say("JSON der PxWeb-Dienste", "JSON of the PxWeb services"),
         make_pxweb_reader, recognises_pxweb_json},
        {"rows", say("JSON als Liste von Datensätzen", "JSON as a list of records"),
         make_rows_reader, recognises_json},
        {"csv", say("Tabelle als Text mit Trennzeichen", "table as text with separators"),
         make_csv_reader, recognises_csv},
    };
    return kinds;
}

} // namespace tuermer
