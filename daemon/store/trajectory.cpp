// SPDX-License-Identifier: EUPL-1.2
#include "daemon/store/trajectory.hpp"

#include "daemon/store/codes.hpp"
#include "rules/base/numbers.hpp"

#include <algorithm>

namespace tuermer::stored {

namespace {

void append_severity(std::string& text, Severity severity)
{
    if (severity == Severity::note) return;
    text += ':';
    text += code_of(severity);
}

void append(std::string& text, const Step& step)
{
    text += code_of(step.judgement.truth);
    append_severity(text, step.judgement.severity);
    if (step.judgement.held != step.judgement.severity)
        text += '^' + std::string(code_of(step.judgement.held));
    if (step.judgement.provisional) text += '~';
    text += '>';
    text += code_of(step.phase);
    if (step.count > 0) text += std::to_string(step.count);
    append_severity(text, step.severity);
}

// What stands before the separator, and what after it; no second part where there is none.
struct Halves {
    std::string_view first;
    std::optional<std::string_view> second;
};
Halves split(std::string_view text, char separator)
{
    const auto place = text.find(separator);
    if (place == std::string_view::npos) return {text, std::nullopt};
    return {text.substr(0, place), text.substr(place + 1)};
}

std::optional<Severity> severity_of(std::optional<std::string_view> code)
{
    return code ? value_of<Severity>(*code) : Severity::note;
}

std::optional<Judgement> judgement_of(std::string_view text)
{
    // Up to schema 2 what was measured stood behind '='; it is measured again where it is needed.
    const auto [before, measured] = split(text, '=');
    if (measured && !parse_number(*measured)) return std::nullopt;
    const bool provisional = before.ends_with('~');
    const auto [reached, held_code] = split(before.substr(0, before.size() - provisional), '^');
    const auto [code, severity_code] = split(reached, ':');
    const auto truth = value_of<Truth>(code);
    const auto severity = severity_of(severity_code);
    const auto held = held_code ? value_of<Severity>(*held_code) : severity;
    if (!truth || !severity || !held) return std::nullopt;
    Judgement judgement;
    judgement.truth = *truth;
    judgement.severity = *severity;
    judgement.held = *held;
    judgement.provisional = provisional;
    return judgement;
}

std::optional<Step> step_of(std::string_view text)
{
    const auto [before, after] = split(text, '>');
    const auto judgement = judgement_of(before);
    if (!judgement || !after) return std::nullopt;
    const auto [state, severity_code] = split(*after, ':');
    const auto letters = std::min(state.find_first_of("0123456789"), state.size());
    const auto phase = value_of<Phase>(state.substr(0, letters));
    const auto count =
        letters == state.size() ? std::optional(0LL) : parse_integer(state.substr(letters));
    const auto severity = severity_of(severity_code);
    if (!phase || !severity || !count || *count > 255) return std::nullopt;
    return Step{*judgement, *phase, static_cast<std::uint8_t>(*count), *severity};
}

} // namespace

std::string text_of(std::span<const Step> steps)
{
    std::string text;
    for (const auto& step : steps) {
        if (!text.empty()) text += ' ';
        append(text, step);
    }
    return text;
}

std::optional<std::vector<Step>> steps_of(std::string_view text)
{
    std::vector<Step> steps;
    for (std::optional<std::string_view> rest = text; rest && !text.empty();) {
        const auto [word, after] = split(*rest, ' ');
        const auto step = step_of(word);
        if (!step) return std::nullopt;
        steps.push_back(*step);
        rest = after;
    }
    return steps;
}

} // namespace tuermer::stored
