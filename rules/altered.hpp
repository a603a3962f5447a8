// SPDX-License-Identifier: EUPL-1.2
// An indicator's figures with some of one row changed, as if they had been published so: what a
// rule would say of them can be asked, and they can be put back.
#pragma once

#include "rules/consider.hpp"

#include <optional>
#include <vector>

namespace tuermer {

class AlteredFigures {
public:
    // `knowledge` outlives it.
    AlteredFigures(const Knowledge& knowledge, IndicatorId indicator);
    AlteredFigures(const AlteredFigures&) = delete;
    AlteredFigures& operator=(const AlteredFigures&) = delete;

    const Indicator& indicator() const { return indicator_; }
    const IndicatorView& view() const { return view_; }
    const IndicatorPanels& panels() const { return panels_; }
    // Whether the figure, or a rate's numerator, is counted one by one.
    bool counts() const;

    // A row is kept before it is changed; one at a time.
    void keep(std::uint32_t row);
    void put_back();
    // The kept row's figure of a column that has one. Of a rate the numerator follows, whole where
    // it counts, and stays between 0 and its denominator where it did before.
    void set(std::size_t column, double value);

private:
    const Indicator& indicator_;
    IndicatorPanels panels_;
    IndicatorView view_;
    std::uint32_t row_ = 0;
    std::vector<Cell> values_, numerators_; // as kept, by column
};

// The figure at which a rule would have said otherwise, the others as they were.
struct TurningPoint {
    bool fires = false;           // it does now
    double value = 0, turned = 0; // as it was, as it would have to be
    std::optional<double> numerator, turned_numerator, denominator; // of a rate
};
// Found by asking the rule's own tests, so it holds for every kind that answers differently to
// another newest figure; nothing for the others, and where no possible figure would do.
std::optional<TurningPoint> turning_point(const Knowledge& knowledge, const Rule& rule,
                                          std::uint32_t row, Period period);

} // namespace tuermer
