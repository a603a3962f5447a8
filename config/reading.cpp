// SPDX-License-Identifier: EUPL-1.2
#include "config/reading.hpp"

#include <algorithm>

namespace tuermer::config {

namespace {

bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

// What a formula can write as a name.
bool is_name(std::string_view name)
{
    const auto inside = [](char c) { return is_letter(c) || c == '_' || (c >= '0' && c <= '9'); };
    return !name.empty() && is_letter(name.front()) &&
           std::all_of(name.begin(), name.end(), inside);
}

} // namespace

bool Names::take(const std::string& name, const Place& place, Mistakes& mistakes)
{
    if (!is_name(name))
        mistakes.error(place, name,
                       say("'{}' ist kein Name: er besteht aus a–z, A–Z, 0–9 und _ und beginnt mit "
                           "einem Buchstaben",
                           "'{}' is not a name: it consists of a–z, A–Z, 0–9 and _ and begins with "
                           "a letter",
                           name));
    const auto [first, is_new] = places_.try_emplace(name, place);
    if (!is_new)
        mistakes.error(place, name,
                       {fmt::format("{} '{}' steht hier zum zweiten Mal; zuerst in {}", one_.de,
                                    name, to_string(first->second)),
                        fmt::format("{} '{}' stands here for the second time; first in {}", one_.en,
                                    name, to_string(first->second))});
    return is_new;
}

void Names::mention(const std::string& name, const Place& place)
{
    mentions_.push_back({kind_, name, place});
}

void Names::add_to(NameIndex& index) const
{
    for (const auto& [name, place] : places_) index.defined.push_back({kind_, name, place});
    index.mentioned.insert(index.mentioned.end(), mentions_.begin(), mentions_.end());
}

bool Names::refer(const std::string& name, const Place& place, std::string_view key,
                  Mistakes& mistakes)
{
    mention(name, place);
    if (!complete_ || exists(name)) return true;
    const auto suggestion = did_you_mean(name, all());
    mistakes.error(place, std::string(key),
                   {fmt::format("'{}' ist {}{}", name, none_.de, suggestion.de),
                    fmt::format("'{}' is {}{}", name, none_.en, suggestion.en)});
    return false;
}

std::vector<std::string> Names::all() const
{
    std::vector<std::string> names;
    for (const auto& [name, place] : places_) names.push_back(name);
    return names;
}

Text need_words(Settings& settings, std::string_view key, TextRole role, Reading& reading)
{
    auto read = settings.need_bilingual(key);
    if (!read.empty()) reading.texts.push_back({role, settings.place_of(key), read});
    return read;
}

Text words(Settings& settings, std::string_view key, TextRole role, Reading& reading)
{
    const auto read = settings.bilingual(key);
    if (read) reading.texts.push_back({role, settings.place_of(key), *read});
    return read.value_or(Text{});
}

Settings settings_of(const Document& file, Mistakes& mistakes)
{
    return {std::get<Table>(file.root.value), file.root.place, "", mistakes};
}

void refuse_for_now(Settings& settings, std::string_view key)
{
    if (settings.refused(key) == nullptr) return;
    settings.wrong(key, say("'{}' kommt mit einer späteren Fassung; lassen Sie den Schlüssel weg",
                            "'{}' comes with a later version; leave the key out", key));
}

std::vector<std::pair<std::string, Place>> placed_texts(Settings& settings, std::string_view key)
{
    std::vector<std::pair<std::string, Place>> placed;
    settings.texts(key); // notes what is not a text
    const auto* node = settings.node(key);
    if (node == nullptr) return placed;
    const auto take = [&](const Node& from) {
        if (const auto* text = std::get_if<std::string>(&from.value))
            placed.emplace_back(*text, from.place);
    };
    take(*node);
    if (const auto* list = std::get_if<Array>(&node->value))
        std::for_each(list->begin(), list->end(), take);
    return placed;
}

bool is_mail_address(std::string_view text)
{
    const auto at = text.find('@');
    const bool one_at = at != std::string_view::npos && at == text.rfind('@');
    const bool plain = std::all_of(text.begin(), text.end(), [](char c) {
        constexpr std::string_view special = "<>,;:()[]\\\"";
        return c > ' ' && c < 0x7F && special.find(c) == std::string_view::npos;
    });
    return one_at && plain && at > 0 && at + 1 < text.size();
}

} // namespace tuermer::config
