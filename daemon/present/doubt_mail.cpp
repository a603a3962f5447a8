// SPDX-License-Identifier: EUPL-1.2
// To those who answer for the figures: what arrived and cannot be right as it stands, what was done
// with it, and what they can do.
#include "daemon/present/figures.hpp"
#include "daemon/present/message.hpp"
#include "daemon/present/words.hpp"
#include "rules/disclosure/disclosure.hpp"

#include <algorithm>

namespace tuermer::present {

namespace {

constexpr std::size_t most_doubts = 20; // in a message; `tuermer release show` has them all

// "Landkreis Goslar 03153, befristet".
std::string row_text(const std::string& key, const Knowledge& knowledge, Language language)
{
    const auto parts = parse_key(key);
    if (!parts) return key;
    std::string text;
    for (const auto& [dimension, code] : *parts) {
        const auto name = dimension == "area" ? area_name(code, knowledge, language) : code;
        const bool has_name = dimension == "area" && name != code;
        text += (text.empty() ? "" : ", ") + name + (has_name ? " " + code : "");
    }
    return text;
}

Text beside_words(QualityCheck check)
{
    switch (check) {
    case QualityCheck::parts:
        return {"Summe der Teile {}, Ganzes {}", "sum of the parts {}, whole {}"};
    case QualityCheck::recomputed:
        return {"veröffentlicht {}, errechnet {}", "published {}, computed {}"};
    case QualityCheck::duplicates:
        return {"einmal {}, einmal {}", "{} and {}"};
    case QualityCheck::copied:
    case QualityCheck::jump:
    case QualityCheck::layout:
    case QualityCheck::keys:
    case QualityCheck::signs:
        break;
    }
    return {"jetzt {}, davor {}", "now {}, before {}"};
}

std::string figures_text(const Doubt& doubt, const DoubtfulRow& row, Role role, Language language)
{
    const auto shown = shown_to(row, doubt.unit, role);
    if (!shown) return protected_words().in(language);
    const auto now = value_text(shown->now, doubt.unit, 1, language);
    if (!shown->other) return now;
    const auto other = value_text(*shown->other, doubt.unit, 1, language);
    return fmt::format(fmt::runtime(beside_words(doubt.check).in(language)), now, other);
}

bool any_held(const std::vector<DoubtToTell>& doubts)
{
    return std::ranges::any_of(
        doubts, [](const DoubtToTell& each) { return each.doubt->then == OnDoubt::hold; });
}

std::string subject_for(const std::string& source, bool held, const std::string& place,
                        Language language)
{
    if (held)
        return say("Türmer · {}: Zahlen aus „{}“ zurückgehalten",
                   "Türmer · {}: figures of “{}” held apart", place, source)
            .in(language);
    return say("Türmer · {}: Auffälliges in Zahlen aus „{}“",
               "Türmer · {}: something odd in figures of “{}”", place, source)
        .in(language);
}

Text meaning(bool held)
{
    if (held)
        return {"Was zurückgehalten ist, geht in keine Kennzahl, keine Regel und keine Nachricht "
                "ein; dort gelten die letzten guten Zahlen weiter. Alles Übrige der Lieferung "
                "wurde übernommen. Bringt eine spätere Lieferung andere Zahlen, die stimmen, "
                "ersetzen sie diese von selbst.",
                "What is held enters no indicator, rule or message; there the last good figures "
                "stay in force. Everything else of the delivery was taken up. When a later "
                "delivery brings other figures that are right, they replace these by themselves."};
    return {"Die Zahlen wurden übernommen. Diese Nachricht sagt nur, was daran auffällt.",
            "The figures were taken up. This message only says what is odd about them."};
}

std::vector<std::string> what_to_do(const std::string& delivery, bool held, Language language)
{
    const auto in = [language](const Text& text) { return text.in(language); };
    const auto id = delivery.substr(0, 8);
    std::vector<std::string> lines{
        in({"Bitte sehen Sie in der Veröffentlichung nach, und fragen Sie wenn nötig beim "
            "Herausgeber.",
            "Please look into the publication, and ask the publisher where necessary."}),
        "tuermer release show " + id};
    if (!held) return lines;
    lines.push_back(in(say("Die Zahlen stimmen: tuermer release accept {} --reason \"…\"",
                           "The figures are right: tuermer release accept {} --reason \"…\"", id)));
    lines.push_back(in(say("Sie stimmen nicht: tuermer release refuse {} --reason \"…\"",
                           "They are wrong: tuermer release refuse {} --reason \"…\"", id)));
    return lines;
}

std::vector<Block> doubt_blocks(const std::string& delivery, const std::vector<DoubtToTell>& doubts,
                                const Recipient& recipient, const Knowledge& knowledge)
{
    const auto language = recipient.language;
    const auto in = [language](const Text& text) { return text.in(language); };
    std::vector<Block> blocks;
    for (std::size_t i = 0; i < std::min(doubts.size(), most_doubts); ++i) {
        const auto& doubt = doubts[i];
        const auto done = doubt.doubt->then == OnDoubt::hold ? Text{"zurückgehalten", "held apart"}
                                                             : Text{"übernommen", "taken up"};
        blocks.push_back({fmt::format("{}: {} ({})", column_text(doubt.doubt->column, language),
                                      in(doubt.title), in(done)),
                          doubt_lines(doubt, recipient.role, knowledge, language)});
    }
    if (doubts.size() > most_doubts)
        blocks.push_back(
            {in({"Und weiteres", "And more"}),
             {in(say("{} weitere Auffälligkeiten zeigt der Befehl unten.",
                     "{} more are shown by the command below.", doubts.size() - most_doubts))}});
    const bool held = any_held(doubts);
    blocks.push_back({in({"Was das bedeutet", "What this means"}), {in(meaning(held))}});
    blocks.push_back({in({"Was zu tun ist", "What to do"}), what_to_do(delivery, held, language)});
    return blocks;
}

std::vector<std::string> footer_lines(const Surroundings& around, Language language)
{
    std::vector<std::string> lines;
    const auto& from = around.attribution;
    if (!from.empty()) lines.push_back(say("Quelle: {}", "Source: {}", from).in(language));
    if (!around.url.empty())
        lines.push_back(say("Dokument: {}", "Document: {}", around.url).in(language));
    lines.push_back(say("Automatisch erstellt von Türmer {}.",
                        "Written automatically by Türmer {}.", around.version)
                        .in(language));
    return lines;
}

} // namespace

} // namespace tuermer::present

