// SPDX-License-Identifier: EUPL-1.2
// SDMX messages, SOAP faults and OGC exceptions are told by the local names of their elements: the
// prefixes differ from server to server (reference/sources.md §3.4, §4, §7.3). Nothing is parsed
// but the few words looked for, so that broken XML reaches its reader's own error.
#include "connectors/formats/classify/spoken.hpp"
#include "connectors/formats/labels.hpp"

#include <array>
#include <charconv>

namespace tuermer::classifying {
namespace {

constexpr std::size_t most_words = 300;

// Where an element of this local name begins, at its '<'; npos: nowhere from `from` on.
std::size_t element(std::string_view text, std::string_view name, std::size_t from = 0)
{
    for (auto at = text.find(name, from); at != std::string_view::npos;
         at = text.find(name, at + 1)) {
        const auto end = at + name.size();
        if (end >= text.size() || (text[end] != '>' && text[end] != ' ' && text[end] != '/' &&
                                   text[end] != '\n' && text[end] != '\r' && text[end] != '\t'))
            continue;
        auto open = at;
        while (open > 0 && text[open - 1] != '<' && text[open - 1] != '>' &&
               text[open - 1] != ' ' && text[open - 1] != '/' && at - open < 32)
            --open;
        const bool whole = open == at || text[at - 1] == ':';
        if (open > 0 && text[open - 1] == '<' && whole) return open - 1;
    }
    return std::string_view::npos;
}

std::string_view tag_at(std::string_view text, std::size_t open)
{
    return text.substr(open, text.find('>', open) - open);
}

// The text between this element's tags, blanks folded; shortened for a sentence.
std::string content(std::string_view text, std::string_view name, std::size_t from = 0)
{
    const auto open = element(text, name, from);
    if (open == std::string_view::npos) return "";
    const auto begin = text.find('>', open);
    const auto end = begin == std::string_view::npos ? begin : text.find('<', begin);
    if (end == std::string_view::npos) return "";
    return header_name(first_characters(text.substr(begin + 1, end - begin - 1), most_words));
}

std::optional<int> code_of(std::string_view tag)
{
    const auto at = tag.find("code=\"");
    if (at == std::string_view::npos) return std::nullopt;
    const auto digits = tag.substr(at + 6);
    int code = 0;
    const auto read = std::from_chars(digits.data(), digits.data() + digits.size(), code);
    return read.ec == std::errc{} ? std::optional{code} : std::nullopt;
}

Classified said(ReplyKind kind, Text ours, const std::string& theirs)
{
    if (!theirs.empty())
        ours = say("{0} Der Dienst sagt: „{2}“.", "{1} The service says: \"{2}\".", ours.de,
                   ours.en, theirs);
    return not_data(kind, std::move(ours));
}

// SDMX 2.1, section 7: error codes; 413 in the footer is also Eurostat's "to be fetched later".
ReplyKind kind_of_sdmx(int code)
{
    switch (code) {
    case 100:
    case 304:
        return ReplyKind::not_yet;
    case 110:
        return ReplyKind::credentials;
    case 130:
    case 413:
    case 510:
        return ReplyKind::too_big;
    case 500:
    case 503:
        return ReplyKind::later;
    default:
        return ReplyKind::foreign;
    }
}

Text text_of(ReplyKind kind)
{
    switch (kind) {
    case ReplyKind::not_yet:
        return say("Der Dienst hat zu dieser Abfrage (noch) keine Daten.",
                   "The service has no data for this query (yet).");
    case ReplyKind::later:
        return say("Der Dienst hat die Abfrage aufgeschoben; Türmer fragt später noch einmal.",
                   "The service has put the query off; Türmer asks again later.");
    case ReplyKind::credentials:
        return say("Der Dienst nimmt die Anmeldung nicht an.",
                   "The service does not accept the login.");
    case ReplyKind::too_big:
        return say("Die Abfrage ist dem Dienst zu groß. Bitte in Teilen abrufen: nach Jahren oder "
                   "Gebieten.",
                   "The query is too big for the service. Please fetch it in parts: by years or "
                   "areas.");
    case ReplyKind::gone:
        return say("Der Dienst kennt das Gefragte nicht (mehr).",
                   "The service does not know what was asked for (any more).");
    case ReplyKind::data:
    case ReplyKind::foreign:
        break;
    }
    return say("Der Dienst weist die Abfrage als fehlerhaft zurück.",
               "The service turns the query down as mistaken.");
}

std::optional<Classified> by_sdmx(std::string_view text)
{
    if (const auto open = element(text, "ErrorMessage"); open != std::string_view::npos) {
        const auto kind = kind_of_sdmx(code_of(tag_at(text, open)).value_or(0));
        return said(kind, text_of(kind), content(text, "Text", open));
    }
    const auto footer = element(text, "Footer");
    if (footer == std::string_view::npos) return std::nullopt;
    const auto open = element(text, "Message", footer);
    if (open == std::string_view::npos) return std::nullopt;
    const auto code = code_of(tag_at(text, open));
    if (!code || *code < 100) return std::nullopt;
    const bool with_address = text.substr(open).find("http") != std::string_view::npos;
    const auto kind = *code == 413 && with_address ? ReplyKind::later : kind_of_sdmx(*code);
    return said(kind, text_of(kind), content(text, "Text", open));
}

std::optional<Classified> by_soap(std::string_view text)
{
    const auto words = content(text, "faultstring");
    if (!words.empty()) {
        auto kind = ReplyKind::foreign;
        if (words.starts_with("EXTRACTION_TOO_BIG")) kind = ReplyKind::too_big;
        if (words.starts_with("UNKNOWN_REQUEST")) kind = ReplyKind::gone;
        if (words.starts_with("DATA_NOT_YET_AVAILABLE")) kind = ReplyKind::not_yet;
        return said(kind, text_of(kind), words);
    }
    const auto response = element(text, "asyncResponse");
    if (response == std::string_view::npos) return std::nullopt;
    auto state = content(text, "status", response);
    if (state.empty()) // the outer element of this name holds the inner one
        state = content(text, "status", element(text, "status", response) + 1);
    const auto kind = state == "EXPIRED" ? ReplyKind::gone : ReplyKind::later;
    return said(kind, text_of(kind), state);
}

std::optional<Classified> by_ogc(std::string_view text)
{
    const bool report = element(text, "ExceptionReport") != std::string_view::npos ||
                        element(text, "ServiceExceptionReport") != std::string_view::npos;
    if (!report) return std::nullopt;
    auto words = content(text, "ExceptionText");
    if (words.empty()) words = content(text, "ServiceException");
    return said(ReplyKind::foreign, text_of(ReplyKind::foreign), words);
}

// The local name of the outermost element; comments and declarations before it are passed over.
std::string_view root_of(std::string_view text)
{
    for (auto open = text.find('<'); open != std::string_view::npos;
         open = text.find('<', open + 1)) {
        if (open + 1 == text.size()) break;
        if (text[open + 1] == '?' || text[open + 1] == '!') continue;
        auto name = text.substr(open + 1, text.find_first_of(" \t\r\n/>", open) - open - 1);
        if (const auto colon = name.find(':'); colon != std::string_view::npos)
            name.remove_prefix(colon + 1);
        return name;
    }
    return "";
}

struct Catalogue {
    std::string_view root, de, en;
};
constexpr std::array<Catalogue, 8> catalogues = {{
    {"RDF", "ein Katalog (DCAT, RDF)", "a catalogue (DCAT, RDF)"},
    {"WFS_Capabilities", "die Selbstauskunft eines Geodienstes (WFS)",
     "a geodata service's account of itself (WFS)"},
    {"WMS_Capabilities", "die Selbstauskunft eines Kartendienstes (WMS)",
     "a map service's account of itself (WMS)"},
    {"Capabilities", "die Selbstauskunft eines Geodienstes (OGC)",
     "a geodata service's account of itself (OGC)"},
    {"schema", "ein XML-Schema", "an XML schema"},
    {"Structure", "die Beschreibung einer SDMX-Struktur", "the description of an SDMX structure"},
    {"GenericMetadata", "eine Beschreibung (SDMX-Metadaten)", "a description (SDMX metadata)"},
    {"rss", "eine Nachrichtenliste (RSS)", "a news feed (RSS)"},
}};

// XML that is in order and holds no figures.
std::optional<Classified> by_root(std::string_view text)
{
    const auto root = root_of(text);
    for (const auto& catalogue : catalogues)
        if (root == catalogue.root)
            return not_data(ReplyKind::foreign,
                            say("Das ist {0}, keine Tabelle. Bitte die Adresse der Daten selbst "
                                "eintragen.",
                                "This is {1}, not a table. Please give the address of the data "
                                "themselves.",
                                catalogue.de, catalogue.en));
    return std::nullopt;
}

} // namespace

std::optional<Classified> spoken_in_xml(std::string_view text)
{
    if (auto found = by_sdmx(text)) return found;
    if (auto found = by_soap(text)) return found;
    if (auto found = by_ogc(text)) return found;
    return by_root(text);
}

std::optional<Classified> spoken_at_the_end(std::string_view bytes)
{
    constexpr std::size_t tail_bytes = 2'048;
    constexpr std::string_view opening = "Streaming interrupted due to the following error:";
    const auto tail = bytes.substr(bytes.size() - std::min(bytes.size(), tail_bytes));
    const auto at = tail.find(opening);
    if (at == std::string_view::npos) return std::nullopt;
    const auto words = header_name(first_characters(tail.substr(at + opening.size()), most_words));
    const bool rule_of_10000 = words.find("InvalidRESTParameterError") != std::string::npos;
    const auto kind = rule_of_10000 ? ReplyKind::too_big : ReplyKind::later;
    return said(kind,
                say("Die Antwort bricht mit einem Satz des Dienstes ab und ist unvollständig.",
                    "The answer breaks off with a sentence of the service and is incomplete."),
                words);
}

} // namespace tuermer::classifying
