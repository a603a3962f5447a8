// SPDX-License-Identifier: EUPL-1.2
// What the folder's list says of a file tells whether it must be fetched.
#include "connectors/sources/table/remote_folder.hpp"

#include "connectors/formats/labels.hpp"
#include "connectors/sources/table/files.hpp"
#include "connectors/sources/table/listing.hpp"
#include "connectors/transfer/address.hpp"

#include <algorithm>
#include <tuple>
#include <utility>

namespace tuermer::table {
namespace {

constexpr std::size_t most_files_at_once = 200; // of one fetch; the others come with the next
constexpr std::chrono::seconds settled_after{60};
constexpr std::chrono::seconds look_again_after{3};

// Folder with "/" at its end, and what its files are called.
std::pair<std::string, std::string> parted(const std::string& url)
{
    const auto end = is_sftp(url) ? url.size() : std::min(url.find('?'), url.size());
    const auto slash = url.rfind('/', end) + 1;
    auto name = url.substr(slash, end - slash);
    return {url.substr(0, slash), name.empty() ? "*" : std::move(name)};
}

Text no_webdav()
{
    return {"Der Server kennt kein WebDAV: Er kann nicht sagen, welche Dateien in diesem Ordner "
            "liegen.",
            "The server knows no WebDAV: it cannot say which files lie in this folder."};
}

HttpRequest as_listing(HttpRequest request)
{
    if (is_sftp(request.url)) return request;
    request.method = "PROPFIND";
    request.headers.insert(request.headers.end(),
                           {"Depth: 1", "Content-Type: application/xml; charset=utf-8"});
    request.body =
        R"(<?xml version="1.0" encoding="utf-8"?><propfind xmlns="DAV:"><prop>)"
        "<resourcetype/><getetag/><getlastmodified/><getcontentlength/></prop></propfind>";
    return request;
}

class FolderFetch {
public:
    FolderFetch(const Place& place, const SourceServices& services, const Memory& seen)
        : place_(place), services_(services), seen_(seen)
    {
        std::tie(folder_, pattern_) = parted(place.url);
    }

    boost::asio::awaitable<Result<Fetched>> run();

private:
    Result<std::vector<RemoteFile>> files_of(const HttpResponse& listing) const;
    boost::asio::awaitable<void> take(RemoteFile file);
    void keep(RemoteFile file, WebNews news);

    const SeenFile* before(const RemoteFile& file) const
    {
        const auto found = std::ranges::find(seen_.files, file.name, &SeenFile::name);
        return found == seen_.files.end() ? nullptr : &*found;
    }
    // Not now: what was known of it stays known, and someone looks again soon.
    void wait(const RemoteFile& file, std::chrono::seconds look_again)
    {
        if (const auto* known = before(file)) memory_.files.push_back(*known);
        fetched_.next_try = std::max(fetched_.next_try, look_again);
    }

    const Place& place_;
    const SourceServices& services_;
    const Memory& seen_;
    std::string folder_, pattern_;
    Credentials credentials_;
    Memory memory_;
    Fetched fetched_;
    std::uint64_t bytes_ = 0;
    std::optional<Error> problem_;
};

// Those of the folder that are wanted, in the order in which they are to be taken in.
Result<std::vector<RemoteFile>> FolderFetch::files_of(const HttpResponse& listing) const
{
    auto files = is_sftp(folder_)
                     ? Result<std::vector<RemoteFile>>(read_long_names(listing.body, folder_))
                     : read_multistatus(listing.body, folder_);
    if (!files) return files;
    std::erase_if(*files, [&](const RemoteFile& file) {
        return is_unfinished(file.name) || !matches_pattern(file.name, pattern_);
    });
    std::ranges::stable_sort(*files, {}, &RemoteFile::name);
    if (place_.vintage_in_name)
        std::ranges::stable_sort(*files, {},
                                 [](const RemoteFile& file) { return date_in_name(file.name); });
    return files;
}

void FolderFetch::keep(RemoteFile file, WebNews news)
{
    const auto* known = before(file);
    const bool is_news = news.document && (known == nullptr || known->digest != news.memory.digest);
    memory_.files.push_back(
        {file.name, 0, 0, std::move(news.memory.digest), std::move(file.version)});
    if (!is_news) return;
    const auto date = place_.vintage_in_name ? date_in_name(file.name) : std::nullopt;
    if (date) news.document->published = Instant{*date};
    bytes_ += news.document->bytes->size();
    fetched_.documents.push_back(std::move(*news.document));
}

boost::asio::awaitable<void> FolderFetch::take(RemoteFile file)
{
    const auto* known = before(file);
    if (known != nullptr && !file.version.empty() && known->version == file.version) {
        memory_.files.push_back(*known);
        co_return;
    }
    const bool full = fetched_.documents.size() == most_files_at_once ||
                      bytes_ > services_.max_body_bytes || problem_.has_value();
    if (full) {
        wait(file, look_again_after);
        co_return;
    }
    auto request = request_at(file.address, place_, credentials_, services_);
    auto answer = co_await services_.transfer->get(std::move(request));
    const auto now = services_.now();
    const auto changed = answer ? answer->modified : std::nullopt;
    if (changed && *changed > now - settled_after && *changed < now + settled_after) {
        wait(file, settled_after);
        co_return;
    }
    auto news = answer ? web_news(std::move(*answer), file.address, {}, now)
                       : Result<WebNews>(tl::unexpected(std::move(answer.error())));
    if (!news)
        problem_ = std::move(news.error());
    else if (!news->postponed) {
        keep(std::move(file), std::move(*news));
        co_return;
    }
    wait(file, news ? news->next_try : look_again_after);
}

boost::asio::awaitable<Result<Fetched>> FolderFetch::run()
{
    auto credentials = load_credentials(place_.login, services_);
    if (!credentials) co_return tl::unexpected(std::move(credentials.error()));
    credentials_ = std::move(*credentials);
    auto request = as_listing(request_at(folder_, place_, credentials_, services_));
    request.large_into.clear();
    auto listing = co_await services_.transfer->get(std::move(request));
    if (!listing) co_return tl::unexpected(std::move(listing.error()));
    constexpr int ok = 200, multi_status = 207;
    if (listing->status == ok && !is_sftp(folder_))
        co_return fail(Remedy::mend, no_webdav(), shown(folder_));
    if (listing->status != ok && listing->status != multi_status) {
        auto reply = judged(std::move(*listing));
        co_return no_data(std::move(reply.said), {to_bookmark(seen_)}, shown(folder_));
    }
    auto files = files_of(*listing);
    if (!files) co_return tl::unexpected(std::move(files.error()));
    for (auto& file : *files) co_await take(std::move(file));
    if (problem_ && fetched_.documents.empty()) co_return tl::unexpected(std::move(*problem_));
    fetched_.bookmark.text = to_bookmark(memory_);
    co_return std::move(fetched_);
}

} // namespace

bool is_folder(std::string_view url)
{
    if (is_sftp(url)) return true;
    const auto path = url.substr(0, url.find('?'));
    return path.substr(path.rfind('/') + 1).find('*') != std::string_view::npos;
}

boost::asio::awaitable<Result<Fetched>> fetch_folder(const Place& place,
                                                     const SourceServices& services, Memory seen)
{
    FolderFetch fetch(place, services, seen);
    co_return co_await fetch.run();
}

} // namespace tuermer::table
