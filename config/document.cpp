// SPDX-License-Identifier: EUPL-1.2
// The only home of toml++. It is linked as a compiled library: header-only in a debug build it
// aborts on typing mistakes such as [[[a]]].
#include "config/document.hpp"

#include "config/syntax.hpp"

#include <algorithm>
#include <cmath>
#include <toml++/toml.h>

namespace tuermer::config {

namespace {

bool continues(char byte)
{
    return (static_cast<unsigned char>(byte) & 0xC0U) == 0x80U;
}

std::vector<std::size_t> starts_of_lines(std::string_view text)
{
    std::vector<std::size_t> starts{0};
    for (auto at = text.find('\n'); at != std::string_view::npos; at = text.find('\n', at + 1))
        starts.push_back(at + 1);
    return starts;
}

bool has_control_character(std::string_view text)
{
    return std::any_of(text.begin(), text.end(),
                       [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; });
}

// Walks the library's tree once and notes what TOML allows and no setting can mean.
class Conversion {
public:
    Conversion(const FileName& file, Mistakes& mistakes) : file_(file), mistakes_(mistakes) {}

    Node node(const toml::node& from, std::string_view key) const
    {
        const auto at = place(from.source());
        if (const auto* table = from.as_table()) return {at, members(*table)};
        if (const auto* list = from.as_array()) return {at, elements(*list, key)};
        if (const auto* text = from.as_string()) return {at, text->get()};
        if (const auto* whole = from.as_integer()) return {at, whole->get()};
        if (const auto* number = from.as_floating_point()) return {at, finite(*number, at, key)};
        if (const auto* flag = from.as_boolean()) return {at, flag->get()};
        if (const auto* date = from.as_date()) return {at, day(date->get())};
        return {at, without_time(from, at, key)};
    }

private:
    Place place(const toml::source_region& region) const
    {
        return {file_, region.begin.line, region.begin.column};
    }

    Table members(const toml::table& from) const
    {
        Table table;
        for (const auto& [key, value] : from) {
            const auto at = place(key.source());
            if (has_control_character(key.str()))
                mistakes_.error(
                    at, "",
                    {"der Schlüssel enthält Steuerzeichen", "the key contains control characters"});
            else
                table[std::string(key.str())] = {at,
                                                 std::make_shared<Node>(node(value, key.str()))};
        }
        return table;
    }

    Array elements(const toml::array& from, std::string_view key) const
    {
        Array list;
        list.reserve(from.size());
        for (const auto& element : from) list.push_back(node(element, key));
        return list;
    }

    double finite(const toml::value<double>& number, const Place& at, std::string_view key) const
    {
        if (std::isfinite(number.get())) return number.get();
        mistakes_.error(at, std::string(key),
                        say("'{}' ist keine endliche Zahl; inf und nan gibt es hier nicht",
                            "'{}' is not a finite number; inf and nan do not exist here", key));
        return 0;
    }

    static Date day(const toml::date& date)
    {
        return std::chrono::year(date.year) / std::chrono::month(date.month) /
               std::chrono::day(date.day);
    }

    Date without_time(const toml::node& from, const Place& at, std::string_view key) const
    {
        mistakes_.error(at, std::string(key),
                        say("'{}' ist eine Uhrzeit; hier gehört ein Datum wie 2024-06-27 hin",
                            "'{}' is a time of day; a date like 2024-06-27 belongs here", key));
        const auto* moment = from.as_date_time();
        return moment != nullptr ? day(moment->get().date) : Date{};
    }

    FileName file_;
    Mistakes& mistakes_;
};

} // namespace

Place place_at(const Document& document, std::size_t offset)
{
    const auto& starts = document.line_starts;
    const auto end = std::min(offset, document.text.size());
    const auto next = std::upper_bound(starts.begin(), starts.end(), end);
    const auto start = static_cast<std::ptrdiff_t>(*(next - 1));
    const auto characters = std::count_if(document.text.begin() + start,
                                          document.text.begin() + static_cast<std::ptrdiff_t>(end),
                                          [](char byte) { return !continues(byte); });
    return {document.file, static_cast<std::uint32_t>(next - starts.begin()),
            static_cast<std::uint32_t>(characters) + 1};
}

std::size_t offset_of(const Document& document, const Place& place)
{
    const auto& text = document.text;
    if (place.line == 0 || place.line > document.line_starts.size()) return text.size();
    auto at = document.line_starts[place.line - 1];
    for (std::uint32_t column = 1; column < place.column && at < text.size(); ++column) {
        ++at;
        while (at < text.size() && continues(text[at])) ++at;
    }
    return at;
}

Place first_character(const Document& document, const Place& text)
{
    const std::string_view written = document.text;
    const auto at = offset_of(document, text);
    const auto opening = written.substr(at, 3);
    if (opening != R"(""")" && opening != "'''") return place_at(document, at + 1);
    auto first = at + 3; // a line break behind three quotes does not belong to the text
    if (written.substr(first, 1) == "\r") ++first;
    if (written.substr(first, 1) == "\n") ++first;
    return place_at(document, first);
}

std::optional<Document> read_document(std::string text, const FileName& file, Mistakes& mistakes)
{
    Document document{file, std::move(text), {}, {}};
    document.line_starts = starts_of_lines(document.text);
    const auto note = [&](SyntaxMistake mistake) {
        mistakes.error(place_at(document, mistake.offset), "", std::move(mistake.what));
        return std::nullopt;
    };
    if (auto mistake = unreadable(document.text)) return note(std::move(*mistake));
    try {
        const auto tree =
            toml::parse(std::string_view(document.text), std::string_view(file.text()));
        document.root = Conversion(document.file, mistakes).node(tree, "");
        document.root.place = {file, 0, 0};
        return document;
    } catch (const toml::parse_error& error) {
        const auto& at = error.source().begin;
        const auto offset = offset_of(document, {file, at.line, at.column});
        return note(explain_syntax(document, offset, error.description()));
    }
}

} // namespace tuermer::config
