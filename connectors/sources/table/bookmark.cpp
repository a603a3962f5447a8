// SPDX-License-Identifier: EUPL-1.2
#include "connectors/sources/table/bookmark.hpp"

namespace tuermer::table {

Memory remembered(const std::string& bookmark)
{
    const auto json = read_bookmark(bookmark);
    Memory memory{{}, web_memory(json), text_in(json, "newest")};
    const auto files = json.find("files");
    if (files == json.end() || !files->is_array()) return memory;
    for (const auto& file : *files)
        if (file.is_object())
            memory.files.push_back(
                {text_in(file, "name"), static_cast<std::uint64_t>(number_in(file, "size")),
                 number_in(file, "mtime"), text_in(file, "digest"), text_in(file, "version")});
    return memory;
}

std::string to_bookmark(const Memory& memory)
{
    auto json = BookmarkJson::object();
    for (const auto& file : memory.files) {
        auto& known = json["files"].emplace_back(BookmarkJson{{"name", file.name},
                                                              {"size", file.size},
                                                              {"mtime", file.modified_nanoseconds},
                                                              {"digest", file.digest}});
        if (!file.version.empty()) known["version"] = file.version;
    }
    remember(json, memory.web);
    if (!memory.newest.empty()) json["newest"] = memory.newest;
    return bookmark_text(json);
}

} // namespace tuermer::table
