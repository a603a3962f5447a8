// SPDX-License-Identifier: EUPL-1.2
#include "connectors/sources/pxweb/answers.hpp"

#include "connectors/formats/json.hpp"

#include <algorithm>
#include <charconv>

namespace tuermer::pxweb {
namespace {

using Variables = std::optional<std::vector<Variable>>;

std::optional<Json> read(std::string_view body)
{
    JsonLimits limits;
    limits.bytes = 64ULL << 20U;
    auto json = read_json(body, limits);
    if (!json) return std::nullopt;
    return std::move(*json);
}

std::string text_at(const JsonValue& value, std::string_view name)
{
    const auto found = value.member(name);
    return found ? std::string{found->text()} : std::string{};
}

std::vector<std::string> texts_at(const JsonValue& value, std::string_view name)
{
    std::vector<std::string> texts;
    if (const auto list = value.member(name))
        for (const auto item : list->items()) texts.emplace_back(item.text());
    return texts;
}

std::optional<std::uint64_t> number_at(const JsonValue& value, std::string_view name)
{
    const auto found = value.member(name);
    if (!found || !found->is_number()) return std::nullopt;
    const auto text = found->text();
    std::uint64_t number = 0;
    const auto end = std::from_chars(text.data(), text.data() + text.size(), number);
    return end.ec == std::errc{} && number > 0 ? std::optional{number} : std::nullopt;
}

Variables variables_v1(const JsonValue& root)
{
    const auto list = root.member("variables");
    if (!list || !list->is_array()) return std::nullopt;
    std::vector<Variable> variables;
    for (const auto item : list->items()) {
        Variable variable{text_at(item, "code"), texts_at(item, "values"),
                          texts_at(item, "valueTexts"), text_at(item, "time") == "true"};
        if (variable.code.empty() || variable.codes.empty()) return std::nullopt;
        if (variable.texts.size() != variable.codes.size()) variable.texts = variable.codes;
        variables.push_back(std::move(variable));
    }
    return variables.empty() ? std::nullopt : Variables{std::move(variables)};
}

// The codes in their order: a list, or an object of code → place.
std::vector<std::string> codes_of(const JsonValue& category)
{
    if (const auto index = category.member("index"); index && index->is_array())
        return texts_at(category, "index");
    std::vector<std::pair<std::uint64_t, std::string>> placed;
    if (const auto index = category.member("index"))
        for (const auto [code, place] : index->members()) {
            std::uint64_t number = 0;
            const auto text = place.text();
            std::from_chars(text.data(), text.data() + text.size(), number);
            placed.emplace_back(number, code);
        }
    std::stable_sort(placed.begin(), placed.end(),
                     [](const auto& a, const auto& b) { return a.first < b.first; });
    std::vector<std::string> codes;
    for (auto& [place, code] : placed) codes.push_back(std::move(code));
    if (codes.empty())
        if (const auto label = category.member("label"))
            for (const auto [code, text] : label->members()) codes.emplace_back(code);
    return codes;
}

Variables variables_v2(const JsonValue& root)
{
    const auto ids = texts_at(root, "id");
    const auto role = root.member("role");
    const auto times = role ? texts_at(*role, "time") : std::vector<std::string>{};
    std::vector<Variable> variables;
    for (const auto& id : ids) {
        const auto category = root.at({"dimension", id, "category"});
        if (!category) return std::nullopt;
        Variable variable{
            id, codes_of(*category), {}, std::find(times.begin(), times.end(), id) != times.end()};
        if (variable.codes.empty()) return std::nullopt;
        const auto label = category->member("label");
        for (const auto& code : variable.codes) {
            const auto text = label ? label->member(code) : std::nullopt;
            variable.texts.emplace_back(text ? text->text() : code);
        }
        variables.push_back(std::move(variable));
    }
    return variables.empty() ? std::nullopt : Variables{std::move(variables)};
}

} // namespace

Variables variables_of(std::string_view body, Version version)
{
    const auto json = read(body);
    if (!json) return std::nullopt;
    return version == Version::v1 ? variables_v1(json->root()) : variables_v2(json->root());
}

Limits limits_of(std::string_view body)
{
    constexpr std::uint64_t longest_pause = 60'000;
    Limits limits;
    const auto json = read(body);
    if (!json) return limits;
    const auto root = json->root();
    for (const auto* name : {"maxDataCells", "maxCells"})
        if (const auto cells = number_at(root, name)) limits.cells = *cells;
    for (const auto* name : {"maxCallsPerTimeWindow", "maxCalls"}) {
        const auto calls = number_at(root, name), window = number_at(root, "timeWindow");
        if (!calls || !window || *window > longest_pause) continue;
        limits.pause = std::chrono::milliseconds(
            std::min((*window * 1'000 + *calls - 1) / *calls, longest_pause));
    }
    return limits;
}

std::string updated_of(std::string_view body, std::string_view table, Version version)
{
    const auto json = read(body);
    if (!json) return {};
    if (version == Version::v2) return text_at(json->root(), "updated");
    for (const auto item : json->root().items())
        if (text_at(item, "id") == table) return text_at(item, "updated");
    return {};
}

} // namespace tuermer::pxweb
