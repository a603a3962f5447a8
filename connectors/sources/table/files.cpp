// SPDX-License-Identifier: EUPL-1.2
// Size and time of change are compared first, so that a poll of an inbox full of old files reads
// none.
#include "connectors/sources/table/files.hpp"

#include "connectors/bytes/growing_bytes.hpp"
#include "connectors/sources/labels.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <sys/stat.h>
#include <utility>

namespace tuermer::table {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t most_files_at_once = 1'000; // of one fetch; the others come with the next
constexpr std::size_t most_files_matched = 100'000;
constexpr std::chrono::seconds settled_after{2};
constexpr std::chrono::seconds look_again_after{3};

struct Found {
    fs::path path;
    SeenFile file; // without digest
    std::optional<Date> date;
};

std::vector<fs::path> entries_of(const fs::path& folder)
{
    std::error_code error;
    std::vector<fs::path> entries;
    for (fs::directory_iterator at{folder, fs::directory_options::skip_permission_denied, error},
         end;
         !error && at != end && entries.size() < most_files_matched; at.increment(error))
        if (!is_unfinished(at->path().filename().string())) entries.push_back(at->path());
    return entries;
}

// One step down: each of the folders with each of its entries that match.
std::vector<fs::path> descend(const std::vector<fs::path>& folders, const std::string& part)
{
    std::vector<fs::path> next;
    for (const auto& folder : folders) {
        if (!is_pattern(part)) {
            next.push_back(folder / part);
            continue;
        }
        for (auto& entry : entries_of(folder))
            if (matches_pattern(entry.filename().string(), part)) next.push_back(std::move(entry));
    }
    return next;
}

std::optional<SeenFile> status_of(const fs::path& path)
{
    struct stat status = {};
    if (::stat(path.c_str(), &status) != 0) return std::nullopt;
    const auto nanoseconds =
        std::int64_t{status.st_mtim.tv_sec} * 1'000'000'000 + status.st_mtim.tv_nsec;
    return SeenFile{path.string(), static_cast<std::uint64_t>(status.st_size), nanoseconds, ""};
}

std::vector<Found> found_files(const FileRequest& request)
{
    std::vector<Found> found;
    for (auto& path : matching_files(request.base, request.pattern)) {
        auto status = status_of(path);
        if (!status) continue;
        const auto date = request.vintage_in_name ? date_in_name(path.string()) : std::nullopt;
        found.push_back({std::move(path), std::move(*status), date});
    }
    if (request.vintage_in_name)
        std::stable_sort(found.begin(), found.end(),
                         [](const Found& a, const Found& b) { return a.date < b.date; });
    return found;
}

// A clock far behind the file (a copy with its time kept, a replay of the past) says nothing of
// haste.
bool still_written(const SeenFile& file, Instant now)
{
    if (file.size == 0) return true;
    const auto changed = std::chrono::nanoseconds{file.modified_nanoseconds};
    const auto age = std::chrono::nanoseconds{now.time_since_epoch()} - changed;
    return age < settled_after && age > -settled_after;
}

const SeenFile* seen_before(const Memory& seen, const SeenFile& file)
{
    const auto found = std::find_if(seen.files.begin(), seen.files.end(),
                                    [&](const SeenFile& other) { return other.name == file.name; });
    return found == seen.files.end() ? nullptr : &*found;
}

bool unchanged(const SeenFile& before, const SeenFile& now)
{
    return before.size == now.size && before.modified_nanoseconds == now.modified_nanoseconds;
}

Error too_large(const Found& found, std::uint64_t limit)
{
    return {Remedy::mend,
            say("Die Datei hat {} Byte; erlaubt sind {} (max_body).",
                "The file has {} bytes; {} are allowed (max_body).", found.file.size, limit),
            found.path.string()};
}

// A large file stays where it is, and is read when its turn comes.
Result<SharedBytes> bytes_of(const Found& found, std::uint64_t limit)
{
    if (found.file.size > limit) return tl::unexpected(too_large(found, limit));
    auto file = FileBytes::open(found.path);
    if (!file) return tl::unexpected(std::move(file.error()));
    if ((*file)->size() > limit) return tl::unexpected(too_large(found, limit));
    if ((*file)->size() > held_at_most) return SharedBytes{std::move(*file)};
    auto all = all_bytes(**file);
    if (!all) return tl::unexpected(std::move(all.error()));
    return held_bytes(std::move(*all));
}

Document document_of(const Found& found, SharedBytes bytes, Instant now)
{
    Document document{found.path.string(), std::move(bytes), "", now, std::nullopt};
    if (found.date) document.published = Instant{*found.date};
    return document;
}

class FileFetch {
public:
    FileFetch(const FileRequest& request, const Memory& seen) : request_(request), seen_(seen) {}

