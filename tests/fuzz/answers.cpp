// SPDX-License-Identifier: EUPL-1.2
// Any lines as what a web or mail server answers. Lines that begin with "> " are our commands to
// the mail server; "> ." is the end of the message. No answer makes a mail count as delivered that
// the server has not taken.
#include "connectors/transfer/dialogue.hpp"
#include "connectors/transfer/response_head.hpp"
#include "tests/fuzz/target.hpp"

#include <algorithm>

namespace tuermer::fuzz {
namespace {

const std::vector<std::string> recipients{"a@kreis.example", "b@kreis.example"};

std::vector<std::string_view> lines_of(std::string_view text)
{
    std::vector<std::string_view> lines;
    while (!text.empty()) {
        const auto end = std::min(text.find('\n'), text.size() - 1);
        lines.push_back(text.substr(0, end + 1));
        text.remove_prefix(end + 1);
    }
    return lines;
}

void check_head(const std::vector<std::string_view>& lines)
{
    Headers headers;
    for (const auto line : lines) read_header_line(line, headers);
    const auto wait = retry_after(headers);
    promise(!wait || wait->count() >= 0, "a server cannot ask for yesterday");
    promise(media_type(headers).find(';') == std::string::npos, "a media type has no parameters");
}

void check_delivery(const Delivery& delivery, const Dialogue& dialogue)
{
    using Outcome = Delivery::Outcome;
    const auto end = dialogue.reply(Dialogue::Step::message);
    promise(delivery.outcome != Outcome::accepted || (end && end->is_good()),
            "delivered is only what was taken after the final dot");
    promise(delivery.outcome != Outcome::refused || delivery.code >= 500,
            "only a final answer makes a dead letter");
    const auto printable = [](char c) { return c >= ' ' && c <= '~'; };
    promise(std::all_of(delivery.answer.begin(), delivery.answer.end(), printable),
            "the server's words can be printed");
}

void check_dialogue(const std::vector<std::string_view>& lines)
{
    Dialogue dialogue;
    for (const auto line : lines) {
        if (line.starts_with("> ."))
            dialogue.message_sent();
        else if (line.starts_with("> "))
            dialogue.sent(line.substr(2));
        else
            dialogue.received(line);
    }
    const auto deliveries = dialogue.deliveries(recipients, "lost");
    promise(deliveries.size() == recipients.size(), "every recipient has an outcome");
    for (const auto& delivery : deliveries) check_delivery(delivery, dialogue);
    promise(!dialogue.is_uncertain() || !dialogue.reply(Dialogue::Step::message),
            "what was answered is certain");
}

} // namespace
} // namespace tuermer::fuzz

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size)
{
    const auto lines = tuermer::fuzz::lines_of(tuermer::fuzz::text_of(bytes, size));
    tuermer::fuzz::check_head(lines);
    tuermer::fuzz::check_dialogue(lines);
    return 0;
}
