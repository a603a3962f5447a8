// SPDX-License-Identifier: EUPL-1.2
// JSON as the services send it (RFC 8259), with every number as the text that was published: a
// double would turn 54.30 into 54.3. The only home of simdjson.
#pragma once

#include "rules/base/result.hpp"

#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace tuermer {

// Beyond them a text is refused before it costs memory.
struct JsonLimits {
    std::uint64_t bytes = 1ULL << 30U; // at most 4 GiB
    std::uint32_t depth = 64;          // arrays and objects within each other
    std::uint32_t values = 200'000'000;
};

class JsonItems;
class JsonMembers;

// One value inside of a `Json`, which must outlive it; as cheap to copy as a view.
class JsonValue {
public:
    enum class Kind : std::uint8_t { null, boolean, number, string, array, object };

    Kind kind() const;
    bool is_null() const { return kind() == Kind::null; }
    bool is_number() const { return kind() == Kind::number; }
    bool is_string() const { return kind() == Kind::string; }
    bool is_array() const { return kind() == Kind::array; }
    bool is_object() const { return kind() == Kind::object; }

    // A string without its escapes; a number, "true", "false", "null" as written; "" of arrays and
    // objects. Valid as long as the `Json`.
    std::string_view text() const;
    // Items of an array, members of an object; 0 of everything else.
    std::uint32_t size() const;
    // The first member of that name; nothing in other kinds than objects.
    std::optional<JsonValue> member(std::string_view name) const;
    // `member` of member: "data", "dataSets"; nothing where one is missing.
    std::optional<JsonValue> at(std::initializer_list<std::string_view> path) const;
    JsonItems items() const;     // empty in other kinds than arrays
    JsonMembers members() const; // empty in other kinds than objects

    struct Node; // how values lie in a Json

private:
    friend class Json;
    friend class JsonItems;
    friend class JsonMembers;
    JsonValue(const Node* first, std::uint32_t at) : nodes_(first), at_(at) {}
    const Node& node() const;
    std::uint32_t behind() const; // the node after this value and all that is inside of it

    const Node* nodes_;
    std::uint32_t at_;
};

// One value in 16 bytes; a member is its name's node and then its value's.
struct JsonValue::Node {
    const char* text;     // into the Json's own text
    std::uint32_t length; // of the text; of arrays and objects: how many items or members
    std::uint32_t behind : 29;
    std::uint32_t kind : 3;
};

struct JsonMember {
    std::string_view name;
    JsonValue value;
};

// `for (const auto item : value.items())`
class JsonItems {
public:
    class Iterator {
    public:
        explicit Iterator(JsonValue at) : at_(at) {}
        JsonValue operator*() const { return at_; }
        Iterator& operator++();
        bool operator!=(const Iterator& other) const { return at_.at_ != other.at_.at_; }

    private:
        JsonValue at_;
    };
    JsonItems(JsonValue first, JsonValue end) : first_(first), end_(end) {}
    Iterator begin() const { return Iterator{first_}; }
    Iterator end() const { return Iterator{end_}; }

private:
    JsonValue first_, end_;
};

// `for (const auto [name, value] : object.members())`
class JsonMembers {
public:
    class Iterator {
    public:
        explicit Iterator(JsonValue name) : name_(name) {}
        JsonMember operator*() const;
        Iterator& operator++();
        bool operator!=(const Iterator& other) const { return name_.at_ != other.name_.at_; }

    private:
        JsonValue name_;
    };
    JsonMembers(JsonValue first, JsonValue end) : first_(first), end_(end) {}
    Iterator begin() const { return Iterator{first_}; }
    Iterator end() const { return Iterator{end_}; }

private:
    JsonValue first_, end_;
};

// A whole text, read and checked to its end.
class Json {
public:
    JsonValue root() const { return {nodes_.data(), 0}; }

private:
    friend Result<Json> read_json(std::string_view bytes, const JsonLimits& limits);
    std::vector<char> text_; // moved, never reallocated: the nodes point into it
    std::vector<JsonValue::Node> nodes_;
};

// UTF-8 with or without mark, UTF-16 and the eight-bit encodings of old services. An error names
// the line; a text that breaks off is Remedy::retry.
Result<Json> read_json(std::string_view bytes, const JsonLimits& limits = {});

// Whether the bytes begin as an object or array of JSON (UTF-8, perhaps with a mark).
bool recognises_json(std::string_view bytes);

} // namespace tuermer