namespace tuermer {

using namespace present;

std::string column_text(const FigureColumn& column, Language language)
{
    if (!column.period) return column.measure;
    return column.measure + " " + title_of(*column.period).in(language);
}

std::vector<std::string> doubt_lines(const DoubtToTell& doubt, Role role,
                                     const Knowledge& knowledge, Language language)
{
    std::vector<std::string> lines{doubt.doubt->found.in(language)};
    for (const auto& row : doubt.doubt->rows)
        lines.push_back(say("Zum Beispiel {}: {}", "For example {}: {}",
                            row_text(row.key, knowledge, language),
                            figures_text(*doubt.doubt, row, role, language))
                            .in(language));
    return lines;
}

Composed compose_doubt_mail(const std::string& source, const std::string& delivery,
                            const std::vector<DoubtToTell>& doubts, const Recipient& recipient,
                            const Surroundings& surroundings)
{
    const auto language = recipient.language;
    const auto& installation = surroundings.knowledge->installation;
    const auto in = [language](const Text& text) { return text.in(language); };
    Letter letter;
    letter.language = language;
    letter.subject = subject_for(source, any_held(doubts), in(installation.name), language);
    letter.title = letter.subject;
    letter.opening = {
        in({"Guten Tag,", "Hello,"}),
        in(say("in einer Lieferung der Quelle „{}“ (Stand: {}) können Zahlen so nicht stimmen "
               "oder sind auffällig.",
               "in a delivery of the source “{}” (as of {}) figures cannot be right as they "
               "stand, or are odd.",
               source, time_text(surroundings.now, installation.time_zone, language)))};
    letter.blocks = doubt_blocks(delivery, doubts, recipient, *surroundings.knowledge);
    letter.footer = footer_lines(surroundings, language);
    return pack(letter,
                {.message_id = message_id("doubt", {delivery}, recipient.id, surroundings.domain),
                 .thread = {},
                 .from = surroundings.from,
                 .to = recipient.mail,
                 .date = surroundings.now,
                 .offset_seconds = offset_seconds(surroundings.now, installation.time_zone),
                 .headers = {{"X-Tuermer-Delivery", delivery}}});
}

} // namespace tuermer
