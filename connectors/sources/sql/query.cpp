// SPDX-License-Identifier: EUPL-1.2
#include "connectors/sources/sql/query.hpp"

#include "connectors/formats/labels.hpp"

#include <algorithm>
#include <array>

namespace tuermer::sql {
namespace {

// Where the quoted or commented stretch ends that begins here; `at` itself where none does.
std::size_t behind_stretch(std::string_view text, std::size_t at)
{
    const auto after = [&](std::string_view end, std::size_t from) {
        const auto found = text.find(end, from);
        return found == std::string_view::npos ? text.size() : found + end.size();
    };
    if (text[at] == '\'' || text[at] == '"' || text[at] == '`')
        return after(text.substr(at, 1), at + 1);
    if (text.substr(at).starts_with("--")) return after("\n", at);
    if (text.substr(at).starts_with("/*")) return after("*/", at);
    return at;
}

// A second statement could end the read-only transaction.
bool holds_several(std::string_view text)
{
    for (std::size_t at = 0; at < text.size();) {
        const auto behind = behind_stretch(text, at);
        if (behind == at && text[at] == ';' && !trimmed(text.substr(at + 1)).empty()) return true;
        at = std::max(behind, at + 1);
    }
    return false;
}

std::string_view without_comments_before(std::string_view text)
{
    for (;;) {
        text = trimmed(text);
        const bool comment = text.starts_with("--") || text.starts_with("/*");
        if (!comment) return text;
        text.remove_prefix(behind_stretch(text, 0));
    }
}

} // namespace

std::optional<Text> refuse_query(std::string_view text)
{
    constexpr std::array<std::string_view, 4> allowed = {"select", "with", "values", "table"};
    const auto begin = without_comments_before(text);
    const auto word = lower_ascii(begin.substr(0, begin.find_first_of(" \t\r\n(*")));
    if (std::find(allowed.begin(), allowed.end(), word) == allowed.end())
        return say("'query' beginnt mit SELECT oder WITH; Türmer liest nur",
                   "'query' begins with SELECT or WITH; Türmer only reads");
    if (holds_several(text))
        return say("'query' ist eine einzige Anweisung, ohne ';' dazwischen",
                   "'query' is one statement, without ';' in between");
    return std::nullopt;
}

void RowText::header(const std::vector<std::string>& names)
{
    for (const auto& name : names) add(name);
    text_ += '\n';
    first_ = true;
}

void RowText::add(std::string_view cell)
{
    if (!first_) text_ += ',';
    first_ = false;
    if (cell.find_first_of(",\"\r\n") == std::string_view::npos) {
        text_ += cell;
        return;
    }
    text_ += '"';
    for (const char c : cell) {
        if (c == '"') text_ += '"';
        text_ += c;
    }
    text_ += '"';
}

Result<> RowText::end_row()
{
    text_ += '\n';
    first_ = true;
    if (++rows_ > order_.row_limit)
        return fail(Remedy::mend,
                    say("Die Abfrage ergibt mehr als {} Zeilen (row_limit). Bitte einschränken, "
                        "oder die Grenze heben.",
                        "The query yields more than {} rows (row_limit). Please narrow it, or "
                        "raise the limit.",
                        order_.row_limit),
                    order_.database);
    if (text_.size() > order_.byte_limit)
        return fail(Remedy::mend,
                    say("Das Ergebnis der Abfrage ist größer als erlaubt ([network] max_body).",
                        "The query's result is larger than allowed ([network] max_body)."),
                    order_.database);
    return {};
}

Error query_was_stopped(const std::string& where)
{
    return {Remedy::retry,
            say("Die Abfrage wurde abgebrochen, weil sie zu lange dauerte (timeout).",
                "The query was stopped because it took too long (timeout)."),
            where};
}

} // namespace tuermer::sql
