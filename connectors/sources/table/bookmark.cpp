// SPDX-License-Identifier: EUPL-1.2
#include "connectors/sources/table/bookmark.hpp"

#include <nlohmann/json.hpp>

namespace tuermer::table {
namespace {

using Json = nlohmann::json;

std::string text_of(const Json& object, const char* key)
{
    const auto found = object.find(key);
    return found != object.end() && found->is_string() ? found->get<std::string>() : std::string{};
}

template <class Integer>
Integer number_of(const Json& object, const char* key)
{
    const auto found = object.find(key);
    return found != object.end() && found->is_number_integer() ? found->get<Integer>() : Integer{0};
}

SeenFile file_of(const Json& object)
{
    return {text_of(object, "name"), number_of<std::uint64_t>(object, "size"),
            number_of<std::int64_t>(object, "mtime"), text_of(object, "digest")};
}

} // namespace

Memory remember(const std::string& bookmark)
{
    const auto json = Json::parse(bookmark, nullptr, false);
    if (!json.is_object()) return {};
    Memory memory{{},
                  text_of(json, "url"),
                  text_of(json, "etag"),
                  text_of(json, "last_modified"),
                  text_of(json, "digest")};
    const auto files = json.find("files");
    if (files == json.end() || !files->is_array()) return memory;
    for (const auto& file : *files)
        if (file.is_object()) memory.files.push_back(file_of(file));
    return memory;
}

std::string to_bookmark(const Memory& memory)
{
    auto json = Json::object();
    for (const auto& file : memory.files)
        json["files"].push_back({{"name", file.name},
                                 {"size", file.size},
                                 {"mtime", file.modified_nanoseconds},
                                 {"digest", file.digest}});
    if (!memory.url.empty()) {
        json["url"] = memory.url;
        json["etag"] = memory.etag;
        json["last_modified"] = memory.last_modified;
        json["digest"] = memory.digest;
    }
    return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

} // namespace tuermer::table
