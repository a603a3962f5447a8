// SPDX-License-Identifier: EUPL-1.2
// From a table of text cells to observations: which column says the period, which the area and the
// groups, which the figure; what labels mean; what may be passed over. All of it from the
// configuration.
#pragma once

#include "connectors/formats/area_codes.hpp"
#include "connectors/formats/figures.hpp"
#include "connectors/sources/connector.hpp"
#include "rules/base/settings.hpp"

#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace tuermer {

// `where = { Units = "Anzahl" }`: the column's cell is one of the values.
struct RowCondition {
    std::string column;
    std::vector<std::string> values;
};

struct PeriodMapping {
    std::vector<std::string> columns; // several are joined by a blank: year and week
    std::string value;                // the same for the whole file
    bool in_address = false;          // `value = "address"`: the one the file's address names
    std::vector<std::string> strip;
    Frequency frequency = Frequency::year;
};

struct DimensionMapping {
    std::string name;
    std::string column; // or `value`, or neither where unpivoted columns say it
    std::string value;
    std::vector<std::string> strip; // "K": at the beginning; "* Anzahl": at the end
    std::map<std::string, std::string, std::less<>> codes; // label → code; empty: labels are codes
    bool ignore_other_codes = false;
    AreaNotation notation = AreaNotation::as_written; // of the codes, where they are areas
};

struct MeasureMapping {
    std::string name;
    std::string column; // where columns are unpivoted: a pattern, may be left out
    std::vector<RowCondition> where;
    Unit unit;
    std::string status{}; // a column of flags beside the figure ("p", "c"); empty: there is none
};

// Wide tables: what the columns' names say goes to the period or a dimension, one target per header
// row.
struct Unpivot {
    std::vector<std::string> columns; // names, or patterns with * and ?
    std::vector<std::string> to;      // "period", a dimension, or "" for a row that says nothing
};

struct Mapping {
    std::string source;
    PeriodMapping period;
    std::vector<DimensionMapping> dimensions; // "area" first, then by name
    std::vector<MeasureMapping> measures;
    std::vector<RowCondition> skip; // rows that fulfil any of these are left out
    std::optional<Unpivot> unpivot;
    Signs signs; // the configuration's own; they go before the format's and the usual ones
    bool strip_footnotes = false;
    bool full = true;
    std::uint64_t tolerate_unread = 0;
};

// Notes every mistake in the settings. `dated_address`: of a source whose addresses name periods.
Mapping read_mapping(const std::string& source, Settings& settings, bool dated_address = false);
std::vector<MeasureShape> shapes_of(const Mapping& mapping);

// Strict: an unread cell beyond those tolerated, or a measure without any figure, is an error, so
// that the last good figures stay in force. Lenient: goes on and shows them all.
enum class Strictness : std::uint8_t { strict, lenient };
Result<Understood> apply_mapping(const Mapping& mapping, const ReadTable& read,
                                 const Vintage& vintage, Strictness strictness);
// The same of a table whose rows pass by: only what is understood of them is held.
Result<Understood> apply_mapping(const Mapping& mapping, TablePortions& portions,
                                 const Vintage& vintage, Strictness strictness);

// What a mapping makes of rows that pass by, counted and not held. Two figures for one cell are
// not noticed.
struct CountedCells {
    std::uint64_t rows = 0, cells = 0, unread = 0;
    std::vector<Unread> first_unread;
    std::set<Period> periods;
    std::set<std::string> areas;
};
Result<CountedCells> count_cells(const Mapping& mapping, TablePortions& portions);

} // namespace tuermer
