// SPDX-License-Identifier: EUPL-1.2
// An odometer: neighbours differ in few places, so most cells of a row stay from the one before.
#include "connectors/formats/cube_table.hpp"

#include <fmt/format.h>
#include <utility>

namespace tuermer {
namespace {

constexpr std::uint64_t most_cells = 1ULL << 53U;

} // namespace

void CubeTable::add_dimension(std::string_view name, Dimension dimension)
{
    Placed placed{std::move(dimension), table_.add_column(name), 0};
    if (!placed.categories.labels.empty()) table_.add_column(fmt::format("{} label", name));
    if (!placed.categories.units.empty()) table_.add_column(fmt::format("{} unit", name));
    dimensions_.push_back(std::move(placed));
}

void CubeTable::close_head(bool with_status)
{
    value_ = table_.add_column("value");
    if (with_status) status_ = table_.add_column("status");
    row_.resize(table_.columns());
}

std::optional<std::uint64_t> CubeTable::cells() const
{
    std::uint64_t product = 1;
    for (const auto& dimension : dimensions_)
        if (dimension.categories.codes.empty()) return 0;
    for (const auto& dimension : dimensions_) {
        const auto size = dimension.categories.codes.size();
        if (product > most_cells / size) return std::nullopt;
        product *= size;
    }
    return product;
}

void CubeTable::set(Placed& dimension, std::uint32_t position)
{
    dimension.position = position;
    auto column = dimension.column;
    const auto& categories = dimension.categories;
    row_[column] = categories.codes[position];
    if (!categories.labels.empty()) row_[++column] = categories.labels[position];
    if (!categories.units.empty()) row_[++column] = categories.units[position];
}

void CubeTable::go_to(std::uint64_t at)
{
    for (auto dimension = dimensions_.rbegin(); dimension != dimensions_.rend(); ++dimension) {
        const auto size = dimension->categories.codes.size();
        set(*dimension, static_cast<std::uint32_t>(at % size));
        at /= size;
    }
}

void CubeTable::step()
{
    for (auto dimension = dimensions_.rbegin(); dimension != dimensions_.rend(); ++dimension) {
        const bool turns = dimension->position + 1 == dimension->categories.codes.size();
        set(*dimension, turns ? 0 : dimension->position + 1);
        if (!turns) return;
    }
}

Result<> CubeTable::add(std::uint64_t at, Stretch value, Stretch status)
{
    if (last_ && at == *last_ + 1)
        step();
    else
        go_to(at);
    last_ = at;
    row_[value_] = value;
    if (status_) row_[*status_] = status;
    return table_.add_row(table_.rows() + 1, row_);
}

} // namespace tuermer
