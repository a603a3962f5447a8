// SPDX-License-Identifier: EUPL-1.2
#include "connectors/sources/mapped.hpp"

#include "connectors/sources/parts.hpp"
#include <utility>

namespace tuermer {
namespace {

NamedReader make_reader(Settings& format)
{
    std::vector<std::string> names;
    for (const auto& kind : format_kinds()) names.emplace_back(kind.name);
    if (format.is_recorded())
        for (const auto& kind : format_kinds())
            format.record_kind("kind", kind.name, kind.summary,
                               shape_of([&](Settings& own) { kind.make(own); }));
    const bool stated = format.has("kind");
    const auto name = format.one_of("kind", names);
    if (stated && !name) return {};
    const auto wanted = name.value_or("csv");
    for (const auto& kind : format_kinds())
        if (kind.name == wanted) {
            if (format.is_recorded()) return {};
            auto reader = kind.make(format);
            format.finish();
            return {wanted, std::move(reader)};
        }
    return {};
}

} // namespace

NamedReader read_format(Settings& settings)
{
    if (auto format = settings.table("format")) return make_reader(*format);
    return {"", make_detecting_reader()};
}

MappedConnector::MappedConnector(Mapping mapping, NamedReader format)
    : mapping_(std::move(mapping)), format_(std::move(format))
{
}

Result<Understood> MappedConnector::understand(const Document& document) const
{
    return read(document, Strictness::strict);
}

Result<Understood> MappedConnector::inspect(const Document& document) const
{
    return read(document, Strictness::lenient);
}

Result<> MappedConnector::acceptable(const Document&) const
{
    return {};
}

std::optional<Period> MappedConnector::period_in_address(const Document&) const
{
    return std::nullopt;
}

Mapping MappedConnector::mapping_for(const Document& document) const
{
    auto mapping = mapping_;
    const auto period = mapping.period.in_address ? period_in_address(document) : std::nullopt;
    if (period) mapping.period.value = to_string(*period);
    return mapping;
}

Result<ReadTable> MappedConnector::table_of(const Document& document) const
{
    if (is_packed(*document.bytes))
        return read_packed(*format_.reader, *document.bytes, document.name);
    if (const auto held = document.bytes->whole())
        return format_.reader->read(*held, document.name);
    const auto all = all_bytes(*document.bytes);
    if (!all) return tl::unexpected(all.error());
    return format_.reader->read(*all, document.name);
}

Result<Understood> MappedConnector::read(const Document& document, Strictness strictness) const
{
    if (auto accepted = acceptable(document); !accepted) return tl::unexpected(accepted.error());
    auto digest = document.bytes->digest();
    if (!digest) return tl::unexpected(std::move(digest.error()));
    const Vintage vintage{document.published.value_or(document.retrieved), document.retrieved,
                          std::move(*digest), document.name};
    auto understood = mapped(document, vintage, strictness);
    if (!understood && understood.error().where != document.name)
        understood.error().where = document.name + ": " + understood.error().where; // the sheet
    if (understood && understood->format.empty()) understood->format = format_.name;
    return understood;
}

// Row by row where the format allows it, so that a long table is never held.
Result<Understood> MappedConnector::mapped(const Document& document, const Vintage& vintage,
                                           Strictness strictness) const
{
    const auto mapping = mapping_for(document);
    if (!is_packed(*document.bytes)) {
        auto portions = format_.reader->portions(document.bytes, document.name);
        if (!portions) return tl::unexpected(std::move(portions.error()));
        if (*portions) return apply_mapping(mapping, **portions, vintage, strictness);
    }
    const auto table = table_of(document);
    if (!table) return tl::unexpected(table.error());
    return apply_mapping(mapping, *table, vintage, strictness);
}

} // namespace tuermer
