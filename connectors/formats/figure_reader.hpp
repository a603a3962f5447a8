// SPDX-License-Identifier: EUPL-1.2
// Millions of figures: nearly all are plain numbers, and those are read at once.
#pragma once

#include "connectors/formats/figures.hpp"

namespace tuermer {

// Says what read_figure says, in a fraction of the time. The signs outlive it.
class FigureReader {
public:
    explicit FigureReader(const Signs& signs);
    PrintedFigure read(std::string_view text, const std::optional<NumberStyle>& style) const;

private:
    const Signs* signs_;
    bool number_may_be_sign_; // "999" = "withheld": every number is looked up first
};

} // namespace tuermer
