// SPDX-License-Identifier: EUPL-1.2
// Flags beside figures: one code, or several letters that are a code each.
#include "connectors/formats/figures.hpp"

#include <algorithm>

namespace tuermer {
namespace {

using Kind = SignMeaning::Kind;

void apply(PrintedFigure& figure, const SignMeaning& meaning)
{
    switch (meaning.kind) {
    case Kind::missing:
        figure.kind = PrintedFigure::Kind::cell;
        figure.cell = {0, Mark{meaning.missing}};
        break;
    case Kind::zero:
        figure.kind = PrintedFigure::Kind::cell;
        figure.cell = {0, Mark{Missing::none}};
        break;
    case Kind::ignore:
        figure.kind = PrintedFigure::Kind::ignored;
        break;
    case Kind::status:
        if (figure.kind == PrintedFigure::Kind::cell && figure.cell.has_value() &&
            meaning.status != Status::final)
            figure.cell.mark = Mark{Missing::none, meaning.status};
        break;
    }
}

} // namespace

bool apply_flag(PrintedFigure& figure, std::string_view flag, const Signs& flags)
{
    if (flag.empty()) return true;
    if (const auto whole = flags.find(flag); whole != flags.end()) {
        apply(figure, whole->second);
        return true;
    }
    const auto known = [&](char c) { return flags.find(std::string_view{&c, 1}) != flags.end(); };
    if (!std::all_of(flag.begin(), flag.end(), known)) return false;
    for (const char& c : flag) apply(figure, flags.find(std::string_view{&c, 1})->second);
    return true;
}

} // namespace tuermer
