// SPDX-License-Identifier: EUPL-1.2
// What varies between services is accepted in every variant that occurs: sizes as strings,
// positions as array or object or not at all, values and statuses as array, object or one for all.
#include "connectors/formats/json_stat/dataset.hpp"

#include "connectors/formats/cube_table.hpp"

#include <algorithm>
#include <charconv>
#include <unordered_map>
#include <unordered_set>

namespace tuermer::json_stat {
namespace {

using Stretch = CubeTable::Stretch;

Error wrong(Text what)
{
    return {Remedy::mend, std::move(what), ""};
}

std::optional<std::uint64_t> count_in(std::string_view text)
{
    std::uint64_t count = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), count);
    if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
    return count;
}

struct Head {
    std::vector<std::string_view> ids;
    std::vector<std::uint64_t> sizes;
};

// Version 2 has "id" and "size" beside "dimension", version 1 inside of it.
std::optional<JsonValue> beside_or_inside(const JsonValue& dataset, std::string_view name)
{
    if (auto found = dataset.member(name)) return found;
    return dataset.at({"dimension", name});
}

Result<Head> read_head(const JsonValue& dataset)
{
    const auto ids = beside_or_inside(dataset, "id");
    const auto sizes = beside_or_inside(dataset, "size");
    if (!ids || !sizes || !ids->is_array() || !sizes->is_array() || ids->size() != sizes->size())
        return tl::unexpected(
            wrong(say("JSON-stat: „id“ und „size“ fehlen oder passen nicht zueinander.",
                      "JSON-stat: 'id' and 'size' are missing or do not match.")));
    Head head;
    for (const auto id : ids->items()) head.ids.push_back(id.text());
    for (const auto size : sizes->items()) {
        const auto count = count_in(size.text());
        if (!count)
            return tl::unexpected(
                wrong(say("JSON-stat: „size“ enthält „{}“; das ist keine Anzahl.",
                          "JSON-stat: 'size' holds '{}', which is no count.", size.text())));
        head.sizes.push_back(*count);
    }
    return head;
}

Error bad_category(std::string_view dimension)
{
    return wrong(say("JSON-stat: Die Positionen der Kategorien von „{}“ passen nicht zu „size“.",
                     "JSON-stat: the positions of the categories of '{}' do not match 'size'.",
                     dimension));
}

// The codes in the order of their positions.
Result<std::vector<std::string_view>>
codes_of(std::string_view dimension, const std::optional<JsonValue>& category, std::uint64_t size)
{
    std::vector<std::string_view> codes;
    const auto index = category ? category->member("index") : std::nullopt;
    const auto label = category ? category->member("label") : std::nullopt;
    if (index && index->is_array()) {
        for (const auto code : index->items()) codes.push_back(code.text());
    } else if (index && index->is_object()) {
        if (index->size() != size) return tl::unexpected(bad_category(dimension));
        codes.resize(size);
        std::vector<bool> taken(size);
        for (const auto& [code, position] : index->members()) {
            const auto at = count_in(position.text());
            if (!at || *at >= size || taken[*at]) return tl::unexpected(bad_category(dimension));
            taken[*at] = true;
            codes[*at] = code;
        }
    } else if (label && label->is_object()) { // one category needs no index
        for (const auto& [code, text] : label->members()) codes.push_back(code);
    } else if (size == 1) {
        codes.push_back(dimension);
    }
    if (codes.size() != size) return tl::unexpected(bad_category(dimension));
    return codes;
}

using ByCode = std::unordered_map<std::string_view, std::string_view>;

std::vector<Stretch> stretches(const std::vector<std::string_view>& codes, const ByCode& by_code,
                               LongTable& table)
{
    std::vector<Stretch> found;
    if (by_code.empty()) return found;
    for (const auto code : codes) {
        const auto text = by_code.find(code);
        found.push_back(text == by_code.end() ? Stretch{} : table.keep_once(text->second));
    }
    return found;
}

