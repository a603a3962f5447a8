// SPDX-License-Identifier: EUPL-1.2
#include "connectors/sources/table/listing.hpp"

#include "connectors/formats/xml.hpp"
#include "connectors/sources/escapes.hpp"
#include "connectors/transfer/address.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <utility>

namespace tuermer::table {
namespace {

// One <response> after the other.
class Multistatus final : public XmlListener {
public:
    explicit Multistatus(const std::string& folder) : folder_(folder) {}

    void begin(std::string_view name, XmlAttributes) override
    {
        const auto local = local_name(name);
        if (local == "response") {
            href_.clear();
            version_.clear();
            is_collection_ = false;
        }
        is_multistatus_ = is_multistatus_ || local == "multistatus";
        is_collection_ = is_collection_ || local == "collection";
        const bool tells =
            local == "getetag" || local == "getlastmodified" || local == "getcontentlength";
        into_ = local == "href" && href_.empty() ? &href_ : tells ? &version_ : nullptr;
        if (tells) version_ += ' ';
    }
    void end(std::string_view name) override
    {
        into_ = nullptr;
        if (local_name(name) != "response" || is_collection_) return;
        const auto last = href_.substr(href_.rfind('/') + 1);
        if (version_.find_first_not_of(' ') == std::string::npos) version_.clear();
        if (!last.empty()) files_.push_back({unescaped(last), folder_ + last, version_});
    }
    void text(std::string_view piece) override
    {
        if (into_ != nullptr) *into_ += piece;
    }
    std::optional<Error> refusal() override
    {
        constexpr std::size_t most_listed = 100'000;
        if (files_.size() <= most_listed) return std::nullopt;
        return Error{Remedy::mend,
                     say("Der Ordner hat mehr als {} Dateien.",
                         "The folder has more than {} files.", most_listed),
                     shown(folder_)};
    }
    bool is_multistatus() const { return is_multistatus_; }
    std::vector<RemoteFile> files() && { return std::move(files_); }

private:
    const std::string& folder_;
    std::string href_, version_;
    std::string* into_ = nullptr;
    bool is_collection_ = false, is_multistatus_ = false;
    std::vector<RemoteFile> files_;
};

// The next word of a line, and the line without it.
std::string_view take_word(std::string_view& line)
{
    line.remove_prefix(std::min(line.find_first_not_of(' '), line.size()));
    const auto word = line.substr(0, line.find(' '));
    line.remove_prefix(word.size());
    return word;
}

} // namespace

Result<std::vector<RemoteFile>> read_multistatus(std::string_view xml, const std::string& folder)
{
    Multistatus listener(folder);
    if (auto read = read_xml(xml, listener); !read) return tl::unexpected(std::move(read.error()));
    if (!listener.is_multistatus())
        return fail(Remedy::mend,
                    say("Was der Server vom Ordner sagt, ist keine Liste nach RFC 4918.",
                        "What the server says of the folder is no list after RFC 4918."),
                    shown(folder));
    return std::move(listener).files();
}

std::vector<RemoteFile> read_long_names(std::string_view listing, const std::string& folder)
{
    std::vector<RemoteFile> files;
    while (!listing.empty()) {
        auto line = listing.substr(0, listing.find('\n'));
        listing.remove_prefix(std::min(line.size() + 1, listing.size()));
        if (!line.starts_with('-')) continue; // folders, links, devices
        for (int word = 0; word < 4; ++word) take_word(line);
        std::string version;
        for (int word = 0; word < 4; ++word) version += fmt::format("{} ", take_word(line));
        if (line.size() < 2) continue;
        const auto name = line.substr(1);
        files.push_back({std::string(name), folder + escaped(name), version});
    }
    return files;
}

} // namespace tuermer::table
