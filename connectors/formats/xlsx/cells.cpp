// SPDX-License-Identifier: EUPL-1.2
// The cells of one sheet (ECMA-376 Part 1, 18.3.1.4), as they stream by. Rows and cells may leave
// out where they stand; then they follow the one before.
#include "connectors/formats/xlsx/parts.hpp"

#include <charconv>

namespace tuermer::xlsx {
namespace {

using sheets::Shown;
using sheets::Workbook;

constexpr std::uint32_t most_columns = 1U << 20U; // beyond, a reference is no column any more

std::optional<std::uint32_t> number(std::string_view text)
{
    std::uint32_t value = 0;
    const auto read = std::from_chars(text.data(), text.data() + text.size(), value);
    return read.ec == std::errc{} ? std::optional{value} : std::nullopt;
}

struct Spot {
    std::uint32_t column = 0, row = 0; // from 0
};

// "B12" → 1, 11; nothing where it is no reference.
std::optional<Spot> spot_of(std::string_view reference)
{
    std::uint32_t column = 0;
    std::size_t letters = 0;
    for (; letters < reference.size() && reference[letters] >= 'A' && reference[letters] <= 'Z';
         ++letters)
        column = std::min(column * 26 + static_cast<std::uint32_t>(reference[letters] - 'A' + 1),
                          most_columns);
    const auto row = number(reference.substr(letters));
    if (letters == 0 || !row || *row == 0) return std::nullopt;
    return Spot{column - 1, *row - 1};
}

class SheetPartListener final : public XmlListener {
public:
    SheetPartListener(const std::vector<SharedText>& strings, const std::vector<Shown>& styles,
                      sheets::DateBase date_base, Workbook& workbook)
        : strings_(strings), styles_(styles), writer_(date_base), workbook_(workbook)
    {
    }

    void begin(std::string_view name, XmlAttributes attributes) override
    {
        const auto element = local_name(name);
        if (element == "c")
            begin_cell(attributes);
        else if (element == "v")
            in_value_ = true;
        else if (element == "row")
            begin_row(attributes);
        else if (in_cell_)
            text_.begin(element, attributes);
        else if (element == "mergeCell")
            merge(attributes["ref"]);
        else if (element == "col")
            hide(attributes);
    }

    void end(std::string_view name) override
    {
        const auto element = local_name(name);
        if (element == "v")
            in_value_ = false;
        else if (element == "c")
            end_cell();
        else if (in_cell_)
            text_.end(element);
    }

    void text(std::string_view piece) override
    {
        if (in_value_)
            value_ += piece;
        else if (in_cell_)
            text_.text(piece);
    }

    std::optional<Error> refusal() override { return refusal_ ? refusal_ : workbook_.refusal(); }

private:
    void begin_row(XmlAttributes attributes)
    {
        line_ = number(attributes["r"]).value_or(line_ + 1);
        next_column_ = 0;
        const auto hidden = attributes["hidden"];
        workbook_.begin_row(line_, hidden == "1" || hidden == "true");
    }

    void begin_cell(XmlAttributes attributes)
    {
        in_cell_ = true;
        value_.clear();
        type_ = Type::number;
        shown_ = Shown::number;
        column_ = next_column_;
        attributes.each([&](std::string_view key, std::string_view value) {
            if (key == "r") {
                if (const auto spot = spot_of(value)) column_ = spot->column;
            } else if (key == "t") {
                type_ = type_of(value);
            } else if (key == "s") {
                const auto style = number(value).value_or(0);
                if (style < styles_.size()) shown_ = styles_[style];
            }
        });
        next_column_ = column_ + 1;
    }

    enum class Type : std::uint8_t { number, shared, text, inlined, truth, error, iso };
    static Type type_of(std::string_view word)
    {
        if (word == "s") return Type::shared;
        if (word == "str") return Type::text;
        if (word == "inlineStr") return Type::inlined;
        if (word == "b") return Type::truth;
        if (word == "e") return Type::error;
        return word == "d" ? Type::iso : Type::number;
    }

    void end_cell()
    {
        in_cell_ = false;
        switch (type_) {
        case Type::shared:
            return add_shared();
        case Type::inlined:
            return workbook_.add(column_, text_.take(), false);
        case Type::text:
            return workbook_.add(column_, value_, false);
        case Type::truth:
            return workbook_.add(column_, value_ == "1" ? "TRUE" : "FALSE", true);
        case Type::error:
            return workbook_.add(column_, value_, true);
        case Type::iso:
            return workbook_.add(column_, sheets::NumberWriter::iso(value_), true);
        case Type::number:
            if (!value_.empty()) workbook_.add(column_, writer_.write(value_, shown_), true);
        }
    }

    void add_shared()
    {
        if (value_.empty()) return;
        const auto index = number(value_);
        if (index && *index < strings_.size())
            return workbook_.add_shared(column_, strings_[*index].begin, strings_[*index].length);
        if (!refusal_)
            refusal_ = Error{Remedy::mend,
                             say("Zeile {}: Eine Zelle verweist auf Text Nr. {}, den die "
                                 "Arbeitsmappe nicht hat; sie ist beschädigt.",
                                 "Line {}: a cell refers to text no. {}, which the workbook does "
                                 "not have; it is damaged.",
                                 line_, value_.substr(0, 20)),
                             ""};
    }

    void merge(std::string_view reference)
    {
        const auto colon = reference.find(':');
        if (colon == std::string_view::npos) return;
        const auto first = spot_of(reference.substr(0, colon));
        const auto last = spot_of(reference.substr(colon + 1));
        if (first && last) workbook_.merge({first->row, first->column, last->row, last->column});
    }

    void hide(XmlAttributes attributes)
    {
        const auto hidden = attributes["hidden"];
        const auto first = number(attributes["min"]), last = number(attributes["max"]);
        if ((hidden != "1" && hidden != "true") || !first || !last || *first == 0) return;
        workbook_.hide_columns(*first - 1, *last - 1);
    }

    const std::vector<SharedText>& strings_;
    const std::vector<Shown>& styles_;
    sheets::NumberWriter writer_;
    Workbook& workbook_;
    std::optional<Error> refusal_;
    RunText text_;
    std::string value_;
    std::uint32_t line_ = 0, column_ = 0, next_column_ = 0;
    Type type_ = Type::number;
    Shown shown_ = Shown::number;
    bool in_cell_ = false, in_value_ = false;
};

} // namespace

Result<> read_cells(const ZipArchive& archive, const std::string& path,
                    const std::vector<SharedText>& strings, const std::vector<Shown>& styles,
                    sheets::DateBase date_base, Workbook& workbook)
{
    SheetPartListener listener{strings, styles, date_base, workbook};
    return read_part(archive, path, listener);
}

} // namespace tuermer::xlsx
