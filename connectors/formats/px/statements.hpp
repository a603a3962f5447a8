// SPDX-License-Identifier: EUPL-1.2
// The statements of a PX file: KEYWORD[language]("variable","value")="text","text";
#pragma once

#include "rules/base/result.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace tuermer::px {

struct Statement {
    std::string keyword, language;
    std::vector<std::string> subjects, values; // in brackets; behind the equals sign
    std::uint32_t line = 0;
};

struct Statements {
    std::vector<Statement> all;
    std::string_view data; // all that stands behind DATA=
    std::uint32_t data_line = 0;
    std::uint64_t unreadable = 0; // statements passed over that no figure depends on
    std::uint32_t first_unreadable_line = 0;

    // In this language, else in the file's own; the first of several, nullptr where there is none.
    const Statement* find(std::string_view keyword, std::string_view language,
                          std::string_view subject = {}) const;
    void add(Statement statement);

private:
    std::unordered_map<std::string, std::size_t> places_; // by keyword, language and first subject
};

// `text` must outlive the result. An error where a statement is unreadable on which figures depend,
// and where DATA is missing or cut off.
Result<Statements> read_statements(std::string_view text);

} // namespace tuermer::px
