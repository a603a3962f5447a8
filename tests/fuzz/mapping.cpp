// SPDX-License-Identifier: EUPL-1.2
// Any bytes as the file of a source: through the CSV reader and the mapping to observations, for a
// narrow and a wide table. Whatever the file says, figures are numbers and keys are whole.
#include "connectors/sources/mapping.hpp"
#include "connectors/formats/csv/csv.hpp"
#include "tests/fuzz/target.hpp"

#include <cmath>

namespace tuermer::fuzz {
namespace {

DimensionMapping dimension(std::string name, std::string column)
{
    DimensionMapping made;
    made.name = std::move(name);
    made.column = std::move(column);
    return made;
}

MeasureMapping measure(std::string name, std::string column)
{
    return {std::move(name), std::move(column), {}, *parse_unit("persons")};
}

// Year, area and nationality in columns, two measures.
Mapping narrow()
{
    Mapping mapping;
    mapping.source = "school";
    mapping.period.columns = {"Jahr"};
    auto nationality = dimension("nationality", "Gruppe");
    nationality.codes = {{"Deutsche", "german"}, {"Ausländer", "foreign"}};
    nationality.ignore_other_codes = true;
    mapping.dimensions = {dimension("area", "AGS"), std::move(nationality)};
    mapping.dimensions.front().strip = {"K", "RH"};
    mapping.measures = {measure("leavers", "Abgänge"), measure("leavers_without", "Ohne")};
    mapping.measures.back().where = {{"Einheit", {"Anzahl", ""}}};
    mapping.skip = {{"AGS", {"Insgesamt"}}};
    mapping.strip_footnotes = true;
    return mapping;
}

// Months in the columns.
Mapping wide()
{
    Mapping mapping;
    mapping.source = "agency";
    mapping.period.frequency = Frequency::month;
    mapping.dimensions = {dimension("area", "AGS")};
    mapping.measures = {measure("jobless", "")};
    mapping.unpivot = Unpivot{{"*20*"}, {"period"}};
    mapping.full = false;
    return mapping;
}

void check_cell(const Cell& cell)
{
    promise(std::isfinite(cell.value), "a figure is a finite number");
    promise(cell.has_value() || cell.value == 0, "what is missing is 0 underneath");
}

void check_block(const MeasureBlock& block)
{
    for (std::uint32_t row = 0; row < block.keys.rows(); ++row) {
        const auto key = parse_key(key_text(block.keys, row));
        promise(key && key->size() == block.keys.dimensions().size(), "a key can be read back");
        for (std::size_t i = 0; i < key->size(); ++i)
            promise((*key)[i].second == block.keys.code(row, i), "a key keeps its codes");
    }
    for (const auto& seen : block.observations) {
        promise(seen.row < block.keys.rows(), "an observation has its key");
        check_cell(seen.cell);
    }
}

void check_understood(const Understood& understood)
{
    for (const auto& block : understood.release.blocks) check_block(block);
    promise(understood.unread.size() <= Understood::max_unread,
            "unread cells stay within the limit");
    for (const auto& unread : understood.unread)
        promise(!unread.why.empty(), "an unread cell has a reason");
    promise(content_digest(understood.release).size() == 64, "a release has a digest");
}

void understand(const Mapping& mapping, const ReadTable& read)
{
    const auto lenient = apply_mapping(mapping, read, {}, Strictness::lenient);
    const auto strict = apply_mapping(mapping, read, {}, Strictness::strict);
    for (const auto* result : {&lenient, &strict})
        if (*result)
            check_understood(**result);
        else
            promise(!result->error().what.empty(), "a refusal is a sentence");
    if (!strict) return;
    promise(lenient.has_value(), "what is taken in can be shown");
    promise(content_digest(strict->release) == content_digest(lenient->release),
            "what is shown is what is taken in");
}

} // namespace
} // namespace tuermer::fuzz

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size)
{
    using namespace tuermer;
    static const auto narrow = fuzz::narrow();
    static const auto wide = fuzz::wide();
    const auto read = read_csv(fuzz::text_of(bytes, size), "a.csv", {});
    if (!read) return 0;
    fuzz::understand(narrow, *read);
    fuzz::understand(wide, *read);
    return 0;
}
