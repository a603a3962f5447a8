// SPDX-License-Identifier: EUPL-1.2
// ARS: LL R KK VVVV GGG; AGS: LL R KK GGG (Destatis, Gemeindeverzeichnis).
#include "connectors/formats/area_codes.hpp"

#include <algorithm>

namespace tuermer {
namespace {

constexpr std::size_t district = 5, association = 9, whole_ars = 12; // digits up to its end

bool all_digits(std::string_view code)
{
    return std::all_of(code.begin(), code.end(), [](char c) { return c >= '0' && c <= '9'; });
}

// Only these lengths lack exactly one digit: Länder 01 to 09 lose their zero.
bool lost_its_zero(std::string_view code)
{
    return (code.size() == 1 || code.size() == 4 || code.size() == 7) && code.front() != '0';
}

std::string ags_of_ars(std::string_view code)
{
    if (code.size() == whole_ars)
        return std::string{code.substr(0, district)} + std::string{code.substr(association)};
    return std::string{code};
}

} // namespace

std::string area_code(std::string_view code, AreaNotation notation)
{
    if (notation == AreaNotation::as_written || code.empty() || !all_digits(code))
        return std::string{code};
    if (notation == AreaNotation::ars)
        return ags_of_ars(code.size() == whole_ars - 1 ? "0" + std::string{code}
                                                       : std::string{code});
    return lost_its_zero(code) ? "0" + std::string{code} : std::string{code};
}

} // namespace tuermer
