// SPDX-License-Identifier: EUPL-1.2
// Each service's errors in JSON as recorded (reference/sources.md §1.5, §3.4, §5, §6.2, §7). What a
// service says is repeated only where it says more than its code; user names never are.
#include "connectors/formats/classify/spoken.hpp"
#include "connectors/formats/json.hpp"
#include "connectors/formats/labels.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <fmt/format.h>

namespace tuermer::classifying {
namespace {

using Value = std::optional<JsonValue>; // nothing: there is no such member

constexpr std::size_t most_words = 300; // of a service's sentence

Value member(const Value& object, std::string_view name)
{
    return object ? object->member(name) : std::nullopt;
}

bool contains(const Value& object, std::string_view name)
{
    return member(object, name).has_value();
}

std::string words(const Value& value)
{
    if (!value || !value->is_string()) return "";
    return first_characters(header_name(value->text()), most_words);
}

std::optional<int> number(const Value& value)
{
    if (!value || !value->is_number()) return std::nullopt;
    const auto text = value->text();
    int whole = 0;
    const auto read = std::from_chars(text.data(), text.data() + text.size(), whole);
    return read.ptr == text.data() + text.size() ? std::optional{whole} : std::nullopt;
}

bool is_truth(const Value& value, std::string_view truth)
{
    return value && value->kind() == JsonValue::Kind::boolean && value->text() == truth;
}

Value first_item(const Value& list)
{
    if (!list || !list->is_array() || list->size() == 0) return std::nullopt;
    return *list->items().begin();
}

bool has(const std::string& text, std::string_view part)
{
    return lower_ascii(text).find(part) != std::string::npos;
}

// The words of the service behind our sentence, where it has some.
Text quoting(Text ours, std::string_view service, const std::string& theirs)
{
    if (theirs.empty()) return ours;
    return {fmt::format("{} {} sagt: „{}“.", ours.de, service, theirs),
            fmt::format("{} {} says: \"{}\".", ours.en, service, theirs)};
}

Text login_text()
{
    return say("Der Dienst nimmt die Anmeldung nicht an: Benutzername, Kennwort oder Token fehlen, "
               "sind falsch oder haben nicht das Recht dazu.",
               "The service does not accept the login: user name, password or token are missing, "
               "wrong, or lack the right.");
}

Text parts_text()
{
    return say("Die Abfrage ist dem Dienst zu groß. Bitte in Teilen abrufen: nach Jahren, Gebieten "
               "oder Merkmalen.",
               "The query is too big for the service. Please fetch it in parts: by years, areas or "
               "contents.");
}

Text gone_text()
{
    return say("Der Dienst kennt das Gefragte nicht (mehr). Bitte die Kennung prüfen.",
               "The service does not know what was asked for (any more). Please check the code.");
}

Text busy_text()
{
    return say("Der Dienst hat die Abfrage aufgeschoben oder ist überlastet; Türmer fragt später "
               "noch einmal.",
               "The service has put the query off or is overloaded; Türmer asks again later.");
}

Text mistaken_text()
{
    return say("Der Dienst weist die Abfrage als fehlerhaft zurück.",
               "The service turns the query down as mistaken.");
}

Classified judged_by(ReplyKind kind, std::string_view service, const std::string& theirs)
{
    constexpr std::array texts = {mistaken_text, busy_text, busy_text,    login_text,
                                  parts_text,    gone_text, mistaken_text};
    return not_data(kind, quoting(texts[static_cast<std::size_t>(kind)](), service, theirs));
}

// A code like HTTP's inside a body.
ReplyKind kind_of_status(int status)
{
    if (status == 401 || status == 403 || status == 498 || status == 499)
        return ReplyKind::credentials;
    if (status == 404 || status == 410) return ReplyKind::gone;
    if (status == 413) return ReplyKind::too_big;
    if (status == 408 || status == 429 || status >= 500) return ReplyKind::later;
    return ReplyKind::foreign;
}

// 104 is also said of a job that is not ready and of a change list without changes.
ReplyKind nothing_found(const Value& answer)
{
    const auto service = words(member(member(answer, "Ident"), "Service"));
    return service == "data" || service == "metadata" ? ReplyKind::gone : ReplyKind::not_yet;
}

Text genesis_text(int code, ReplyKind kind)
{
    if (code == 99)
        return say("GENESIS hat einen Auftrag angelegt; das Ergebnis ist später abzuholen.",
                   "GENESIS has created a job; its result is to be fetched later.");
    if (code == 50)
        return say("GENESIS hat keine neueren Daten als den genannten Stand.",
                   "GENESIS has no newer data than the state named.");
    if (code == 98)
        return say("Die Tabelle ist für den Dialog von GENESIS zu groß. Bitte als Auftrag oder in "
                   "Teilen abrufen: nach Jahren, Gebieten oder Merkmalen.",
                   "The table is too big for GENESIS's dialogue. Please fetch it as a job or in "
                   "parts: by years, areas or contents.");
    if (kind == ReplyKind::not_yet)
        return say("GENESIS hat dazu (noch) nichts: Der Auftrag ist nicht fertig, oder nichts hat "
                   "sich geändert.",
                   "GENESIS has nothing on this (yet): the job is not finished, or nothing has "
                   "changed.");
    if (kind == ReplyKind::gone) return gone_text();
    if (kind == ReplyKind::credentials) return login_text();
    return kind == ReplyKind::later ? busy_text() : mistaken_text();
}

std::optional<ReplyKind> genesis_kind(int code, const Value& answer)
{
    switch (code) {
    case 0:
    case 22:
        return std::nullopt; // 22: a parameter was adjusted, the answer is there
    case 2:
    case 15:
        return ReplyKind::credentials;
    case 6:
    case 99:
        return ReplyKind::later;
    case 50:
        return ReplyKind::not_yet;
    case 90:
        return ReplyKind::gone;
    case 98:
        return ReplyKind::too_big;
    case 104:
        return nothing_found(answer);
    default:
        return ReplyKind::foreign;
    }
}

std::optional<Classified> by_genesis(const Value& answer)
{
    const auto status = member(answer, "Status");
    const bool flat = !status || !status->is_object();
    const auto said = flat ? answer : status;
    const auto code = number(member(said, "Code"));
    if (code && contains(said, "Content")) {
        const auto kind = genesis_kind(*code, answer);
        if (!kind) return std::nullopt;
        return not_data(
            *kind, quoting(genesis_text(*code, *kind), "GENESIS", words(member(said, "Content"))));
    }
    // `logincheck` has a sentence for a status; its user name may be a token.
    const auto sentence = words(status);
    if (sentence.empty() || !contains(answer, "Username") || has(sentence, "erfolgreich") ||
        has(sentence, "success"))
        return std::nullopt;
    return not_data(ReplyKind::credentials, login_text());
}

std::optional<Classified> by_eurostat(const Value& answer)
{
    const auto warning = member(answer, "warning");
    if (const auto status = number(member(warning, "status"))) {
        const auto kind = *status == 413 ? ReplyKind::later : kind_of_status(*status);
        return judged_by(kind, "Eurostat", words(member(warning, "label")));
    }
    const auto first = first_item(member(answer, "error"));
    const auto status = number(member(first, "status"));
    if (!status) return std::nullopt;
    return judged_by(kind_of_status(*status), "Eurostat", words(member(first, "label")));
}

std::optional<Classified> by_arcgis(const Value& answer)
{
    const auto error = member(answer, "error");
    const auto code = number(member(error, "code"));
    if (!code) return std::nullopt;
    return judged_by(kind_of_status(*code), "ArcGIS", words(member(error, "message")));
}

// The message is in the portal's language; `__type` is not. Behind the last record comes an answer
// without any.
std::optional<Classified> by_ckan(const Value& answer)
{
    const auto records = member(member(answer, "result"), "records");
    if (records && records->is_array() && records->size() == 0)
        return not_data(ReplyKind::not_yet, say("CKAN hat zu dieser Abfrage keine Datensätze.",
                                                "CKAN has no records for this query."));
    if (!is_truth(member(answer, "success"), "false")) return std::nullopt;
    const auto error = member(answer, "error");
    const auto type = words(member(error, "__type"));
    auto kind = ReplyKind::foreign;
    if (type == "Authorization Error") kind = ReplyKind::credentials;
    if (type == "Not Found Error") kind = ReplyKind::gone;
    return judged_by(kind, "CKAN", words(member(error, "message")));
}

std::optional<Classified> by_socrata(const Value& answer)
{
    if (!is_truth(member(answer, "error"), "true")) return std::nullopt;
    const auto code = words(member(answer, "code"));
    const auto message = words(member(answer, "message"));
    auto kind = ReplyKind::foreign;
    if (code == "not_found" || code == "dataset.missing") kind = ReplyKind::gone;
    if (code == "permission_denied" || code == "authentication_required" ||
        has(message, "logged in"))
        kind = ReplyKind::credentials;
    return judged_by(kind, "Socrata", message);
}

std::optional<Classified> by_opendatasoft(const Value& answer)
{
    const auto code = member(answer, "error_code");
    if (!code || !code->is_string()) return std::nullopt;
    const auto message = words(member(answer, "message"));
    auto kind = ReplyKind::foreign;
    if (has(words(code), "notfound") || has(words(code), "unknowndataset")) kind = ReplyKind::gone;
    if (has(message, "offset + limit") || has(message, "10000")) kind = ReplyKind::too_big;
    return judged_by(kind, "Opendatasoft", message);
}

// v1: {"error": "…"}; v2: {"type", "title", "status"} (RFC 7807).
std::optional<Classified> by_pxweb(const Value& answer)
{
    auto said = words(member(answer, "error"));
    auto kind = ReplyKind::foreign;
    if (const auto status = number(member(answer, "status"));
        said.empty() && status && contains(answer, "title")) {
        said = words(member(answer, "title"));
        kind = kind_of_status(*status);
    }
    if (said.empty()) return std::nullopt;
    if (has(said, "too many values") || has(said, "too many cells")) kind = ReplyKind::too_big;
    if (has(said, "too many requests")) kind = ReplyKind::later;
    return judged_by(kind, "PxWeb", said);
}

Classified catalogue(std::string_view service, std::string_view source_kind)
{
    return not_data(ReplyKind::foreign,
                    say("Das ist eine Auskunft von {0} über seine Tabellen, keine Tabelle. Für "
                        "diesen Dienst gibt es die Quellenart „{1}“.",
                        "This is what {0} says about its tables, not a table. For this service "
                        "there is the kind of source '{1}'.",
                        service, source_kind));
}

bool is_list_with(const Value& list, const char* name)
{
    return contains(first_item(list), name);
}

// Lists of databases and tables (v1, v2), one table, the variables of one.
bool is_pxweb_catalogue(const Value& answer)
{
    const bool folder = is_list_with(answer, "text") &&
                        (is_list_with(answer, "dbid") || is_list_with(answer, "type"));
    return folder || is_list_with(answer, "published") || contains(answer, "variableNames") ||
           is_list_with(member(answer, "tables"), "firstPeriod") ||
           is_list_with(member(answer, "variables"), "valueTexts") ||
           contains(answer, "maxCells") || contains(answer, "maxDataCells");
}

// What is sent to PxWeb, saved in place of what comes back.
bool is_pxweb_query(const Value& answer)
{
    const auto query = member(answer, "queryObj");
    return is_list_with(member(query ? query : answer, "query"), "selection");
}

// JSON that is in order and holds no figures: what was asked was not the data.
std::optional<Classified> by_catalogue(const Value& answer)
{
    const auto ident = member(answer, "Ident");
    const auto service = words(member(ident, "Service"));
    if (service == "catalogue" || service == "metadata" || service == "find" ||
        service == "helloworld" || service == "profile")
        return catalogue("GENESIS", "genesis");
    const auto result = member(answer, "result");
    const auto packages = result ? result : answer;
    if (contains(packages, "results") && contains(packages, "facets"))
        return catalogue("CKAN", "ckan");
    if (is_list_with(member(packages, "resources"), "url") || contains(packages, "package_count"))
        return catalogue("CKAN", "ckan");
    if (is_list_with(member(answer, "results"), "metas")) return catalogue("Opendatasoft", "rows");
    if (is_list_with(member(answer, "results"), "resource")) return catalogue("Socrata", "rows");
    if (is_pxweb_catalogue(answer)) return catalogue("PxWeb", "pxweb");
    if (is_pxweb_query(answer))
        return not_data(ReplyKind::foreign,
                        say("Das ist eine Abfrage an PxWeb, nicht ihre Antwort.",
                            "This is a query to PxWeb, not its answer."));
    return std::nullopt;
}

} // namespace

std::optional<Classified> spoken_in_json(std::string_view text)
{
    JsonLimits limits;
    limits.bytes = most_said;
    const auto json = read_json(text, limits);
    if (!json) return std::nullopt; // broken JSON: its reader says where
    const Value answer = json->root();
    if (is_list_with(answer, "package_count")) return catalogue("CKAN", "ckan");
    for (const auto speaker : {by_genesis, by_eurostat, by_arcgis, by_ckan, by_socrata,
                               by_opendatasoft, by_pxweb, by_catalogue})
        if (auto said = speaker(answer)) return said;
    return std::nullopt;
}

} // namespace tuermer::classifying
