// SPDX-License-Identifier: EUPL-1.2
#include "config/free_settings.hpp"

#include "config/document.hpp"
#include "rules/base/numbers.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <set>

namespace tuermer {

namespace {

using config::Document;

// What a setting may be instead. Probabilities and charts have their usual values in the
// literature; limits are multiplied.
const std::map<std::string, std::vector<double>, std::less<>>& usual_values()
{
    static const std::map<std::string, std::vector<double>, std::less<>> values{
        {"confidence", {0.8, 0.9, 0.95, 0.99}},
        {"alpha", {0.001, 0.005, 0.01, 0.05}},
        {"probability", {0.5, 0.6, 0.7, 0.8, 0.9, 0.95}},
        {"limit", {3, 4, 5, 6, 8}},
        {"slack", {0.25, 0.5, 1}},
        {"width", {2, 2.5, 2.86, 3.5}},
        {"weight", {0.1, 0.2, 0.4}},
        {"caution", {0.75, 1, 1.5, 2, 3, 4}},
        {"news", {0, 1, 2, 3}},
        {"for", {1, 2, 3}},
        {"keep", {1, 2, 3}},
    };
    return values;
}
constexpr std::array limits{"at_least", "at_most"};
constexpr std::array factors{0.5, 0.75, 1.25, 1.5, 2.0, 3.0};

// What each kind has; `signal` holds where a rule names no test.
bool fits(std::string_view key, std::string_view test)
{
    static const std::map<std::string_view, std::set<std::string_view>> own{
        {"alpha", {"outbreak"}}, {"probability", {"forecast"}}, {"limit", {"cusum"}},
        {"slack", {"cusum"}},    {"width", {"ewma"}},           {"weight", {"ewma"}},
        {"caution", {"signal"}}, {"news", {"signal"}}};
    static const std::set<std::string_view> with_confidence{
        "change", "discrepancy", "gap", "level", "peers", "shift", "trend"};
    if (key == "confidence") return with_confidence.contains(test);
    const auto found = own.find(key);
    return found != own.end() && found->second.contains(test);
}

// As a person would write it: two digits that count.
double rounded(double value)
{
    return parse_number(fmt::format("{:.2g}", value)).value_or(value);
}

// A number as it stands in a text like "+5 pp", and what surrounds it.
struct Written {
    std::size_t offset = 0, length = 0;
    double number = 0;
    bool signed_ = false;
};

std::optional<Written> number_within(const std::string& text, std::size_t from)
{
    std::size_t at = from;
    while (at < text.size() && (text[at] == '"' || text[at] == '\'' || text[at] == ' ')) ++at;
    auto end = at;
    while (end < text.size() &&
           std::string_view("+-.0123456789").find(text[end]) != std::string_view::npos)
        ++end;
    const auto word = std::string_view(text).substr(at, end - at);
    const auto bare = word.starts_with('+') ? word.substr(1) : word;
    const auto number = parse_number(bare);
    if (!number) return std::nullopt;
    return Written{at, end - at, *number, word.starts_with('+')};
}

std::string spelt(double number, bool with_sign)
{
    return (with_sign && number >= 0 ? "+" : "") + shortest(number);
}

class Finder {
public:
    Finder(const Document& document, std::string id) : document_(document), id_(std::move(id)) {}

    std::vector<FreeSetting> find(const Table& rule, const Place& rule_place,
                                  const std::vector<std::string>& keys)
    {
        tests_of(rule);
        std::vector<FreeSetting> all;
        for (std::size_t i = 0; i < tests_.size(); ++i) {
            if (keys.empty() && !all.empty()) break;
            std::ranges::move(of_test(i, keys), std::back_inserter(all));
        }
        if (tests_.empty()) without_test(keys, all);
        for (const auto* key : {"for", "keep"}) {
            const bool wanted = keys.empty() ? std::string_view(key) == "for" : named(keys, key);
            if (!wanted) continue;
            const auto anchor = rule.find("indicator");
            add(all, "[rule." + id_ + "]", 0, key, rule, rule_place,
                anchor == rule.end() ? nullptr : &*anchor->second.value, 1.0);
        }
        return all;
    }

private:
    struct Test {
        const Node* node;
        std::string_view table; // "when", "any"
    };

