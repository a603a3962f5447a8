// SPDX-License-Identifier: EUPL-1.2
// Severities and three-valued truth.
#pragma once

#include "rules/base/text.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

namespace tuermer {

enum class Severity : std::uint8_t { note, signal, urgent };
constexpr std::size_t severities = 3;
std::string_view code_of(Severity severity); // "note" …
Text title_of(Severity severity);            // "Hinweis", "Signal", "Dringend"
std::optional<Severity> parse_severity(std::string_view code);

// Three-valued truth with the dead band of hysteresis between no and yes. Order matters: `all`
// takes the smallest of no < band < yes.
enum class Truth : std::uint8_t { no, band, yes, unknown };
std::string_view code_of(Truth truth);
Truth all_of(Truth a, Truth b); // Kleene: no wins over unknown, unknown over band and yes
Truth any_of(Truth a, Truth b); // yes wins over unknown, unknown over band and no

} // namespace tuermer
