// SPDX-License-Identifier: EUPL-1.2
// A mapping bound to the columns that a file really has.
#pragma once

#include "connectors/sources/mapping.hpp"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace tuermer {

// What a label means as a code. `known` false: no such label in `codes`; `ignored`: and that is
// fine.
struct Code {
    std::string text;
    bool known = true, ignored = false;
};
Code code_of_label(const DimensionMapping& dimension, std::string_view label, bool strip_footnotes);

struct BoundCondition {
    std::uint32_t column = 0;
    std::vector<std::string> values;
};

// One column that holds figures of a measure, and what its name says where columns are unpivoted.
struct ValueColumn {
    std::uint32_t column = 0;
    std::optional<Period> period;                  // said by the name
    std::vector<std::optional<std::string>> codes; // one per dimension of the mapping
    std::optional<NumberStyle> style;              // nothing: not to be decided
};

struct BoundMeasure {
    const MeasureMapping* measure = nullptr;
    std::vector<BoundCondition> where;
    std::vector<ValueColumn> values;
    std::optional<std::uint32_t> status;
};

struct BoundMapping {
    std::vector<std::uint32_t> period_columns;
    std::vector<std::optional<std::uint32_t>> dimension_columns; // one per dimension
    std::vector<BoundCondition> skip;
    std::vector<BoundMeasure> measures;
    std::vector<Unread> unread; // names of columns that say nothing understandable
};

// In which notation the columns' figures are, judged by all of them: as rows pass by.
class StyleJudge {
public:
    explicit StyleJudge(const BoundMapping& bound);
    void see(const CellTable& rows);
    // Each column judges for itself; one that cannot takes the verdict of all columns of figures
    // together. By measure and its columns of values.
    std::vector<std::optional<NumberStyle>> styles(const BoundMapping& bound) const;

private:
    std::map<std::uint32_t, NumberEvidence> columns_;
};
// In the order of StyleJudge::styles.
void set_styles(BoundMapping& bound, const std::vector<std::optional<NumberStyle>>& styles);

// Styles are set where the dialect was told. An error names every column that is missing, with a
// suggestion and the columns that are there.
Result<BoundMapping> bind_mapping(const Mapping& mapping, const CellTable& table,
                                  const Dialect& dialect);

} // namespace tuermer
