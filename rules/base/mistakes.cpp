// SPDX-License-Identifier: EUPL-1.2
// Where something is wrong and how that is said.
#include "rules/base/settings.hpp"

#include "rules/base/suggest.hpp"

#include <algorithm>
#include <tuple>

namespace tuermer {

std::string to_string(const Place& place)
{
    if (place.line == 0) return place.file;
    if (place.column == 0) return fmt::format("{}:{}", place.file, place.line);
    return fmt::format("{}:{}:{}", place.file, place.line, place.column);
}

std::string describe(const Mistake& mistake, Language language)
{
    Text level;
    if (mistake.level == Level::warning) level = {"Warnung: ", "warning: "};
    if (mistake.level == Level::hint) level = {"Hinweis: ", "hint: "};
    const auto where = to_string(mistake.place);
    return where + (where.empty() ? "" : ": ") + level.in(language) + mistake.what.in(language);
}

void Mistakes::note(Level level, Place place, std::string key, Text what)
{
    found_.push_back({level, std::move(place), std::move(key), std::move(what)});
}

void Mistakes::error(Place place, std::string key, Text what)
{
    note(Level::error, std::move(place), std::move(key), std::move(what));
}

bool Mistakes::any_error() const
{
    return std::any_of(found_.begin(), found_.end(),
                       [](const Mistake& mistake) { return mistake.level == Level::error; });
}

std::vector<Mistake> Mistakes::sorted() const
{
    const auto where = [](const Mistake& mistake) {
        return std::tie(mistake.place.file, mistake.place.line, mistake.place.column);
    };
    auto mistakes = found_;
    std::stable_sort(mistakes.begin(), mistakes.end(),
                     [&](const Mistake& a, const Mistake& b) { return where(a) < where(b); });
    return mistakes;
}

Text did_you_mean(std::string_view word, const std::vector<std::string>& candidates)
{
    const auto candidate = nearest(word, candidates);
    if (!candidate || *candidate == word) return {};
    return say("; meinten Sie '{}'?", "; did you mean '{}'?", *candidate);
}

} // namespace tuermer
