// SPDX-License-Identifier: EUPL-1.2
// content.xml as it streams by. Repeated cells and rows are counted, and written out only where
// something stands in them: a sheet ends with a million empty rows.
#include "connectors/formats/ods/ods.hpp"

#include "connectors/formats/reader_of.hpp"
#include "connectors/formats/sheets/rich_text.hpp"
#include "connectors/formats/sheets/values.hpp"
#include "connectors/formats/xml.hpp"
#include "connectors/formats/zip/archive.hpp"

#include <algorithm>
#include <charconv>
#include <set>

namespace tuermer {
namespace {

using sheets::SheetSettings;
using sheets::Shown;

constexpr std::uint32_t last_row = 1'048'576; // of a sheet, as LibreOffice has it

std::uint32_t count(std::string_view text)
{
    std::uint32_t value = 1;
    const auto read = std::from_chars(text.data(), text.data() + text.size(), value);
    return text.empty() || read.ec != std::errc{} || value == 0 ? 1 : value;
}

// One cell of a row, while the row may still turn out to be repeated.
struct OdsCell {
    std::uint32_t column = 0, times = 1;
    std::string text{};
    bool typed = false;
    std::uint32_t begin = 0, length = 0; // of the text in the workbook's
};

class ContentListener final : public XmlListener {
public:
    explicit ContentListener(sheets::Workbook& workbook) : workbook_(workbook) {}

    void begin(std::string_view name, XmlAttributes attributes) override
    {
        if (name == "table:table")
            begin_table(attributes);
        else if (name == "style:style")
            style_ = attributes["style:name"];
        else if (name == "style:text-properties" &&
                 attributes["style:text-position"].starts_with("super"))
            raised_styles_.insert(style_);
        else if (name == "style:table-properties" && attributes["table:display"] == "false")
            hidden_styles_.insert(style_);
        else if (reading_ && tables_ == 1)
            begin_inside(name, attributes);
    }

    void end(std::string_view name) override
    {
        if (name == "table:table" && --tables_ == 0) end_table();
        if (!reading_ || tables_ != 1) return;
        if (name == "table:table-row")
            end_row();
        else if (name == "table:table-cell" || name == "table:covered-table-cell")
            end_cell();
        else if (in_cell_)
            end_text(name);
    }

    void text(std::string_view piece) override
    {
        if (in_cell_ && tables_ == 1 && paragraphs_ > 0 && asides_ == 0)
            (raised_ ? raised_text_ : cell_.text) += piece;
    }

    std::optional<Error> refusal() override { return workbook_.refusal(); }

private:
    // Tables within cells are a part of the cell that is not read.
    void begin_table(XmlAttributes attributes)
    {
        if (++tables_ > 1) return;
        const std::string name{attributes["table:name"]};
        const bool hidden = hidden_styles_.contains(std::string{attributes["table:style-name"]});
        reading_ = workbook_.wants(++number_, name, hidden);
        if (!reading_) return;
        workbook_.begin_sheet(name, hidden);
        line_ = 1;
        column_of_columns_ = 0;
    }

    void end_table()
    {
        if (reading_) workbook_.end_sheet();
        reading_ = false;
    }

    void begin_inside(std::string_view name, XmlAttributes attributes)
    {
        if (name == "table:table-row")
            begin_row(attributes);
        else if (name == "table:table-cell" || name == "table:covered-table-cell")
            begin_cell(attributes);
        else if (name == "table:table-column")
            column(attributes);
        else if (in_cell_)
            begin_text(name, attributes);
    }

    static bool is_hidden(XmlAttributes attributes)
    {
        const auto visibility = attributes["table:visibility"];
        return visibility == "collapse" || visibility == "filter";
    }

    void column(XmlAttributes attributes)
    {
        const auto times = std::min(count(attributes["table:number-columns-repeated"]), last_row);
        if (is_hidden(attributes))
            workbook_.hide_columns(column_of_columns_, column_of_columns_ + times - 1);
        column_of_columns_ = std::min(column_of_columns_ + times, last_row);
    }

    void begin_row(XmlAttributes attributes)
    {
        row_times_ = std::min(count(attributes["table:number-rows-repeated"]), last_row);
        row_hidden_ = is_hidden(attributes);
        column_ = 0;
        cells_.clear();
    }

    void end_row()
    {
        if (cells_.empty()) {
            line_ = std::min(line_ + row_times_, last_row);
            return;
        }
        for (auto& cell : cells_) {
            cell.begin = workbook_.keep(cell.text);
            cell.length = static_cast<std::uint32_t>(cell.text.size());
        }
        for (std::uint32_t i = 0; i < row_times_ && !workbook_.refusal(); ++i) {
            workbook_.begin_row(line_++, row_hidden_);
            for (const auto& cell : cells_)
                for (std::uint32_t at = 0; at < cell.times && !workbook_.refusal(); ++at)
                    workbook_.add_shared(cell.column + at, cell.begin, cell.length, cell.typed);
        }
    }