    static bool named(const std::vector<std::string>& keys, std::string_view key)
    {
        return std::ranges::find(keys, key) != keys.end();
    }

    void tests_of(const Table& rule)
    {
        for (const auto* table : {"when", "any"}) {
            const auto found = rule.find(table);
            if (found == rule.end()) continue;
            if (const auto* list = std::get_if<Array>(&found->second.value->value))
                for (const auto& node : *list)
                    if (std::holds_alternative<Table>(node.value)) tests_.push_back({&node, table});
        }
    }

    std::vector<FreeSetting> of_test(std::size_t number, const std::vector<std::string>& keys)
    {
        std::vector<FreeSetting> all;
        const auto& test = tests_[number];
        const auto& table = std::get<Table>(test.node->value);
        const auto kind = table.find("test");
        const auto* name =
            kind == table.end() ? nullptr : std::get_if<std::string>(&kind->second.value->value);
        if (name == nullptr) return all;
        const auto head = fmt::format("[[rule.{}.{}]]", id_, test.table);
        for (const auto* limit : limits)
            if (table.contains(limit) && (keys.empty() || named(keys, limit)))
                add_limit(all, head, number + 1, limit, table);
        for (const auto& [key, values] : usual_values()) {
            const bool usual = key == "confidence" || key == "alpha" || key == "probability" ||
                               key == "limit" || key == "width" || key == "caution";
            if (!fits(key, *name) || !(keys.empty() ? usual : named(keys, key))) continue;
            add(all, head, number + 1, key, table, test.node->place, &*kind->second.value, {});
        }
        return all;
    }

    // A rule that names no test is judged by `signal`: to turn it, it must be written.
    void without_test(const std::vector<std::string>& keys, std::vector<FreeSetting>& all) const
    {
        for (const auto* key : {"caution", "news"}) {
            if (keys.empty() ? std::string_view(key) != "caution" : !named(keys, key)) continue;
            FreeSetting setting{fmt::format("[[rule.{}.when]]", id_), 1, key, {{}}};
            for (const double value : usual_values().find(key)->second) {
                const auto line = fmt::format("{} = {}", key, shortest(value));
                setting.forms.push_back(
                    {"test = \"signal\"\n" + line,
                     {{document_.text.size(), 0,
                       fmt::format("\n\n{}\ntest = \"signal\"\n{}\n", setting.table, line)}}});
            }
            all.push_back(std::move(setting));
            return; // one at a time: a second would write the test twice
        }
    }

    std::string line_of(std::string_view key, const Node& node,
                        const std::vector<Edit>& edits) const
    {
        const auto begin = config::offset_of(document_, node.place);
        auto end = begin + 1;
        const char quote = document_.text[begin];
        const auto stop = quote == '{'    ? std::string_view("}")
                          : quote == '"'  ? std::string_view("\"")
                          : quote == '\'' ? std::string_view("'")
                                          : std::string_view(" ,#}]\r\n");
        while (end < document_.text.size() &&
               stop.find(document_.text[end]) == std::string_view::npos)
            ++end;
        if (stop.size() == 1) ++end;
        auto own = edits;
        std::erase_if(own,
                      [&](const Edit& edit) { return edit.offset < begin || edit.offset >= end; });
        for (auto& edit : own) edit.offset -= begin;
        return fmt::format("{} = {}", key,
                           edited(document_.text.substr(begin, end - begin), std::move(own)));
    }

    // The numbers of a limit: one, or those of a ladder.
    std::vector<Written> numbers_of(const Node& node) const
    {
        std::vector<Written> all;
        if (const auto* ladder = std::get_if<Table>(&node.value)) {
            for (const auto& [rung, entry] : *ladder)
                if (const auto number = number_at(*entry.value)) all.push_back(*number);
        } else if (const auto number = number_at(node)) {
            all.push_back(*number);
        }
        return all;
    }