ByCode labels_of(const std::optional<JsonValue>& category)
{
    ByCode labels;
    const auto label = category ? category->member("label") : std::nullopt;
    if (!label) return labels;
    for (const auto& [code, text] : label->members()) labels.emplace(code, text.text());
    return labels;
}

// Only what tells figures apart: the unit's name, or its base.
ByCode units_of(const std::optional<JsonValue>& category)
{
    ByCode units;
    const auto unit = category ? category->member("unit") : std::nullopt;
    if (!unit) return units;
    for (const auto& [code, said] : unit->members())
        for (const auto* const name : {"label", "base"})
            if (const auto text = said.member(name); text && text->is_string()) {
                units.emplace(code, text->text());
                break;
            }
    return units;
}

Result<> add_dimension(CubeTable& cube, const JsonValue& dataset, std::string_view id,
                       std::uint64_t size, const ReadLimits& limits)
{
    if (size > limits.rows)
        return tl::unexpected(wrong(say("JSON-stat: „{}“ hat {} Kategorien; erlaubt sind {}.",
                                        "JSON-stat: '{}' has {} categories; {} are allowed.", id,
                                        size, limits.rows)));
    const auto category = dataset.at({"dimension", id, "category"});
    auto codes = codes_of(id, category, size);
    if (!codes) return tl::unexpected(std::move(codes.error()));
    CubeTable::Dimension dimension;
    auto& table = cube.table();
    for (const auto code : *codes) dimension.codes.push_back(table.keep_once(code));
    dimension.labels = stretches(*codes, labels_of(category), table);
    dimension.units = stretches(*codes, units_of(category), table);
    cube.add_dimension(id, std::move(dimension));
    return {};
}

// One text per place, as an array, as an object by place, or one for all.
class ByPlace {
public:
    ByPlace(const std::optional<JsonValue>& said, std::uint64_t cells)
    {
        if (!said || said->is_null()) return;
        if (said->is_string()) {
            for_all_ = said->text();
        } else if (said->is_array()) {
            for (const auto item : said->items()) by_number_.push_back(said_by(item));
            if (by_number_.size() == 1 && cells > 1) for_all_ = by_number_.front();
        } else {
            for (const auto& [place, text] : said->members()) {
                const auto at = count_in(place);
                if (!at || *at >= cells) continue;
                by_place_.emplace(*at, said_by(text));
                places_.push_back(*at);
            }
        }
    }

    bool any() const { return !for_all_.empty() || !by_number_.empty() || !by_place_.empty(); }
    std::string_view at(std::uint64_t place) const
    {
        if (!for_all_.empty()) return for_all_;
        if (place < by_number_.size()) return by_number_[place];
        const auto found = by_place_.find(place);
        return found == by_place_.end() ? std::string_view{} : found->second;
    }
    // The places said one by one, in the order of the file.
    std::vector<std::uint64_t> places() const
    {
        auto places = places_;
        for (std::uint64_t at = 0; at < by_number_.size(); ++at)
            if (!by_number_[at].empty()) places.push_back(at);
        return places;
    }

private:
    static std::string_view said_by(const JsonValue& value)
    {
        return value.is_null() ? std::string_view{} : value.text();
    }

    std::string_view for_all_;
    std::vector<std::string_view> by_number_;
    std::unordered_map<std::uint64_t, std::string_view> by_place_;
    std::vector<std::uint64_t> places_;
};

// The old service of Eurostat wraps the statuses once more: {"value": […], "category": …}.
std::optional<JsonValue> status_of(const JsonValue& dataset)
{
    const auto status = dataset.member("status");
    if (!status || !status->is_object()) return status;
    const auto wrapped = status->member("value");
    return wrapped && (wrapped->is_array() || wrapped->is_object()) ? wrapped : status;
}

Error bad_value(std::uint64_t place)
{
    return wrong(say("JSON-stat: Der Wert Nummer {} ist weder Zahl noch Text.",
                     "JSON-stat: value number {} is neither a number nor text.", place));
}

