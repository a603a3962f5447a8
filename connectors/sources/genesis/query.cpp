// SPDX-License-Identifier: EUPL-1.2
#include "connectors/sources/genesis/query.hpp"

#include <fmt/format.h>

namespace tuermer::genesis {
namespace {

std::string list_of(const std::vector<std::string>& items)
{
    std::string list;
    for (const auto& item : items) list += (list.empty() ? "" : ",") + item;
    return list;
}

std::string year_text(std::optional<int> year)
{
    return year ? std::to_string(*year) : "";
}

using Halves = std::optional<std::pair<Query, Query>>;

Halves halves_by_years(const Query& query, int this_year)
{
    if (!query.first_year) return std::nullopt;
    const int first = *query.first_year, last = query.last_year.value_or(this_year);
    if (first >= last) return std::nullopt;
    std::pair both{query, query};
    const int middle = first + (last - first) / 2;
    both.first.last_year = middle;
    both.second.first_year = middle + 1;
    both.second.last_year = last;
    return both;
}

Halves halves_by(const Query& query, std::vector<std::string> Query::*list)
{
    const auto& all = query.*list;
    if (all.size() < 2) return std::nullopt;
    const auto middle = all.begin() + static_cast<std::ptrdiff_t>(all.size() / 2);
    std::pair both{query, query};
    both.first.*list = {all.begin(), middle};
    both.second.*list = {middle, all.end()};
    return both;
}

} // namespace

WebParameters form_of(const Query& query, bool as_job)
{
    WebParameters form = {{"name", query.table},
                          {"area", "all"},
                          {"compress", "false"},
                          {"transpose", "false"},
                          {"contents", list_of(query.contents)},
                          {"startyear", year_text(query.first_year)},
                          {"endyear", year_text(query.last_year)},
                          {"regionalvariable", query.region_variable},
                          {"regionalkey", list_of(query.regions)}};
    for (std::size_t i = 0; i < query.classifying.size(); ++i) {
        form.emplace_back(fmt::format("classifyingvariable{}", i + 1), query.classifying[i].first);
        form.emplace_back(fmt::format("classifyingkey{}", i + 1),
                          list_of(query.classifying[i].second));
    }
    form.emplace_back("format", "ffcsv");
    form.emplace_back("quality", query.quality ? "on" : "off");
    form.emplace_back("job", as_job ? "true" : "false");
    form.emplace_back("language", query.language);
    return form;
}

std::optional<std::pair<Query, Query>> halves(const Query& query, int this_year)
{
    if (auto both = halves_by_years(query, this_year)) return both;
    if (auto both = halves_by(query, &Query::regions)) return both;
    return halves_by(query, &Query::contents);
}

std::string name_of(const Query& part)
{
    auto name = fmt::format("{}-{}", year_text(part.first_year), year_text(part.last_year));
    if (!part.regions.empty())
        name += part.regions.size() == 1
                    ? " " + part.regions.front()
                    : fmt::format(" {}..{}", part.regions.front(), part.regions.back());
    if (!part.contents.empty()) name += " " + part.contents.front();
    return name;
}

} // namespace tuermer::genesis
