// SPDX-License-Identifier: EUPL-1.2
// The order matters: GENESIS answers a wrong login with 404, PxWeb too many cells with 403.
#include "connectors/formats/classify/classify.hpp"

#include "connectors/formats/classify/foreign.hpp"
#include "connectors/formats/classify/spoken.hpp"
#include "connectors/formats/encoding.hpp"
#include "connectors/formats/labels.hpp"
#include "connectors/formats/table.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace tuermer {
namespace {

constexpr std::size_t looked_at = 64 * 1'024;

bool is_one_of(int status, std::initializer_list<int> statuses)
{
    return std::find(statuses.begin(), statuses.end(), status) != statuses.end();
}

Classified not_there(const Received& answer)
{
    if (answer.dated_address)
        return not_data(
            ReplyKind::not_yet,
            say("Unter dieser Adresse gibt es noch nichts (HTTP {}): Der Zeitraum, den sie "
                "nennt, ist noch nicht veröffentlicht.",
                "There is nothing at this address yet (HTTP {}): the period it names has "
                "not been published.",
                answer.status));
    return not_data(
        ReplyKind::gone,
        say("Unter dieser Adresse gibt es nichts mehr (HTTP {}). Bitte die neue Adresse "
            "beim Herausgeber suchen.",
            "There is nothing at this address any more (HTTP {}). Please look for the "
            "new one at the publisher's.",
            answer.status));
}

Classified busy(const Received& answer)
{
    auto later =
        not_data(ReplyKind::later,
                 say("Der Server kann gerade nicht antworten (HTTP {}). Türmer versucht es wieder.",
                     "The server cannot answer at the moment (HTTP {}). Türmer will try again.",
                     answer.status));
    later.wait = answer.retry_after;
    return later;
}

// What the status alone says; nothing for 200 and 203.
std::optional<Classified> by_status(const Received& answer)
{
    const int status = answer.status;
    if (status == 200 || status == 203) return std::nullopt;
    if (is_one_of(status, {202, 204, 304}))
        return not_data(ReplyKind::not_yet,
                        say("Der Server hat (noch) nichts Neues (HTTP {}).",
                            "The server has nothing new (yet) (HTTP {}).", status));
    if (status == 404 || status == 410) return not_there(answer);
    if (is_one_of(status, {401, 403, 407}))
        return not_data(ReplyKind::credentials,
                        say("Der Server verweigert den Zugriff (HTTP {}). Braucht die Adresse eine "
                            "Anmeldung?",
                            "The server refuses access (HTTP {}). Does the address need a login?",
                            status));
    if (status == 413 || status == 414)
        return not_data(
            ReplyKind::too_big,
            say("Der Server findet die Abfrage zu groß (HTTP {}). Bitte in Teilen abrufen: "
                "nach Jahren, Gebieten oder Merkmalen.",
                "The server finds the query too big (HTTP {}). Please fetch it in parts: "
                "by years, areas or contents.",
                status));
    if (is_one_of(status, {408, 425, 429}) || status >= 500) return busy(answer);
    return not_data(
        ReplyKind::foreign,
        say("Der Server antwortet mit HTTP {} statt mit einer Tabelle. Bitte die Adresse "
            "prüfen.",
            "The server answers HTTP {} instead of a table. Please check the address.", status));
}

// The beginning as UTF-8, for telling JSON, XML and pages apart; "" where it is no text.
std::string beginning_of(std::string_view bytes)
{
    const auto head = bytes.substr(0, looked_at);
    const auto encoding = detect_encoding(head);
    if (!encoding) return std::string{head};
    return to_utf8(head, *encoding).value_or(std::string{head});
}

// Some servers write the mark of UTF-16 before text of eight bits.
std::string_view without_mark(std::string_view bytes)
{
    if (bytes.starts_with("\xEF\xBB\xBF")) return bytes.substr(3);
    const bool false_mark = bytes.starts_with("\xFF\xFE<") && bytes.size() > 3 && bytes[3] != '\0';
    return false_mark ? bytes.substr(2) : bytes;
}

std::optional<Classified> by_words(std::string_view bytes)
{
    if (auto broken = classifying::spoken_at_the_end(bytes)) return broken;
    const auto text = trimmed(without_mark(bytes));
    if (text.empty() || text.size() > classifying::most_said) return std::nullopt;
    if (text.front() == '{' || text.front() == '[') return classifying::spoken_in_json(text);
    if (text.front() == '<') return classifying::spoken_in_xml(text);
    return std::nullopt;
}

Classified by_bytes(std::string_view bytes)
{
    Classified result;
    if (const auto format = format_of(bytes)) {
        result.format = *format;
        return result;
    }
    result.kind = ReplyKind::foreign;
    auto refused = refuse_foreign_bytes(bytes);
    if (!refused) refused = refuse_foreign_text(beginning_of(bytes));
    if (!refused) {
        result.what = say("Das ist keines der Formate, die Türmer liest.",
                          "This is none of the formats that Türmer reads.");
        return result;
    }
    result.what = std::move(refused->what);
    result.remedy = refused->remedy;
    return result;
}

Result<std::string> part_of(const ByteSource& body, std::uint64_t offset)
{
    std::string part(looked_at, '\0');
    const auto got = body.read(offset, part);
    if (!got) return tl::unexpected(got.error());
    part.resize(*got);
    return part;
}

Classified unreadable(const Error& error)
{
    auto later = not_data(ReplyKind::later, error.what);
    later.remedy = error.remedy;
    return later;
}

} // namespace

std::string_view to_string(ReplyKind kind)
{
    constexpr std::array<std::string_view, 7> names = {
        "data", "not_yet", "later", "credentials", "too_big", "gone", "foreign"};
    return names[static_cast<std::size_t>(kind)];
}

Classified not_data(ReplyKind kind, Text what)
{
    Classified result;
    result.kind = kind;
    result.what = std::move(what);
    if (kind == ReplyKind::not_yet || kind == ReplyKind::later) result.remedy = Remedy::retry;
    return result;
}

std::optional<std::string_view> format_of(std::string_view bytes)
{
    for (const auto& kind : format_kinds())
        if (kind.recognises(bytes)) return kind.name;
    return std::nullopt;
}

Classified classify(const Received& answer)
{
    if (auto said = by_words(answer.bytes)) {
        if (said->kind != ReplyKind::foreign || answer.status == 200) {
            if (!said->wait) said->wait = answer.retry_after;
            return std::move(*said);
        }
    }
    if (auto refused = by_status(answer)) return std::move(*refused);
    if (answer.bytes.empty())
        return not_data(ReplyKind::later,
                        say("Der Server hat eine leere Antwort geschickt (0 Byte).",
                            "The server sent an empty answer (0 bytes)."));
    return by_bytes(answer.bytes);
}

Classified classify(const ByteSource& body, Received answer)
{
    if (const auto held = body.whole()) {
        answer.bytes = *held;
        return classify(answer);
    }
    auto beginning = part_of(body, 0);
    const auto ending =
        part_of(body, body.size() - std::min<std::uint64_t>(body.size(), looked_at));
    if (!beginning || !ending) return unreadable((beginning ? ending : beginning).error());
    if (auto broken = classifying::spoken_at_the_end(*ending)) return std::move(*broken);
    if (auto refused = by_status(answer)) return std::move(*refused);
    const auto last_line = beginning->find_last_of('\n');
    if (last_line != std::string::npos) beginning->resize(last_line + 1); // no character is cut
    return by_bytes(*beginning);
}

} // namespace tuermer
