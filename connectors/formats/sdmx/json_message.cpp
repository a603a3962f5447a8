// SPDX-License-Identifier: EUPL-1.2
// SDMX-JSON 1.0 and 2.0: observations under keys "0:0:1" of positions, as series or flat. Version 2
// wraps all in "data" and has several structures and measures.
#include "connectors/formats/json.hpp"
#include "connectors/formats/long_table.hpp"
#include "connectors/formats/sdmx/messages.hpp"
#include "connectors/formats/service_words.hpp"

#include <algorithm>
#include <charconv>
#include <map>
#include <optional>
#include <vector>

namespace tuermer::sdmx {
namespace {

using Stretch = LongTable::Stretch;

Error wrong(Text what)
{
    return {Remedy::mend, std::move(what), ""};
}
Error wrong_position(std::string_view key)
{
    return wrong(say("SDMX-JSON: Der Schlüssel „{}“ nennt eine Stelle, die es in „structure“ nicht "
                     "gibt.",
                     "SDMX-JSON: the key '{}' names a place that is not in 'structure'.", key));
}

std::optional<std::uint64_t> number_in(std::string_view text)
{
    std::uint64_t number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (text.empty() || error != std::errc{} || end != text.data() + text.size())
        return std::nullopt;
    return number;
}

// A dimension or attribute: its columns and what its positions stand for.
struct Component {
    std::uint32_t column = 0;
    std::optional<std::uint32_t> label_column;
    std::vector<Stretch> codes, labels;
};

std::string_view text_of(const JsonValue& value, std::initializer_list<std::string_view> names)
{
    for (const auto name : names)
        if (const auto text = value.member(name); text && !text->text().empty())
            return text->text();
    return {};
}

class Message {
public:
    Message(std::string_view name, const ReadLimits& limits) : table_(name, limits) {}

    Result<> read_structure(const JsonValue& structure);
    Result<> read_data_set(const JsonValue& data_set);
    Result<CellTable> take() { return table_.take(); }

private:
    std::vector<Component> components(const JsonValue& structure, std::string_view group,
                                      std::string_view level, bool with_labels);
    Component component(const JsonValue& said, bool with_labels);
    Result<> place(const std::vector<Component>& dimensions, std::string_view key,
                   std::vector<Stretch>& row) const;
    void attach(const std::vector<Component>& attributes, const JsonValue& list, std::uint32_t skip,
                std::vector<Stretch>& row);
    void set(const Component& component, std::uint64_t position, std::vector<Stretch>& row) const;
    void set_attribute(const Component& attribute, const JsonValue& said,
                       std::vector<Stretch>& row);
    Result<> observations(const JsonValue& said, const std::vector<Component>& dimensions,
                          const std::vector<Stretch>& base);
    Result<> series(const JsonValue& said, const std::vector<Stretch>& base);

