// SPDX-License-Identifier: EUPL-1.2
#include "connectors/sources/remembered.hpp"

namespace tuermer {

BookmarkJson read_bookmark(const std::string& text)
{
    auto json = BookmarkJson::parse(text, nullptr, false);
    return json.is_object() ? json : BookmarkJson::object();
}

std::string bookmark_text(const BookmarkJson& json)
{
    return json.dump(-1, ' ', false, BookmarkJson::error_handler_t::replace);
}

std::string text_in(const BookmarkJson& object, const char* key)
{
    const auto found = object.find(key);
    return found != object.end() && found->is_string() ? found->get<std::string>() : std::string{};
}

std::int64_t number_in(const BookmarkJson& object, const char* key)
{
    const auto found = object.find(key);
    return found != object.end() && found->is_number_integer() ? found->get<std::int64_t>() : 0;
}

BookmarkJson object_in(const BookmarkJson& object, const char* key)
{
    const auto found = object.find(key);
    return found != object.end() && found->is_object() ? *found : BookmarkJson::object();
}

} // namespace tuermer
