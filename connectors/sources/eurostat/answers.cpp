// SPDX-License-Identifier: EUPL-1.2
// Elements are told by their local names: their prefixes differ between documents and services.
#include "connectors/sources/eurostat/answers.hpp"

#include "connectors/formats/feed/feed.hpp"
#include "connectors/formats/json.hpp"
#include "connectors/formats/labels.hpp"
#include "connectors/formats/xml.hpp"
#include "rules/base/digest.hpp"

#include <algorithm>
#include <vector>

namespace tuermer::eurostat {
namespace {

constexpr std::size_t most_text = 4'096; // of one element of a feed

bool is_word(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
}

// "DEMO_R_BIRTHS - Live births …" names demo_r_births, and not demo_r_birth.
bool names(std::string_view text, std::string_view dataset)
{
    const auto lower = lower_ascii(text), wanted = lower_ascii(dataset);
    for (auto at = lower.find(wanted); at != std::string::npos && !wanted.empty();
         at = lower.find(wanted, at + 1)) {
        const auto end = at + wanted.size();
        const bool begins = at == 0 || !is_word(lower[at - 1]);
        if (begins && (end == lower.size() || !is_word(lower[end]))) return true;
    }
    return false;
}

// The text of the last element of each of these names.
class WordListener final : public XmlListener {
public:
    void begin(std::string_view name, XmlAttributes) override
    {
        element_ = local_name(name);
        text_.clear();
    }
    void text(std::string_view piece) override
    {
        text_ += piece.substr(0, most_text - std::min(most_text, text_.size()));
    }
    void end(std::string_view) override
    {
        const auto words = std::string{trimmed(text_)};
        if (element_ == "key" || element_ == "id") key = words;
        if (element_ == "status" && !words.empty()) status = words;
        if (element_ == "faultstring") fault = words;
        element_.clear();
        text_.clear();
    }
    std::string key, status, fault;

private:
    std::string element_, text_;
};

std::optional<WordListener> words_of(std::string_view body)
{
    WordListener listener;
    if (!read_xml(body, listener)) return std::nullopt;
    return listener;
}

// 8-4-4-4-12 hexadecimal digits.
bool is_uuid(std::string_view text)
{
    constexpr std::size_t length = 36;
    if (text.size() != length) return false;
    for (std::size_t i = 0; i < length; ++i) {
        const char c = text[i];
        const bool dash = i == 8 || i == 13 || i == 18 || i == 23;
        const bool hex = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
        if (dash ? c != '-' : !hex) return false;
    }
    return true;
}

std::string_view next_field(std::string_view& row)
{
    const auto end = std::min(row.find('\t'), row.size());
    auto field = row.substr(0, end);
    row.remove_prefix(std::min(end + 1, row.size()));
    if (field.size() >= 2 && field.front() == '"' && field.back() == '"')
        field = field.substr(1, field.size() - 2);
    return trimmed(field);
}

} // namespace

std::optional<std::string> feed_signal(std::string_view feed, std::string_view dataset)
{
    const auto entries = feed::read_syndication(feed);
    if (!entries) return std::nullopt;
    std::vector<std::string> mentions;
    for (const auto& entry : *entries)
        if (names(entry.title, dataset))
            mentions.push_back(identity({to_string(entry.day), entry.title}));
    std::sort(mentions.begin(), mentions.end());
    std::string all;
    for (const auto& mention : mentions) all += mention;
    return all.empty() ? all : "feed " + identity({all});
}

// title, code, type, last update of data, last change of structure, first, last period, values
std::optional<std::string> contents_signal(std::string_view contents, std::string_view dataset)
{
    while (!contents.empty()) {
        const auto end = std::min(contents.find('\n'), contents.size());
        auto row = contents.substr(0, end);
        contents.remove_prefix(std::min(end + 1, contents.size()));
        next_field(row);
        if (lower_ascii(next_field(row)) != lower_ascii(dataset)) continue;
        next_field(row);
        const auto data = next_field(row), structure = next_field(row);
        if (!data.empty()) return "contents " + identity({data, structure});
    }
    return std::nullopt;
}

std::optional<std::string> query_key(std::string_view body)
{
    const auto words = words_of(body);
    if (!words || !words->fault.empty() || !is_uuid(words->key)) return std::nullopt;
    return words->key;
}

std::optional<QueryState> query_state(std::string_view body)
{
    const auto words = words_of(body);
    if (!words) return std::nullopt;
    if (words->fault.starts_with("UNKNOWN_REQUEST") || words->status == "EXPIRED")
        return QueryState::lost;
    if (words->fault.starts_with("DATA_NOT_YET_AVAILABLE") || words->status == "SUBMITTED" ||
        words->status == "PROCESSING")
        return QueryState::working;
    if (words->status == "AVAILABLE") return QueryState::available;
    return std::nullopt;
}

bool is_put_off(std::string_view body)
{
    constexpr std::size_t longest = 4'096;
    if (body.size() > longest) return false;
    const auto json = read_json(body);
    if (!json) return false;
    const auto status = json->root().at({"warning", "status"});
    return status && status->text() == "413";
}

} // namespace tuermer::eurostat
