// SPDX-License-Identifier: EUPL-1.2
// Magic bytes first, then the first word of the text. The name of a file and the media type lie.
#include "connectors/formats/classify/foreign.hpp"

#include "connectors/formats/labels.hpp"

#include <algorithm>
#include <array>
#include <string>

namespace tuermer {
namespace {

constexpr std::size_t min_bytes = 2;          // a table has at least a separator and a figure
constexpr std::size_t looked_at = 64 * 1'024; // for control characters and the title of a page

Error refuse(Remedy remedy, Text what)
{
    return {remedy, std::move(what), ""};
}

bool contains(std::string_view text, std::string_view part)
{
    return text.find(part) != std::string_view::npos;
}

// The first member of a zip archive tells the kinds of office files apart.
Error refuse_zip(std::string_view bytes)
{
    const auto head = bytes.substr(0, 4'096);
    if (contains(head, "opendocument"))
        return refuse(
            Remedy::mend,
            say("Das ist eine OpenDocument-Datei (ODS), kein CSV. Bitte kind = \"ods\" eintragen "
                "oder „format“ weglassen.",
                "This is an OpenDocument file (ODS), not CSV. Please write kind = \"ods\" or leave "
                "'format' out."));
    if (contains(head, "[Content_Types].xml") || contains(head, "xl/") || contains(head, "_rels/"))
        return refuse(
            Remedy::mend,
            say("Das ist eine Excel-Datei (XLSX), kein CSV. Bitte kind = \"xlsx\" eintragen oder "
                "„format“ weglassen.",
                "This is an Excel file (XLSX), not CSV. Please write kind = \"xlsx\" or leave "
                "'format' out."));
    return refuse(
        Remedy::mend,
        say("Das ist ein ZIP-Archiv, keine Tabelle. Bitte kind = \"zip\" eintragen oder „format“ "
            "weglassen.",
            "This is a ZIP archive, not a table. Please write kind = \"zip\" or leave 'format' "
            "out."));
}

struct Magic {
    std::string_view bytes;
    std::string_view de, en;
};
constexpr std::array<Magic, 8> magics = {{
    {"\x1F\x8B", "eine gzip-komprimierte Datei", "a gzip-compressed file"},
    {"%PDF", "eine PDF-Datei", "a PDF file"},
    {"\x28\xB5\x2F\xFD", "eine zstd-komprimierte Datei", "a zstd-compressed file"},
    {"7z\xBC\xAF\x27\x1C", "ein 7-Zip-Archiv", "a 7-Zip archive"},
    {"Rar!", "ein RAR-Archiv", "a RAR archive"},
    {"\x89PNG", "ein Bild (PNG)", "a picture (PNG)"},
    {"\xFF\xD8\xFF", "ein Bild (JPEG)", "a picture (JPEG)"},
    {"SQLite format 3", "eine SQLite-Datenbank", "an SQLite database"},
}};

bool starts_with_word(std::string_view text, std::string_view word)
{
    return lower_ascii(text.substr(0, word.size())) == word;
}

std::string page_title(std::string_view text)
{
    const auto lower = lower_ascii(text.substr(0, looked_at));
    const auto begin = lower.find("<title");
    const auto open = begin == std::string::npos ? begin : lower.find('>', begin);
    const auto close = open == std::string::npos ? open : lower.find("</title", open);
    if (close == std::string::npos) return "";
    return header_name(text.substr(open + 1, std::min<std::size_t>(close - open - 1, 120)));
}

Error refuse_page(std::string_view text)
{
    const auto title = page_title(text);
    if (title.empty())
        return refuse(Remedy::retry,
                      say("Das ist eine Web-Seite (HTML), keine Tabelle: meist eine Fehler- oder "
                          "Anmeldeseite. Bitte die Adresse im Browser prüfen.",
                          "This is a web page (HTML), not a table: mostly an error or login page. "
                          "Please check the address in a browser."));
    return refuse(
        Remedy::retry,
        say("Das ist eine Web-Seite (HTML) mit dem Titel „{}“, keine Tabelle. Bitte die "
            "Adresse im Browser prüfen.",
            "This is a web page (HTML) titled \"{}\", not a table. Please check the address "
            "in a browser.",
            title));
}

bool is_control(char c)
{
    const auto byte = static_cast<unsigned char>(c);
    return (byte < 0x20 && c != '\t' && c != '\n' && c != '\r' && c != '\f' && c != '\x1A') ||
           byte == 0x7F;
}

bool mostly_binary(std::string_view text)
{
    const auto head = text.substr(0, looked_at);
    const auto controls = std::count_if(head.begin(), head.end(), is_control);
    return static_cast<std::size_t>(controls) * 200 > head.size() ||
           contains(text, std::string_view{"\0", 1});
}

Error refuse_json()
{
    return refuse(
        Remedy::mend,
        say("Das ist JSON, keine CSV-Tabelle; manche Dienste melden so einen Fehler. Bitte die "
            "Antwort ansehen und die Adresse prüfen.",
            "This is JSON, not a CSV table; some services report errors this way. Please look "
            "at the answer and check the address."));
}

} // namespace

std::optional<Error> refuse_foreign_bytes(std::string_view bytes)
{
    if (bytes.empty())
        return refuse(Remedy::retry,
                      say("Die Datei ist leer (0 Byte).", "The file is empty (0 bytes)."));
    if (bytes.size() < min_bytes)
        return refuse(Remedy::retry,
                      say("Die Datei hat nur {} Byte und ist keine Tabelle; vermutlich ist sie "
                          "unvollständig.",
                          "The file has only {} byte and is no table; probably it is incomplete.",
                          bytes.size()));
    if (bytes.starts_with("PK\x03\x04") || bytes.starts_with("PK\x05\x06"))
        return refuse_zip(bytes);
    if (bytes.starts_with("\xD0\xCF\x11\xE0"))
        return refuse(Remedy::mend,
                      say("Das ist eine alte Excel- oder Office-Datei (XLS), kein CSV. Bitte "
                          "kind = \"xls\" eintragen oder „format“ weglassen.",
                          "This is an old Excel or Office file (XLS), not CSV. Please write kind = "
                          "\"xls\" or "
                          "leave 'format' out."));
    for (const auto& magic : magics)
        if (bytes.starts_with(magic.bytes))
            return refuse(Remedy::mend,
                          say("Das ist {0}, keine CSV-Tabelle. Bitte die CSV-Datei ablegen.",
                              "This is {1}, not a CSV table. Please hand over the CSV file.",
                              magic.de, magic.en));
    return std::nullopt;
}

std::optional<Error> refuse_foreign_text(std::string_view text)
{
    const auto begin = trimmed(text.substr(0, looked_at));
    if (begin.empty())
        return refuse(Remedy::retry, say("Die Datei enthält nur Leerzeichen und Zeilenenden.",
                                         "The file holds nothing but blanks and line ends."));
    if (starts_with_word(begin, "<!doctype html") || starts_with_word(begin, "<html"))
        return refuse_page(text);
    if (starts_with_word(begin, "<?xml") || starts_with_word(begin, "<!doctype"))
        return refuse(
            Remedy::mend,
            say("Das ist XML, keine CSV-Tabelle. Bitte die Adresse der CSV-Fassung eintragen.",
                "This is XML, not a CSV table. Please give the address of the CSV version."));
    if (begin.front() == '{' || starts_with_word(begin, "[{")) return refuse_json();
    if (mostly_binary(text))
        return refuse(
            Remedy::mend,
            say("Das ist keine Textdatei: sie enthält Steuerzeichen, wie sie nur in Programm- "
                "oder Binärdateien vorkommen. Bitte eine CSV-Datei ablegen.",
                "This is not a text file: it holds control characters that occur in binary "
                "files only. Please hand over a CSV file."));
    return std::nullopt;
}

} // namespace tuermer
