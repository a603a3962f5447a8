// SPDX-License-Identifier: EUPL-1.2
// What a person wrote in a TOML file, with the place of every word, free of the TOML library: a
// kind (detector, source, channel) reads its own settings from here. Getters never throw: they note
// the mistake with its place and answer something harmless, so one run finds all.
#pragma once

#include "rules/base/dates.hpp"
#include "rules/base/result.hpp"

#include <cstdint>
#include <limits>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace tuermer {

struct Place {
    std::string file;
    std::uint32_t line = 0, column = 0; // from 1; 0: the whole file

    bool operator==(const Place&) const = default;
};
std::string to_string(const Place& place); // "rules.d/wohnen.toml:14:3"

enum class Level : std::uint8_t { error, warning, hint };

struct Mistake {
    Level level = Level::error;
    Place place;
    std::string key; // the offending key or word as written
    Text what;       // includes the suggestion, if there is one
};

// "rules.d/wohnen.toml:14:3: …"; a warning or hint says so before its sentence.
std::string describe(const Mistake& mistake, Language language);

// All that was found wrong, in the order found; `sorted` by file, line, column.
class Mistakes {
public:
    void note(Level level, Place place, std::string key, Text what);
    void error(Place place, std::string key, Text what);
    bool any_error() const;
    std::vector<Mistake> sorted() const;

private:
    std::vector<Mistake> found_;
};

struct Node;
using Array = std::vector<Node>;
struct Entry {
    Place key_place;
    std::shared_ptr<const Node> value;
};
using Table = std::map<std::string, Entry, std::less<>>;

// One value of a TOML document.
struct Node {
    Place place;
    std::variant<std::string, std::int64_t, double, bool, Date, Array, Table> value;
};
Text kind_of(const Node& node); // "ein Text", "eine Tabelle" … for messages
Text shown(const Node& node);   // the value as written, shortened: "12 h", 3.5, "eine Tabelle"
// "; meinten Sie 'limit'?" as the end of a sentence, or nothing when no candidate is near.
Text did_you_mean(std::string_view word, const std::vector<std::string>& candidates);

struct NumberRange {
    double min = -std::numeric_limits<double>::infinity();
    double max = std::numeric_limits<double>::infinity();
};

// One table of settings. Every key asked for is known; `finish` reports the others.
class Settings {
public:
    // `what` names the table in messages: "test 'change'", "source.schule"; empty: the file.
    Settings(const Table& table, Place place, std::string what, Mistakes& mistakes);

    bool has(std::string_view key) const;
    const Place& place() const { return place_; }
    Place place_of(std::string_view key) const; // the value's place, or the table's
    const std::string& what() const { return what_; }
    const Table& entries() const { return *table_; } // as written; reading them asks for nothing
    Mistakes& mistakes() const { return *mistakes_; }

    // Optional getters: nothing when the key is absent, or wrong (then it was noted).
    std::optional<std::string> text(std::string_view key);
    std::optional<double> number(std::string_view key, NumberRange range = {});
    std::optional<std::int64_t> integer(std::string_view key, NumberRange range = {});
    std::optional<bool> flag(std::string_view key);
    std::optional<Date> date(std::string_view key);
    std::optional<std::chrono::seconds> duration(std::string_view key);
    std::optional<std::string> one_of(std::string_view key, const std::vector<std::string>& words);
    std::vector<std::string> texts(std::string_view key); // one text or an array of texts
    std::optional<Text> bilingual(std::string_view key);  // { de = , en = }, or one text for both
    std::optional<Settings> table(std::string_view key);
    std::vector<Settings> tables(std::string_view key);                               // [[key]]
    std::vector<std::pair<std::string, Settings>> named_tables(std::string_view key); // [key.NAME]
    const Node* node(std::string_view key); // for values of more than one shape
    std::vector<std::string> keys() const;

    // Required getters: note the missing key, answer an empty value.
    std::string need_text(std::string_view key);
    Text need_bilingual(std::string_view key);

    void wrong(std::string_view key, Text what); // note a mistake at this key's value
    // Unknown keys become mistakes, "did you mean …"; each is reported once, however often this is
    // called.
    void finish();

private:
    const Entry* find(std::string_view key);
    template <class Value>
    const Value* get(std::string_view key, const Text& belongs);
    void wrong_kind(std::string_view key, const Node& node, const Text& belongs);
    bool within(std::string_view key, double number, NumberRange range);
    void missing(std::string_view key);
    std::string inner_name(std::string_view name) const;
    Settings inner(const Node& node, std::string_view name) const;

    const Table* table_;
    Place place_;
    std::string what_;
    Mistakes* mistakes_;
    std::vector<std::string> asked_;
};

} // namespace tuermer
