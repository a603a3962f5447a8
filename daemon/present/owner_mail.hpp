// SPDX-License-Identifier: EUPL-1.2
// To the owner of rules: that they changed and what this changes, or what was said of them.
#pragma once

#include "daemon/present/present.hpp"

#include <string>
#include <vector>

namespace tuermer {

struct OwnerLetter {
    std::string recipient; // id
    std::string id;        // the same letter is sent once
    Text subject, opening;
    struct Part {
        Text heading;
        std::vector<Text> lines;
    };
    std::vector<Part> parts;
};
Composed compose_owner_mail(const OwnerLetter& what, const Recipient& recipient,
                            const Surroundings& surroundings);

} // namespace tuermer
