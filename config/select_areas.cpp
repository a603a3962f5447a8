// SPDX-License-Identifier: EUPL-1.2
// The `areas` of rules, recipients and breaks: understood with the hierarchy at hand, so that a
// mistyped code is found before a rule waits in vain.
#include "config/reading.hpp"

#include "rules/areas/official.hpp"

#include <algorithm>

namespace tuermer::config {

namespace {

void not_a_selection(std::string_view text, const Place& place, std::string_view key,
                     const std::vector<std::string>& kinds, Mistakes& mistakes)
{
    const auto word = text.substr(text.rfind(' ') + 1);
    const auto behind_kind = text.substr(0, text.size() - word.size()).ends_with("kind ");
    const auto suggestion = behind_kind ? did_you_mean(word, kinds) : Text{};
    mistakes.error(
        place, std::string(key),
        {fmt::format(
             "'{}' ist keine Auswahl von Gebieten; möglich sind \"03153\", \"under 03153\", "
             "\"kind kreis\" und \"under 03 kind kreis\"{}",
             text, suggestion.de),
         fmt::format("'{}' is not a selection of areas; possible are \"03153\", \"under 03153\", "
                     "\"kind kreis\" and \"under 03 kind kreis\"{}",
                     text, suggestion.en)});
}

// A code of an unknown sort that is nearly a known one is probably meant to be it ("3153"); else it
// may come with the figures: the quarters of a city that lists none of them.
void check_exists(const Areas& areas, const std::string& code, const Place& place,
                  std::string_view key, Mistakes& mistakes)
{
    const bool possible = areas.may_exist(code);
    if (possible && (is_official_key(code) || areas.find(code) != nullptr)) return;
    const auto suggestion = did_you_mean(code, areas.codes());
    if (possible && suggestion.empty()) return;
    mistakes.note(possible ? Level::warning : Level::error, place, std::string(key),
                  {fmt::format("'{}' ist kein bekanntes Gebiet{}", code, suggestion.de),
                   fmt::format("'{}' is not a known area{}", code, suggestion.en)});
}

std::string successors(const Areas& areas, std::string_view code, Language language)
{
    std::string list;
    for (const auto& line : areas.successors_of(code)) {
        const auto& into = line.line->into;
        const auto name = areas.name_of(into);
        list += fmt::format("{}{}{}", list.empty() ? "" : ", ", into,
                            name ? " (" + name->in(language) + ")" : "");
    }
    return list.empty() ? "–" : list;
}

void warn_of_dissolved(const Areas& areas, const std::string& code, const Place& place,
                       std::string_view key, Date today, Mistakes& mistakes)
{
    const auto* last = areas.find(code);
    if (last == nullptr || !last->valid_to || *last->valid_to >= today) return;
    const auto until = to_string(*last->valid_to);
    mistakes.note(Level::warning, place, std::string(key),
                  {fmt::format("das Gebiet {} ({}) gibt es nur bis {}; Nachfolger: {}", code,
                               last->name.de, until, successors(areas, code, Language::de)),
                   fmt::format("the area {} ({}) exists until {} only; successors: {}", code,
                               last->name.en, until, successors(areas, code, Language::en))});
}

} // namespace

std::vector<AreaSelector> select_areas(Settings& settings, const Reading& reading,
                                       std::string_view key)
{
    const auto& areas = reading.config.installation.areas;
    const bool complete = reading.reform_names.complete(); // else the missing may stand elsewhere
    std::vector<AreaSelector> selectors;
    for (const auto& [text, place] : placed_texts(settings, key)) {
        const auto selector = parse_area_selector(text, areas);
        if (!selector && (complete || text.find("kind ") == std::string::npos))
            not_a_selection(text, place, key, areas ? areas->kinds() : official_kinds(),
                            settings.mistakes());
        if (!selector) continue;
        selectors.push_back(*selector);
        if (!areas || !complete || selector->kind == AreaSelector::Kind::kind) continue;
        check_exists(*areas, selector->code, place, key, settings.mistakes());
        if (reading.today)
            warn_of_dissolved(*areas, selector->code, place, key, *reading.today,
                              settings.mistakes());
    }
    return selectors;
}

} // namespace tuermer::config