    Result<Fetched> run()
    {
        for (const auto& found : found_files(request_)) take(found);
        if (fetched_.documents.empty() && problem_) return tl::unexpected(std::move(*problem_));
        fetched_.bookmark.text = to_bookmark(memory_);
        return std::move(fetched_);
    }

private:
    void take(const Found& found)
    {
        const auto* before = seen_before(seen_, found.file);
        if (before != nullptr && unchanged(*before, found.file))
            return memory_.files.push_back(*before);
        const bool full = fetched_.documents.size() == most_files_at_once ||
                          (bytes_ > 0 && bytes_ + found.file.size > request_.max_bytes);
        if (full || still_written(found.file, request_.now)) return wait(before);
        auto bytes = bytes_of(found, request_.max_bytes);
        if (!bytes) {
            problem_ = std::move(bytes.error());
            return wait(before);
        }
        auto file = found.file;
        auto digest = (*bytes)->digest();
        if (!digest) {
            problem_ = std::move(digest.error());
            return wait(before);
        }
        file.digest = std::move(*digest);
        memory_.files.push_back(file);
        if (before != nullptr && before->digest == file.digest) return;
        bytes_ += (*bytes)->size();
        fetched_.documents.push_back(document_of(found, std::move(*bytes), request_.now));
    }

    // Not now: what was known of it stays known, and someone looks again soon.
    void wait(const SeenFile* before)
    {
        if (before != nullptr) memory_.files.push_back(*before);
        fetched_.next_try = look_again_after;
    }

    const FileRequest& request_;
    const Memory& seen_;
    Memory memory_;
    Fetched fetched_;
    std::uint64_t bytes_ = 0;
    std::optional<Error> problem_;
};

} // namespace

bool is_unfinished(std::string_view name)
{
    constexpr std::array<std::string_view, 5> endings = {"~", ".part", ".tmp", ".crdownload",
                                                         ".filepart"};
    const auto ends = [&](std::string_view ending) { return name.ends_with(ending); };
    return name.starts_with('.') || name.starts_with("~$") ||
           std::any_of(endings.begin(), endings.end(), ends);
}

bool is_pattern(std::string_view path)
{
    return path.find_first_of("*?") != std::string_view::npos;
}

std::vector<fs::path> matching_files(const fs::path& base, const std::string& pattern)
{
    const auto path = base / pattern;
    std::vector<fs::path> found = {path.is_absolute() ? path.root_path() : fs::path{"."}};
    for (const auto& part : path.relative_path()) found = descend(found, part.string());
    std::error_code error;
    if (found.size() == 1 && fs::is_directory(found.front(), error))
        found = entries_of(found.front());
    const auto no_file = [](const fs::path& candidate) {
        std::error_code ignored;
        return !fs::is_regular_file(candidate, ignored);
    };
    found.erase(std::remove_if(found.begin(), found.end(), no_file), found.end());
    std::sort(found.begin(), found.end());
    return found;
}

std::optional<Date> date_in_name(std::string_view path)
{
    constexpr std::size_t length = std::string_view{"2024-06-27"}.size();
    const auto slash = path.find_last_of('/');
    const auto name = slash == std::string_view::npos ? path : path.substr(slash + 1);
    const auto digit = [&](std::size_t at) {
        return at < name.size() && name[at] >= '0' && name[at] <= '9';
    };
    for (std::size_t at = 0; at + length <= name.size(); ++at) {
        if ((at > 0 && digit(at - 1)) || digit(at + length)) continue;
        if (const auto date = parse_date(name.substr(at, length))) return date;
    }
    return std::nullopt;
}

Result<Fetched> fetch_files(const FileRequest& request, const Memory& seen)
{
    std::error_code error;
    const bool plain = !is_pattern(request.pattern);
    if (plain && !fs::exists(request.base / request.pattern, error))
        return fail(Remedy::mend,
                    say("Diese Datei oder diesen Ordner gibt es nicht; bitte „path“ prüfen.",
                        "There is no such file or folder; please check 'path'."),
                    (request.base / request.pattern).string());
    return FileFetch{request, seen}.run();
}

} // namespace tuermer::table
