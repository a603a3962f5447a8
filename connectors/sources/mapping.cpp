// SPDX-License-Identifier: EUPL-1.2
// A mapping is bound to the table's columns, each column of figures judges its notation, then the
// rows pass by.
#include "connectors/sources/mapping.hpp"

#include "connectors/sources/bind.hpp"
#include "connectors/sources/mapper.hpp"
#include "connectors/sources/refusals.hpp"

#include <memory>
#include <optional>
#include <utility>
#include <vector>

namespace tuermer {
namespace {

// A table that is in memory is one portion.
class HeldTable final : public TablePortions {
public:
    HeldTable(const ReadTable& read, const CellTable& table)
        : about_{read.format, read.dialect, {}, read.remarks, read.signs, read.statuses},
          table_(table)
    {
    }
    ReadTable& about() override { return about_; }
    std::size_t expected_rows() const override { return table_.rows(); }
    Result<const CellTable*> next() override
    {
        return std::exchange(given_, true) ? nullptr : &table_;
    }
    void rewind() override { given_ = false; }

private:
    ReadTable about_;
    const CellTable& table_;
    bool given_ = false;
};

Result<const CellTable*> first_of(TablePortions& portions)
{
    portions.rewind();
    return portions.next();
}

// All rows, `table` being the first of them; the judge, where there is one, has seen that already.
Result<std::unique_ptr<Mapper>> read_rows(const Mapping& mapping, TablePortions& portions,
                                          const CellTable* table, const BoundMapping& bound,
                                          StyleJudge* judge)
{
    auto mapper = std::make_unique<Mapper>(mapping, portions.about(), *table, bound,
                                           portions.expected_rows());
    for (;;) {
        mapper->read(*table);
        auto next = portions.next();
        if (!next) return tl::unexpected(std::move(next.error()));
        if (*next == nullptr) return mapper;
        table = *next;
        if (judge != nullptr) judge->see(*table);
    }
}

// Nearly always the first rows show in which notation all are; else all are read once more.
Result<std::unique_ptr<Mapper>> read_in_their_notation(const Mapping& mapping,
                                                       TablePortions& portions,
                                                       const CellTable* table, BoundMapping& bound)
{
    StyleJudge judge{bound};
    judge.see(*table);
    const auto guessed = judge.styles(bound);
    set_styles(bound, guessed);
    auto mapper = read_rows(mapping, portions, table, bound, &judge);
    if (!mapper) return mapper;
    const auto styles = judge.styles(bound);
    if (styles == guessed) return mapper;
    mapper->reset();
    set_styles(bound, styles);
    auto first = first_of(portions);
    if (!first) return tl::unexpected(std::move(first.error()));
    return read_rows(mapping, portions, *first, bound, nullptr);
}

Result<Understood> understood_of(const Mapping& mapping, TablePortions& portions,
                                 const CellTable* table, BoundMapping bound, const Vintage& vintage,
                                 Strictness strictness)
{
    const auto name = table->name;
    const auto& about = portions.about();
    auto mapper = about.dialect.decimal_told
                      ? read_rows(mapping, portions, table, bound, nullptr)
                      : read_in_their_notation(mapping, portions, table, bound);
    if (!mapper) return tl::unexpected(std::move(mapper.error()));
    (*mapper)->settle_duplicates();
    std::vector<Error> empty;
    if ((*mapper)->lacks_measures()) {
        const auto first = first_of(portions);
        if (!first) return tl::unexpected(first.error());
        empty = (*mapper)->empty_measures(**first);
    }
    auto understood = (*mapper)->take();
    understood.release.source = mapping.source;
    understood.release.vintage = vintage;
    understood.release.full = mapping.full;
    understood.format = about.format;
    understood.dialect = about.dialect;
    understood.remarks.insert(understood.remarks.begin(), about.remarks.begin(),
                              about.remarks.end());
    if (strictness == Strictness::strict) {
        if (understood.unread_total > mapping.tolerate_unread)
            return tl::unexpected(too_many_unread(understood, name));
        if (!empty.empty()) return tl::unexpected(std::move(empty.front()));
    }
    for (auto& error : empty) understood.remarks.push_back(std::move(error.what));
    return understood;
}

// In which notation all rows are, where nobody told.
Result<> judge_styles(TablePortions& portions, BoundMapping& bound)
{
    StyleJudge judge{bound};
    for (auto table = first_of(portions);; table = portions.next()) {
        if (!table) return tl::unexpected(std::move(table.error()));
        if (*table == nullptr) break;
        judge.see(**table);
    }
    set_styles(bound, judge.styles(bound));
    return {};
}

class CellCounter {
public:
    void add(std::size_t measure, const MeasureBlock& block)
    {
        counted_.cells += block.observations.size();
        for (const auto& seen : block.observations)
            if (!last_ || *last_ != seen.period) counted_.periods.insert(*(last_ = seen.period));
        const auto place = block.keys.dimension("area");
        if (rows_.size() <= measure) rows_.resize(measure + 1);
        for (auto& row = rows_[measure]; row < block.keys.rows(); ++row)
            if (place) counted_.areas.insert(block.keys.code(row, *place));
    }
    void add_rows(std::uint64_t rows) { counted_.rows += rows; }
    CountedCells take(Understood understood) &&
    {
        counted_.unread = understood.unread_total;
        counted_.first_unread = std::move(understood.unread);
        return std::move(counted_);
    }

private:
    CountedCells counted_;
    std::optional<Period> last_;
    std::vector<std::uint32_t> rows_; // by measure: those whose areas are counted
};

} // namespace

// Of a workbook's sheets the first one that has the columns; the error is that of the first sheet.
Result<Understood> apply_mapping(const Mapping& mapping, const ReadTable& read,
                                 const Vintage& vintage, Strictness strictness)
{
    std::optional<Error> error;
    for (const auto& table : read.tables) {
        auto bound = bind_mapping(mapping, table, read.dialect);
        if (bound) {
            HeldTable held{read, table};
            return understood_of(mapping, held, *held.next(), std::move(*bound), vintage,
                                 strictness);
        }
        if (!error) error = std::move(bound.error());
    }
    return tl::unexpected(std::move(*error));
}

Result<Understood> apply_mapping(const Mapping& mapping, TablePortions& portions,
                                 const Vintage& vintage, Strictness strictness)
{
    const auto first = first_of(portions);
    if (!first) return tl::unexpected(first.error());
    auto bound = bind_mapping(mapping, **first, portions.about().dialect);
    if (!bound) return tl::unexpected(std::move(bound.error()));
    return understood_of(mapping, portions, *first, std::move(*bound), vintage, strictness);
}

Result<CountedCells> count_cells(const Mapping& mapping, TablePortions& portions)
{
    auto table = first_of(portions);
    if (!table) return tl::unexpected(std::move(table.error()));
    auto bound = bind_mapping(mapping, **table, portions.about().dialect);
    if (!bound) return tl::unexpected(std::move(bound.error()));
    if (!portions.about().dialect.decimal_told)
        if (auto judged = judge_styles(portions, *bound); !judged)
            return tl::unexpected(std::move(judged.error()));
    table = first_of(portions);
    if (!table) return tl::unexpected(std::move(table.error()));
    Mapper mapper{mapping, portions.about(), **table, *bound, 0};
    CellCounter counter;
    const auto count = [&](std::size_t measure, const MeasureBlock& block) {
        counter.add(measure, block);
    };
    for (; table && *table != nullptr; table = portions.next()) {
        mapper.read(**table);
        mapper.drain(count);
        counter.add_rows((*table)->rows());
    }
    if (!table) return tl::unexpected(std::move(table.error()));
    return std::move(counter).take(mapper.take());
}

} // namespace tuermer
