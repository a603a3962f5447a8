// SPDX-License-Identifier: EUPL-1.2
// Getters over one table of a TOML file. Each notes what is wrong where it stands and goes on, so
// that a person sees all mistakes at once instead of one per attempt.
#include "rules/base/settings.hpp"

#include "rules/base/numbers.hpp"

#include <algorithm>
#include <cmath>

namespace tuermer {

namespace {

std::string joined(const std::vector<std::string>& words)
{
    std::string all;
    for (const auto& word : words) all += (all.empty() ? "" : ", ") + word;
    return all;
}

// Foreign text on a terminal: in one line, without control characters, not cut inside a character.
std::string quoted(std::string_view text)
{
    constexpr std::size_t longest = 60;
    const auto continues = [&](std::size_t at) {
        return (static_cast<unsigned char>(text[at]) & 0xC0U) == 0x80U;
    };
    auto end = std::min(text.size(), longest);
    while (end > 0 && end < text.size() && continues(end)) --end;
    std::string line = "\"";
    for (const char c : text.substr(0, end))
        line += static_cast<unsigned char>(c) < 0x20 || c == 0x7F ? ' ' : c;
    return line + (end < text.size() ? "…\"" : "\"");
}

// 1.0 stays 1.0: where a whole number belongs, "is 1" would not show what is wrong.
std::string with_point(double number)
{
    auto digits = shortest(number);
    return digits.find_first_of(".en") == std::string::npos ? digits + ".0" : digits;
}

Text range_text(NumberRange range)
{
    const auto min = shortest(range.min), max = shortest(range.max);
    if (std::isinf(range.max)) return say("ab {}", "of {} or more", min);
    if (std::isinf(range.min)) return say("bis {}", "of {} or less", max);
    return say("zwischen {} und {}", "between {} and {}", min, max);
}

const Text a_text{"ein Text", "a text"};
const Text a_number{"eine Zahl", "a number"};
const Text a_whole_number{"eine ganze Zahl", "a whole number"};
const Text a_flag{"true oder false", "true or false"};
const Text a_date{"ein Datum wie 2024-06-27 (ohne Anführungszeichen)",
                  "a date like 2024-06-27 (without quotes)"};
const Text a_table{"eine Tabelle", "a table"};

using Form = ValueShape::Form;
const Table no_entries;
constexpr std::string_view any_name = "*"; // while recording, every name there may be

const Node* value_of(const Entry* entry)
{
    return entry == nullptr ? nullptr : entry->value.get();
}

std::vector<ValueShape> text_or_list()
{
    return {{.form = Form::text}, {.form = Form::list, .elements = {{.form = Form::text}}}};
}

} // namespace

Text kind_of(const Node& node)
{
    static const std::vector<Text> kinds{a_text,
                                         a_whole_number,
                                         a_number,
                                         {"ein Wahrheitswert", "a truth value"},
                                         {"ein Datum", "a date"},
                                         {"eine Liste", "a list"},
                                         a_table};
    return kinds[node.value.index()];
}

Text shown(const Node& node)
{
    const auto same = [](std::string text) { return Text{text, text}; };
    if (const auto* text = std::get_if<std::string>(&node.value)) return same(quoted(*text));
    if (const auto* whole = std::get_if<std::int64_t>(&node.value))
        return same(std::to_string(*whole));
    if (const auto* number = std::get_if<double>(&node.value)) return same(with_point(*number));
    if (const auto* flag = std::get_if<bool>(&node.value)) return same(*flag ? "true" : "false");
    if (const auto* date = std::get_if<Date>(&node.value)) return same(to_string(*date));
    return kind_of(node);
}

Settings::Settings(const Table& table, Place place, std::string what, Mistakes& mistakes)
    : table_(&table), place_(std::move(place)), what_(std::move(what)), mistakes_(&mistakes)
{
}

TableShape shape_of(const std::function<void(Settings&)>& read, std::string_view key,
                    std::string_view word)
{
    Mistakes none; // of a file that does not exist
    Settings settings(no_entries, {}, "", none);
    settings.said_key_ = key;
    settings.said_word_ = word;
    settings.recorded_ = std::make_shared<TableShape>();
    read(settings);
    return std::move(*settings.recorded_);
}

TableShape shape_of_every_word(const std::function<void(Settings&)>& read)
{
    const auto silent = shape_of(read);
    auto all = silent;
    for (const auto& [key, shape] : silent.keys)
        for (const auto& form : shape.forms)
            for (const auto& word : form.words)
                all = either(std::move(all), shape_of(read, key, word));
    return all;
}

// The keys of a table of names are recorded as one.
void Settings::record(std::string_view key, ValueShape form)
{
    if (!recorded_) return;
    if (key == any_name && !recorded_->any_key) recorded_->any_key.emplace();
    add_form(key == any_name ? *recorded_->any_key : recorded_->keys[std::string(key)],
             std::move(form));
}

void Settings::record_kind(std::string_view key, std::string_view kind, const Text& summary,
                           TableShape own)
{
    if (!recorded_) return;
    recorded_->kind_key = key;
    record(key, {.form = Form::text, .words = {std::string(kind)}});
    own.keys.erase(std::string(key)); // stands beside all kinds
    recorded_->kinds[std::string(kind)] = {summary, std::make_shared<TableShape>(std::move(own))};
}

Settings Settings::recorder(std::string_view name, std::shared_ptr<TableShape> shape) const
{
    Settings settings(no_entries, {}, inner_name(name), *mistakes_);
    settings.recorded_ = std::move(shape);
    return settings;
}

std::string Settings::inner_name(std::string_view name) const
{
    return what_.empty() ? std::string(name) : fmt::format("{}.{}", what_, name);
}

bool Settings::has(std::string_view key) const
{
    return table_->find(key) != table_->end();
}

Place Settings::place_of(std::string_view key) const
{
    const auto entry = table_->find(key);
    return entry == table_->end() ? place_ : entry->second.value->place;
}

// Asking makes a key known, whether or not it is there.
const Entry* Settings::find(std::string_view key)
{
    if (std::find(asked_.begin(), asked_.end(), key) == asked_.end()) asked_.emplace_back(key);
    const auto entry = table_->find(key);
    return entry == table_->end() ? nullptr : &entry->second;
}

const Node* Settings::node(std::string_view key, const std::vector<ValueShape>& forms)
{
    if (recorded_ && forms.empty() && key != any_name)
        recorded_->keys.try_emplace(std::string(key));
    for (const auto& form : forms) record(key, form);
    return value_of(find(key));
}

const Node* Settings::refused(std::string_view key)
{
    if (recorded_) recorded_->keys.erase(std::string(key));
    return value_of(find(key));
}

template <class Value>
const Value* Settings::get(std::string_view key, const Text& belongs)
{
    const auto* found = value_of(find(key));
    if (found == nullptr) return nullptr;
    const auto* value = std::get_if<Value>(&found->value);
    if (value == nullptr) wrong_kind(key, *found, belongs);
    return value;
}

void Settings::wrong_kind(std::string_view key, const Node& node, const Text& belongs)
{
    const auto is = shown(node);
    mistakes_->error(node.place, std::string(key),
                     {fmt::format("'{}' ist {}; hier gehört {} hin", key, is.de, belongs.de),
                      fmt::format("'{}' is {}; {} belongs here", key, is.en, belongs.en)});
}

bool Settings::within(std::string_view key, double number, NumberRange range)
{
    if (number >= range.min && number <= range.max) return true;
    const auto allowed = range_text(range);
    wrong(key,
          {fmt::format("'{}' ist {}; erlaubt sind Werte {}", key, shortest(number), allowed.de),
           fmt::format("'{}' is {}; allowed are values {}", key, shortest(number), allowed.en)});
    return false;
}

std::optional<std::string> Settings::text(std::string_view key)
{
    record(key, {.form = Form::text});
    const auto* text = get<std::string>(key, a_text);
    if (text == nullptr) return std::nullopt;
    return *text;
}

std::optional<double> Settings::number(std::string_view key, NumberRange range)
{
    record(key, {.form = Form::number, .range = range});
    const auto* found = value_of(find(key));
    if (found != nullptr && std::holds_alternative<std::int64_t>(found->value)) {
        const auto whole = static_cast<double>(std::get<std::int64_t>(found->value));
        return within(key, whole, range) ? std::optional(whole) : std::nullopt;
    }
    const auto* number = get<double>(key, a_number);
    if (number == nullptr || !within(key, *number, range)) return std::nullopt;
    return *number;
}

std::optional<std::int64_t> Settings::integer(std::string_view key, NumberRange range)
{
    record(key, {.form = Form::whole, .range = range});
    const auto* whole = get<std::int64_t>(key, a_whole_number);
    if (whole == nullptr || !within(key, static_cast<double>(*whole), range)) return std::nullopt;
    return *whole;
}

std::optional<bool> Settings::flag(std::string_view key)
{
    record(key, {.form = Form::flag});
    const auto* flag = get<bool>(key, a_flag);
    if (flag == nullptr) return std::nullopt;
    return *flag;
}

std::optional<Date> Settings::date(std::string_view key)
{
    record(key, {.form = Form::date});
    const auto* date = get<Date>(key, a_date);
    if (date == nullptr) return std::nullopt;
    return *date;
}

std::optional<std::chrono::seconds> Settings::duration(std::string_view key)
{
    record(key, {.form = Form::duration});
    const Text a_duration{"eine Dauer wie \"12 h\" (s, min, h, d, w)",
                          "a duration like \"12 h\" (s, min, h, d, w)"};
    const auto* text = get<std::string>(key, a_duration);
    if (text == nullptr) return std::nullopt;
    const auto duration = parse_duration(*text);
    if (!duration) wrong_kind(key, *value_of(find(key)), a_duration);
    return duration;
}

std::optional<std::string> Settings::one_of(std::string_view key,
                                            const std::vector<std::string>& words)
{
    record(key, {.form = Form::text, .words = words});
    if (recorded_ && key == said_key_) return std::string(said_word_);
    const Text one{"eines von " + joined(words), "one of " + joined(words)};
    const auto* word = get<std::string>(key, one);
    if (word == nullptr) return std::nullopt;
    if (std::find(words.begin(), words.end(), *word) != words.end()) return *word;
    const auto suggestion = did_you_mean(*word, words);
    wrong(key,
          {fmt::format("'{}' ist {}; erlaubt ist {}{}", key, quoted(*word), one.de, suggestion.de),
           fmt::format("'{}' is {}; it may be {}{}", key, quoted(*word), one.en, suggestion.en)});
    return std::nullopt;
}

std::vector<std::string> Settings::texts(std::string_view key)
{
    const auto* found = is_recorded() ? node(key, text_or_list()) : value_of(find(key));
    if (found == nullptr) return {};
    if (const auto* one = std::get_if<std::string>(&found->value)) return {*one};
    const auto* list =
        get<Array>(key, {"ein Text oder eine Liste von Texten", "a text or a list of texts"});
    if (list == nullptr) return {};
    std::vector<std::string> texts;
    for (const auto& member : *list) {
        if (const auto* text = std::get_if<std::string>(&member.value))
            texts.push_back(*text);
        else
            wrong_kind(key, member, a_text);
    }
    return texts;
}

std::optional<Text> Settings::bilingual(std::string_view key)
{
    if (is_recorded()) {
        const KeyShape language{{{.form = Form::text}}};
        const TableShape both{.keys = {{"de", language}, {"en", language}}};
        record(key, {.form = Form::text});
        record(key, {.form = Form::table, .table = std::make_shared<TableShape>(both)});
    }
    const auto* found = value_of(find(key));
    if (found == nullptr) return std::nullopt;
    if (const auto* both = std::get_if<std::string>(&found->value)) return Text{*both, *both};
    if (get<Table>(key, {"ein Text oder { de = \"…\", en = \"…\" }",
                         "a text or { de = \"…\", en = \"…\" }"}) == nullptr)
        return std::nullopt;
    auto languages = inner(*found, key);
    auto de = languages.text("de"), en = languages.text("en");
    languages.finish();
    if (!de && !en) {
        languages.missing("de");
        return std::nullopt;
    }
    return Text{de ? *de : *en, en ? *en : *de};
}

Settings Settings::inner(const Node& node, std::string_view name) const
{
    return {std::get<Table>(node.value), node.place, inner_name(name), *mistakes_};
}

// The same for every time that this table is asked for.
std::shared_ptr<TableShape> Settings::recorded_table(std::string_view key)
{
    record(key, {.form = Form::table});
    const auto named = recorded_->keys.find(key);
    auto& forms = key == any_name ? recorded_->any_key->forms : named->second.forms;
    const auto form = std::find_if(forms.begin(), forms.end(), [](const ValueShape& known) {
        return known.form == Form::table;
    });
    if (!form->table) form->table = std::make_shared<TableShape>();
    return form->table;
}

std::optional<Settings> Settings::table(std::string_view key)
{
    if (is_recorded()) return recorder(key, recorded_table(key));
    if (get<Table>(key, a_table) == nullptr) return std::nullopt;
    return inner(*value_of(find(key)), key);
}

std::vector<Settings> Settings::one_or_more_tables(std::string_view key)
{
    const auto* found = value_of(find(key));
    if (is_recorded() || (found != nullptr && std::holds_alternative<Array>(found->value))) {
        auto several = tables(key);
        if (is_recorded()) several.push_back(*table(key));
        return several;
    }
    std::vector<Settings> one;
    if (auto only = table(key)) one.push_back(std::move(*only));
    return one;
}

std::vector<Settings> Settings::tables(std::string_view key)
{
    if (is_recorded()) {
        auto shape = std::make_shared<TableShape>();
        record(key, {.form = Form::list, .elements = {{.form = Form::table, .table = shape}}});
        return {recorder(key, std::move(shape))};
    }
    const Text several{fmt::format("eine oder mehrere Tabellen [[…{}]]", key),
                       fmt::format("one or more tables [[…{}]]", key)};
    const auto* list = get<Array>(key, several);
    if (list == nullptr) return {};
    std::vector<Settings> tables;
    for (const auto& member : *list) {
        if (std::holds_alternative<Table>(member.value))
            tables.push_back(inner(member, key));
        else
            wrong_kind(key, member, a_table);
    }
    return tables;
}

std::vector<std::pair<std::string, Settings>> Settings::named_tables(std::string_view key)
{
    if (is_recorded()) {
        auto group = table(key);
        return {{std::string(any_name), *group->table(any_name)}};
    }
    const Text named{fmt::format("je Name eine Tabelle [{}.NAME]", key),
                     fmt::format("one table [{}.NAME] for each name", key)};
    const auto* all = get<Table>(key, named);
    if (all == nullptr) return {};
    std::vector<std::pair<std::string, Settings>> tables;
    const auto group = inner_name(key);
    for (const auto& [name, entry] : *all) {
        if (const auto* table = std::get_if<Table>(&entry.value->value))
            tables.emplace_back(name, Settings(*table, entry.value->place,
                                               fmt::format("{}.{}", group, name), *mistakes_));
        else
            wrong_kind(name, *entry.value, named);
    }
    return tables;
}

std::vector<std::string> Settings::keys()
{
    if (is_recorded()) return {std::string(any_name)};
    std::vector<std::string> names;
    for (const auto& [name, entry] : *table_) names.push_back(name);
    return names;
}

void Settings::missing(std::string_view key)
{
    mistakes_->error(place_, std::string(key),
                     say("'{}' fehlt in {}", "'{}' is missing in {}", key,
                         what_.empty() ? place_.file.text() : what_));
}

void Settings::need(std::string_view key)
{
    if (recorded_) recorded_->keys[std::string(key)].required = true;
    if (find(key) == nullptr) missing(key);
}

std::string Settings::need_text(std::string_view key)
{
    need(key);
    auto found = text(key);
    if (found && found->empty()) wrong(key, say("'{}' ist leer", "'{}' is empty", key));
    return found.value_or("");
}

Text Settings::need_bilingual(std::string_view key)
{
    need(key);
    auto found = bilingual(key);
    if (found && found->empty()) wrong(key, say("'{}' ist leer", "'{}' is empty", key));
    return found.value_or(Text{});
}

void Settings::wrong(std::string_view key, Text what)
{
    mistakes_->error(place_of(key), std::string(key), std::move(what));
}

void Settings::finish()
{
    const auto& of = what_.empty() ? place_.file.text() : what_;
    std::vector<std::string> unknown;
    for (const auto& [key, entry] : *table_) {
        if (std::find(asked_.begin(), asked_.end(), key) != asked_.end()) continue;
        const auto suggestion = did_you_mean(key, asked_);
        mistakes_->error(
            entry.key_place, key,
            {fmt::format("'{}' ist keine Einstellung von {}{}", key, of, suggestion.de),
             fmt::format("'{}' is not a setting of {}{}", key, of, suggestion.en)});
        unknown.push_back(key);
    }
    asked_.insert(asked_.end(), unknown.begin(), unknown.end());
}

} // namespace tuermer
