// SPDX-License-Identifier: EUPL-1.2
#include "connectors/formats/signs.hpp"

#include <algorithm>
#include <array>

namespace tuermer {
namespace {

using Kind = SignMeaning::Kind;

struct Word {
    std::string_view word;
    SignMeaning meaning;
};
constexpr std::array<Word, 14> words = {{
    {"zero", {Kind::zero, Missing::none, Status::final}},
    {"ignore", {Kind::ignore, Missing::none, Status::final}},
    {"not_yet", {Kind::missing, Missing::not_yet, Status::final}},
    {"withheld", {Kind::missing, Missing::withheld, Status::final}},
    {"not_applicable", {Kind::missing, Missing::not_applicable, Status::final}},
    {"unreliable", {Kind::missing, Missing::unreliable, Status::final}},
    {"not_collected", {Kind::missing, Missing::not_collected, Status::final}},
    {"withdrawn", {Kind::missing, Missing::withdrawn, Status::final}},
    {"final", {Kind::status, Missing::none, Status::final}},
    {"provisional", {Kind::status, Missing::none, Status::provisional}},
    {"estimated", {Kind::status, Missing::none, Status::estimated}},
    {"rounded", {Kind::status, Missing::none, Status::rounded}},
    {"break_in_series", {Kind::status, Missing::none, Status::break_in_series}},
    {"limited", {Kind::status, Missing::none, Status::limited}},
}};

} // namespace

std::optional<SignMeaning> parse_sign_meaning(std::string_view word)
{
    const auto* const found =
        std::find_if(words.begin(), words.end(), [&](const Word& w) { return w.word == word; });
    if (found == words.end()) return std::nullopt;
    return found->meaning;
}

std::vector<std::string> sign_meaning_words()
{
    std::vector<std::string> all;
    for (const auto& word : words) all.emplace_back(word.word);
    return all;
}

const Signs& default_signs()
{
    const auto missing = [](Missing why) { return SignMeaning{Kind::missing, why, Status::final}; };
    const auto status = [](Status flag) { return SignMeaning{Kind::status, Missing::none, flag}; };
    static const Signs signs = {
        {"-", {Kind::zero, Missing::none, Status::final}},
        {"\u2013", {Kind::zero, Missing::none, Status::final}},
        {"\u2212", {Kind::zero, Missing::none, Status::final}},
        {".", missing(Missing::withheld)},
        {"\u00B7", missing(Missing::withheld)},
        {"*", missing(Missing::withheld)},
        {"...", missing(Missing::not_yet)},
        {"\u2026", missing(Missing::not_yet)},
        {"x", missing(Missing::not_applicable)},
        {"X", missing(Missing::not_applicable)},
        {"/", missing(Missing::unreliable)},
        {"()", missing(Missing::unreliable)},
        {"( )", missing(Missing::unreliable)},
        {"r", status(Status::final)},
        {"p", status(Status::provisional)},
        {"s", status(Status::estimated)},
        {"e", status(Status::estimated)},
        {"b", status(Status::break_in_series)},
    };
    return signs;
}

} // namespace tuermer
