// SPDX-License-Identifier: EUPL-1.2
// simdjson's on-demand parser walked from the first to the last value, so that all of it is checked
// while the tokens of numbers stay as they are. Strings with escapes are unescaped in their place.
#include "connectors/formats/json.hpp"

#include "connectors/formats/encoding.hpp"
#include "connectors/formats/labels.hpp"

#include <algorithm>
#include <cstring>
#include <simdjson.h>
#include <utility>

namespace tuermer {
namespace {

namespace ondemand = simdjson::ondemand;
using Kind = JsonValue::Kind;

constexpr std::uint32_t most_nodes = (1U << 29U) - 1; // what 29 bits count
constexpr std::size_t longest_string = 0xFFFF'FFFF;

bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}
bool is_json_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

std::string_view without_blanks_behind(std::string_view token)
{
    while (!token.empty() && (is_json_blank(token.back()) || token.back() == '\0'))
        token.remove_suffix(1);
    return token;
}

// How many digits stand at the beginning; they are taken off.
std::size_t take_digits(std::string_view& text)
{
    std::size_t count = 0;
    while (count < text.size() && is_digit(text[count])) ++count;
    text.remove_prefix(count);
    return count;
}

// RFC 8259, section 6.
bool is_json_number(std::string_view text)
{
    if (text.starts_with('-')) text.remove_prefix(1);
    const bool zero = text.starts_with('0');
    const auto whole = take_digits(text);
    if (whole == 0 || (zero && whole > 1)) return false;
    if (text.starts_with('.')) {
        text.remove_prefix(1);
        if (take_digits(text) == 0) return false;
    }
    if (text.starts_with('e') || text.starts_with('E')) {
        text.remove_prefix(1);
        if (text.starts_with('+') || text.starts_with('-')) text.remove_prefix(1);
        if (take_digits(text) == 0) return false;
    }
    return text.empty();
}

// What is wrong, for a sentence; the rest is simdjson's own error code.
enum class Fault : std::uint8_t { none, syntax, cut_off, too_deep, too_many };

class Walk {
public:
    Walk(char* text, std::vector<JsonValue::Node>& nodes, const JsonLimits& limits)
        : text_(text), nodes_(nodes), limits_(limits)
    {
    }

    template <class Value>
    bool value(Value& value);
    Fault fault() const { return fault_; }
    const char* place() const { return place_; }
    const char* scalar_end() const { return scalar_end_; } // of the last number, string or word

private:
    bool wrong(Fault fault, const char* place)
    {
        if (fault_ == Fault::none) {
            fault_ = fault;
            place_ = place;
        }
        return false;
    }
    bool wrong(simdjson::error_code error)
    {
        const bool cut = error == simdjson::INCOMPLETE_ARRAY_OR_OBJECT;
        return wrong(cut ? Fault::cut_off : Fault::syntax, place_);
    }
    bool add(Kind kind, std::string_view text);
    bool close(std::uint32_t opened, std::uint32_t count);
    template <class Value>
    bool array(Value& value);
    template <class Value>
    bool object(Value& value);
    template <class Value>
    bool string(Value& value, std::string_view token);
    bool name(ondemand::field& field);
    bool scalar(Kind kind, std::string_view token);
    // The unescaped text is never longer than the escaped one and lies behind the parser already.
    std::string_view kept(const char* raw, std::string_view unescaped)
    {
        char* const place = text_ + (raw - text_);
        std::memcpy(place, unescaped.data(), unescaped.size());
        return {place, unescaped.size()};
    }

