// SPDX-License-Identifier: EUPL-1.2
// breaks.d/*.toml: the calendar of breaks in concepts, law, census base, method or territory.
#include "config/reading.hpp"

#include <algorithm>

namespace tuermer::config {

namespace {

// What does not exist is a mistake.
std::vector<std::string> existing(Settings& affects, std::string_view key, Names& names)
{
    std::vector<std::string> chosen_names;
    for (const auto& [name, place] : placed_texts(affects, key)) {
        names.refer(name, place, key, affects.mistakes());
        chosen_names.push_back(name);
    }
    return chosen_names;
}

// A calendar may be shared and name themes that this installation does not watch; but a word that
// is nearly one of its own is probably meant to be it.
std::vector<std::string> perhaps_unused(Settings& affects, std::string_view key,
                                        const std::vector<std::string>& used)
{
    std::vector<std::string> words;
    for (const auto& [word, place] : placed_texts(affects, key)) {
        words.push_back(word);
        const auto suggestion = did_you_mean(word, used);
        if (suggestion.empty() || std::find(used.begin(), used.end(), word) != used.end()) continue;
        affects.mistakes().note(Level::warning, place, std::string(key),
                                {fmt::format("kein Indikator hat '{}'{}", word, suggestion.de),
                                 fmt::format("no indicator has '{}'{}", word, suggestion.en)});
    }
    return words;
}

std::vector<std::string> words_of(const std::vector<Indicator>& indicators,
                                  std::string Indicator::*word)
{
    std::set<std::string> words;
    for (const auto& indicator : indicators)
        if (!(indicator.*word).empty()) words.insert(indicator.*word);
    return {words.begin(), words.end()};
}

void read_affects(Settings& table, Reading& reading, Break& read)
{
    auto affects = table.table("affects");
    if (!affects) return;
    const auto& indicators = reading.config.indicators;
    read.themes = perhaps_unused(*affects, "themes", words_of(indicators, &Indicator::theme));
    read.concepts =
        perhaps_unused(*affects, "concepts", words_of(indicators, &Indicator::concept_id));
    read.measures = existing(*affects, "measures", reading.measures);
    read.indicators = existing(*affects, "indicators", reading.indicators);
    read.areas = select_areas(*affects, reading);
    affects->finish();
}

Break read_break(const std::string& id, Settings& table, Reading& reading)
{
    Break read;
    read.id = id;
    table.need("date");
    read.date = table.date("date").value_or(Date{});
    read_affects(table, reading, read);
    read.why = need_words(table, "why", TextRole::reason, reading);
    read.advice = chosen<BreakAdvice>(table, "advice",
                                      {{"ignore", BreakAdvice::ignore},
                                       {"downgrade", BreakAdvice::downgrade},
                                       {"hold", BreakAdvice::hold}},
                                      BreakAdvice::downgrade);
    table.finish();
    return read;
}

} // namespace

void read_breaks(Settings& file, Reading& reading)
{
    for (auto& [id, table] : file.named_tables("break"))
        if (reading.breaks.take(id, table.place(), reading.mistakes))
            reading.config.breaks.push_back(read_break(id, table, reading));
    file.finish();
}

} // namespace tuermer::config
