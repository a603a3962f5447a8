// SPDX-License-Identifier: EUPL-1.2
// Bookmarks are JSON objects. What is not there, or is of another kind, is empty: then everything
// is fetched once more, and the core sees that nothing is new.
#pragma once

#include <cstdint>
#include <nlohmann/json.hpp>
#include <string>

namespace tuermer {

using BookmarkJson = nlohmann::json;

BookmarkJson read_bookmark(const std::string& text); // an object, always
std::string bookmark_text(const BookmarkJson& json);

std::string text_in(const BookmarkJson& object, const char* key);
std::int64_t number_in(const BookmarkJson& object, const char* key);
BookmarkJson object_in(const BookmarkJson& object, const char* key);

} // namespace tuermer
