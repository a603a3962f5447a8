// SPDX-License-Identifier: EUPL-1.2
// What a table of settings may hold, as its reader asks for it. Nobody writes it down: it is
// recorded from the same calls that read a file, and becomes JSON Schemas and completion.
#pragma once

#include "rules/base/text.hpp"

#include <cstdint>
#include <limits>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace tuermer {

struct NumberRange {
    double min = -std::numeric_limits<double>::infinity();
    double max = std::numeric_limits<double>::infinity();
    bool operator==(const NumberRange&) const = default;
};

struct TableShape;

// One form a value may have.
struct ValueShape {
    enum class Form : std::uint8_t { text, duration, number, whole, flag, date, table, list };

    Form form = Form::text;
    NumberRange range = {};                      // number, whole
    std::vector<std::string> words = {};         // text: one of these; empty: any
    std::shared_ptr<TableShape> table = nullptr; // table
    std::vector<ValueShape> elements = {};       // list
};

struct KeyShape {
    std::vector<ValueShape> forms; // any of them; none: whatever it is
    bool required = false;
};

struct TableShape {
    std::map<std::string, KeyShape, std::less<>> keys = {};
    std::optional<KeyShape> any_key = {}; // of every other key: a table of names
    // Besides, the keys of a kind, which the text under `kind_key` names.
    struct Kind {
        Text summary;
        std::shared_ptr<TableShape> own;
    };
    std::string kind_key = {};
    std::map<std::string, Kind, std::less<>> kinds = {};
};

void add_form(KeyShape& key, ValueShape form); // one more form, or a wider one
// Of two ways to read a table, what either would take. What one does not need is not required.
TableShape either(TableShape one, const TableShape& other);

} // namespace tuermer
