// SPDX-License-Identifier: EUPL-1.2
// What a person wrote in a TOML file, with the place of every word, free of the TOML library: a
// kind (detector, source, channel) reads its own settings from here. Getters never throw: they note
// the mistake with its place and answer something harmless, so one run finds all.
#pragma once

#include "rules/base/dates.hpp"
#include "rules/base/result.hpp"
#include "rules/base/shape.hpp"

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace tuermer {

// A file's name, kept once in the process however many places name it: configurations have some ten
// files and a hundred thousand places.
class FileName {
public:
    FileName() = default;
    FileName(std::string_view name); // NOLINT(google-explicit-constructor)
    FileName(const std::string& name) : FileName(std::string_view(name)) {} // NOLINT
    FileName(const char* name) : FileName(std::string_view(name)) {}        // NOLINT

    const std::string& text() const;
    bool empty() const { return text().empty(); }
    bool operator==(const FileName&) const = default;
    bool operator<(const FileName& other) const { return text() < other.text(); }

private:
    const std::string* name_ = nullptr; // none: ""
};

struct Place {
    FileName file;
    std::uint32_t line = 0, column = 0; // from 1; 0: the whole file

    bool operator==(const Place&) const = default;
};
std::string to_string(const Place& place); // "rules.d/wohnen.toml:14:3"

enum class Level : std::uint8_t { error, warning, hint };

struct Mistake {
    Level level = Level::error;
    Place place;
    std::string key;       // the offending key or word as written
    Text what;             // includes the suggestion, if there is one
    std::string_view code; // which check found it: "unused-measure"; empty: the file's reader
};

// "rules.d/wohnen.toml:14:3: …"; a warning or hint says so before its sentence.
std::string describe(const Mistake& mistake, Language language);

// All that was found wrong, in the order found; `sorted` by file, line, column.
class Mistakes {
public:
    void note(Level level, Place place, std::string key, Text what, std::string_view code = {});
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
    std::vector<Settings> one_or_more_tables(std::string_view key); // [key] or [[key]]
    // For values of more than one form: the reader says which.
    const Node* node(std::string_view key, const std::vector<ValueShape>& forms = {});
    // A key that only stands here by mistake, and of which something better can be said than that
    // nobody knows it.
    const Node* refused(std::string_view key);
    std::vector<std::string> keys();

    // Required getters: note the missing key, answer an empty value.
    void need(std::string_view key); // whatever its form
    std::string need_text(std::string_view key);
    Text need_bilingual(std::string_view key);

    void wrong(std::string_view key, Text what); // note a mistake at this key's value
    // Unknown keys become mistakes, "did you mean …"; each is reported once, however often this is
    // called.
    void finish();

    // While a shape is recorded there is no file: every table is there and empty, named tables and
    // `keys` have the one name "*". A table whose keys depend on a kind records each kind's own.
    bool is_recorded() const { return recorded_ != nullptr; }
    void record_kind(std::string_view key, std::string_view kind, const Text& summary,
                     TableShape own);

private:
    friend TableShape shape_of(const std::function<void(Settings&)>& read, std::string_view key,
                               std::string_view word);
    const Entry* find(std::string_view key);
    template <class Value>
    const Value* get(std::string_view key, const Text& belongs);
    void wrong_kind(std::string_view key, const Node& node, const Text& belongs);
    bool within(std::string_view key, double number, NumberRange range);
    void missing(std::string_view key);
    std::string inner_name(std::string_view name) const;
    Settings inner(const Node& node, std::string_view name) const;
    Settings recorder(std::string_view name, std::shared_ptr<TableShape> shape) const;
    void record(std::string_view key, ValueShape form);
    std::shared_ptr<TableShape> recorded_table(std::string_view key);

    const Table* table_;
    Place place_;
    std::string what_;
    Mistakes* mistakes_;
    std::vector<std::string> asked_;
    std::shared_ptr<TableShape> recorded_;
    std::string_view said_key_, said_word_; // while recording: the one thing the file says
};

// What `read` asks of its settings: keys, forms, ranges, words. Runs it over no file at all, or as
// if one said `key = "word"` and nothing else.
TableShape shape_of(const std::function<void(Settings&)>& read, std::string_view key = {},
                    std::string_view word = {});
// The same for every word that the file could say, because it may lead the reader elsewhere.
TableShape shape_of_every_word(const std::function<void(Settings&)>& read);

} // namespace tuermer
