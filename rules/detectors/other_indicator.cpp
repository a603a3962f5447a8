// SPDX-License-Identifier: EUPL-1.2
#include "rules/detectors/other_indicator.hpp"

#include "rules/base/suggest.hpp"
#include "rules/detectors/spelling.hpp"

#include <algorithm>

namespace tuermer {

namespace {

Text quoted(const std::string& text)
{
    return {text, text};
}

void check_fit(Settings& settings, std::string_view key, const DetectorContext& context,
               const OtherIndicator& other)
{
    if (other.frequency != context.frequency)
        settings.wrong(key, weave("'{}' kommt in anderen Abständen als dieser Indikator; "
                                  "verglichen werden gleiche Zeiträume",
                                  "'{}' comes at other intervals than this indicator; like periods "
                                  "are compared",
                                  quoted(other.id)));
    for (const auto& dimension : other.dimensions)
        if (!context.dimensions.empty() &&
            std::ranges::find(context.dimensions, dimension) == context.dimensions.end())
            settings.wrong(key, weave("'{}' hat ein Merkmal, das dieser Indikator nicht hat: {}",
                                      "'{}' has a dimension that this indicator lacks: {}",
                                      quoted(other.id), quoted(dimension)));
}

} // namespace

OtherIndicator read_other_indicator(Settings& settings, std::string_view key,
                                    const DetectorContext& context, const std::string& usual)
{
    OtherIndicator other;
    other.id = settings.has(key) || usual.empty() ? settings.need_text(key) : usual;
    other.title = quoted(other.id);
    if (other.id.empty() || context.others.empty()) return other;
    const auto found = std::ranges::find(context.others, other.id, &OtherIndicator::id);
    if (found == context.others.end()) {
        std::vector<std::string> ids;
        for (const auto& one : context.others) ids.push_back(one.id);
        settings.wrong(key, weave("'{}' ist kein Indikator{}", "'{}' is not an indicator{}",
                                  quoted(other.id), did_you_mean(other.id, ids)));
        return other;
    }
    if (context.indicator != nullptr && other.id == context.indicator->id)
        settings.wrong(key, {"ein Indikator lässt sich nicht mit sich selbst vergleichen",
                             "an indicator cannot be compared with itself"});
    check_fit(settings, key, context, *found);
    return *found;
}

Text no_row_in(const OtherIndicator& other)
{
    return weave("{}: für dieses Gebiet und diese Gruppe gibt es keine Zahl",
                 "{}: there is no figure for this area and group", other.title);
}

} // namespace tuermer
