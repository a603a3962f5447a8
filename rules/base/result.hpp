// SPDX-License-Identifier: EUPL-1.2
// An error is a sentence for the person who can mend it: what, where, and what kind of remedy.
#pragma once

#include "rules/base/text.hpp"

#include <cstdint>
#include <string>
#include <tl/expected.hpp>
#include <utility>

namespace tuermer {

enum class Remedy : std::uint8_t {
    retry,   // the same again later may work: network, busy server
    mend,    // a person must change something: file, setting, right
    restart, // the process cannot go on: corrupt store, out of memory
};

struct Error {
    Remedy remedy = Remedy::mend;
    Text what;
    std::string where; // "rules.d/wohnen.toml:14:3", a URL, "schule.csv, Zeile 12, Spalte 3"

    bool operator==(const Error&) const = default;
};

template <class T = void>
using Result = tl::expected<T, Error>;

inline tl::unexpected<Error> fail(Remedy remedy, Text what, std::string where = {})
{
    return tl::unexpected<Error>(Error{remedy, std::move(what), std::move(where)});
}

// "where: what" as printed to a terminal or log.
std::string describe(const Error& error, Language language);

} // namespace tuermer
