// SPDX-License-Identifier: EUPL-1.2
#include "connectors/formats/px/variables.hpp"

#include <algorithm>
#include <unordered_set>

namespace tuermer::px {
namespace {

Error wrong(Text what)
{
    return {Remedy::mend, std::move(what), ""};
}

// "20061" under TLIST(Q1) → "2006Q1"; the letter is A, H, Q, M or W.
std::string period_code(char kind, std::string_view digits)
{
    if (kind == 'A' || digits.size() <= 4) return std::string{digits};
    return fmt::format("{}{}{}", digits.substr(0, 4), kind, digits.substr(4));
}

// TIMEVAL("period")=TLIST(M1),"200610","200611"
std::vector<std::string> period_codes(const Statement* timeval)
{
    if (timeval == nullptr || timeval->values.size() < 2) return {};
    const auto& list = timeval->values.front();
    if (!list.starts_with("TLIST(") || list.size() < 7) return {};
    std::vector<std::string> codes;
    for (auto value = timeval->values.begin() + 1; value != timeval->values.end(); ++value)
        codes.push_back(period_code(list[6], *value));
    return codes;
}

} // namespace

const Statement* File::about(std::string_view keyword, const Variable& variable) const
{
    const auto* const found = statements_.find(keyword, language_, variable.name);
    if (found != nullptr && found->language == language_) return found;
    return statements_.find(keyword, "", variable.own_name);
}

Result<> File::fill(Variable& variable) const
{
    const auto* const values = about("VALUES", variable);
    const auto* const codes = about("CODES", variable);
    const auto* const named = values != nullptr ? values : codes;
    if (named == nullptr)
        return tl::unexpected(wrong(say("PX: Für die Variable „{}“ fehlen VALUES und CODES.",
                                        "PX: VALUES and CODES are missing for the variable '{}'.",
                                        variable.own_name)));
    variable.values = named->values;
    const auto count = variable.values.size();
    if (codes != nullptr && codes->values.size() != count)
        return tl::unexpected(
            wrong(say("PX: Die Variable „{}“ hat {} Werte (VALUES), aber {} Codes (CODES).",
                      "PX: the variable '{}' has {} values (VALUES), but {} codes (CODES).",
                      variable.own_name, count, codes->values.size())));
    variable.codes = period_codes(about("TIMEVAL", variable));
    if (variable.codes.size() != count) {
        const auto* const own = statements_.find("VALUES", "", variable.own_name);
        variable.codes = codes != nullptr ? codes->values
                         : own != nullptr ? own->values
                                          : named->values;
    }
    if (variable.codes.size() != count)
        return tl::unexpected(wrong(say("PX: Die Variable „{}“ hat in den Sprachen der Datei nicht "
                                        "gleich viele Werte.",
                                        "PX: the variable '{}' has not as many values in each of "
                                        "the file's languages.",
                                        variable.own_name)));
    if (variable.codes != variable.values) variable.labels = variable.values;
    if (const auto* const keys = statements_.find("KEYS", "", variable.own_name)) {
        variable.keyed = true;
        variable.keyed_by_codes = !keys->values.empty() && keys->values.front() == "CODES";
        if (variable.keyed_by_codes && codes != nullptr) variable.values = codes->values;
    }
    return {};
}

Result<> File::add_variables(std::string_view keyword, std::vector<Variable>& variables) const
{
    const auto* const own = statements_.find(keyword, "");
    if (own == nullptr) return {};
    const auto* const translated = statements_.find(keyword, language_);
    for (std::size_t i = 0; i < own->values.size(); ++i) {
        Variable variable;
        variable.own_name = own->values[i];
        variable.name = i < translated->values.size() ? translated->values[i] : own->values[i];
        variable.in_stub = keyword == "STUB";
        if (auto filled = fill(variable); !filled) return filled;
        variables.push_back(std::move(variable));
    }
    return {};
}

Result<std::vector<Variable>> File::variables() const
{
    std::vector<Variable> variables;
    for (const auto* const keyword : {"STUB", "HEADING"})
        if (auto added = add_variables(keyword, variables); !added)
            return tl::unexpected(std::move(added.error()));
    if (variables.empty())
        return tl::unexpected(wrong(say("PX: Es fehlen STUB und HEADING: welche Variablen die "
                                        "Tabelle hat.",
                                        "PX: STUB and HEADING are missing: which variables the "
                                        "table has.")));
    return variables;
}

// Units belong to the contents, one of the variables; UNITS("Zuzüge")="Personen".
Result<> File::add_units(const std::vector<Variable>& variables, CubeTable& cube,
                         std::vector<CubeTable::Dimension>& dimensions) const
{
    const auto* const contents = statements_.find("CONTVARIABLE", "");
    if (contents == nullptr || contents->values.empty()) return {};
    const auto& name = contents->values.front();
    const auto found = std::find_if(variables.begin(), variables.end(),
                                    [&](const Variable& v) { return v.own_name == name; });
    if (found == variables.end())
        return tl::unexpected(wrong(say("PX: CONTVARIABLE nennt „{}“; eine solche Variable hat die "
                                        "Tabelle nicht.",
                                        "PX: CONTVARIABLE names '{}'; the table has no such "
                                        "variable.",
                                        name)));
    auto& units = dimensions[static_cast<std::size_t>(found - variables.begin())].units;
    const auto* const values = statements_.find("VALUES", "", name);
    if (values == nullptr) return {};
    bool any = false;
    for (const auto& value : values->values) {
        const auto* const unit = statements_.find("UNITS", "", value);
        any = any || unit != nullptr;
        units.push_back(unit != nullptr && !unit->values.empty()
                            ? cube.table().keep_once(unit->values.front())
                            : CubeTable::Stretch{});
    }
    const std::unordered_set<std::string_view> known(values->values.begin(), values->values.end());
    for (const auto& statement : statements_.all)
        if (statement.keyword == "UNITS" && statement.language.empty() &&
            !statement.subjects.empty() && !known.contains(statement.subjects.front()))
            return tl::unexpected(wrong(say("Zeile {}: UNITS nennt „{}“; einen solchen Inhalt hat "
                                            "„{}“ nicht.",
                                            "line {}: UNITS names '{}'; '{}' has no such content.",
                                            statement.line, statement.subjects.front(), name)));
    if (!any) units.clear();
    return {};
}

} // namespace tuermer::px