    LongTable table_;
    std::vector<Component> of_data_set_, of_series_, of_observation_;
    std::vector<Component> data_set_attributes_, series_attributes_, observation_attributes_;
    std::vector<std::uint32_t> measures_;
};

Component Message::component(const JsonValue& said, bool with_labels)
{
    Component component;
    const auto id = text_of(said, {"id", "name"});
    component.column = table_.add_column(column_name(id));
    const auto values = said.member("values");
    if (!values) return component;
    bool labelled = false;
    for (const auto value : values->items()) {
        const auto code = text_of(value, {"id", "value", "name"});
        const auto label = text_of(value, {"name"});
        component.codes.push_back(table_.keep_once(code));
        component.labels.push_back(table_.keep_once(label));
        labelled = labelled || (!label.empty() && label != code);
    }
    if (with_labels && labelled)
        component.label_column = table_.add_column(fmt::format("{} label", id));
    return component;
}

std::vector<Component> Message::components(const JsonValue& structure, std::string_view group,
                                           std::string_view level, bool with_labels)
{
    std::vector<Component> found;
    if (const auto said = structure.at({group, level}))
        for (const auto value : said->items()) found.push_back(component(value, with_labels));
    return found;
}

Result<> Message::read_structure(const JsonValue& structure)
{
    of_data_set_ = components(structure, "dimensions", "dataSet", true);
    of_series_ = components(structure, "dimensions", "series", true);
    of_observation_ = components(structure, "dimensions", "observation", true);
    if (of_observation_.empty() && of_series_.empty())
        return tl::unexpected(wrong(say("SDMX-JSON: In „structure“ fehlen die Dimensionen.",
                                        "SDMX-JSON: 'structure' lacks its dimensions.")));
    const auto measures = structure.at({"measures", "observation"});
    if (measures && measures->size() > 0) {
        for (const auto measure : measures->items())
            measures_.push_back(table_.add_column(column_name(text_of(measure, {"id"}))));
    } else {
        measures_.push_back(table_.add_column("value"));
    }
    data_set_attributes_ = components(structure, "attributes", "dataSet", false);
    series_attributes_ = components(structure, "attributes", "series", false);
    observation_attributes_ = components(structure, "attributes", "observation", false);
    return {};
}

void Message::set(const Component& component, std::uint64_t position,
                  std::vector<Stretch>& row) const
{
    row[component.column] = component.codes[position];
    if (component.label_column) row[*component.label_column] = component.labels[position];
}

// "0:2:1" → the cells of each dimension.
Result<> Message::place(const std::vector<Component>& dimensions, std::string_view key,
                        std::vector<Stretch>& row) const
{
    auto rest = key;
    for (const auto& dimension : dimensions) {
        const auto colon = std::min(rest.find(':'), rest.size());
        const auto position = number_in(rest.substr(0, colon));
        if (!position || *position >= dimension.codes.size())
            return tl::unexpected(wrong_position(key));
        set(dimension, *position, row);
        rest.remove_prefix(std::min(colon + 1, rest.size()));
    }
    if (!rest.empty()) return tl::unexpected(wrong_position(key));
    return {};
}

// A position where the attribute has a list of values, else the value itself.
void Message::set_attribute(const Component& attribute, const JsonValue& said,
                            std::vector<Stretch>& row)
{
    if (said.is_null() || said.is_array() || said.is_object()) return;
    const auto position = said.is_number() ? number_in(said.text()) : std::nullopt;
    if (position && *position < attribute.codes.size())
        set(attribute, *position, row);
    else if (attribute.codes.empty() || said.is_string())
        row[attribute.column] = table_.keep_once(said.text());
}

void Message::attach(const std::vector<Component>& attributes, const JsonValue& list,
                     std::uint32_t skip, std::vector<Stretch>& row)
{
    std::uint32_t place = 0;
    for (const auto said : list.items()) {
        const auto number = place++;
        if (number < skip) continue;
        if (number - skip >= attributes.size()) return;
        set_attribute(attributes[number - skip], said, row);
    }
}

Result<> Message::observations(const JsonValue& said, const std::vector<Component>& dimensions,
                               const std::vector<Stretch>& base)
{
    for (const auto& [key, cells] : said.members()) {
        auto row = base;
        if (auto placed = place(dimensions, key, row); !placed) return placed;
        std::uint32_t number = 0;
        for (const auto cell : cells.items()) {
            if (number == measures_.size()) break;
            const auto column = measures_[number++];
            if (!cell.is_null() && !cell.is_array() && !cell.is_object())
                row[column] = table_.keep(cell.text());
        }
        attach(observation_attributes_, cells, static_cast<std::uint32_t>(measures_.size()), row);
        if (auto added = table_.add_row(table_.rows() + 1, row); !added) return added;
    }
    return {};
}

Result<> Message::series(const JsonValue& said, const std::vector<Stretch>& base)
{
    for (const auto& [key, one] : said.members()) {
        auto row = base;
        if (auto placed = place(of_series_, key, row); !placed) return placed;
        if (const auto attributes = one.member("attributes"))
            attach(series_attributes_, *attributes, 0, row);
        const auto inner = one.member("observations");
        if (!inner) continue;
        if (auto read = observations(*inner, of_observation_, row); !read) return read;
    }
    return {};
}

Result<> Message::read_data_set(const JsonValue& data_set)
{
    std::vector<Stretch> base(table_.columns());
    for (const auto& dimension : of_data_set_)
        if (!dimension.codes.empty()) set(dimension, 0, base);
    if (const auto attributes = data_set.member("attributes"))
        attach(data_set_attributes_, *attributes, 0, base);
    if (const auto said = data_set.member("series"))
        if (auto read = series(*said, base); !read) return read;
    if (const auto said = data_set.member("observations")) {
        auto dimensions = of_series_;
        dimensions.insert(dimensions.end(), of_observation_.begin(), of_observation_.end());
        return observations(*said, dimensions, base);
    }
    return {};
}

bool deletes(const JsonValue& data_set)
{
    const auto action = data_set.member("action");
    return action && (action->text() == "Delete" || action->text() == "D");
}

// The number of the structure that a data set names; the first where it names none.
std::uint64_t structure_number(const JsonValue& data_set)
{
    const auto said = data_set.member("structure");
    return said ? number_in(said->text()).value_or(0) : 0;
}

std::optional<JsonValue> structure_at(const JsonValue& data, std::uint64_t wanted)
{
    if (auto one = data.member("structure")) return one;
    const auto all = data.member("structures");
    if (!all) return std::nullopt;
    std::uint64_t number = 0;
    for (const auto structure : all->items())
        if (number++ == wanted) return structure;
    return std::nullopt;
}

Error no_data(const JsonValue& root)
{
    if (auto said = message_of_service(root)) return std::move(*said);
    return wrong(say("Das ist JSON, aber keine SDMX-Datennachricht: Es fehlen „dataSets“ oder "
                     "„structure“.",
                     "This is JSON, but no SDMX data message: 'dataSets' or 'structure' is "
                     "missing."));
}

} // namespace

Result<ReadTable> read_json_message(std::string_view bytes, std::string_view name,
                                    const ReadLimits& limits)
{
    JsonLimits json_limits;
    json_limits.bytes = std::min(json_limits.bytes, limits.bytes);
    const auto json = read_json(bytes, json_limits);
    if (!json) return tl::unexpected(json.error());
    const auto data = json->root().member("data").value_or(json->root());
    const auto data_sets = data.member("dataSets");
    if (!data_sets || data_sets->size() == 0) return tl::unexpected(no_data(json->root()));
    auto read = begun_table();
    std::map<std::uint64_t, Message> messages; // by structure: what shares one is one table
    for (const auto data_set : data_sets->items()) {
        if (deletes(data_set)) {
            read.remarks.push_back(say("Ein Datensatz löscht Beobachtungen (Delete).",
                                       "A data set deletes observations (Delete)."));
            continue;
        }
        const auto number = structure_number(data_set);
        const auto structure = structure_at(data, number);
        if (!structure) return tl::unexpected(no_data(json->root()));
        const auto [message, is_new] = messages.try_emplace(number, name, limits);
        if (is_new)
            if (auto known = message->second.read_structure(*structure); !known)
                return tl::unexpected(std::move(known.error()));
        if (auto filled = message->second.read_data_set(data_set); !filled)
            return tl::unexpected(std::move(filled.error()));
    }
    for (auto& [number, message] : messages) {
        auto table = message.take();
        if (!table) return tl::unexpected(std::move(table.error()));
        read.tables.push_back(std::move(*table));
    }
    if (read.tables.empty()) return tl::unexpected(no_data(json->root()));
    return read;
}

} // namespace tuermer::sdmx
