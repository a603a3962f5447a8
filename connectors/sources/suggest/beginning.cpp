// SPDX-License-Identifier: EUPL-1.2
#include "connectors/sources/suggest/beginning.hpp"

#include "connectors/sources/suggest/columns.hpp"

#include <utility>

namespace tuermer::suggesting {
namespace {

constexpr std::size_t most_text = std::size_t{12} << 20U;
constexpr std::size_t most_cells = 2'000'000; // of wide tables

class Gathering {
public:
    explicit Gathering(const CellTable& first)
    {
        table_.name = first.name;
        table_.columns = first.columns;
        table_.first_data_line = first.first_data_line;
        cells_.resize(first.columns.size());
    }

    // As many rows as there is room for; false: there are more.
    bool add(const CellTable& rows)
    {
        table_.overlong.insert(table_.overlong.end(), rows.overlong.begin(), rows.overlong.end());
        for (std::uint32_t row = 0; row < rows.rows(); ++row) {
            if (is_full()) return false;
            for (std::uint32_t column = 0; column < cells_.size(); ++column) {
                const auto cell = rows.cell(row, column);
                cells_[column] = {static_cast<std::uint32_t>(text_.size()),
                                  static_cast<std::uint32_t>(cell.size())};
                text_ += cell;
            }
            table_.add_row(rows.line(row), cells_);
        }
        return true;
    }

    CellTable take() &&
    {
        table_.own(std::make_shared<const std::string>(std::move(text_)));
        return std::move(table_);
    }

private:
    bool is_full() const
    {
        return table_.rows() >= most_profiled_rows || text_.size() >= most_text ||
               std::size_t{table_.rows()} * cells_.size() >= most_cells;
    }

    CellTable table_;
    std::string text_;
    std::vector<CellTable::Stretch> cells_;
};

} // namespace

Result<Beginning> beginning_of(TablePortions& portions)
{
    portions.rewind();
    auto table = portions.next();
    if (!table) return tl::unexpected(std::move(table.error()));
    Gathering gathering{**table};
    bool room = true;
    for (; table && *table != nullptr && room; table = portions.next())
        room = gathering.add(**table);
    if (!table) return tl::unexpected(std::move(table.error()));
    Beginning beginning;
    beginning.is_all = room;
    const auto& about = portions.about();
    beginning.read = {about.format, about.dialect, {}, about.remarks, about.signs, about.statuses};
    beginning.read.tables.push_back(std::move(gathering).take());
    return beginning;
}

} // namespace tuermer::suggesting
