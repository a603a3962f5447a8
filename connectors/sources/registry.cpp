// SPDX-License-Identifier: EUPL-1.2
// One line per kind of source.
#include "connectors/sources/table/table.hpp"

namespace tuermer {

const std::vector<SourceKind>& source_kinds()
{
    static const std::vector<SourceKind> kinds = {
        {"table",
         say("Tabelle aus Dateien, einem Eingangsordner oder von einer Adresse",
             "table from files, an inbox folder or an address"),
         table::check, table::make},
    };
    return kinds;
}

} // namespace tuermer
