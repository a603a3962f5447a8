// SPDX-License-Identifier: EUPL-1.2
// Which values of a table's variables are asked for, in as many queries as the service's limit on
// cells makes necessary.
#pragma once

#include "connectors/sources/pxweb/answers.hpp"
#include "connectors/sources/web.hpp"

#include <string>
#include <vector>

namespace tuermer::pxweb {

// The codes chosen of each variable, in the table's order.
struct Cut {
    struct Chosen {
        std::string code;
        std::vector<std::string> values;
    };
    std::vector<Chosen> variables;
    std::uint64_t cells() const; // saturates
};

// What a configuration wants: codes or labels, patterns with * and ?, "top 4" (the newest of a
// time), "*". A variable that is not named comes whole. An error names what the table does not
// have.
Result<Cut> chosen_of(const std::vector<Variable>& variables, const Selection& wanted);

// Halved along the longest variable until no piece has more cells; nothing where more than
// `most_pieces` were necessary.
constexpr std::size_t most_pieces = 500;
std::vector<Cut> pieces(const Cut& whole, std::uint64_t most_cells);

std::string body_of(const Cut& cut, Version version, const std::string& response);

} // namespace tuermer::pxweb
