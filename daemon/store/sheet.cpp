// SPDX-License-Identifier: EUPL-1.2
#include "daemon/store/sheet.hpp"

#include "daemon/store/codes.hpp"

#include <array>
#include <charconv>
#include <cmath>

namespace tuermer::stored {

namespace {

template <class Number>
void append_number(std::string& sheet, Number number)
{
    std::array<char, 32> digits{};
    const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), number).ptr;
    sheet.append(digits.data(), end);
}

void append_code(std::string& sheet, std::string_view code)
{
    sheet += '"';
    sheet += code;
    sheet += '"';
}

} // namespace

void append(std::string& sheet, const SheetCell& cell)
{
    const auto mark = cell.cell.mark;
    sheet += sheet.empty() ? "{\"" : ",\"";
    append_number(sheet, cell.series);
    sheet += "\":";
    if (mark.status() != Status::final) sheet += '[';
    if (mark.has_value())
        append_number(sheet, cell.cell.value);
    else
        append_code(sheet, code_of(mark.missing()));
    if (mark.status() == Status::final) return;
    sheet += ',';
    append_code(sheet, code_of(mark.status()));
    sheet += ']';
}

void finish(std::string& sheet)
{
    sheet += sheet.empty() ? "{}" : "}";
}

bool SheetReader::next(SheetCell& cell)
{
    if (!whole_) return false;
    if (rest_ == "}") return false;
    whole_ = (first_ || take(",")) && take("\"");
    first_ = false;
    const auto* end = rest_.data() + rest_.size();
    const auto [stop, error] = std::from_chars(rest_.data(), end, cell.series);
    rest_.remove_prefix(static_cast<std::size_t>(stop - rest_.data()));
    whole_ = whole_ && error == std::errc() && take("\":") && take_value(cell.cell);
    return whole_;
}

bool SheetReader::take(std::string_view expected)
{
    if (!rest_.starts_with(expected)) return false;
    rest_.remove_prefix(expected.size());
    return true;
}

bool SheetReader::take_value(Cell& cell)
{
    const bool has_status = take("[");
    auto missing = std::optional(Missing::none);
    auto status = std::optional(Status::final);
    std::string_view code;
    cell.value = 0;
    if (take_code(code))
        missing = value_of<Missing>(code);
    else if (!take_number(cell.value))
        return false;
    if (has_status && take(",") && take_code(code) && take("]"))
        status = value_of<Status>(code);
    else if (has_status)
        return false;
    if (!missing || !status) return false;
    cell.mark = Mark(*missing, *status);
    return true;
}

bool SheetReader::take_code(std::string_view& code)
{
    if (!rest_.starts_with('"')) return false;
    const auto end = rest_.find('"', 1);
    if (end == std::string_view::npos) return false;
    code = rest_.substr(1, end - 1);
    rest_.remove_prefix(end + 1);
    return true;
}

bool SheetReader::take_number(double& number)
{
    const auto* end = rest_.data() + rest_.size();
    const auto [stop, error] = std::from_chars(rest_.data(), end, number);
    if (error != std::errc() || !std::isfinite(number)) return false;
    rest_.remove_prefix(static_cast<std::size_t>(stop - rest_.data()));
    return true;
}

} // namespace tuermer::stored
