// SPDX-License-Identifier: EUPL-1.2
#include "connectors/sources/rows/paging.hpp"

#include "connectors/formats/json.hpp"
#include "connectors/formats/rows/rows.hpp"

#include <algorithm>
#include <array>
#include <charconv>

namespace tuermer::rows_source {
namespace {

// Opendatasoft Explore v2.1 gives 100 records a page and 10,000 in all (its exports have no limit);
// Socrata (SODA 2) needs an order, or pages overlap; ArcGIS says "exceededTransferLimit".
const std::array<std::pair<std::string_view, Paging>, 4>& services()
{
    static const std::array<std::pair<std::string_view, Paging>, 4> known = {{
        {"opendatasoft", {"offset", "", "limit", 100, "total_count", "", 10'000, {}, "results"}},
        {"socrata", {"$offset", "", "$limit", 1'000, "", "", 0, {{"$order", ":id"}}, ""}},
        {"arcgis",
         {"resultOffset",
          "",
          "resultRecordCount",
          1'000,
          "",
          "",
          0,
          {{"f", "json"}, {"returnGeometry", "false"}},
          "features"}},
        {"ogc", {"", "", "limit", 1'000, "numberMatched", "links", 0, {{"f", "json"}}, "features"}},
    }};
    return known;
}

Paging paging_of_service(const std::optional<std::string>& name)
{
    for (const auto& [known, paging] : services())
        if (name && *name == known) return paging;
    return {};
}

void read_own(Paging& paging, Settings& settings)
{
    constexpr double most_a_page = 1e6;
    if (auto text = settings.text("offset")) paging.offset = *text;
    if (auto text = settings.text("page")) paging.page = *text;
    if (auto text = settings.text("limit")) paging.limit = *text;
    if (auto text = settings.text("total")) paging.total = *text;
    if (auto text = settings.text("next")) paging.next = *text;
    if (auto size = settings.integer("size", {.min = 1, .max = most_a_page}))
        paging.size = static_cast<std::uint64_t>(*size);
    const bool counts = !paging.offset.empty() || !paging.page.empty();
    if (counts && paging.size == 0) settings.need("size");
    if (!counts && paging.next.empty())
        settings.mistakes().error(
            settings.place(), "offset",
            say("'paging' braucht 'offset' oder 'page' (Parameter der Adresse) oder 'next' (wo in "
                "der Antwort die nächste Adresse steht)",
                "'paging' needs 'offset' or 'page' (parameters of the address), or 'next' (where "
                "the answer says the next address)"));
    settings.finish();
}

bool says_parameter(std::string_view url, std::string_view name)
{
    const auto query = url.find('?');
    if (query == std::string_view::npos) return false;
    const auto wanted = std::string{name} + "=";
    for (auto rest = url.substr(query + 1);;) {
        if (rest.starts_with(wanted)) return true;
        const auto next = rest.find('&');
        if (next == std::string_view::npos) return false;
        rest.remove_prefix(next + 1);
    }
}

void add_parameter(std::string& url, std::string_view name, const std::string& value)
{
    if (name.empty() || says_parameter(url, name)) return;
    url += url.find('?') == std::string::npos ? '?' : '&';
    url += std::string{name} + "=" + value;
}

std::optional<JsonValue> member_at(JsonValue value, std::string_view path)
{
    while (!path.empty()) {
        const auto dot = std::min(path.find('.'), path.size());
        const auto inner = value.member(path.substr(0, dot));
        if (!inner) return std::nullopt;
        value = *inner;
        path.remove_prefix(std::min(dot + 1, path.size()));
    }
    return value;
}

std::optional<std::uint64_t> number_of(const std::optional<JsonValue>& value)
{
    if (!value) return std::nullopt;
    std::uint64_t number = 0;
    const auto text = value->text();
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
    return number;
}

// A text, or of a list of links (OGC API) the one with rel = "next".
std::string next_address(const std::optional<JsonValue>& value)
{
    if (!value) return "";
    if (value->is_string()) return std::string{value->text()};
    if (!value->is_array()) return "";
    for (const auto link : value->items()) {
        const auto rel = link.member("rel");
        const auto href = link.member("href");
        if (rel && href && rel->text() == "next") return std::string{href->text()};
    }
    return "";
}

Error contradicts(std::uint64_t records, std::uint64_t total)
{
    return {Remedy::retry,
            say("Der Dienst nennt {} Datensätze, gab aber nur {}. Vielleicht haben sie sich "
                "während der Abfrage geändert.",
                "The service speaks of {} records, but gave {} only. Perhaps they changed while "
                "they were asked for.",
                total, records),
            ""};
}

Error too_many(std::uint64_t total, std::uint64_t most)
{
    return {Remedy::mend,
            say("Der Dienst hat {} Datensätze und gibt auf diesem Weg höchstens {} heraus. Bitte "
                "die Abfrage einschränken oder seinen Export als kind = \"table\" nehmen.",
                "The service has {} records and gives {} at most this way. Please narrow the "
                "query, or take its export as kind = \"table\".",
                total, most),
            ""};
}

} // namespace

Paging read_paging(Settings& settings)
{
    std::vector<std::string> names;
    for (const auto& [name, paging] : services()) names.emplace_back(name);
    auto paging = paging_of_service(settings.one_of("service", names));
    if (auto own = settings.table("paging")) read_own(paging, *own);
    if (auto records = settings.text("rows")) paging.records = *records;
    return paging;
}

std::string page_address(const std::string& url, const Paging& paging, std::uint64_t behind)
{
    auto address = url;
    for (const auto& [name, value] : paging.always) add_parameter(address, name, value);
    if (paging.size == 0) return address;
    add_parameter(address, paging.limit, fmt::format("{}", paging.size));
    add_parameter(address, paging.offset, fmt::format("{}", behind));
    add_parameter(address, paging.page, fmt::format("{}", behind / paging.size + 1));
    return address;
}

Result<SeenPage> look_at_page(std::string_view bytes, const Paging& paging)
{
    RowsSettings settings;
    if (!paging.records.empty()) settings.path = paging.records;
    settings.may_be_incomplete = true;
    const auto rows = read_rows(bytes, "", settings);
    if (!rows) return tl::unexpected(rows.error());
    SeenPage page;
    page.records = rows->tables.front().rows();
    const auto json = read_json(bytes);
    if (!json) return tl::unexpected(json.error());
    const auto root = json->root();
    if (!paging.total.empty()) page.total = number_of(member_at(root, paging.total));
    if (!paging.next.empty()) page.next = next_address(member_at(root, paging.next));
    const auto exceeded = root.member("exceededTransferLimit");
    page.more = exceeded && exceeded->text() == "true";
    return page;
}

Result<bool> goes_on(const Paging& paging, const SeenPage& first, const SeenPage& page,
                     std::uint64_t records)
{
    const bool counts = !paging.offset.empty() || !paging.page.empty();
    if (!counts && paging.next.empty()) return false;
    const auto total = first.total.value_or(0);
    if (paging.most > 0 && total > paging.most) return tl::unexpected(too_many(total, paging.most));
    if (page.total && page.total != first.total)
        return tl::unexpected(contradicts(records, *page.total));
    const bool more = !paging.next.empty() ? !page.next.empty()
                      : first.total        ? records < total
                                           : page.more || page.records >= paging.size;
    if (!more && first.total && records != total)
        return tl::unexpected(contradicts(records, total));
    if (more && page.records == 0) {
        if (first.total || page.more) return tl::unexpected(contradicts(records, total));
        return false;
    }
    return more;
}

} // namespace tuermer::rows_source
