// SPDX-License-Identifier: EUPL-1.2
// What was found doubtful when it arrived, and what became of it. Figures that are held lie in the
// archived document only, until a person or a rule lets them in.
#pragma once

#include "rules/quality/quality.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace tuermer {

enum class DoubtState : std::uint8_t {
    told,     // taken up, and told
    held,     // kept apart
    accepted, // a person or a rule let it in
    refused,  // it never comes in
    replaced, // a later release brought other figures, or nothing speaks against these any more
};
std::string_view code_of(DoubtState state);
std::optional<DoubtState> doubt_state_of(std::string_view code);
Text title_of(DoubtState state);

// What was decided, by whom and why. `taken`: the figures come in with the record it stands in.
struct DoubtTurn {
    std::int64_t number = 0; // of the doubt
    DoubtState state = DoubtState::held;
    Instant decided;
    std::string who, why;
    bool taken = false;
};

struct RecordedDoubt {
    std::int64_t number = 0; // order of recording
    std::string release;     // id by which people name the delivery
    std::string source;
    Doubt doubt;
    Instant since;
    DoubtState state = DoubtState::held;
    std::optional<Instant> decided;
    std::string who, why;
    bool taken = false; // after it was accepted
    // Of the publication with which it came; the store knows it by the record's own.
    Vintage vintage = {};
    std::string document = {}, media_type = {};
};

} // namespace tuermer
