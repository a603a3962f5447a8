// SPDX-License-Identifier: EUPL-1.2
// Where something is wrong and how that is said.
#include "rules/base/settings.hpp"

#include "rules/base/suggest.hpp"

#include <algorithm>
#include <mutex>
#include <set>
#include <tuple>

namespace tuermer {

FileName::FileName(std::string_view name)
{
    static std::mutex one_at_a_time;
    static std::set<std::string, std::less<>> names;
    if (name.empty()) return;
    const std::lock_guard guard(one_at_a_time);
    auto known = names.find(name);
    if (known == names.end()) known = names.emplace(name).first;
    name_ = &*known;
}

const std::string& FileName::text() const
{
    static const std::string unnamed;
    return name_ != nullptr ? *name_ : unnamed;
}

std::string to_string(const Place& place)
{
    const auto& file = place.file.text();
    if (place.line == 0) return file;
    if (place.column == 0) return fmt::format("{}:{}", file, place.line);
    return fmt::format("{}:{}:{}", file, place.line, place.column);
}

std::string describe(const Mistake& mistake, Language language)
{
    Text level;
    if (mistake.level == Level::warning) level = {"Warnung: ", "warning: "};
    if (mistake.level == Level::hint) level = {"Hinweis: ", "hint: "};
    const auto where = to_string(mistake.place);
    return where + (where.empty() ? "" : ": ") + level.in(language) + mistake.what.in(language);
}

void Mistakes::note(Level level, Place place, std::string key, Text what, std::string_view code)
{
    found_.push_back({level, std::move(place), std::move(key), std::move(what), code});
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
