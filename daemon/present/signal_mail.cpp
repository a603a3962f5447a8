// SPDX-License-Identifier: EUPL-1.2
// A notice becomes a mail: redacted for its reader first, then told.
#include "daemon/present/case.hpp"
#include "daemon/present/figures.hpp"
#include "daemon/present/message.hpp"
#include "daemon/present/subject.hpp"
#include "daemon/present/words.hpp"

#include "rules/base/digest.hpp"
#include "rules/disclosure/disclosure.hpp"

#include <algorithm>

namespace tuermer::present {

namespace {

// Named limits: whoever gets more reads nothing. The rest is named in one line each.
constexpr std::size_t most_accounts = 12;
constexpr std::size_t most_pictures = 6;
constexpr std::size_t most_lines = 200;
constexpr std::size_t shown_digits = 8; // of an event's id

struct Teller {
    const Recipient* recipient;
    const Surroundings* surroundings;

    Language language() const { return recipient->language; }
    const Knowledge& knowledge() const { return *surroundings->knowledge; }
    std::string in(const Text& text) const { return text.in(recipient->language); }
};

std::optional<Picture> picture_of(const Case& c, const Teller& teller, std::size_t number)
{
    const auto chart = chart_of(c);
    if (!chart) return std::nullopt;
    Picture picture;
    picture.alt = alt_text(*chart, c);
    picture.file_name = c.say("verlauf-{}.png", "course-{}.png", number);
    picture.content_id = fmt::format("{}@{}", identity({c.event->id, teller.recipient->id}),
                                     teller.surroundings->domain);
    if (auto png = draw_png(*chart, c.language))
        picture.png = std::move(*png);
    else
        picture.missing = c.say("Hier fehlt ein Diagramm: {}", "A chart is missing here: {}",
                                c.in(png.error().what));
    return picture;
}

Account account_of(const Event& event, const Teller& teller, std::size_t number)
{
    const auto redacted = redact(event, teller.recipient->role);
    const auto c =
        case_of(redacted.event, redacted.hidden, disclosure_threshold(teller.recipient->role),
                teller.knowledge(), teller.language());
    Account account;
    account.severity = teller.in(title_of(event.severity));
    account.frame_kind = c.indicator != nullptr ? c.indicator->frame : Frame::neutral;
    account.frame = teller.in(title_of(account.frame_kind));
    account.title = c.title();
    const auto period = periods_text(event.period, event.period, teller.language());
    account.where = fmt::format("{}, {}", c.area(), period);
    account.turn = turn_text(c);
    account.blocks = present::blocks_of(c);
    account.figures = rows_of(c);
    if (number <= most_pictures) account.picture = picture_of(c, teller, number);
    account.command = "tuermer explain " + event.id;
    return account;
}

std::string release_date(const Notice& notice, const Teller& teller)
{
    const auto& zone = teller.knowledge().installation.time_zone;
    return unbroken(date_text(local_date(notice.vintage.known_since, zone), teller.language()));
}

std::string opening_of(const Notice& notice, const Teller& teller)
{
    if (notice.digest)
        return teller.in({"diese Sammelmail nennt, was seit Ihrer letzten Nachricht über der "
                          "vereinbarten Höchstzahl lag; das Wichtigste steht vorn.",
                          "This digest names what has been over the agreed number since your last "
                          "message; the most important comes first."});
    const auto date = release_date(notice, teller);
    const auto all = [&](Transition transition) {
        return std::ranges::all_of(notice.events, [transition](const Event& event) {
            return event.transition == transition;
        });
    };
    if (all(Transition::withdrawn))
        return teller.in(say("die Veröffentlichung vom {} berichtigt Zahlen, über die Türmer Sie "
                             "informiert hatte.",
                             "The release of {} corrects figures that Türmer had told you about.",
                             date));
    if (all(Transition::rule_changed))
        return teller.in({"eine Regel wurde geändert; die vorhandenen Zahlen sind danach neu "
                          "bewertet worden.",
                          "A rule was changed; the figures there are have been judged anew."});
    if (all(Transition::resolved))
        return teller.in(say("nach der Veröffentlichung vom {} ist beendet, worüber Türmer Sie "
                             "informiert hatte.",
                             "With the release of {}, what Türmer had told you about is over.",
                             date));
    const auto number = spelled(notice.events.size(), teller.language());
    if (notice.events.size() == 1)
        return teller.in(say("die Veröffentlichung vom {} enthält eine Entwicklung, auf die eine "
                             "Ihrer Regeln achtet.",
                             "The release of {} contains a development that one of your rules "
                             "watches for.",
                             date));
    return teller.in(say("die Veröffentlichung vom {} enthält {} Entwicklungen, auf die Ihre "
                         "Regeln achten.",
                         "The release of {} contains {} developments that your rules watch for.",
                         date, number));
}

Block rest_of(const Notice& notice, const Teller& teller)
{
    const auto hidden_from_view = notice.events.size() - most_accounts;
    const auto heading = notice.digest
                             ? say("Weitere {} Meldungen", "{} more messages", hidden_from_view)
                             : say("Weitere {} Meldungen aus dieser Veröffentlichung",
                                   "{} more messages from this release", hidden_from_view);
    Block block{teller.in(heading), {}};
    const auto end = std::min(notice.events.size(), most_accounts + most_lines);
    for (auto i = most_accounts; i < end; ++i) {
        const auto redacted = redact(notice.events[i], teller.recipient->role);
        block.lines.push_back(
            headline(redacted.event, redacted.hidden, teller.knowledge(), teller.language()));
    }
    if (end < notice.events.size())
        block.lines.push_back(
            teller.in(say("und {} weitere: tuermer status zeigt sie.",
                          "and {} more: see tuermer status.", notice.events.size() - end)));
    return block;
}

// What a spent budget kept back before.
Block waited_of(const Notice& notice, const Teller& teller)
{
    const auto count = notice.waited.size();
    Block block{teller.in(say("Weitere Meldungen ({}), die über der vereinbarten Höchstzahl lagen",
                              "More messages ({}) that were over the agreed number", count)),
                {}};
    const auto end = std::min(count, most_lines);
    for (std::size_t i = 0; i < end; ++i) {
        const auto redacted = redact(notice.waited[i], teller.recipient->role);
        block.lines.push_back(fmt::format(
            "{} (tuermer explain {})",
            headline(redacted.event, redacted.hidden, teller.knowledge(), teller.language()),
            notice.waited[i].id.substr(0, shown_digits)));
    }
    if (end < count)
        block.lines.push_back(teller.in(say("und {} weitere: tuermer status zeigt sie.",
                                            "and {} more: see tuermer status.", count - end)));
    return block;
}

// An address as it is; of a file only its name, which tells as much and no path.
std::string place_of(const std::string& url)
{
    const auto slash = url.rfind('/');
    if (url.find("://") != std::string::npos && !url.starts_with("file:")) return url;
    return slash == std::string::npos ? url : url.substr(slash + 1);
}

std::vector<std::string> source_lines(const Notice& notice, const Teller& teller)
{
    const auto& around = *teller.surroundings;
    const auto& source = around.attribution.empty() ? notice.source : around.attribution;
    if (source.empty()) return {};
    const auto as_of = notice.digest
                           ? say("Datenstand: {}.", "Data as of {}.", release_date(notice, teller))
                           : say("Datenstand: Veröffentlichung vom {}.",
                                 "Data as of the release of {}.", release_date(notice, teller));
    std::vector<std::string> lines{teller.in(
        say("Eigene Berechnung auf Grundlage von: {}.", "Own calculation based on: {}.", source))};
    if (!around.licence.empty())
        lines.push_back(teller.in(say("Lizenz: {}.", "Licence: {}.", around.licence)));
    if (!around.url.empty())
        lines.push_back(teller.in(say("Quelle: {}", "Source: {}", place_of(around.url))));
    lines.push_back(teller.in(as_of));
    return lines;
}

std::vector<std::string> footer_of(const Notice& notice, const Teller& teller)
{
    const auto& around = *teller.surroundings;
    auto footer = source_lines(notice, teller);
    if (!around.contact.empty())
        footer.push_back(teller.in(
            say("Fragen und Hinweise: {}", "Questions and comments: {}", around.contact)));
    footer.push_back(teller.in(say("Automatisch erstellt von Türmer {}.",
                                   "Written automatically by Türmer {}.", around.version)));
    return footer;
}

Letter letter_of(const Notice& notice, const Teller& teller)
{
    Letter letter;
    letter.language = teller.language();
    letter.subject = subject_of(notice, *teller.surroundings, teller.language());
    letter.title = "Türmer · " + teller.in(teller.knowledge().installation.name);
    letter.opening = {teller.in({"Guten Tag,", "Hello,"}), opening_of(notice, teller)};
    const auto told = std::min(notice.events.size(), most_accounts);
    for (std::size_t i = 0; i < told; ++i)
        letter.accounts.push_back(account_of(notice.events[i], teller, i + 1));
    if (notice.events.size() > told) letter.blocks.push_back(rest_of(notice, teller));
    if (!notice.waited.empty()) letter.blocks.push_back(waited_of(notice, teller));
    letter.closing = {teller.in(closing_words())};
    letter.footer = footer_of(notice, teller);
    return letter;
}

std::vector<std::string> sorted_ids(const Notice& notice)
{
    std::vector<std::string> ids;
    for (const auto& event : notice.events) ids.push_back(event.id);
    std::ranges::sort(ids);
    return ids;
}

} // namespace

} // namespace tuermer::present

namespace tuermer {

using namespace present;

Composed compose_signal_mail(const Notice& notice, const Recipient& recipient,
                             const Surroundings& surroundings)
{
    const Teller teller{&recipient, &surroundings};
    const auto ids = sorted_ids(notice);
    const auto& zone = surroundings.knowledge->installation.time_zone;
    const auto* kind = notice.digest ? "digest" : "signal";
    Envelope envelope{.message_id = message_id(kind, ids, recipient.id, surroundings.domain),
                      .thread = surroundings.thread,
                      .from = surroundings.from,
                      .to = recipient.mail,
                      .date = surroundings.now,
                      .offset_seconds = offset_seconds(surroundings.now, zone),
                      .headers = {}};
    for (const auto& id : ids) envelope.headers.emplace_back("X-Tuermer-Event", id);
    return pack(letter_of(notice, teller), envelope);
}

} // namespace tuermer
