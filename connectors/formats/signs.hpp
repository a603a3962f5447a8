// SPDX-License-Identifier: EUPL-1.2
// The signs of official tables (DIN 55301): why there is no figure, or what a figure is worth.
#pragma once

#include "rules/series/observation.hpp"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace tuermer {

// What a sign stands for: no value and why, or a value's status, or nothing at all.
struct SignMeaning {
    enum class Kind : std::uint8_t { missing, zero, status, ignore } kind = Kind::missing;
    Missing missing = Missing::not_yet;
    Status status = Status::final;
    bool operator==(const SignMeaning&) const = default;
};
// "zero", "ignore", "withheld", "provisional" …: as written in `[source.X.signs]`.
std::optional<SignMeaning> parse_sign_meaning(std::string_view word);
std::vector<std::string> sign_meaning_words();

using Signs = std::map<std::string, SignMeaning, std::less<>>;
// The Destatis Zeichenerklärung: "-" zero, "." "*" withheld, "..." not yet, "x" not applicable, "/"
// unreliable; flags r (revised) p (provisional) s e (estimated) b (break) behind a value.
const Signs& default_signs();

} // namespace tuermer
