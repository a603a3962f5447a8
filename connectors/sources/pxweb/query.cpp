// SPDX-License-Identifier: EUPL-1.2
#include "connectors/sources/pxweb/query.hpp"

#include "connectors/formats/labels.hpp"
#include "rules/base/numbers.hpp"

#include <algorithm>
#include <limits>
#include <nlohmann/json.hpp>
#include <utility>

namespace tuermer::pxweb {
namespace {

// "top 4": the newest four, whichever end they are at.
std::optional<std::size_t> top_of(std::string_view wish)
{
    constexpr std::string_view word = "top ";
    if (!wish.starts_with(word)) return std::nullopt;
    const auto count = parse_integer(wish.substr(word.size()));
    return count && *count > 0 ? std::optional{static_cast<std::size_t>(*count)} : std::nullopt;
}

std::vector<bool> newest(const Variable& variable, std::size_t count)
{
    const auto size = variable.codes.size();
    std::vector<bool> chosen(size, false);
    const bool rising = variable.texts.front() <= variable.texts.back();
    for (std::size_t i = 0; i < std::min(count, size); ++i)
        chosen[rising ? size - 1 - i : i] = true;
    return chosen;
}

Error no_such_value(const Variable& variable, const std::string& wish)
{
    std::vector<std::string> known = variable.codes;
    known.insert(known.end(), variable.texts.begin(), variable.texts.end());
    const auto hint = did_you_mean(wish, known);
    return {Remedy::mend,
            say("Die Variable „{0}“ der Tabelle hat keinen Wert „{1}“{2}",
                "The table's variable '{0}' has no value '{1}'{3}", variable.code, wish, hint.de,
                hint.en),
            ""};
}

Result<std::vector<std::string>> values_of(const Variable& variable,
                                           const std::vector<std::string>& wishes)
{
    std::vector<bool> chosen(variable.codes.size(), wishes.empty());
    for (const auto& wish : wishes) {
        bool found = false;
        const auto top = top_of(wish);
        const auto of_top = top ? newest(variable, *top) : std::vector<bool>{};
        for (std::size_t i = 0; i < variable.codes.size(); ++i) {
            const bool fits = top ? of_top[i]
                                  : matches_pattern(variable.codes[i], wish) ||
                                        matches_pattern(variable.texts[i], wish);
            chosen[i] = chosen[i] || fits;
            found = found || fits;
        }
        if (!found) return tl::unexpected(no_such_value(variable, wish));
    }
    std::vector<std::string> values;
    for (std::size_t i = 0; i < chosen.size(); ++i)
        if (chosen[i]) values.push_back(variable.codes[i]);
    return values;
}

Error no_such_variable(const std::vector<Variable>& variables, const std::string& name)
{
    std::string known;
    for (const auto& variable : variables) known += (known.empty() ? "" : ", ") + variable.code;
    return {Remedy::mend,
            say("Die Tabelle hat keine Variable „{}“; sie hat: {}",
                "The table has no variable '{}'; it has: {}", name, known),
            ""};
}

} // namespace

std::uint64_t Cut::cells() const
{
    std::uint64_t product = 1;
    for (const auto& variable : variables) {
        const auto count = std::max<std::uint64_t>(variable.values.size(), 1);
        if (product > std::numeric_limits<std::uint64_t>::max() / count)
            return std::numeric_limits<std::uint64_t>::max();
        product *= count;
    }
    return product;
}

Result<Cut> chosen_of(const std::vector<Variable>& variables, const Selection& wanted)
{
    for (const auto& [name, wishes] : wanted) {
        const auto known = std::ranges::find(variables, name, &Variable::code);
        if (known == variables.end()) return tl::unexpected(no_such_variable(variables, name));
    }
    Cut cut;
    for (const auto& variable : variables) {
        const auto wish = std::ranges::find(wanted, variable.code, &Selection::value_type::first);
        auto values =
            values_of(variable, wish == wanted.end() ? std::vector<std::string>{} : wish->second);
        if (!values) return tl::unexpected(std::move(values.error()));
        cut.variables.push_back({variable.code, std::move(*values)});
    }
    return cut;
}

std::vector<Cut> pieces(const Cut& whole, std::uint64_t most_cells)
{
    std::vector<Cut> waiting = {whole}, done;
    while (!waiting.empty()) {
        auto cut = std::move(waiting.back());
        waiting.pop_back();
        const auto longest = std::ranges::max_element(
            cut.variables, {}, [](const Cut::Chosen& one) { return one.values.size(); });
        const bool fits = cut.cells() <= most_cells;
        if (fits || longest == cut.variables.end() || longest->values.size() < 2) {
            if (!fits || done.size() == most_pieces) return {};
            done.push_back(std::move(cut));
            continue;
        }
        auto& values = longest->values;
        const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
        std::vector<std::string> rest(middle, values.end());
        values.erase(middle, values.end());
        auto second = cut;
        second.variables[static_cast<std::size_t>(longest - cut.variables.begin())].values =
            std::move(rest);
        waiting.push_back(std::move(second));
        waiting.push_back(std::move(cut));
        if (waiting.size() + done.size() > most_pieces) return {};
    }
    return done;
}

std::string body_of(const Cut& cut, Version version, const std::string& response)
{
    using Body = nlohmann::ordered_json;
    auto selection = Body::array();
    for (const auto& [code, values] : cut.variables) {
        Body one;
        if (version == Version::v1) {
            one["code"] = code;
            one["selection"] = {{"filter", "item"}, {"values", values}};
        } else {
            one["variableCode"] = code;
            one["valueCodes"] = values;
        }
        selection.push_back(std::move(one));
    }
    Body body;
    body[version == Version::v1 ? "query" : "selection"] = std::move(selection);
    if (version == Version::v1) body["response"] = {{"format", response}};
    return body.dump(-1, ' ', false, Body::error_handler_t::replace);
}

} // namespace tuermer::pxweb
