// SPDX-License-Identifier: EUPL-1.2
// recipients.toml: who is told, in which language, and in which role: the role decides what the
// protection of small counts lets through.
#include "config/reading.hpp"

#include <algorithm>

namespace tuermer::config {

namespace {

std::vector<std::string> read_addresses(Settings& table)
{
    table.need("mail");
    std::vector<std::string> addresses;
    for (const auto& [address, place] : placed_texts(table, "mail")) {
        if (!is_mail_address(address))
            table.mistakes().error(place, "mail",
                                   say("'{}' ist keine Mailadresse; hier steht nur die Adresse, "
                                       "etwa \"integration@kreis.example\"",
                                       "'{}' is not a mail address; only the address stands here, "
                                       "such as \"integration@kreis.example\"",
                                       address));
        addresses.push_back(address);
    }
    return addresses;
}

std::vector<std::string> read_channels(Settings& table)
{
    const std::vector<std::string> known{"smtp", "spool"}, later{"webhook", "alertmanager"};
    const ValueShape channel_name{.words = known};
    table.node("channels",
               {channel_name, {.form = ValueShape::Form::list, .elements = {channel_name}}});
    if (!table.has("channels")) return {"smtp"};
    const auto is_in = [](const std::vector<std::string>& words, const std::string& word) {
        return std::find(words.begin(), words.end(), word) != words.end();
    };
    std::vector<std::string> channels;
    for (const auto& [channel, place] : placed_texts(table, "channels")) {
        channels.push_back(channel);
        if (is_in(known, channel)) continue;
        const auto suggestion = did_you_mean(channel, known);
        table.mistakes().error(
            place, "channels",
            is_in(later, channel)
                ? say("der Kanal '{}' kommt mit einer späteren Fassung; es gibt smtp und spool",
                      "the channel '{}' comes with a later version; there are smtp and spool",
                      channel)
                : Text{fmt::format("'{}' ist kein Kanal; es gibt smtp und spool{}", channel,
                                   suggestion.de),
                       fmt::format("'{}' is not a channel; there are smtp and spool{}", channel,
                                   suggestion.en)});
    }
    return channels;
}

void read_delivery_time(Settings& table)
{
    const auto deliver = table.text("deliver");
    if (deliver && *deliver != "at once")
        table.wrong(
            "deliver",
            {"'deliver' kann in dieser Fassung nur \"at once\" sein; Sammelmails nach Kalender "
             "kommen mit einer späteren; lassen Sie den Schlüssel weg",
             "'deliver' can only be \"at once\" in this version; digests by calendar come "
             "with a later one; leave the key out"});
}

Recipient read_recipient(const std::string& id, Settings& table, Reading& reading)
{
    Recipient recipient;
    recipient.id = id;
    recipient.mail = read_addresses(table);
    recipient.language =
        chosen<Language>(table, "language", {{"de", Language::de}, {"en", Language::en}},
                         reading.config.installation.language);
    recipient.role = chosen<Role>(table, "role",
                                  {{"statistics", Role::statistics},
                                   {"integration", Role::integration},
                                   {"leadership", Role::leadership},
                                   {"public", Role::publicity},
                                   {"it", Role::it}},
                                  Role::integration);
    recipient.areas = select_areas(table, reading);
    recipient.at_least = chosen<Severity>(
        table, "at_least",
        {{"note", Severity::note}, {"signal", Severity::signal}, {"urgent", Severity::urgent}},
        Severity::note);
    recipient.channels = read_channels(table);
    read_delivery_time(table);
    recipient.budget = read_budget(table);
    table.finish();
    return recipient;
}

} // namespace

void read_recipients(Settings& file, Reading& reading)
{
    for (auto& [id, table] : file.named_tables("recipient"))
        if (reading.recipients.take(id, table.place(), reading.mistakes))
            reading.config.recipients.push_back(read_recipient(id, table, reading));
    file.finish();
}

} // namespace tuermer::config
