// SPDX-License-Identifier: EUPL-1.2
// What the readers of the single file kinds share while a configuration is read: what was
// understood so far, the names that exist, and the few shapes of values that occur in several kinds
// of file.
#pragma once

#include "config/document.hpp"
#include "config/load.hpp"

#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace tuermer::config {

// The names of one kind of thing; each exists once in all files together.
class Names {
public:
    Names(NameKind kind, Text one, Text none)
        : kind_(kind), one_(std::move(one)), none_(std::move(none))
    {
    }

    // Notes a name that is taken already, or that no formula or rule could write.
    bool take(const std::string& name, const Place& place, Mistakes& mistakes);
    // Notes a name that does not exist, with a suggestion.
    bool refer(const std::string& name, const Place& place, std::string_view key,
               Mistakes& mistakes);
    // That it is used here, where whether it exists is checked elsewhere.
    void mention(const std::string& name, const Place& place);
    bool exists(std::string_view name) const { return places_.find(name) != places_.end(); }
    std::vector<std::string> all() const;
    // After a file of this kind could not be read, nobody can say which names exist.
    void forgive() { complete_ = false; }
    bool complete() const { return complete_; }
    void add_to(NameIndex& index) const;

private:
    NameKind kind_;
    Text one_, none_; // "der Indikator", "kein Indikator"
    std::map<std::string, Place, std::less<>> places_;
    std::vector<Named> mentions_;
    bool complete_ = true;
};

struct Reading {
    Config config;
    Mistakes mistakes;
    std::optional<Date> today;
    // Indicators that others name, to be checked when all are known.
    struct OtherNamed {
        std::string id, key;
        Place place;
    };
    std::vector<OtherNamed> other_indicators;
    Names sources{NameKind::source, {"die Quelle", "the source"}, {"keine Quelle", "not a source"}};
    Names measures{
        NameKind::measure, {"die Messgröße", "the measure"}, {"keine Messgröße", "not a measure"}};
    Names indicators{NameKind::indicator,
                     {"der Indikator", "the indicator"},
                     {"kein Indikator", "not an indicator"}};
    Names rules{NameKind::rule, {"die Regel", "the rule"}, {"keine Regel", "not a rule"}};
    Names recipients{NameKind::recipient,
                     {"der Empfänger", "the recipient"},
                     {"kein Empfänger", "not a recipient"}};
    Names breaks{NameKind::known_break, {"der Bruch", "the break"}, {"kein Bruch", "not a break"}};
    Names quality{NameKind::quality, {"die Prüfung", "the test"}, {"keine Prüfung", "not a test"}};
    Names reform_names{
        NameKind::reform, {"die Reform", "the reform"}, {"keine Reform", "not a reform"}};
    std::vector<PlacedText> texts;
    std::vector<Area> areas; // until all files are read
    std::vector<Reform> reforms;
    Place own_area; // where the installation names it
};

// What rules may know of an indicator before they are read.
struct Definition {
    const Indicator* indicator = nullptr;
    Unit unit;
    Frequency frequency = Frequency::year;
    std::string hash; // empty: its formulas have mistakes, and the rest is the best guess
    std::vector<std::string> dimensions = {}; // empty: not known
};
using Definitions = std::map<std::string, Definition, std::less<>>;

// Each reads one file (one table for tuermer.toml) and notes all of its mistakes. The order is:
// areas, sources, indicators, their definitions, recipients, rules, breaks, so that names are
// known.
void read_installation(Settings& file, const std::filesystem::path& directory, Reading&);
void read_areas(Settings& file, Reading&);
void settle_areas(Reading&); // when all of areas.d was read
void read_sources(Settings& file, const SourceChecker& check_source, Reading&);
void read_indicators(const Document& document, Settings& file, Reading&);
void check_other_indicators(Reading&);
Definitions define_indicators(Reading&);
void read_recipients(Settings& file, Reading&);
void read_rules(Settings& file, const Definitions&, Reading&);
void read_breaks(Settings& file, Reading&);
void read_story_file(Settings& file);        // without a configuration: for its shape
void read_quality(Settings& file, Reading&); // of rules.d

// The whole file as settings.
Settings settings_of(const Document& file, Mistakes& mistakes);
// A text people will read; where it stands is kept, because its wording is looked at later.
Text need_words(Settings& settings, std::string_view key, TextRole role, Reading& reading);
Text words(Settings& settings, std::string_view key, TextRole role, Reading& reading);
// A key of the contract that this version does not act upon: refused, so that nobody relies on it.
void refuse_for_now(Settings& settings, std::string_view key);
// One @ between a name and a host, without anything that could end a header or begin another
// address.
bool is_mail_address(std::string_view text);
// Which areas are meant; what no file of areas.d knows is noted, and what was dissolved.
std::vector<AreaSelector> select_areas(Settings& settings, const Reading& reading,
                                       std::string_view key = "areas");

// One text or a list of texts, each with its place.
std::vector<std::pair<std::string, Place>> placed_texts(Settings& settings, std::string_view key);

// The gates over a whole release, and the budget of messages (config/read_gates.cpp).
ShockLimit read_common_shock(Settings& rule);
Multiplicity read_multiplicity(Settings& rule);
// Rules that are judged together must agree how.
void check_families(Reading&);
std::optional<Budget> read_budget(Settings& recipient);

template <class Value>
Value chosen(Settings& settings, std::string_view key,
             const std::vector<std::pair<std::string, Value>>& values, Value otherwise)
{
    std::vector<std::string> words;
    for (const auto& [word, value] : values) words.push_back(word);
    const auto word = settings.one_of(key, words);
    for (const auto& [known, value] : values)
        if (word == known) return value;
    return otherwise;
}

// A table as TOML in one fixed way: sorted keys, shortest numbers. Two tables that say the same
// have the same text, which is hashed and kept as evidence.
std::string canonical(const Node& node);
std::string canonical_table(const std::string& header, const Table& table);

} // namespace tuermer::config