class Figures {
public:
    Figures(CubeTable& cube, const ByPlace& status, std::uint64_t cells)
        : cube_(cube), status_(status), cells_(cells)
    {
    }

    Result<> dense(const JsonValue& values)
    {
        if (values.size() != cells_)
            return tl::unexpected(
                wrong(say("JSON-stat: „value“ hat {} Werte, die Dimensionen ergeben {}; die "
                          "Antwort ist unvollständig.",
                          "JSON-stat: 'value' holds {} values, the dimensions make {}; the answer "
                          "is incomplete.",
                          values.size(), cells_)));
        std::uint64_t place = 0;
        for (const auto value : values.items())
            if (auto added = add(place++, value); !added) return added;
        return {};
    }

    // Places that are not there have no figure, and no row unless they have a status.
    Result<> sparse(const JsonValue& values)
    {
        std::unordered_set<std::uint64_t> told;
        for (const auto& [place, value] : values.members()) {
            const auto at = count_in(place);
            if (!at || *at >= cells_)
                return tl::unexpected(wrong(say(
                    "JSON-stat: „value“ nennt die Stelle „{}“; es gibt {} Stellen.",
                    "JSON-stat: 'value' names place '{}'; there are {} places.", place, cells_)));
            if (status_.any()) told.insert(*at);
            if (auto added = add(*at, value); !added) return added;
        }
        for (const auto place : status_.places())
            if (place < cells_ && !told.contains(place))
                if (auto added = cube_.add(place, {}, kept(status_.at(place))); !added)
                    return added;
        return {};
    }

private:
    Stretch kept(std::string_view status) { return cube_.table().keep_once(status); }

    Result<> add(std::uint64_t place, const JsonValue& value)
    {
        if (value.is_array() || value.is_object() || value.kind() == JsonValue::Kind::boolean)
            return tl::unexpected(bad_value(place));
        const auto text = value.is_null() ? std::string_view{} : value.text();
        return cube_.add(place, cube_.table().keep(text), kept(status_.at(place)));
    }

    CubeTable& cube_;
    const ByPlace& status_;
    std::uint64_t cells_;
};

} // namespace

Error only_described()
{
    return wrong(
        say("Das ist die Beschreibung einer Tabelle ohne ihre Zahlen (JSON-stat). Bitte die "
            "Adresse der Daten eintragen.",
            "This is the description of a table without its figures (JSON-stat). Please "
            "give the address of the data."));
}

Result<CellTable> dataset_table(const JsonValue& dataset, std::string_view name,
                                const ReadLimits& limits)
{
    const auto head = read_head(dataset);
    if (!head) return tl::unexpected(head.error());
    CubeTable cube{name, limits};
    for (std::size_t i = 0; i < head->ids.size(); ++i)
        if (auto added = add_dimension(cube, dataset, head->ids[i], head->sizes[i], limits); !added)
            return tl::unexpected(std::move(added.error()));
    const auto cells = cube.cells();
    const auto values = dataset.member("value");
    const bool none = values && (values->is_null() || (values->is_array() && values->size() == 0));
    if (none && cells && *cells > 0) return tl::unexpected(only_described());
    if (!cells || !values || !(values->is_array() || values->is_object()))
        return tl::unexpected(
            wrong(say("JSON-stat: „value“ ist weder Liste noch Objekt, oder es gibt zu viele "
                      "Stellen.",
                      "JSON-stat: 'value' is neither an array nor an object, or there are too many "
                      "places.")));
    const ByPlace status{status_of(dataset), *cells};
    cube.close_head(status.any());
    cube.table().expect(values->size(), std::size_t{8} * values->size());
    Figures figures{cube, status, *cells};
    auto filled = values->is_array() ? figures.dense(*values) : figures.sparse(*values);
    if (!filled) return tl::unexpected(std::move(filled.error()));
    return cube.take();
}

} // namespace tuermer::json_stat
