// SPDX-License-Identifier: EUPL-1.2
// A bar for long work, on standard error and only on a terminal, so that it never mixes with what
// is printed.
#pragma once

#include "rules/base/text.hpp"

namespace tuermer {

class Progress {
public:
    Progress(Text what, Language language);
    ~Progress() { end(); }
    Progress(const Progress&) = delete;
    Progress& operator=(const Progress&) = delete;

    void show(double share); // 0 … 1; drawn when the shown percentage changes
    void end();              // takes the bar away

private:
    std::string what_;
    bool on_terminal_;
    int shown_ = -1;
};

} // namespace tuermer
