// SPDX-License-Identifier: EUPL-1.2
// Golden vectors of the group methods.
#include "tests/golden/group.hpp"

#include <array>

namespace tuermer::golden {

namespace group {

std::optional<double> figure(const Json& object, const char* key)
{
    const auto found = object.find(key);
    if (found == object.end() || found->is_null()) return std::nullopt;
    return found->get<double>();
}

double figure_or(const Json& object, const char* key, double fallback)
{
    return figure(object, key).value_or(fallback);
}

Figures figures(const Json& array)
{
    Figures all;
    for (const Json& value : array)
        all.push_back(value.is_null() ? std::nullopt : std::optional(value.get<double>()));
    return all;
}

std::vector<double> numbers(const Json& array)
{
    return array.get<std::vector<double>>();
}

Json json(std::optional<double> figure)
{
    return figure ? Json(*figure) : Json();
}

Json json(const Figures& figures)
{
    Json array = Json::array();
    for (const auto& figure : figures) array.push_back(json(figure));
    return array;
}

} // namespace group

std::span<const Method> group_methods()
{
    static constexpr std::array methods{
        Method{"wilson", group::wilson},
        Method{"newcombe", group::newcombe},
        Method{"poisson_interval", group::poisson_interval},
        Method{"rate_ratio", group::rate_ratio},
        Method{"direct_standardised_rate", group::direct_standardised_rate},
        Method{"dissimilarity", group::dissimilarity},
        Method{"inequality", group::inequality},
        Method{"eb_poisson_gamma", group::eb_poisson_gamma},
        Method{"eb_marshall", group::eb_marshall},
        Method{"funnel", group::funnel},
        Method{"p_chart", group::p_chart},
        Method{"u_chart", group::u_chart},
        Method{"c_chart", group::c_chart},
        Method{"g_chart", group::g_chart},
        Method{"xmr_chart", group::xmr_chart},
        Method{"nelson_rules", group::nelson_rules},
        Method{"threshold_hysteresis", group::threshold_hysteresis},
        Method{"year_on_year", group::year_on_year},
        Method{"p_adjust", group::p_adjust},
        Method{"online_fdr", group::online_fdr},
        Method{"chain_ladder", group::chain_ladder},
    };
    return methods;
}

} // namespace tuermer::golden
