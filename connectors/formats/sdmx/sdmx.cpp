// SPDX-License-Identifier: EUPL-1.2
// The first character tells the notation: the media type lies often enough.
#include "connectors/formats/sdmx/sdmx.hpp"

#include "connectors/formats/classify/foreign.hpp"
#include "connectors/formats/flags.hpp"
#include "connectors/formats/reader_of.hpp"
#include "connectors/formats/sdmx/messages.hpp"

#include <algorithm>

namespace tuermer {
namespace {

constexpr std::size_t looked_at = 1'024;

bool is_mark_or_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\0' ||
           static_cast<unsigned char>(c) >= 0xBB; // the bytes of every byte order mark
}

char first_character(std::string_view bytes)
{
    const auto head = bytes.substr(0, looked_at);
    const auto* const found = std::find_if_not(head.begin(), head.end(), is_mark_or_blank);
    return found == head.end() ? '\0' : *found;
}

bool is_web_page(std::string_view bytes)
{
    const auto head = bytes.substr(0, looked_at);
    return head.find("<html") != std::string_view::npos ||
           head.find("<HTML") != std::string_view::npos ||
           head.find("<!DOCTYPE html") != std::string_view::npos ||
           head.find("<!doctype html") != std::string_view::npos;
}

} // namespace

namespace sdmx {

std::string_view column_name(std::string_view component)
{
    if (component == "OBS_VALUE") return "value";
    if (component == "OBS_STATUS" || component == "OBS_FLAG") return "status";
    return component;
}

ReadTable begun_table()
{
    ReadTable read;
    read.dialect = plain_dialect();
    read.signs = missing_signs();
    read.statuses = observation_flags();
    return read;
}

} // namespace sdmx

Result<ReadTable> read_sdmx(std::string_view bytes, std::string_view name,
                            const SdmxSettings& settings)
{
    const auto& limits = settings.limits;
    if (bytes.size() > limits.bytes)
        return fail(Remedy::mend,
                    say("Die Antwort hat {} Byte; erlaubt sind {}.",
                        "The answer has {} bytes; {} are allowed.", bytes.size(), limits.bytes));
    if (auto foreign = refuse_foreign_bytes(bytes)) return tl::unexpected(std::move(*foreign));
    if (is_web_page(bytes))
        if (auto page = refuse_foreign_text(bytes)) return tl::unexpected(std::move(*page));
    switch (first_character(bytes)) {
    case '<':
        return sdmx::read_xml_message(bytes, name, limits);
    case '{':
        return sdmx::read_json_message(bytes, name, limits);
    default:
        return sdmx::read_csv_message(bytes, name, limits);
    }
}

bool recognises_sdmx(std::string_view bytes)
{
    const auto head = bytes.substr(0, looked_at);
    const auto holds = [](std::string_view text, std::string_view part) {
        return text.find(part) != std::string_view::npos;
    };
    switch (first_character(bytes)) {
    case '<':
        return holds(head, "GenericData") || holds(head, "GenericTimeSeriesData") ||
               holds(head, "StructureSpecific") || holds(head, "CompactData");
    case '{':
        return holds(bytes, "\"dataSets\"") && holds(bytes, "\"structure");
    default:
        return sdmx::csv_separator(bytes).has_value();
    }
}

std::unique_ptr<Reader> make_sdmx_reader(Settings&)
{
    return std::make_unique<ReaderOf<SdmxSettings>>(SdmxSettings{}, read_sdmx);
}

} // namespace tuermer
