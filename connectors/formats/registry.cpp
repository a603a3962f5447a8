// SPDX-License-Identifier: EUPL-1.2
// One line per format.
#include "connectors/formats/csv/csv.hpp"

namespace tuermer {

const std::vector<FormatKind>& format_kinds()
{
    static const std::vector<FormatKind> kinds = {
        {"csv", say("Tabelle als Text mit Trennzeichen", "table as text with separators"),
         make_csv_reader},
    };
    return kinds;
}

} // namespace tuermer
