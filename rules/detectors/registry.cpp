// SPDX-License-Identifier: EUPL-1.2
#include "rules/detectors/registry.hpp"

namespace tuermer {

const std::vector<DetectorKind>& detector_kinds()
{
    static const std::vector<DetectorKind> kinds{
        {"change",
         {"Veränderung: wie weit sich eine Zahl gegenüber ihrer eigenen Vergangenheit bewegt hat, "
          "auf Wunsch stärker als in einem anderen Gebiet; kleine Zahlen werden am Intervall der "
          "Differenz erkannt",
          "Change: how far a figure has moved against its own past, on demand more than another "
          "area has; small numbers are recognised by the interval of the difference"},
         make_change},
        {"level",
         {"Stand: ob eine Zahl einen Grenzwert oder eine Leiter von Grenzwerten erreicht, von "
          "unten "
          "(at_least) oder von oben (at_most)",
          "Level: whether a figure reaches a limit or a ladder of limits, from below (at_least) or "
          "from above (at_most)"},
         make_level},
    };
    return kinds;
}

} // namespace tuermer