    char* text_;
    std::vector<JsonValue::Node>& nodes_;
    const JsonLimits& limits_;
    std::uint32_t depth_ = 0;
    Fault fault_ = Fault::none;
    const char* place_ = nullptr; // the last value begun
    const char* scalar_end_ = nullptr;
};

bool Walk::add(Kind kind, std::string_view text)
{
    if (nodes_.size() >= std::min(limits_.values, most_nodes))
        return wrong(Fault::too_many, place_);
    const auto behind = static_cast<std::uint32_t>(nodes_.size() + 1);
    nodes_.push_back({text.data(), static_cast<std::uint32_t>(text.size()), behind & most_nodes,
                      static_cast<std::uint32_t>(kind) & 7U});
    return true;
}

bool Walk::close(std::uint32_t opened, std::uint32_t count)
{
    nodes_[opened].length = count;
    nodes_[opened].behind = static_cast<std::uint32_t>(nodes_.size()) & most_nodes;
    --depth_;
    return true;
}

bool Walk::scalar(Kind kind, std::string_view token)
{
    const bool good = kind == Kind::number    ? is_json_number(token)
                      : kind == Kind::boolean ? token == "true" || token == "false"
                                              : token == "null";
    return good ? add(kind, token) : wrong(Fault::syntax, token.data());
}

template <class Value>
bool Walk::string(Value& value, std::string_view token)
{
    if (token.size() < 2 || token.back() != '"' || token.size() > longest_string)
        return wrong(Fault::syntax, token.data());
    const auto inner = token.substr(1, token.size() - 2);
    if (inner.find('\\') == std::string_view::npos)
        return inner.find('"') == std::string_view::npos ? add(Kind::string, inner)
                                                         : wrong(Fault::syntax, token.data());
    std::string_view unescaped;
    if (const auto error = value.get_string().get(unescaped)) return wrong(error);
    return add(Kind::string, kept(inner.data(), unescaped));
}

bool Walk::name(ondemand::field& field)
{
    const char* const raw = field.key().raw();
    const char* end = raw;
    while (*end != '"' && *end != '\\') ++end; // stage one has seen the closing quote
    if (*end == '"') return add(Kind::string, {raw, static_cast<std::size_t>(end - raw)});
    std::string_view unescaped;
    if (const auto error = field.unescaped_key().get(unescaped)) return wrong(error);
    return add(Kind::string, kept(raw, unescaped));
}

template <class Value>
bool Walk::array(Value& value)
{
    const auto opened = static_cast<std::uint32_t>(nodes_.size());
    if (++depth_ > limits_.depth) return wrong(Fault::too_deep, place_);
    if (!add(Kind::array, {})) return false;
    ondemand::array array;
    if (const auto error = value.get_array().get(array)) return wrong(error);
    std::uint32_t count = 0;
    for (auto item : array) {
        if (const auto error = item.error()) return wrong(error);
        if (!this->value(item.value_unsafe())) return false;
        ++count;
    }
    return close(opened, count);
}

template <class Value>
bool Walk::object(Value& value)
{
    const auto opened = static_cast<std::uint32_t>(nodes_.size());
    if (++depth_ > limits_.depth) return wrong(Fault::too_deep, place_);
    if (!add(Kind::object, {})) return false;
    ondemand::object object;
    if (const auto error = value.get_object().get(object)) return wrong(error);
    std::uint32_t count = 0;
    for (auto member : object) {
        ondemand::field field;
        if (const auto error = std::move(member).get(field)) return wrong(error);
        if (!name(field) || !this->value(field.value())) return false;
        ++count;
    }
    return close(opened, count);
}

template <class Value>
bool Walk::value(Value& value)
{
    ondemand::json_type type{};
    if (const auto error = value.type().get(type)) return wrong(error);
    if (type == ondemand::json_type::array) return array(value);
    if (type == ondemand::json_type::object) return object(value);
    std::string_view raw;
    if (const auto error =
            simdjson::simdjson_result<std::string_view>(value.raw_json_token()).get(raw))
        return wrong(error);
    place_ = raw.data();
    const auto token = without_blanks_behind(raw);
    scalar_end_ = token.data() + token.size();
    if (type == ondemand::json_type::string) return string(value, token);
    if (type == ondemand::json_type::number) return scalar(Kind::number, token);
    return scalar(type == ondemand::json_type::boolean ? Kind::boolean : Kind::null, token);
}

Error unreadable(Fault fault, std::size_t line, const JsonLimits& limits)
{
    switch (fault) {
    case Fault::cut_off:
        return {Remedy::retry,
                say("Der JSON-Text bricht ab; die Antwort ist unvollständig.",
                    "The JSON text breaks off; the answer is incomplete."),
                ""};
    case Fault::too_deep:
        return {
            Remedy::mend,
            say("Zeile {}: Der JSON-Text ist tiefer als {} Ebenen verschachtelt; so sieht keine "
                "Statistik aus.",
                "line {}: the JSON text is nested deeper than {} levels; no statistic looks "
                "like this.",
                line, limits.depth),
            ""};
    case Fault::too_many:
        return {Remedy::mend,
                say("Der JSON-Text hat mehr als {} Werte; bitte in Teilen abrufen.",
                    "The JSON text has more than {} values; please fetch it in parts.",
                    limits.values),
                ""};
    case Fault::none:
    case Fault::syntax:
        break;
    }
    return {Remedy::mend,
            say("Ab Zeile {} ist das kein gültiges JSON. Bitte die Antwort ansehen und die Adresse "
                "prüfen.",
                "From line {} on this is not valid JSON. Please look at the answer and check the "
                "address.",
                line),
            ""};
}

// Stage one finds what is broken anywhere: an unclosed string, control characters.
Error broken_text(simdjson::error_code error, const JsonLimits& limits)
{
    const bool cut = error == simdjson::UNCLOSED_STRING;
    return unreadable(cut ? Fault::cut_off : Fault::syntax, 1, limits);
}

Result<std::string> json_text(std::string_view bytes, const JsonLimits& limits)
{
    const auto too_long = [&](std::size_t size) {
        return fail(Remedy::mend,
                    say("Der JSON-Text hat {} Byte; erlaubt sind {}.",
                        "The JSON text has {} bytes; {} are allowed.", size, limits.bytes));
    };
    if (bytes.size() > limits.bytes) return too_long(bytes.size());
    const auto encoding = detect_encoding(bytes);
    if (!encoding) return tl::unexpected(encoding.error());
    auto text = to_utf8(bytes, *encoding);
    if (text && text->size() > limits.bytes) return too_long(text->size());
    if (text && trimmed(*text).empty())
        return fail(Remedy::retry, say("Die Antwort ist leer; erwartet wird JSON.",
                                       "The answer is empty; JSON is expected."));
    return text;
}

} // namespace

