// SPDX-License-Identifier: EUPL-1.2
// One line per kind of source.
#include "connectors/sources/ckan/ckan.hpp"
#include "connectors/sources/eurostat/eurostat.hpp"
#include "connectors/sources/exec/exec.hpp"
#include "connectors/sources/genesis/genesis.hpp"
#include "connectors/sources/pxweb/pxweb.hpp"
#include "connectors/sources/rows/rows_source.hpp"
#include "connectors/sources/sdmx/sdmx.hpp"
#include "connectors/sources/sql/sql.hpp"
#include "connectors/sources/table/table.hpp"

namespace tuermer {

const std::vector<SourceKind>& source_kinds()
{
    static const std::vector<SourceKind> kinds = {
        {"table",
         say("Tabelle aus Dateien, einem Eingangsordner oder von einer Adresse",
             "table from files, an inbox folder or an address"),
         table::check, table::make},
        {"ckan",
         say("Ressource eines offenen Datenportals (CKAN), gefunden nach ihrem Titel",
             "resource of an open-data portal (CKAN), found by its title"),
         ckan::check, ckan::make},
        {"rows",
         say("Dienste, die JSON-Datensätze seitenweise geben: Opendatasoft, Socrata, ArcGIS, OGC",
             "services that give JSON records page by page: Opendatasoft, Socrata, ArcGIS, OGC"),
         rows_source::check, rows_source::make},
        {"sql",
         say("Abfrage einer Datenbank: SQLite-Dateien und alles, was ODBC kennt",
             "query of a database: SQLite files and all that ODBC knows"),
         sql::check, sql::make},
        {"exec",
         say("Programm der Kommune, das eine Tabelle ausgibt",
             "program of the municipality that prints a table"),
         exec::check, exec::make},
        {"genesis",
         say("Tabelle aus GENESIS: Destatis, Regionaldatenbank, Zensus, Länder",
             "table of GENESIS: Destatis, Regionaldatenbank, census, Länder"),
         genesis::check, genesis::make},
        {"eurostat", say("Datensatz von Eurostat", "dataset of Eurostat"), eurostat::check,
         eurostat::make},
        {"sdmx",
         say("Datenfluss eines SDMX-Dienstes (EZB, Bundesbank, OECD …)",
             "dataflow of an SDMX service (ECB, Bundesbank, OECD …)"),
         sdmx::check, sdmx::make},
        {"pxweb", say("Tabelle eines PxWeb-Dienstes", "table of a PxWeb service"), pxweb::check,
         pxweb::make},
    };
    return kinds;
}

} // namespace tuermer