    std::optional<Written> number_at(const Node& node) const
    {
        return number_within(document_.text, config::offset_of(document_, node.place));
    }

    void add_limit(std::vector<FreeSetting>& all, std::string head, std::size_t number,
                   const std::string& key, const Table& table) const
    {
        const auto& node = *table.find(key)->second.value;
        auto numbers = numbers_of(node);
        if (numbers.empty()) return;
        if (const auto clear = table.find("clear"); clear != table.end())
            std::ranges::move(numbers_of(*clear->second.value), std::back_inserter(numbers));
        FreeSetting setting{std::move(head), number, key, {{line_of(key, node, {}), {}}}};
        for (const double factor : factors) {
            SettingForm form;
            for (const auto& one : numbers)
                form.edits.push_back(
                    {one.offset, one.length, spelt(rounded(one.number * factor), one.signed_)});
            form.line = line_of(key, node, form.edits);
            if (const auto clear = table.find("clear"); clear != table.end())
                form.line += "\n" + line_of("clear", *clear->second.value, form.edits);
            setting.forms.push_back(std::move(form));
        }
        all.push_back(std::move(setting));
    }

    // A number of its own, changed where it stands, or written behind `anchor`.
    void add(std::vector<FreeSetting>& all, std::string head, std::size_t number,
             const std::string& key, const Table& table, const Place& place, const Node* anchor,
             std::optional<double> usual) const
    {
        const auto found = table.find(key);
        FreeSetting setting{std::move(head), number, key, {{}}};
        std::optional<Written> now;
        if (found != table.end()) {
            now = number_at(*found->second.value);
            if (!now) return;
            setting.forms.front().line = line_of(key, *found->second.value, {});
        } else if (anchor == nullptr) {
            return;
        }
        for (const double value : usual_values().find(key)->second) {
            if (value == (now ? now->number : usual.value_or(-1))) continue;
            auto line = fmt::format("{} = {}", key, shortest(value));
            auto edit = now ? Edit{now->offset, now->length, shortest(value)}
                            : Edit{end_of(*anchor), 0, (is_inline(place) ? ", " : "\n") + line};
            setting.forms.push_back({std::move(line), {std::move(edit)}});
        }
        all.push_back(std::move(setting));
    }

    bool is_inline(const Place& table) const
    {
        const auto at = config::offset_of(document_, table);
        return at < document_.text.size() && document_.text[at] == '{';
    }

    // Behind a text in single or double quotes.
    std::size_t end_of(const Node& text) const
    {
        const auto begin = config::offset_of(document_, text.place);
        const auto end = document_.text.find(document_.text[begin], begin + 1);
        return end == std::string::npos ? document_.text.size() : end + 1;
    }

    const Document& document_;
    std::string id_;
    std::vector<Test> tests_;
};

} // namespace

std::vector<std::string> tunable_keys()
{
    std::vector<std::string> keys(limits.begin(), limits.end());
    for (const auto& [key, values] : usual_values()) keys.push_back(key);
    return keys;
}

std::vector<FreeSetting> free_settings(const std::string& text, const std::string& id,
                                       const std::vector<std::string>& keys)
{
    Mistakes mistakes;
    const auto document = config::read_document(text, "", mistakes);
    if (!document) return {};
    const auto& root = std::get<Table>(document->root.value);
    const auto rules = root.find("rule");
    if (rules == root.end()) return {};
    const auto* all = std::get_if<Table>(&rules->second.value->value);
    const auto rule = all == nullptr ? Table::const_iterator{} : all->find(id);
    if (all == nullptr || rule == all->end()) return {};
    const auto* table = std::get_if<Table>(&rule->second.value->value);
    if (table == nullptr) return {};
    return Finder(*document, id).find(*table, rule->second.value->place, keys);
}

std::string edited(std::string text, std::vector<Edit> edits)
{
    std::ranges::sort(edits, std::greater{}, &Edit::offset);
    for (const auto& edit : edits) text.replace(edit.offset, edit.length, edit.text);
    return text;
}

} // namespace tuermer
