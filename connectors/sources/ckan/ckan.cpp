// SPDX-License-Identifier: EUPL-1.2
// Dataset → resource → table. `metadata_modified` of a portal changes with every harvest and tells
// nothing; the resource's own validators and bytes do.
#include "connectors/sources/ckan/ckan.hpp"

#include "connectors/sources/ckan/package.hpp"
#include "connectors/sources/mapped.hpp"
#include "connectors/sources/parts.hpp"
#include "connectors/sources/web.hpp"
#include "rules/base/digest.hpp"

#include <utility>

namespace tuermer::ckan {
namespace {

struct CkanSource {
    std::string portal, dataset;
    Wanted wanted;
    Mapping mapping;
    NamedReader format;
};

CkanSource read_source(const std::string& id, Settings& settings)
{
    CkanSource source;
    source.portal = settings.need_text("portal");
    const bool web = source.portal.starts_with("http://") || source.portal.starts_with("https://");
    if (!source.portal.empty() && !web)
        settings.wrong("portal", say("'portal' ist die Adresse des Portals: https://…",
                                     "'portal' is the portal's address: https://…"));
    while (source.portal.ends_with('/')) source.portal.pop_back();
    source.dataset = settings.need_text("dataset");
    source.wanted.title = settings.text("resource").value_or("");
    source.wanted.format = settings.text("resource_format").value_or("");
    source.wanted.all = settings.one_of("pick", {"newest", "all"}) == "all";
    source.format = read_format(settings);
    source.mapping = read_mapping(id, settings);
    return source;
}

class CkanConnector final : public MappedConnector {
public:
    CkanConnector(CkanSource source, const SourceServices& services)
        : MappedConnector(std::move(source.mapping), std::move(source.format)),
          address_(source.portal + "/api/3/action/package_show?id=" + escaped(source.dataset)),
          wanted_(std::move(source.wanted)),
          services_(services)
    {
    }

    boost::asio::awaitable<Result<Fetched>> fetch(Bookmark bookmark) override
    {
        auto request = web_request(address_, services_);
        auto answer = co_await services_.transfer->get(std::move(request));
        if (!answer) co_return tl::unexpected(std::move(answer.error()));
        if (answer->status != 200) {
            auto reply = judged(std::move(*answer));
            co_return no_data(std::move(reply.said), std::move(bookmark), address_);
        }
        const auto resources = read_package(answer->body, address_);
        if (!resources) co_return tl::unexpected(resources.error());
        auto chosen = choose(*resources, wanted_, address_);
        if (!chosen) co_return tl::unexpected(std::move(chosen.error()));
        if (chosen->size() == 1) co_return co_await newest(chosen->front(), std::move(bookmark));
        co_return co_await all_of(std::move(*chosen), std::move(bookmark));
    }

private:
    boost::asio::awaitable<Result<Fetched>> newest(PortalResource resource, Bookmark bookmark)
    {
        const auto seen = web_memory(read_bookmark(bookmark.text));
        auto request = large_request(resource.url, services_, seen);
        auto answer = co_await services_.transfer->get(std::move(request));
        if (!answer) co_return tl::unexpected(std::move(answer.error()));
        auto news = web_news(std::move(*answer), resource.url, seen, services_.now());
        if (!news) co_return tl::unexpected(std::move(news.error()));
        BookmarkJson now;
        remember(now, news->memory);
        Fetched fetched;
        fetched.bookmark.text = bookmark_text(now);
        fetched.next_try = news->next_try;
        if (news->document) fetched.documents.push_back(std::move(*news->document));
        co_return fetched;
    }

    // Files of single years are one table: a file alone would withdraw the others' figures.
    boost::asio::awaitable<Result<Fetched>> all_of(std::vector<PortalResource> chosen,
                                                   Bookmark bookmark)
    {
        std::vector<Part> parts;
        for (const auto& resource : chosen) {
            auto request = web_request(resource.url, services_);
            auto reply = co_await ask(std::move(request), services_);
            if (!reply) co_return tl::unexpected(std::move(reply.error()));
            if (!reply->is(ReplyKind::data))
                co_return no_data(std::move(reply->said), std::move(bookmark), resource.url);
            parts.push_back({resource.title, std::move(reply->answer.body)});
        }
        auto bytes = packed(std::move(parts));
        BookmarkJson now;
        const auto digest = sha256(bytes);
        now["digest"] = digest;
        Fetched fetched;
        fetched.bookmark.text = bookmark_text(now);
        if (text_in(read_bookmark(bookmark.text), "digest") != digest)
            fetched.documents.push_back(
                {address_, held_bytes(std::move(bytes)), "", services_.now(), std::nullopt});
        co_return fetched;
    }

    std::string address_;
    Wanted wanted_;
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
    return std::make_unique<CkanConnector>(read_source(id, settings), services);
}

} // namespace tuermer::ckan
