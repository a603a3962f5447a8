// SPDX-License-Identifier: EUPL-1.2
// A few real areas and reforms, small enough to be checked by eye.
#pragma once

#include "rules/areas/areas.hpp"
#include "rules/base/dates.hpp"

#include <string>
#include <vector>

namespace tuermer::test {

inline Date day(std::string_view iso)
{
    return parse_date(iso).value();
}

inline Text named(std::string name)
{
    return {name, name};
}

inline Place line(std::uint32_t number)
{
    return {"areas.d/test.toml", number, 1};
}

inline Area area(std::string code, std::string name, std::string kind, std::string parent = {})
{
    return {.code = std::move(code),
            .name = named(std::move(name)),
            .kind = std::move(kind),
            .parent = std::move(parent)};
}

inline std::vector<Area> some_areas()
{
    std::vector<Area> areas{
        {"03", {"Niedersachsen", "Lower Saxony"}, "land", ""},
        area("031", "Statistische Region Braunschweig", "statistische_region"),
        area("03101", "Braunschweig", "kreisfreie_stadt"),
        area("03152", "Landkreis Göttingen", "landkreis"),
        area("03153", "Landkreis Goslar", "landkreis"),
        area("03156", "Landkreis Osterode am Harz", "landkreis"),
        area("03159", "Landkreis Göttingen", "landkreis"),
        area("15082", "Landkreis Anhalt-Bitterfeld", "landkreis"),
        area("15086", "Landkreis Jerichower Land", "landkreis"),
        area("15151", "Landkreis Anhalt-Zerbst", "landkreis"),
        area("15154", "Landkreis Bitterfeld", "landkreis"),
        area("15159", "Landkreis Köthen", "landkreis"),
        area("15358", "Landkreis Jerichower Land", "landkreis"),
        area("15363", "Landkreis Stendal", "landkreis"),
        area("15090", "Landkreis Stendal", "landkreis"),
        area("16056", "Eisenach", "kreisfreie_stadt"),
        area("16063", "Wartburgkreis", "landkreis"),
        area("nord", "Stadtbezirk Nord", "stadtbezirk", "03101"),
        area("sued", "Stadtbezirk Süd", "stadtbezirk", "03101"),
    };
    auto quarter = area("q7", "Siegfriedviertel", "quartier", "nord");
    quarter.valid_to = day("2019-12-31");
    areas.push_back(quarter);
    quarter = area("q7", "Siegfriedviertel-West", "quartier", "sued");
    quarter.valid_from = day("2020-01-01");
    areas.push_back(quarter);
    return areas;
}

inline std::vector<Reform> some_reforms()
{
    return {
        {.id = "goettingen_2016",
         .date = day("2016-11-01"),
         .why = {"Zusammenschluss der Landkreise Göttingen und Osterode am Harz",
                 "merger of the districts of Göttingen and Osterode am Harz"},
         .became = {{"03152", "03159"}, {"03156", "03159"}}},
        {.id = "eisenach_2021",
         .date = day("2021-07-01"),
         .why = {"Eingliederung der Stadt Eisenach in den Wartburgkreis",
                 "incorporation of the city of Eisenach into the Wartburgkreis"},
         .became = {{"16056", "16063"}, {"16063", "16063"}}},
        {.id = "sachsen_anhalt_2007",
         .date = day("2007-07-01"),
         .why = {"Kreisgebietsreform Sachsen-Anhalt", "district reform of Saxony-Anhalt"},
         .became = {{"15151", "15082", 0.4},
                    {"15151", "15086", 0.6},
                    {"15154", "15082"},
                    {"15159", "15082"},
                    {"15358", "15086"},
                    {"15363", "15090"}}},
    };
}

inline Areas some_hierarchy()
{
    Mistakes mistakes;
    return {some_areas(), some_reforms(), mistakes};
}

} // namespace tuermer::test
