// SPDX-License-Identifier: EUPL-1.2
// The commonest mistakes of people who edit TOML for the first time, found by what the library says
// and by what stands at the place; anything else keeps the library's own words.
#include "config/syntax.hpp"

#include <array>

namespace tuermer::config {

namespace {

unsigned byte_at(std::string_view text, std::size_t at)
{
    return at < text.size() ? static_cast<unsigned char>(text[at]) : 0U;
}

// Length of the well-formed UTF-8 character at `at` (Unicode 15, table 3-7); 0 if there is none.
std::size_t character_length(std::string_view text, std::size_t at)
{
    const auto first = byte_at(text, at), second = byte_at(text, at + 1);
    const auto follows = [&](std::size_t i) { return (byte_at(text, at + i) & 0xC0U) == 0x80U; };
    if (first < 0x80) return 1;
    if (first >= 0xC2 && first < 0xE0 && follows(1)) return 2;
    if (first >= 0xE0 && first < 0xF0 && follows(1) && follows(2)) {
        const bool too_long = first == 0xE0 && second < 0xA0;
        const bool surrogate = first == 0xED && second >= 0xA0;
        return too_long || surrogate ? 0 : 3;
    }
    if (first >= 0xF0 && first < 0xF5 && follows(1) && follows(2) && follows(3)) {
        const bool too_long = first == 0xF0 && second < 0x90;
        const bool too_large = first == 0xF4 && second >= 0x90;
        return too_long || too_large ? 0 : 4;
    }
    return 0;
}

std::optional<SyntaxMistake> wrong_encoding(std::string_view text)
{
    if (byte_at(text, 0) >= 0xFE && byte_at(text, 1) >= 0xFE)
        return SyntaxMistake{0,
                             {"die Datei ist UTF-16; speichern Sie sie als UTF-8",
                              "the file is UTF-16; save it as UTF-8"}};
    for (std::size_t at = 0; at < text.size();) {
        const auto length = character_length(text, at);
        if (length == 0)
            return SyntaxMistake{
                at, say("hier steht kein UTF-8 (Byte {:02X}, wohl Windows-1252); speichern Sie die "
                        "Datei als UTF-8",
                        "this is not UTF-8 (byte {:02X}, probably Windows-1252); save the file as "
                        "UTF-8",
                        byte_at(text, at))};
        at += length;
    }
    return std::nullopt;
}

// The end of a comment or a text that starts at `at`; `at` itself when neither starts there.
std::size_t skip_opaque(std::string_view text, std::size_t at)
{
    const auto ends_at = [&](std::string_view end, std::size_t from) {
        const auto found = text.find(end, from);
        return found == std::string_view::npos ? text.size() : found + end.size();
    };
    if (text[at] == '#') return std::min(text.find('\n', at), text.size());
    if (text[at] == '\'')
        return text.substr(at, 3) == "'''" ? ends_at("'''", at + 3) : ends_at("'", at + 1);
    if (text[at] != '"') return at;
    const std::string_view quotes = text.substr(at, 3) == R"(""")" ? R"(""")" : R"(")";
    for (auto i = at + quotes.size(); i < text.size(); ++i) {
        if (text[i] == '\\')
            ++i;
        else if (text[i] == '"' && text.substr(i, quotes.size()) == quotes)
            return i + quotes.size();
    }
    return text.size();
}

// Where the text or the innermost bracket begins that the end of the file finds open.
std::optional<std::size_t> opening_of_the_open(std::string_view text)
{
    std::vector<std::size_t> open;
    for (std::size_t at = 0; at < text.size();) {
        const auto end = skip_opaque(text, at);
        if (end == text.size() && text[at] != '#') return at;
        if (end != at) {
            at = end;
            continue;
        }
        if (text[at] == '[' || text[at] == '{') open.push_back(at);
        if ((text[at] == ']' || text[at] == '}') && !open.empty()) open.pop_back();
        ++at;
    }
    if (open.empty()) return std::nullopt;
    return open.back();
}

bool begins_another_key(char c)
{
    return c == '=' || c == ',' || c == '[' || c == ']' || c == '{' || c == '}' || c == '\n';
}

// The library builds one level per part of a.b.c and takes the levels down recursively.
std::optional<SyntaxMistake> too_deep(std::string_view text)
{
    int parts = 1;
    for (std::size_t at = 0; at < text.size();) {
        const auto end = skip_opaque(text, at);
        if (end != at) {
            at = end;
            continue;
        }
        if (begins_another_key(text[at])) parts = 1;
        if (text[at] == '.' && ++parts > Document::max_key_parts)
            return SyntaxMistake{at, say("ein Schlüssel hat höchstens {} Teile",
                                         "a key has at most {} parts", Document::max_key_parts)};
        ++at;
    }
    return std::nullopt;
}

// What the explanations look at.
struct Complaint {
    const Document& document;
    std::size_t offset;
    std::string_view words;

    bool says(std::string_view part) const { return words.find(part) != std::string_view::npos; }
    std::string_view rest() const
    {
        const auto from = std::string_view(document.text).substr(offset);
        return from.substr(0, from.find_first_of("\r\n"));
    }
    bool here(std::string_view beginning) const
    {
        return rest().substr(0, beginning.size()) == beginning;
    }
    std::string_view line(std::size_t number) const // from 0
    {
        const auto from = std::string_view(document.text).substr(document.line_starts[number]);
        return from.substr(0, from.find_first_of("\r\n"));
    }
    std::size_t line_number() const { return place_at(document, offset).line - 1U; }
};

std::string_view trimmed(std::string_view text)
{
    const auto first = text.find_first_not_of(" \t");
    if (first == std::string_view::npos) return {};
    return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

// "[a.b]" of a header line, "key" of a line "key = …".
std::string_view name_of_line(std::string_view line)
{
    line = trimmed(line);
    if (line.substr(0, 1) == "[") return trimmed(line.substr(0, line.find('#')));
    return trimmed(line.substr(0, line.find('=')));
}

// The library does not say where the first one stands. A header may stand anywhere above; a key
// belongs to the lines since the last header.
Text redefined(const Complaint& complaint)
{
    const auto number = complaint.line_number();
    const auto name = name_of_line(complaint.line(number));
    const bool header = name.substr(0, 1) == "[";
    for (auto above = number; above-- > 0;) {
        const auto other = name_of_line(complaint.line(above));
        if (other == name)
            return say("{} steht hier zum zweiten Mal; zuerst in Zeile {}",
                       "{} stands here for the second time; first in line {}", name, above + 1);
        if (!header && other.substr(0, 1) == "[") break;
    }
    return say("{} gibt es in dieser Datei schon", "{} exists in this file already", name);
}

// "key =" at the beginning of a line, where a value is expected.
bool begins_next_setting(const Complaint& complaint)
{
    const auto line = complaint.line(complaint.line_number());
    const auto key = trimmed(line.substr(0, line.find('=')));
    return trimmed(line) == trimmed(complaint.rest()) && line.find('=') != std::string_view::npos &&
           key.find_first_of(" \"'[{,") == std::string_view::npos;
}

Text no_value(const Complaint& complaint)
{
    if (begins_next_setting(complaint))
        return {"hier beginnt die nächste Einstellung, aber die Liste davor ist nicht geschlossen: "
                "] fehlt",
                "the next setting begins here, but the list before it is not closed: ] is missing"};
    for (const std::string_view quote : {"„", "“", "”", "‚", "‘", "’", "«", "»"})
        if (complaint.here(quote))
            return {"Texte stehen in geraden Anführungszeichen: \"…\"",
                    "texts stand in straight quotation marks: \"…\""};
    return {"das ist kein Wert; Texte stehen in Anführungszeichen, Wahrheitswerte heißen true und "
            "false",
            "this is not a value; texts stand in quotation marks, truth values are true and false"};
}

Text no_key(const Complaint& complaint)
{
    if ((byte_at(complaint.rest(), 0) & 0x80U) != 0)
        return {"Schlüssel mit Umlauten oder anderen Zeichen stehen in Anführungszeichen: "
                "\"größe\" = 1",
                "keys with umlauts or other characters stand in quotation marks: \"größe\" = 1"};
    if (complaint.says("expected '='"))
        return {"zwischen Schlüssel und Wert gehört ein Gleichheitszeichen",
                "an equals sign belongs between key and value"};
    return {"hier gehört ein Schlüssel oder eine [Tabelle] hin", "a key or a [table] belongs here"};
}

Text something_behind(const Complaint& complaint)
{
    if (complaint.says("table header"))
        return {"hinter der Überschrift in eckigen Klammern steht noch etwas",
                "something follows behind the header in brackets"};
    const auto before = byte_at(complaint.document.text, complaint.offset - 1);
    if (complaint.here(",") && before >= '0' && before <= '9')
        return {"Dezimalzahlen werden mit Punkt geschrieben: 3.5",
                "decimal numbers are written with a point: 3.5"};
    return {
        "hinter dem Wert steht noch etwas; Werte mit Einheit stehen in Anführungszeichen: \"5 %\"",
        "something follows behind the value; values with a unit stand in quotation marks: \"5 %\""};
}

Text open_text(const Complaint& complaint)
{
    if (!complaint.rest().empty())
        return {"Texte enthalten keine Steuerzeichen; ein Tabulator wird \\t geschrieben",
                "texts contain no control characters; a tabulator is written \\t"};
    return {"der Text ist nicht geschlossen: das Anführungszeichen am Ende fehlt",
            "the text is not closed: the quotation mark at its end is missing"};
}

Text fixed_text(const char* de, const char* en)
{
    return {de, en};
}

// The first row whose words the library used explains the mistake.
struct Explanation {
    std::string_view words;
    Text (*explain)(const Complaint&);
};

const std::array explanations{
    Explanation{"cannot redefine", redefined},
    Explanation{"could not determine value type", no_value},
    Explanation{"expected value, saw",
                [](const Complaint&) {
                    return fixed_text("hinter dem Gleichheitszeichen fehlt der Wert",
                                      "the value is missing behind the equals sign");
                }},
    Explanation{"expected '=', saw", no_key},
    Explanation{"expected keys, tables", no_key},
    Explanation{"expected bare key starting", no_key},
    Explanation{"control character", open_text},
    Explanation{"parsing string: encountered end-of-file", open_text},
    Explanation{"string: encountered end-of-file", open_text},
    Explanation{"array: encountered end-of-file",
                [](const Complaint&) {
                    return fixed_text("eine Liste ist nicht geschlossen: ] fehlt",
                                      "a list is not closed: ] is missing");
                }},
    Explanation{"expected comma or closing ']'",
                [](const Complaint&) {
                    return fixed_text("in der Liste fehlt ein Komma oder die schließende Klammer ]",
                                      "a comma or the closing bracket ] is missing in the list");
                }},
    Explanation{"dangling comma",
                [](const Complaint&) {
                    return fixed_text("vor der schließenden Klammer } steht kein Komma",
                                      "no comma stands before the closing brace }");
                }},
    Explanation{
        "inline table",
        [](const Complaint&) {
            return fixed_text(
                "eine Tabelle in geschweiften Klammern steht in einer Zeile: { a = 1, b = 2 }",
                "a table in braces stands in one line: { a = 1, b = 2 }");
        }},
    Explanation{"expected a comment or whitespace", something_behind},
    Explanation{"header: expected ']'",
                [](const Complaint&) {
                    return fixed_text("die schließende eckige Klammer ] fehlt",
                                      "the closing bracket ] is missing");
                }},
    Explanation{"leading zeroes",
                [](const Complaint&) {
                    return fixed_text(
                        "Zahlen beginnen nicht mit 0; Schlüsselnummern stehen in "
                        "Anführungszeichen: \"03153\"",
                        "numbers do not begin with 0; codes stand in quotation marks: \"03153\"");
                }},
    Explanation{"parsing date",
                [](const Complaint&) {
                    return fixed_text(
                        "das ist kein Tag im Kalender; ein Datum wird 2024-06-27 geschrieben",
                        "this is no day of the calendar; a date is written 2024-06-27");
                }},
    Explanation{"parsing boolean",
                [](const Complaint&) {
                    return fixed_text("Wahrheitswerte heißen true und false, klein geschrieben",
                                      "truth values are true and false, in lower case");
                }},
    Explanation{
        "escape sequence",
        [](const Complaint&) {
            return fixed_text(
                "der Rückstrich hat in \"…\" eine besondere Bedeutung; schreiben Sie \\\\ oder '…'",
                "the backslash has a special meaning in \"…\"; write \\\\ or '…'");
        }},
    Explanation{"not representable in 64 bits",
                [](const Complaint&) {
                    return fixed_text("diese Zahl ist zu groß", "this number is too large");
                }},
    Explanation{"TOML_MAX_NESTED_VALUES",
                [](const Complaint&) {
                    return fixed_text("das ist zu tief verschachtelt", "this is nested too deeply");
                }},
};

} // namespace

std::optional<SyntaxMistake> unreadable(std::string_view text)
{
    if (text.size() > Document::max_bytes)
        return SyntaxMistake{0, say("die Datei ist größer als {} MB",
                                    "the file is larger than {} MB", Document::max_bytes >> 20U)};
    if (auto mistake = wrong_encoding(text)) return mistake;
    return too_deep(text);
}

SyntaxMistake explain_syntax(const Document& document, std::size_t offset,
                             std::string_view complaint)
{
    const Complaint met{document, offset, complaint};
    const bool never_closed = met.says("encountered end-of-file");
    const auto at = never_closed ? opening_of_the_open(document.text).value_or(offset) : offset;
    for (const auto& explanation : explanations)
        if (met.says(explanation.words)) return {at, explanation.explain(met)};
    return {at, say("das ist kein gültiges TOML ({})", "this is not valid TOML ({})", complaint)};
}

} // namespace tuermer::config
