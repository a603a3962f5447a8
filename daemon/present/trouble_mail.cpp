// SPDX-License-Identifier: EUPL-1.2
// To IT: a source is in trouble, or well again. One clear message; the last good figures stay.
#include "daemon/present/figures.hpp"
#include "daemon/present/message.hpp"

namespace tuermer::present {

namespace {

Text advice_for(Remedy remedy)
{
    switch (remedy) {
    case Remedy::retry:
        return {"Im Augenblick nichts: Türmer versucht es mit wachsenden Abständen weiter und "
                "meldet sich, wenn die Quelle wieder liefert.",
                "Nothing for now: Türmer keeps trying at growing intervals and will write when the "
                "source delivers again."};
    case Remedy::mend:
        return {"Bitte sehen Sie die genannte Stelle an und berichtigen Sie die Einstellung oder "
                "die Datei. Türmer prüft beim nächsten Abruf von selbst wieder.",
                "Please look at the place named and correct the setting or the file. Türmer checks "
                "again by itself at the next retrieval."};
    case Remedy::restart:
        break;
    }
    return {"Bitte sehen Sie ins Protokoll (journalctl -u tuermer) und starten Sie den Dienst neu, "
            "wenn die Ursache behoben ist.",
            "Please look at the log (journalctl -u tuermer) and restart the service once the cause "
            "is removed."};
}

std::string subject_for(const std::string& source, bool over, const std::string& place,
                        Language language)
{
    if (over)
        return say("Türmer · {}: Quelle „{}“ liefert wieder",
                   "Türmer · {}: source “{}” is well again", place, source)
            .in(language);
    return say("Türmer · {}: Quelle „{}“ liefert nicht wie erwartet",
               "Türmer · {}: source “{}” does not deliver as expected", place, source)
        .in(language);
}

std::vector<Block> trouble_blocks(const std::string& source, const Error& error, Language language)
{
    const auto in = [language](const Text& text) { return text.in(language); };
    std::vector<Block> blocks;
    blocks.push_back({in({"Was nicht stimmt", "What is wrong"}), {in(error.what)}});
    if (!error.where.empty()) blocks.push_back({in({"Wo", "Where"}), {error.where}});
    blocks.push_back({in({"Was zu tun ist", "What to do"}), {in(advice_for(error.remedy))}});
    blocks.push_back({in({"Was das bedeutet", "What this means"}),
                      {in({"Die zuletzt gelesenen Zahlen gelten unverändert weiter; nichts ging "
                           "verloren. Signale aus dieser Quelle können sich verspäten.",
                           "The figures read last remain in force; nothing was lost. Signals from "
                           "this source may be late."})}});
    blocks.push_back({in({"Nachsehen", "Have a look"}),
                      {"tuermer status", "tuermer fetch " + source + " --dry-run"}});
    return blocks;
}

std::vector<Block> recovery_blocks(const Error& error, Language language)
{
    const auto in = [language](const Text& text) { return text.in(language); };
    if (error.what.empty()) return {};
    return {{in({"Was gemeldet war", "What had been reported"}), {in(error.what)}}};
}

} // namespace

} // namespace tuermer::present

namespace tuermer {

using namespace present;

Composed compose_trouble_mail(const std::string& source, const Error& error,
                              const std::string& trouble_id, bool over, const Recipient& recipient,
                              const Surroundings& surroundings)
{
    const auto language = recipient.language;
    const auto& installation = surroundings.knowledge->installation;
    const auto in = [language](const Text& text) { return text.in(language); };
    const auto at = time_text(surroundings.now, installation.time_zone, language);
    Letter letter;
    letter.language = language;
    letter.subject = subject_for(source, over, in(installation.name), language);
    letter.title = letter.subject;
    letter.opening = {in({"Guten Tag,", "Hello,"})};
    letter.opening.push_back(
        over ? in(say("die Quelle „{}“ liefert wieder (Stand: {}). Es ist nichts zu tun.",
                      "The source “{}” delivers again (as of {}). There is nothing to do.", source,
                      at))
             : in(say("aus der Quelle „{}“ konnten keine neuen Zahlen übernommen werden "
                      "(Stand: {}).",
                      "No new figures could be taken from the source “{}” (as of {}).", source,
                      at)));
    letter.blocks =
        over ? recovery_blocks(error, language) : trouble_blocks(source, error, language);
    letter.footer = {in(say("Automatisch erstellt von Türmer {}.",
                            "Written automatically by Türmer {}.", surroundings.version))};
    const auto first = message_id("trouble", {trouble_id}, recipient.id, surroundings.domain);
    const auto over_id =
        message_id("trouble over", {trouble_id}, recipient.id, surroundings.domain);
    return pack(letter,
                {.message_id = over ? over_id : first,
                 .thread = over && surroundings.thread.empty() ? first : surroundings.thread,
                 .from = surroundings.from,
                 .to = recipient.mail,
                 .date = surroundings.now,
                 .offset_seconds = offset_seconds(surroundings.now, installation.time_zone),
                 .headers = {{"X-Tuermer-Trouble", trouble_id}}});
}

} // namespace tuermer
