// SPDX-License-Identifier: EUPL-1.2
#include "connectors/sources/sdmx/answers.hpp"

#include "connectors/formats/xml.hpp"

#include <algorithm>

namespace tuermer::sdmx {
namespace {

constexpr std::size_t most_text = 4'096;

// The footer's code, and the address within its text.
class FooterListener final : public XmlListener {
public:
    void begin(std::string_view name, XmlAttributes attributes) override
    {
        const auto local = local_name(name);
        if (local == "Footer") in_footer_ = true;
        if (in_footer_ && local == "Message") code = attributes["code"];
    }
    void text(std::string_view piece) override
    {
        if (in_footer_) words += piece.substr(0, most_text - std::min(most_text, words.size()));
    }
    void end(std::string_view name) override
    {
        if (in_footer_) words += ' ';
        if (local_name(name) == "Footer") in_footer_ = false;
    }
    std::string code, words;

private:
    bool in_footer_ = false;
};

} // namespace

std::optional<std::string> promised_address(std::string_view body)
{
    constexpr std::size_t longest = 512UL * 1'024;
    FooterListener listener;
    if (body.size() > longest || !body.starts_with('<') || !read_xml(body, listener))
        return std::nullopt;
    if (listener.code != "413") return std::nullopt;
    const auto at = listener.words.find("http");
    if (at == std::string::npos) return std::nullopt;
    const auto end = listener.words.find_first_of(" \t\r\n\"<>", at);
    auto address = listener.words.substr(at, end - at);
    const bool web = address.starts_with("http://") || address.starts_with("https://");
    return web ? std::optional{std::move(address)} : std::nullopt;
}

} // namespace tuermer::sdmx
