// SPDX-License-Identifier: EUPL-1.2
#include "connectors/sources/genesis/profiles.hpp"

#include <algorithm>

namespace tuermer::genesis {

const std::vector<Profile>& profiles()
{
    static const std::vector<Profile> all = {
        {"destatis", say("GENESIS-Online (Destatis)", "GENESIS-Online (Destatis)"),
         "https://genesis.destatis.de/genesisWS/rest/2020/", true, true, true},
        {"regionaldatenbank",
         say("Regionaldatenbank Deutschland", "regional database of the German states"),
         "https://www.regionalstatistik.de/genesisws/rest/2020/", true, true, false},
        {"zensus2022", say("Zensus 2022", "census of 2022"),
         "https://ergebnisse.zensus2022.de/api/rest/2020/", false, false, true},
        {"nrw", say("Landesdatenbank Nordrhein-Westfalen", "database of North Rhine-Westphalia"),
         "https://www.landesdatenbank.nrw.de/ldbnrwws/rest/2020/", true, true, false},
        {"bayern", say("GENESIS-Online Bayern", "database of Bavaria"),
         "https://www.statistikdaten.bayern.de/genesisWS/rest/2020/", false, true, false},
        {"sachsen-anhalt", say("GENESIS-Online Sachsen-Anhalt", "database of Saxony-Anhalt"),
         "https://genesis.sachsen-anhalt.de/webservice/rest/2020/", false, true, false},
        {"bildungsmonitoring",
         say("Kommunale Bildungsdatenbank", "database of municipal education monitoring"),
         "https://www.bildungsmonitoring.de/bildungws/rest/2020/", true, true, false},
    };
    return all;
}

const Profile* profile_named(std::string_view name)
{
    const auto found =
        std::ranges::find_if(profiles(), [&](const Profile& one) { return one.name == name; });
    return found == profiles().end() ? nullptr : &*found;
}

} // namespace tuermer::genesis
