// SPDX-License-Identifier: EUPL-1.2
#include "connectors/transfer/dialogue.hpp"

#include "rules/base/numbers.hpp"

#include <algorithm>

namespace tuermer {
namespace {

constexpr std::size_t max_reply_text = 1000;

using Step = Dialogue::Step;

std::optional<Step> step_of(std::string_view command)
{
    static const std::map<std::string_view, Step> steps = {
        {"EHLO", Step::hello}, {"HELO", Step::hello},  {"STARTTLS", Step::starttls},
        {"AUTH", Step::login}, {"MAIL", Step::sender}, {"RCPT", Step::recipient},
        {"DATA", Step::data},  {"QUIT", Step::quit}};
    const auto found = steps.find(command.substr(0, command.find_first_of(" \r\n")));
    if (found == steps.end()) return std::nullopt; // the further lines of an AUTH
    return found->second;
}

std::string_view without_line_end(std::string_view line)
{
    while (line.ends_with('\n') || line.ends_with('\r')) line.remove_suffix(1);
    return line;
}

// The server's words go into logs, pages and JSON: nothing but printable ASCII.
void append_printable(std::string& text, std::string_view words)
{
    if (words.empty() || text.size() + words.size() > max_reply_text) return;
    if (!text.empty()) text += ' ';
    for (const char c : words) text += c >= ' ' && c <= '~' ? c : '?';
}

Delivery::Outcome outcome_of(const Reply& reply)
{
    if (reply.is_good()) return Delivery::Outcome::accepted;
    return reply.is_final() ? Delivery::Outcome::refused : Delivery::Outcome::later;
}

} // namespace

void Dialogue::sent(std::string_view line)
{
    step_ = step_of(line).value_or(step_);
    unfinished_.reset();
}

void Dialogue::received(std::string_view line)
{
    line = without_line_end(line);
    const auto code = parse_integer(line.substr(0, 3));
    if (!code) return;
    Reply reply = unfinished_.value_or(Reply{});
    reply.code = static_cast<int>(*code);
    append_printable(reply.text, line.substr(std::min<std::size_t>(4, line.size())));
    const bool goes_on = line.size() > 3 && line[3] == '-';
    if (goes_on) {
        unfinished_ = reply;
        return;
    }
    unfinished_.reset();
    if (step_ == Step::quit) return; // a farewell changes nothing
    replies_[step_] = reply;
    if (step_ == Step::recipient) to_recipients_.push_back(reply);
    if (step_ == Step::data && reply.code == 354) step_ = Step::message;
}

std::optional<Reply> Dialogue::reply(Step step) const
{
    const auto found = replies_.find(step);
    if (found == replies_.end()) return std::nullopt;
    return found->second;
}

Reply Dialogue::last_reply() const
{
    return replies_.empty() ? Reply{} : replies_.rbegin()->second;
}

// What the server said about the message as a whole: the reply after the final dot, or the refusal
// before it that let nothing more happen.
std::optional<Reply> Dialogue::reply_for_all() const
{
    if (const auto message = reply(Step::message)) return message;
    for (const auto step :
         {Step::data, Step::sender, Step::login, Step::starttls, Step::hello, Step::greeting})
        if (const auto refusal = reply(step); refusal && !refusal->is_good()) return refusal;
    return std::nullopt;
}

Delivery Dialogue::delivery(const std::string& recipient, const Reply* reply,
                            const std::string& lost) const
{
    const auto for_all = reply_for_all();
    if (reply && !reply->is_good())
        return {recipient, outcome_of(*reply), reply->code, reply->text};
    if (for_all) return {recipient, outcome_of(*for_all), for_all->code, for_all->text};
    return {recipient, Delivery::Outcome::later, 0, lost};
}

std::vector<Delivery> Dialogue::deliveries(const std::vector<std::string>& recipients,
                                           const std::string& lost) const
{
    std::vector<Delivery> result;
    for (std::size_t i = 0; i < recipients.size(); ++i) {
        const Reply* reply = i < to_recipients_.size() ? &to_recipients_[i] : nullptr;
        result.push_back(delivery(recipients[i], reply, lost));
    }
    return result;
}

} // namespace tuermer
