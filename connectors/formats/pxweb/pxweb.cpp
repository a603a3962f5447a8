// SPDX-License-Identifier: EUPL-1.2
// {"columns": [{"code", "text", "type": "d|t|c"}], "data": [{"key": […], "values": […]}]}
#include "connectors/formats/pxweb/pxweb.hpp"

#include "connectors/formats/flags.hpp"
#include "connectors/formats/json.hpp"
#include "connectors/formats/long_table.hpp"
#include "connectors/formats/reader_of.hpp"
#include "connectors/formats/service_words.hpp"

#include <algorithm>

namespace tuermer {
namespace {

// What a row must have: so many keys, then so many values.
struct Shape {
    std::uint32_t keys = 0, values = 0;
};

Error misshapen(std::uint32_t row)
{
    return {Remedy::mend,
            say("PxWeb-JSON: Zeile {} der Daten hat nicht so viele Schlüssel und Werte wie "
                "„columns“.",
                "PxWeb JSON: row {} of the data has not as many keys and values as 'columns'.",
                row),
            ""};
}

// Comments ("type": "c" is a figure; remarks lie in a list of their own) are no column.
Shape add_columns(LongTable& table, const JsonValue& columns)
{
    Shape shape;
    for (const auto column : columns.items()) {
        const auto type = column.member("type");
        const auto code = column.member("code");
        const bool figure = type && type->text() == "c";
        ++(figure ? shape.values : shape.keys);
        table.add_column(code ? code->text() : std::string_view{});
    }
    return shape;
}

// "d" and "t" come before "c" in every answer; a service that mixes them is not understood.
bool keys_first(const JsonValue& columns)
{
    bool figures = false;
    for (const auto column : columns.items()) {
        const auto type = column.member("type");
        const bool figure = type && type->text() == "c";
        if (figures && !figure) return false;
        figures = figure;
    }
    return figures;
}

Result<> add_rows(LongTable& table, const JsonValue& data, Shape shape)
{
    std::vector<LongTable::Stretch> row;
    std::uint32_t line = 0;
    for (const auto record : data.items()) {
        ++line;
        const auto key = record.member("key");
        const auto values = record.member("values");
        if (!key || !values || key->size() != shape.keys || values->size() != shape.values)
            return tl::unexpected(misshapen(line));
        row.clear();
        for (const auto code : key->items()) row.push_back(table.keep_once(code.text()));
        for (const auto value : values->items())
            row.push_back(value.is_null() ? LongTable::Stretch{} : table.keep(value.text()));
        if (auto added = table.add_row(line, row); !added) return added;
    }
    return {};
}

} // namespace

Result<ReadTable> read_pxweb_json(std::string_view bytes, std::string_view name,
                                  const PxwebSettings& settings)
{
    JsonLimits limits;
    limits.bytes = std::min(limits.bytes, settings.limits.bytes);
    const auto json = read_json(bytes, limits);
    if (!json) return tl::unexpected(json.error());
    const auto columns = json->root().member("columns");
    const auto data = json->root().member("data");
    if (!columns || !data || !data->is_array() || !keys_first(*columns)) {
        if (auto said = message_of_service(json->root())) return tl::unexpected(std::move(*said));
        return fail(Remedy::mend, say("Das ist kein PxWeb-JSON: Es fehlen „columns“ und „data“.",
                                      "This is not PxWeb JSON: 'columns' and 'data' are missing."));
    }
    LongTable table{name, settings.limits};
    const auto shape = add_columns(table, *columns);
    table.expect(data->size(), std::size_t{8} * data->size());
    if (auto added = add_rows(table, *data, shape); !added) return tl::unexpected(added.error());
    auto taken = table.take();
    if (!taken) return tl::unexpected(std::move(taken.error()));
    ReadTable read;
    read.dialect = plain_dialect();
    read.signs = missing_signs();
    read.tables.push_back(std::move(*taken));
    return read;
}

bool recognises_pxweb_json(std::string_view bytes)
{
    if (!recognises_json(bytes)) return false;
    const auto has = [&](std::string_view word) {
        return bytes.find(word) != std::string_view::npos;
    };
    return has("\"columns\"") && has("\"data\"") && has("\"key\"") && has("\"values\"");
}

std::unique_ptr<Reader> make_pxweb_reader(Settings&)
{
    return std::make_unique<ReaderOf<PxwebSettings>>(PxwebSettings{}, read_pxweb_json);
}

} // namespace tuermer
