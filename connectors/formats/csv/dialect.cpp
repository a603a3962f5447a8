// SPDX-License-Identifier: EUPL-1.2
#include "connectors/formats/csv/dialect.hpp"

#include "connectors/formats/csv/layout.hpp"
#include "connectors/formats/figures.hpp"

#include <algorithm>

namespace tuermer::csv {
namespace {

// What the figures of the sample say, for show; whoever maps a column judges all of it.
void guess_numbers(Dialect& dialect, const Sample& sample, std::size_t first)
{
    NumberEvidence evidence;
    for (auto i = first; i < sample.size(); ++i)
        for (const auto& cell : sample[i].cells) evidence.add(cell);
    const auto style = evidence.style().value_or(NumberStyle{});
    dialect.decimal = style.decimal;
    dialect.thousands = style.thousands;
}

void tell_numbers(Dialect& dialect, const CsvSettings& settings)
{
    dialect.decimal_told = settings.decimal.has_value();
    if (settings.decimal) {
        dialect.decimal = *settings.decimal;
        dialect.thousands = style_with_decimal(*settings.decimal).thousands;
    }
    if (settings.thousands) dialect.thousands = *settings.thousands;
}

Result<char> separator_of(std::string_view text, const CsvSettings& settings, char quote)
{
    if (settings.separator) return *settings.separator;
    const char guessed = guess_separator(text, quote, settings.skip.value_or(0));
    if (guessed != '\0') return guessed;
    return fail(Remedy::mend, say("Kein Trennzeichen gefunden (gesucht: Semikolon, Tabulator, "
                                  "senkrechter Strich, Komma): Das sieht "
                                  "nach Fließtext aus, nicht nach einer Tabelle. Hat die Datei "
                                  "wirklich nur eine Spalte, bitte "
                                  "„separator“ angeben.",
                                  "No separator found (semicolon, tab, vertical bar, comma were "
                                  "tried): this looks like running "
                                  "text, not like a table. If the file really has one column only, "
                                  "please state 'separator'."));
}

// The sample's index of the record that begins behind `skip` lines.
std::size_t record_behind(const Sample& sample, std::uint32_t skip)
{
    const auto behind = [&](const SampleRecord& record) { return record.line > skip; };
    return static_cast<std::size_t>(std::find_if(sample.begin(), sample.end(), behind) -
                                    sample.begin());
}

Layout layout_of(const Sample& sample, const CsvSettings& settings)
{
    auto layout =
        settings.skip ? Layout{*settings.skip, guess_header_rows(sample, 0)} : guess_layout(sample);
    if (settings.header_rows) layout.header_rows = *settings.header_rows;
    return layout;
}

std::vector<std::string> columns_of(const Sample& sample, const Dialect& dialect)
{
    const auto first = std::min(record_behind(sample, dialect.skip), sample.size());
    const auto last = std::min(first + dialect.header_rows, sample.size());
    const auto table = sample.begin() + static_cast<std::ptrdiff_t>(first);
    if (dialect.header_rows == 0) // title lines do not say how wide the table is
        return column_names({}, usual_width({table, sample.end()}));
    return column_names({table, sample.begin() + static_cast<std::ptrdiff_t>(last)}, 1);
}

std::size_t mean_record_bytes(const Sample& sample)
{
    std::size_t bytes = 0;
    for (const auto& record : sample)
        for (const auto& cell : record.cells) bytes += cell.size() + 1;
    return sample.empty() ? 0 : std::max<std::size_t>(bytes / sample.size(), 1);
}

} // namespace

Result<Opening> opening_of(std::string_view beginning, const Encoding& encoding,
                           const CsvSettings& settings)
{
    Opening opening;
    auto& dialect = opening.dialect;
    dialect.encoding = encoding.name;
    dialect.bom = encoding.bom_bytes > 0;
    dialect.quote = settings.quote.value_or('"');
    const auto separator = separator_of(beginning, settings, dialect.quote);
    if (!separator) return tl::unexpected(separator.error());
    dialect.separator = *separator;
    const auto sample = sample_of(beginning, *separator, dialect.quote, settings.skip.value_or(0));
    const auto layout = layout_of(sample, settings);
    dialect.skip = layout.skip;
    dialect.header_rows = layout.header_rows;
    guess_numbers(dialect, sample, record_behind(sample, layout.skip) + layout.header_rows);
    tell_numbers(dialect, settings);
    opening.columns = columns_of(sample, dialect);
    opening.record_bytes = mean_record_bytes(sample);
    return opening;
}

} // namespace tuermer::csv
