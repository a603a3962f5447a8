// SPDX-License-Identifier: EUPL-1.2
// Where the datasets lie in an answer: it is one, a collection of them (version 2) or a bundle
// under keys (version 1).
#include "connectors/formats/json_stat/dataset.hpp"
#include "connectors/formats/service_words.hpp"

namespace tuermer::json_stat {
namespace {

Error wrong(Text what)
{
    return {Remedy::mend, std::move(what), ""};
}

bool is_dataset(const JsonValue& value)
{
    return value.member("dimension") && value.member("value");
}

std::string label_of(const JsonValue& dataset)
{
    for (const auto* const name : {"label", "title"})
        if (const auto label = dataset.member(name); label && label->is_string())
            return std::string{label->text()};
    return "";
}

void add_items(const JsonValue& collection, std::vector<Named>& found)
{
    const auto items = collection.at({"link", "item"});
    if (!items) return;
    for (const auto item : items->items())
        if (is_dataset(item)) found.push_back({"", label_of(item), item});
}

Error no_dataset(const JsonValue& root)
{
    if (auto said = message_of_service(root)) return std::move(*said);
    const auto kind = root.member("class");
    if (kind && kind->text() == "dataset") return only_described();
    if (kind && kind->text() == "collection")
        return wrong(say("Diese JSON-stat-Sammlung enthält nur Verweise, keine Zahlen. Bitte die "
                         "Adresse des gewünschten Datensatzes eintragen.",
                         "This JSON-stat collection holds links only, no figures. Please give the "
                         "address of the dataset you want."));
    return wrong(say("Das ist JSON, aber kein JSON-stat: Es fehlen „dimension“ und „value“.",
                     "This is JSON, but not JSON-stat: 'dimension' and 'value' are missing."));
}

} // namespace

Result<std::vector<Named>> datasets_in(const JsonValue& root)
{
    std::vector<Named> found;
    if (is_dataset(root)) {
        found.push_back({"", label_of(root), root});
    } else {
        add_items(root, found);
        for (const auto& [key, value] : root.members())
            if (is_dataset(value)) found.push_back({std::string{key}, label_of(value), value});
    }
    if (found.empty()) return tl::unexpected(no_dataset(root));
    return found;
}

} // namespace tuermer::json_stat
