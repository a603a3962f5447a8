// SPDX-License-Identifier: EUPL-1.2
// The keys of `format = { kind = "csv", … }`.
#include "connectors/formats/csv/csv.hpp"
#include "connectors/formats/csv/layout.hpp"
#include "connectors/formats/encoding.hpp"

namespace tuermer {
namespace {

constexpr double most_skipped_lines = 10'000;

// One ASCII character, or a word for one that is hard to see.
std::optional<char> one_character(Settings& settings, std::string_view key, bool may_be_none)
{
    const auto text = settings.text(key);
    if (!text) return std::nullopt;
    if (may_be_none && text->empty()) return '\0';
    if (*text == "tab" || *text == "\\t") return '\t';
    if (text->size() == 1 && static_cast<unsigned char>(text->front()) < 0x80) return text->front();
    settings.wrong(
        key,
        say("'{}' ist '{}'; hier gehört ein einzelnes Zeichen hin, zum Beispiel \";\" oder \"tab\"",
            "'{}' is '{}'; a single character belongs here, for example \";\" or \"tab\"", key,
            *text));
    return std::nullopt;
}

std::optional<std::uint32_t> row_count(Settings& settings, std::string_view key, double most)
{
    const auto count = settings.integer(key, {.min = 0, .max = most});
    if (!count) return std::nullopt;
    return static_cast<std::uint32_t>(*count);
}

std::optional<char> decimal_sign(Settings& settings)
{
    const auto sign = settings.one_of("decimal", {",", "."});
    if (!sign || sign->empty()) return std::nullopt;
    return sign->front();
}

std::optional<std::string> encoding_name(Settings& settings)
{
    auto name = settings.text("encoding");
    if (!name || known_encoding(*name)) return name;
    settings.wrong(
        "encoding",
        say("'{}' ist keine bekannte Zeichenkodierung; üblich sind \"utf-8\", \"windows-1252\", "
            "\"iso-8859-1\", \"utf-16le\" und \"cp850\"",
            "'{}' is not a known encoding; usual ones are \"utf-8\", \"windows-1252\", "
            "\"iso-8859-1\", \"utf-16le\" and \"cp850\"",
            *name));
    return std::nullopt;
}

} // namespace

CsvSettings read_csv_settings(Settings& settings)
{
    CsvSettings csv;
    csv.separator = one_character(settings, "separator", false);
    csv.quote = one_character(settings, "quote", true);
    csv.decimal = decimal_sign(settings);
    csv.thousands = one_character(settings, "thousands", true);
    csv.encoding = encoding_name(settings);
    csv.header_rows = row_count(settings, "header", csv::max_header_rows);
    csv.skip = row_count(settings, "skip", most_skipped_lines);
    if (csv.decimal && csv.thousands && *csv.decimal == *csv.thousands)
        settings.wrong("thousands", say("'thousands' und 'decimal' sind dasselbe Zeichen",
                                        "'thousands' and 'decimal' are the same character"));
    return csv;
}

} // namespace tuermer