const JsonValue::Node& JsonValue::node() const
{
    return nodes_[at_];
}
std::uint32_t JsonValue::behind() const
{
    return nodes_[at_].behind;
}

JsonValue::Kind JsonValue::kind() const
{
    return static_cast<Kind>(nodes_[at_].kind);
}

std::string_view JsonValue::text() const
{
    if (is_array() || is_object()) return {};
    return {node().text, node().length};
}

std::uint32_t JsonValue::size() const
{
    return is_array() || is_object() ? node().length : 0;
}

JsonItems JsonValue::items() const
{
    const auto end = is_array() ? behind() : at_ + 1;
    return {JsonValue{nodes_, at_ + 1}, JsonValue{nodes_, end}};
}

JsonMembers JsonValue::members() const
{
    const auto end = is_object() ? behind() : at_ + 1;
    return {JsonValue{nodes_, at_ + 1}, JsonValue{nodes_, end}};
}

std::optional<JsonValue> JsonValue::member(std::string_view name) const
{
    for (const auto& member : members())
        if (member.name == name) return member.value;
    return std::nullopt;
}

std::optional<JsonValue> JsonValue::at(std::initializer_list<std::string_view> path) const
{
    std::optional<JsonValue> found = *this;
    for (const auto name : path) {
        found = found->member(name);
        if (!found) break;
    }
    return found;
}

JsonItems::Iterator& JsonItems::Iterator::operator++()
{
    at_ = JsonValue{at_.nodes_, at_.behind()};
    return *this;
}

JsonMember JsonMembers::Iterator::operator*() const
{
    return {name_.text(), JsonValue{name_.nodes_, name_.at_ + 1}};
}

JsonMembers::Iterator& JsonMembers::Iterator::operator++()
{
    name_ = JsonValue{name_.nodes_, JsonValue{name_.nodes_, name_.at_ + 1}.behind()};
    return *this;
}

Result<Json> read_json(std::string_view bytes, const JsonLimits& limits)
{
    const auto text = json_text(bytes, limits);
    if (!text) return tl::unexpected(text.error());
    Json json;
    json.text_.reserve(text->size() + simdjson::SIMDJSON_PADDING);
    json.text_.assign(text->begin(), text->end());
    json.text_.resize(text->size() + simdjson::SIMDJSON_PADDING);
    char* const begin = json.text_.data();

    ondemand::parser parser;
    ondemand::document document;
    const simdjson::padded_string_view padded{begin, text->size(), json.text_.size()};
    if (const auto error = parser.allocate(text->size(), limits.depth + 8))
        return tl::unexpected(broken_text(error, limits));
    if (const auto error = parser.iterate(padded).get(document))
        return tl::unexpected(broken_text(error, limits));
    Walk walk{begin, json.nodes_, limits};
    const auto at_end = [&] { // the parser does not consume a lone scalar
        const auto kind = json.root().kind();
        if (kind == Kind::array || kind == Kind::object)
            return document.current_location().error() == simdjson::OUT_OF_BOUNDS;
        return walk.scalar_end() == begin + without_blanks_behind(*text).size();
    };
    const bool whole = walk.value(document) && at_end();
    if (whole) return json;
    const auto* const place = walk.place() == nullptr ? begin : walk.place();
    const auto line = 1 + std::count(static_cast<const char*>(begin), place, '\n');
    return tl::unexpected(unreadable(walk.fault(), static_cast<std::size_t>(line), limits));
}

bool recognises_json(std::string_view bytes)
{
    if (bytes.starts_with("\xEF\xBB\xBF")) bytes.remove_prefix(3);
    const auto first = bytes.find_first_not_of(" \t\r\n");
    return first != std::string_view::npos && (bytes[first] == '{' || bytes[first] == '[');
}

} // namespace tuermer