    void begin_cell(XmlAttributes attributes)
    {
        in_cell_ = true;
        paragraphs_ = asides_ = 0;
        cell_ = {column_, std::min(count(attributes["table:number-columns-repeated"]), last_row),
                 "", false};
        value_.clear();
        const auto type = attributes["office:value-type"];
        typed_ = !type.empty() && type != "string";
        if (type == "float" || type == "currency")
            value_ = writer_.write(attributes["office:value"], Shown::number);
        else if (type == "percentage")
            value_ = writer_.write(attributes["office:value"], Shown::percent);
        else if (type == "date")
            value_ = sheets::NumberWriter::iso(attributes["office:date-value"]);
        else if (type == "time")
            value_ = attributes["office:time-value"];
        else if (type == "boolean")
            value_ = attributes["office:boolean-value"] == "true" ? "TRUE" : "FALSE";
        const auto rows = count(attributes["table:number-rows-spanned"]);
        const auto columns = count(attributes["table:number-columns-spanned"]);
        if (rows > 1 || columns > 1)
            workbook_.merge({line_ - 1, column_, line_ - 1 + std::min(rows, last_row) - 1,
                             column_ + std::min(columns, last_row) - 1});
    }

    void begin_text(std::string_view name, XmlAttributes attributes)
    {
        if (is_aside(name))
            ++asides_;
        else if (name == "text:p")
            begin_paragraph();
        else if (asides_ > 0)
            return;
        else if (name == "text:line-break" || name == "text:tab")
            cell_.text += name == "text:tab" ? ' ' : '\n';
        else if (name == "text:s")
            cell_.text.append(std::min(count(attributes["text:c"]), 1'000U), ' ');
        else if (name == "text:span" &&
                 raised_styles_.contains(std::string{attributes["text:style-name"]}))
            raised_ = true;
    }

    // Comments and drawings stand in a cell without belonging to its content.
    static bool is_aside(std::string_view name)
    {
        return name == "office:annotation" || name.starts_with("draw:");
    }

    void begin_paragraph()
    {
        if (paragraphs_++ == 0 && asides_ == 0 && !cell_.text.empty()) cell_.text += '\n';
    }

    void end_text(std::string_view name)
    {
        if (is_aside(name))
            --asides_;
        else if (name == "text:p")
            --paragraphs_;
        else if (name == "text:span")
            end_span();
    }

    void end_span()
    {
        if (!raised_) return;
        cell_.text += sheets::raised(raised_text_);
        raised_text_.clear();
        raised_ = false;
    }

    void end_cell()
    {
        in_cell_ = false;
        if (typed_ && !value_.empty()) {
            cell_.text = value_;
            cell_.typed = true;
        }
        column_ = std::min(column_ + cell_.times, last_row);
        if (!cell_.text.empty()) cells_.push_back(std::move(cell_));
    }

    sheets::Workbook& workbook_;
    sheets::NumberWriter writer_;
    std::set<std::string> raised_styles_, hidden_styles_;
    std::string style_;
    std::vector<OdsCell> cells_; // of the row
    OdsCell cell_;
    std::string value_, raised_text_;
    std::uint32_t number_ = 0, line_ = 1, row_times_ = 1, column_ = 0, column_of_columns_ = 0;
    int tables_ = 0, paragraphs_ = 0, asides_ = 0;
    bool reading_ = false, in_cell_ = false, typed_ = false, raised_ = false, row_hidden_ = false;
};

} // namespace

Result<ReadTable> read_ods(std::string_view bytes, std::string_view, const SheetSettings& settings)
{
    const auto archive = ZipArchive::open(bytes, settings.limits);
    if (!archive) return tl::unexpected(archive.error());
    const auto* const content = archive->find("content.xml");
    if (content == nullptr)
        return fail(Remedy::mend, say("Der OpenDocument-Datei fehlt ihr Inhalt (content.xml).",
                                      "The OpenDocument file lacks its content (content.xml)."));
    sheets::Workbook workbook{settings};
    ContentListener listener{workbook};
    XmlStream stream{listener};
    auto read =
        archive->unpack(*content, [&](std::string_view piece) { return stream.feed(piece); });
    if (read) read = stream.finish();
    if (!read) return tl::unexpected(std::move(read.error()));
    return workbook.finish();
}

std::unique_ptr<Reader> make_ods_reader(Settings& settings)
{
    return std::make_unique<ReaderOf<SheetSettings>>(sheets::read_sheet_settings(settings),
                                                     read_ods);
}

// The first member is `mimetype`, not packed, so that it can be read off the beginning.
bool recognises_ods(std::string_view bytes)
{
    constexpr std::size_t name_at = 30, looked_at = 256;
    return bytes.size() > looked_at && bytes.starts_with("PK\x03\x04") &&
           bytes.substr(name_at).starts_with("mimetype") &&
           bytes.substr(0, looked_at).find("application/vnd.oasis.opendocument.spreadsheet") !=
               std::string_view::npos;
}

} // namespace tuermer
