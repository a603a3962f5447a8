// SPDX-License-Identifier: EUPL-1.2
// The keys of the tests on arrival.
#include "config/descriptions.hpp"

namespace tuermer {

const std::map<std::string_view, Text>& descriptions_of_quality()
{
    static const std::map<std::string_view, Text> all{
        {"quality",
         {"Prüfungen beim Eintreffen: je Name eine Tabelle [quality.NAME]",
          "Tests on arrival: one table [quality.NAME] for each name"}},
        {"quality.*",
         {"Eine Prüfung von Zahlen, bevor sie übernommen werden; die üblichen gelten ohne sie",
          "A test of figures before they are taken up; the usual ones hold without it"}},
        {"quality.*.check", {"Was geprüft wird", "What is tested"}},
        {"quality.*.title",
         {"Wie die Prüfung in Nachrichten heißt", "What messages call the test"}},
        {"quality.*.measures", {"Messgrößen, für die sie gilt", "Measures it holds for"}},
        {"quality.*.sources",
         {"Quellen, für deren Messgrößen sie gilt; ohne beides für alle",
          "Sources for whose measures it holds; without either for all"}},
        {"quality.*.doubt",
         {"Was mit Zahlen im Zweifel geschieht: hold hält sie zurück, tell meldet sie nur, off "
          "prüft nicht",
          "What happens to figures in doubt: hold keeps them apart, tell only tells, off does not "
          "test"}},
        {"quality.*.accept",
         {"Was sie ohne einen Menschen einlässt: \"when repeated\", \"after 14 d\"",
          "What lets them in without a person: \"when repeated\", \"after 14 d\""}},
        {"quality.*.*:share",
         {"Ab welchem Anteil der Zeilen, Gruppen oder Zellen (0 bis 1)",
          "From which share of the rows, groups or cells on (0 to 1)"}},
        {"quality.*.*:rows",
         {"Spalten mit weniger Zeilen werden nicht geprüft",
          "Columns with fewer rows are not tested"}},
        {"quality.*.jump:factor",
         {"Um das Wievielfache sich die Zeilen bewegt haben müssen",
          "How many times larger or smaller the rows must have become"}},
        {"quality.*.parts:over",
         {"Merkmal, dessen Schlüssel die Teile sind", "Dimension whose codes are the parts"}},
        {"quality.*.parts:whole", {"Schlüssel des Ganzen", "Code of the whole"}},
        {"quality.*.parts:adds_to",
         {"Zahl, die die Teile ergeben müssen, etwa 100",
          "Number that the parts must add up to, such as 100"}},
        {"quality.*.parts:rounded_to",
         {"Auf welches Vielfache Anzahlen gerundet sind, etwa 5",
          "To which multiple counts are rounded, such as 5"}},
        {"quality.*.*:within",
         {"Zulässiger Unterschied: \"0.2 pp\", \"2 pp\", \"3 persons\"",
          "Difference that is allowed: \"0.2 pp\", \"2 pp\", \"3 persons\""}},
        {"quality.*.recomputed:indicator",
         {"Indikator, der nachrechnet", "Indicator that computes it"}},
        {"quality.*.recomputed:published",
         {"Messgröße, wie sie veröffentlicht ist", "Measure as it is published"}},
    };
    return all;
}

} // namespace tuermer
