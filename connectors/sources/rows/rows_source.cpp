// SPDX-License-Identifier: EUPL-1.2
// Page after page, kept as one document: a page alone as a full snapshot would withdraw the others'
// figures.
#include "connectors/sources/rows/rows_source.hpp"

#include "connectors/formats/reader_of.hpp"
#include "connectors/formats/rows/rows.hpp"
#include "connectors/sources/mapped.hpp"
#include "connectors/sources/parts.hpp"
#include "connectors/sources/rows/paging.hpp"
#include "connectors/sources/web.hpp"
#include "rules/base/digest.hpp"

#include <utility>

namespace tuermer::rows_source {
namespace {

constexpr std::size_t most_pages = 2'000;

struct RowsSource {
    std::string url, body; // a body is sent by POST, as JSON
    Paging paging;
    bool header = false;
    Mapping mapping;
};

void read_address(RowsSource& source, Settings& settings)
{
    source.url = settings.need_text("url");
    source.body = settings.text("body").value_or("");
    const bool web = source.url.starts_with("http://") || source.url.starts_with("https://");
    if (!source.url.empty() && !web)
        settings.wrong("url", say("'url' beginnt mit https:// oder http://",
                                  "'url' begins with https:// or http://"));
}

RowsSource read_source(const std::string& id, Settings& settings)
{
    RowsSource source;
    read_address(source, settings);
    source.paging = read_paging(settings);
    source.header = settings.flag("header").value_or(false);
    source.mapping = read_mapping(id, settings);
    return source;
}

// Pages were asked for until none was missing, so a page that speaks of others is no mistake.
NamedReader reader_for(const RowsSource& source)
{
    RowsSettings settings;
    if (!source.paging.records.empty()) settings.path = source.paging.records;
    settings.header = source.header;
    settings.may_be_incomplete = true;
    return {"rows", std::make_unique<ReaderOf<RowsSettings>>(std::move(settings), read_rows)};
}

// "https://host:port" of an address.
std::string_view origin_of(std::string_view url)
{
    const auto host = url.find("//");
    if (host == std::string_view::npos) return "";
    return url.substr(0, url.find_first_of("/?#", host + 2));
}

// What has come so far.
struct Gathered {
    std::vector<Part> pages;
    std::uint64_t records = 0;
    SeenPage first;
    std::string next; // address; empty: that was the last page
};

// The next page's address as the service says it, or by counting.
Result<std::string> next_page(const RowsSource& source, const Gathered& gathered,
                              const SeenPage& page, const std::string& address)
{
    if (gathered.pages.size() == most_pages)
        return fail(Remedy::mend,
                    say("Der Dienst gibt mehr als {} Seiten. Bitte die Abfrage einschränken.",
                        "The service gives more than {} pages. Please narrow the query.",
                        most_pages),
                    source.url);
    if (source.paging.next.empty())
        return page_address(source.url, source.paging, gathered.records);
    auto next = page.next;
    if (next.starts_with('/')) next = std::string{origin_of(address)} + next;
    if (origin_of(next) != origin_of(source.url))
        return fail(Remedy::mend,
                    say("Die nächste Seite soll auf einem anderen Server liegen ({}).",
                        "The next page is said to be on another server ({}).", origin_of(next)),
                    source.url);
    return next;
}

Result<> take_page(const RowsSource& source, Gathered& gathered, std::string bytes,
                   const std::string& address)
{
    auto page = look_at_page(bytes, source.paging);
    if (!page) return tl::unexpected(std::move(page.error()));
    if (!gathered.pages.empty() && page->records > 0 && gathered.pages.back().bytes == bytes)
        return fail(Remedy::mend,
                    say("Der Dienst gibt immer dieselbe Seite; der Parameter für die nächste "
                        "stimmt nicht.",
                        "The service gives the same page again and again; the parameter for the "
                        "next one is wrong."));
    gathered.records += page->records;
    if (gathered.pages.empty()) gathered.first = *page;
    const bool is_empty_tail = page->records == 0 && !gathered.pages.empty();
    if (!is_empty_tail)
        gathered.pages.push_back({fmt::format("{}", gathered.pages.size() + 1), std::move(bytes)});
    const auto more = goes_on(source.paging, gathered.first, *page, gathered.records);
    if (!more) return tl::unexpected(more.error());
    gathered.next.clear();
    if (!*more) return {};
    auto next = next_page(source, gathered, *page, address);
    if (!next) return tl::unexpected(std::move(next.error()));
    gathered.next = std::move(*next);
    return {};
}

class RowsConnector final : public MappedConnector {
public:
    RowsConnector(RowsSource source, NamedReader reader, const SourceServices& services)
        : MappedConnector(source.mapping, std::move(reader)),
          source_(std::move(source)),
          services_(services)
    {
    }

    boost::asio::awaitable<Result<Fetched>> fetch(Bookmark bookmark) override
    {
        Gathered gathered;
        gathered.next = page_address(source_.url, source_.paging, 0);
        while (!gathered.next.empty()) {
            const auto address = gathered.next;
            auto request = request_for(address);
            auto reply = co_await ask(std::move(request), services_);
            if (!reply) co_return tl::unexpected(std::move(reply.error()));
            if (!reply->is(ReplyKind::data))
                co_return no_data(std::move(reply->said), std::move(bookmark), address);
            auto taken = take_page(source_, gathered, std::move(reply->answer.body), address);
            if (!taken) co_return tl::unexpected(at(std::move(taken.error()), address));
            if (size_of(gathered) > services_.max_body_bytes)
                co_return fail(Remedy::mend,
                               say("Alle Seiten zusammen sind größer als erlaubt ([network] "
                                   "max_body).",
                                   "All pages together are larger than allowed ([network] "
                                   "max_body)."),
                               source_.url);
        }
        co_return news(std::move(gathered), bookmark);
    }

private:
    HttpRequest request_for(const std::string& address) const
    {
        auto request = web_request(address, services_);
        request.headers.emplace_back("Accept: application/json");
        if (source_.body.empty()) return request;
        request.method = "POST";
        request.body = source_.body;
        request.headers.emplace_back("Content-Type: application/json; charset=utf-8");
        return request;
    }

    static Error at(Error error, const std::string& address)
    {
        if (error.where.empty()) error.where = address;
        return error;
    }

    static std::uint64_t size_of(const Gathered& gathered)
    {
        std::uint64_t bytes = 0;
        for (const auto& page : gathered.pages) bytes += page.bytes.size();
        return bytes;
    }

    Fetched news(Gathered gathered, const Bookmark& seen) const
    {
        auto bytes = packed(std::move(gathered.pages));
        BookmarkJson now;
        const auto digest = sha256(bytes);
        now["digest"] = digest;
        Fetched fetched;
        fetched.bookmark.text = bookmark_text(now);
        if (text_in(read_bookmark(seen.text), "digest") == digest) return fetched;
        fetched.documents.push_back(
            {source_.url, held_bytes(std::move(bytes)), "", services_.now(), std::nullopt});
        return fetched;
    }

    RowsSource source_;
    SourceServices services_;
};

} // namespace

std::vector<MeasureShape> check(const std::string& id, Settings& settings)
{
    return shapes_of(read_source(id, settings).mapping);
}

std::unique_ptr<Connector> make(const std::string& id, Settings& settings,
                                const SourceServices& services)
{
    auto source = read_source(id, settings);
    auto reader = reader_for(source);
    return std::make_unique<RowsConnector>(std::move(source), std::move(reader), services);
}

} // namespace tuermer::rows_source
