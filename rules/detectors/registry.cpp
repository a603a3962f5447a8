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
        {"cusum",
         {"Kumulierte Summe: kleine Abweichungen vom Erwarteten, zusammengezählt, bis sie kein "
          "Zufall mehr sein können",
          "Cumulative sum: small deviations from what was expected, added up until they can no "
          "longer be chance"},
         make_cusum},
        {"discrepancy",
         {"Diskrepanz: ob sich eine (gefühlte) Zahl anders bewegt hat als die Zahl, die dasselbe "
          "misst",
          "Discrepancy: whether a (perceived) figure has moved otherwise than the figure that "
          "measures the same"},
         make_discrepancy},
        {"ewma",
         {"Gleitender Durchschnitt: der gewichtete Durchschnitt der Abweichungen vom Erwarteten",
          "Moving average: the weighted average of the deviations from what was expected"},
         make_ewma},
        {"forecast",
         {"Vorausschau: ob eine Zahl, wenn es weitergeht wie bisher, in den nächsten Zeiträumen "
          "mit genügender Wahrscheinlichkeit einen Grenzwert erreicht",
          "Forecast: whether a figure, if it goes on as before, reaches a limit within the next "
          "periods with sufficient probability"},
         make_forecast},
        {"gap",
         {"Abstand: wie weit eine Zahl von der einer anderen Gruppe oder eines anderen Gebiets "
          "entfernt ist, als Differenz oder Verhältnis, und ob dieser Abstand wächst",
          "Gap: how far a figure lies from that of another group or area, as a difference or "
          "ratio, and whether that distance grows"},
         make_gap},
        {"level",
         {"Stand: ob eine Zahl einen Grenzwert oder eine Leiter von Grenzwerten erreicht, von "
          "unten "
          "(at_least) oder von oben (at_most)",
          "Level: whether a figure reaches a limit or a ladder of limits, from below (at_least) or "
          "from above (at_most)"},
         make_level},
        {"milestone",
         {"Meilenstein: ein Grenzwert oder eine runde Zahl wird zum ersten Mal erreicht",
          "Milestone: a limit or a round number is reached for the first time"},
         make_milestone},
        {"outbreak",
         {"Ausbruch: mehr Fälle, als dieselbe Jahreszeit früherer Jahre erwarten lässt "
          "(Farrington, "
          "Noufaily)",
          "Outbreak: more cases than the same season of earlier years lets expect (Farrington, "
          "Noufaily)"},
         make_outbreak},
        {"peers",
         {"Vergleichsgebiete: ob ein Gebiet stärker von vergleichbaren abweicht, als Zufall und "
          "übliche Unterschiede erklären",
          "Peers: whether an area differs from comparable ones by more than chance and usual "
          "differences explain"},
         make_peers},
        {"quality",
         {"Stimmigkeit: ob die Zahlen stimmen können: errechnet gegen veröffentlicht, Teile gegen "
          "Ganzes, kopierte Spalte, Sprung einer ganzen Spalte",
          "Quality: whether the figures can be right: computed against published, parts against "
          "whole, a copied column, the jump of a whole column"},
         make_quality},
        {"shift",
         {"Niveauwechsel: ob eine Zahl auf ein anderes Niveau gewechselt ist, und seit wann",
          "Shift: whether a figure has moved to another level, and since when"},
         make_shift},
        {"signal",
         {"Signal: ob eine Zahl oder die Summe der letzten mehr (weniger) ist, als Niveau, Trend "
          "und Jahreszeit der eigenen Vergangenheit erwarten lassen; gilt, wo eine Regel keinen "
          "Test nennt",
          "Signal: whether a figure, or what the last ones add up to, is more (less) than level, "
          "trend and season of its own past let expect; holds where a rule names no test"},
         make_signal},
        {"trend",
         {"Trend: ob eine Zahl über Jahre stetig steigt oder fällt, stärker als durch Zufall",
          "Trend: whether a figure rises or falls steadily over years, by more than chance"},
         make_trend},
    };
    return kinds;
}

} // namespace tuermer
